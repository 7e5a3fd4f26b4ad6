using System.Collections.Immutable;
using System.Text.Json;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Conversations;

/// <summary>Where the dialogs are: the section <c>Dialogs</c>.</summary>
internal sealed class DialogsOptions
{
    /// <summary>The folder with the dialog files. Default: <c>dialogs</c>, looked for here and in the folders above.</summary>
    public string Folder { get; set; } = "dialogs";

    /// <summary>Whether a changed file is loaded while the bot runs. Default: true.</summary>
    public bool Watch { get; set; } = true;
}

/// <summary>The dialogs cannot be used; the problems say why.</summary>
internal sealed class DialogsException(IReadOnlyList<Problem> problems)
    : Exception($"{problems.Count(p => p.Level == ProblemLevel.Error)} problems in the dialogs.")
{
    /// <summary>All of them, with their places.</summary>
    internal IReadOnlyList<Problem> Problems => problems;
}

/// <summary>
/// The dialogs as they are now. A change of the files is checked first and swapped in whole, or not at all; revisions that
/// people are still in stay, from the database.
/// </summary>
internal sealed partial class DialogCatalog(
    Database database, IOptions<DialogsOptions> options, TimeProvider time, ILogger<DialogCatalog> logger)
{
    private volatile DialogLibrary? current;
    private string? lastComplaint;

    /// <summary>The dialogs that turns use.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been loaded yet.</exception>
    internal DialogLibrary Current => current ?? throw new InvalidOperationException("The dialogs are not loaded yet.");

    /// <summary>What <see cref="DialogFolder.Stamp"/> was for the files that were read last, good or bad.</summary>
    internal int Stamp { get; private set; }

    /// <summary>Loads the dialogs for the first time.</summary>
    /// <exception cref="DialogsException">They have errors: the bot must not start.</exception>
    internal async Task LoadAsync(CancellationToken cancel)
    {
        var loaded = await ReadAsync(cancel);
        if (loaded.Library is null)
        {
            throw new DialogsException(loaded.Problems);
        }

        await UseAsync(loaded, cancel);
    }

    /// <summary>Loads the dialogs again; when they have errors the last good ones stay, and the log says what is wrong, once.</summary>
    internal async Task ReloadAsync(CancellationToken cancel)
    {
        var loaded = await ReadAsync(cancel);
        if (loaded.Library is not null)
        {
            lastComplaint = null;
            await UseAsync(loaded, cancel);
            return;
        }

        var errors = loaded.Problems.Where(problem => problem.Level == ProblemLevel.Error).ToList();
        var complaint = string.Join('\n', errors.Select(problem => $"  {problem}"));
        if (complaint != lastComplaint)
        {
            lastComplaint = complaint;
            LogKept(errors.Count, complaint);
        }
    }

    private async Task<LoadedDialogs> ReadAsync(CancellationToken cancel)
    {
        // Before the files are read: what changes meanwhile is then a change.
        var stamp = DialogFolder.Stamp(options.Value.Folder);
        var files = await DialogFolder.ReadAsync(options.Value.Folder, cancel);
        var inUse = await database.ReadAsync(RevisionsInUseAsync, cancel);
        Stamp = stamp;
        return DialogLoader.Load(files, inUse);
    }

    private async Task UseAsync(LoadedDialogs loaded, CancellationToken cancel)
    {
        var before = current;

        // The sources are kept before anybody can begin with them, so that no conversation is ever without its revision.
        await database.WriteAsync(session => KeepAsync(session, loaded.Sources, time.GetUtcNow()), cancel);
        current = loaded.Library;
        var changed = loaded.Library!.Dialogs.Count(dialog => before?.Find(dialog.Id)?.Revision != dialog.Revision);
        LogLoaded(loaded.Library.Dialogs.Length, changed);
    }

    private static async Task<List<DialogSource>> RevisionsInUseAsync(Session session)
    {
        var rows = await session.QueryAsync<(string Dialog, string Revision, string Source)>(
            """
            select dialog, revision, source from dialog_revision r
            where exists (select 1 from conversation c
                          where c.dialog = r.dialog and c.revision = r.revision and c.status in ('open', 'paused'))
            """);
        return rows.ConvertAll(row => new DialogSource(
            row.Dialog, row.Revision, JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(row.Source)!));
    }

    private static async Task KeepAsync(Session session, ImmutableArray<DialogSource> sources, DateTimeOffset now)
    {
        foreach (var source in sources)
        {
            await session.ExecuteAsync(
                """
                insert into dialog_revision (dialog, revision, source, first_loaded_at) values (@Dialog, @Revision, @files, @now)
                on conflict (dialog, revision) do nothing
                """,
                new { source.Dialog, source.Revision, files = JsonSerializer.Serialize(source.Files), now });
        }
    }

    [LoggerMessage(2101, LogLevel.Information, "{Count} dialogs are loaded, {Changed} of them new or changed")]
    private partial void LogLoaded(int count, int changed);

    [LoggerMessage(2102, LogLevel.Error, "The changed dialogs have {Count} errors; the last good ones stay in use:\n{Problems}")]
    private partial void LogKept(int count, string problems);
}
