using BelajarBot.Access;
using BelajarBot.Storage;
using BelajarBot.Wording;

namespace BelajarBot.Statistics;

/// <summary>The meetings of an area: how many were held, how many came, how they found it. Events belong to areas, so only the officer's own are counted.</summary>
internal static class EventFigures
{
    private const int UsualDays = 30;

    internal static async Task<string> AnswerAsync(Answer answer)
    {
        var turn = answer.Turn;
        var own = turn.Officer.In(Permission.ReadStatistics);
        var limit = answer.Question.Area is { } area ? own.Within(area) : own;
        var counts = await CountAsync(turn.Session, limit, answer.Question.Period ?? Period.Last(UsualDays, answer.Today));
        return counts.Held + counts.Cancelled == 0
            ? turn.Text("nothing").Text
            : turn.Text(
                "events",
                ("held", answer.Words.Number(counts.Held)), ("cancelled", answer.Words.Number(counts.Cancelled)), ("yes", answer.Words.Number(counts.Yes)),
                ("attended", answer.Words.Number(counts.Attended)),
                ("rating", counts.Ratings == 0 ? "–" : Moments.Number(Math.Round((decimal)counts.Stars / counts.Ratings, 1), turn.Person.Language))).Text;
    }

    /// <summary>The events that begin in some days, and the answers to them.</summary>
    internal static async Task<EventCounts> CountAsync(Session session, AreaLimit limit, Period period)
    {
        var days = new { from = Start(period.From), until = Start(period.To.AddDays(1)) };
        var (held, cancelled) = await session.FirstOrDefaultAsync<(long Held, long Cancelled)>(
            limit.Sql(
                """
                select coalesce(sum(case when e.state = 'open' then 1 else 0 end), 0), coalesce(sum(case when e.state = 'cancelled' then 1 else 0 end), 0)
                from event e where {within e.area} and e.starts_at >= @from and e.starts_at < @until
                """),
            days);
        var (yes, attended, ratings, stars) = await session.FirstOrDefaultAsync<(long Yes, long Attended, long Ratings, long Stars)>(
            limit.Sql(
                """
                select coalesce(sum(case when a.state = 'yes' then 1 else 0 end), 0), count(a.attended_at), count(a.rating), coalesce(sum(a.rating), 0)
                from event e join event_answer a on a.event_id = e.id
                where {within e.area} and e.state = 'open' and e.starts_at >= @from and e.starts_at < @until
                """),
            days);
        return new EventCounts(held, cancelled, yes, attended, ratings, stars);
    }

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
}

/// <summary>Events of an area in some days.</summary>
internal sealed record EventCounts(long Held, long Cancelled, long Yes, long Attended, long Ratings, long Stars);
