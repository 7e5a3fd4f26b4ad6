using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>Opens tickets and says whose they are: the officers of the smallest area that has any.</summary>
internal sealed class TicketRouting(Officers officers, TicketNotices notices, IOptions<HelpdeskOptions> options)
{
    /// <summary>Opens a ticket; tells its number, and whether there is anybody to be asked.</summary>
    internal async Task<(long Id, bool IsAnybodyAsked)> OpenAsync(
        TurnScope turn, string dialog, Conversation? place, bool holds, string queue, string? area, string? note, DateTimeOffset by)
    {
        var id = await TicketStore.OpenAsync(
            turn.Session, new NewTicket(turn.Person.Id, dialog, place?.Step, place?.FailedTries ?? 0, holds, queue, area, note, by), turn.Now);
        return (id, await AskAsync(turn.Session, turn.Library, id, turn.Person.Id, area, turn.Now));
    }

    /// <summary>
    /// Has the officers told who are nearest to an area, and asks those above after the usual time: counted from when the
    /// first of these is told, because nobody answers what they do not know of. False when there is nobody.
    /// </summary>
    /// <param name="session">The unit.</param>
    /// <param name="library">Knows the hours in which nobody is told.</param>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="personId">Whose it is; nobody answers their own question.</param>
    /// <param name="area">Where to begin; null when it is not known.</param>
    /// <param name="now">When.</param>
    /// <param name="except">Somebody who need not be told.</param>
    internal async Task<bool> AskAsync(
        Session session, DialogLibrary library, long ticketId, long personId, string? area, DateTimeOffset now, long? except = null)
    {
        var asked = await NearestAsync(session, personId, area, now);
        var first = now;
        foreach (var (index, officer) in asked.Where(officer => officer.Id != except).Index())
        {
            var due = await notices.AddAsync(session, library, ticketId, officer, now);
            first = index == 0 || due < first ? due : first;
        }

        await TicketStore.AskedAsync(session, ticketId, asked is [var nearest, ..] ? nearest.Area : null, asked.Count == 0 ? null : first + options.Value.EscalateAfter);
        return asked.Count > 0;
    }

    /// <summary>
    /// Keeps what the person said, and takes it to the officer who has the ticket; whoever may no longer answer there gets nothing, and others are
    /// asked. What stays without an answer goes up, also after earlier answers.
    /// </summary>
    internal async Task FromPersonAsync(TurnScope turn, long ticketId, Input said)
    {
        await TicketStore.AddFromPersonAsync(turn.Session, ticketId, said, turn.Now);
        var officer = await TicketStore.OfficerOfAsync(turn.Session, ticketId);
        if (officer is not null && await TicketStore.HeldByFormerAsync(turn.Session, officers, turn.Now, ticketId) is [var held])
        {
            await TakeBackAsync(turn.Session, turn.Library, held, turn.Now);
            return;
        }

        if (officer is not null)
        {
            await TicketPost.ToOfficerAsync(turn, turn.Person.Channel, officer, ticketId, said);
        }

        // Nobody answers at night.
        var awake = turn.Library.Policy.Quiet.After(turn.Now, Person.ClockOf(officer is null ? turn.Person.Zone : officer.Zone));
        await TicketStore.AwaitAnswerAsync(turn.Session, ticketId, awake + options.Value.EscalateAfter);
    }

    /// <summary>Takes questions back from officers who may no longer answer them, and asks others; returns how many.</summary>
    internal async Task<int> TakeBackAsync(Session session, DialogLibrary library, DateTimeOffset now)
    {
        var held = await TicketStore.HeldByFormerAsync(session, officers, now);
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
            await AskAsync(session, library, held.Id, held.PersonId, held.Area, now);
        }
    }

    /// <summary>Those of the smallest area that has any but the person.</summary>
    private async Task<IReadOnlyList<NearestOfficer>> NearestAsync(Session session, long personId, string? area, DateTimeOffset now)
    {
        for (var place = area ?? AreaLimit.WholeCountry; place is not null;)
        {
            var there = await officers.NearestAsync(session, Permission.AnswerTickets, place, now);
            if (there.Any(officer => officer.Id != personId))
            {
                return [.. there.Where(officer => officer.Id != personId)];
            }

            place = there is [var self, ..] ? AreaLimit.Above(self.Area) : null;
        }

        return [];
    }
}
