using BelajarBot.Storage;

namespace BelajarBot.Tests.EndToEnd;

/// <summary><c>backup</c>, in the real program, beside a bot that runs.</summary>
public sealed class BackupVerbTests : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("belajarbot-backup-");

    public void Dispose() => place.Delete(recursive: true);

    [Fact]
    public async Task What_was_committed_is_in_the_copy_while_the_bot_runs_and_the_copy_is_whole()
    {
        var storage = Storage();
        await using (var bot = await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            await bot.WriteAsync(session => session.ExecuteAsync("create table buku (judul text)"), TestContext.Current.CancellationToken);
            await bot.WriteAsync(session => session.ExecuteAsync("insert into buku values ('Laskar')"), TestContext.Current.CancellationToken);
            var kept = new FileFolder(storage.Files).Keep("isi"u8);

            var backup = await RunAsync(storage, At("salinan"));

            Assert.Equal((0, ""), (backup.Code, backup.Errors));
            Assert.Contains("and 1 files", backup.Output, StringComparison.Ordinal);
            Assert.Equal("isi", await File.ReadAllTextAsync(At("salinan", "files", kept.Path), TestContext.Current.CancellationToken));
        }

        await using var restored = await Database.OpenAsync(Storage("salinan"), TimeProvider.System, TestContext.Current.CancellationToken);
        var title = await restored.ReadAsync(session => session.ScalarAsync<string>("select judul from buku"), TestContext.Current.CancellationToken);
        Assert.Equal("Laskar", title);
        Assert.False(Directory.Exists(At("salinan.unfinished")));
    }

    [Fact]
    public async Task It_never_writes_over_anything_and_says_what_is_missing()
    {
        await File.WriteAllTextAsync(At("berkas"), "penting", TestContext.Current.CancellationToken);

        var onto = await RunAsync(Storage(), At("berkas"));
        var nothing = await RunAsync(Storage(), At("salinan"));
        var postgres = await RunAsync(new StorageOptions { Provider = Provider.Postgres, ConnectionString = "Host=localhost;Database=x" }, At("salinan"));

        Assert.Equal((2, "penting"), (onto.Code, await File.ReadAllTextAsync(At("berkas"), TestContext.Current.CancellationToken)));
        Assert.Equal(3, nothing.Code);
        Assert.Contains("There is no database at", nothing.Errors, StringComparison.Ordinal);
        Assert.Equal(2, postgres.Code);
        Assert.Contains("pg_dump", postgres.Errors, StringComparison.Ordinal);
    }

    private StorageOptions Storage(string folder = "data") =>
        new() { ConnectionString = $"Data Source={At(folder, "belajarbot.db")}", Files = At(folder, "files") };

    private string At(params string[] path) => Path.Combine([place.FullName, .. path]);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(StorageOptions storage, string target)
    {
        await using var program = BotProcess.Start(
        [
            "backup", target, "--set", $"Storage:Provider={storage.Provider}", "--set", $"Storage:ConnectionString={storage.ConnectionString}",
            "--set", $"Storage:Files={storage.Files}",
        ]);
        return (await program.ExitCodeAsync(), program.Output, program.Errors);
    }
}
