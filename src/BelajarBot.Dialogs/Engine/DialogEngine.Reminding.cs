using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Reminders;

namespace BelajarBot.Dialogs.Engine;

/// <content>What the clock brings about: the end of a wait, reminders, and what people do about those.</content>
public static partial class DialogEngine
{
    /// <summary>
    /// The clock has come to the moment that the conversation was due: a wait is over, a reminder is, or the human who took over
    /// is done. A moment that is no longer the conversation's own does nothing.
    /// </summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Wake(Dialog dialog, Conversation before, TurnContext context)
    {
        if (IsGivenBack(before, context))
        {
            return Return(dialog, before, context);
        }

        var turn = new TurnBuilder(dialog, before, context, isByClock: true);
        if (!DueTimes.HasReminders(before) || DueTimes.Next(dialog, before, context) is not { } due || due > context.Now)
        {
            return turn.ToTurn();
        }

        if (before.WaitingUntil is null)
        {
            Remind(turn, before);
        }
        else if (dialog.Find(before.Step) is { } step)
        {
            Follow(turn, step, step.Wake(turn));
        }
        else
        {
            GoOnWithoutStep(turn);
        }

        return turn.ToTurn();
    }

    /// <summary>A date of a programme has changed: the conversation as it is, with the moment at which the clock looks at it next.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation.</param>
    /// <param name="context">The moment and the person.</param>
    public static Conversation Reschedule(Dialog dialog, Conversation before, TurnContext context) =>
        before with { DueAt = DueTimes.Next(dialog, before, context) };

    /// <summary>The reminders that come if the person does nothing, with their moments.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="context">The moment and the person.</param>
    public static IEnumerable<(string Rule, DateTimeOffset At)> Coming(Dialog dialog, Conversation conversation, TurnContext context) =>
        DueTimes.Scheduled(dialog, conversation, context).Select(entry => (entry.Rule.Id, entry.At));

    /// <summary>The person wants a reminder later.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, open.</param>
    /// <param name="rule">The reminder, one of the dialog's.</param>
    /// <param name="days">In how many days.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn PutOff(Dialog dialog, Conversation before, ReminderRule rule, int days, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, before, context);
        turn.PutOff(rule, context.Policy.After(context.Now.AddDays(days), context.Contact.Zone));
        turn.SayBot("later");
        return turn.ToTurn();
    }

    /// <summary>The person wants no more reminders of this dialog.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, unfinished.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn StopReminding(Dialog dialog, Conversation before, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, before with { HasNoReminders = true }, context);
        turn.SayBot("no_reminders");
        return turn.ToTurn();
    }

    /// <summary>
    /// Decides on what is due: of several the latest is said, since nobody is told the same twice after an outage; the rest,
    /// and what is not needed any more, is left out with its reason.
    /// </summary>
    private static void Remind(TurnBuilder turn, Conversation before)
    {
        var (dialog, context) = (turn.Dialog, turn.Context);
        var due = dialog.Reminders
            .Select(rule => (Rule: rule, At: DueTimes.DueAt(rule, dialog, before, context), IsNeeded: rule.Unless is null || !turn.Holds(rule.Unless)))
            .Where(entry => entry.At <= context.Now)
            .OrderBy(entry => entry.IsNeeded).ThenBy(entry => entry.At).ThenBy(entry => entry.Rule.Id == before.PutOff?.Rule)
            .ToList();
        foreach (var (index, (rule, at, isNeeded)) in due.Index())
        {
            var reminder = new DueReminder(dialog.Id, dialog.Revision, rule.Id, at!.Value);
            var fate = !isNeeded ? new ReminderFate.Drop(ReminderReason.Unless)
                : index < due.Count - 1 || (DueTimes.DateOf(rule, dialog, context.Programmes) is { } date && context.Told.Contains(date)) ? new ReminderFate.Drop(ReminderReason.Superseded)
                : context.Policy.Decide(
                    new PendingReminder(reminder.Planned, rule.Validity, KeepsItsDay: rule.When is ReminderTime.ByDate),
                    context.Now, context.Contact.Zone, context.Contact.IsStopped, context.Contact.Reminded);
            switch (fate)
            {
                case ReminderFate.Wait wait:
                    turn.Delay(rule, wait.Until);
                    turn.Add(new DelayReminder(reminder, wait.Until, wait.Reason));
                    break;
                case ReminderFate.Drop drop:
                    turn.MarkReminded(rule);
                    turn.Add(new MissReminder(reminder, drop.Reason));
                    break;
                default:
                    turn.MarkReminded(rule);
                    turn.Remind(rule, reminder);
                    break;
            }
        }
    }
}
