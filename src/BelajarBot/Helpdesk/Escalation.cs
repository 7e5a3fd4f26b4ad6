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
    /// <summary>So many in one unit: each takes several statements for every officer who is asked.</summary>
    private const int AtOnce = 20;

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until)
    {
        var escalation = await session.FirstOrDefaultAsync<DateTimeOffset?>(
            "select min(escalate_at) from ticket where closed_at is null and escalate_at <= @until", new { until });
        return Earliest(Earliest(escalation, await TicketNotices.NextDueAsync(session, until)), await routing.NextEndAsync(session, until));

        static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
    }

    /// <summary>
    /// First all are asked, then they are told, so that an officer has one message for all that comes to them now. Whom to tell stands in the rows:
    /// after a stop in between they are told with the next look.
    /// </summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await InUnitsAsync(async session => (await AskNextAsync(session, now), []), cancel)
            + await InUnitsAsync(async session => (await routing.TakeBackAsync(session, catalog.Current, now, AtOnce), []), cancel)
            + await InUnitsAsync(session => notices.TellAsync(session, catalog.Current, now, AtOnce), cancel);
    }

    /// <summary>Does a few in each unit until all are done: others who want to write wait for a unit's end.</summary>
    private async Task<int> InUnitsAsync(Func<Session, Task<(int Count, IReadOnlyList<OutgoingMessage> Messages)>> work, CancellationToken cancel)
    {
        for (var all = 0; ;)
        {
            var (count, messages) = await database.WriteAsync(work, cancel);
            sender.Enqueue(messages);
            all += count;
            if (count < AtOnce)
            {
                return all;
            }
        }
    }

    private async Task<int> AskNextAsync(Session session, DateTimeOffset now)
    {
        var unanswered = await session.QueryAsync<Unanswered>(
            """
            select id, claimed_by from ticket
            where closed_at is null and escalate_at <= @now order by escalate_at, id limit @AtOnce
            """,
            new { now, AtOnce });
        foreach (var ticket in unanswered)
        {
            // Unless another process was faster.
            if (await TicketStore.TakeEscalationAsync(session, ticket.Id, now))
            {
                await routing.AskNextAsync(session, catalog.Current, ticket.Id, now, silent: ticket.ClaimedBy);
            }
        }

        return unanswered.Count;
    }

    private sealed record Unanswered(long Id, long? ClaimedBy);
}
