using System.Text.Json;
using BelajarBot.Access;
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
/// <param name="LastSaidAt">When somebody, on whichever side, said something in it last; null until the person has.</param>
internal sealed record Ticket(
    long Id, long PersonId, string Dialog, string Queue, string? Area, string? Note, DateTimeOffset OpenedAt, DateTimeOffset? AnswerBy, bool Holds,
    DateTimeOffset? LastSaidAt)
{
    /// <summary>How long nobody has said anything when whoever writes next cannot know whether it arrives.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether the person is told that what they say now is passed on: their first words, and words into a silence. The next of several in a row need
    /// no such word, nor does an answer to an answer. A clock that was put back, or on, is a silence.
    /// </summary>
    internal bool IsSilentAt(DateTimeOffset now) => LastSaidAt is not { } last || (now - last).Duration() >= Silence;
}

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

/// <summary>Whose ticket it is, where it begins, and who was asked last, if anybody.</summary>
internal sealed record TicketToAsk(long PersonId, string Queue, string? Area, string? AskedArea, Role? AskedRole);

/// <summary>A ticket that somebody has taken.</summary>
internal sealed record HeldTicket(long Id, long PersonId, string? Area, long ClaimedBy);

/// <summary>Somebody to whom a message of a ticket goes.</summary>
internal sealed record Correspondent(long Id, string Channel, string Address, string Language, string? Zone);

/// <summary>A message of a ticket.</summary>
internal sealed record TicketLine(string Author, string Body, DateTimeOffset At)
{
    /// <summary>What was said.</summary>
    internal Input Said => JsonSerializer.Deserialize(Body, SaidJson.Default.Input)!;
}

/// <summary>Where the person of a ticket is.</summary>
internal sealed record TicketAddress(string Channel, string Address);

/// <summary>The tickets and what is said in them.</summary>
internal static class TicketStore
{
    private const string Columns =
        """
        id, person_id, dialog, queue, area, note, opened_at, answer_by, holds, (
            select m.at from ticket_message m
            where m.ticket_id = ticket.id and exists (select 1 from ticket_message p where p.ticket_id = ticket.id and p.author = 'person')
            order by m.id desc limit 1) as last_said_at
        """;

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

    /// <summary>Of the open questions of a person, the one that an officer wrote about last; null where none has.</summary>
    internal static Task<Ticket?> TalkedOfAsync(Session session, long personId) => session.FirstOrDefaultAsync<Ticket>(
        $"""
        select {Columns} from ticket
        where person_id = @personId and closed_at is null and exists (select 1 from ticket_message m where m.ticket_id = ticket.id and m.author = 'staff')
        order by (select max(m.id) from ticket_message m where m.ticket_id = ticket.id and m.author = 'staff') desc limit 1
        """,
        new { personId });

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

    /// <summary>What decides who is asked about a ticket.</summary>
    internal static async Task<TicketToAsk> ToAskAsync(Session session, long ticketId) => (await session.FirstOrDefaultAsync<TicketToAsk>(
        "select person_id, queue, area, asked_area, asked_role from ticket where id = @ticketId", new { ticketId }))!;

    /// <summary>Officers of a role in an area, if there are any, were asked just now; and so are others at this moment.</summary>
    internal static Task AskedAsync(Session session, long ticketId, string? area, Role? role, DateTimeOffset escalateAt) => session.ExecuteAsync(
        "update ticket set asked_area = coalesce(@area, asked_area), asked_role = coalesce(@role, asked_role), escalate_at = @escalateAt where id = @ticketId",
        new { ticketId, area, role, escalateAt });

    /// <summary>An officer takes a ticket, and has as long to answer as those before; false when another has it, or it is closed.</summary>
    internal static async Task<bool> ClaimAsync(Session session, long ticketId, long officerId, DateTimeOffset now, DateTimeOffset escalateAt) => await session.ExecuteAsync(
        """
        update ticket set claimed_by = @officerId, claimed_at = @now,
            escalate_at = case when (select m.author from ticket_message m where m.ticket_id = ticket.id order by m.id desc limit 1) = 'staff' then null else @escalateAt end
        where id = @ticketId and closed_at is null and (claimed_by is null or claimed_by = @officerId)
        """,
        new { ticketId, officerId, now, escalateAt }) > 0;

    /// <summary>The time of those who were asked is over, and of whoever took it; false when that is not so, or not any more.</summary>
    internal static async Task<bool> TakeEscalationAsync(Session session, long ticketId, DateTimeOffset now) => await session.ExecuteAsync(
        "update ticket set claimed_by = null, claimed_at = null, escalate_at = null where id = @ticketId and closed_at is null and escalate_at <= @now",
        new { ticketId, now }) > 0;

    /// <summary>This officer has it no longer; false when they had it not.</summary>
    internal static async Task<bool> GiveBackAsync(Session session, long ticketId, long officerId) => await session.ExecuteAsync(
        "update ticket set claimed_by = null, claimed_at = null where id = @ticketId and claimed_by = @officerId and closed_at is null", new { ticketId, officerId }) > 0;

    /// <summary>The person waits for an answer: those above are asked then, if not before.</summary>
    internal static Task AwaitAnswerAsync(Session session, long ticketId, DateTimeOffset escalateAt) => session.ExecuteAsync(
        "update ticket set escalate_at = coalesce(escalate_at, @escalateAt) where id = @ticketId and closed_at is null", new { ticketId, escalateAt });

