using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Helpdesk;

/// <summary>
/// When nobody answers a question, the next are asked, too: Kapten, Duta, admin, then the area around; at the top the same again. Who took it and said nothing has it no longer, or those above could do nothing about it; nor has whoever may no longer answer it.
/// </summary>
internal sealed class Escalation(
    Database database, TicketRouting routing, TicketNotices notices, DialogCatalog catalog, Sender sender, TimeProvider time) : IDueWork
{
    private const int AtOnce = 400;

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until)
    {
        var escalation = await session.FirstOrDefaultAsync<DateTimeOffset?>(
            "select min(escalate_at) from ticket where closed_at is null and escalate_at <= @until", new { until });
        return Earliest(Earliest(escalation, await TicketNotices.NextDueAsync(session, until)), await routing.NextEndAsync(session, until));

        static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
    }

    /// <inheritdoc />
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (count, messages) = await database.WriteAsync(session => AskAndTellAsync(session, now), cancel);
        sender.Enqueue(messages);
        return count;
    }

    /// <summary>Whom to ask next, and telling whoever is asked, are one unit: nobody is asked without being told.</summary>
    private async Task<(int Count, IReadOnlyList<OutgoingMessage> Messages)> AskAndTellAsync(Session session, DateTimeOffset now)
    {
        var unanswered = await session.QueryAsync<Unanswered>(
            """
            select id, claimed_by from ticket
            where closed_at is null and escalate_at <= @now order by escalate_at, id limit @AtOnce
            """,
            new { now, AtOnce });
        foreach (var ticket in unanswered)
        {
            await AskNextAsync(session, ticket, now);
        }

        var takenBack = await routing.TakeBackAsync(session, catalog.Current, now);
        var messages = await notices.TellAsync(session, catalog.Current, now, AtOnce);
        return (unanswered.Count + takenBack + messages.Count, messages);
    }

    private async Task AskNextAsync(Session session, Unanswered ticket, DateTimeOffset now)
    {
        if (!await TicketStore.TakeEscalationAsync(session, ticket.Id, now))
        {
            // Another process was faster.
            return;
        }

        await routing.AskNextAsync(session, catalog.Current, ticket.Id, now, silent: ticket.ClaimedBy);
    }

    private sealed record Unanswered(long Id, long? ClaimedBy);
}
