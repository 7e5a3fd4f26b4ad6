using System.Diagnostics;
using BelajarBot.Access;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <summary>How many people stand at a step of a dialog that they have not ended.</summary>
internal sealed record StuckStep(string Dialog, string Step, long People);

/// <summary>
/// Where an officer's people have stopped, most of them first. No counter knows it, because every answer moves somebody; so
/// people are looked at, the newest first, for as long as an officer waits without wondering. Of very many, that is a part.
/// </summary>
/// <param name="Steps">The steps.</param>
/// <param name="IsComplete">Whether everybody was looked at; otherwise there are at least so many.</param>
internal sealed record StuckLook(List<StuckStep> Steps, bool IsComplete)
{
    /// <summary>How many people are looked at in one statement.</summary>
    private const long Range = 20_000;

    /// <summary>Looks.</summary>
    /// <param name="session">The unit: one beside the turns, where there are many people.</param>
    /// <param name="limit">The officer's areas.</param>
    /// <param name="longest">How long it may take, but for the last range.</param>
    internal static async Task<StuckLook> ReadAsync(Session session, AreaLimit limit, TimeSpan longest)
    {
        var sql = limit.Sql(
            $"""
            select c.dialog, c.step, count(*) as people from conversation c join {"{people}"} p on p.id = c.person_id
            where c.person_id > @from and c.person_id <= @to and c.status <> 'ended' group by c.dialog, c.step
            """);
        var began = Stopwatch.GetTimestamp();
        var found = new Dictionary<(string, string), long>();
        var to = await session.ScalarAsync<long>(AreaLimit.Everywhere.Sql("select coalesce(max(id), 0) from {people} p"));
        while (to > 0 && Stopwatch.GetElapsedTime(began) < longest)
        {
            foreach (var step in await session.QueryAsync<StuckStep>(sql, new { from = to - Range, to }))
            {
                found[(step.Dialog, step.Step)] = found.GetValueOrDefault((step.Dialog, step.Step)) + step.People;
            }

            to -= Range;
        }

        return new(
            [
                .. found.Select(each => new StuckStep(each.Key.Item1, each.Key.Item2, each.Value))
                    .OrderByDescending(step => step.People).ThenBy(step => step.Dialog, StringComparer.Ordinal).ThenBy(step => step.Step, StringComparer.Ordinal),
            ],
            IsComplete: to <= 0);
    }
}
