using BelajarBot.Access;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>Who asked for a human, and how soon somebody answered. Tickets belong to areas, so only the officer's own are counted.</summary>
internal static class TicketFigures
{
    private const int UsualDays = 30;

    internal static async Task<string> AnswerAsync(Answer answer)
    {
        var turn = answer.Turn;
        var own = turn.Officer.In(Permission.ReadStatistics);
        var limit = answer.Question.Area is { } area ? own.Within(area) : own;
        var period = answer.Question.Period ?? Period.Last(UsualDays, answer.Today);
        var tickets = await AllAsync(turn.Session, limit, period);
        if (tickets.Count == 0)
        {
            return turn.Text("nothing").Text;
        }

        var waits = tickets.Where(ticket => ticket.AnsweredAt is not null).Select(ticket => ticket.AnsweredAt!.Value - ticket.OpenedAt).Order().ToList();
        return turn.Text(
            "tickets",
            ("opened", answer.Words.Number(tickets.Count)),
            ("closed", answer.Words.Number(tickets.Count(ticket => ticket.ClosedAt is not null))),
            ("waiting", answer.Words.Number(tickets.Count(ticket => ticket is { ClosedAt: null, AnsweredAt: null }))),
            ("answered", answer.Words.Number(waits.Count)),
            ("median", waits.Count == 0 ? turn.Text("no_median").Text : Duration(waits[waits.Count / 2]))).Text;

        string Duration(TimeSpan wait) => wait >= TimeSpan.FromHours(2)
            ? turn.Text("hours", ("hours", answer.Words.Number((long)wait.TotalHours))).Text
            : turn.Text("minutes", ("minutes", answer.Words.Number((long)Math.Max(1, wait.TotalMinutes)))).Text;
    }

    /// <summary>The tickets that were opened in some days, with when staff first wrote.</summary>
    internal static Task<List<TicketTimes>> AllAsync(Session session, AreaLimit limit, Period period) => session.QueryAsync<TicketTimes>(
        limit.Sql(
            """
            select t.opened_at, t.closed_at, t.first_answer_at as answered_at from ticket t where {within t.area} and t.opened_at >= @from and t.opened_at < @until
            """),
        new { from = Start(period.From), until = Start(period.To.AddDays(1)) });

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
}

/// <summary>When a ticket was opened, first answered and closed.</summary>
internal sealed record TicketTimes(DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, DateTimeOffset? AnsweredAt);
