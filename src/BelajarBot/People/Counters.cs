using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>
/// How many people there are, and how far they have come: sums that are written in the same unit as the facts that they
/// count. Whoever changes such a fact notes it here; what nobody noted costs nothing.
/// </summary>
/// <param name="before">What counts about the person as the unit begins, with their row locked.</param>
internal sealed class Counters(IReadOnlyList<CountedFact> before)
{
    /// <summary>A fact that comes and goes in the same unit counts as nothing; so the numbers are sums, and what is zero is not written.</summary>
    private readonly Dictionary<CountedFact, int> noted = [];

    /// <summary>A fact came to be (1) or is no more (-1).</summary>
    internal void Note(CountedFact fact, int by = 1) => noted[fact] = noted.GetValueOrDefault(fact) + by;

    /// <summary>Whether a fact is there already, whenever it came to be.</summary>
    internal bool Has(CountedFact fact) =>
        before.Count(fact.IsSameAs) + noted.Where(change => fact.IsSameAs(change.Key)).Sum(change => change.Value) > 0;

    /// <summary>Writes what was noted about a person, who may have moved in the meantime: then all of theirs moves along.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="person">The person as they were.</param>
    /// <param name="after">The person as they are now.</param>
    internal void Write(Session session, Person person, Person after)
    {
        var (from, to) = (CountedPlace.Of(person), CountedPlace.Of(after));
        foreach (var fact in before)
        {
            var (was, now) = (Named(fact, person.Role), Named(fact, after.Role));
            if (from != to || was != now)
            {
                Write(session, was, from, -1);
                Write(session, now, to, 1);
            }
        }

        foreach (var (fact, by) in noted.Where(change => change.Value != 0))
        {
            Write(session, Named(fact, after.Role), to, by);
        }

        noted.Clear();
    }

    /// <summary>People are counted by what they are.</summary>
    private static CountedFact Named(CountedFact fact, string? role) => fact.Kind == CountedFact.Known ? fact with { Name = role ?? "" } : fact;

    /// <summary>Somebody new is known, of whom nothing else is.</summary>
    internal static void Welcome(Session session, DateTimeOffset now) => Write(session, Arrival(now), CountedPlace.Unknown, 1);

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

        foreach (var fact in await CountedFact.OfPersonAsync(session, personId))
        {
            Write(session, fact, place, -1);
        }
    }

    /// <summary>Leaves a change for <see cref="CounterFold"/>.</summary>
    private static void Write(Session session, CountedFact fact, CountedPlace place, int by) => session.Later(
        """
        insert into counter_change (kind, scope, cycle, day, area, level, name, people)
        values (@Kind, @Scope, @Cycle, @Day, @Area, @Level, @Name, @by)
        """,
        new { fact.Kind, fact.Scope, fact.Cycle, fact.Day, place.Area, place.Level, fact.Name, by });
}
