using BelajarBot.Access;
using BelajarBot.Storage;
using BelajarBot.Wording;

namespace BelajarBot.Statistics;

/// <summary>The meetings of an area: how many were held, how many came, how they found it. Events belong to areas, so only the officer's own are counted.</summary>
internal static class EventFigures
{
    internal static async Task<string> AnswerAsync(Answer answer)
    {
        var (turn, limit, period, by) = (answer.Turn, answer.Place.Limit, answer.Question.Period!, answer.Question.By);
        var parts = await CountAsync(turn.Session, limit, period, by);
        if (answer.IsByArea)
        {
            return answer.AreaLines(parts.ConvertAll(part => turn.Text(
                "events_line", ("area", part.Area.Length == 0 ? turn.Text("country").Text : answer.Words.Area(part.Area)),
                ("held", answer.Words.Number(part.Held)), ("attended", answer.Words.Number(part.Attended))).Text));
        }

        var (now, before) = (All(parts), All(await CountAsync(turn.Session, limit, period.Before)));
        return now.Held + now.Cancelled + before.Held == 0
            ? turn.Text("nothing").Text
            : turn.Text(
                "events",
                ("held", answer.Changed(now.Held, before.Held)), ("cancelled", answer.Words.Number(now.Cancelled)), ("yes", answer.Words.Number(now.Yes)),
                ("attended", answer.Changed(now.Attended, before.Attended)),
                ("rating", now.Ratings == 0 ? "–" : Moments.Number(Math.Round((decimal)now.Stars / now.Ratings, 1), turn.Person.Language))).Text;

        static EventCounts All(List<EventCounts> parts) => parts is [var only] ? only : new EventCounts("", 0, 0, 0, 0, 0, 0);
    }

    /// <summary>The events that begin in some days with the answers to them, by area where that is asked for.</summary>
    internal static Task<List<EventCounts>> CountAsync(Session session, AreaLimit limit, Period period, Division by = Division.None) => session.QueryAsync<EventCounts>(
        limit.Sql(
            $$"""
            select {{Figures.AreaKey("e.area", limit, by)}} as area,
                coalesce(sum(case when e.state = 'open' then 1 else 0 end), 0) as held, coalesce(sum(case when e.state = 'cancelled' then 1 else 0 end), 0) as cancelled,
                cast(coalesce(sum(a.yes), 0) as bigint) as yes, cast(coalesce(sum(a.attended), 0) as bigint) as attended,
                cast(coalesce(sum(a.ratings), 0) as bigint) as ratings, cast(coalesce(sum(a.stars), 0) as bigint) as stars
            from event e left join (
                select event_id, sum(case when state = 'yes' then 1 else 0 end) as yes, count(attended_at) as attended, count(rating) as ratings, sum(rating) as stars
                from event_answer where event_id in (
                    select h.id from event h where {within h.area} and h.state = 'open' and h.starts_at >= @from and h.starts_at < @until)
                group by event_id
            ) a on a.event_id = e.id
            where {within e.area} and e.state in ('open', 'cancelled') and e.starts_at >= @from and e.starts_at < @until group by 1 order by 2 desc, 1
            """),
        new { from = period.Start, until = period.End });
}

/// <summary>Events of an area in some days.</summary>
internal sealed record EventCounts(string Area, long Held, long Cancelled, long Yes, long Attended, long Ratings, long Stars);
