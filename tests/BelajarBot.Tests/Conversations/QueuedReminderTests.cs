using System.Collections.Concurrent;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.People;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.Conversations;

/// <summary>What becomes of a reminder that waited on its way: it is looked at once more before it goes.</summary>
public sealed class QueuedReminderTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromHours(3);

    private readonly ConcurrentQueue<string> arrived = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10:00", "12:00", "send")]
    [InlineData("12:01", "12:00", "drop Late")]
    [InlineData("20:04", "22:00", "send")]
    [InlineData("20:06", "22:00", "drop QuietHours")]
    [InlineData("20:06", "31:00", "wait 07:00")]
    [InlineData("23:00", null, "send")]
    public void It_goes_while_it_is_valid_and_nobody_sleeps_but_for_what_queued_up_just_before(string now, string? validUntil, string fate)
    {
        var midnight = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(7));
        var reminder = new QueuedReminder(1, 1, Person.Active, null, "Asia/Jakarta", validUntil is null ? null : At(validUntil));

        var decided = reminder.FateAt(At(now), QuietHours.Usual) switch
        {
            ReminderFate.Drop drop => $"drop {drop.Reason}",
            ReminderFate.Wait wait => $"wait {wait.Until.ToOffset(midnight.Offset):HH:mm}",
            _ => "send",
        };

        Assert.Equal(fate, decided);

        DateTimeOffset At(string time) => midnight.AddHours(int.Parse(time[..2], null)).AddMinutes(int.Parse(time[3..], null));
    }

    [Theory, BothDatabases]
    public async Task After_an_outage_of_hours_a_reminder_is_dropped_and_why_says_so_while_replies_still_go(DatabaseKind kind)
    {
        var clock = new VirtualClock();
        await using var store = await TestDatabase.CreateAsync(kind, clock);
        var late = await RemindAsync(store, clock, "sari", TimeSpan.FromHours(2));
        var inTime = await RemindAsync(store, clock, "budi", TimeSpan.FromHours(9));
        await store.Database.WriteAsync(
            session => Outbox.AddAsync(session, null, "fake", "adi", MessageClass.Reply, RichText.Plain("ya"), [], clock.GetUtcNow()), Cancel);
        var channel = OutOfOrder(clock);

        await using var sender = await RunningSender.StartAsync(store, channel, time: clock);
        await PassAsync(store, clock, messages: 3);
        await LiveUntilAsync(clock, async () => await CountAsync(store) == 0, "all is over");

        Assert.Equal(["adi", "budi"], arrived.Order(StringComparer.Ordinal));
        var dropped = Assert.Single(await LogAsync(store, late.PersonId));
        Assert.Equal((ReminderLog.Dropped, "late"), (dropped.Decision, dropped.Reason));
        Assert.Equal(ReminderLog.Sent, Assert.Single(await LogAsync(store, inTime.PersonId)).Decision);
        Assert.Empty((await SentInWeekAsync(store, late.PersonId, clock))[late.PersonId]);
    }

    [Theory, BothDatabases]
    public async Task Whoever_says_stop_while_a_reminder_waits_does_not_get_it_nor_who_cannot_be_reached(DatabaseKind kind)
    {
        var clock = new VirtualClock();
        await using var store = await TestDatabase.CreateAsync(kind, clock);
        var people = new List<(long PersonId, long OutboxId)>();
        foreach (var address in new[] { "sari", "budi", "adi" })
        {
            people.Add(await RemindAsync(store, clock, address, TimeSpan.FromHours(9)));
        }

        var channel = OutOfOrder(clock);
        await using var sender = await RunningSender.StartAsync(store, channel, time: clock);
        await PassAsync(store, clock, messages: 3, async () =>
        {
            await store.Database.WriteAsync(session => session.ExecuteAsync("update person set status = 'stopped' where address = 'sari'"), Cancel);
            await store.Database.WriteAsync(session => PersonStore.SetUnreachableAsync(session, "fake", "budi", Outcome.Blocked, clock.GetUtcNow()), Cancel);
        });
        await LiveUntilAsync(clock, async () => await CountAsync(store, "state = 'queued'") == 0, "all is over");

        Assert.Equal(["adi"], arrived);
        Assert.Equal(2, await CountAsync(store, "state = 'skipped'"));
    }

    [Theory, BothDatabases]
    public async Task What_would_come_at_night_waits_for_the_morning_and_keeps_no_reply_waiting_also_after_a_restart(DatabaseKind kind)
    {
        var clock = new VirtualClock(new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.FromHours(7)));
        await using var store = await TestDatabase.CreateAsync(kind, clock);
        await RemindAsync(store, clock, "sari", TimeSpan.FromHours(20));
        var over = await RemindAsync(store, clock, "budi", TimeSpan.FromHours(6));
        var channel = OutOfOrder(clock);
        await using (await RunningSender.StartAsync(store, channel, time: clock))
        {
            await PassAsync(store, clock, messages: 2);
            await LiveUntilAsync(clock, async () => await CountAsync(store, "reason = 'quiet hours'") == 1, "it sleeps");
        }

        await store.Database.WriteAsync(
            session => Outbox.AddAsync(session, null, "fake", "sari", MessageClass.Reply, RichText.Plain("ya"), [], clock.GetUtcNow()), Cancel);
        await using var second = await RunningSender.StartAsync(store, channel, time: clock);
        await LiveUntilAsync(clock, () => Task.FromResult(!arrived.IsEmpty), "the reply goes at night");
        Assert.Equal("ya", channel.Calls.Last().Text.Text);
        Assert.Single(arrived);
        clock.MoveTo(new DateTimeOffset(2026, 3, 3, 7, 0, 0, TimeSpan.FromHours(7)));
        await LiveUntilAsync(clock, async () => await CountAsync(store) == 0, "it goes in the morning");

        Assert.Equal(["sari", "sari"], arrived);
        Assert.Equal("quiet_hours", Assert.Single(await LogAsync(store, over.PersonId)).Reason);
    }

    /// <summary>A channel that cannot be reached for three hours from now on.</summary>
    private FakeChannel OutOfOrder(VirtualClock clock)
    {
        var until = clock.GetUtcNow() + Outage;
        return new FakeChannel((message, _) =>
        {
            if (clock.GetUtcNow() is var now && now < until)
            {
                return new SendResult.TryLater(until - now, "no connection");
            }

            arrived.Enqueue(message.Address);
            return new SendResult.Sent(1);
        });
    }

    /// <summary>Lets the outage pass once so many messages have met it.</summary>
    private static async Task PassAsync(TestDatabase store, VirtualClock clock, int messages, Func<Task>? meanwhile = null)
    {
        await Until.TrueAsync(async () => await CountAsync(store, "not_before > 0") == messages, "all were tried");
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        clock.Advance(Outage);
    }

    /// <summary>Lets time pass, a second at a time, until this is so.</summary>
    private static Task LiveUntilAsync(VirtualClock clock, Func<Task<bool>> condition, string what) => Until.TrueAsync(
        async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return await condition();
        },
        what);

    /// <summary>A reminder that was decided on now, and may come so much later.</summary>
    private static Task<(long PersonId, long OutboxId)> RemindAsync(TestDatabase store, VirtualClock clock, string address, TimeSpan valid) =>
        store.Database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var person = await PersonStore.FindOrAddAsync(session, "fake", address, "id", null, now);
                var message = await Outbox.AddAsync(
                    session, person.Id, "fake", address, MessageClass.Reminder, Body.Of(RichText.Plain("Ingat"), []), now, now + valid);
                await ReminderLog.AddAsync(
                    session, person.Id, new DueReminder("uji", "r1", "sehari", now), new(ReminderLog.Sent, OutboxId: message.OutboxId), now);
                return (person.Id, message.OutboxId);
            },
            Cancel);

    private static Task<List<LoggedReminder>> LogAsync(TestDatabase store, long personId) => store.Database.ReadAsync(
        session => ReminderLog.OfPersonAsync(session, personId, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue), Cancel);

    private static Task<ILookup<long, SpokenFirst>> SentInWeekAsync(TestDatabase store, long personId, VirtualClock clock) =>
        store.Database.ReadAsync(session => ReminderLog.SentInWeekBeforeAsync(session, [personId], clock.GetUtcNow()), Cancel);

    private static Task<long> CountAsync(TestDatabase store, string condition = "1 = 1") =>
        store.Database.ReadAsync(session => session.ScalarAsync<long>($"select count(*) from outbox where {condition}"), Cancel);
}
