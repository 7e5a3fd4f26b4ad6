using System.Globalization;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>What was decided about the reminders that were due: what counts towards a person's week, and answers why.</summary>
internal static class ReminderLog
{
    internal const string Sent = "sent";
    internal const string Delayed = "delayed";
    internal const string Dropped = "dropped";

    /// <summary>The person asked for it: it does not count for the week, and was sent unless there is a reason why not.</summary>
    internal const string Asked = "asked";

    /// <summary>How long it is kept.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>How many rows are deleted at a time: turns go on in between.</summary>
    private const int AtOnce = 1000;

    internal static Task AddAsync(Session session, long personId, DueReminder due, ReminderDecision decision, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            insert into reminder_log (person_id, dialog, reminder, revision, planned_for, decided_at, decision, reason, delayed_until, outbox_id)
            values (@personId, @Dialog, @Rule, @Revision, @Planned, @now, @Decision, @reason, @Until, @OutboxId)
            """,
            new
            {
                personId, due.Dialog, due.Rule, due.Revision, due.Planned, now, decision.Decision,
                reason = decision.Reason is { } why ? NameOf(why) : null, decision.Until, decision.OutboxId,
            });

    /// <summary>This message was decided on and did not go after all: it counts no more, and this is why.</summary>
    internal static Task TakeBackAsync(Session session, long? personId, long outboxId, ReminderReason reason, DateTimeOffset now) =>
        session.ExecuteAsync(
            $"""
            update reminder_log set decision = '{Dropped}', reason = @why, decided_at = @now
            where person_id = @personId and outbox_id = @outboxId and decision = '{Sent}'
            """,
            new { personId, outboxId, why = NameOf(reason), now });

    /// <summary>Notes a reminder that somebody asked for, so that there is an answer to why it came.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="personId">Who gets it.</param>
    /// <param name="command">The command that they asked by.</param>
    /// <param name="number">The number of what they asked for.</param>
    /// <param name="planned">When it was due.</param>
    /// <param name="message">Its message.</param>
    /// <param name="now">The time.</param>
    internal static Task AddAskedAsync(Session session, long personId, string command, long number, DateTimeOffset planned, OutgoingMessage message, DateTimeOffset now) =>
        AddAskedAsync(session, personId, command, number, planned, new ReminderDecision(Asked, OutboxId: message.OutboxId), now);

    /// <summary>Notes a reminder that somebody asked for and that was not sent to them, with the reason.</summary>
    internal static Task AddAskedInVainAsync(Session session, long personId, string command, long number, DateTimeOffset planned, ReminderReason reason, DateTimeOffset now) =>
        AddAskedAsync(session, personId, command, number, planned, new ReminderDecision(Asked, reason), now);

    /// <summary>
    /// When the bot spoke first to these people in the week before this moment: reminders, and the messages of campaigns that came
    /// or may have come. What a campaign did in that week it did since it last changed, or it still runs since then.
    /// </summary>
    internal static async Task<ILookup<long, SpokenFirst>> SentInWeekBeforeAsync(Session session, long[] people, DateTimeOffset now)
    {
        var since = now - ReminderPolicy.Week;
        var isTheirs = session.Dialect.IsAnyOf("person_id", "@people");
        var reminders = session.QueryLater<SpokenFirst>(
            $"select person_id, decided_at as at, dialog, reminder from reminder_log where {isTheirs} and decided_at > @since and decision = '{Sent}'", new { people, since });

        // Which campaigns there were is asked first: so their messages are found by campaign and person, however many there are.
        var campaigns = (await session.QueryAsync<(long Id, DateTimeOffset ChangedAt)>("select id, changed_at from campaign where changed_at > @since", new { since }))
            .ToDictionary(campaign => campaign.Id, campaign => campaign.ChangedAt);
        var sent = await reminders;
        if (campaigns.Count > 0)
        {
            var messages = await session.QueryAsync<(long PersonId, long Campaign, DateTimeOffset? SentAt)>(
                $"""
                select person_id, campaign_id, sent_at from outbox
                where {session.Dialect.IsAnyOf("campaign_id", "@changed")} and {isTheirs} and state in ('{Outcome.Sent}', '{Outcome.Unknown}', 'sending')
                """,
                new { people, changed = campaigns.Keys.ToArray() });
            sent.AddRange(messages.Select(message => new SpokenFirst(message.PersonId, message.SentAt ?? campaigns[message.Campaign], null, null)).Where(message => message.At > since));
        }

        return sent.ToLookup(row => row.PersonId);
    }

    /// <summary>What was decided about somebody's reminders, the newest first.</summary>
    internal static Task<List<LoggedReminder>> OfPersonAsync(Session session, long personId, DateTimeOffset from, DateTimeOffset until) =>
        session.QueryAsync<LoggedReminder>(
            """
            select dialog, reminder, revision, planned_for, decided_at, decision, reason, delayed_until, outbox_id
            from reminder_log where person_id = @personId and decided_at >= @from and decided_at <= @until order by id desc
            """,
            new { personId, from, until });

    /// <summary>Deletes some of what is old enough; returns how much.</summary>
    internal static Task<int> ForgetOldAsync(Session session, DateTimeOffset now) =>
        session.ExecuteAsync(
            "delete from reminder_log where id in (select id from reminder_log where decided_at < @before limit @AtOnce)",
            new { before = now - Kept, AtOnce });

    /// <summary>A reason as it stands in the table and in reports for machines.</summary>
    internal static string NameOf(ReminderReason reason) => reason switch
    {
        ReminderReason.Unless => "unless",
        ReminderReason.Superseded => "superseded",
        ReminderReason.Late => "late",
        ReminderReason.QuietHours => "quiet_hours",
        ReminderReason.Holiday => "holiday",
        ReminderReason.WeeklyCap => "weekly_cap",
        ReminderReason.Stopped => "stopped",
        ReminderReason.NotOfficial => "not_official",
        ReminderReason.Unreachable => "unreachable",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "No such reason."),
    };

    private static Task AddAskedAsync(Session session, long personId, string command, long number, DateTimeOffset planned, ReminderDecision decision, DateTimeOffset now) =>
        AddAsync(session, personId, new DueReminder(command, "", number.ToString(CultureInfo.InvariantCulture), planned), decision, now);
}

/// <summary>That the bot spoke first to somebody.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="At">When.</param>
/// <param name="Dialog">The dialog or programme that reminded them; null for a campaign.</param>
/// <param name="Reminder">Its rule; null for a campaign.</param>
internal sealed record SpokenFirst(long PersonId, DateTimeOffset At, string? Dialog, string? Reminder);

/// <summary>What was decided about a reminder.</summary>
/// <param name="Decision">One of the words of <see cref="ReminderLog"/>.</param>
/// <param name="Reason">Why it was not sent.</param>
/// <param name="Until">Until when it waits.</param>
/// <param name="OutboxId">Its message.</param>
internal readonly record struct ReminderDecision(string Decision, ReminderReason? Reason = null, DateTimeOffset? Until = null, long? OutboxId = null);

/// <summary>One line of the log.</summary>
internal sealed record LoggedReminder(
    string Dialog, string Reminder, string Revision, DateTimeOffset PlannedFor, DateTimeOffset DecidedAt, string Decision, string? Reason,
    DateTimeOffset? DelayedUntil, long? OutboxId);
