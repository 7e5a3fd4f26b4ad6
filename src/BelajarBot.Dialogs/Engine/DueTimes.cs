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
        if (conversation.Status != ConversationStatus.Open)
        {
            return null;
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
        if (conversation.Status != ConversationStatus.Open || conversation.WaitingUntil is not null)
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
        if (conversation.HasNoReminders || conversation.Reminded.Contains(rule.Id))
        {
            return null;
        }

        var zone = context.Contact.Zone;
        return rule.When switch
        {
            ReminderTime.Idle idle => context.Quiet.After(conversation.TouchedAt + idle.Silence, zone),
            ReminderTime.ByDate byDate when DateOf(byDate.Date, dialog, conversation, context) is { } date =>
                QuietHours.ToUtc(date.AddDays(byDate.Offset).ToDateTime(byDate.At), zone) is var due && due > conversation.TouchedAt ? due : null,
            _ => null,
        };
    }

    /// <summary>A date of the programme is read anew each time: an administrator may have moved it.</summary>
    private static DateOnly? DateOf(string name, Dialog dialog, Conversation conversation, TurnContext context)
    {
        if (!name.StartsWith(Programmes.Prefix, StringComparison.Ordinal))
        {
            return DateOf(name, conversation);
        }

        var (programme, value) = context.Programmes.Resolve(dialog.Program, name[Programmes.Prefix.Length..]);
        return programme?.FindCertain(value, context.Now)?.Date;
    }

    private static DateOnly? DateOf(string name, Conversation conversation) =>
        conversation.Answers[name] is { Length: >= 10 } value
        && DateOnly.TryParseExact(value.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
