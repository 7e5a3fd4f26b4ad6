using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Storage;

namespace BelajarBot.Helpdesk;

/// <summary>
/// What staff do with a ticket: they write to the person, and they close it, upon which the dialog goes on. Each is a turn
/// of the person's like their own messages, so it happens wholly or not at all, and in order with them.
/// </summary>
internal sealed class TicketDesk(Database database, Turns turns)
{
    /// <summary>Writes to the person; false when the ticket is closed or unknown.</summary>
    /// <exception cref="ArgumentException">There are no words, or more than a message holds.</exception>
    internal Task<bool> SayAsync(long ticketId, string words, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > FrontDesk.LongestFromStaff)
        {
            throw new ArgumentException($"Staff write 1 to {FrontDesk.LongestFromStaff} characters at a time.", nameof(words));
        }

        // What nobody may send to the bot, staff may not send through it either: it would stand in the store.
        var clean = SecretDetector.Redact(words).Text;
        return ActAsync(
            ticketId,
            async (session, ticket, now) =>
            {
                await TicketStore.AddFromStaffAsync(session, ticket.Id, clean, now);
                return (library, visitor) => FrontDesk.PassOn(library, visitor, clean);
            },
            cancel);
    }

    /// <summary>Closes the ticket and lets the dialog go on; false when it is closed or unknown.</summary>
    internal Task<bool> CloseAsync(long ticketId, CancellationToken cancel) =>
        ActAsync(
            ticketId,
            async (session, ticket, now) =>
            {
                await TicketStore.CloseAsync(session, ticket.Id, now);
                return (library, visitor) => ticket.Holds
                    ? FrontDesk.GiveBack(library, visitor, ticket.Dialog, now)
                    : Reply.Only(visitor);
            },
            cancel);

    private async Task<bool> ActAsync(
        long ticketId, Func<Session, Ticket, DateTimeOffset, Task<Func<DialogLibrary, Visitor, Reply>>> act, CancellationToken cancel) =>
        await database.ReadAsync(session => TicketStore.AddressAsync(session, ticketId), cancel) is { } person
        && await turns.ActAsync(
            person.Channel, person.Address,
            // Once more, now that the person's row is locked: somebody else may have closed it meanwhile.
            async (session, now) => await TicketStore.FindOpenAsync(session, ticketId) is { } ticket ? await act(session, ticket, now) : null,
            cancel);
}
