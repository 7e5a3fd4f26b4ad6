using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>
/// Adds what turns have noted to the counters. Figures are the same before and after, since they are read with what is still
/// noted; but few rows are read sooner than many.
/// </summary>
internal sealed class CounterFold(Database database) : IDueWork
{
    /// <summary>How many changes share a unit: few enough that nobody waits for it.</summary>
    private const int Together = 2000;

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        await session.FirstOrDefaultAsync<long?>("select id from counter_change limit 1") is null ? null : until;

    /// <inheritdoc />
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        for (var count = 0; ;)
        {
            var some = await database.WriteAsync(FoldAsync, cancel);
            count += some;
            if (some < Together)
            {
                return count;
            }
        }
    }

    /// <summary>Exactly the rows that were seen are added and removed: others may be writing more of them.</summary>
    private static async Task<int> FoldAsync(Session session)
    {
        long[] ids = [.. await session.QueryAsync<long>(
            $"select id from counter_change order by id limit {Together}{session.Dialect.ForUpdateSkipLocked}")];
        if (ids.Length > 0)
        {
            var isTheirs = session.Dialect.IsAnyOf("id", "@ids");
            session.Later(
                $"""
                insert into counter (kind, scope, cycle, grain, day, area, level, name, people)
                select kind, scope, cycle, grain, day, area, level, name, sum(people) from counted_change where {isTheirs}
                group by kind, scope, cycle, grain, day, area, level, name having sum(people) <> 0
                order by kind, scope, cycle, grain, day, area, level, name
                on conflict (kind, scope, cycle, grain, day, area, level, name) do update set people = counter.people + excluded.people
                """,
                new { ids });
            session.Later($"delete from counter_change where {isTheirs}", new { ids });
        }

        return ids.Length;
    }
}
