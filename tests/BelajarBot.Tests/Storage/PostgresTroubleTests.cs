using BelajarBot.Storage;
using Npgsql;

namespace BelajarBot.Tests.Storage;

public class PostgresTroubleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", 1)]
    [InlineData("no-such-host.invalid", 5432)]
    public async Task A_server_that_does_not_answer_is_reported_with_its_place_but_without_the_password(string host, int port)
    {
        var options = new StorageOptions
        {
            Provider = Provider.Postgres,
            ConnectionString = $"Host={host};Port={port};Database=bot;Username=bot;Password=rahasia",
        };

        var trouble = await Assert.ThrowsAsync<StorageException>(() => Database.OpenAsync(options, TimeProvider.System, Cancel));

        Assert.Equal(StorageTrouble.Unreachable, trouble.Trouble);
        Assert.Contains($"'bot' on {host}:{port}", trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("rahasia", trouble.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_reported()
    {
        var cluster = await PostgresCluster.SharedAsync();

        var trouble = await Assert.ThrowsAsync<StorageException>(
            () => Database.OpenAsync(cluster.OptionsFor("nowhere"), TimeProvider.System, Cancel));

        Assert.Equal(StorageTrouble.Refused, trouble.Trouble);
        Assert.Contains("There is no database 'nowhere'", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_whom_the_server_does_not_know_is_reported()
    {
        var options = (await PostgresCluster.SharedAsync()).OptionsFor("postgres");
        options.ConnectionString += ";Username=stranger";

        var trouble = await Assert.ThrowsAsync<StorageException>(() => Database.OpenAsync(options, TimeProvider.System, Cancel));

        Assert.Equal(StorageTrouble.Refused, trouble.Trouble);
        Assert.Contains("as user 'stranger'", trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("53100", StorageTrouble.DiskFull)]
    [InlineData("53300", StorageTrouble.Unreachable)]
    [InlineData("42501", StorageTrouble.NotWritable)]
    [InlineData("40P01", StorageTrouble.InUse)]
    public async Task What_the_server_cannot_do_is_told_in_words(string code, object trouble)
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);

        var failure = await Assert.ThrowsAsync<StorageException>(
            () => store.Database.WriteAsync(session => session.ExecuteAsync(Raise(code)), Cancel));

        Assert.Equal(trouble, failure.Trouble);
    }

    [Theory]
    [InlineData("40P01")]
    [InlineData("40001")]
    public async Task A_unit_that_a_conflict_undid_is_run_again(string code)
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var attempts = 0;

        await store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 1);
                if (++attempts < 3)
                {
                    await session.ExecuteAsync(Raise(code));
                }
            },
            Cancel);

        Assert.Equal(3, attempts);
        Assert.Equal([1], await Notes.AllAsync(store.Database));
    }

    [Fact]
    public async Task A_unit_whose_connection_broke_before_the_commit_is_run_again()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var attempts = 0;

        await store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 1);
                if (++attempts == 1)
                {
                    await session.ExecuteAsync("select pg_terminate_backend(pg_backend_pid())");
                }
            },
            Cancel);

        Assert.Equal(2, attempts);
        Assert.Equal([1], await Notes.AllAsync(store.Database));
    }

    [Fact]
    public async Task A_commit_that_got_no_answer_is_reported_as_such_and_not_repeated()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await store.Database.WriteAsync(
            session => session.ExecuteAsync(
                """
                create function hang_up() returns trigger language plpgsql as
                    'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
                create constraint trigger hang_up after insert on parked_update
                    deferrable initially deferred for each row execute function hang_up();
                """),
            Cancel);
        var attempts = 0;

        var trouble = await Assert.ThrowsAsync<StorageException>(() => store.Database.WriteAsync(
            session =>
            {
                attempts++;
                return Notes.AddAsync(session, 1);
            },
            Cancel));

        Assert.Equal(StorageTrouble.OutcomeUnknown, trouble.Trouble);
        Assert.Equal(1, attempts);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }

    [Fact]
    public async Task A_constraint_that_only_the_commit_checks_is_the_units_own_trouble()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await store.Database.WriteAsync(
            session => session.ExecuteAsync(
                "create table late(id bigint unique deferrable initially deferred); insert into late values (1)"),
            Cancel);

        await Assert.ThrowsAsync<PostgresException>(
            () => store.Database.WriteAsync(session => session.ExecuteAsync("insert into late values (1)"), Cancel));
    }

    [Fact]
    public async Task Rows_that_others_work_on_can_be_passed_over()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 1);
                await Notes.AddAsync(session, 2);
            },
            Cancel);
        const string Next = "select update_id from parked_update order by id limit 1";

        var (mine, theirs) = await store.Database.WriteAsync(
            async session =>
            {
                var first = await session.ScalarAsync<long>(Next + session.Dialect.ForUpdateSkipLocked);
                var second = await store.Database.WriteAsync(
                    other => other.ScalarAsync<long>(Next + other.Dialect.ForUpdateSkipLocked), Cancel);
                return (first, second);
            },
            Cancel);

        Assert.Equal((1, 2), (mine, theirs));
    }

    private static string Raise(string code) => $"do $$ begin raise exception 'for the test' using errcode = '{code}'; end $$";
}
