using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>
/// Tells officers that questions wait: one message for all that are new to them, none for a while after it, and none at night.
/// </summary>
internal sealed class TicketNotices(Officers officers, IOptions<HelpdeskOptions> options)
{
    /// <summary>An officer is to be told of a ticket; returns when.</summary>
    internal async Task<DateTimeOffset> AddAsync(Session session, DialogLibrary library, long ticketId, OfficerOnDuty officer, DateTimeOffset now)
    {
        // A clock that was put back leaves moments to come, which must not silence anybody.
        var last = await session.FirstOrDefaultAsync<DateTimeOffset?>(
            "select max(told_at) from ticket_notice where officer_id = @Id and told_at <= @now", new { officer.Id, now });
        var due = AfterQuiet(library, last + options.Value.PingEvery is { } free && free > now ? free : now, officer.Zone);
        await session.ExecuteAsync(
            """
            insert into ticket_notice (ticket_id, officer_id, due_at) values (@ticketId, @Id, @due)
            on conflict (ticket_id, officer_id) do update set due_at = excluded.due_at
            """,
            new { ticketId, officer.Id, due });
        return due;
    }

    /// <summary>The earliest moment, up to the one given, at which anybody is told; null when there is none.</summary>
    internal static Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(due_at) from ticket_notice where due_at <= @until", new { until });

    /// <summary>Tells the officers, up to so many, whose moment has come; returns how many those were, with what those of them are sent who still are to be told.</summary>
    internal async Task<(int Count, IReadOnlyList<OutgoingMessage> Messages)> TellAsync(Session session, DialogLibrary library, DateTimeOffset now, int limit)
    {
        var due = await session.QueryAsync<long>(
            "select officer_id from ticket_notice where due_at <= @now group by officer_id order by min(due_at), officer_id limit @limit", new { now, limit });
        var sent = new List<OutgoingMessage>();
        foreach (var id in due)
        {
            if (await TellAsync(session, library, id, now) is { } message)
            {
                sent.Add(message);
            }
        }

        return (due.Count, sent);
    }

    private async Task<OutgoingMessage?> TellAsync(Session session, DialogLibrary library, long id, DateTimeOffset now)
    {
        var to = await session.FirstOrDefaultAsync<Correspondent>(
            "select id, channel, address, language, zone from person where id = @id and status <> 'stopped' and unreachable_since is null", new { id });
        if (to is not null && AfterQuiet(library, now, to.Zone) is var morning && morning > now)
        {
            await session.ExecuteAsync("update ticket_notice set due_at = @morning where officer_id = @id and due_at <= @now", new { morning, id, now });
            return null;
        }

        // Much may have changed since the question came: somebody has it, it is closed, or the officer is none any more.
        var waiting = await session.QueryAsync<Waiting>(
            """
            select t.area, n.told_at from ticket_notice n join ticket t on t.id = n.ticket_id
            where n.officer_id = @id and n.due_at is not null and t.closed_at is null and t.claimed_by is null
            """,
            new { id });
        var officer = await officers.OfAsync(session, id, now);
        var mayAnswer = to is null || await Officers.IsOffDutyAsync(session, id, now) ? [] : waiting.FindAll(ticket => officer.May(Permission.AnswerTickets, ticket.Area));

        // Who is told again of what is not new is not told that it is.
        var fresh = mayAnswer.Count(ticket => ticket.ToldAt is null);
        var (count, text) = fresh > 0 ? (fresh, "ping") : (mayAnswer.Count, "ping_again");
        var toldAt = count > 0 ? now : (DateTimeOffset?)null;
        var isFirst = await session.ExecuteAsync(
            "update ticket_notice set due_at = null, told_at = coalesce(@toldAt, told_at) where officer_id = @id and due_at is not null", new { toldAt, id }) > 0;
        if (count == 0 || !isFirst || library.Texts.FindCommand(TicketsCommand.Contract.Command) is not { } command)
        {
            return null;
        }

        var words = command.Texts[text].In(to!.Language).Render(new NamedValues([("count", count.ToString(CultureInfo.InvariantCulture))]));
        return await Outbox.AddAsync(
            session, to.Id, to.Channel, to.Address, MessageClass.Reminder, words,
            [[Button.Asking(command.Texts["queue_button"].In(to.Language).Source, command.Name, "")]], now);
    }

    private static DateTimeOffset AfterQuiet(DialogLibrary library, DateTimeOffset moment, string? zone) => library.Policy.Quiet.After(moment, Person.ClockOf(zone));

    private sealed record Waiting(string? Area, DateTimeOffset? ToldAt);
}
