using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.Logging;
using TelegramSimulator;

namespace BelajarBot.Tests.Conversations;

public sealed class SenderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task T132_T135_Every_row_of_a_campaign_ends_as_what_became_of_it_and_the_numbers_add_up(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var campaign = await PlanAsync(store, people: 8);
        var channel = new FakeChannel((message, _) => message.Address switch
        {
            "1" => new SendResult.Unreachable(UnreachableCause.Blocked, "blocked"),
            "2" => new SendResult.Unreachable(UnreachableCause.Deactivated, "deactivated"),
            "3" => new SendResult.Unreachable(UnreachableCause.NeverStarted, "chat not found"),
            "4" => new SendResult.Refused("too odd"),
            "5" => new SendResult.Unknown("no answer"),
            "6" => new SendResult.Sent(0),
            _ => new SendResult.Sent(1000 + message.OutboxId),
        });

        await using var sender = await RunningSender.StartAsync(store, channel);
        var standing = await EndedAsync(store, campaign);

        Assert.Equal(Campaigns.Finished, standing.State);
        Assert.Equal((8, 3, 0), (standing.Recipients, standing.Of(Outcome.Sent), standing.Waiting));
        Assert.All(
            [Outcome.Blocked, Outcome.Deactivated, Outcome.NeverStarted, Outcome.Failed, Outcome.Unknown], outcome => Assert.Equal(1, standing.Of(outcome)));
        Assert.Equal(8, channel.Calls.Count);
        var numbers = await store.Database.ReadAsync(
            session => session.QueryAsync<(string Address, long? MessageId, long Id)>(
                "select address, message_id, id from outbox where state = 'sent' and campaign_id is not null"), Cancel);
        // A message without a number yet has none here, rather than 0 (T83).
        Assert.All(numbers, row => Assert.Equal(row.Address == "6" ? null : 1000 + row.Id, row.MessageId));
        Assert.Equal(
            ["blocked", "deactivated", "never_started"],
            await store.Database.ReadAsync(
                session => session.QueryAsync<string>(
                    "select unreachable_reason from person where unreachable_since is not null order by unreachable_reason"), Cancel));
    }

    [Theory, BothDatabases]
    public async Task T128_What_was_being_sent_when_the_bot_died_is_unknown_and_not_sent_again(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var campaign = await PlanAsync(store, people: 3);
        await store.Database.WriteAsync(session => session.ExecuteAsync("update outbox set state = 'sending' where address = '1'"), Cancel);
        var channel = new FakeChannel();

        await using var sender = await RunningSender.StartAsync(store, channel);
        var standing = await EndedAsync(store, campaign);

        Assert.Equal((2, 1), (standing.Of(Outcome.Sent), standing.Of(Outcome.Unknown)));
        Assert.Equal(["0", "2"], channel.Calls.Select(call => call.Address).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task T129_Without_an_answer_a_reply_is_sent_again_and_a_broadcast_is_not()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var campaign = await PlanAsync(store, people: 1);
        var reply = await AddReplyAsync(store, "sari");
        var channel = new FakeChannel((_, attempt) => attempt == 1 ? new SendResult.Unknown("no answer") : new SendResult.Sent(attempt));

        await using var sender = await RunningSender.StartAsync(store, channel);
        sender.Sender.Enqueue([reply]);
        var standing = await EndedAsync(store, campaign);
        await Until.TrueAsync(() => sender.Sender.Waiting == 0, "the reply was sent");

        Assert.Equal(1, standing.Of(Outcome.Unknown));
        Assert.Single(channel.Calls, call => call.Class == MessageClass.Broadcast);
        Assert.Equal(2, channel.Calls.Count(call => call.Class == MessageClass.Reply));
    }

    [Fact]
    public async Task A_long_outage_loses_no_reply_however_often_it_is_tried()
    {
        var clock = new VirtualClock();
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, clock);
        await AddReplyAsync(store, "sari", clock.GetUtcNow());
        var channel = new FakeChannel((_, attempt) => attempt switch
        {
            < 10 => new SendResult.TryLater(TimeSpan.FromSeconds(5), "no connection"),
            < 40 => new SendResult.Unknown("502"),
            _ => new SendResult.Sent(1),
        });

        await using var sender = await RunningSender.StartAsync(store, channel, time: clock);
        await LiveUntilAsync(clock, async () => await CountAsync(store) == 0, "it arrived");

        Assert.Equal(40, channel.Calls.Count);
        Assert.InRange(clock.GetUtcNow(), new VirtualClock().GetUtcNow(), new VirtualClock().GetUtcNow().AddHours(2));
    }

    [Fact]
    public async Task A_reply_that_keeps_failing_while_others_arrive_or_for_a_day_is_given_up_and_lets_the_next_pass()
    {
        var clock = new VirtualClock();
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, clock);
        var bad = (await AddReplyAsync(store, "sari", clock.GetUtcNow())).OutboxId;
        await AddReplyAsync(store, "sari", clock.GetUtcNow());
        var old = (await AddReplyAsync(store, "budi", clock.GetUtcNow().AddHours(-25))).OutboxId;
        var channel = new FakeChannel((message, _) => message.OutboxId == bad || message.OutboxId == old ? new SendResult.Unknown("502") : new SendResult.Sent(1));

        await using var sender = await RunningSender.StartAsync(store, channel, time: clock);
        await LiveUntilAsync(
            clock,
            async () =>
            {
                sender.Sender.Enqueue([await AddReplyAsync(store, "adi", clock.GetUtcNow())]);
                return channel.Calls.Any(call => call.Address == "sari" && call.OutboxId != bad);
            },
            "the next one arrived");
        await LiveUntilAsync(clock, async () => await CountAsync(store) == 2, "what arrived is gone");

        // The first of them may have come before anybody else's.
        Assert.InRange(channel.Calls.Count(call => call.OutboxId == bad), 20, 21);
        Assert.Single(channel.Calls, call => call.OutboxId == old);
        Assert.Equal(["unknown", "unknown"], await store.Database.ReadAsync(session => session.QueryAsync<string>("select state from outbox"), Cancel));
        Assert.Equal(2, sender.Log.Lines.Count(line => line.Level == LogLevel.Warning && line.Text.Contains("is given up", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_mistake_of_our_own_while_a_message_is_settled_is_told_and_its_chat_goes_on_later()
    {
        var clock = new VirtualClock();
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, clock);
        await AddReplyAsync(store, "sari", clock.GetUtcNow());
        await AddReplyAsync(store, "sari", clock.GetUtcNow());
        await ExecuteAsync(store, "create trigger mistake before update on outbox begin select raise(abort, 'a mistake'); end");
        var channel = new FakeChannel((_, attempt) => attempt == 1 ? new SendResult.Refused("odd") : new SendResult.Sent(1));

        await using var sender = await RunningSender.StartAsync(store, channel, time: clock);
        await Until.TrueAsync(() => sender.Log.Lines.Any(line => line is { Level: LogLevel.Error } && line.Text.Contains("broke off", StringComparison.Ordinal)), "it is told");
        await ExecuteAsync(store, "drop trigger mistake");
        await LiveUntilAsync(clock, async () => await CountAsync(store) == 1 && sender.Sender.Waiting == 0, "both are over");

        Assert.Equal(3, channel.Calls.Count);
    }

    [Fact]
    public async Task One_row_that_cannot_be_read_does_not_keep_what_others_committed_from_being_found()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var channel = new FakeChannel();
        await using var sender = await RunningSender.StartAsync(store, channel);
        await ExecuteAsync(store, "insert into outbox (channel, address, class, body, state, not_before, created_at) values ('fake', 'sari', 0, 'no json', 'queued', 0, 1)");
        await Until.TrueAsync(() => sender.Log.Lines.Any(line => line.Text.Contains("outbox cannot be read", StringComparison.Ordinal)), "it is told");

        await ExecuteAsync(store, "delete from outbox");
        await AddReplyAsync(store, "budi");

        await Until.TrueAsync(() => channel.Calls.Any(call => call.Address == "budi"), "the next one is found");
    }

    [Fact]
    public void A_pause_for_another_reason_does_not_shorten_what_Telegram_asked_for()
    {
        var now = DateTimeOffset.UnixEpoch;
        var asked = Slowdown.After(null, now, TimeSpan.FromMinutes(10), 30);

        var paused = Slowdown.Pause(asked, now, TimeSpan.FromMinutes(1), 30);

        Assert.Equal(asked, paused);
        Assert.Equal(now.AddMinutes(1), Slowdown.Pause(null, now, TimeSpan.FromMinutes(1), 30).Until);
    }

    [Fact]
    public async Task T81_A_campaign_whose_messages_are_all_refused_stops_after_five_and_says_why()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var campaign = await PlanAsync(store, people: 50);
        var channel = new FakeChannel((_, _) => new SendResult.Refused("Bad Request: BUTTON_DATA_INVALID"));

        await using var sender = await RunningSender.StartAsync(store, channel, options => options.AtOnce = 1);
        var standing = await EndedAsync(store, campaign);

        Assert.Equal((Campaigns.Stopped, "Bad Request: BUTTON_DATA_INVALID"), (standing.State, standing.Reason));
        Assert.Equal((5, 45), (standing.Of(Outcome.Failed), standing.Waiting));
        Assert.Equal(5, channel.Calls.Count);
    }

    [Theory, BothDatabases]
    public async Task T82_A_campaign_begins_only_when_each_of_its_texts_has_been_seen_to_arrive(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var campaign = await PlanAsync(store, people: 2, start: false);
        var isRefused = true;
        var channel = new FakeChannel((message, _) =>
            Volatile.Read(ref isRefused) && message.Text.Text == "Hello!" ? new SendResult.Refused("BUTTON_URL_INVALID") : new SendResult.Sent(7));
        await using var sender = await RunningSender.StartAsync(store, channel);

        Assert.False(await ChangeAsync(store, session => Campaigns.StartAsync(session, campaign, DateTimeOffset.UtcNow)));
        await PreviewAsync();
        Assert.Equal(["en"], await store.Database.ReadAsync(session => Campaigns.UnseenAsync(session, campaign), Cancel));
        Assert.False(await ChangeAsync(store, session => Campaigns.StartAsync(session, campaign, DateTimeOffset.UtcNow)));
        Volatile.Write(ref isRefused, false);
        await PreviewAsync();

        Assert.True(await ChangeAsync(store, session => Campaigns.StartAsync(session, campaign, DateTimeOffset.UtcNow)));
        var standing = await EndedAsync(store, campaign);
        Assert.Equal((2, 2), (standing.Recipients, standing.Of(Outcome.Sent)));
        Assert.Null(await store.Database.WriteAsync(
            async session => await Campaigns.PreviewAsync(session, campaign, (await PersonStore.FindAsync(session, "fake", "0"))!, DateTimeOffset.UtcNow), Cancel));

        async Task PreviewAsync()
        {
            var before = channel.Calls.Count;
            sender.Sender.Enqueue((await store.Database.WriteAsync(
                async session => await Campaigns.PreviewAsync(session, campaign, (await PersonStore.FindAsync(session, "fake", "0"))!, DateTimeOffset.UtcNow), Cancel))!);
            await Until.TrueAsync(() => channel.Calls.Count == before + 2, "both texts were shown");
            await Until.TrueAsync(
                async () => await store.Database.ReadAsync(
                    session => session.ScalarAsync<long>("select count(*) from outbox where campaign_id is null and state = 'queued'"), Cancel) == 0,
                "what became of them is noted");
        }
    }

    [Theory, BothDatabases]
    public async Task T133_A_campaign_that_is_paused_or_cancelled_sends_nothing_more(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var campaign = await PlanAsync(store, people: 40);
        var channel = new FakeChannel();
        await using var sender = await RunningSender.StartAsync(store, channel, options => (options.PerSecond, options.ReservedForReplies, options.AtOnce) = (25, 5, 2));
        await Until.TrueAsync(() => channel.Calls.Count > 3, "it began");

        Assert.True(await ChangeAsync(store, session => Campaigns.PauseAsync(session, campaign, DateTimeOffset.UtcNow)));
        var paused = channel.Calls.Count;
        await Until.TrueAsync(() => sender.Sender.Waiting == 0, "what waited was dropped");
        // Those under way may have been between their note and their call when the pause was committed.
        Assert.InRange(channel.Calls.Count, paused, paused + 2);
        Assert.True(await ChangeAsync(store, session => Campaigns.ResumeAsync(session, campaign, DateTimeOffset.UtcNow)));
        await Until.TrueAsync(() => channel.Calls.Count > paused + 3, "it goes on");
        Assert.True(await ChangeAsync(store, session => Campaigns.CancelAsync(session, campaign, DateTimeOffset.UtcNow)));
        await Until.TrueAsync(() => sender.Sender.Waiting == 0, "what waited was dropped");

        Assert.False(await ChangeAsync(store, session => Campaigns.ResumeAsync(session, campaign, DateTimeOffset.UtcNow)));
        await Until.TrueAsync(async () => (await StandingAsync(store, campaign)).Of("sending") == 0, "all is noted");
        var standing = await StandingAsync(store, campaign);
        Assert.Equal(channel.Calls.Count, standing.Of(Outcome.Sent));
        Assert.Equal((Campaigns.Cancelled, 40), (standing.State, standing.Recipients));
        Assert.Equal(channel.Calls.Count, channel.Calls.Select(call => call.Address).Distinct().Count());
        Assert.Equal(TimeSpan.FromSeconds(Math.Ceiling(standing.Waiting / 24.0)), standing.TimeLeftAt(24));
    }

    [Fact]
    public async Task Whoever_says_stop_after_it_was_planned_is_left_out()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var campaign = await PlanAsync(store, people: 3);
        await store.Database.WriteAsync(session => session.ExecuteAsync("update person set status = 'stopped' where address = '1'"), Cancel);
        var channel = new FakeChannel();

        await using var sender = await RunningSender.StartAsync(store, channel);
        var standing = await EndedAsync(store, campaign);

        Assert.Equal((2, 1), (standing.Of(Outcome.Sent), standing.Of(Outcome.Skipped)));
        Assert.DoesNotContain(channel.Calls, call => call.Address == "1");
    }

    [Fact]
    public async Task People_are_added_once_and_read_in_their_own_language()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var campaign = await PlanAsync(store, people: 2, start: false);
        await store.Database.WriteAsync(
            async session =>
            {
                await PersonStore.FindOrAddAsync(session, "fake", "en", "en", null, DateTimeOffset.UtcNow);
                var by = await PersonStore.FindOrAddAsync(session, "fake", "su", "su", null, DateTimeOffset.UtcNow);
                await SeenPreview.OfAsync(session, campaign, by, DateTimeOffset.UtcNow);
                Assert.Equal(2, await Campaigns.AddRecipientsAsync(session, campaign, "1 = 1", new Dictionary<string, object?>(), DateTimeOffset.UtcNow));
                Assert.True(await Campaigns.StartAsync(session, campaign, DateTimeOffset.UtcNow));
            },
            Cancel);
        var channel = new FakeChannel();

        await using var sender = await RunningSender.StartAsync(store, channel);
        await EndedAsync(store, campaign);

        Assert.Equal("Hello!", Assert.Single(channel.Calls, call => call.Address == "en").Text.Text);
        Assert.All(channel.Calls.Where(call => call.Address != "en"), call => Assert.Equal("Halo!", call.Text.Text));
        Assert.Equal(4, channel.Calls.Count);
    }

    [Theory, BothDatabases]
    public async Task T65_T66_A_wait_of_an_hour_outlives_a_restart(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var reply = await AddReplyAsync(store, "sari");
        var channel = new FakeChannel((_, _) => new SendResult.SlowDown(TimeSpan.FromHours(1), "retry after 3600"));
        await using (var first = await RunningSender.StartAsync(store, channel))
        {
            await Until.TrueAsync(() => channel.Calls.Count == 1, "it was tried");
            await Until.TrueAsync(async () => await AttemptsAsync(store) == 1, "the wait is written down");
        }

        await AddReplyAsync(store, "budi");
        await using var second = await RunningSender.StartAsync(store, channel);
        await Until.TrueAsync(() => channel.Calls.Count == 2, "others are sent to");

        Assert.Equal(["sari", "budi"], channel.Calls.Select(call => call.Address));
        Assert.Equal(2, second.Sender.Waiting);
        Assert.Equal(reply.OutboxId, channel.Calls.First().OutboxId);
    }

    [Fact]
    public async Task T67_When_several_chats_are_told_to_wait_everybody_waits_also_after_a_restart()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        for (var i = 0; i < 3; i++)
        {
            await AddReplyAsync(store, $"{i}");
        }

        var channel = new FakeChannel((_, _) => new SendResult.SlowDown(TimeSpan.FromMinutes(5), "retry after 300"));
        await using (await RunningSender.StartAsync(store, channel))
        {
            await Until.TrueAsync(
                async () => await store.Database.ReadAsync(SendingPauses.FindAsync, Cancel) is { PerSecond: 700 }, "the pause is written down");
        }

        var late = await AddReplyAsync(store, "late");
        await using var second = await RunningSender.StartAsync(store, channel);
        await Until.TrueAsync(() => second.Sender.Waiting == 4, "it has read the table");
        second.Sender.Enqueue([late]);

        Assert.Equal(3, channel.Calls.Count);
    }

    [Fact]
    public async Task T71_No_more_requests_are_under_way_than_allowed()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        for (var i = 0; i < 60; i++)
        {
            await AddReplyAsync(store, $"{i}");
        }

        var channel = new FakeChannel { Takes = TimeSpan.FromMilliseconds(20) };
        await using var sender = await RunningSender.StartAsync(store, channel, options => options.AtOnce = 7);
        await Until.TrueAsync(() => channel.Calls.Count == 60, "all were sent");

        Assert.Equal(7, channel.MostUnderWay);
    }

    [Fact]
    public async Task T75_A_group_that_moved_is_followed_once_with_everything_that_waits_for_it()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await store.Database.WriteAsync(
            session => PersonStore.FindOrAddAsync(session, "fake", "-5", "id", null, DateTimeOffset.UtcNow), Cancel);
        await AddReplyAsync(store, "-5");
        await AddReplyAsync(store, "-5");
        var channel = new FakeChannel((message, attempt) =>
            message.Address == "-5" ? new SendResult.Moved("-1005") : new SendResult.Sent(attempt));

        await using var sender = await RunningSender.StartAsync(store, channel);
        await Until.TrueAsync(() => channel.Calls.Count(call => call.Address == "-1005") == 2, "both arrived at the new address");
        await Until.TrueAsync(async () => await CountAsync(store) == 0, "both are done");

        Assert.InRange(channel.Calls.Count(call => call.Address == "-5"), 1, 2);
        Assert.Equal(
            ["-1005"], await store.Database.ReadAsync(session => session.QueryAsync<string>("select address from person"), Cancel));
    }

    [Fact]
    public async Task T91_A_resend_begins_at_the_first_part_that_is_not_known_as_sent_also_after_a_restart()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await AddReplyAsync(store, "sari");
        var isBroken = true;
        var channel = new FakeChannel((message, _) => message.PartsSent switch
        {
            < 2 => new SendResult.Sent(message.PartsSent + 1, HasMore: true),
            _ when Volatile.Read(ref isBroken) => new SendResult.TryLater(TimeSpan.FromMilliseconds(1), "no connection"),
            _ => new SendResult.Sent(3),
        });
        await using (await RunningSender.StartAsync(store, channel))
        {
            await Until.TrueAsync(() => channel.Calls.Count > 3, "the third part was tried");
        }

        Volatile.Write(ref isBroken, false);
        await using var second = await RunningSender.StartAsync(store, channel);
        await Until.TrueAsync(async () => await CountAsync(store) == 0, "it is done");

        Assert.Equal([0, 1], channel.Calls.Select(call => call.PartsSent).Where(part => part < 2));
    }

    [Fact]
    public async Task T97_A_message_whose_styles_are_refused_goes_once_more_without_them()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await store.Database.WriteAsync(
            session => Outbox.AddAsync(
                session, null, "fake", "sari", MessageClass.Reply, new RichText("halo", [new TextSpan(0, 4, SpanKind.Bold)]), [], DateTimeOffset.UtcNow),
            Cancel);
        var channel = new FakeChannel((message, _) => message.Text.Spans.IsEmpty ? new SendResult.Sent(1) : new SendResult.StylesRefused("can't parse"));

        await using var sender = await RunningSender.StartAsync(store, channel);
        await Until.TrueAsync(async () => await CountAsync(store) == 0, "it is done");

        Assert.Equal([1, 0], channel.Calls.Select(call => call.Text.Spans.Length));
    }

    private static async Task<long> PlanAsync(TestDatabase store, int people, bool start = true)
    {
        var now = DateTimeOffset.UtcNow;
        return await store.Database.WriteAsync(
            async session =>
            {
                for (var i = 0; i < people; i++)
                {
                    await PersonStore.FindOrAddAsync(session, "fake", $"{i}", "id", null, now);
                }

                var campaign = await Campaigns.AddAsync(
                    session,
                    new Dictionary<string, Body> { ["id"] = Body.Of(RichText.Plain("Halo!"), []), ["en"] = Body.Of(RichText.Plain("Hello!"), []) },
                    now);
                Assert.Equal(people, await Campaigns.AddRecipientsAsync(session, campaign, "channel = @channel", new Dictionary<string, object?> { ["channel"] = "fake" }, now));
                if (start)
                {
                    await SeenPreview.OfAsync(session, campaign, (await PersonStore.FindAsync(session, "fake", "0"))!, now);
                    Assert.True(await Campaigns.StartAsync(session, campaign, now));
                }

                return campaign;
            },
            Cancel);
    }

    private static Task<OutgoingMessage> AddReplyAsync(TestDatabase store, string address, DateTimeOffset? at = null) => store.Database.WriteAsync(
        session => Outbox.AddAsync(session, null, "fake", address, MessageClass.Reply, RichText.Plain("ya"), [], at ?? DateTimeOffset.UtcNow), Cancel);

    private static Task<int> ExecuteAsync(TestDatabase store, string sql) => store.Database.WriteAsync(session => session.ExecuteAsync(sql), Cancel);

    /// <summary>Lets time pass until this is so.</summary>
    private static Task LiveUntilAsync(VirtualClock clock, Func<Task<bool>> condition, string what) => Until.TrueAsync(
        async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return await condition();
        },
        what);

    private static Task<bool> ChangeAsync(TestDatabase store, Func<Session, Task<bool>> change) => store.Database.WriteAsync(change, Cancel);

    private static async Task<CampaignStanding> StandingAsync(TestDatabase store, long campaign) =>
        (await store.Database.ReadAsync(session => Campaigns.StandingAsync(session, campaign), Cancel))!;

    private static async Task<CampaignStanding> EndedAsync(TestDatabase store, long campaign)
    {
        await Until.TrueAsync(
            async () => await StandingAsync(store, campaign) is { State: Campaigns.Finished or Campaigns.Stopped } standing && standing.Of("sending") == 0,
            "the campaign ended");
        return await StandingAsync(store, campaign);
    }

    private static Task<long> CountAsync(TestDatabase store) =>
        store.Database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from outbox"), Cancel);

    private static Task<long> AttemptsAsync(TestDatabase store) =>
        store.Database.ReadAsync(session => session.ScalarAsync<long>("select coalesce(sum(attempts), 0) from outbox"), Cancel);
}
