using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// A population of teachers activates their accounts while the bot is killed again and again. The short form runs with every
/// test run; BELAJARBOT_LONG=1 asks for the full one, BELAJARBOT_SEED=… for the same again.
/// </summary>
public sealed class KillTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("BELAJARBOT_LONG") == "1";
    private static readonly (int People, int Kills) Size = IsLong ? (100, 50) : (20, 5);

    /// <summary>Long enough that they are still busy at the last kill.</summary>
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(IsLong ? 20 : 1);

    [Theory, BothDatabases]
    public async Task T17_Killed_at_any_moment_the_bot_loses_nothing_and_does_nothing_twice(DatabaseKind kind)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("BELAJARBOT_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"BELAJARBOT_SEED={seed}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(IsLong ? 15 : 3));
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Record = false }, limit.Token);
        var delivered = 0;
        telegram.OnDelivered = (_, _) => Interlocked.Increment(ref delivered);
        var settings = BotSettings.For(telegram, storage);
        var people = Enumerable.Range(0, Size.People)
            .Select(i => new ActivatingPerson(telegram.Person(), new Random(seed + 1 + i)) { Clumsiness = 25 })
            .ToList();

        var activations = people.ConvertAll(person => person.ActivateAsync(TimeSpan.FromSeconds(4), Thinking, limit.Token));
        var bot = BotProcess.Run(settings);
        try
        {
            var kills = 0;
            for (var chance = new Random(seed); kills < Size.Kills && activations.Exists(activation => !activation.IsCompleted); kills++)
            {
                await AwaitMomentAsync(chance, () => Volatile.Read(ref delivered), limit.Token);
                Assert.False(bot.HasExited, bot.Errors);
                await bot.KillAsync();
                await bot.DisposeAsync();
                bot = BotProcess.Run(settings);
            }

            await Task.WhenAll(activations);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{kills} kills; {people.Sum(person => person.Did.Count)} updates; {delivered} messages delivered");
            Assert.Equal(Size.Kills, kills);
            await AssertNothingIsLostOrDoubledAsync(telegram, people, bot, storage);
        }
        finally
        {
            await bot.DisposeAsync();
            await remove();
        }
    }

    /// <summary>Most kills come in the thick of it, a random number of messages on; some during the start.</summary>
    private static async Task AwaitMomentAsync(Random chance, Func<int> delivered, CancellationToken cancel)
    {
        if (chance.Next(5) > 0)
        {
            var until = delivered() + chance.Next(1, Math.Max(2, Size.People * 14 / Size.Kills));
            while (delivered() < until)
            {
                await Task.Delay(1, cancel);
            }
        }

        await Task.Delay(chance.Next(IsLong ? 700 : 300), cancel);
    }

    private static async Task AssertNothingIsLostOrDoubledAsync(
        Simulator telegram, List<ActivatingPerson> people, BotProcess bot, StorageOptions storage)
    {
        var dialogs = await BotSettings.LoadDialogsAsync();
        var expected = people.ConvertAll(person => UndisturbedBot.After(dialogs, person.Did));
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "every update was acknowledged");
        await Until.TrueAsync(
            () => people.Zip(expected).All(pair => HoldsInOrder(pair.First.Read, pair.Second.Said)), "every message arrived, in order");
        await bot.InterruptAsync();
        Assert.Equal(0, await bot.ExitCodeAsync());

        await using var database = await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken);
        foreach (var (person, undisturbed) in people.Zip(expected))
        {
            var (conversations, milestones) = await UndisturbedBot.RememberedAsync(database, person.Phone);
            Assert.True(person.HasFinished);
            Assert.All(ActivatingPerson.Questions, question => Assert.Contains(person.Read, text => text.Contains(question)));
            Assert.Equal(undisturbed.Conversations, conversations);
            Assert.Equal(undisturbed.Milestones, milestones);
        }

        var left = await database.ReadAsync(
            async session => (
                Outbox: await session.ScalarAsync<long>("select count(*) from outbox"),
                Parked: await session.ScalarAsync<long>("select count(*) from parked_update"),
                Seen: await session.ScalarAsync<long>("select count(*) from seen_update")),
            TestContext.Current.CancellationToken);
        Assert.Equal((0, 0, people.Sum(person => person.Did.Count)), left);
    }

    /// <summary>Whether all of these are there in this order, with repetitions between them at most.</summary>
    private static bool HoldsInOrder(IEnumerable<string> read, List<string> said)
    {
        var found = 0;
        foreach (var text in read)
        {
            found += found < said.Count && text == said[found] ? 1 : 0;
        }

        return found == said.Count;
    }
}
