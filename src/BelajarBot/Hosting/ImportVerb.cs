using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Imports;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary><c>import</c>: contacts and schools from a file. Where one line cannot be taken, none is, and every such line is told.</summary>
internal static class ImportVerb
{
    /// <summary>More than anybody mends before trying again.</summary>
    private const int MostShown = 200;

    internal static Command Command(Option<string[]> settings) => new("import", "Bring in contacts or schools from a CSV file; all of it or nothing.")
    {
        Verb(
            "contacts", $"Whom teachers can turn to; the file takes the place of the lists of the provinces that it names. Columns: {Columns(ImportedLists.ContactColumns)}.",
            settings, ImportedLists.ReadContacts, ImportedLists.WriteAsync),
        Verb(
            "schools", $"Schools by their NPSN; those already known are corrected. Columns: {Columns(ImportedLists.SchoolColumns)}.",
            settings, ImportedLists.ReadSchools, ImportedLists.WriteAsync),
    };

    private static Command Verb<T>(
        string name, string description, Option<string[]> settings, Func<byte[], Regions, ImportRead<T>> read, Func<Session, IReadOnlyList<T>, Task> write)
    {
        var file = new Argument<string>("file") { Description = "A CSV file in UTF-8, with commas or semicolons." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only look at the file." };
        var command = new Command(name, description) { file, dryRun };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(file)!, result.GetValue(dryRun), result.GetValue(settings) ?? [], read, write, cancel));
        return command;
    }

    private static async Task<int> RunAsync<T>(
        string file, bool isDryRun, IEnumerable<string> settings, Func<byte[], Regions, ImportRead<T>> read, Func<Session, IReadOnlyList<T>, Task> write,
        CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"There is no file {file}.");
            return ExitCode.WrongUsage;
        }

        await using var app = BotHost.CreateBuilder(settings).Build();
        try
        {
            await BotHost.PrepareAsync(app.Services, cancel);
        }
        catch (StorageException trouble) when (trouble.Trouble == StorageTrouble.InUse)
        {
            await Console.Error.WriteLineAsync("The bot is running and has the SQLite file. Stop it for a moment; with PostgreSQL both can work at the same time.");
            return ExitCode.CouldNot;
        }

        var regions = app.Services.GetRequiredService<DialogCatalog>().Current.Texts.Data.Types.Regions;
        var list = read(await File.ReadAllBytesAsync(file, cancel), regions);
        foreach (var rejected in list.Rejected.Take(MostShown))
        {
            await Console.Out.WriteLineAsync($"{file}({rejected.Line}): {rejected.Reason}");
        }

        if (list.Rejected.Count > 0)
        {
            await Console.Out.WriteLineAsync($"{list.Rejected.Count} line(s) cannot be taken, so nothing was imported. {list.Rows.Count} line(s) are fine.");
            return ExitCode.HasProblems;
        }

        if (list.Moved > 0)
        {
            await Console.Out.WriteLineAsync($"{list.Moved} line(s) had a former area code and got the present one.");
        }

        if (isDryRun)
        {
            await Console.Out.WriteLineAsync($"{list.Rows.Count} line(s) are fine; nothing was written (--dry-run).");
            return ExitCode.Fine;
        }

        await app.Services.GetRequiredService<Database>().WriteAsync(session => write(session, list.Rows), cancel);
        await Console.Out.WriteLineAsync($"{list.Rows.Count} line(s) were imported.");
        return ExitCode.Fine;
    }

    private static string Columns((string[] Required, string[] Optional) columns) =>
        $"{string.Join(',', columns.Required)}; optional {string.Join(',', columns.Optional)}";
}
