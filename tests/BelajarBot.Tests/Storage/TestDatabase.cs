using BelajarBot.Storage;
using Npgsql;

namespace BelajarBot.Tests.Storage;

/// <summary>A migrated database of a test's own, which is removed afterwards.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly Func<Task> _remove;
    private readonly TimeProvider _time;

    private TestDatabase(StorageOptions options, Database database, TimeProvider time, Func<Task> remove)
    {
        Options = options;
        Database = database;
        _time = time;
        _remove = remove;
    }

    /// <summary>How to reach it.</summary>
    public StorageOptions Options { get; }

    /// <summary>It, open; another object after <see cref="ReopenAsync"/>.</summary>
    public Database Database { get; private set; }

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, TimeProvider? time = null)
    {
        var (options, remove) = await PlaceAsync(kind, migrated: true);
        time ??= TimeProvider.System;
        return new TestDatabase(options, await Database.OpenAsync(options, time, CancellationToken.None), time, remove);
    }

    /// <summary>A place for a database and how to remove it; on PostgreSQL migrated or empty, on SQLite always empty.</summary>
    public static async Task<(StorageOptions Options, Func<Task> Remove)> PlaceAsync(DatabaseKind kind, bool migrated = false)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("belajarbot-test-");
            return (
                new StorageOptions
                {
                    ConnectionString = $"Data Source={Path.Combine(folder.FullName, "belajarbot.db")}",
                    Files = Path.Combine(folder.FullName, "files"),
                },
                () =>
                {
                    folder.Delete(recursive: true);
                    return Task.CompletedTask;
                });
        }

        var cluster = await PostgresCluster.SharedAsync();
        var options = await cluster.NewDatabaseAsync(migrated);
        var name = new NpgsqlConnectionStringBuilder(options.ConnectionString).Database!;
        var files = Directory.CreateTempSubdirectory("belajarbot-test-files-");
        options.Files = files.FullName;
        return (
            options,
            () =>
            {
                files.Delete(recursive: true);
                return cluster.DropDatabaseAsync(name);
            });
    }

    /// <summary>Closes the database and opens it again, as a restart does.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = await Database.OpenAsync(Options, _time, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _remove();
    }
}
