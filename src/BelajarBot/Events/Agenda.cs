using BelajarBot.Access;
using BelajarBot.Storage;
using BelajarBot.Submissions;

namespace BelajarBot.Events;

/// <summary>An issue that comes before a PMO meeting.</summary>
internal sealed record AgendaItem(long SubmissionId, long EventId, long PersonId, string? Decision, long? TaskId);

/// <summary>The issues of PMO meetings: what was sent in as one and approved, each on the agenda of one meeting.</summary>
internal static class Agenda
{
    private const string Columns = "a.submission_id, a.event_id, s.person_id, a.decision, a.task_id";

    /// <summary>
    /// Puts on the agenda of a meeting to come what is approved in its area and on none, or on one that is over and decided
    /// nothing. Of several meetings the next one takes it, among those whose officer may review it.
    /// </summary>
    internal static Task<List<(long SubmissionId, long PersonId)>> TakeUpAsync(
        Session session, Officers officers, Event meeting, DateTimeOffset now, int most) =>
        session.QueryAsync<(long SubmissionId, long PersonId)>(
            $"""
            insert into event_agenda (submission_id, event_id)
            select s.id, @Id from submission s
            where s.kind = '{SubmissionStore.Pmo}' and s.state = '{SubmissionState.Approved}' and {Covers("@Area")} and {MayReview(officers, "@OfficerId")}
                and not exists (
                    select 1 from event_agenda a join event e on e.id = a.event_id
                    where a.submission_id = s.id and (a.decision is not null or (e.state = '{EventState.Open}' and e.starts_at + e.length_minutes * 60000 > @now)))
                and not exists (
                    select 1 from event e where e.kind = '{Event.Pmo}' and e.state = '{EventState.Open}' and e.starts_at > @now and e.starts_at < @StartsAt and {Covers("e.area")}
                        and {MayReview(officers, "e.officer_id")})
            order by s.id limit @most
            on conflict (submission_id) do update set event_id = excluded.event_id
            returning submission_id, (select person_id from submission where id = submission_id) as person_id
            """,
            new { meeting.Id, meeting.Area, meeting.OfficerId, meeting.StartsAt, now, most });

    /// <summary>The issues of a meeting that an officer may review, in the order in which they were raised.</summary>
    internal static Task<List<AgendaItem>> OfEventAsync(Session session, long eventId, Officer officer) =>
        session.QueryAsync<AgendaItem>(
            $"""
            select {Columns} from event_agenda a join submission s on s.id = a.submission_id
            where a.event_id = @eventId and {ReviewLimit.Of(officer).Condition} order by a.submission_id limit 20
            """,
            new { eventId });

    /// <summary>The issue that a task follows from, or null.</summary>
    internal static Task<AgendaItem?> OfTaskAsync(Session session, long taskId) =>
        session.FirstOrDefaultAsync<AgendaItem>(
            $"select {Columns} from event_agenda a join submission s on s.id = a.submission_id where a.task_id = @taskId", new { taskId });

    /// <summary>Writes down what was decided; false when something was before, or the issue is on another agenda by now.</summary>
    internal static async Task<bool> DecideAsync(Session session, AgendaItem item, string decision, DateTimeOffset now) =>
        await session.ExecuteAsync(
            """
            update event_agenda set decision = @decision, decided_at = @now
            where submission_id = @SubmissionId and event_id = @EventId and decision is null
            """,
            new { item.SubmissionId, item.EventId, decision, now }) > 0;

    /// <summary>What follows from it.</summary>
    internal static Task SetTaskAsync(Session session, AgendaItem item, long taskId) =>
        session.ExecuteAsync("update event_agenda set task_id = @taskId where submission_id = @SubmissionId", new { item.SubmissionId, taskId });

    private static string MayReview(Officers officers, string officer) =>
        $"exists (select 1 from person p where p.id = {officer} and {ReviewLimit.MaySql(officers)})";

    private static string Covers(string area) => $"({area} = '' or s.area = {area} or s.area like {area} || '.%')";
}
