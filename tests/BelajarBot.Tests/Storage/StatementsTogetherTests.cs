using BelajarBot.Storage;

namespace BelajarBot.Tests.Storage;

/// <summary>Statements that are asked for later: they travel together, and nobody can tell but by the time it takes.</summary>
public class StatementsTogetherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Answers_come_in_the_order_of_the_questions_whichever_is_awaited_first(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var answers = await store.Database.WriteAsync(
            async session =>
            {
                var before = Count(session);
                AddLater(session, 1);
                AddLater(session, 2);
                var during = Count(session);
                var changed = session.ExecuteLater("update parked_update set raw = 'x' where update_id > @least", new { least = 1 });
                var none = session.FirstOrDefaultLater<long?>("select update_id from parked_update where update_id = 7");
                var all = session.QueryLater<long>("select update_id from parked_update order by update_id desc");
                return (Last: await all, During: await during, Before: await before, Changed: await changed, None: await none);
            },
            Cancel);

        Assert.Equal([2L, 1L], answers.Last);
        Assert.Equal((0L, 2L, 1, null), (answers.Before, answers.During, answers.Changed, answers.None));
    }

    [Theory, BothDatabases]
    public async Task What_is_read_now_sees_what_was_asked_to_be_written_before(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var seen = await store.Database.WriteAsync(
            session =>
            {
                AddLater(session, 1);
                return Notes.AllAsync(session);
            },
            Cancel);

        Assert.Equal([1], seen);
    }

    [Theory, BothDatabases]
    public async Task What_nobody_waits_for_is_written_when_the_unit_ends(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        await store.Database.WriteAsync(
            session =>
            {
                AddLater(session, 1);
                AddLater(session, 2);
                return Task.CompletedTask;
            },
            Cancel);

        Assert.Equal([1, 2], await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_failure_among_them_undoes_the_unit_and_is_told_as_it_is(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var unit = store.Database.WriteAsync(
            session =>
            {
                AddLater(session, 1);
                AddLater(session, 1);
                AddLater(session, 2);
                return Task.CompletedTask;
            },
            Cancel);

        Assert.Contains("unique", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => unit)).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_unit_that_goes_on_after_such_a_failure_is_refused_and_what_was_not_run_has_no_answer(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        Exception? unanswered = null;

        var unit = store.Database.WriteAsync(
            async session =>
            {
                AddLater(session, 1);
                AddLater(session, 1);
                var count = Count(session);
                await Record.ExceptionAsync(async () => await count);
                unanswered = await Record.ExceptionAsync(async () => await count);
            },
            Cancel);

        Assert.Contains("went on", (await Assert.ThrowsAsync<InvalidOperationException>(() => unit)).Message, StringComparison.Ordinal);
        Assert.Contains("was not run", Assert.IsType<InvalidOperationException>(unanswered).Message, StringComparison.Ordinal);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task Several_statements_in_one_text_may_follow_what_was_asked_for_later(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        await store.Database.WriteAsync(
            async session =>
            {
                AddLater(session, 1);
                await session.ExecuteAsync("update parked_update set update_id = update_id + 1; update parked_update set update_id = update_id * 10");
            },
            Cancel);

        Assert.Equal([20], await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_read_that_asks_for_several_things_at_once_cannot_write_either(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var failure = await Record.ExceptionAsync(() => store.Database.ReadAsync(
            async session =>
            {
                AddLater(session, 1);
                return await Count(session);
            },
            Cancel));

        Assert.NotNull(failure);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }

    private static Answer<long> Count(Session session) => session.ScalarLater<long>("select count(*) from parked_update");

    private static void AddLater(Session session, long number) => session.Later(
        "insert into parked_update(channel, update_id, reason, raw, parked_at) values ('note', @number, '', '', 0)", new { number });
}
