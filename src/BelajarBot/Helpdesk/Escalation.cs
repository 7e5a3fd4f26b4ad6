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
/// Tells officers that questions wait, together and not at night; and when nobody answers asks those of the next larger area:
/// Kapten, Duta, the whole country.
/// </summary>
internal sealed class Escalation(TicketRouting routing, DialogCatalog catalog, IOptions<HelpdeskOptions> options) : IDueWork
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<OutgoingMessage>> RunDueAsync(Session session, DateTimeOffset now, int limit)
    {
        await AskAboveAsync(session, now, limit);
        return await PingAsync(session, now, limit);
    }

    private async Task AskAboveAsync(Session session, DateTimeOffset now, int limit)
    {
        var unanswered = await session.QueryAsync<Waiting>(
            """
            select id, person_id, area, asked_area from ticket
            where closed_at is null and escalate_at <= @now order by escalate_at, id limit @limit
            """,
            new { now, limit });
        foreach (var ticket in unanswered)
        {
            var above = AreaLimit.Above(ticket.AskedArea ?? AreaLimit.WholeCountry) is { } larger
                && await routing.NearestAsync(session, larger, ticket.PersonId, now) is [var first, ..]
                ? first.Area
                : null;
            await session.ExecuteAsync(
                "update ticket set asked_area = coalesce(@above, asked_area), ping_at = @pingAt, escalate_at = @next where id = @Id",
                new
                {
                    ticket.Id,
                    above,
                    pingAt = above is null ? (DateTimeOffset?)null : await routing.PingAtAsync(session, above, now),
                    next = above is null ? (DateTimeOffset?)null : now + options.Value.EscalateAfter,
                });
        }
    }

    /// <summary>One message to each officer, whatever number of questions is new.</summary>
    private async Task<IReadOnlyList<OutgoingMessage>> PingAsync(Session session, DateTimeOffset now, int limit)
    {
        var due = await session.QueryAsync<Waiting>(
            "select id, person_id, area, asked_area from ticket where closed_at is null and ping_at <= @now order by ping_at, id limit @limit", new { now, limit });
        var library = catalog.Current;
        var counts = new Dictionary<long, (NearestOfficer Officer, int Count)>();
        foreach (var ticket in due)
        {
            var asked = await routing.NearestAsync(session, ticket.AskedArea, ticket.PersonId, now);
            var ends = asked.Select(officer => library.Policy.Quiet.After(now, Person.ClockOf(officer.Zone))).ToList();
            if (ends.Count > 0 && ends.TrueForAll(end => end > now))
            {
                await session.ExecuteAsync("update ticket set ping_at = @morning where id = @Id", new { ticket.Id, morning = ends.Min() });
                continue;
            }

            foreach (var (officer, end) in asked.Zip(ends).Where(pair => pair.Second <= now))
            {
                counts[officer.Id] = (officer, counts.GetValueOrDefault(officer.Id).Count + 1);
            }

            await session.ExecuteAsync("update ticket set ping_at = null, pinged_at = @now where id = @Id", new { ticket.Id, now });
        }

        var sent = new List<OutgoingMessage>();
        if (library.Texts.FindCommand(TicketsCommand.Contract.Command) is { } command)
        {
            foreach (var (officer, count) in counts.Values)
            {
                var words = command.Texts["ping"].In(officer.Language).Render(new NamedValues([("count", count.ToString(CultureInfo.InvariantCulture))]));
                sent.Add(await Outbox.AddAsync(
                    session, officer.Id, officer.Channel, officer.Address, MessageClass.Reminder, words,
                    [[Button.Asking(command.Texts["queue_button"].In(officer.Language).Source, command.Name, "")]], now));
            }
        }

        return sent;
    }

    private sealed record Waiting(long Id, long PersonId, string? Area, string? AskedArea);
}
