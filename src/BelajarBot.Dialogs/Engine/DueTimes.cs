using System.Globalization;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Engine;

/// <summary>When the clock should look at a conversation again. A value of its state, so a stale moment cannot exist.</summary>
internal static class DueTimes
{
    /// <summary>The end of the wait, or the next reminder that is not done with; null for never.</summary>
    internal static DateTimeOffset? Next(Dialog dialog, Conversation conversation, TurnContext context)
    {
        if (!HasReminders(conversation))
        {
            // Of what a human is at the host says when they are done.
            return conversation.Status == ConversationStatus.HandedOver ? conversation.DueAt : null;
        }

        if (conversation.WaitingUntil is { } until)
        {
            return until;
        }

        DateTimeOffset? next = null;
        foreach (var rule in dialog.Reminders)
        {
            if (DueAt(rule, dialog, conversation, context) is { } due && (next is null || due < next))
            {
                next = due;
            }
        }

        return next;
    }

    /// <summary>The reminders that are to come in this silence if nothing else happens, with their moments.</summary>
    internal static IEnumerable<(ReminderRule Rule, DateTimeOffset At)> Scheduled(Dialog dialog, Conversation conversation, TurnContext context)
    {
        if (!HasReminders(conversation) || conversation.WaitingUntil is not null)
        {
            yield break;
        }

        var turn = new TurnBuilder(dialog, conversation, context, isByClock: true);
        foreach (var rule in dialog.Reminders.Where(rule => rule.Unless is null || !turn.Holds(rule.Unless)))
        {
            if (DueAt(rule, dialog, conversation, context) is { } at)
            {
                yield return (rule, at);
            }
        }
    }

    /// <summary>When a reminder is due in this silence; null when it is done with or has no date.</summary>
    internal static DateTimeOffset? DueAt(ReminderRule rule, Dialog dialog, Conversation conversation, TurnContext context)
    {
        // Who takes part in a cycle hears of its dates while it lasts.
        if (dialog.IsOfProgramme && (context.Programmes.Find(dialog.Program) is not { } programme
            || programme.CycleId != conversation.Cycle || programme.State is CycleState.Closed or CycleState.NotHeld))
        {
            return null;
        }

        // While another dialog runs on its behalf it is not silence that it meets with, but a deadline stays one.
        if (conversation.HasNoReminders || conversation.Reminded.Contains(MarkOf(rule, dialog, context))
            || (rule.When is ReminderTime.Idle && conversation.Status == ConversationStatus.Calling))
        {
            return null;
        }

        if (conversation.PutOff is not { } putOff)
        {
            return ByRule(rule, dialog, conversation, context);
        }

        return putOff.Rule == rule.Id ? putOff.Until
            : ByRule(rule, dialog, conversation, context) is not { } due ? null
            : due > putOff.Until ? due
            : putOff.Until;
    }

    /// <summary>Whether people are reminded of it as it stands: it is open, or will be once the dialog that it called has ended.</summary>
    internal static bool HasReminders(Conversation conversation) => conversation.Status is ConversationStatus.Open or ConversationStatus.Calling;

    private static DateTimeOffset? ByRule(ReminderRule rule, Dialog dialog, Conversation conversation, TurnContext context)
    {
        var zone = context.Contact.Zone;
        return rule.When switch
        {
            ReminderTime.Idle idle => context.Policy.After(conversation.TouchedAt + idle.Silence, zone),
            ReminderTime.ByDate byDate when (ProgrammeDate(byDate.Date, dialog, context) ?? DateOf(byDate.Date, conversation)) is { } date =>
                QuietHours.ToUtc(date.AddDays(byDate.Offset).ToDateTime(byDate.At), zone) is var due && due > conversation.TouchedAt ? due : null,
            _ => null,
        };
    }

    /// <summary>
    /// What is noted when a reminder is done with: the rule, and for a date of a programme that date too. A date that an
    /// administrator moves is another deadline, of which people are reminded anew.
    /// </summary>
    internal static string MarkOf(ReminderRule rule, Dialog dialog, TurnContext context) =>
        rule.When is ReminderTime.ByDate byDate && ProgrammeDate(byDate.Date, dialog, context) is { } date ? $"{rule.Id}@{date:yyyy-MM-dd}" : rule.Id;

    /// <summary>The date of a programme that a rule goes by; null for one that goes by something else.</summary>
    internal static (string Program, string Date)? DateOf(ReminderRule rule, Dialog dialog, Programmes programmes) =>
        rule.When is ReminderTime.ByDate { Date: var name } && name.StartsWith(Programmes.Prefix, StringComparison.Ordinal)
        && programmes.Resolve(dialog.Program, name[Programmes.Prefix.Length..]) is ({ } programme, var date)
            ? (programme.Id, date) : null;

    /// <summary>A date of the programme is read anew each time: an administrator may have moved it.</summary>
    private static DateOnly? ProgrammeDate(string name, Dialog dialog, TurnContext context) =>
        name.StartsWith(Programmes.Prefix, StringComparison.Ordinal)
        && context.Programmes.Resolve(dialog.Program, name[Programmes.Prefix.Length..]) is ({ } programme, var value)
            ? programme.FindCertain(value, context.Now)?.Date : null;

    private static DateOnly? DateOf(string name, Conversation conversation) =>
        conversation.Answers[name] is { Length: >= 10 } value
        && DateOnly.TryParseExact(value.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
