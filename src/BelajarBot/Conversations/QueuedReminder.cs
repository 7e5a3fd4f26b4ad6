using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// A reminder in the outbox at the moment at which it would go: after an outage, or a long wait that a channel asked for, that may
/// be hours after it was decided on.
/// </summary>
/// <param name="Id">Its row.</param>
/// <param name="PersonId">Whom it is for, or null.</param>
/// <param name="Status">What its person wants from the bot.</param>
/// <param name="UnreachableSince">Since when the bot cannot write to them, or null.</param>
/// <param name="Zone">The zone that they live in, or null.</param>
/// <param name="ValidUntil">
/// When it is too late; null for what its person asked for or is told at its moment whatever the hour.
/// </param>
internal sealed record QueuedReminder(
    long Id, long? PersonId, string? Status, DateTimeOffset? UnreachableSince, string? Zone, DateTimeOffset? ValidUntil)
{
    /// <summary>What queued up just before the quiet hours may still go in their first minutes.</summary>
    internal static readonly TimeSpan MayOverrun = TimeSpan.FromMinutes(5);

    /// <summary>Whether its person said stop meanwhile, or cannot be reached.</summary>
    internal bool IsUnwanted => Status == Person.Stopped || UnreachableSince is not null;

    /// <summary>What becomes of it now: as in <see cref="ReminderPolicy"/>, what would be late when it may go is dropped.</summary>
    internal ReminderFate FateAt(DateTimeOffset now, QuietHours quiet)
    {
        if (ValidUntil is not { } last)
        {
            return new ReminderFate.Send();
        }

        if (now > last)
        {
            return new ReminderFate.Drop(ReminderReason.Late);
        }

        var clock = Person.ClockOf(Zone);
        var morning = quiet.After(now, clock);
        var isNight = morning != now && quiet.After(now - MayOverrun, clock) != now - MayOverrun;
        return !isNight ? new ReminderFate.Send()
            : morning <= last ? new ReminderFate.Wait(morning, ReminderReason.QuietHours)
            : new ReminderFate.Drop(ReminderReason.QuietHours);
    }

    /// <summary>Reads it; null when it does not wait to be sent (any more).</summary>
    internal static Task<QueuedReminder?> FindAsync(Session session, long id) => session.FirstOrDefaultAsync<QueuedReminder>(
        """
        select o.id, o.person_id, p.status, p.unreachable_since, p.zone, o.valid_until
        from outbox o left join person p on p.id = o.person_id where o.id = @id and o.state = 'queued'
        """,
        new { id });

    /// <summary>It is not sent, and the log says so instead of that it was.</summary>
    internal async Task DropAsync(Session session, ReminderReason reason, DateTimeOffset now)
    {
        await session.ExecuteAsync("delete from outbox where id = @Id and state = 'queued'", new { Id });
        await ReminderLog.TakeBackAsync(session, PersonId, Id, reason, now);
    }
}
