using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Storage;

namespace BelajarBot.Programs;

/// <summary>Whom a change of a programme concerns.</summary>
/// <param name="Enrolled">People who are enrolled in the cycle.</param>
/// <param name="InDialogs">People in the middle of a dialog of the programme.</param>
/// <param name="Reminded">People whose next reminder goes by the date.</param>
internal sealed record ConcernedPeople(long Enrolled, long InDialogs, long Reminded);

/// <summary>One line of a programme's history.</summary>
internal sealed record WrittenChange(string Cycle, string Key, string? Value, string By, DateTimeOffset At, string? Reason);

/// <summary>What administrators change of programmes: looked at first, then written with their name, never deleted.</summary>
internal static class ProgrammeChanges
{
    /// <summary>Whom a change would concern.</summary>
    internal static async Task<ConcernedPeople> PreviewAsync(Session session, DialogLibrary library, ProgrammeOverride change)
    {
        // A fact holds in every cycle; those who take part now are concerned.
        var cycle = change.Cycle.Length > 0 ? change.Cycle : library.CycleOf(change.Program);
        var enrolled = await session.ScalarAsync<long>(
            "select count(*) from enrolment where program = @Program and cycle = @cycle", new { change.Program, cycle });
        var inDialogs = 0L;
        foreach (var dialog in library.Dialogs.Where(dialog => dialog.Program == change.Program))
        {
            inDialogs += await session.ScalarAsync<long>(
                "select count(*) from conversation where dialog = @Id and status in ('open', 'paused', 'calling', 'handed_over')", new { dialog.Id });
        }

        var reminded = 0L;
        foreach (var dialog in RescheduledConversations.DialogsBy(library, new HashSet<(string, string)> { (change.Program, change.Key) }))
        {
            reminded += library.FindReminding(dialog) is { IsOfProgramme: true } reminding
                ? await session.ScalarAsync<long>("select count(*) from enrolment where program = @Program and cycle = @cycle", new { reminding.Program, cycle })
                : await session.ScalarAsync<long>("select count(*) from conversation where dialog = @dialog and status in ('open', 'calling')", new { dialog });
        }

        return new ConcernedPeople(enrolled, inDialogs, reminded);
    }

    /// <summary>Writes a change; every process takes it within seconds.</summary>
    internal static Task WriteAsync(Session session, ProgrammeOverride change, string? reason) =>
        ProgrammeOverrides.AddAsync(session, change, reason);

    /// <summary>What was changed of a programme, the newest first.</summary>
    internal static Task<List<WrittenChange>> HistoryAsync(Session session, string program, int most) =>
        session.QueryAsync<WrittenChange>(
            "select cycle, key, value, by, at, reason from programme_override where program = @program order by id desc limit @most",
            new { program, most });
}
