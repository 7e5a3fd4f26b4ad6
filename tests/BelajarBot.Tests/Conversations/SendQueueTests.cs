using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests.Conversations;

public sealed class SendQueueTests
{
    private readonly TestClock clock = new(new DateTimeOffset(2026, 3, 3, 3, 0, 0, TimeSpan.Zero));
    private long number;

    private SendQueue Queue(int perSecond = 1000, int reserved = 0, int burst = 1000) => new(
        new SendingOptions { PerSecond = perSecond, ReservedForReplies = reserved, BurstToOnePerson = burst }, clock);

    private QueuedMessage Message(string person, MessageClass messageClass = MessageClass.Reply, DateTimeOffset notBefore = default) =>
        new(new OutgoingMessage(++number, "web", person, messageClass, RichText.Plain($"{number}"), []), 0, notBefore);

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

        queue.Return(first with { Attempts = 1, NotBefore = clock.GetUtcNow() + TimeSpan.FromSeconds(37) });
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

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
