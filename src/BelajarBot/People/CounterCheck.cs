using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>A counter that does not say what the facts say.</summary>
internal sealed record CounterDifference(
    string Kind, string Scope, string Cycle, long Grain, long Day, string Area, string Level, string Name, long Counted, long Facts);

/// <summary>Holds the counters against the facts that they count, and counts anew.</summary>
internal static class CounterCheck
{
    /// <summary>What the counters should say. Days are numbered as <see cref="CountedFact.Day"/> does.</summary>
    private const string Expected =
        """
        with fact as (
            select 'milestone' as kind, m.scope, m.cycle, m.milestone as name, (m.reached_at + 25200000) / 86400000 as day,
                coalesce(p.region, '') as area, coalesce(p.level, '') as level
            from milestone m join person p on p.id = m.person_id
            union all
            select 'enrolment', e.program, e.cycle, '', (e.enrolled_at + 25200000) / 86400000, coalesce(p.region, ''), coalesce(p.level, '')
            from enrolment e join person p on p.id = e.person_id
            union all
            select 'person', '', '', coalesce(role, ''), (created_at + 25200000) / 86400000, coalesce(region, ''), coalesce(level, '')
            from person
        ),
        expected as (
            select kind, scope, cycle, 0 as grain, 0 as day, area, level, name, count(*) as people
            from fact group by kind, scope, cycle, area, level, name
            union all
            select kind, scope, cycle, 1, day, area, level, name, count(*) from fact group by kind, scope, cycle, day, area, level, name
            union all
            select kind, scope, cycle, 2, day, substr(area, 1, 2), level, name, count(*)
            from fact group by kind, scope, cycle, day, substr(area, 1, 2), level, name
            union all
            select kind, scope, cycle, 3, (day + 3) / 28 * 28 - 3, substr(area, 1, 2), level, name, count(*)
            from fact group by kind, scope, cycle, (day + 3) / 28 * 28 - 3, substr(area, 1, 2), level, name
        )
        """;

    /// <summary>Every counter that is wrong, up to so many.</summary>
    internal static Task<List<CounterDifference>> DifferencesAsync(Session session, int most) => session.QueryAsync<CounterDifference>(
        $"""
        {Expected}
        select kind, scope, cycle, grain, day, area, level, name, cast(sum(counted) as bigint) as counted, cast(sum(facts) as bigint) as facts
        from (
            select kind, scope, cycle, grain, day, area, level, name, people as counted, 0 as facts from counted
            union all
            select kind, scope, cycle, grain, day, area, level, name, 0, people from expected
        ) both_sides
        group by kind, scope, cycle, grain, day, area, level, name
        having sum(counted) <> sum(facts)
        order by kind, scope, cycle, grain, day, area, level, name
        limit @most
        """,
        new { most });

    /// <summary>Counts anew from the facts, while turns that would count wait.</summary>
    internal static async Task RepairAsync(Session session)
    {
        session.Unhurried = true;
        foreach (var table in new[] { "counter_change", "counter" })
        {
            if (session.Dialect.LockTable(table) is { } locking)
            {
                await session.ExecuteAsync(locking);
            }

            await session.ExecuteAsync($"delete from {table}");
        }

        await session.ExecuteAsync(
            $"""
            insert into counter (kind, scope, cycle, grain, day, area, level, name, people)
            {Expected}
            select kind, scope, cycle, grain, day, area, level, name, people from expected
            """);
    }
}
