using System.Text.Json;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>The verbs of an author, in the real program: what they print, and what they tell the shell.</summary>
public sealed class VerbTests : IAsyncLifetime
{
    private const string Dialog = "belajar-id/aktivasi.yaml";

    private readonly DialogsCopy dialogs = DialogsCopy.Make();
    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("belajarbot-verbs-");
    private BotStore store = null!;

    public async ValueTask InitializeAsync() => store = await BotStore.CreateAsync(DatabaseKind.Sqlite);

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        dialogs.Dispose();
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task Publish_says_what_changes_and_for_whom_and_writes_it_once()
    {
        var dry = await RunAsync("publish", "--dry-run");
        Assert.Equal((0, "Tidak ada yang ditulis (--dry-run)."), (dry.Code, LastLine(dry.Output)));

        var first = await RunAsync("publish", "--lang", "en");
        Assert.Equal(0, first.Code);
        Assert.Matches("^[1-9][0-9]* dialogs are published.$", LastLine(first.Output));
        Assert.Contains("+ new dialog", first.Output);

        await StandOnAsync("tanya_kendala");
        dialogs.Change(Dialog, "id: tanya_kendala", "id: kendala_apa");
        dialogs.Change(Dialog, "go: tanya_kendala", "go: kendala_apa");
        var gone = await RunAsync("publish", "--dry-run");
        Assert.Equal(0, gone.Code);
        Assert.Contains("- langkah \"tanya_kendala\"", gone.Output);
        Assert.Contains("D090: 1 berdiri di \"tanya_kendala\"", gone.Output);

        dialogs.Change(Dialog, "help:\n", "drop: handover\nhelp:\n");
        var dropped = await RunAsync("publish");
        Assert.Equal(0, dropped.Code);
        Assert.Matches("^[1-9][0-9]* dialog diterbitkan.$", LastLine(dropped.Output));
        Assert.Contains("diserahkan kepada petugas (drop: handover)", dropped.Output);
        Assert.DoesNotContain("D090", dropped.Output);

        Assert.StartsWith("Tidak ada yang berubah.", (await RunAsync("publish", "--dry-run")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_refuses_wrong_words_broken_dialogs_and_a_database_in_use()
    {
        Assert.Equal(2, (await RunAsync("publish", "--lang", "fr")).Code);

        await using (var other = await OpenAsync())
        {
            var running = await RunAsync("publish");
            Assert.Equal(3, running.Code);
            Assert.Contains("Bot sedang berjalan", running.Errors);
        }

        dialogs.Change(Dialog, "hint: Alamat akun", "hnt: Alamat akun");
        var broken = await RunAsync("publish");
        Assert.Equal(1, broken.Code);
        Assert.Matches(@"belajar-id/aktivasi\.yaml:\d+:\d+ D002", broken.Errors);
    }

    [Fact]
    public async Task Diff_compares_two_folders_or_one_with_what_is_running()
    {
        await RunAsync("publish");
        var same = await RunAsync("diff", BotSettings.DialogsFolder, dialogs.Folder);
        Assert.Equal((0, "Tidak ada yang berubah."), (same.Code, same.Output.Trim()));

        dialogs.Change(Dialog, "say: Apa yang muncul?", "say: Apa yang tampil?");
        var changed = await RunAsync("diff", BotSettings.DialogsFolder, dialogs.Folder, "--lang", "en");
        Assert.Equal(0, changed.Code);
        Assert.Contains("~ text tanya_kendala.say: \"Apa yang muncul?\" → \"Apa yang tampil?\"", changed.Output);

        var running = await RunAsync("diff", dialogs.Folder, "--lang", "en");
        Assert.Equal((0, changed.Output), (running.Code, running.Output));

        Assert.Equal(2, (await RunAsync("diff")).Code);
        Assert.Equal(3, (await RunAsync("diff", Path.Combine(elsewhere.FullName, "tidak-ada"))).Code);
        dialogs.Change(Dialog, "hint: Alamat akun", "hnt: Alamat akun");
        Assert.Equal(1, (await RunAsync("diff", BotSettings.DialogsFolder, dialogs.Folder)).Code);
    }

    [Fact]
    public async Task Graph_draws_a_dialog_as_text_or_as_a_picture()
    {
        var text = await RunAsync("graph", "aktivasi");
        Assert.Equal(0, text.Code);
        Assert.Contains("flowchart TD", text.Output);

        var picture = Path.Combine(elsewhere.FullName, "aktivasi.svg");
        var drawn = await RunAsync("graph", "aktivasi", "--out", picture);
        Assert.Equal((0, ""), (drawn.Code, drawn.Output));
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(picture, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var poster = Path.ChangeExtension(picture, "png");
        Assert.Equal(0, (await RunAsync("link", "akt-webinar3", "--bot", "belajar_bot", "--qr", poster)).Code);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await File.ReadAllBytesAsync(poster, TestContext.Current.CancellationToken))[..4]);

        Assert.Equal(2, (await RunAsync("graph", "aktivasi", "--svg", "--mermaid")).Code);
        Assert.Equal(3, (await RunAsync("graph", "aktivasi", "--out", Path.Combine(elsewhere.FullName, "tidak", "ada.svg"))).Code);
        var unknown = await RunAsync("graph", "aktifasi");
        Assert.Equal(2, unknown.Code);
        Assert.Contains("There are: aktivasi", unknown.Errors);
        dialogs.Change(Dialog, "hint: Alamat akun", "hnt: Alamat akun");
        Assert.Equal(1, (await RunAsync("graph", "aktivasi")).Code);
    }

    [Fact]
    public async Task Translate_writes_what_is_left_to_translate_beside_the_dialog()
    {
        dialogs.Change(Dialog, "    hint: Dua cara itu penting", "    hint: Kini dua cara itu penting");
        dialogs.Change("belajar-id/aktivasi.en.yaml", "tanya_kendala.say: What do you see?\n", "");

        var extracted = await RunAsync("translate", "extract", "aktivasi", "--lang", "en");

        Assert.Equal(0, extracted.Code);
        Assert.StartsWith("belajar-id/aktivasi.en.yaml: 1 belum diterjemahkan", extracted.Output, StringComparison.Ordinal);
        Assert.Contains("# tanya_kendala.say:", await File.ReadAllTextAsync(Path.Combine(dialogs.Folder, "belajar-id/aktivasi.en.yaml"), TestContext.Current.CancellationToken));
        Assert.Equal(2, (await RunAsync("translate", "extract", "aktivasi")).Code);
        Assert.Equal(2, (await RunAsync("translate", "extract", "aktivasi", "--lang", "inggris")).Code);
        Assert.Equal(2, (await RunAsync("translate", "extract", "aktivasi", "--lang", "id")).Code);
        Assert.Equal(2, (await RunAsync("translate", "extract", "aktifasi", "--lang", "en")).Code);
        dialogs.Change(Dialog, "hint: Alamat akun", "hnt: Alamat akun");
        Assert.Equal(1, (await RunAsync("translate", "extract", "aktivasi", "--lang", "en")).Code);
    }

    [Fact]
    public async Task Walk_goes_through_a_dialog_at_random()
    {
        var walked = await RunAsync("walk", "aktivasi", "--seeds", "2", "--people", "1");
        Assert.Equal(0, walked.Code);
        Assert.Contains("2 walks, 60 turns, 0 failed.", walked.Output);

        Assert.Equal(2, (await RunAsync("walk", "aktivasi", "--seeds", "0")).Code);
        Assert.Equal(2, (await RunAsync("walk", "aktifasi", "--seeds", "1")).Code);
        dialogs.Change(Dialog, "hint: Alamat akun", "hnt: Alamat akun");
        Assert.Equal(1, (await RunAsync("walk", "--seeds", "1")).Code);
        Assert.Equal(3, (await RunOnAsync(Path.Combine(elsewhere.FullName, "tidak-ada"), "walk", "--seeds", "1")).Code);
    }

    [Fact]
    public async Task Test_new_writes_a_transcript_that_plays_and_never_writes_over_one()
    {
        var chat = Path.Combine(dialogs.Folder, "belajar-id", "aktivasi.chat");
        var before = await File.ReadAllTextAsync(chat, TestContext.Current.CancellationToken);
        var there = await RunAsync("test", "new", "aktivasi");
        Assert.Equal(3, there.Code);
        Assert.Contains("is there already", there.Errors);
        Assert.Equal(before, await File.ReadAllTextAsync(chat, TestContext.Current.CancellationToken));

        File.Delete(chat);
        Assert.Equal(0, (await RunAsync("test", "new", "aktivasi")).Code);
        var played = await RunAsync("test", chat, "--torture");
        Assert.Equal(0, played.Code);
        Assert.Contains("9 conversations: 9 passed, 0 failed.", played.Output);

        Assert.Equal(2, (await RunAsync("test", "new", "aktifasi")).Code);
        Assert.Equal(2, (await RunAsync("test", "new")).Code);
        dialogs.Change(Dialog, "hint: Alamat akun", "hnt: Alamat akun");
        Assert.Equal(1, (await RunAsync("test", "new", "aktivasi")).Code);
    }

    [Fact]
    public async Task Upgrade_rewrites_older_files_only_and_keeps_everything_else()
    {
        var path = Path.Combine(dialogs.Folder, Dialog);
        var now = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        dialogs.Change(Dialog, "format: 1\n", "");
        var old = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        var dry = await RunAsync("upgrade", "--dry-run");
        Assert.Equal(0, dry.Code);
        Assert.Contains("belajar-id/aktivasi.yaml: format 0 → 1", dry.Output);
        Assert.Equal(old, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(0, (await RunAsync("upgrade", path)).Code);
        Assert.Equal(now, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Contains("0 files rewritten, ", (await RunAsync("upgrade", dialogs.Folder)).Output);

        dialogs.Change(Dialog, "format: 1", "format: 7");
        var newer = await RunAsync("upgrade");
        Assert.Equal(1, newer.Code);
        Assert.Contains("belajar-id/aktivasi.yaml:4:9 D008", newer.Output);
        Assert.Equal(3, (await RunAsync("upgrade", Path.Combine(elsewhere.FullName, "tidak-ada"))).Code);
        Assert.Equal(2, (await RunAsync("upgrade", "a", "b")).Code);
    }

    [Fact]
    public async Task T165_What_is_parked_is_listed_without_its_words_and_gets_its_turn_or_is_dropped()
    {
        await using (var database = await OpenAsync())
        {
            await database.WriteAsync(
                async session =>
                {
                    var now = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
                    await SeenUpdates.AddAsync(session, "telegram", 7, now);
                    await ParkedUpdates.AddAsync(
                        session, "telegram", 7, "TimeoutException",
                        """{"Channel":"telegram","Address":"5","UpdateId":7,"Input":{"kind":"text","Text":"/menu"} }""", "5", now);
                    await ParkedUpdates.AddAsync(
                        session, "telegram", 8, "unknown shape",
                        """{"update_id":8,"message":{"date":1,"chat":{"id":6,"type":"private"},"from":{"id":6},"text":"/menu"} }""", null, now);
                    await ParkedUpdates.AddAsync(session, "telegram", 9, "unknown shape", """{"update_id":9,"message":"/menu"}""", null, now);
                },
                TestContext.Current.CancellationToken);
        }

        var list = await RunAsync("parked", "list");
        Assert.Equal(0, list.Code);
        Assert.Equal(
            """
            1  2026-03-02 01:00:00Z  telegram 7  its turn failed: TimeoutException
            2  2026-03-02 01:00:00Z  telegram 8  unreadable: unknown shape
            3  2026-03-02 01:00:00Z  telegram 9  unreadable: unknown shape
            """,
            list.Output.TrimEnd());

        Assert.Equal(0, (await RunAsync("parked", "replay", "1")).Code);
        Assert.Equal(0, (await RunAsync("parked", "replay", "2")).Code);
        Assert.Equal((2, 1), ((await RunAsync("parked", "replay", "1")).Code, (await RunAsync("parked", "replay", "3")).Code));
        Assert.Equal(0, (await RunAsync("parked", "drop", "3")).Code);
        Assert.Equal("Nothing is parked.", (await RunAsync("parked", "list")).Output.TrimEnd());

        await using var after = await OpenAsync();
        Assert.Equal(
            ["5", "6"],
            await after.ReadAsync(
                session => session.QueryAsync<string>("select distinct address from outbox where state = 'queued' order by address"),
                TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task T112_Link_writes_the_link_and_its_picture_and_says_what_is_wrong()
    {
        var picture = Path.Combine(elsewhere.FullName, "akt.svg");

        var fine = await RunAsync("link", "aktivasi", "--bot", "belajar_bot", "--qr", picture);
        var noBot = await RunAsync("link", "aktivasi");
        var noName = await RunAsync("link", "Akt Webinar", "--bot", "belajar_bot");
        var noPicture = await RunAsync("link", "aktivasi", "--bot", "belajar_bot", "--qr", "akt.bmp");

        Assert.Equal((0, "https://t.me/belajar_bot?start=akt"), (fine.Code, LastLine(fine.Output)));
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(picture, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var poster = Path.ChangeExtension(picture, "png");
        Assert.Equal(0, (await RunAsync("link", "akt-webinar3", "--bot", "belajar_bot", "--qr", poster)).Code);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await File.ReadAllBytesAsync(poster, TestContext.Current.CancellationToken))[..4]);
        Assert.Equal((3, 2, 2), (noBot.Code, noName.Code, noPicture.Code));
        Assert.Contains("--bot", noBot.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_speaks_to_people_to_programs_and_to_pull_requests()
    {
        dialogs.Change(Dialog, "go: tulis_alamat}", "go: tulis_alamt}");

        var people = await RunAsync("check", dialogs.Folder);
        Assert.Equal((1, "1 kesalahan, 0 peringatan"), (people.Code, LastLine(people.Output)));

        var programs = await RunAsync("check", dialogs.Folder, "--json");
        Assert.Equal(1, programs.Code);
        using var json = JsonDocument.Parse(programs.Output);
        Assert.Equal(("D010", "error"), (json.RootElement[0].GetProperty("code").GetString(), json.RootElement[0].GetProperty("level").GetString()));

        var pullRequest = await RunAsync("check", dialogs.Folder, "--github", "--lang", "en");
        Assert.Equal(1, pullRequest.Code);
        Assert.Matches(@"^::error file=[^:,]*/belajar-id/aktivasi\.yaml,line=\d+,col=\d+,title=D010::Step ""tanya_alamat"", ", pullRequest.Output);

        Assert.Equal(2, (await RunAsync("check", dialogs.Folder, "--github", "--json")).Code);
        Assert.Equal(3, (await RunAsync("check", Path.Combine(elsewhere.FullName, "tidak-ada"))).Code);
    }

    [Fact]
    public async Task Check_names_what_no_transcript_touches_when_asked()
    {
        dialogs.Change(Dialog, "    hint: Dua cara itu penting", "    must: [{check: answer != nanti, else: Sekarang saja.}]\n    hint: Dua cara itu penting");
        dialogs.Change(Dialog, "reminders:\n", "reminders:\n  - {id: ingat, when: idle 300 days, say: Masih di sini?}\n");

        var untouched = await RunAsync("check", dialogs.Folder, "--coverage", "--lang", "en");

        Assert.Equal(0, untouched.Code);
        var lines = untouched.Output.Split('\n').Where(line => line.Contains("D091", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, line => line.Contains("reminders reminder.ingat.say", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("steps tanya_alamat", StringComparison.Ordinal));
        Assert.DoesNotContain("D091", (await RunAsync("check", dialogs.Folder)).Output);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunOnAsync(dialogs.Folder, arguments);

    private async Task<(int Code, string Output, string Errors)> RunOnAsync(string folder, params string[] arguments)
    {
        await using var program = BotProcess.Start(
        [
            .. arguments, "--set", $"Dialogs:Folder={folder}", "--set", $"Storage:Provider={store.Options.Provider}",
            "--set", $"Storage:ConnectionString={store.Options.ConnectionString}",
        ]);
        return (await program.ExitCodeAsync(), program.Output, program.Errors);
    }

    private Task<Database> OpenAsync() => Database.OpenAsync(store.Options, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>Somebody is in the middle of the dialog that is running, on this step.</summary>
    private async Task StandOnAsync(string step)
    {
        await using var database = await OpenAsync();
        await database.WriteAsync(
            async session =>
            {
                var running = Assert.Single(await RevisionStore.RunningAsync(session), source => source.Dialog == "aktivasi");
                var person = await session.ScalarAsync<long>(
                    "insert into person (channel, address, language, created_at, seen_at) values ('uji', 'sari', 'id', 0, 0) returning id");
                var began = DateTimeOffset.UnixEpoch;
                ConversationStore.Save(session, person, new Conversation(running.Dialog, running.Revision, 1, began, began) { Step = step, Question = 1 });
            },
            TestContext.Current.CancellationToken);
    }

    private static string LastLine(string output) => output.TrimEnd().Split('\n')[^1];
}
