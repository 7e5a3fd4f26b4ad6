using System.Text.Json;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Helpdesk;

/// <summary>A person whom a dialog handed over to a human.</summary>
/// <param name="Id">Its number.</param>
/// <param name="PersonId">Whom it concerns.</param>
/// <param name="Dialog">The dialog that handed over.</param>
/// <param name="Queue">Who is asked.</param>
/// <param name="Area">The code of the person's area, or null.</param>
/// <param name="Note">What the human is told, or null.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="AnswerBy">When somebody should have answered, or null.</param>
/// <param name="Holds">Whether the dialog waits for it.</param>
internal sealed record Ticket(
    long Id, long PersonId, string Dialog, string Queue, string? Area, string? Note, DateTimeOffset OpenedAt, DateTimeOffset? AnswerBy, bool Holds);

/// <summary>A ticket to be opened.</summary>
/// <param name="PersonId">Whom it concerns.</param>
/// <param name="Dialog">The dialog that they are in; empty for none.</param>
/// <param name="Step">The step that they stand on, or null.</param>
/// <param name="Tries">How many answers to that step could not be used.</param>
/// <param name="Holds">Whether the dialog waits for it.</param>
/// <param name="Queue">Who is asked.</param>
/// <param name="Area">The code of the person's area, or null.</param>
/// <param name="Note">What the human is told, or null.</param>
/// <param name="AnswerBy">When somebody should have answered.</param>
internal sealed record NewTicket(
    long PersonId, string Dialog, string? Step, int Tries, bool Holds, string Queue, string? Area, string? Note, DateTimeOffset AnswerBy);

/// <summary>Where the person of a ticket is.</summary>
internal sealed record TicketAddress(string Channel, string Address);

/// <summary>The tickets and what is said in them.</summary>
internal static class TicketStore
{
    private const string Columns = "id, person_id, dialog, queue, area, note, opened_at, answer_by, holds";

    /// <summary>A ticket that is not closed yet, or null.</summary>
    internal static Task<Ticket?> FindOpenAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<Ticket>($"select {Columns} from ticket where id = @id and closed_at is null", new { id });

    /// <summary>Where the person of a ticket is, or null when there is no such ticket.</summary>
    internal static Task<TicketAddress?> AddressAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<TicketAddress>(
            "select p.channel, p.address from ticket t join person p on p.id = t.person_id where t.id = @id", new { id });

    /// <summary>What humans are asked at the moment about a person, oldest first.</summary>
    internal static Task<List<Ticket>> OpenOfPersonAsync(Session session, long personId) =>
        session.QueryAsync<Ticket>($"select {Columns} from ticket where person_id = @personId and closed_at is null order by id", new { personId });

    /// <summary>Opens a ticket; returns its number.</summary>
    internal static async Task<long> OpenAsync(Session session, NewTicket ticket, DateTimeOffset now) =>
        await session.ScalarAsync<long>(
            """
            insert into ticket (person_id, dialog, step, tries, holds, queue, area, note, opened_at, answer_by)
            values (@PersonId, @Dialog, @Step, @Tries, @holds, @Queue, @Area, @Note, @now, @AnswerBy)
            returning id
            """,
            new
            {
                ticket.PersonId, ticket.Dialog, ticket.Step, ticket.Tries, holds = ticket.Holds ? 1L : 0, ticket.Queue, ticket.Area, ticket.Note, now, ticket.AnswerBy,
            });

    /// <summary>Keeps what the person said, without secrets.</summary>
    internal static Task AddFromPersonAsync(Session session, long ticketId, Input said, DateTimeOffset now) =>
        session.ExecuteAsync(
            "insert into ticket_message (ticket_id, body, at) values (@ticketId, @body, @now)",
            new { ticketId, body = JsonSerializer.Serialize(said, SaidJson.Default.Input), now });

    /// <summary>Keeps what staff wrote to the person.</summary>
    internal static Task AddFromStaffAsync(Session session, long ticketId, string words, DateTimeOffset now) =>
        session.ExecuteAsync(
            "insert into ticket_message (ticket_id, body, at, author) values (@ticketId, @body, @now, 'staff')",
            new { ticketId, body = JsonSerializer.Serialize<Input>(new TextInput(words), SaidJson.Default.Input), now });

    /// <summary>Nobody is at it any more; a ticket that is closed already stays as it was.</summary>
    internal static Task CloseAsync(Session session, long ticketId, DateTimeOffset now) =>
        session.ExecuteAsync("update ticket set closed_at = @now where id = @ticketId and closed_at is null", new { ticketId, now });
}
