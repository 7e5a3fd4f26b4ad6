using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;
using BelajarBot.People;
using BelajarBot.Programs;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Programs;

/// <summary>Due moments follow the dates of programmes, whoever changes them, and however many processes there are.</summary>
public sealed class ProgrammeDateTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly LombaFolder folder = new();
    private long updates;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory, BothDatabases]
    public async Task A_published_date_moves_every_pending_moment_also_beyond_one_batch(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using (var bot = await StartAsync(storage))
        {
            for (var person = 0; person < 230; person++)
            {
                await SaysAsync(bot, $"p{person}", "/lomba");
            }

            folder.Close("2026-08-15");
            await bot.ReloadAsync(Cancel);

            Assert.Equal([(Morning(8, 8), 230)], await MomentsAsync(bot));
        }

        await remove();
    }

    [Theory, BothDatabases]
    public async Task A_date_that_changed_while_the_bot_was_stopped_counts_from_its_start(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using (var bot = await StartAsync(storage))
        {
            await SaysAsync(bot, "sari", "/lomba");
            Assert.Equal([(Morning(7, 8), 1)], await MomentsAsync(bot));
        }

        folder.Close("2026-08-15");
        await using (var bot = await StartAsync(storage))
        {
            Assert.Equal([(Morning(8, 8), 1)], await MomentsAsync(bot));
        }

        await remove();
    }

    [Fact]
    public async Task Another_process_takes_a_change_and_mends_what_it_wrote_by_the_old_date()
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Postgres);
        await using (var one = await StartAsync(storage))
        await using (var other = await StartAsync(storage))
        {
            await one.OverrideAsync([Change("2026", "daftar_tutup", "2026-08-15")], Cancel);
            await SaysAsync(other, "sari", "/lomba");
            Assert.Equal([(Morning(7, 8), 1)], await MomentsAsync(one));

            await other.ReloadAsync(Cancel);

            Assert.Equal("2026-08-15", other.Library.Programmes.Find("lomba")!.FindCertain("daftar_tutup", Start)!.Stored);
            Assert.Equal([(Morning(8, 8), 1)], await MomentsAsync(one));
        }

        await remove();
    }

    [Theory, BothDatabases]
    public async Task A_change_stays_over_a_restart_and_a_reload_and_counts_while_a_file_is_broken(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using (var bot = await StartAsync(storage))
        {
            await bot.OverrideAsync([Change("2026", "daftar_tutup", "2026-08-15")], Cancel);
            await bot.RestartAsync(Cancel);
            Assert.Equal("2026-08-15", Deadline(bot));

            folder.Write("programs/lomba.yaml", "program: lomba\n");
            await bot.ReloadAsync(Cancel);
            Assert.NotEmpty(bot.TakeTroubles());
            await bot.OverrideAsync([Change("2026", "daftar_tutup", "2026-09-15")], Cancel);
            Assert.Equal("2026-09-15", Deadline(bot));

            folder.Close("2026-07-01");
            await bot.ReloadAsync(Cancel);
            Assert.Equal("2026-09-15", Deadline(bot));
            await bot.OverrideAsync([Change("2026", "daftar_tutup", null)], Cancel);
            Assert.Equal("2026-07-01", Deadline(bot));
        }

        await remove();
    }

    [Theory, BothDatabases]
    public async Task Whoever_cannot_be_reached_is_given_no_moment(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using (var bot = await StartAsync(storage))
        {
            await SaysAsync(bot, "sari", "/lomba");
            await bot.Database.WriteAsync(session => PersonStore.SetUnreachableAsync(session, ScriptChannel.ChannelName, "sari", "blocked", Start), Cancel);

            await bot.OverrideAsync([Change("2026", "daftar_tutup", "2026-08-15")], Cancel);

            Assert.Empty(await MomentsAsync(bot));
        }

        await remove();
    }

    [Theory, BothDatabases]
    public async Task A_change_is_looked_at_before_it_is_written_and_its_history_stays(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using (var bot = await StartAsync(storage))
        {
            await SaysAsync(bot, "sari", "/lomba");
            await SaysAsync(bot, "adi", "/lomba");
            await SaysAsync(bot, "adi", "batal");
            var change = Change("2026", "daftar_tutup", "2026-08-15");

            var date = await bot.Database.ReadAsync(session => ProgrammeChanges.PreviewAsync(session, bot.Library, change), Cancel);
            var state = await bot.Database.ReadAsync(session => ProgrammeChanges.PreviewAsync(session, bot.Library, Change("2027", "state", "open")), Cancel);
            await bot.Database.WriteAsync(session => ProgrammeChanges.WriteAsync(session, change, "SE 12"), Cancel);
            await bot.Database.WriteAsync(session => ProgrammeChanges.WriteAsync(session, change with { Value = null, By = "Adi" }, null), Cancel);
            var history = await bot.Database.ReadAsync(session => ProgrammeChanges.HistoryAsync(session, "lomba", 10), Cancel);

            Assert.Equal(new ConcernedPeople(Enrolled: 2, InDialogs: 2, Reminded: 1), date);
            Assert.Equal(new ConcernedPeople(Enrolled: 0, InDialogs: 2, Reminded: 0), state);
            Assert.Equal(
                [new WrittenChange("2026", "daftar_tutup", null, "Adi", Start, null), new WrittenChange("2026", "daftar_tutup", "2026-08-15", "Rini", Start, "SE 12")],
                history);
        }

        await remove();
    }

    [Theory, BothDatabases]
    public async Task An_audience_selects_whom_the_present_cycle_has(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using (var bot = await StartAsync(storage))
        {
            await SaysAsync(bot, "sari", "/lomba");
            await SaysAsync(bot, "sari", "mau");
            await SaysAsync(bot, "adi", "/lomba");
            await SaysAsync(bot, "budi", "/menu");

            Assert.Equal(["adi", "sari"], await SelectAsync(bot, "enrolled(lomba)"));
            Assert.Equal(["sari"], await SelectAsync(bot, "reached(ikut.daftar)"));
            Assert.Equal(["sari"], await SelectAsync(bot, "program.lomba.state = open and reached(lomba.daftar)"));

            await bot.OverrideAsync([Change("2027", "state", "open"), Change("2026", "state", "closed")], Cancel);
            await SaysAsync(bot, "adi", "nanti saja");

            Assert.Equal(["adi"], await SelectAsync(bot, "enrolled(lomba)"));
            Assert.Empty(await SelectAsync(bot, "reached(ikut.daftar) or reached(lomba.daftar)"));
        }

        await remove();
    }

    private async Task<ScriptBot> StartAsync(StorageOptions storage) =>
        await ScriptBot.StartAsync(storage, folder.Path, new ScriptClock(Start), Cancel);

    private async Task SaysAsync(ScriptBot bot, string person, string text) =>
        await bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, person, Interlocked.Increment(ref updates), new TextInput(text)), Cancel);

    private static ProgrammeOverride Change(string cycle, string key, string? value) => new("lomba", cycle, key, value, "Rini", Start);

    private static string Deadline(ScriptBot bot) => bot.Library.Programmes.Find("lomba")!.FindCertain("daftar_tutup", Start)!.Stored;

    private static DateTimeOffset Morning(int month, int day) => new(2026, month, day, 2, 0, 0, TimeSpan.Zero);

    private static async Task<List<(DateTimeOffset DueAt, int Count)>> MomentsAsync(ScriptBot bot) =>
        (await bot.Database.ReadAsync(session => session.QueryAsync<(DateTimeOffset, long)>(
            "select due_at, count(*) from conversation where due_at is not null group by due_at order by due_at"), Cancel))
        .ConvertAll(row => (row.Item1, (int)row.Item2));

    private static async Task<List<string>> SelectAsync(ScriptBot bot, string audience)
    {
        var library = bot.Library;
        var schema = new ExpressionSchema(
            ExpressionUse.Audience, library.Programmes.Variables(null), [new("ikut", ["daftar"], []), new("lomba", ["daftar"], [])]) { Programs = ["lomba"] };
        var condition = Expression.Compile(audience, schema).Expression!.ToSql(
            new SqlNames
            {
                Columns = new Dictionary<string, string>(),
                ScopeOf = name => library.MilestoneScopes.GetValueOrDefault(name, name),
                CycleOf = library.CycleOf,
            },
            new SharedFacts(library));
        return await bot.Database.ReadAsync(
            session => session.QueryAsync<string>($"select address from person where {condition.Text} order by address", condition.Parameters), Cancel);
    }

    /// <summary>What is the same for everybody.</summary>
    private sealed class SharedFacts(DialogLibrary library) : IFacts
    {
        public DateTimeOffset Now => Start;

        public Value Read(Variable variable) => library.Programmes.Read(null, variable.Key, Start);

        public DateTimeOffset? ReachedAt(MilestoneName milestone) => null;

        public bool StandsAt(string dialog, string? step) => false;

        public bool HasConsented(string consent) => false;

        public bool IsEnrolled(string program) => false;
    }
}
