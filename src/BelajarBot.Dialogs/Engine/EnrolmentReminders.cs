using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Reminders of those who take part in a programme: an enrolment is to the engine a conversation in what its programme reminds of.</summary>
public static class EnrolmentReminders
{
    /// <summary>An enrolment of which nobody was reminded yet.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="cycle">The cycle.</param>
    /// <param name="enrolledAt">Since when they take part.</param>
    public static Conversation New(string program, string cycle, DateTimeOffset enrolledAt) =>
        new(Programmes.Prefix + program, "", 0, enrolledAt, enrolledAt) { Cycle = cycle };

    /// <summary>When the clock should look at it; null for never.</summary>
    /// <param name="library">The dialogs and programmes.</param>
    /// <param name="enrolment">The enrolment.</param>
    /// <param name="context">The moment and the person.</param>
    public static DateTimeOffset? DueAt(DialogLibrary library, Conversation enrolment, TurnContext context) =>
        library.FindReminding(enrolment.Dialog) is { } reminding ? DialogEngine.Reschedule(reminding, enrolment, context).DueAt : null;

    /// <summary>What becomes of an answer: the enrolment after it and what is said; null when there is nothing (any more) to answer.</summary>
    /// <param name="library">The dialogs and programmes.</param>
    /// <param name="enrolment">The enrolment.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn? Answer(DialogLibrary library, Conversation enrolment, AnswerEnrolment answer, TurnContext context)
    {
        if (library.FindReminding(enrolment.Dialog) is not { IsOfProgramme: true } reminding)
        {
            return null;
        }

        if (answer.Days == 0)
        {
            return Kept(DialogEngine.StopReminding(reminding, enrolment, context));
        }

        return !enrolment.HasNoReminders && reminding.Reminders.FirstOrDefault(rule => rule.Id == answer.Rule) is { } rule
            ? Kept(DialogEngine.PutOff(reminding, enrolment, rule, answer.Days, context)) : null;

        // An answer begins no new silence: they take part since they enrolled, and what was said stays said, except what they want again.
        Turn Kept(Turn turn)
        {
            var next = turn.Next with { TouchedAt = enrolment.TouchedAt, Reminded = enrolment.Reminded.RemoveAll(IsWanted) };
            return turn with { Next = DialogEngine.Reschedule(reminding, next, context) };
        }

        bool IsWanted(string mark) => answer.Days > 0 && (mark == answer.Rule || mark.StartsWith($"{answer.Rule}@", StringComparison.Ordinal));
    }
}
