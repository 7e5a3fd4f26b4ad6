using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Changes;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary><c>publish</c> and <c>diff</c>: what a change of the dialogs means, in words, and for whom.</summary>
internal static class PublishVerb
{
    internal static Command PublishCommand(Option<string[]> settings)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would happen." };
        var language = Language();
        var command = new Command("publish", "Check the dialogs, say what changes and who stands where, and write the new revisions to the database.") { dryRun, language };
        command.SetAction((result, cancel) => PublishAsync(
            result.GetValue(dryRun), result.GetValue(language) == "en", result.GetValue(settings) ?? [], cancel));
        return command;
    }

    internal static Command DiffCommand(Option<string[]> settings)
    {
        var before = new Argument<string>("old") { Description = "The folder as it was; alone: the folder to compare with what the database says is running." };
        var after = new Argument<string?>("new") { Description = "The folder as it will be.", DefaultValueFactory = _ => null };
        var language = Language();
        var command = new Command("diff", "Say in words what a publish changes.") { before, after, language };
        command.SetAction((result, cancel) => DiffAsync(
            result.GetValue(before)!, result.GetValue(after), result.GetValue(language) == "en", result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static Option<string> Language()
    {
        var language = new Option<string>("--lang") { Description = "The language of the report: id or en.", DefaultValueFactory = _ => "id" };
        language.AcceptOnlyFromAmong("id", "en");
        return language;
    }

    private static async Task<int> DiffAsync(string old, string? now, bool isEnglish, IEnumerable<string> settings, CancellationToken cancel)
    {
        var words = new ChangeWords(isEnglish);
        var after = await LoadAsync(now ?? old, cancel);
        IEnumerable<Dialog> before;
        if (now is not null)
        {
            before = (await LoadAsync(old, cancel)).Library!.Dialogs;
        }
        else
        {
            await using var app = BotHost.CreateBuilder(settings).Build();
            before = Dialogs(after.Library!, await (await OpenAsync(app, cancel)).ReadAsync(RevisionStore.RunningAsync, cancel));
        }

        await ReportAsync(words, DialogDifference.Between(before, after.Library!.Dialogs), []);
        return ExitCode.Fine;
    }

    private static async Task<int> PublishAsync(bool isDryRun, bool isEnglish, IEnumerable<string> settings, CancellationToken cancel)
    {
        var loaded = await LoadAsync(await Settings.DialogFolderAsync(settings), cancel);
        await using var app = BotHost.CreateBuilder(settings).Build();
        Database database;
        try
        {
            database = await OpenAsync(app, cancel);
        }
        catch (StorageException trouble) when (trouble.Trouble == StorageTrouble.InUse)
        {
            await Console.Error.WriteLineAsync(isEnglish
                ? "The bot is running and has the SQLite file. The dialogs pass the checks, and it takes the changed files by itself within a few seconds. To see what changes, compare two folders: diff <old> <new>."
                : "Bot sedang berjalan dan memegang berkas SQLite. Dialog lulus pemeriksaan, dan bot mengambil berkas yang berubah sendiri dalam beberapa detik. Untuk melihat perubahannya, bandingkan dua folder: diff <lama> <baru>.");
            return ExitCode.CouldNot;
        }

        var (running, standing) = await database.ReadAsync(
            async session => (await RevisionStore.RunningAsync(session), await RevisionStore.StandingAsync(session)), cancel);
        var library = loaded.Library!;
        var inUse = await database.ReadAsync(RevisionStore.InUseAsync, cancel);
        var older = Dialogs(library, inUse).ToDictionary(dialog => (dialog.Id, dialog.Revision));
        await ReportAsync(
            new ChangeWords(isEnglish),
            DialogDifference.Between(Dialogs(library, running), library.Dialogs),
            [.. standing.Select(row => (row.Dialog, Standing.Of(
                row.Revision, row.Step, row.Count, older.GetValueOrDefault((row.Dialog, row.Revision)), library.Find(row.Dialog))))]);
        if (isDryRun)
        {
            await Console.Out.WriteLineAsync(isEnglish ? "Nothing was written (--dry-run)." : "Tidak ada yang ditulis (--dry-run).");
            return ExitCode.Fine;
        }

        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await database.WriteAsync(session => RevisionStore.KeepAsync(session, loaded.Sources, now), cancel);
        await Console.Out.WriteLineAsync(isEnglish ? $"{library.Dialogs.Length} dialogs are published." : $"{library.Dialogs.Length} dialog diterbitkan.");
        return ExitCode.Fine;
    }

    private static async Task ReportAsync(
        ChangeWords words, IReadOnlyList<DialogDifference> differences, IReadOnlyList<(string Dialog, Standing Standing)> standing)
    {
        if (differences.Count == 0)
        {
            await Console.Out.WriteLineAsync(words.Nothing);
        }

        foreach (var dialog in differences.Select(difference => difference.Dialog).Union(standing.Select(row => row.Dialog)).Order(StringComparer.Ordinal))
        {
            await Console.Out.WriteLineAsync(dialog);
            foreach (var change in differences.FirstOrDefault(difference => difference.Dialog == dialog)?.Changes ?? [])
            {
                await Console.Out.WriteLineAsync($"  {words.Say(change)}");
            }

            var people = standing.Where(row => row.Dialog == dialog).Select(row => row.Standing).ToList();
            if (people.Count > 0)
            {
                await Console.Out.WriteLineAsync($"  {words.InDialog(people.Sum(row => row.Count))}");
            }

            foreach (var line in people.Select(words.Say).OfType<string>())
            {
                await Console.Out.WriteLineAsync($"  {line}");
            }
        }
    }

    private static async Task<LoadedDialogs> LoadAsync(string folder, CancellationToken cancel)
    {
        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(folder, cancel), [], BotHost.Contracts);
        return loaded.Library is null ? throw new DialogsException(loaded.Problems) : loaded;
    }

    private static async Task<Database> OpenAsync(WebApplication app, CancellationToken cancel)
    {
        Settings.Check(app.Services);
        var database = app.Services.GetRequiredService<OpenDatabase>();
        await database.OpenAsync(cancel);
        return database.Database;
    }

    /// <summary>Dialogs from their kept files; one that cannot be read any more is left out.</summary>
    private static IEnumerable<Dialog> Dialogs(DialogLibrary library, IEnumerable<DialogSource> sources) => sources
        .Select(source => library.Find(source.Dialog, source.Revision) ?? DialogLoader.Add(library, source)?.Find(source.Dialog, source.Revision))
        .OfType<Dialog>();
}
