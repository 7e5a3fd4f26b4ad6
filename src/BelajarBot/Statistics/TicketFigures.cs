using BelajarBot.Access;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>Who asked for a human, and how soon somebody answered. Tickets belong to areas, so only the officer's own are counted.</summary>
internal static class TicketFigures
{
    internal static async Task<string> AnswerAsync(Answer answer)
    {
        var (turn, limit, period, by) = (answer.Turn, answer.Place.Limit, answer.Question.Period!, answer.Question.By);
        var parts = await CountAsync(turn.Session, limit, period, by);
        if (answer.IsByArea)
        {
            return answer.AreaLines(parts.ConvertAll(part => turn.Text(
                "tickets_line", ("area", answer.Words.Area(part.Area)), ("opened", answer.Words.Number(part.Opened)), ("answered", answer.Words.Number(part.Answered))).Text));
        }

        var (now, before) = (All(parts), All(await CountAsync(turn.Session, limit, period.Before)));
        if (now.Opened + before.Opened == 0)
        {
            return turn.Text("nothing").Text;
        }

        return turn.Text(
            "tickets",
            ("opened", answer.Changed(now.Opened, before.Opened)), ("closed", answer.Words.Number(now.Closed)), ("waiting", answer.Words.Number(now.Waiting)),
            ("answered", answer.Changed(now.Answered, before.Answered)),
            ("median", now.Answered == 0 ? turn.Text("no_median").Text : Duration(await MedianAsync(turn.Session, limit, period, now.Answered)))).Text;

        string Duration(TimeSpan wait) => wait >= TimeSpan.FromHours(2)
            ? turn.Text("hours", ("hours", answer.Words.Number((long)wait.TotalHours))).Text
            : turn.Text("minutes", ("minutes", answer.Words.Number((long)Math.Max(1, wait.TotalMinutes)))).Text;

        static TicketCounts All(List<TicketCounts> parts) => parts is [var only] ? only : new TicketCounts("", 0, 0, 0, 0);
    }

    /// <summary>The tickets that were opened in some days, by area where that is asked for.</summary>
    internal static Task<List<TicketCounts>> CountAsync(Session session, AreaLimit limit, Period period, Division by = Division.None) => session.QueryAsync<TicketCounts>(
        limit.Sql(
            $$"""
            select {{Figures.AreaKey("t.area", limit, by)}} as area, count(*) as opened,
                coalesce(sum(case when t.closed_at is null then 0 else 1 end), 0) as closed,
                coalesce(sum(case when t.closed_at is null and t.first_answer_at is null then 1 else 0 end), 0) as waiting, count(t.first_answer_at) as answered
            from ticket t where {within t.area} and t.opened_at >= @from and t.opened_at < @until group by 1 order by 2 desc, 1
            """),
        new { from = period.Start, until = period.End });

    /// <summary>How long the one in the middle waited for a first answer, of so many that got one.</summary>
    private static async Task<TimeSpan> MedianAsync(Session session, AreaLimit limit, Period period, long answered) => TimeSpan.FromMilliseconds(await session.ScalarAsync<long>(
        limit.Sql(
            """
            select t.first_answer_at - t.opened_at from ticket t
            where {within t.area} and t.opened_at >= @from and t.opened_at < @until and t.first_answer_at is not null
            order by 1 limit 1 offset @middle
            """),
        new { from = period.Start, until = period.End, middle = answered / 2 }));
}

/// <summary>Tickets of an area that were opened in some days.</summary>
internal sealed record TicketCounts(string Area, long Opened, long Closed, long Waiting, long Answered);
