namespace BelajarBot.Tests.Storage;

public class SessionTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private enum Stage
    {
        First = 0,
        Second = 1,
    }

    [Theory, BothDatabases]
    public async Task Every_kind_of_value_comes_back_as_it_was_stored(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var stored = new Everything("Siti \"Ñ\" 🙂; --", 1L << 60, 7, true, 0.25, Stage.Second, Monday, [0, 1, 255], null, null, null);

        var back = await store.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    $"""
                    create table everything(
                        words text, large bigint, small bigint, yes bigint, fraction double precision, stage bigint,
                        at bigint, bytes {(kind == DatabaseKind.Sqlite ? "blob" : "bytea")}, no_words text, no_number bigint, not_at bigint)
                    """);
                await session.ExecuteAsync(
                    """
                    insert into everything values
                        (@Words, @Large, @Small, @Yes, @Fraction, @Stage, @At, @Bytes, @NoWords, @NoNumber, @NotAt)
                    """,
                    stored);
                return await session.FirstOrDefaultAsync<Everything>("select * from everything");
            },
            Cancel);

        Assert.Equivalent(stored, back);
    }

    [Theory, BothDatabases]
    public async Task Booleans_are_numbers_and_instants_are_unix_milliseconds(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var row = await store.Database.WriteAsync(
            session => session.FirstOrDefaultAsync<(long, long, long)>(
                "select cast(@yes as bigint), cast(@at as bigint), cast(@stage as bigint)",
                new { yes = true, at = Monday, stage = Stage.Second }),
            Cancel);

        Assert.Equal((1, Monday.ToUnixTimeMilliseconds(), 1), row);
    }

    [Theory, BothDatabases]
    public async Task A_null_can_be_compared_and_counts_and_sums_can_be_read(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 5), Cancel);

        var row = await store.Database.ReadAsync(
            session => session.FirstOrDefaultAsync<Summary>(
                """
                select count(*) as how_many, sum(update_id) as total, avg(update_id) as mean, max(reason) as word, min(nullif(update_id, 5)) as none
                from parked_update where (@word is null or reason = @word)
                """,
                new { word = (string?)null }),
            Cancel);

        Assert.Equal(new Summary(1, 5, 5.0, "", null), row);
    }

    [Theory, BothDatabases]
    public async Task Parameters_may_come_from_a_dictionary(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 5), Cancel);
        var args = new Dictionary<string, object?> { ["least"] = 3, ["word"] = "", ["unused"] = null };

        var count = await store.Database.ReadAsync(
            session => session.ScalarAsync<long>("select count(*) from parked_update where update_id > @least and reason = @word", args),
            Cancel);

        Assert.Equal(1, count);
    }

    [Theory, BothDatabases]
    public async Task The_same_text_may_be_run_with_other_parameters(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        const string Sql = "select count(*) from parked_update where update_id = @number or reason = @word";

        var counts = await store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 5);
                return (
                    await session.ScalarAsync<long>(Sql, new { number = 5, word = "x" }),
                    await session.ScalarAsync<long>(Sql, new { word = "x", number = 6L }),
                    await session.ScalarAsync<long>(Sql, new { number = (long?)null, word = "" }));
            },
            Cancel);

        Assert.Equal((1, 0, 1), counts);
    }

    [Theory, BothDatabases]
    public async Task No_row_is_a_default_or_an_error_as_the_caller_chose(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        const string Nothing = "select update_id from parked_update";

        Assert.Null(await store.Database.ReadAsync(session => session.FirstOrDefaultAsync<long?>(Nothing), Cancel));
        Assert.Empty(await store.Database.ReadAsync(session => session.QueryAsync<long>(Nothing), Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.Database.ReadAsync(session => session.ScalarAsync<long>(Nothing), Cancel));
    }

    [Theory, BothDatabases]
    public async Task A_new_row_tells_its_number_and_numbers_are_never_used_again(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        const string Insert =
            "insert into web_message(address, direction, body, at) values ('a', 'in', '{}', 0) returning id";

        var first = await store.Database.WriteAsync(session => session.ScalarAsync<long>(Insert), Cancel);
        await store.Database.WriteAsync(session => session.ExecuteAsync("delete from web_message"), Cancel);
        var second = await store.Database.WriteAsync(session => session.ScalarAsync<long>(Insert), Cancel);

        Assert.Equal(first + 1, second);
    }

    [Theory, BothDatabases]
    public async Task A_row_that_does_not_fit_its_record_is_refused_by_name(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 5), Cancel);

        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Database.ReadAsync(
            session => session.QueryAsync<Summary>("select 1 as how_many"), Cancel));
        var tooMany = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Database.ReadAsync(
            session => session.QueryAsync<One>("select 1 as number, 2 as other"), Cancel));

        Assert.Contains("'Total'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("'other'", tooMany.Message, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_value_that_the_store_does_not_keep_is_refused_by_name(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var failure = await Assert.ThrowsAsync<NotSupportedException>(() => store.Database.ReadAsync(
            session => session.ScalarAsync<long>("select 1", new { when = TimeSpan.Zero }), Cancel));

        Assert.Contains("@when is a TimeSpan", failure.Message, StringComparison.Ordinal);
    }

    private sealed record Everything(
        string Words, long Large, int Small, bool Yes, double Fraction, Stage Stage, DateTimeOffset At, byte[] Bytes,
        string? NoWords, long? NoNumber, DateTimeOffset? NotAt);

    private sealed record Summary(long HowMany, long Total, double Mean, string Word, long? None);

    private sealed record One(long Number);
}
