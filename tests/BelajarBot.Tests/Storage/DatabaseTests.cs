using BelajarBot.Storage;

namespace BelajarBot.Tests.Storage;

public class DatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_a_unit_wrote_is_there_after_a_restart(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        await store.Database.WriteAsync(session => Notes.AddAsync(session, 1), Cancel);
        await store.ReopenAsync();

        Assert.Equal([1], await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_unit_that_throws_leaves_nothing_behind(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var unit = store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 1);
                throw new InvalidDataException("changed my mind");
            },
            Cancel);

        await Assert.ThrowsAsync<InvalidDataException>(() => unit);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_unit_that_fails_does_not_disturb_the_others(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 0), Cancel);

        // Every third unit breaks a unique constraint after it has written something.
        var units = Enumerable.Range(1, 60).Select(i => store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, i);
                return i % 3 == 0 ? await Notes.AddAsync(session, 0) : 0;
            },
            Cancel)).ToList();

        for (var i = 1; i <= units.Count; i++)
        {
            var failure = await Record.ExceptionAsync(() => units[i - 1]);
            Assert.Equal(i % 3 == 0, failure is not null);
            Assert.False(failure is StorageException, "a broken constraint is the unit's own trouble");
        }

        Assert.Equal(
            Enumerable.Range(0, 61).Where(i => i == 0 || i % 3 != 0).Select(i => (long)i),
            (await Notes.AllAsync(store.Database)).Order());
    }

    [Theory, BothDatabases]
    public async Task Units_of_one_caller_keep_their_order(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        for (var i = 1; i <= 20; i++)
        {
            await store.Database.WriteAsync(session => Notes.AddAsync(session, i), Cancel);
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_read_sees_only_what_is_committed(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var unit = store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 1);
                written.SetResult();
                await mayEnd.Task;
            },
            Cancel);
        await written.Task;

        var during = await Notes.AllAsync(store.Database);
        mayEnd.SetResult();
        await unit;

        Assert.Empty(during);
        Assert.Equal([1], await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_read_sees_the_same_state_from_its_first_query_to_its_last(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 1), Cancel);

        var (first, last) = await store.Database.ReadAsync(
            async session =>
            {
                var before = await Notes.AllAsync(session);
                await store.Database.WriteAsync(other => Notes.AddAsync(other, 2), Cancel);
                return (before, await Notes.AllAsync(session));
            },
            Cancel);

        Assert.Equal([1], first);
        Assert.Equal([1], last);
        Assert.Equal([1, 2], await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_read_cannot_write(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var failure = await Record.ExceptionAsync(() => store.Database.ReadAsync(session => Notes.AddAsync(session, 1), Cancel));

        Assert.NotNull(failure);
        Assert.IsNotType<StorageException>(failure);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_unit_that_goes_on_after_a_failed_statement_is_refused_as_a_whole(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var unit = store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 1);
                await Record.ExceptionAsync(() => session.ExecuteAsync("insert into no_such_table values (1)"));
            },
            Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => unit);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_session_is_of_no_use_after_its_unit(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var kept = await store.Database.WriteAsync(Task.FromResult, Cancel);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Notes.AddAsync(kept, 1));
    }

    [Theory, BothDatabases]
    public async Task A_unit_cancelled_before_it_starts_never_runs(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var unit = store.Database.WriteAsync(session => Notes.AddAsync(session, 1), cancelled.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unit);
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 2), Cancel);
        Assert.Equal([2], await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_unit_cancelled_while_it_runs_goes_on_to_its_end(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        using var cancelling = new CancellationTokenSource();

        await store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 1);
                await cancelling.CancelAsync();
                await Notes.AddAsync(session, 2);
            },
            cancelling.Token);

        Assert.Equal([1, 2], await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_long_read_can_be_cancelled(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        using var cancelling = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var read = Task.Run(
            () => store.Database.ReadAsync(
                session =>
                {
                    started.SetResult();
                    return session.ScalarAsync<long>(
                        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 4000000000) select count(*) from n");
                },
                cancelling.Token),
            Cancel);
        await started.Task;
        while (!read.IsCompleted)
        {
            // Cancelling reaches a statement only once it runs, so the first call may come a moment too early.
            await cancelling.CancelAsync();
            await Task.WhenAny(read, Task.Delay(100, Cancel));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task Units_side_by_side_do_not_lose_each_others_changes(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 1, "0"), Cancel);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => store.Database.WriteAsync(
            async session =>
            {
                var sofar = await session.ScalarAsync<string>(
                    "select raw from parked_update where update_id = 1" + session.Dialect.ForUpdate);
                await session.ExecuteAsync(
                    "update parked_update set raw = @next where update_id = 1", new { next = $"{int.Parse(sofar) + 1}" });
            },
            Cancel)));

        var total = await store.Database.ReadAsync(
            session => session.ScalarAsync<string>("select raw from parked_update where update_id = 1"), Cancel);
        Assert.Equal("200", total);
    }

    [Theory, BothDatabases]
    public async Task A_closed_database_takes_no_more_units(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        await store.Database.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Database.WriteAsync(Notes.AllAsync, Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Database.ReadAsync(Notes.AllAsync, Cancel));
    }
}
