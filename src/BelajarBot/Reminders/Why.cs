using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Reminders;

/// <summary>
/// A reminder that is to come: of a dialog if its person does nothing, of a programme (<c>program.pembatik</c>), or of a command, because they asked for it.
/// </summary>
internal sealed record ComingReminder(string Dialog, string Revision, string Reminder, DateTimeOffset At);

/// <summary>A message of the outbox: what waits, and what did not arrive.</summary>
internal sealed record KeptMessage(
    long Id, MessageClass Class, long? CampaignId, string State, string? Reason, long Attempts, DateTimeOffset CreatedAt, long? Broadcast, long? Event, long? Circular);

/// <summary>A broadcast that did not go to them, by the number that officers know.</summary>
internal sealed record MissedBroadcast(long Number, DateTimeOffset StartedAt, string Reason);

/// <summary>A broadcast that is to go to them, by the number that officers know.</summary>
internal sealed record ScheduledBroadcast(long Number, DateTimeOffset At);

/// <summary>Everything that explains why somebody was written to, or was not.</summary>
/// <param name="Id">The person's number.</param>
/// <param name="Zone">The clock that they live by.</param>
/// <param name="IsStopped">Whether they want nothing but answers.</param>
/// <param name="UnreachableSince">Since when the bot cannot write to them.</param>
/// <param name="UnreachableReason">Why it cannot.</param>
/// <param name="Decided">What was decided about reminders, the newest first.</param>
/// <param name="Coming">What is to come, the next first.</param>
/// <param name="Messages">Messages that wait, did not arrive, or belong to a campaign, the newest first.</param>
/// <param name="Silenced">The dialogs and programmes of which they want no reminders.</param>
internal sealed record Why(
    long Id, TimeZoneInfo Zone, bool IsStopped, DateTimeOffset? UnreachableSince, string? UnreachableReason,
    IReadOnlyList<LoggedReminder> Decided, IReadOnlyList<ComingReminder> Coming, IReadOnlyList<KeptMessage> Messages, IReadOnlyList<string> Silenced)
{
    /// <summary>The broadcasts of that time that did not go to them, the newest first.</summary>
    internal IReadOnlyList<MissedBroadcast> Missed { get; init; } = [];

    /// <summary>The scheduled broadcasts that would go to them, as they are now, the next first.</summary>
    internal IReadOnlyList<ScheduledBroadcast> Scheduled { get; init; } = [];

    /// <summary>Reads it; null when nobody has this number.</summary>
    internal static async Task<Why?> ReadAsync(
        Session session, DialogLibrary library, long personId, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        if (await session.FirstOrDefaultAsync<Reached>(
            "select zone, status, unreachable_since, unreachable_reason from person where id = @personId", new { personId }) is not { } person)
        {
            return null;
        }

        var contact = new Contact("", Person.ClockOf(person.Zone), Dialogs.Definition.ValueSet.Empty);
        var conversations = await ConversationStore.OfPersonAsync(session, personId);
        var coming = person.UnreachableSince is not null ? [] :
            from conversation in conversations
            let dialog = library.Find(conversation.Dialog, conversation.Revision) ?? library.Find(conversation.Dialog)
            where dialog is not null
            from entry in DialogEngine.Coming(dialog, conversation, library.ContextFor(contact, now))
            select new ComingReminder(conversation.Dialog, conversation.Revision, entry.Rule, entry.At);
        var enrolments = (await EnrolmentStore.OfPeopleAsync(session, [personId]))[personId].ToList();
        var enrolled = person.UnreachableSince is not null ? [] :
            from enrolment in enrolments
            let reminding = library.FindReminding(enrolment.Dialog)
            where reminding is not null
            from entry in DialogEngine.Coming(reminding, enrolment, library.ContextFor(contact, now))
            select new ComingReminder(enrolment.Dialog, "", entry.Rule, entry.At);
        var asked = person.UnreachableSince is not null ? [] :
            from reminder in await PersonalReminders.WaitingAsync(session, personId)
            select new ComingReminder(ReminderCommand.Contract.Command, "", $"{reminder.Id}", reminder.DueAt!.Value);
        var messages = await session.QueryAsync<KeptMessage>(
            """
            select o.id, o.class, o.campaign_id, o.state, o.reason, o.attempts, o.created_at,
                (select b.id from broadcast b where b.campaign_id = o.campaign_id) as broadcast,
                (select e.id from event e where e.campaign_id = o.campaign_id) as event,
                (select c.id from circular c where c.campaign_id = o.campaign_id) as circular
            from outbox o where o.person_id = @personId and o.created_at >= @from and o.created_at <= @until order by o.id desc
            """,
            new { personId, from, until });
        return new Why(
            personId, contact.Zone, person.Status == Person.Stopped, person.UnreachableSince, person.UnreachableReason,
            await ReminderLog.OfPersonAsync(session, personId, from, until), [.. coming.Concat(enrolled).Concat(asked).OrderBy(reminder => reminder.At)], messages,
            [.. conversations.Concat(enrolments).Where(conversation => conversation is { IsUnfinished: true, HasNoReminders: true }).Select(conversation => conversation.Dialog)]);
    }

    /// <summary>How the message of a reminder fared; null when it has arrived.</summary>
    internal KeptMessage? MessageOf(LoggedReminder reminder) => Messages.FirstOrDefault(message => message.Id == reminder.OutboxId);

    private sealed record Reached(string? Zone, string Status, DateTimeOffset? UnreachableSince, string? UnreachableReason);
}
