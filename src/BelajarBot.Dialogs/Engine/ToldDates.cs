using System.Collections.Frozen;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// Nobody is reminded of the same date by a dialog and by its programme within a day: what was said first counts, and where a dialog is
/// about to say it, its words come rather than those of the programme, because they know where the person stands. Whoever wants no reminders of the dialog hears none of its dates from the programme either.
/// </summary>
internal static class ToldDates
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>The dates of programmes that somebody hears of otherwise than by this dialog or programme.</summary>
    /// <param name="library">The dialogs and programmes.</param>
    /// <param name="visitor">The person.</param>
    /// <param name="dialog">What is about to speak.</param>
    /// <param name="context">The moment.</param>
    internal static IReadOnlySet<(string Program, string Date)> BesidesThat(DialogLibrary library, Visitor visitor, Dialog dialog, TurnContext context)
    {
        var said =
            from reminded in context.Contact.RemindedOf
            where reminded.Dialog != dialog.Id
            let other = library.FindReminding(reminded.Dialog)
            where other is not null && (other.IsOfProgramme || dialog.IsOfProgramme)
            from rule in other.Reminders
            where rule.Id == reminded.Rule
            select DueTimes.DateOf(rule, other, context.Programmes);
        var soon = !dialog.IsOfProgramme ? [] :
            from conversation in visitor.Conversations
            let other = library.Find(conversation.Dialog, conversation.Revision) ?? library.Find(conversation.Dialog)
            where other is not null
            from rule in conversation is { IsUnfinished: true, HasNoReminders: true } ? other.Reminders : Soon(other, conversation, context)
            select DueTimes.DateOf(rule, other, context.Programmes);
        return said.Concat(soon).OfType<(string, string)>().ToFrozenSet();
    }

    private static IEnumerable<ReminderRule> Soon(Dialog dialog, Conversation conversation, TurnContext context) =>
        DueTimes.Scheduled(dialog, conversation, context).Where(entry => entry.At <= context.Now + Ahead).Select(entry => entry.Rule);
}
