using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Wording;

namespace BelajarBot.Reminders;

/// <summary>Something that a person asked to be reminded of.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Words">What of; may be empty.</param>
/// <param name="DueAt">When, or null while they have not said so.</param>
/// <param name="IsConfirmed">Whether they have said yes to it.</param>
internal sealed record PersonalReminder(long Id, string Words, DateTimeOffset? DueAt, bool IsConfirmed);

/// <summary>
/// What people asked to be reminded of. A row goes when its reminder is on its way, in the same unit, so that each comes once.
/// To people who said stop nothing is sent, not even this: it waits until they want to hear from the bot again.
/// </summary>
internal static class PersonalReminders
{
    /// <summary>How many somebody may wait for at a time; more would be a diary.</summary>
    internal const int Most = 10;

    private const string IsWanted = $"person_id in (select id from person where status <> '{Person.Stopped}')";

    /// <summary>A reminder that is later than this says for when it was.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>A new one that they have yet to say yes to; an earlier one that they never did is forgotten.</summary>
    internal static async Task<long> DraftAsync(Session session, long personId, string words, DateTimeOffset now)
    {
        await session.ExecuteAsync("delete from personal_reminder where person_id = @personId and is_confirmed = 0", new { personId });
        return await session.ScalarAsync<long>(
            """
            insert into personal_reminder (person_id, words, is_confirmed, created_at) values (@personId, @words, 0, @now)
            returning id
            """,
            new { personId, words, now });
    }

    /// <summary>One of this person's own, or null.</summary>
    internal static Task<PersonalReminder?> FindAsync(Session session, long personId, long id) =>
        session.FirstOrDefaultAsync<PersonalReminder>(
            "select id, words, due_at, is_confirmed from personal_reminder where id = @id and person_id = @personId", new { id, personId });

    /// <summary>All that the person waits for, the next one first.</summary>
    internal static Task<List<PersonalReminder>> WaitingAsync(Session session, long personId) =>
        session.QueryAsync<PersonalReminder>(
            "select id, words, due_at, is_confirmed from personal_reminder where person_id = @personId and is_confirmed = 1 order by due_at, id", new { personId });

    /// <summary>They said when, and perhaps yes.</summary>
    internal static Task SetAsync(Session session, long id, DateTimeOffset dueAt, bool isConfirmed) =>
        session.ExecuteAsync("update personal_reminder set due_at = @dueAt, is_confirmed = @isConfirmed where id = @id", new { id, dueAt, isConfirmed });

    /// <summary>They want it no more.</summary>
    internal static Task DeleteAsync(Session session, long id) =>
        session.ExecuteAsync("delete from personal_reminder where id = @id", new { id });

    /// <summary>The earliest moment, up to the one given, at which any is due; null when none is.</summary>
    internal static Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>(
            $"select min(due_at) from personal_reminder where is_confirmed = 1 and due_at <= @until and {IsWanted}", new { until });

    /// <summary>Puts what is due into the outbox, the longest due first; returns the messages. Fewer than the limit: there are no more.</summary>
    internal static async Task<IReadOnlyList<OutgoingMessage>> FireDueAsync(Session session, DialogLibrary library, DateTimeOffset now, int limit)
    {
        var due = await session.QueryAsync<Due>(
            $"""
            delete from personal_reminder where id in (
                select id from personal_reminder where is_confirmed = 1 and due_at <= @now and {IsWanted} order by due_at limit @limit)
            returning id, person_id, words, due_at
            """,
            new { now, limit });
        var texts = library.Texts.FindCommand(ReminderCommand.Contract.Command)!.Texts;
        var messages = new List<OutgoingMessage>();
        foreach (var reminder in due.OrderBy(each => each.DueAt))
        {
            if (await session.FirstOrDefaultAsync<Recipient>(
                "select channel, address, language, zone from person where id = @PersonId and unreachable_since is null", new { reminder.PersonId }) is not { } person)
            {
                // Whoever cannot be reached has closed the chat; a message would only be refused.
                await ReminderLog.AddAskedInVainAsync(
                    session, reminder.PersonId, ReminderCommand.Contract.Command, reminder.Id, reminder.DueAt, ReminderReason.Unreachable, now);
                continue;
            }

            var when = Moments.At(reminder.DueAt, Person.ClockOf(person.Zone), person.Language);
            var text = texts[now - reminder.DueAt > Late ? "due_late" : "due"].In(person.Language)
                .Render(new NamedValues(("words", reminder.Words.Length > 0 ? reminder.Words : null), ("when", when)));
            var menu = Button.ToMenu(library.Texts["menu_button"].In(person.Language).Source);
            var message = await Outbox.AddAsync(
                session, reminder.PersonId, person.Channel, person.Address, MessageClass.Reminder, text, [[menu]], now);
            await ReminderLog.AddAskedAsync(session, reminder.PersonId, ReminderCommand.Contract.Command, reminder.Id, reminder.DueAt, message, now);
            messages.Add(message);
        }

        return messages;
    }

    private sealed record Due(long Id, long PersonId, string Words, DateTimeOffset DueAt);

    private sealed record Recipient(string Channel, string Address, string Language, string? Zone);
}
