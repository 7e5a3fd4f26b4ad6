using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// Carries a conversation over to another revision of its dialog, where the author wrote <c>moved</c> or <c>drop</c>. Nobody
/// is moved who would not find themselves before the same kind of question, and nobody is dropped whose step is still there:
/// they finish on the revision that they began with.
/// </summary>
public static class DialogMove
{
    /// <summary>The conversation on the other revision, or null when it stays where it is.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="from">The dialog on the conversation's revision.</param>
    /// <param name="to">The dialog as it is now.</param>
    public static Conversation? Move(Conversation conversation, Dialog from, Dialog to)
    {
        if (!conversation.IsUnfinished || conversation.Revision == to.Revision || conversation.Dialog != to.Id
            || from.Find(conversation.Step) is not { } step || Target(step, from, to) is not { } target)
        {
            return null;
        }

        return CarriedOver(conversation, from, to) with
        {
            Step = target.Id,
            Trail = [.. conversation.Trail.Select(passed => Successor(passed, to)).OfType<Step>().Where(passed => passed.Waits).Select(passed => passed.Id)],
        };
    }

    /// <summary>
    /// The conversation on the other revision, standing on nothing any more, where the author wrote <c>drop</c>; null when it
    /// stays. What becomes of it happens when the person comes next or when the clock wakes it: <see cref="DialogEngine"/> finds
    /// no step to stand on and does as the dialog says. So a publish writes to nobody, least of all in the night.
    /// </summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="from">The dialog on the conversation's revision.</param>
    /// <param name="to">The dialog as it is now.</param>
    /// <param name="soon">When the bot may speak to the person first.</param>
    public static Conversation? Drop(Conversation conversation, Dialog from, Dialog to, DateTimeOffset soon)
    {
        if (conversation.Status is not (ConversationStatus.Open or ConversationStatus.Paused) || conversation.Revision == to.Revision
            || conversation.Dialog != to.Id || !IsDropped(conversation.Step, from, to))
        {
            return null;
        }

        // A human is asked without being waited for; whoever only begins anew hears of it when they come, or when a wait ends.
        var isHandedOver = to.Drop == DropRule.Handover && conversation.Status == ConversationStatus.Open;
        var due = isHandedOver ? soon : conversation.WaitingUntil;
        return CarriedOver(conversation, from, to) with { Trail = [], WaitingUntil = due, DueAt = due ?? conversation.DueAt };
    }

    /// <summary>Whether <c>drop</c> decides for people who stand on this step: it is gone, and <c>moved</c> carries nobody from it.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="from">The dialog that they are in.</param>
    /// <param name="to">The dialog as it is now.</param>
    public static bool IsDropped(string? stepId, Dialog from, Dialog to) =>
        to.Drop != DropRule.Finish && to.Find(stepId) is null && (from.Find(stepId) is not { } step || Target(step, from, to) is null);

    private static Conversation CarriedOver(Conversation conversation, Dialog from, Dialog to) => conversation with
    {
        Revision = to.Revision,

        // A new number, so that the buttons of the question as it was are known for old ones.
        Question = conversation.Question + 1,
        FailedTries = 0,
        Answers = ValueSet.Of(conversation.Answers.Entries
            .Where(answer => IsKept(answer.Key, answer.Value, from, to))
            .Select(answer => new KeyValuePair<string, string?>(answer.Key, answer.Value))),
    };

    /// <summary>
    /// Where people go who stand on a step, when the author says so and it asks for the same type of answer; null when they
    /// stay. What waits without asking (for time to pass, for an officer) is finished where it began: a clock or a ticket hangs on it.
    /// </summary>
    /// <param name="step">The step that they stand on.</param>
    /// <param name="from">The dialog that it belongs to.</param>
    /// <param name="to">The dialog as it is now.</param>
    public static Step? Target(Step step, Dialog from, Dialog to) =>
        to.Moved.ContainsKey(step.Id)
        && step is { Waits: true, Asks: { } asked }
        && Successor(step.Id, to) is { Waits: true, Asks: { } asks } target
        && TypeOf(asked, from) is { } type && type == TypeOf(asks, to)
            ? target
            : null;

    /// <summary>
    /// The step itself where it still exists (naming it under <c>moved</c> carries people over to its new words); otherwise
    /// the one it was moved to; null when it is gone without a word.
    /// </summary>
    private static Step? Successor(string stepId, Dialog to) => to.Find(stepId) ?? to.Find(to.Moved.GetValueOrDefault(stepId));

    /// <summary>An answer keeps its meaning while its type stays and, for a choice, while somebody could still choose it.</summary>
    private static bool IsKept(string name, string value, Dialog from, Dialog to) =>
        TypeOf(name, to) is { } type && type == TypeOf(name, from)
        && (type != "choice" || to.Steps.OfType<ChoicesStep>().Any(step => step.Asks == name && step.Find(value) is not null));

    private static string? TypeOf(string answer, Dialog dialog) => dialog.Answers.GetValueOrDefault(answer)?.Type;
}
