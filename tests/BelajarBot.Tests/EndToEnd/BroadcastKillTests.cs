using System.Net.Http.Json;
using System.Text.Json;
using BelajarBot.Conversations;
using BelajarBot.Storage;
using BelajarBot.Tests.Broadcasts;
using BelajarBot.Tests.Storage;
using TelegramSimulator;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// A broadcast while the bot is killed again and again, from its planning to its last message. The short form runs with every
/// test run; BELAJARBOT_LONG=1 asks for the full one, BELAJARBOT_SEED=… for the same again.
/// </summary>
public sealed class BroadcastKillTests
{
    private static readonly (int People, int Kills, int PerSecond) Size = TestRun.IsLong ? (10_000, 12, 400) : (300, 2, 150);

    public static TheoryData<DatabaseKind> Kinds => TestRun.IsLong ? new(DatabaseKind.Sqlite, DatabaseKind.Postgres) : new(DatabaseKind.Sqlite);

    [Theory, MemberData(nameof(Kinds))]
    public async Task Killed_at_any_moment_a_broadcast_reaches_nobody_twice_and_its_numbers_add_up(DatabaseKind kind)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("BELAJARBOT_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"BELAJARBOT_SEED={seed}");
        var chance = new Random(seed);
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Record = false }, TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(kind);
        var people = Enumerable.Range(0, Size.People).Select(_ => telegram.Person()).ToList();
        foreach (var (i, person) in people.Index())
        {
            person.Blocks();
            person.Unblocks();

            // Some have blocked the bot without its having heard of it.
            person.Refusal = i % 10 == 1 ? new Fault.Status(403, "Forbidden: bot was blocked by the user") : null;
        }

        await DropUpdatesAsync(telegram);

        await using (var database = await Database.OpenAsync(store.Options, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            await StagedBroadcast.HandInAsync(database, [.. people.Select(person => $"{person.Id}")], TimeProvider.System.GetUtcNow());
        }

        var delivered = 0;
        telegram.OnDelivered = (_, message) =>
        {
            if (IsBroadcast(message))
            {
                Interlocked.Increment(ref delivered);
            }
        };
        var settings = BotSettings.For(telegram, store.Options, $"Sending:PerSecond={Size.PerSecond}", "Sending:ReservedForReplies=10");
        var bot = BotProcess.Run(settings);
        try
        {
            for (var kill = 0; kill < Size.Kills; kill++)
            {
                await AwaitMomentAsync(bot, kill, chance, () => Volatile.Read(ref delivered));
                await bot.KillAsync();
                await bot.DisposeAsync();
                bot = BotProcess.Run(settings);
            }

            await Until.TrueAsync(
                () => people[0].Chat.Any(message => message.Text.StartsWith("Siaran 1 selesai", StringComparison.Ordinal)),
                "the officer was told the result", TimeSpan.FromMinutes(TestRun.IsLong ? 10 : 1));
            await bot.InterruptAsync();
            Assert.Equal(0, await bot.ExitCodeAsync());
        }
        finally
        {
            await bot.DisposeAsync();
        }

        await AssertNumbersAddUpAsync(store.Options, people);
    }

    /// <summary>The first kill comes during the start or the planning, the others a random number of messages on.</summary>
    private static async Task AwaitMomentAsync(BotProcess bot, int kill, Random chance, Func<int> delivered)
    {
        await bot.ReadyAsync();
        if (kill > 0)
        {
            var until = Math.Min(Size.People * 8 / 10, delivered() + chance.Next(1, Size.People / Size.Kills));
            await Until.TrueAsync(() => delivered() >= until, "the broadcast goes on");
        }

        await Task.Delay(chance.Next(kill == 0 ? 3500 : 30), TestContext.Current.CancellationToken);
    }

    /// <summary>That these people can be written to is all that was wanted of them.</summary>
    private static async Task DropUpdatesAsync(Simulator telegram)
    {
        using var http = new HttpClient();
        var newest = await http.GetFromJsonAsync<JsonElement>($"{telegram.BaseUrl}/bot{telegram.Token}/getUpdates?offset=-1", TestContext.Current.CancellationToken);
        var next = newest.GetProperty("result")[0].GetProperty("update_id").GetInt64() + 1;
        using var _ = await http.GetAsync($"{telegram.BaseUrl}/bot{telegram.Token}/getUpdates?offset={next}", TestContext.Current.CancellationToken);
    }

    private static bool IsBroadcast(ChatMessage message) => message.Text.StartsWith("Halo ", StringComparison.Ordinal);

    private static async Task AssertNumbersAddUpAsync(StorageOptions storage, List<SimulatedPerson> people)
    {
        await using var database = await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken);
        var standing = (await database.ReadAsync(session => Campaigns.StandingAsync(session, 1), TestContext.Current.CancellationToken))!;
        var rows = (await database.ReadAsync(
            session => session.QueryAsync<(string Address, string State)>("select address, state from outbox where campaign_id = 1"),
            TestContext.Current.CancellationToken)).ToDictionary(row => row.Address, row => row.State);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", standing.Counts.Select(count => $"{count.Key}: {count.Value}")));

        Assert.Equal(Campaigns.Finished, standing.State);
        Assert.Equal(people.Count, standing.Recipients);
        Assert.Equal(people.Count, standing.Of(Outcome.Sent) + standing.Of(Outcome.Blocked) + standing.Of(Outcome.Failed) + standing.Of(Outcome.Unknown) + standing.Of(Outcome.Skipped));
        Assert.Equal(0, standing.Of(Outcome.Failed));

        // Of those who blocked the bot it hears by an update, or by trying: whichever is first.
        Assert.InRange(standing.Of(Outcome.Blocked) + standing.Of(Outcome.Skipped), 1, people.Count / 10);
        Assert.InRange(standing.Of(Outcome.Sent), 1, people.Count);
        Assert.All(people, person =>
        {
            // The officer's own preview was never sent: it was only written down as seen.
            var got = person.Chat.Count(IsBroadcast);
            Assert.InRange(got, rows[$"{person.Id}"] == Outcome.Sent ? 1 : 0, rows[$"{person.Id}"] is Outcome.Sent or Outcome.Unknown ? 1 : 0);
        });
    }
}
