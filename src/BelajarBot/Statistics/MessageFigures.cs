using BelajarBot.Access;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>What was decided about reminders for one reason.</summary>
internal sealed record DecidedReminders(string Decision, string Reason, long Count, long MovedOn);

/// <summary>What came of one broadcast, of its recipients in some areas.</summary>
internal sealed record BroadcastFigures(long Id, DateTimeOffset StartedAt, long Recipients, long Delivered, long MovedOn);

/// <summary>
/// Reads what the bot said by itself and what came of it. Somebody has moved on when they reached a mark or joined a programme
/// after it: of reminders within three days, of broadcasts since.
/// </summary>
internal static class MessageFigures
{
    /// <summary>Who moves on later does so for another reason.</summary>
    internal const int DaysToMoveOn = 3;

    /// <summary>The decisions on reminders in some days, by what was decided and why.</summary>
    internal static Task<List<DecidedReminders>> RemindersAsync(Session session, AreaLimit limit, Period period, string? level) => session.QueryAsync<DecidedReminders>(
        limit.Sql(
            $$"""
            select r.decision, coalesce(r.reason, '') as reason, count(*) as count, cast(sum(case when r.decision = 'sent' and (
                exists (select 1 from milestone m where m.person_id = p.id and m.reached_at > r.decided_at and m.reached_at <= r.decided_at + @days)
                or exists (select 1 from enrolment e where e.person_id = p.id and e.enrolled_at > r.decided_at and e.enrolled_at <= r.decided_at + @days))
                then 1 else 0 end) as bigint) as moved_on
            from reminder_log r join {people} p on p.id = r.person_id
            where r.decided_at >= @from and r.decided_at < @until{{Of(level)}} group by r.decision, coalesce(r.reason, '')
            """),
        new { from = period.Start, until = period.End, days = (long)TimeSpan.FromDays(DaysToMoveOn).TotalMilliseconds, level });

    /// <summary>The broadcasts that started in some days, the newest first. Of each only the recipients in the areas.</summary>
    internal static Task<List<BroadcastFigures>> BroadcastsAsync(Session session, AreaLimit limit, Period period, string? level) => session.QueryAsync<BroadcastFigures>(
        limit.Sql(
            $$"""
            select b.id, b.started_at, count(*) as recipients, cast(sum(case when o.state = 'sent' then 1 else 0 end) as bigint) as delivered,
                cast(sum(case when o.state = 'sent' and (
                    exists (select 1 from milestone m where m.person_id = p.id and m.reached_at > coalesce(o.sent_at, b.started_at))
                    or exists (select 1 from enrolment e where e.person_id = p.id and e.enrolled_at > coalesce(o.sent_at, b.started_at)))
                    then 1 else 0 end) as bigint) as moved_on
            from broadcast b join outbox o on o.campaign_id = b.campaign_id join {people} p on p.id = o.person_id
            where b.started_at >= @from and b.started_at < @until{{Of(level)}} group by b.id, b.started_at order by b.id desc
            """),
        new { from = period.Start, until = period.End, level });

    private static string Of(string? level) => level is null ? "" : " and p.level = @level";
}
