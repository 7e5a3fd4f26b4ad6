using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Programs;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary><c>program</c>: what is known of a programme and how sure it is; <c>set</c> and <c>unset</c> change it, with the name of who did.</summary>
internal static class ProgramVerb
{
    private const int MostHistory = 20;

    internal static Command Command(Option<string[]> settings)
    {
        var id = new Argument<string?>("id") { Description = "The programme, for example pembatik; all of them when left out.", DefaultValueFactory = _ => null };
        var language = new Option<string>("--lang") { Description = "The language of the report: id or en.", DefaultValueFactory = _ => "id", Recursive = true };
        language.AcceptOnlyFromAmong("id", "en");
        var command = new Command("program", "Show what is known of a programme, with where it comes from and how sure it is, and change it.") { id, language };
        command.SetAction((result, cancel) => ShowAsync(
            result.GetValue(id), new ProgrammeReport(result.GetValue(language) == "en"), result.GetValue(settings) ?? [], cancel));
        command.Add(ChangeCommand("set", "Write a value over the file: set 2026 pendaftaran_tutup 2026-07-15, or set - jam_bantuan \"…\" for a fact or link.", takesValue: true));
        command.Add(ChangeCommand("unset", "Let the file's own value count again.", takesValue: false));
        return command;

        Command ChangeCommand(string name, string description, bool takesValue)
        {
            var cycle = new Argument<string>("cycle") { Description = "The cycle, for example 2026; - for a fact or link." };
            var key = new Argument<string>("key") { Description = "The date, fact or link; state for the state of the cycle." };
            var value = new Argument<string>("value") { Description = "The new value." };
            var by = new Option<string>("--by") { Description = "Who changes it; your name on this computer when left out.", DefaultValueFactory = _ => Environment.UserName };
            var reason = new Option<string?>("--reason") { Description = "Why, for those who read the history." };
            var dryRun = new Option<bool>("--dry-run") { Description = "Only say whom it would concern." };
            var change = new Command(name, description) { cycle, key, by, reason, dryRun };
            if (takesValue)
            {
                change.Add(value);
            }

            change.SetAction((result, cancel) => ChangeAsync(
                new Request(
                    result.GetValue(id), result.GetValue(cycle)! is "-" ? "" : result.GetValue(cycle)!, result.GetValue(key)!,
                    takesValue ? result.GetValue(value) : null, result.GetValue(by)!, result.GetValue(reason), result.GetValue(dryRun)),
                new ProgrammeReport(result.GetValue(language) == "en"), result.GetValue(settings) ?? [], cancel));
            return change;
        }
    }

    private static async Task<int> ShowAsync(string? id, ProgrammeReport report, IEnumerable<string> settings, CancellationToken cancel)
    {
        await using var app = BotHost.CreateBuilder(settings).Build();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        List<ProgrammeOverride> overrides = [];
        List<WrittenChange> history = [];
        try
        {
            var database = await OpenAsync(app, cancel);
            overrides = await database.ReadAsync(ProgrammeOverrides.AllAsync, cancel);
            history = id is null ? [] : await database.ReadAsync(session => ProgrammeChanges.HistoryAsync(session, id, MostHistory), cancel);
        }
        catch (StorageException trouble) when (trouble.Trouble == StorageTrouble.InUse)
        {
            await Console.Error.WriteLineAsync(report.Say(
                "Bot sedang berjalan dan memegang berkas SQLite. Ini isi berkas program, tanpa perubahan dari pengelola.",
                "The bot is running and has the SQLite file. This is what the programme files say, without what administrators changed."));
        }

        var library = await LoadAsync(settings, overrides, cancel);
        if (id is null)
        {
            foreach (var each in library.Programmes.All)
            {
                await Console.Out.WriteLineAsync(report.Headline(each));
            }

            return ExitCode.Fine;
        }

        if (library.Programmes.Find(id) is not { } programme)
        {
            return await UnknownAsync(id, library, report);
        }

        foreach (var line in report.Of(programme, now))
        {
            await Console.Out.WriteLineAsync(line);
        }

        if (history.Count > 0)
        {
            await Console.Out.WriteLineAsync(report.Say("Diubah pengelola:", "Changed by administrators:"));
        }

        foreach (var change in history)
        {
            await Console.Out.WriteLineAsync(report.Written(change));
        }

        return ExitCode.Fine;
    }

