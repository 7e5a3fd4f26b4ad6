using BelajarBot.Storage;

namespace BelajarBot.Events;

/// <summary>Something that was agreed on at a meeting (RTL).</summary>
internal sealed record EventTask(long Id, long EventId, long? OwnerId, string Title, DateTimeOffset? DueAt, DateTimeOffset? DoneAt);

/// <summary>What was agreed on at meetings, in the database.</summary>
internal static class EventTasks
{
    private const string Columns = "t.id, t.event_id, t.person_id as owner_id, t.title, t.due_at, t.done_at";

    internal static Task<long> AddAsync(Session session, long eventId, string title) =>
        session.ScalarAsync<long>("insert into event_task (event_id, title) values (@eventId, @title) returning id", new { eventId, title });

    internal static Task<EventTask?> FindAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<EventTask>($"select {Columns} from event_task t where t.id = @id", new { id });

    internal static Task SetOwnerAsync(Session session, long id, long ownerId) =>
        session.ExecuteAsync("update event_task set person_id = @ownerId where id = @id", new { id, ownerId });

    internal static Task SetDueAsync(Session session, long id, DateTimeOffset due, DateTimeOffset? remind) =>
        session.ExecuteAsync("update event_task set due_at = @due, remind_at = @remind where id = @id", new { id, due, remind });

    internal static Task FinishAsync(Session session, long id, DateTimeOffset now) =>
        session.ExecuteAsync("update event_task set done_at = @now, remind_at = null where id = @id and done_at is null", new { id, now });

    internal static Task<List<EventTask>> DueAsync(Session session, DateTimeOffset now, int most) =>
        session.QueryAsync<EventTask>(
            $"select {Columns} from event_task t where t.remind_at <= @now and t.person_id is not null and t.due_at is not null order by t.remind_at, t.id limit @most",
            new { now, most });

    /// <summary>Those of a meeting, and those of earlier ones of its series that are not done.</summary>
    internal static Task<List<EventTask>> OfEventAsync(Session session, Event meeting) =>
        session.QueryAsync<EventTask>(
            $"""
            select {Columns} from event_task t join event e on e.id = t.event_id
            where t.due_at is not null and (e.id = @Id or (t.done_at is null and (e.series_id = @series or e.id = @series)))
            order by t.due_at, t.id limit 30
            """,
            new { meeting.Id, series = meeting.SeriesId ?? meeting.Id });
}
