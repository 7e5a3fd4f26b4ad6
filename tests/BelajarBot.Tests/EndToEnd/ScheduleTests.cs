using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Tests.Broadcasts;
using BelajarBot.Tests.Storage;
using TelegramSimulator;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>The clock of two real processes on one PostgreSQL: each moment is answered by one of them, and by the other when that one dies.</summary>
public sealed partial class ScheduleTests : IAsyncLifetime
{
    private const string Dialog = """
        dialog: uji
        title: Uji
        languages: [id, en]
        start: {commands: [uji]}
        answers:
          hasil: {type: choice}
        steps:
          - id: tanya
            ask: hasil
            say: Sudah?
            choices: [{id: sudah, label: Sudah}]
          - id: selesai
            say: Bagus.
            end: done
        reminders:
          - id: lanjut
            when: idle 1 day
            unless: hasil = sudah
            say: Lanjutkan sekarang?
        """;

    private const string English = """
        title: Test
        tanya.say: Done?
        tanya.choice.sudah: Done
        selesai.say: Good.
        reminder.lanjut.say: Go on now?
        """;

    private readonly ConcurrentQueue<long> reminded = new();
    private readonly DialogsCopy dialogs = DialogsCopy.Make();
    private Simulator telegram = null!;
    private BotStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(dialogs.Folder, "uji.yaml"), Dialog, Cancel);
        await File.WriteAllTextAsync(Path.Combine(dialogs.Folder, "uji.en.yaml"), English, Cancel);
        File.Delete(Path.Combine(dialogs.Folder, "holidays.yaml"));
        telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.OnDelivered = (person, _) => reminded.Enqueue(person.Id);
        store = await BotStore.CreateAsync(DatabaseKind.Postgres);
    }

    public async ValueTask DisposeAsync()
    {
        await telegram.DisposeAsync();
        await store.DisposeAsync();
        dialogs.Dispose();
    }

    [Fact]
    public async Task When_the_process_whose_clock_ticked_is_killed_the_other_goes_on_and_nobody_is_reminded_twice_or_forgotten()
    {
        await using var one = Start();
        await using var two = Start();
        await Task.WhenAll(one.ReadyAsync(), two.ReadyAsync());
        await using var database = Database.Connect(store.Options);
        var people = await KnownPeople.ArriveAsync(telegram, database, 20);
        var revision = await database.ReadAsync(session => session.ScalarAsync<string>("select revision from dialog_revision where dialog = 'uji'"), Cancel);

        await Until.TrueAsync(async () => (await TickingAsync(database)).SequenceEqual(Clockwork), "everything that the clock brings about is looked at");
        await FallSilentAsync(database, people[..10], revision, TimeSpan.Zero);
        await Until.TrueAsync(async () => reminded.Count >= 10 && await IsAllSentAsync(database), "the first are reminded");
        await Until.TrueAsync(() => Ticked(one) + Ticked(two) == 10, "it is known who reminded them");
        var (dying, living) = Ticked(one) > Ticked(two) ? (one, two) : (two, one);
        var before = Ticked(living);
        await FallSilentAsync(database, people[10..], revision, TimeSpan.FromSeconds(1));
        await dying.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();
        await Until.TrueAsync(async () => reminded.Count >= 20 && await IsAllSentAsync(database), "the others are reminded");

        TestContext.Current.TestOutputHelper!.WriteLine($"reminded {TimeProvider.System.GetElapsedTime(killed).TotalMilliseconds:F0} ms after the kill");
        Assert.Equal(people.Select(person => person.Id).Order(), reminded.Order());
        await Until.TrueAsync(() => Ticked(living) == before + 10, "the other process reminded them");
        await living.InterruptAsync();
        Assert.Equal(0, await living.ExitCodeAsync());
    }

    [Fact]
    public async Task When_the_process_that_plans_a_broadcast_is_killed_the_other_plans_the_rest_and_everybody_gets_it_once()
    {
        await using var one = Start();
        await one.ReadyAsync();
        await using var database = Database.Connect(store.Options);
        var people = await KnownPeople.ArriveAsync(telegram, database, 6);
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "insert into person (channel, address, language, created_at, seen_at) select 'elsewhere', n, 'id', 1, 1 from generate_series(1, 3000) n"),
            Cancel);
        people.AddRange(await KnownPeople.ArriveAsync(telegram, database, 6));

        await StagedBroadcast.HandInAsync(database, [.. people.Select(person => $"{person.Id}")], DateTimeOffset.UtcNow.AddSeconds(1.5));

        // Whether the last of them is a recipient is open for as long as this unit is, so the planning stands still in the middle.
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into outbox (channel, address, person_id, class, body, campaign_id, not_before, created_at)
                    select p.channel, p.address, p.id, 2, 'id', b.campaign_id, 0, 1 from person p, broadcast b where p.channel = 'telegram' and p.address = @last
                    """,
                    new { last = $"{people[^1].Id}" });
                await release.Task;
                throw new InvalidOperationException("Nothing of this is kept.");
            },
            Cancel);
        try
        {
            await Until.TrueAsync(async () => await IsStuckAsync(database), "the first are planned, and the last are waited for");
            await using var two = Start();
            await two.ReadyAsync();
            await one.KillAsync();
            release.SetResult();
            await Assert.ThrowsAsync<InvalidOperationException>(() => held);
            await Until.TrueAsync(async () => await SentAsync(database) == people.Count, "the other process has planned and sent it");

            Assert.All(people, person => Assert.Single(person.Chat, message => message.Text.StartsWith("Halo", StringComparison.Ordinal)));
            Assert.Contains("Broadcast 1 starts", two.Errors, StringComparison.Ordinal);
            await two.InterruptAsync();
            Assert.Equal(0, await two.ExitCodeAsync());
        }
        finally
        {
            release.TrySetResult();
        }
    }

    private static Task<bool> IsStuckAsync(Database database) => database.ReadAsync(
        async session => await session.ScalarAsync<long>("select count(*) from broadcast where planned_to > 0") > 0
            && await session.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0,
        Cancel);

    private static Task<long> SentAsync(Database database) =>
        database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from outbox where campaign_id is not null and state = 'sent'"), Cancel);

    private BotProcess Start() => BotProcess.Run(BotSettings.For(
        telegram, store.Options, $"Dialogs:Folder={dialogs.Folder}",
        "Reminders:TickEvery=00:00:00.5", "Reminders:CheckIn=00:00:01", "Reminders:QuietFrom=00:00", "Reminders:QuietUntil=00:00"));

    /// <summary>The kinds of work that there are, and the two jobs that tidy up.</summary>
    private static IEnumerable<string> Clockwork => typeof(IDueWork).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IDueWork)))
        .Select(type => type.Name).Concat(["HousekeepingJob", "RetentionJob"]).Order(StringComparer.Ordinal);

    /// <summary>What has ticked at least once, as the tables say.</summary>
    private static async Task<IEnumerable<string>> TickingAsync(Database database) => (await database.ReadAsync(
        session => session.QueryAsync<string>("select trigger_name from qrtz_triggers where prev_fire_time > 0 and trigger_state <> 'ERROR'"), Cancel)).Order(StringComparer.Ordinal);

    /// <summary>How many people a process says that it woke.</summary>
    private static int Ticked(BotProcess bot) =>
        Woken().Matches(bot.Errors).Sum(match => int.Parse(match.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture));

    private static Task<bool> IsAllSentAsync(Database database) =>
        database.ReadAsync(async session => await session.ScalarAsync<long>("select count(*) from outbox") == 0, Cancel);

    /// <summary>These people have said nothing for almost a day, so that their reminder is due so much later.</summary>
    private static Task FallSilentAsync(Database database, List<SimulatedPerson> people, string revision, TimeSpan dueIn) => database.WriteAsync(
        async session =>
        {
            var due = DateTimeOffset.UtcNow + dueIn;
            foreach (var person in people)
            {
                var known = (await PersonStore.FindAsync(session, "telegram", $"{person.Id}"))!;
                ConversationStore.Save(session, known.Id, new Conversation("uji", revision, 1, due.AddDays(-1), due.AddDays(-1))
                {
                    Step = "tanya", Turn = 1, Question = 1, DueAt = due,
                });
            }
        },
        Cancel);

    [GeneratedRegex(@"due of DueConversations is done: (?<count>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Woken();
}
