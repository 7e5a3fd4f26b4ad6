using System.Globalization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Submissions;

namespace BelajarBot.Events;

/// <content>
/// The agenda of a PMO meeting: the issues that people raised, what is decided on each, and what follows. An officer finds those on it that
/// they may review.
/// </content>
internal sealed partial class EventCommand
{
    private const int MostDecision = 500;
    private const int MostIssue = 300;

    private static async Task ShowAgendaAsync(Step step)
    {
        var (turn, words) = (step.Turn, step.Words);
        var items = await Agenda.OfEventAsync(turn.Session, step.Id, turn.Officer);
        var lines = new List<string>();
        foreach (var item in items)
        {
            lines.Add(words["agenda_line",
                ("number", SubmissionWords.Number(item.SubmissionId)), ("issue", await IssueAsync(turn, item)), ("decision", item.Decision ?? words["agenda_undecided"].Text)].Text);
        }

        // A row for each whose issues are shown: they find in /privasi that it was read.
        foreach (var (personId, count) in items.CountBy(item => item.PersonId))
        {
            await turn.AuditAsync("kegiatan.agenda", step.Event.Area, personId, string.Create(CultureInfo.InvariantCulture, $"{step.Id}: {count}"));
        }

        await turn.SayInPrivateAsync(
            items.Count == 0 ? words["agenda_empty"] : words["agenda", ("title", step.Event.Title), ("lines", string.Join("\n\n", lines))],
            [
                .. items.Where(item => item.Decision is null).Select(item => step.Button(
                    "decide_button", "putus", item.SubmissionId.ToString(CultureInfo.InvariantCulture), ("number", SubmissionWords.Number(item.SubmissionId)))),
                step.Button("manage_button", "kelola"), turn.MenuButton,
            ]);
    }

    /// <summary>The issue in the words of whoever raised it, without their name.</summary>
    private static async Task<string> IssueAsync(CapabilityTurn turn, AgendaItem item)
    {
        var submission = (await SubmissionStore.FindOwnAsync(turn.Session, item.SubmissionId, item.PersonId))!;
        return string.Join('\n', (await SubmissionWords.LinesAsync(turn.Scope, submission))
            .Select(line => $"{line.Label}: {line.Words.ShortenTo(MostIssue)}"));
    }

    /// <summary>Takes the decision on an issue, once: who presses an old button or was slower sees what was decided. Whoever raised it is told, and the follow-up gets its owner and its day.</summary>
    private static async Task DecideAsync(Step step)
    {
        var (turn, words) = (step.Turn, step.Words);
        var items = await Agenda.OfEventAsync(turn.Session, step.Id, turn.Officer);
        if (items.Find(each => each.SubmissionId.ToString(CultureInfo.InvariantCulture) == step.Rest) is not { Decision: null } item)
        {
            await ShowAgendaAsync(step);
            return;
        }

        var number = SubmissionWords.Number(item.SubmissionId);
        if (step.Written is not { Length: > 0 and <= MostDecision } decision)
        {
            turn.Await($"{EventWords.Arguments("putus", step.Id)}.{step.Rest}");
            await turn.SayAsync(
                turn.Said is null ? words["ask_decision", ("number", number)] : words["decision_wrong", ("most", words.Number(MostDecision))], step.Button("keep_button", "agenda"));
            return;
        }

        if (!await Agenda.DecideAsync(turn.Session, item, decision, turn.Now))
        {
            await ShowAgendaAsync(step);
            return;
        }

        await SubmissionStore.NoteAsync(turn.Session, item.SubmissionId, turn.Person.Id, SubmissionAct.Decided, decision, turn.Now);
        await turn.TellAsync(item.PersonId, language => new EventWords(turn.Library, language)[
            "decision_notice", ("number", number), ("title", step.Event.Title), ("decision", decision)]);
        var title = $"{number}: {decision.TrimEnd('.')}";
        var task = await EventTasks.AddAsync(turn.Session, step.Id, title.ShortenTo(MostTask - 1));
        await Agenda.SetTaskAsync(turn.Session, item, task);
        await AskOwnerAsync(step, task, words["decided", ("number", number)]);
    }

    /// <summary>Whoever raised the issue that a task follows from is told of it.</summary>
    private static async Task TellRaiserAsync(CapabilityTurn turn, long taskId, Func<EventWords, RichText> say)
    {
        if (await Agenda.OfTaskAsync(turn.Session, taskId) is { } item && item.PersonId != turn.Person.Id)
        {
            await turn.TellAsync(item.PersonId, language => say(new EventWords(turn.Library, language)));
        }
    }
}
