using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.EndToEnd;
using TelegramSimulator;

namespace BelajarBot.Tests.Conversations;

public sealed class SendQueueTests
{
    private readonly VirtualClock clock = new(new DateTimeOffset(2026, 3, 3, 3, 0, 0, TimeSpan.Zero));
    private long number;

    private SendQueue Queue(int perSecond = 1000, int reserved = 0, int burst = 1000)
    {
        var options = new SendingOptions { PerSecond = perSecond, ReservedForReplies = reserved, BurstToOnePerson = burst };
        var queue = new SendQueue(options, clock, new CallPace(perSecond, clock), message => message.Address.StartsWith('-'));
        queue.Open();
        return queue;
    }

    private QueuedMessage Message(string person, MessageClass messageClass = MessageClass.Reply, DateTimeOffset notBefore = default) =>
        new(new OutgoingMessage(++number, "web", person, messageClass, RichText.Plain($"{number}"), []), 0, notBefore, default);

    [Fact]
    public async Task What_waits_for_months_waits()
    {
        var queue = Queue();
        queue.Add([Message("a", notBefore: clock.GetUtcNow().AddDays(60))]);

        var taken = queue.TakeAsync(TestContext.Current.CancellationToken);

        Assert.False(taken.IsCompleted);
        await Until.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromDays(1));
                return taken.IsCompleted;
            },
            "its moment comes");
        Assert.InRange(clock.GetUtcNow(), (await taken).NotBefore, (await taken).NotBefore.AddDays(5));
    }

    [Fact]
    public async Task A_person_gets_messages_one_at_a_time_and_in_order()
    {
        var queue = Queue();
        queue.Add([Message("sari")]);
        queue.Add([Message("sari")]);

        var first = await queue.TakeAsync(Cancel);
        var second = queue.TakeAsync(Cancel);

        Assert.Equal(1, first.Message.OutboxId);
        Assert.False(second.IsCompleted);
        queue.Finish(first.Message);
        Assert.Equal(2, (await second).Message.OutboxId);
    }

    [Fact]
    public async Task A_reply_overtakes_reminders_and_broadcasts()
    {
        var queue = Queue();
        queue.Add([Message("a", MessageClass.Broadcast)]);
        queue.Add([Message("b", MessageClass.Reminder)]);
        queue.Add([Message("c", MessageClass.Reply)]);

        Assert.Equal("c", (await queue.TakeAsync(Cancel)).Message.Address);
        Assert.Equal("b", (await queue.TakeAsync(Cancel)).Message.Address);
        Assert.Equal("a", (await queue.TakeAsync(Cancel)).Message.Address);
    }

    [Fact]
    public async Task A_part_of_the_rate_is_kept_for_replies()
    {
        var queue = Queue(perSecond: 10, reserved: 3);
        for (var i = 0; i < 20; i++)
        {
            queue.Add([Message($"b{i}", MessageClass.Broadcast)]);
        }

        for (var i = 0; i < 7; i++)
        {
            await queue.TakeAsync(Cancel);
        }

        var eighth = queue.TakeAsync(Cancel);
        Assert.False(eighth.IsCompleted);
        queue.Add([Message("reply")]);
        Assert.Equal("reply", (await eighth).Message.Address);
    }

    [Fact]
    public async Task One_who_is_returned_waits_and_goes_before_what_came_later()
    {
        var queue = Queue();
        queue.Add([Message("sari")]);
        queue.Add([Message("sari")]);
        var first = await queue.TakeAsync(Cancel);

        queue.Return(first.Message, first with { Attempts = 1, NotBefore = clock.GetUtcNow() + TimeSpan.FromSeconds(37) });
        var next = queue.TakeAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(36));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, (await next).Message.OutboxId);
    }

    [Fact]
    public async Task Others_are_not_held_up_by_one_who_has_to_wait()
    {
        var queue = Queue();
        queue.Add([Message("slow", notBefore: clock.GetUtcNow() + TimeSpan.FromHours(1))]);
        queue.Add([Message("quick")]);

        Assert.Equal("quick", (await queue.TakeAsync(Cancel)).Message.Address);
    }

    [Fact]
    public async Task What_was_left_behind_goes_first_and_never_twice()
    {
        var queue = Queue();
        var old = Message("sari");
        queue.Add([Message("sari")]);
        var known = Message("sari");
        queue.Add([known]);

        queue.Add([old, known]);

        var order = new List<long>();
        while (queue.Count > 0)
        {
            var message = await queue.TakeAsync(Cancel);
            order.Add(message.Message.OutboxId);
            queue.Finish(message.Message);
        }

        Assert.Equal([1, 2, 3], order);
    }

    [Fact]
    public async Task T69_A_reply_overtakes_a_broadcast_to_the_same_person_too()
    {
        var queue = Queue();
        queue.Add([Message("sari", MessageClass.Broadcast)]);
        queue.Add([Message("sari")]);

        Assert.Equal(MessageClass.Reply, (await queue.TakeAsync(Cancel)).Message.Class);
    }

    [Fact]
    public async Task T63_Replies_have_a_burst_and_broadcasts_go_one_a_second()
    {
        var queue = Queue(burst: 3);
        queue.Add([Message("sari", MessageClass.Broadcast), Message("sari", MessageClass.Broadcast)]);

        queue.Finish((await queue.TakeAsync(Cancel)).Message);
        var second = queue.TakeAsync(Cancel);

        Assert.False(second.IsCompleted);
        var reply = Message("sari");
        queue.Add([reply]);
        Assert.Equal(reply.Message.OutboxId, (await second).Message.OutboxId);
        queue.Finish(reply.Message);
        var third = queue.TakeAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(third.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(MessageClass.Broadcast, (await third).Message.Class);
    }

    [Fact]
    public async Task T63_A_group_gets_no_more_than_twenty_in_any_minute()
    {
        var queue = Queue();
        var sent = new List<DateTimeOffset>();
        queue.Add(Enumerable.Range(0, 50).Select(_ => Message("-100200300")));

        for (var i = 0; i < 50; i++)
        {
            var next = queue.TakeAsync(Cancel);
            if (!next.IsCompleted)
            {
                // Nobody else makes timers on this clock, and the one that the queue waits for tells when it looks again.
                clock.Advance(TimeSpan.FromSeconds(i is 20 or 40 ? 60.1 : 1));
            }

            sent.Add(clock.GetUtcNow());
            queue.Finish((await next).Message);
        }

        Assert.All(sent, begin => Assert.InRange(sent.Count(at => at >= begin && at < begin + TimeSpan.FromMinutes(1)), 1, 20));
        Assert.InRange((sent[^1] - sent[0]).TotalSeconds, 120, 125);
    }

    [Fact]
    public async Task T66_Nothing_goes_while_Telegram_wants_silence_and_less_afterwards()
    {
        var queue = Queue(perSecond: 10);
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(30);
        queue.Slow(new Slowdown(until, 3));
        queue.Add(Enumerable.Range(0, 9).Select(i => Message($"p{i}")));

        var next = queue.TakeAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1.1));
        await next;
        await queue.TakeAsync(Cancel);
        await queue.TakeAsync(Cancel);

        Assert.False(queue.TakeAsync(Cancel).IsCompleted);
    }

    [Fact]
    public async Task What_waits_is_forgotten_when_another_process_leads_and_what_is_under_way_is_finished()
    {
        var queue = Queue();
        queue.Add([Message("sari"), Message("sari"), Message("adi")]);
        var first = await queue.TakeAsync(Cancel);

        queue.Close();
        queue.Add([Message("budi")]);

        Assert.Equal(1, queue.Count);
        queue.Finish(first.Message);
        Assert.Equal(0, queue.Count);
        queue.Open();
        Assert.False(queue.TakeAsync(Cancel).IsCompleted);
    }

    [Fact]
    public async Task What_is_over_is_not_taken_again_until_the_table_says_so_too()
    {
        var queue = Queue();
        var message = Message("sari");
        queue.Add([message]);
        await queue.TakeAsync(Cancel);
        queue.NoteOver(message.Message.OutboxId);
        queue.Finish(message.Message);

        queue.Add([message]);

        Assert.Equal(0, queue.Count);
        Assert.Empty(queue.Unknown([message.Message.OutboxId]));
    }

    [Fact]
    public async Task Whoever_hands_over_late_what_another_look_brought_and_sent_does_not_send_it_twice()
    {
        var queue = Queue();
        var (message, next) = (Message("sari"), Message("adi"));
        queue.Add([message]);
        queue.Finish((await queue.TakeAsync(Cancel)).Message);
        queue.NoteOver(message.Message.OutboxId);
        queue.Forget([message.Message.OutboxId]);

        clock.Advance(TimeSpan.FromSeconds(5));
        queue.Add([message]);

        Assert.Equal(0, queue.Count);
        Assert.True(queue.IsSettled);

        clock.Advance(TimeSpan.FromSeconds(6));
        queue.NoteOver(next.Message.OutboxId);
        queue.Forget([next.Message.OutboxId]);
        Assert.Equal([message.Message.OutboxId], queue.Unknown([message.Message.OutboxId, next.Message.OutboxId]));
    }

    [Fact]
    public async Task People_to_whom_nothing_was_said_lately_are_not_remembered()
    {
        var queue = Queue();
        for (var i = 0; i < 100; i++)
        {
            queue.Add([Message($"p{i}")]);
            queue.Finish((await queue.TakeAsync(Cancel)).Message);
        }

        clock.Advance(TimeSpan.FromSeconds(2));
        queue.Add([Message("sari")]);
        await queue.TakeAsync(Cancel);

        Assert.Equal(1, queue.Remembered);
    }

    [Fact]
    public async Task Quiet_is_when_nothing_waits_for_this_person()
    {
        var queue = Queue();
        await queue.WhenQuietAsync("web", "sari", Cancel);
        queue.Add([Message("sari")]);
        queue.Add([Message("adi")]);
        var message = await queue.TakeAsync(Cancel);

        var quiet = queue.WhenQuietAsync("web", "sari", Cancel);
        Assert.False(quiet.IsCompleted);
        queue.Finish(message.Message);

        await quiet;
    }

    [Fact]
    public async Task T134_How_long_a_campaign_takes_is_told_within_a_tenth()
    {
        var options = new SendingOptions();
        var queue = Queue(options.PerSecond, options.ReservedForReplies);
        queue.Add(Enumerable.Range(0, 1000).Select(i => Message($"p{i}", MessageClass.Broadcast)));
        var told = new CampaignStanding(Campaigns.Planned, null, new Dictionary<string, long> { ["queued"] = 1000 })
            .TimeLeftAt(options.BroadcastsPerSecond);

        var start = clock.GetUtcNow();
        for (var i = 0; i < 1000; i++)
        {
            queue.Finish((await NextAsync(queue)).Message);
        }

        Assert.InRange(told / (clock.GetUtcNow() - start), 0.9, 1.1);
    }

    [Fact]
    public async Task T67_Against_a_server_that_takes_ten_a_second_the_rate_settles_just_below_and_few_are_refused()
    {
        var queue = Queue(perSecond: 30);
        queue.Add(Enumerable.Range(0, 5000).Select(i => Message($"p{i}", MessageClass.Broadcast)));
        var (complaints, slowdown) = (new Complaints(), (Slowdown?)null);
        var (taken, refused) = (new List<DateTimeOffset>(), new List<DateTimeOffset>());
        var settled = clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        var end = settled + TimeSpan.FromMinutes(4);

        while (clock.GetUtcNow() < end)
        {
            var message = await NextAsync(queue);
            var now = clock.GetUtcNow();
            if (taken.Count(at => at > now - TimeSpan.FromSeconds(1)) < 10)
            {
                taken.Add(now);
                queue.Finish(message.Message);
                continue;
            }

            // As the sender does with a 429.
            refused.Add(now);
            var wait = TimeSpan.FromSeconds(1);
            if (complaints.Add(message.Message.Address, now, wait) is { } longest)
            {
                queue.Slow(slowdown = Slowdown.After(slowdown, now, longest, most: 30));
            }

            queue.Return(message.Message, message with { Attempts = message.Attempts + 1, NotBefore = now + wait });
        }

        var (went, not) = (taken.Count(at => at >= settled), refused.Count(at => at >= settled));
        Assert.InRange(went / (end - settled).TotalSeconds, 7, 10);
        Assert.InRange(not / (double)went, 0, 0.03);
    }

    /// <summary>The next message, with as much time passing as it has to wait for it.</summary>
    private async Task<QueuedMessage> NextAsync(SendQueue queue)
    {
        var next = queue.TakeAsync(Cancel);
        while (!next.IsCompleted)
        {
            if (clock.PendingTimers > 0)
            {
                clock.Advance(TimeSpan.FromMilliseconds(5));
            }
            else
            {
                await Task.Yield();
            }
        }

        return await next;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
