using System.Diagnostics;
using BelajarBot.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Benchmarks;

/// <summary>
/// How many units of a turn's size (three selects, four writes) the store commits a second, beside a baseline that gives
/// every unit a transaction, a commit and freshly compiled statements of its own.
/// </summary>
internal static class StorageBenchmark
{
    private const int People = 10_000;

    private static readonly string[] Statements =
    [
        "select count(*) from seen_update where channel = 'bench' and update_id = @update",
        "select language, zone, status, active_dialog from person where id = @person",
        "select revision, step, turn, status, state from conversation where person_id = @person and dialog = 'daftar'",
        "insert into seen_update(channel, update_id, seen_at) values ('bench', @update, @now)",
        """
        insert into conversation(person_id, dialog, number, revision, step, turn, status, state, started_at, updated_at)
        values (@person, 'daftar', 1, 'a1b2c3', 'nama', 1, 'open', @state, @now, @now)
        on conflict (person_id, dialog) do update
        set step = excluded.step, turn = conversation.turn + 1, state = excluded.state, updated_at = excluded.updated_at
        """,
        "update person set seen_at = @now where id = @person",
        """
        insert into outbox(channel, address, person_id, class, body, not_before, created_at)
        values ('bench', '123456789', @person, 0, @state, @now, @now)
        """,
    ];

    private static readonly string State = $$"""{"answers": {"nama": "{{new string('x', 150)}}"} }""";

    private static long _update;

    /// <summary>Measures SQLite in a temporary folder and, when its connection string is given, an empty PostgreSQL database.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var postgres = args is [var connectionString] ? connectionString : null;
        var folder = Directory.CreateTempSubdirectory("belajarbot-bench-");
        try
        {
            var file = $"Data Source={Path.Combine(folder.FullName, "bench.db")}";
            await MeasureAsync(new StorageOptions { ConnectionString = file }, new SqliteBaseline(file));
            if (postgres is not null)
            {
                await MeasureAsync(
                    new StorageOptions { Provider = Provider.Postgres, ConnectionString = postgres },
                    new PostgresBaseline(postgres));
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(StorageOptions options, IBaseline baseline)
    {
        await using (var database = await Database.OpenAsync(options, TimeProvider.System, CancellationToken.None))
        {
            await database.WriteAsync(AddPeopleAsync, CancellationToken.None);
            foreach (var writers in (int[])[1, 50, 500])
            {
                await MeasureAsync($"{options.Provider} store", writers, person => database.WriteAsync(s => TurnAsync(s, person), CancellationToken.None));
            }
        }

        foreach (var writers in (int[])[1, 50, 500])
        {
            await MeasureAsync($"{options.Provider} baseline", writers, baseline.TurnAsync);
        }
    }

    private static async Task MeasureAsync(string name, int writers, Func<long, Task> turn)
    {
        await RunWritersAsync(writers, TimeSpan.FromSeconds(1), turn);
        var clock = Stopwatch.StartNew();
        var latencies = await RunWritersAsync(writers, TimeSpan.FromSeconds(4), turn);
        var seconds = clock.Elapsed.TotalSeconds;
        latencies.Sort();
        Console.WriteLine(
            $"{name,-18} {writers,4} writers {latencies.Count / seconds,8:F0} units/s   "
            + $"p50 {latencies[latencies.Count / 2],7:F2} ms   p99 {latencies[latencies.Count * 99 / 100],7:F2} ms");
    }

    private static async Task<List<double>> RunWritersAsync(int writers, TimeSpan time, Func<long, Task> turn)
    {
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var latencies = new List<double>();
            for (var i = 0; clock.Elapsed < time; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await turn(1 + (((i * writers) + writer) % People));
                latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return latencies;
        })));
        return [.. all.SelectMany(latencies => latencies)];
    }

    private static Task AddPeopleAsync(Session session) => session.ExecuteAsync(
        """
        insert into person(channel, address, language, zone, created_at, seen_at)
        with recursive number(n) as (select 1 union all select n + 1 from number where n < @People)
        select 'bench', cast(n as text), 'id', 'Asia/Jakarta', 0, 0 from number
        """,
        new { People });

    private static async Task TurnAsync(Session session, long person)
    {
        var args = new { person, update = Interlocked.Increment(ref _update), now = 1_772_413_200_000L, state = State };
        await session.ScalarAsync<long>(Statements[0], args);
        await session.FirstOrDefaultAsync<(string, string?, string, string?)>(Statements[1], args);
        await session.FirstOrDefaultAsync<(string, string, long, string, string)>(Statements[2] + session.Dialect.ForUpdate, args);
        for (var i = 3; i < Statements.Length; i++)
        {
            await session.ExecuteAsync(Statements[i], args);
        }
    }

    private interface IBaseline
    {
        Task TurnAsync(long person);
    }

    /// <summary>The plain way with SQLite: one connection, one turn at a time, a commit each.</summary>
    private sealed class SqliteBaseline(string connectionString) : IBaseline
    {
        private readonly SemaphoreSlim _one = new(1);
        private SqliteConnection? _connection;

        public async Task TurnAsync(long person)
        {
            await _one.WaitAsync();
            try
            {
                await Task.Yield();
                if (_connection is null)
                {
                    _connection = new SqliteConnection(connectionString);
                    _connection.Open();
                    using var pragma = new SqliteCommand("pragma journal_mode = wal; pragma synchronous = full", _connection);
                    pragma.ExecuteNonQuery();
                }

                using var transaction = _connection.BeginTransaction();
                var update = Interlocked.Increment(ref _update);
                for (var i = 0; i < Statements.Length; i++)
                {
                    using var command = new SqliteCommand(Statements[i], _connection, transaction);
                    command.Parameters.AddWithValue("@person", person);
                    command.Parameters.AddWithValue("@update", update);
                    command.Parameters.AddWithValue("@now", 1_772_413_200_000L);
                    command.Parameters.AddWithValue("@state", State);
                    using var reader = command.ExecuteReader();
                    reader.Read();
                }

                transaction.Commit();
            }
            finally
            {
                _one.Release();
            }
        }
    }

    /// <summary>The plain way with PostgreSQL: a pooled connection and a transaction for each turn, nothing prepared.</summary>
    private sealed class PostgresBaseline(string connectionString) : IBaseline
    {
        private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=20;Timeout=60");

        public async Task TurnAsync(long person)
        {
            await using var connection = await _source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var update = Interlocked.Increment(ref _update);
            for (var i = 0; i < Statements.Length; i++)
            {
                await using var command = new NpgsqlCommand(Statements[i], connection, transaction);
                command.Parameters.AddWithValue("person", person);
                command.Parameters.AddWithValue("update", update);
                command.Parameters.AddWithValue("now", 1_772_413_200_000L);
                command.Parameters.AddWithValue("state", State);
                await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }
    }
}
