using BelajarBot.Tests.Storage;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.EndToEnd;

public sealed class FloodTests
{
    [Fact]
    public async Task T168_A_thousand_messages_of_one_person_are_acknowledged_told_once_and_keep_nobody_else_waiting()
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        var (sari, budi) = (telegram.Person(), telegram.Person());
        for (var i = 0; i < 1000; i++)
        {
            sari.Says($"/kata{i}");
        }

        budi.Says("/satu");

        // The pace to one person as it is by default; the burst lets the answers out at once.
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, "Sending:BetweenToOnePerson=00:00:01"));
        await Until.TrueAsync(() => budi.Inbox.Count == 1, "the answer to the other person");
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "all were acknowledged");
        await Until.TrueAsync(() => sari.Inbox.Count >= 61, "the answers and the notice");

        var told = sari.Inbox.Count(message => message.Text.Contains("terlalu cepat", StringComparison.Ordinal));
        Assert.Equal(1, told);
        Assert.Contains("/kata0.", sari.Inbox[0].Text, StringComparison.Ordinal);
        Assert.InRange(sari.Inbox.Count, 61, 200);
    }

    [Fact]
    public async Task A_thousand_presses_of_one_person_keep_nobody_else_waiting_and_stay_within_the_limits()
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        var (sari, budi) = (telegram.Person(), telegram.Person());
        for (var i = 0; i < 1000; i++)
        {
            sari.PressesData($"lama{i}");
        }

        budi.Says("/satu");
        var press = budi.PressesData("lama");
        await using var bot = await HostedBot.StartAsync(
            BotSettings.For(telegram, store.Options, "Sending:BetweenToOnePerson=00:00:01", "Sending:PerSecond=30"));
        await Until.TrueAsync(() => telegram.RequestsTo("answerCallbackQuery").Count > 0, "the first press is answered");
        var since = TimeProvider.System.GetTimestamp();
        await Until.TrueAsync(() => budi.Inbox.Count > 0 && press.AnsweredAt is not null, "the message and the press of the other person");
        var waited = TimeProvider.System.GetElapsedTime(since);
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "all were acknowledged");

        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(telegram.RequestsTo("answerCallbackQuery").Count, 2, 200);
        Assert.InRange(telegram.Sent.MostInOneSecond, 1, 30);
        Assert.Equal(0, telegram.Sent.Refused);
    }

    [Fact]
    public async Task Documents_that_Telegram_is_slow_to_show_are_looked_into_side_by_side_and_others_wait_for_one_at_most()
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        var (sari, budi) = (telegram.Person(), telegram.Person());
        telegram.Fail("getFile", new Fault.Delay(TimeSpan.FromSeconds(1.5)), times: 6);
        for (var i = 0; i < 6; i++)
        {
            sari.SendsDocument($"berkas{i}.pdf");
        }

        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
        await Until.TrueAsync(() => telegram.RequestsTo("getFile").Count == 6, "all are looked into");
        var answered = sari.Inbox.Count;
        budi.Says("/satu");
        await Until.TrueAsync(() => budi.Inbox.Count == 1, "the other person is answered");

        Assert.Equal(0, answered);
        Assert.Equal(6, telegram.RequestsTo("getFile").Count);
    }
}