    /// <summary>The open tickets, or only this one, whose officers may no longer answer them: the role has ended, or was taken away.</summary>
    internal static Task<List<HeldTicket>> HeldByFormerAsync(Session session, Officers officers, DateTimeOffset now, int limit, long? ticketId = null) => session.QueryAsync<HeldTicket>(
        $"""
        select t.id, t.person_id, t.area, t.claimed_by from ticket t join person p on p.id = t.claimed_by
        where t.closed_at is null and not {officers.MaySql(Permission.AnswerTickets, "coalesce(t.area, '')")} and @ticketId in (0, t.id)
        order by t.id limit @limit
        """,
        new { now, limit, ticketId = ticketId ?? 0 });

    /// <summary>The earliest moment, up to the one given, at which there is such a ticket.</summary>
    internal static Task<DateTimeOffset?> NextFormerAsync(Session session, Officers officers, DateTimeOffset until) => session.FirstOrDefaultAsync<DateTimeOffset?>(
        $"""
        select min(coalesce(
            (select max(coalesce(g.revoked_at, g.until)) from role_grant g where g.person_id = p.id and {Officers.CoversSql(Permission.AnswerTickets, "coalesce(t.area, '')")}),
            t.claimed_at))
        from ticket t join person p on p.id = t.claimed_by
        where t.closed_at is null and not {officers.MaySql(Permission.AnswerTickets, "coalesce(t.area, '')")}
        """,
        new { now = until });

    /// <summary>The person of a ticket.</summary>
    internal static Task<Correspondent?> PersonOfAsync(Session session, long ticketId) => session.FirstOrDefaultAsync<Correspondent>(
        "select p.id, p.channel, p.address, p.language, p.zone from ticket t join person p on p.id = t.person_id where t.id = @ticketId", new { ticketId });

    /// <summary>The officer who has taken a ticket that is still open, or null.</summary>
    internal static Task<Correspondent?> OfficerOfAsync(Session session, long ticketId) => session.FirstOrDefaultAsync<Correspondent>(
        """
        select p.id, p.channel, p.address, p.language, p.zone from ticket t join person p on p.id = t.claimed_by
        where t.id = @ticketId and t.closed_at is null
        """,
        new { ticketId });

    /// <summary>What was said in it, oldest first.</summary>
    internal static Task<List<TicketLine>> LinesAsync(Session session, long ticketId) => session.QueryAsync<TicketLine>(
        "select author, body, at from ticket_message where ticket_id = @ticketId order by id", new { ticketId });

    /// <summary>The person rates a ticket of theirs that is closed, once; false when there is nothing to rate.</summary>
    internal static async Task<bool> RateAsync(Session session, long ticketId, long personId, int rating) => await session.ExecuteAsync(
        "update ticket set rating = @rating where id = @ticketId and person_id = @personId and closed_at is not null and rating is null",
        new { ticketId, personId, rating }) > 0;

    /// <summary>Keeps what the person said, without secrets.</summary>
    internal static Task AddFromPersonAsync(Session session, long ticketId, Input said, DateTimeOffset now) =>
        session.ExecuteAsync(
            "insert into ticket_message (ticket_id, body, at) values (@ticketId, @body, @now)",
            new { ticketId, body = JsonSerializer.Serialize(said, SaidJson.Default.Input), now });

    /// <summary>Keeps what staff wrote to the person.</summary>
    internal static Task AddFromStaffAsync(Session session, long ticketId, string words, DateTimeOffset now) =>
        AddFromStaffAsync(session, ticketId, new TextInput(words), now);

    /// <summary>Keeps what staff sent to the person. The first answer ends the asking of others.</summary>
    internal static async Task AddFromStaffAsync(Session session, long ticketId, Input said, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            "insert into ticket_message (ticket_id, body, at, author) values (@ticketId, @body, @now, 'staff')",
            new { ticketId, body = JsonSerializer.Serialize(said, SaidJson.Default.Input), now });
        await session.ExecuteAsync(
            "update ticket set first_answer_at = coalesce(first_answer_at, @now), escalate_at = null where id = @ticketId", new { ticketId, now });
        await session.ExecuteAsync("update ticket_notice set due_at = null where ticket_id = @ticketId", new { ticketId });
    }

    /// <summary>An officer is done with it; the dialog that waited for it is due at once, which the engine takes for the end of the wait.</summary>
    internal static async Task CloseAsync(Session session, long ticketId, string reason, DateTimeOffset now)
    {
        // A turn of the person's that is under way would write over what is due.
        await session.ExecuteAsync(
            $"select id from person where id = (select person_id from ticket where id = @ticketId){session.Dialect.ForUpdate}", new { ticketId });
        await session.ExecuteAsync("update ticket set reason = @reason where id = @ticketId and closed_at is null", new { ticketId, reason });
        await CloseAsync(session, ticketId, now);
        await session.ExecuteAsync(
            """
            update conversation set due_at = @now where status = 'handed_over' and exists (
                select 1 from ticket t where t.id = @ticketId and t.holds = 1 and t.person_id = conversation.person_id and t.dialog = conversation.dialog)
            """,
            new { ticketId, now });
    }

    /// <summary>Nobody is at it any more; a ticket that is closed already stays as it was.</summary>
    internal static Task CloseAsync(Session session, long ticketId, DateTimeOffset now) =>
        session.ExecuteAsync("update ticket set closed_at = @now where id = @ticketId and closed_at is null", new { ticketId, now });
}
