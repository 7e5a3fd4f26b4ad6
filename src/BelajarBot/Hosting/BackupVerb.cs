using System.CommandLine;
using System.Globalization;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>backup</c>: a whole copy of what the bot keeps on SQLite, also while it runs.</summary>
internal static class BackupVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var folder = new Argument<string>("folder") { Description = "Where to put the copy: a folder that is not there yet, or is empty." };
        var command = new Command("backup", "Copy the SQLite database and the files beside it, also while the bot runs.") { folder };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(folder)!, result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(string folder, IEnumerable<string> settings, CancellationToken cancel)
    {
        await using var app = BotHost.CreateBuilder(settings).Build();
        Settings.Check(app.Services);
        var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (storage.Provider == Provider.Postgres)
        {
            await Console.Error.WriteLineAsync(
                $"PostgreSQL copies itself: pg_dump -Fc belajarbot > belajarbot.dump. Copy the folder {storage.Files} as well.");
            return ExitCode.WrongUsage;
        }

        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            await Console.Error.WriteLineAsync($"There is something at {Path.GetFullPath(folder)} already. Name a folder that is not there yet: a backup never writes over another.");
            return ExitCode.WrongUsage;
        }

        var copy = await SqliteBackup.WriteAsync(storage, folder, cancel);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Copied to {Path.GetFullPath(folder)}: {copy.DatabaseBytes / 1024.0 / 1024:N1} MB of database, checked, and {copy.Files} files. To go back, stop the bot and put them where they were."));
        return ExitCode.Fine;
    }
}
