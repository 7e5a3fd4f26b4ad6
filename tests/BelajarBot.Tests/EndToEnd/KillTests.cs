using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// A population of teachers activates their accounts while the bot is killed again and again. The short form runs with every
/// test run; BELAJARBOT_LONG=1 asks for the full one, BELAJARBOT_SEED=… for the same again.
/// </summary>
public sealed class KillTests
{
    private static readonly (int People, int Kills) Size = TestRun.IsLong ? (100, 50) : (12, 3);
    private static readonly (int People, int Kills) StormSize = TestRun.IsLong ? (100, 50) : (8, 2);

    /// <summary>Long enough that they are still busy at the last kill.</summary>
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(TestRun.IsLong ? 20 : 1);

    /// <summary>One way in on one database in the short form, all of them in the long one.</summary>
    public static TheoryData<DatabaseKind, string> Storms => TestRun.IsLong
        ? new()
        {
            { DatabaseKind.Sqlite, "polling" }, { DatabaseKind.Sqlite, "webhook" }, { DatabaseKind.Postgres, "polling" }, { DatabaseKind.Postgres, "webhook" },
        }
        : new() { { DatabaseKind.Postgres, "webhook" } };

    /// <summary>In the short form bad weather is enough for PostgreSQL.</summary>
    public static TheoryData<DatabaseKind> Calm => TestRun.IsLong ? [DatabaseKind.Sqlite, DatabaseKind.Postgres] : [DatabaseKind.Sqlite];

    [Theory, MemberData(nameof(Calm))]
    public async Task T17_Killed_at_any_moment_the_bot_loses_nothing_and_does_nothing_twice(DatabaseKind kind)
    {
        var seed = Seed();
        await using var stage = await WebhookStage.StartAsync(new SimulatorOptions { Record = false });
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await RunAsync(Size, seed, haste: 0, stage.Telegram, storage, BotSettings.For(stage.Telegram, storage), remove);
    }

    /// <summary>
    /// The same while a share of all calls fails in every way, updates come twice, answers to posts are lost, and what a
    /// person writes and presses at once changes places. Against the undisturbed bot are held: every conversation with all
    /// of its state, every milestone, every message on every phone in its order, and the numbers of the updates. A reply may
    /// come again; nothing else may differ.
    /// </summary>
    [Theory, MemberData(nameof(Storms))]
    public async Task Killed_in_bad_weather_the_bot_loses_nothing_and_only_replies_come_twice(DatabaseKind kind, string mode)
    {
        var seed = Seed();
        await using var stage = await WebhookStage.StartAsync(new SimulatorOptions { Record = false });
        var weather = stage.Telegram.Weather = new BadWeather(seed, 0.08);
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);

        // Always the same port, as behind a proxy, so that posts find the bot that came after the killed one.
        var web = WebhookStage.FreeAddress();
        stage.Bot = web;
        var settings = mode == "webhook"
            ? stage.Settings(storage, $"Web:Url={web.GetLeftPart(UriPartial.Authority)}")
            : BotSettings.For(stage.Telegram, storage);

