using BelajarBot.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.Storage;

public class MigratorTests
{
    private static readonly Migration First = new(1, "first", "create table first(id @@identity, word @@code not null) ; insert into first(word) values ('a;b'); -- end;");
    private static readonly Migration Second = new(2, "second", "create table second(id bigint primary key) @@without_rowid;\n/* a; b */\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task An_empty_database_gets_all_migrations_in_order_and_a_second_start_changes_nothing(DatabaseKind kind)
    {
        await using var place = await EmptyDatabase.CreateAsync(kind);
        var clock = new VirtualClock();

        await Migrator.MigrateAsync(place.Database, [First, Second], clock, Cancel);
        clock.Advance(TimeSpan.FromDays(1));
        await Migrator.MigrateAsync(place.Database, [First, Second], clock, Cancel);

        Assert.Equal([(1, "first", new VirtualClock().GetUtcNow()), (2, "second", new VirtualClock().GetUtcNow())], await HistoryAsync(place.Database));
        Assert.Equal("a;b", await place.Database.ReadAsync(session => session.ScalarAsync<string>("select word from first"), Cancel));
    }

    [Theory, BothDatabases]
    public async Task A_later_program_adds_what_is_new(DatabaseKind kind)
    {
        await using var place = await EmptyDatabase.CreateAsync(kind);

        await Migrator.MigrateAsync(place.Database, [First], TimeProvider.System, Cancel);
        await Migrator.MigrateAsync(place.Database, [First, Second], TimeProvider.System, Cancel);

        Assert.Equal([1, 2], (await HistoryAsync(place.Database)).Select(row => row.Number));
    }

    [Theory, BothDatabases]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone(DatabaseKind kind)
    {
        await using var place = await EmptyDatabase.CreateAsync(kind);
        await Migrator.MigrateAsync(place.Database, [First, Second], TimeProvider.System, Cancel);
        var before = await HistoryAsync(place.Database);

        var refusal = await Assert.ThrowsAsync<StorageException>(
            () => Migrator.MigrateAsync(place.Database, [First], TimeProvider.System, Cancel));

        Assert.Equal(StorageTrouble.NewerThanProgram, refusal.Trouble);
        Assert.Contains("version 2 (second)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("only up to 1", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await HistoryAsync(place.Database));
    }

    [Theory, BothDatabases("update schema_version set name = 'other' where number = 1", "delete from schema_version where number = 1")]
    public async Task A_history_that_is_not_ours_is_refused(DatabaseKind kind, string tamper)
    {
        await using var place = await EmptyDatabase.CreateAsync(kind);
        await Migrator.MigrateAsync(place.Database, [First, Second], TimeProvider.System, Cancel);
        await place.Database.WriteAsync(session => session.ExecuteAsync(tamper), Cancel);
        var before = await HistoryAsync(place.Database);

        var refusal = await Assert.ThrowsAsync<StorageException>(
            () => Migrator.MigrateAsync(place.Database, [First, Second], TimeProvider.System, Cancel));

        Assert.Equal(StorageTrouble.HistoryDiffers, refusal.Trouble);
        Assert.Contains("1 'first'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await HistoryAsync(place.Database));
    }

    [Theory, BothDatabases]
    public async Task A_migration_that_fails_leaves_no_trace_and_keeps_the_earlier_ones(DatabaseKind kind)
    {
        await using var place = await EmptyDatabase.CreateAsync(kind);
        var broken = new Migration(2, "broken", "create table half(id bigint); insert into half values (1); insert into nowhere values (1);");

        await Assert.ThrowsAnyAsync<Exception>(() => Migrator.MigrateAsync(place.Database, [First, broken], TimeProvider.System, Cancel));
        await Migrator.MigrateAsync(place.Database, [First, Second with { Sql = "create table half(id bigint)" }], TimeProvider.System, Cancel);

        Assert.Equal([1, 2], (await HistoryAsync(place.Database)).Select(row => row.Number));
    }

    [Theory, BothDatabases]
    public async Task A_migration_for_one_database_is_counted_on_the_other_and_changes_nothing_there(DatabaseKind kind)
    {
        await using var place = await EmptyDatabase.CreateAsync(kind);
        var own = kind == DatabaseKind.Sqlite ? Provider.Sqlite : Provider.Postgres;
        var migrations = Enum.GetValues<Provider>().Select((only, i) => new Migration(i + 1, $"for-{only}", $"create table of_{only}(id bigint)", only)).ToList();

        await Migrator.MigrateAsync(place.Database, migrations, TimeProvider.System, Cancel);

        Assert.Equal([1, 2], (await HistoryAsync(place.Database)).Select(row => row.Number));
        Assert.Equal(0, await place.Database.ReadAsync(session => session.ScalarAsync<long>($"select count(*) from of_{own}"), Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => place.Database.ReadAsync(session => session.ScalarAsync<long>($"select count(*) from of_{1 - own}"), Cancel));
    }

    [Fact]
    public async Task What_ticked_under_the_names_of_classes_that_are_gone_ticks_no_more()
    {
        await using var place = await EmptyDatabase.CreateAsync(DatabaseKind.Postgres);
        await Migrator.MigrateAsync(place.Database, [.. Migration.Embedded.TakeWhile(migration => migration.Name != "clock")], TimeProvider.System, Cancel);
        await place.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into qrtz_job_details (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent, is_update_data, requests_recovery)
                    values ('belajarbot', 'EventsJob', 'DEFAULT', 'BelajarBot.Events.EventsJob, BelajarBot', false, true, false, false)
                    """);
                await session.ExecuteAsync(
                    """
                    insert into qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state, trigger_type, start_time)
                    values ('belajarbot', 'EventsJob', 'DEFAULT', 'EventsJob', 'DEFAULT', 'WAITING', 'SIMPLE', 0)
                    """);
            },
            Cancel);

        await Migrator.MigrateAsync(place.Database, Migration.Embedded, TimeProvider.System, Cancel);

        Assert.Equal(0, await place.Database.ReadAsync(
            session => session.ScalarAsync<long>("select (select count(*) from qrtz_triggers) + (select count(*) from qrtz_job_details)"), Cancel));
    }

    [Theory, BothDatabases]
    public async Task An_unknown_token_is_named(DatabaseKind kind)
    {
        await using var place = await EmptyDatabase.CreateAsync(kind);

        var failure = await Assert.ThrowsAsync<FormatException>(() => Migrator.MigrateAsync(
            place.Database, [First with { Sql = "create table t(id @@serial, x text)" }], TimeProvider.System, Cancel));

        Assert.Contains("'@@serial'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_start_together_on_postgresql_migrate_once()
    {
        var (options, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Postgres);

        var databases = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Database.OpenAsync(options, TimeProvider.System, Cancel)));

        Assert.Equal(
            Migration.Embedded.Select(migration => migration.Number),
            (await HistoryAsync(databases[0])).Select(row => row.Number));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }

        await remove();
    }

    private static Task<List<(long Number, string Name, DateTimeOffset At)>> HistoryAsync(Database database) =>
        database.ReadAsync(
            session => session.QueryAsync<(long, string, DateTimeOffset)>(
                "select number, name, applied_at from schema_version order by number"),
            Cancel);

    private sealed class EmptyDatabase(Database database, Func<Task> remove) : IAsyncDisposable
    {
        public Database Database => database;

        public static async Task<EmptyDatabase> CreateAsync(DatabaseKind kind)
        {
            var (options, remove) = await TestDatabase.PlaceAsync(kind);
            return new EmptyDatabase(Database.Connect(options), remove);
        }

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            await remove();
        }
    }
}
