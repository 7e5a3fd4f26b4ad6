using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Which dialog brings somebody on in a programme that they have begun.</summary>
public static class NextStep
{
    /// <summary>The marks of a programme in the order in which people reach them: those of its dialog that has the most.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="scope">The programme, or a dialog without one.</param>
    public static ImmutableArray<string> MilestonesOf(DialogLibrary library, string scope) =>
        GuideOf(library, scope)?.Milestones ?? [];

    /// <summary>
    /// The mark that comes next: the first after the farthest that was reached, since whoever has signed in has found the
    /// account, however they did. Null when the last one is reached.
    /// </summary>
    /// <param name="milestones">All marks, in order.</param>
    /// <param name="isReached">Whether one is reached.</param>
    public static string? NextOf(ImmutableArray<string> milestones, Func<string, bool> isReached)
    {
        for (var i = milestones.Length - 1; i >= 0; i--)
        {
            if (isReached(milestones[i]))
            {
                return milestones.ElementAtOrDefault(i + 1);
            }
        }

        return milestones.FirstOrDefault();
    }

    /// <summary>
    /// The dialog that leads to the next mark of a programme: the one for all of it, and when the person has been through
    /// that without reaching the mark, the one that is about the mark and little else.
    /// </summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="scope">The programme, or a dialog without one.</param>
    /// <param name="milestone">The next mark.</param>
    /// <param name="conversations">What the person has been through.</param>
    /// <param name="context">The moment and the person.</param>
    public static Dialog? DialogFor(
        DialogLibrary library, string scope, string milestone, IReadOnlyList<Conversation> conversations, TurnContext context)
    {
        var guide = GuideOf(library, scope);
        return library.Dialogs
            .Where(dialog => dialog.MilestoneScope == scope && dialog.Milestones.Contains(milestone) && DialogEngine.MayBegin(dialog, context))
            .OrderBy(dialog => conversations.Any(been => been.Dialog == dialog.Id && !been.IsUnfinished))
            .ThenBy(dialog => dialog != guide)
            .ThenBy(dialog => dialog.Milestones.Length)
            .FirstOrDefault();
    }

    /// <summary>The programmes in which the person has done anything in the present cycle and that are open; the one of which they heard last first.</summary>
    internal static Dialog? Find(DialogLibrary library, IReadOnlyList<Conversation> conversations, TurnContext context)
    {
        var touched = conversations.OrderByDescending(conversation => conversation.TouchedAt)
            .Select(conversation => library.Find(conversation.Dialog)?.Program)
            .Concat(context.Contact.Milestones.Keys.Select(mark => mark.Scope))
            .Concat(context.Contact.Enrolments)
            .Distinct();
        foreach (var scope in touched)
        {
            if (library.Programmes.Find(scope) is { State: CycleState.Open }
                && NextOf(MilestonesOf(library, scope!), mark => context.Contact.Milestones.ContainsKey((scope!, mark))) is { } mark
                && DialogFor(library, scope!, mark, conversations, context) is { } dialog)
            {
                return dialog;
            }
        }

        return null;
    }

    private static Dialog? GuideOf(DialogLibrary library, string scope) =>
        library.Dialogs.Where(dialog => dialog.MilestoneScope == scope).OrderBy(dialog => !dialog.IsInMenu).MaxBy(dialog => dialog.Milestones.Length);
}