        await RunAsync(StormSize, seed, haste: 10, stage.Telegram, storage, settings, remove);

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", weather.Met.Select(each => $"{each.Key}: {each.Value}")));
        Assert.All(
            ["429", "500", "Body", "Drop", "Delay", "DropAfterApply", "TruncatedAfterApply", "doubled update"],
            name => Assert.True(weather.Count(name) > 0 || !TestRun.IsLong, $"There was no {name}."));
        Assert.InRange(weather.Met.Values.Sum(), 10, int.MaxValue);
    }

    internal static int Seed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("BELAJARBOT_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"BELAJARBOT_SEED={seed}");
        return seed;
    }

    private static async Task RunAsync(
        (int People, int Kills) size, int seed, int haste, Simulator telegram, StorageOptions storage, string[] settings, Func<Task> remove)
    {
        await ArrivalOrder.RecordAsync(storage);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(TestRun.IsLong ? 15 : 3));
        var delivered = 0;
        telegram.OnDelivered = (_, _) => Interlocked.Increment(ref delivered);
        var people = Enumerable.Range(0, size.People)
            .Select(i => new ActivatingPerson(telegram.Person(), new Random(seed + 1 + i)) { Clumsiness = 25, Haste = haste })
            .ToList();

        var activations = people.ConvertAll(person => person.ActivateAsync(TimeSpan.FromSeconds(4), Thinking, limit.Token));
        var bot = BotProcess.Run(settings);
        try
        {
            var kills = 0;
            for (var chance = new Random(seed); kills < size.Kills && activations.Exists(activation => !activation.IsCompleted); kills++)
            {
                await AwaitMomentAsync(size.People * 14 / size.Kills, chance, () => Volatile.Read(ref delivered), limit.Token);
                Assert.False(bot.HasExited, bot.Errors);
                await bot.KillAsync();
                await bot.DisposeAsync();
                bot = BotProcess.Run(settings);
            }

            await Task.WhenAll(activations);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{kills} kills; {people.Sum(person => person.Did.Count)} updates; {delivered} messages delivered");
            Assert.Equal(size.Kills, kills);
            await AssertNothingIsLostOrDoubledAsync(telegram, people, bot, storage, mayOvertake: telegram.Webhook.Settings is not null);
            await AssertNothingStaysUnsentAsync(telegram, settings, storage, () => Volatile.Read(ref delivered), people.Sum(person => person.Did.Count));
        }
        finally
        {
            await bot.DisposeAsync();
            await remove();
        }
    }

    /// <summary>Most kills come in the thick of it, a random number of messages on; some during the start.</summary>
    internal static async Task AwaitMomentAsync(int between, Random chance, Func<int> delivered, CancellationToken cancel)
    {
        if (chance.Next(5) > 0)
        {
            var until = delivered() + chance.Next(1, Math.Max(2, between));
            while (delivered() < until)
            {
                await Task.Delay(1, cancel);
            }
        }

        await Task.Delay(chance.Next(TestRun.IsLong ? 700 : 300), cancel);
    }

    private static async Task AssertNothingIsLostOrDoubledAsync(
        Simulator telegram, List<ActivatingPerson> people, BotProcess bot, StorageOptions storage, bool mayOvertake)
    {
        var dialogs = await BotSettings.LoadDialogsAsync();
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "every update was acknowledged");
        var arrived = await ArrivalOrder.ReadAsync(storage);
        Assert.Equal(people.SelectMany(person => person.Did.Select(did => did.UpdateId)).Order(), arrived.Order());
        var undisturbed = people.ToDictionary(
            person => person, person => UndisturbedBot.After(dialogs, arrived.SelectMany(id => person.Did.Where(did => did.UpdateId == id)).Select(did => did.Input)));
        var unread = new HashSet<ActivatingPerson>(people);
        try
        {
            await Until.TrueAsync(
                () => unread.RemoveWhere(person => HasReadAll([.. person.Read], undisturbed[person].Said)) >= 0 && unread.Count == 0,
                "every message arrived, in order, and none but those");
        }
        catch
        {
            foreach (var person in unread.Take(3))
            {
                TestContext.Current.TestOutputHelper!.WriteLine(
                    $"{person.Phone.Id}\nshould: {InLine(undisturbed[person].Said)}\nread:   {InLine(person.Read)}");
            }

            throw;
        }

        await bot.InterruptAsync();
        Assert.Equal(0, await bot.ExitCodeAsync());

        await using var database = await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken);
        foreach (var person in people)
        {
            if (!mayOvertake)
            {
                Assert.Equal(person.Did.Select(did => did.UpdateId), arrived.Intersect(person.Did.Select(did => did.UpdateId)));
            }

            var (conversations, milestones, enrolments) = await UndisturbedBot.RememberedAsync(database, person.Phone);
            Assert.True(person.HasFinished);

            // Whoever gives the address before it is asked for is not asked for it.
            Assert.All(
                ActivatingPerson.Questions.Where(question => undisturbed[person].Said.Any(text => text.Contains(question))),
                question => Assert.Contains(person.Read, text => text.Contains(question)));
            Assert.Equal(undisturbed[person].Conversations, conversations);
            Assert.Equal(undisturbed[person].Milestones, milestones);
            Assert.Equal(undisturbed[person].Enrolments, enrolments);
        }
    }

    private static string InLine(IEnumerable<string> texts) => string.Join(" | ", texts.Select(text => text.ReplaceLineEndings(" ")));

    /// <summary>Whether what was read is all that was said, in its order, with nothing between but repetitions of what was read before.</summary>
    private static bool HasReadAll(List<string> read, List<string> said)
    {
        var found = 0;
        foreach (var text in read)
        {
            if (found < said.Count && text == said[found])
            {
                found++;
            }
            else if (said.IndexOf(text, 0, found) < 0)
            {
                return false;
            }
        }

        return found == said.Count;
    }

    /// <summary>
    /// A reply that arrived without the bot's hearing of it still waits to go out once more; in calm weather it soon does, and
    /// then nothing is left.
    /// </summary>
    private static async Task AssertNothingStaysUnsentAsync(
        Simulator telegram, string[] settings, StorageOptions storage, Func<int> delivered, int updates)
    {
        telegram.Weather = null;
        for (var starts = 0; await LeftAsync(storage) is var left; starts++)
        {
            Assert.Equal((0, updates), (left.Parked, left.Seen));
            if (left.Outbox == 0)
            {
                return;
            }

            Assert.True(starts < 3, $"{left.Outbox} messages are not sent.");
            var before = delivered();
            await using var bot = BotProcess.Run(settings);
            await Until.TrueAsync(() => delivered() >= before + left.Outbox, "what was left is sent");
            await bot.InterruptAsync();
            Assert.Equal(0, await bot.ExitCodeAsync());
        }
    }

    private static async Task<(long Outbox, long Parked, long Seen)> LeftAsync(StorageOptions storage)
    {
        await using var database = await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken);
        return await database.ReadAsync(
            async session => (
                await session.ScalarAsync<long>("select count(*) from outbox"),
                await session.ScalarAsync<long>("select count(*) from parked_update"),
                await session.ScalarAsync<long>("select count(*) from seen_update")),
            TestContext.Current.CancellationToken);
    }
}
