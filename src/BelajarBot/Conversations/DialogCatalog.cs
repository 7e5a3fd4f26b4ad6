using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
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
    Database database, IOptions<DialogsOptions> options, IOptions<RemindersOptions> reminders, DialogLoads loads, IEnumerable<ICapability> capabilities,
    TimeProvider time, ILogger<DialogCatalog> logger)
{
    private readonly List<CommandContract> contracts = [.. capabilities.Select(each => each.Contract)];

    private DialogLibrary? current;
    private string? lastComplaint;
    private long lastOverride;

    /// <summary>The dialogs that turns use.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been loaded yet.</exception>
    internal DialogLibrary Current => Volatile.Read(ref current) ?? throw new InvalidOperationException("The dialogs are not loaded yet.");

    /// <summary>What <see cref="DialogFolder.Stamp"/> was for the files that were read last, good or bad.</summary>
    internal int Stamp { get; private set; }

    /// <summary>Loads the dialogs for the first time.</summary>
    /// <exception cref="DialogsException">They have errors: the bot must not start.</exception>
    internal async Task LoadAsync(CancellationToken cancel)
    {
        var (loaded, last) = await ReadAsync(cancel);
        if (loaded.Library is null)
        {
            throw new DialogsException(loaded.Problems);
        }

        await UseAsync(loaded, last, cancel);
    }

    /// <summary>Loads the dialogs again; when they have errors the last good ones stay, and the log says what is wrong, once.</summary>
    internal async Task ReloadAsync(CancellationToken cancel)
    {
        var (loaded, last) = await ReadAsync(cancel);
        if (loaded.Library is not null)
        {
            lastComplaint = null;
            await UseAsync(loaded, last, cancel);
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

    /// <summary>Takes what administrators have written over the programmes since the last look; usually there is nothing.</summary>
    internal async Task TakeOverridesAsync(CancellationToken cancel)
    {
        if (await database.ReadAsync(ProgrammeOverrides.LastAsync, cancel) == lastOverride)
        {
            return;
        }

        var (overrides, last) = await database.ReadAsync(ReadOverridesAsync, cancel);
        DialogLibrary before;
        DialogLibrary now;
        do
        {
            before = Current;
            now = before.With(overrides);
        }
        while (Interlocked.CompareExchange(ref current, now, before) != before);

        // Noted at the end: what fails here is done again at the next look.
        await FollowDatesAsync(before, now, cancel);
        lastOverride = last;
    }

    /// <summary>
    /// The dialogs with every revision that these conversations stand on. One may be missing from memory: somebody began
    /// on it in the moment of a reload, or on another process that has newer files.
    /// </summary>
    internal async Task<DialogLibrary> WithRevisionsOfAsync(Session session, IReadOnlyList<Conversation> conversations)
    {
        var library = Current;
        foreach (var conversation in conversations.Where(c => c.IsUnfinished && library.Find(c.Dialog, c.Revision) is null))
        {
            if (await RevisionStore.FindAsync(session, conversation.Dialog, conversation.Revision) is { } source
                && DialogLoader.Add(library, source) is { } wider)
            {
                // Kept for the next turn, unless a reload or another turn was faster: then the next turn looks again.
                Interlocked.CompareExchange(ref current, wider, library);
                library = wider;
            }
            else
            {
                LogLost(conversation.Dialog, conversation.Revision);
            }
        }

        return library;
    }

    private async Task<(LoadedDialogs Loaded, long LastOverride)> ReadAsync(CancellationToken cancel)
    {
        // Before the files are read: what changes meanwhile is then a change.
        var stamp = DialogFolder.Stamp(options.Value.Folder);
        var inUse = await database.ReadAsync(RevisionStore.InUseAsync, cancel);
        var (overrides, last) = await database.ReadAsync(ReadOverridesAsync, cancel);
        var loaded = await loads.LoadAsync(options.Value.Folder, stamp, inUse, contracts, overrides, cancel);
        Stamp = stamp;
        return (loaded, last);
    }

    private static async Task<(List<ProgrammeOverride> Overrides, long Last)> ReadOverridesAsync(Session session)
    {
        // The number first: what is added in between is then found at the next look.
        var last = await ProgrammeOverrides.LastAsync(session);
        return (await ProgrammeOverrides.AllAsync(session), last);
    }

    private async Task FollowDatesAsync(DialogLibrary? before, DialogLibrary library, CancellationToken cancel)
    {
        var count = await RescheduledConversations.FollowAsync(database, before, library, time, cancel);
        if (count > 0)
        {
            LogRescheduled(count);
        }
    }

    private async Task UseAsync(LoadedDialogs loaded, long overridesUntil, CancellationToken cancel)
    {
        var before = current;

        // The sources are kept before anybody can begin with them, so that no conversation is ever without its revision.
        await database.WriteAsync(session => RevisionStore.KeepAsync(session, loaded.Sources, time.GetUtcNow()), cancel);
        var library = loaded.Library!.With(reminders.Value.Quiet, reminders.Value.PerWeek);
        Volatile.Write(ref current, library);
        LogLoaded(library.Dialogs.Length, library.Dialogs.Count(dialog => before?.Find(dialog.Id)?.Revision != dialog.Revision));

        // People are carried over last. Both revisions are at hand by then, so a turn in between finds its own; and when
        // the process ends in the middle, those who are left stand where they stood and are carried over at the next start.
        foreach (var dialog in library.Dialogs.Where(dialog => dialog.Moved.Count > 0 || dialog.Drop != DropRule.Finish))
        {
            var moved = await MovedConversations.MoveAllAsync(database, library, dialog, time.GetUtcNow(), cancel);
            if (moved > 0)
            {
                LogMoved(moved, dialog.Id, dialog.Revision);
            }
        }

        await FollowDatesAsync(before, library, cancel);
        lastOverride = overridesUntil;
    }

    [LoggerMessage(2101, LogLevel.Information, "{Count} dialogs are loaded, {Changed} of them new or changed")]
    private partial void LogLoaded(int count, int changed);

    [LoggerMessage(2102, LogLevel.Error, "The changed dialogs have {Count} errors; the last good ones stay in use:\n{Problems}")]
    private partial void LogKept(int count, string problems);

    [LoggerMessage(2104, LogLevel.Information, "{Count} conversations were moved to revision {Revision} of {Dialog}")]
    private partial void LogMoved(int count, string dialog, string revision);

    [LoggerMessage(2106, LogLevel.Information, "{Count} conversations are due at another moment, because a date of a programme or a rule has changed")]
    private partial void LogRescheduled(int count);

    [LoggerMessage(2105, LogLevel.Error, "Revision {Revision} of {Dialog} is lost; whoever is in it goes on with today's")]
    private partial void LogLost(string dialog, string revision);
}
