using BelajarBot.Storage;
using Microsoft.Data.Sqlite;

namespace BelajarBot.Tests.Storage;

public class GroupCommitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_writer_keeps_a_log_and_syncs_every_commit()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);

        var settings = await store.Database.WriteAsync(
            async session => (
                await session.ScalarAsync<string>("pragma journal_mode"),
                await session.ScalarAsync<long>("pragma synchronous"),
                await session.ScalarAsync<bool>("pragma foreign_keys")),
            Cancel);

        const long Full = 2;
        Assert.Equal(("wal", Full, true), settings);
    }

    [Fact]
    public async Task Units_that_queue_up_share_commits()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var database = (SqliteDatabase)store.Database;

        var (writer, release) = await HoldWriterAsync(database);
        var before = database.Commits;
        var units = Enumerable.Range(1, 200).Select(i => database.WriteAsync(session => Notes.AddAsync(session, i), Cancel)).ToList();
        release.SetResult();
        await Task.WhenAll(units);
        await writer;

        Assert.Equal(200, (await Notes.AllAsync(database)).Count);
        Assert.InRange(database.Commits - before, 1, 50);
    }

    [Fact]
    public async Task A_lone_unit_waits_for_one_commit_and_for_nobody_else()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var database = (SqliteDatabase)store.Database;
        var before = database.Commits;

        await database.WriteAsync(session => Notes.AddAsync(session, 1), Cancel);

        Assert.Equal(1, database.Commits - before);
    }

    [Fact]
    public async Task A_unit_that_only_the_commit_refuses_fails_alone()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);

        var (writer, release) = await HoldWriterAsync(store.Database);
        var good = store.Database.WriteAsync(session => Notes.AddAsync(session, 1), Cancel);
        var bad = store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 2);
                await session.ExecuteAsync("pragma defer_foreign_keys = on");
                await session.ExecuteAsync(
                    "insert into milestone(person_id, scope, milestone, reached_at) values (999, 'daftar', 'mulai', 0)");
            },
            Cancel);
        var alsoGood = store.Database.WriteAsync(session => Notes.AddAsync(session, 3), Cancel);
        release.SetResult();

        await Task.WhenAll(writer, good, alsoGood);
        await Assert.ThrowsAsync<SqliteException>(() => bad);
        Assert.Equal([1, 3], await Notes.AllAsync(store.Database));
    }

    [Fact]
    public async Task A_unit_that_ends_the_transaction_itself_fails_alone()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);

        var (writer, release) = await HoldWriterAsync(store.Database);
        var good = store.Database.WriteAsync(session => Notes.AddAsync(session, 1), Cancel);
        var bad = store.Database.WriteAsync(session => session.ExecuteAsync("rollback"), Cancel);
        var alsoGood = store.Database.WriteAsync(session => Notes.AddAsync(session, 3), Cancel);
        release.SetResult();

        await Task.WhenAll(writer, good, alsoGood);
        await Assert.ThrowsAsync<SqliteException>(() => bad);
        Assert.Equal([1, 3], await Notes.AllAsync(store.Database));
    }

    [Fact]
    public async Task A_waiting_unit_can_be_cancelled_and_is_passed_over()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var cancelling = new CancellationTokenSource();

        var (writer, release) = await HoldWriterAsync(store.Database);
        var cancelled = store.Database.WriteAsync(session => Notes.AddAsync(session, 1), cancelling.Token);
        var other = store.Database.WriteAsync(session => Notes.AddAsync(session, 2), Cancel);
        await cancelling.CancelAsync();

        // It need not wait for the writer to hear of it.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        release.SetResult();
        await Task.WhenAll(writer, other);
        Assert.Equal([2], await Notes.AllAsync(store.Database));
    }

    [Fact]
    public async Task Whoever_waited_goes_on_without_holding_up_the_writer()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var mayGoOn = new ManualResetEventSlim();

        var stuck = WriteAndBlockAsync();
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 2), Cancel);
        mayGoOn.Set();
        await stuck;

        Assert.Equal(2, (await Notes.AllAsync(store.Database)).Count);

        async Task WriteAndBlockAsync()
        {
            await store.Database.WriteAsync(session => Notes.AddAsync(session, 1), Cancel).ConfigureAwait(false);
            mayGoOn.Wait(TimeSpan.FromSeconds(30), Cancel);
        }
    }

    [Fact]
    public async Task Closing_finishes_what_is_queued()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var units = Enumerable.Range(1, 50).Select(i => store.Database.WriteAsync(session => Notes.AddAsync(session, i), Cancel)).ToList();

        await store.ReopenAsync();

        Assert.All(units, unit => Assert.True(unit.IsCompletedSuccessfully));
        Assert.Equal(50, (await Notes.AllAsync(store.Database)).Count);
    }

    /// <summary>Keeps the writer busy, so that what is written meanwhile queues up behind it.</summary>
    private static async Task<(Task Writer, TaskCompletionSource Release)> HoldWriterAsync(Database database)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writer = database.WriteAsync(
            _ =>
            {
                started.TrySetResult();
                return release.Task;
            },
            Cancel);
        await started.Task;
        return (writer, release);
    }
}
