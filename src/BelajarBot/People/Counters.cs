using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>
/// How many people there are, and how far they have come: sums that are written in the same unit as the facts that they
/// count. Whoever changes such a fact notes it here; what nobody noted costs nothing.
/// </summary>
internal sealed class Counters
{
    /// <summary>A fact that comes and goes in the same unit counts as nothing; so the numbers are sums, and what is zero is not written.</summary>
    private readonly Dictionary<CountedFact, int> noted = [];

    /// <summary>A fact came to be (1) or is no more (-1).</summary>
    internal void Note(CountedFact fact, int by = 1) => noted[fact] = noted.GetValueOrDefault(fact) + by;

    /// <summary>Writes what was noted about a person, who may have moved in the meantime: then all of theirs moves along.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="before">The person as they were.</param>
    /// <param name="after">The person as they are now.</param>
    internal async Task WriteAsync(Session session, Person before, Person after)
    {
        var (from, to) = (CountedPlace.Of(before), CountedPlace.Of(after));
        if (from == to && before.Role == after.Role)
        {
            foreach (var (fact, by) in noted.Where(change => change.Value != 0).OrderBy(change => change.Key.Order, StringComparer.Ordinal))
            {
                await CounterRows.WriteAsync(session, fact, from, by);
            }
        }
        else
        {
            var rows = new CounterRows();
            foreach (var (fact, by) in noted)
            {
                rows.Add(fact, from, by);
            }

            foreach (var fact in await FactsOfAsync(session, before.Id))
            {
                rows.Add(fact.Kind == CountedFact.Known ? fact with { Name = before.Role ?? "" } : fact, from, -1);
                rows.Add(fact.Kind == CountedFact.Known ? fact with { Name = after.Role ?? "" } : fact, to, 1);
            }

            await rows.WriteAsync(session);
        }

        noted.Clear();
    }

    /// <summary>Somebody new is known, of whom nothing else is.</summary>
    internal static Task WelcomeAsync(Session session, DateTimeOffset now) => CounterRows.WriteAsync(session, Arrival(now), CountedPlace.Unknown, 1);

    /// <summary>That somebody new is known.</summary>
    internal static CountedFact Arrival(DateTimeOffset now) => new(CountedFact.Known, "", "", "", now);

    /// <summary>A person is about to be erased: nothing of theirs counts any more.</summary>
    internal static async Task ForgetAsync(Session session, long personId)
    {
        if (await session.FirstOrDefaultAsync<CountedPlace>(
            "select coalesce(region, '') as area, coalesce(level, '') as level from person where id = @personId", new { personId }) is not { } place)
        {
            return;
        }

        var rows = new CounterRows();
        foreach (var fact in await FactsOfAsync(session, personId))
        {
            rows.Add(fact, place, -1);
        }

        await rows.WriteAsync(session);
    }

    private static Task<List<CountedFact>> FactsOfAsync(Session session, long personId) => session.QueryAsync<CountedFact>(
        """
        select 'milestone' as kind, scope, cycle, milestone as name, reached_at as at from milestone where person_id = @personId
        union all select 'enrolment', program, cycle, '', enrolled_at from enrolment where person_id = @personId
        union all select 'person', '', '', coalesce(role, ''), created_at from person where id = @personId
        """,
        new { personId });
}
