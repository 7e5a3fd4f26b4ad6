using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>Opens tickets and says whose they are: the officers of the smallest area that has any.</summary>
internal sealed class TicketRouting(Officers officers, IOptions<HelpdeskOptions> options)
{
    /// <summary>Opens a ticket; tells its number, and whether there is anybody to be asked.</summary>
    internal async Task<(long Id, bool IsAnybodyAsked)> OpenAsync(
        TurnScope turn, string dialog, Conversation? place, bool holds, string queue, string? area, string? note, DateTimeOffset by)
    {
        var asked = await NearestAsync(turn.Session, area, turn.Person.Id, turn.Now) is [var first, ..] ? first.Area : null;
        var id = await TicketStore.OpenAsync(
            turn.Session,
            new NewTicket(
                turn.Person.Id, dialog, place?.Step, place?.FailedTries ?? 0, holds, queue, area, note, by, asked,
                asked is null ? null : await PingAtAsync(turn.Session, asked, turn.Now),
                asked is null ? null : turn.Now + options.Value.EscalateAfter),
            turn.Now);
        return (id, asked is not null);
    }

    /// <summary>Those who are asked where a person of this area is concerned; nobody answers their own question.</summary>
    internal async Task<IReadOnlyList<NearestOfficer>> NearestAsync(Session session, string? area, long personId, DateTimeOffset now) =>
        [.. (await officers.NearestAsync(session, Permission.AnswerTickets, area, now)).Where(officer => officer.Id != personId)];

    /// <summary>When the officers of an area are told next: now, or when the pause since they were told last is over.</summary>
    internal async Task<DateTimeOffset> PingAtAsync(Session session, string area, DateTimeOffset now) =>
        await TicketStore.LastPingAsync(session, area) is { } last && last + options.Value.PingEvery > now ? last + options.Value.PingEvery : now;
}
