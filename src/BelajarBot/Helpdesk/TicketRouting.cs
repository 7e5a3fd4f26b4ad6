using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>
/// Opens tickets and says who is asked: in the smallest area that has anybody on duty one role after the other, from that of the ticket's queue
/// upwards, then in the area around it.
/// </summary>
internal sealed class TicketRouting(Officers officers, TicketNotices notices, IOptions<HelpdeskOptions> options)
{
    /// <summary>Opens a ticket; tells its number, and whether there is anybody to be asked.</summary>
    internal async Task<(long Id, bool IsAnybodyAsked)> OpenAsync(
        TurnScope turn, string dialog, Conversation? place, bool holds, string queue, string? area, string? note, DateTimeOffset by)
    {
        var id = await TicketStore.OpenAsync(
            turn.Session, new NewTicket(turn.Person.Id, dialog, place?.Step, place?.FailedTries ?? 0, holds, queue, area, note, by), turn.Now);
        return (id, await AskAsync(turn.Session, turn.Library, id, turn.Now));
    }

    /// <summary>Has those told who are asked first; false when there is nobody.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="library">Knows the hours in which nobody is told.</param>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="now">When.</param>
    /// <param name="except">Somebody who need not be asked.</param>
    internal async Task<bool> AskAsync(Session session, DialogLibrary library, long ticketId, DateTimeOffset now, long? except = null)
    {
        var ladder = await LadderAsync(session, await TicketStore.ToAskAsync(session, ticketId), except, now);
        await TellAsync(session, library, ticketId, ladder.FirstOrDefault(), isTop: ladder.Count <= 1, now);
        return ladder.Count > 0;
    }

    /// <summary>Has those told who come after those who were asked and did not answer; at the top the same once more.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="library">Knows the hours in which nobody is told.</param>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="now">When.</param>
    /// <param name="silent">Who had taken it and said nothing, or null.</param>
    internal async Task AskNextAsync(Session session, DialogLibrary library, long ticketId, DateTimeOffset now, long? silent)
    {
        var ticket = await TicketStore.ToAskAsync(session, ticketId);
        var above = (await LadderAsync(session, ticket, silent, now)).FindAll(rung => rung.IsAbove(ticket.AskedArea, ticket.AskedRole));
        var next = above.FirstOrDefault() ?? (await LadderAsync(session, ticket, except: null, now)).LastOrDefault();
        await TellAsync(session, library, ticketId, next, isTop: above.Count <= 1, now);
    }

    /// <summary>
    /// The time to answer is counted from when the first of them is told, because nobody answers what they do not know of. At the top, and where
    /// there is nobody, it is tried again later: somebody may be on duty by then.
    /// </summary>
    private async Task TellAsync(Session session, DialogLibrary library, long ticketId, Rung? rung, bool isTop, DateTimeOffset now)
    {
        var first = now;
        foreach (var (index, officer) in (rung?.Officers ?? []).Index())
        {
            var due = await notices.AddAsync(session, library, ticketId, officer, now);
            first = index == 0 || due < first ? due : first;
        }

        await TicketStore.AskedAsync(session, ticketId, rung?.Area, rung?.Role, first + (isTop ? options.Value.RemindEvery : options.Value.EscalateAfterFor(rung?.Role)));
    }

    /// <summary>All who can be asked, in their order; never the person, whose question it is.</summary>
    private async Task<List<Rung>> LadderAsync(Session session, TicketToAsk ticket, long? except, DateTimeOffset now)
    {
        var ladder = new List<Rung>();
        for (var place = ticket.Area ?? AreaLimit.WholeCountry; place is not null; place = AreaLimit.Above(place))
        {
            var there = await officers.OnDutyAsync(session, Permission.AnswerTickets, place, now);
            ladder.AddRange(there.Where(officer => officer.Id != ticket.PersonId && officer.Id != except)
                .GroupBy(officer => officer.Role).OrderBy(role => role.Key).Select(role => new Rung(place, role.Key, [.. role])));
        }

        // Rather somebody below the queue than nobody.
        var first = Roles.Find(ticket.Queue) ?? Role.Captain;
        return ladder.FindAll(rung => rung.Role >= first) is { Count: > 0 } wanted ? wanted : ladder;
    }

    /// <summary>Those who are asked together.</summary>
    private sealed record Rung(string Area, Role Role, IReadOnlyList<OfficerOnDuty> Officers)
    {
        internal bool IsAbove(string? area, Role? role) => area is null || Area.Length < area.Length || Area == area && role is { } asked && Role > asked;
    }

    /// <summary>
    /// Keeps what the person said, and takes it to the officer who has the ticket; whoever may no longer answer there gets nothing, and others are
    /// asked. What stays without an answer goes up, also after earlier answers; thanks need none.
    /// </summary>
    internal async Task FromPersonAsync(TurnScope turn, long ticketId, Input said, bool isThanks = false)
    {
        await TicketStore.AddFromPersonAsync(turn.Session, ticketId, said, turn.Now);
        var officer = await TicketStore.OfficerOfAsync(turn.Session, ticketId);
        if (officer is not null && await TicketStore.HeldByFormerAsync(turn.Session, officers, turn.Now, limit: 1, ticketId) is [var held])
        {
            await TakeBackAsync(turn.Session, turn.Library, held, turn.Now);
            return;
        }

        if (officer is not null)
        {
            await TicketPost.ToOfficerAsync(turn, turn.Person.Channel, officer, ticketId, said);
        }

        if (isThanks)
        {
            return;
        }

        // Nobody answers at night.
        var awake = turn.Library.Policy.Quiet.After(turn.Now, Person.ClockOf(officer is null ? turn.Person.Zone : officer.Zone));
        var asked = await TicketStore.ToAskAsync(turn.Session, ticketId);
        await TicketStore.AwaitAnswerAsync(turn.Session, ticketId, awake + options.Value.EscalateAfterFor(asked.AskedRole));
    }

    /// <summary>Takes questions, up to so many, back from officers who may no longer answer them, and asks others; returns how many.</summary>
    internal async Task<int> TakeBackAsync(Session session, DialogLibrary library, DateTimeOffset now, int limit)
    {
        var held = await TicketStore.HeldByFormerAsync(session, officers, now, limit);
        foreach (var ticket in held)
        {
            await TakeBackAsync(session, library, ticket, now);
        }

        return held.Count;
    }

    /// <summary>The earliest moment, up to the one given, at which an officer may no longer answer a question that they have.</summary>
    internal Task<DateTimeOffset?> NextEndAsync(Session session, DateTimeOffset until) => TicketStore.NextFormerAsync(session, officers, until);

    private async Task TakeBackAsync(Session session, DialogLibrary library, HeldTicket held, DateTimeOffset now)
    {
        if (await TicketStore.GiveBackAsync(session, held.Id, held.ClaimedBy))
        {
            await AuditLog.AddAsync(
                session, held.ClaimedBy, "tiket.taken_back", held.Area ?? AreaLimit.WholeCountry, held.PersonId, held.Id.ToString(CultureInfo.InvariantCulture), now);
            await AskAsync(session, library, held.Id, now);
        }
    }
}
