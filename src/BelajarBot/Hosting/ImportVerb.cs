using System.CommandLine;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Imports;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary><c>import</c>: contacts, schools and invitations of officers from a file. Where one line cannot be taken, none is, and every such line is told.</summary>
internal static class ImportVerb
{
    /// <summary>More than anybody mends before trying again.</summary>
    private const int MostShown = 200;

    internal static Command Command(Option<string[]> settings) => new("import", "Bring in contacts, schools or officers from a CSV file; all of it or nothing.")
    {
        Verb(
            "contacts", $"Whom teachers can turn to; the file takes the place of the lists of the provinces that it names. Columns: {Columns(ImportedLists.ContactColumns)}.",
            settings, ImportedLists.ReadContacts, ImportedLists.WriteAsync),
        Verb(
            "schools", $"Schools by their NPSN; those already known are corrected. Columns: {Columns(ImportedLists.SchoolColumns)}.",
            settings, ImportedLists.ReadSchools, ImportedLists.WriteAsync),
        Officers(settings),
    };

    /// <summary>Invitations need somebody who invites: what they may not grant is not made, and when they may no longer, none can be taken.</summary>
    private static Command Officers(Option<string[]> settings)
    {
        var (file, dryRun) = Input();
        var by = new Option<string>("--by") { Description = "The Telegram user id of the admin who invites; they must have written to the bot before.", Required = true };
        var command = new Command(
            "officers", $"Prints an invitation code for each officer; nobody has a role before taking it in the chat. Columns: {Columns(OfficerList.Columns)}.")
        {
            file, dryRun, by,
        };
        command.SetAction((result, cancel) =>
        {
            Person? inviter = null;
            return RunAsync(
                result.GetValue(file)!, result.GetValue(dryRun), result.GetValue(settings) ?? [],
                async (services, content, regions) =>
                {
                    var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                    var officers = services.GetRequiredService<Officers>();
                    var officer = await services.GetRequiredService<Database>().ReadAsync(
                        async session => (inviter = await PersonStore.FindAsync(session, "telegram", result.GetValue(by)!)) is { } found
                            ? await officers.OfAsync(session, found, now)
                            : null,
                        cancel);
                    return officer is null
                        ? new ImportRead<OfficerRow>([], [new RejectedLine(1, $"nobody on Telegram has the id {result.GetValue(by)} here; they must write to the bot first")], 0)
                        : OfficerList.Read(content, regions, officer);
                },
                async (services, rows) =>
                {
                    var codes = await services.GetRequiredService<Database>().WriteAsync(
                        session => OfficerList.InviteAsync(
                            session, rows, inviter!.Id, services.GetRequiredService<RandomLetters>(), services.GetRequiredService<TimeProvider>().GetUtcNow()),
                        cancel);
                    foreach (var (row, code) in rows.Zip(codes))
                    {
                        await Console.Out.WriteLineAsync($"{row.Role.Name()};{AreaNames.Write(row.Area)};{row.Name};/peran {code}");
                    }
                },
                cancel);
        });
        return command;
    }

    private static Command Verb<T>(
        string name, string description, Option<string[]> settings, Func<byte[], Regions, ImportRead<T>> read, Func<Session, IReadOnlyList<T>, Task> write)
    {
        var (file, dryRun) = Input();
        var command = new Command(name, description) { file, dryRun };
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(file)!, result.GetValue(dryRun), result.GetValue(settings) ?? [],
            (_, content, regions) => Task.FromResult(read(content, regions)),
            (services, rows) => services.GetRequiredService<Database>().WriteAsync(session => write(session, rows), cancel),
            cancel));
        return command;
    }

    private static (Argument<string> File, Option<bool> DryRun) Input() => (
        new Argument<string>("file") { Description = "A CSV file in UTF-8, with commas or semicolons." },
        new Option<bool>("--dry-run") { Description = "Only look at the file." });

    private static async Task<int> RunAsync<T>(
        string file, bool isDryRun, IEnumerable<string> settings, Func<IServiceProvider, byte[], Regions, Task<ImportRead<T>>> read,
        Func<IServiceProvider, IReadOnlyList<T>, Task> write, CancellationToken cancel)
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
        var list = await read(app.Services, await File.ReadAllBytesAsync(file, cancel), regions);
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

        await write(app.Services, list.Rows);
        await Console.Out.WriteLineAsync($"{list.Rows.Count} line(s) were imported.");
        return ExitCode.Fine;
    }

    private static string Columns((string[] Required, string[] Optional) columns) =>
        string.Join(',', columns.Required) + (columns.Optional.Length == 0 ? "" : $"; optional {string.Join(',', columns.Optional)}");
}
