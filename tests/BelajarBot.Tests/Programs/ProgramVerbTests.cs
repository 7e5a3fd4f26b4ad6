using BelajarBot.Storage;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.Programs;

/// <summary>The verb <c>program</c> as an operator uses it, in processes of their own.</summary>
public sealed class ProgramVerbTests : IDisposable
{
    private readonly LombaFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, BothDatabases]
    public async Task An_operator_looks_changes_and_finds_the_change_with_who_and_why(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);

        var tried = await RunAsync(storage, "lomba", "set", "2026", "daftar_tutup", "2026-08-15", "--dry-run", "--lang", "en");
        var set = await RunAsync(storage, "lomba", "set", "2026", "daftar_tutup", "2026-08-15", "--by", "Rini", "--reason", "SE 12", "--lang", "en");
        var seen = await RunAsync(storage, "lomba", "--lang", "en");
        var unset = await RunAsync(storage, "lomba", "unset", "2026", "daftar_tutup", "--by", "Adi");
        var after = await RunAsync(storage, "lomba");

        Assert.Equal((0, 0, 0, 0, 0), (tried.Code, set.Code, seen.Code, unset.Code, after.Code));
        Assert.Contains("Concerned: 0 enrolled", tried.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was written", tried.Output, StringComparison.Ordinal);
        Assert.Contains("daftar_tutup: 2026-08-15  [V; admin: Rini", seen.Output, StringComparison.Ordinal);
        Assert.Contains("2026 daftar_tutup = 2026-08-15  by Rini: SE 12", seen.Output, StringComparison.Ordinal);
        Assert.Contains("daftar_tutup: 2026-07-15  [V; uji", after.Output, StringComparison.Ordinal);
        Assert.Contains("(seperti di berkas)  oleh Adi", after.Output, StringComparison.Ordinal);
        await remove();
    }

    [Fact]
    public async Task What_there_is_not_is_refused_with_the_way_out()
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite);

        var programme = await RunAsync(storage, "lmba");
        var value = await RunAsync(storage, "lomba", "set", "2026", "daftar_tutup", "besok");
        var key = await RunAsync(storage, "lomba", "set", "-", "daftar", "x", "--lang", "en");
        folder.Write("programs/lomba.yaml", "program: lomba\n");
        var broken = await RunAsync(storage, "lomba");

        Assert.Equal((2, 2, 2, 1), (programme.Code, value.Code, key.Code, broken.Code));
        Assert.Contains("Yang ada: lomba.", programme.Errors, StringComparison.Ordinal);
        Assert.Contains("\"besok\" bukan tanggal.", value.Errors, StringComparison.Ordinal);
        Assert.Contains("There is no fact or link \"daftar\".", key.Errors, StringComparison.Ordinal);
        await remove();
    }

    [Fact]
    public async Task A_running_bot_takes_a_change_within_seconds()
    {
        folder.Close("2098-07-15");
        await using var telegram = await Simulator.StartAsync();
        var (storage, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Postgres);
        await using (var bot = BotProcess.Run(BotSettings.For(telegram, storage, $"Dialogs:Folder={folder.Path}")))
        {
            await bot.ReadyAsync();
            var sari = telegram.Person();
            sari.Says("/lomba");
            await sari.NextMessageAsync();

            var set = await RunAsync(storage, "lomba", "set", "2026", "daftar_tutup", "2099-01-15");

            Assert.Contains("1 menunggu pengingat menurut tanggal ini.", set.Output, StringComparison.Ordinal);
            await Until.TrueAsync(() => bot.Errors.Contains("1 conversations are due at another moment", StringComparison.Ordinal), "the bot took the change");
        }

        await remove();
    }

    [Fact]
    public async Task While_a_bot_has_the_SQLite_file_the_files_are_shown_and_nothing_is_changed()
    {
        await using var telegram = await Simulator.StartAsync();
        var (storage, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite);
        await using (var bot = BotProcess.Run(BotSettings.For(telegram, storage, $"Dialogs:Folder={folder.Path}")))
        {
            await bot.ReadyAsync();

            var shown = await RunAsync(storage, "lomba");
            var set = await RunAsync(storage, "lomba", "set", "2026", "state", "closed", "--lang", "en");

            Assert.Equal((0, 3), (shown.Code, set.Code));
            Assert.Contains("Siklus 2026: open", shown.Output, StringComparison.Ordinal);
            Assert.Contains("change the file in dialogs/programs", set.Errors, StringComparison.Ordinal);
        }

        await remove();
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(StorageOptions storage, params string[] arguments)
    {
        string[] settings = [$"Storage:Provider={storage.Provider}", $"Storage:ConnectionString={storage.ConnectionString}", $"Dialogs:Folder={folder.Path}"];
        await using var verb = BotProcess.Start(["program", .. arguments, .. settings.SelectMany(setting => new[] { "--set", setting })]);
        return (await verb.ExitCodeAsync(), verb.Output, verb.Errors);
    }
}
