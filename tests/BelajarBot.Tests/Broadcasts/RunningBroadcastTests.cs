using BelajarBot.Conversations;
using BelajarBot.Storage;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.Broadcasts;

/// <summary>A broadcast under way at Telegram: its progress, a pause by itself, and going on.</summary>
public sealed class RunningBroadcastTests
{
    [Fact]
    public async Task When_too_much_fails_it_pauses_by_itself_tells_why_and_goes_on_exactly_where_it_stopped()
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        var people = Enumerable.Range(0, 60).Select(_ => telegram.Person()).ToList();
        foreach (var (i, person) in people.Index())
        {
            person.Blocks();
            person.Unblocks();

            // Every third fails, each time for another reason, so that the sender sees no row of the same.
            person.Refusal = i is > 0 and < 40 && i % 3 == 0 ? new Fault.Status(400, $"Bad Request: odd {i}") : null;
        }

        await using (var database = await Database.OpenAsync(store.Options, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            await StagedBroadcast.HandInAsync(database, [.. people.Select(person => $"{person.Id}")], TimeProvider.System.GetUtcNow());
        }

        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, "Sending:PerSecond=40", "Sending:ReservedForReplies=10"));
        var broadcasts = bot.Services.GetRequiredService<BelajarBot.Broadcasts.Broadcasts>();
        var officer = people[0];
        await RunUntilAsync(broadcasts, () => officer.Chat.Any(message => message.Text.StartsWith("Siaran 1 saya jeda", StringComparison.Ordinal)));
        await Until.TrueAsync(async () => (await StandingAsync(bot)).Of("sending") == 0, "what was under way is over");
        var paused = await StandingAsync(bot);
        await broadcasts.RunDueAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Campaigns.Paused, paused.State);
        Assert.InRange(paused.Waiting, 1, 40);
        Assert.Contains(telegram.RequestsTo("editMessageText"), request => request.Text.Contains("dijeda", StringComparison.Ordinal));
        Assert.Equal(paused.Counts.OrderBy(count => count.Key), (await StandingAsync(bot)).Counts.OrderBy(count => count.Key));

        people.ForEach(person => person.Refusal = null);
        officer.Presses("▶️ Lanjutkan");
        await RunUntilAsync(broadcasts, () => officer.Chat.Any(message => message.Text.StartsWith("Siaran 1 selesai", StringComparison.Ordinal)));
        var ended = await StandingAsync(bot);

        Assert.Equal((60, 0), (ended.Recipients, ended.Waiting));
        Assert.Equal(paused.Of(Outcome.Failed), ended.Of(Outcome.Failed));
        Assert.All(people.Skip(1), person => Assert.InRange(person.Chat.Count(message => message.Text.StartsWith("Halo", StringComparison.Ordinal)), 0, 1));
    }

    private static async Task RunUntilAsync(BelajarBot.Broadcasts.Broadcasts broadcasts, Func<bool> condition) => await Until.TrueAsync(
        async () =>
        {
            await broadcasts.RunDueAsync(TestContext.Current.CancellationToken);
            return condition();
        },
        "the broadcast has come that far");

    private static async Task<CampaignStanding> StandingAsync(HostedBot bot) =>
        (await bot.Database.ReadAsync(session => Campaigns.StandingAsync(session, 1), TestContext.Current.CancellationToken))!;
}
