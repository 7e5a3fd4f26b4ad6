using System.CommandLine;
using System.Diagnostics;
using BelajarBot.Conversations;
using BelajarBot.Hosting;
using BelajarBot.Storage;
using BelajarBot.Transcripts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Benchmarks;

/// <summary>
/// A tick of the clock with a million reminders pending: how long it takes when none is due, and how long until ten thousand that
/// are due have become rows of the outbox.
/// </summary>
internal static class RemindersBenchmark
{
    private const string Dialog = "data_akun";
    private const int Ticks = 200;

    /// <summary>Ten in the morning in Jakarta, on a day that is no holiday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 3, 0, 0, TimeSpan.Zero);

    public static Task<int> RunAsync(string[] args)
    {
        var pending = new Option<int>("--pending") { DefaultValueFactory = _ => 1_000_000 };
        var due = new Option<int>("--due") { DefaultValueFactory = _ => 10_000 };
        var command = new RootCommand("Ticks with many reminders pending.") { pending, due };
        command.SetAction((result, _) => MeasureAllAsync(result.GetValue(pending), result.GetValue(due)));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task MeasureAllAsync(int pending, int due)
    {
        var folder = Directory.CreateTempSubdirectory("belajarbot-bench-");
        try
        {
            await MeasureAsync(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bench.db")}" }, pending, due);
            await using var postgres = await PostgresServer.StartAsync();
            await MeasureAsync(new StorageOptions { Provider = Provider.Postgres, ConnectionString = postgres.ConnectionString }, pending, due);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(StorageOptions storage, int pending, int due)
    {
        await using var services = Bot(storage);
        await BotHost.PrepareAsync(services, CancellationToken.None);
        var database = services.GetRequiredService<Database>();
        var revision = services.GetRequiredService<DialogCatalog>().Current.Find(Dialog)!.Revision;
        await database.WriteAsync(session => PopulateAsync(session, pending, revision), CancellationToken.None);
        var clock = services.GetRequiredService<DueConversations>();

        var idle = new List<double>();
        for (var i = 0; i < Ticks; i++)
        {
            idle.Add(await TimeAsync(async () => Expect(0, await clock.RunDueAsync(CancellationToken.None))));
        }

        // All three are told: in the first, code is compiled and statements are prepared.
        var rounds = new List<double>();
        var processor = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            await database.WriteAsync(session => MakeDueAsync(session, round * due, due), CancellationToken.None);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            rounds.Add(await TimeAsync(async () => Expect(due, await clock.RunDueAsync(CancellationToken.None))));
            processor.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        idle.Sort();
        Expect(3 * due, (int)await database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from outbox where class = 1"), CancellationToken.None));
        Console.WriteLine(
            $"{storage.Provider,-8} {pending} pending: a tick with none due p50 {idle[Ticks / 2]:F2} ms, p99 {idle[Ticks * 99 / 100]:F2} ms; "
            + $"{due} due became messages in {string.Join(", ", rounds.Select(milliseconds => $"{milliseconds / 1000:F2} s"))} (at most 2), "
            + $"of which this process computed {string.Join(", ", processor.Select(seconds => $"{seconds:F2} s"))}");
    }

    private static ServiceProvider Bot(StorageOptions storage)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage:Provider"] = storage.Provider.ToString(),
            ["Storage:ConnectionString"] = storage.ConnectionString,
        };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddSettings().AddBot();
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new ScriptClock(Now)));
        return services.BuildServiceProvider();
    }

    private static async Task PopulateAsync(Session session, int people, string revision)
    {
        session.Unhurried = true;
        await session.ExecuteAsync(
            """
            insert into person(channel, address, language, zone, created_at, seen_at, active_dialog, conversation_count)
            with recursive number(n) as (select 1 union all select n + 1 from number where n < @people)
            select 'bench', cast(n as text), 'id', 'Asia/Jakarta', 0, 0, @Dialog, 1 from number
            """,
            new { people, Dialog });
        await session.ExecuteAsync(
            """
            insert into conversation(person_id, dialog, number, revision, step, turn, status, state, started_at, updated_at, due_at)
            select id, @Dialog, 1, @revision, 'tanya_kabar', 3, 'open', @state, @touched, @touched, @touched + @silence + 60000 * (id % 40000)
            from person
            """,
            new { Dialog, revision, state = """{"q":3,"l":2}""", touched = Now.AddMinutes(1), silence = (long)TimeSpan.FromDays(3).TotalMilliseconds });
    }

    /// <summary>These have been silent for three days now.</summary>
    private static Task<int> MakeDueAsync(Session session, int from, int count) => session.ExecuteAsync(
        "update conversation set updated_at = @touched, due_at = @Now where person_id > @from and person_id <= @last",
        new { touched = Now.AddDays(-3), Now, from, last = from + count });

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Expect(int expected, int actual) =>
        _ = expected == actual ? true : throw new InvalidOperationException($"{actual} instead of {expected}.");
}