    private static async Task<int> ChangeAsync(Request request, ProgrammeReport report, IEnumerable<string> settings, CancellationToken cancel)
    {
        await using var app = BotHost.CreateBuilder(settings).Build();
        Database database;
        try
        {
            database = await OpenAsync(app, cancel);
        }
        catch (StorageException trouble) when (trouble.Trouble == StorageTrouble.InUse)
        {
            await Console.Error.WriteLineAsync(report.Say(
                "Bot sedang berjalan dan memegang berkas SQLite. Hentikan bot sebentar, atau ubah berkas di dialogs/programs: bot mengambilnya sendiri dalam beberapa detik.",
                "The bot is running and has the SQLite file. Stop it for a moment, or change the file in dialogs/programs: the bot takes it by itself within a few seconds."));
            return ExitCode.CouldNot;
        }

        var library = await LoadAsync(settings, await database.ReadAsync(ProgrammeOverrides.AllAsync, cancel), cancel);
        if (library.Programmes.Find(request.Program) is not { } programme)
        {
            return await UnknownAsync(request.Program ?? "", library, report);
        }

        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var change = new ProgrammeOverride(programme.Id, request.Cycle, request.Key, request.Value, request.By, now);
        if (Programmes.Mistake(programme, change) is { } mistake)
        {
            await Console.Error.WriteLineAsync(report.Say(mistake.Message, mistake.English));
            return ExitCode.WrongUsage;
        }

        await Console.Out.WriteLineAsync(report.Concerned(await database.ReadAsync(session => ProgrammeChanges.PreviewAsync(session, library, change), cancel)));
        if (request.IsDryRun)
        {
            await Console.Out.WriteLineAsync(report.Say("Tidak ada yang ditulis (--dry-run).", "Nothing was written (--dry-run)."));
            return ExitCode.Fine;
        }

        await database.WriteAsync(session => ProgrammeChanges.WriteAsync(session, change, request.Reason), cancel);
        await Console.Out.WriteLineAsync(report.Written(new WrittenChange(change.Cycle, change.Key, change.Value, change.By, change.At, request.Reason)).Trim());
        return ExitCode.Fine;
    }

    private static async Task<int> UnknownAsync(string id, DialogLibrary library, ProgrammeReport report)
    {
        var list = string.Join(", ", library.Programmes.All.Select(programme => programme.Id).DefaultIfEmpty("-"));
        await Console.Error.WriteLineAsync(report.Say($"Tidak ada program \"{id}\". Yang ada: {list}.", $"There is no programme \"{id}\". There are: {list}."));
        return ExitCode.WrongUsage;
    }

    private static async Task<DialogLibrary> LoadAsync(IEnumerable<string> settings, IEnumerable<ProgrammeOverride> overrides, CancellationToken cancel)
    {
        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(await Settings.DialogFolderAsync(settings), cancel), [], BotHost.Contracts, overrides);
        return loaded.Library ?? throw new DialogsException(loaded.Problems);
    }

    private static async Task<Database> OpenAsync(WebApplication app, CancellationToken cancel)
    {
        Settings.Check(app.Services);
        var database = app.Services.GetRequiredService<OpenDatabase>();
        await database.OpenAsync(cancel);
        return database.Database;
    }

    /// <summary>What somebody wants to change.</summary>
    private sealed record Request(string? Program, string Cycle, string Key, string? Value, string By, string? Reason, bool IsDryRun);
}
