using System.Diagnostics;
using System.Globalization;
using BelajarBot.Conversations;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// A whole population lives through a day on a clock of its own, at Telegram's real limits, with a little bad weather and
/// restarts of the bot. The short form is an hour of 400 people; BELAJARBOT_LONG=1 asks for 24 hours of 10,000.
/// </summary>
[Collection(Alone)]
public sealed class PopulationTests
{
    private const string Alone = "Tests that measure the memory of the whole process";

    private const long FirstId = 5_100_000_000;

    private static readonly int Count = TestRun.IsLong ? 10_000 : 400;

    /// <summary>How often, of a hundred times, somebody goes on; an hour that is lived like a day would else be a crowd.</summary>
    private static readonly int GoesOn = TestRun.IsLong ? 75 : 40;
    private static readonly TimeSpan Day = TimeSpan.FromHours(TestRun.IsLong ? 24 : 1);

    /// <summary>Shorter than a press waits at Telegram, so that Telegram itself drops nothing.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(100);

    private static readonly TimeSpan ShortStep = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongStep = TimeSpan.FromSeconds(5);

    /// <summary>Midnight in Jakarta, or eight in the morning, since the bot reminds nobody at night.</summary>
    private readonly VirtualClock clock = new(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(7)).AddHours(TestRun.IsLong ? 0 : 8));
    private readonly PriorityQueue<PopulationPerson, DateTimeOffset> agenda = new();
    private readonly List<PopulationPerson> people = [];
    private readonly Stopwatch realTime = Stopwatch.StartNew();
    private Simulator telegram = null!;
    private HostedBot? bot;
    private DateTimeOffset midnight;
    private long delivered;
    private long reminders;
    private int steps;
    private bool wasCalm;

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;

    [Fact]
    public async Task A_population_lives_through_a_day_and_nothing_is_lost_or_doubled_or_grows()
    {
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        using var dialogs = DialogsCopy.Make();
        dialogs.Change("belajar-id/aktivasi.yaml", "when: idle 2 days", $"when: idle {(TestRun.IsLong ? "2 hours" : "10 minutes")}");
        await using var simulator = telegram = await Simulator.StartAsync(
            new SimulatorOptions { Time = clock, Record = false, MessagesPerChat = 4, Limits = new RateLimits(BurstPerChat: 4) },
            TestContext.Current.CancellationToken);
        var settings = BotSettings.For(
            telegram, store.Options, $"Dialogs:Folder={dialogs.Folder}", "Dialogs:Watch=false", "Sending:PerSecond=30",
            "Sending:BurstToOnePerson=4", "Sending:BetweenToOnePerson=00:00:01", "Sending:LookEvery=00:00:10");
        Settle();
        var memory = new List<long>();

        await StartAsync(settings);
        telegram.Weather = new BadWeather(seed: 1, share: 0.003) { MayHideSuccess = false };
        await LiveUntilAsync(0.4);
        memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        await RestartAsync(settings);
        await LiveUntilAsync(0.6);
        memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        await LiveUntilAsync(0.8);
        await RestartAsync(settings);
        await LiveUntilAsync(1);

        // By now the last of them is in bed, and, in the short form, the last reminder is due.
        await LiveUntilAsync(TestRun.IsLong ? 1.01 : 1.25);
        var weather = telegram.Weather.Met;
        telegram.Weather = null;
        await ComeToRestAsync();
        Assert.Empty(agenda.UnorderedItems);
        memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        var waiting = bot!.Services.GetRequiredService<Sender>().Waiting;
        var timers = clock.PendingTimers;
        var log = bot.Log.All;
        await PassAsync(bot.DisposeAsync().AsTask());

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{people.Sum(person => person.Updates)} updates ({people.Sum(person => person.Impatient)} before the answer to the one before), {delivered} messages ({reminders} reminders), {telegram.Sent.Undeliverable} undeliverable, "
            + $"{people.Sum(person => person.OldPresses)} old buttons, {people.Sum(person => person.Blocks)} blocks, {people.Count(person => person.KnowsOfHuman)} with a human; at most {telegram.Sent.MostInOneSecond} in a second; "
            + $"{string.Join(", ", weather.Select(each => $"{each.Key}: {each.Value}"))}; heap {string.Join(", ", memory.Select(bytes => $"{bytes >> 20} MiB"))}; "
            + $"{timers} timers; {steps} steps in {realTime.Elapsed.TotalSeconds:F1} s");
        await using var database = await Database.OpenAsync(store.Options, clock, TestContext.Current.CancellationToken);
        var left = await database.ReadAsync(
            async session => (
                Seen: await session.ScalarAsync<long>("select count(*) from seen_update"),
                Said: await session.ScalarAsync<long>("select seq from sqlite_sequence where name = 'outbox'"),
                Outbox: await session.ScalarAsync<long>("select count(*) from outbox where state in ('queued', 'sending')"),
                Blocked: await session.ScalarAsync<long>("select count(*) from outbox where state = 'blocked'"),
                Parked: await session.ScalarAsync<long>("select count(*) from parked_update"),
                People: await session.QueryAsync<string>("select address from person"),
                WithHuman: await session.QueryAsync<string>(
                    "select p.address from conversation c join person p on p.id = c.person_id where c.status = 'handed_over'")),
            TestContext.Current.CancellationToken);

        // Every update had its turn, once; every message that a turn decided on arrived, once, or its person had blocked the bot.
        Assert.Equal(people.Sum(person => person.Updates), left.Seen);
        Assert.Equal((0, 0), (left.Outbox, left.Parked));

        // Everybody is known, but for the few who pressed their way to having everything deleted and did not come back.
        var unknown = people.ExceptBy(left.People, person => person.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Count, left.People.Count + unknown.Count);
        Assert.All(unknown, person => Assert.StartsWith("Semua data Anda sudah dihapus", person.LastHeard, StringComparison.Ordinal));
        Assert.Equal(left.Said, delivered + telegram.Sent.Undeliverable);
        Assert.Equal(telegram.Sent.Undeliverable, left.Blocked);

        // Only what goes to a human as everything just before it is not answered each time, and whoever writes it was told.
        Assert.DoesNotContain(
            people, person => person.IsWaiting && !(person.KnowsOfHuman && left.WithHuman.Contains(person.Id.ToString(CultureInfo.InvariantCulture))));
        Assert.DoesNotContain(log, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));

        // Telegram's limits were kept without ever being told of them, and nothing was left waiting or growing.
        Assert.Equal(0, telegram.Sent.Refused);
        Assert.InRange(telegram.Sent.MostInOneSecond, 5, 30);
        Assert.InRange(telegram.Sent.MostToOneChatInOneSecond, 1, 4);
        Assert.Equal((0, 0), (waiting, telegram.PendingUpdates));
        Assert.InRange(timers, 0, 100);
        Assert.InRange(memory[^1], 0, memory[0] + (memory[0] / 10) + (8 << 20));

        // A day of ten thousand is lived in less than three minutes of everybody else's.
        Assert.InRange(realTime.Elapsed, TimeSpan.Zero, TestRun.IsLong ? TimeSpan.FromMinutes(3) : TimeSpan.MaxValue);

        // It was a day worth the name.
        Assert.True(reminders > Count / 20 && people.Sum(person => person.OldPresses) > Count / 20 && people.Sum(person => person.Blocks) > Count / 50);
        Assert.True(weather.Count > 3 || !TestRun.IsLong);
    }

    private void Settle()
    {
        midnight = clock.GetUtcNow();
        telegram.OnDelivered = (person, message) =>
        {
            Interlocked.Increment(ref delivered);
            Interlocked.Add(ref reminders, message.Text.StartsWith("Aktivasi akun belajar.id Anda tinggal sebagian", StringComparison.Ordinal) ? 1 : 0);
            people[(int)(person.Id - FirstId)].Notice(message.Text);
        };
        for (var i = 0; i < Count; i++)
        {
            people.Add(new PopulationPerson(telegram.Person(FirstId + i), new Random(i)));
            agenda.Enqueue(people[i], midnight + (Day * people[i].NextSitting(0)!.Value));
        }
    }

    private async Task StartAsync(string[] settings)
    {
        var starting = HostedBot.StartAsync(clock, settings);
        await PassAsync(starting);
        bot = await starting;
    }

    /// <summary>The bot is away for a while in which people go on.</summary>
    private async Task RestartAsync(string[] settings)
    {
        await PassAsync(bot!.DisposeAsync().AsTask());
        bot = null;
        for (var until = clock.GetUtcNow() + Away; clock.GetUtcNow() < until; clock.Advance(TimeSpan.FromSeconds(1)))
        {
            ActDue();
        }

        await StartAsync(settings);
    }

    private async Task LiveUntilAsync(double shareOfDay)
    {
        var until = midnight + (Day * shareOfDay);
        while (clock.GetUtcNow() < until)
        {
            ActDue();
            var isCalm = await CalmAsync();

            // While something waits for its second to come, or for an answer, time goes by in small steps.
            var step = !isCalm ? TimeSpan.FromSeconds(0.2)
                : Waiting > 0 ? TimeSpan.FromSeconds(1)
                : agenda.TryPeek(out _, out var next) && next < clock.GetUtcNow() + LongStep ? ShortStep : LongStep;
            clock.Advance(step);
            steps++;
        }
    }

    private int Waiting => bot!.Services.GetRequiredService<Sender>().Waiting;

    private void ActDue()
    {
        var now = clock.GetUtcNow();
        while (agenda.TryPeek(out var person, out var due) && due <= now)
        {
            agenda.Dequeue();
            if (person.Act(GoesOn))
            {
                agenda.Enqueue(person, now + person.Pause());
            }
            else if (person.NextSitting((now - midnight) / Day) is { } share)
            {
                agenda.Enqueue(person, midnight + (Day * share));
            }
        }
    }

    /// <summary>Waits, in real time, until nothing happens any more without the clock; false when that takes too long.</summary>
    private async Task<bool> CalmAsync()
    {
        var sent = telegram.Sent.Total;
        for (var looks = 0; looks < (wasCalm ? 20 : 5); looks++)
        {
            if (telegram.PendingUpdates == 0 && telegram.IsPolled && telegram.Sent.InFlight == 0)
            {
                var now = telegram.Sent.Total;
                if (Waiting == 0 || (looks > 1 && now == sent))
                {
                    return wasCalm = true;
                }

                sent = now;
            }

            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        return wasCalm = false;
    }

    /// <summary>Nobody does anything any more, and what is on its way arrives.</summary>
    private async Task ComeToRestAsync()
    {
        for (var i = 0; i < 5000 && (Waiting > 0 || telegram.PendingUpdates > 0 || !telegram.IsPolled); i++)
        {
            await CalmAsync();
            clock.Advance(TimeSpan.FromSeconds(0.5));
        }
    }

    /// <summary>Lets time pass until this is done.</summary>
    private async Task PassAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(0.02));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await task;
    }
}
