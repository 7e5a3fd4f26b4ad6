using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Events;

/// <summary>Events and the answers to them in the database.</summary>
internal static class EventStore
{
    private const string Columns =
        """
        e.id, e.officer_id, e.channel, e.state, e.kind, e.title, e.area, e.audience, e.starts_at, e.zone, e.length_minutes, e.place, e.capacity,
        e.materials, e.file, e.gives_certificate, e.repeats, e.series_start, e.series_id, e.followed_by, e.link_code, e.attendance_code, e.version,
        e.campaign_id, e.planned_to, e.notes, e.pin, e.created_at
        """;

    private const string AnswerColumns =
        "event_id, person_id, state, asked_at, offered_until, told_version, reminded, attended_at, rating, certificate_name";

    /// <summary>A draft of which only the kind is known.</summary>
    internal static Task<long> AddAsync(Session session, Person officer, string kind, DateTimeOffset now) => session.ScalarAsync<long>(
        $"""
        insert into event (officer_id, channel, state, kind, link_code, attendance_code, created_at)
        values (@Id, @Channel, '{EventState.Draft}', @kind, @link, @code, @now) returning id
        """,
        new { officer.Id, officer.Channel, kind, link = Event.NewLinkCode(), code = Event.NewCode(), now });

    /// <summary>One event, locked until the unit ends: seats are given one after another.</summary>
    internal static Task<Event?> FindAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<Event>($"select {Columns} from event e where e.id = @id{session.Dialect.ForUpdate}", new { id });

    internal static Task<Event?> FindByLinkAsync(Session session, string linkCode) =>
        session.FirstOrDefaultAsync<Event>($"select {Columns} from event e where e.link_code = @linkCode and e.state <> '{EventState.Draft}'", new { linkCode });

    internal static Task<List<Event>> WithAttendanceCodeAsync(Session session, string code) =>
        session.QueryAsync<Event>(
            $"select {Columns} from event e where e.attendance_code = @code and e.state <> '{EventState.Draft}' order by e.starts_at desc limit 5", new { code });

    /// <summary>What an officer made and is not over, and drafts.</summary>
    internal static Task<List<Event>> OfOfficerAsync(Session session, long officerId, DateTimeOffset since, int most) =>
        session.QueryAsync<Event>(
            $"""
            select {Columns} from event e
            where e.officer_id = @officerId and (e.starts_at is null or e.starts_at > @since) and (e.state <> '{EventState.Cancelled}')
            order by case when e.starts_at is null then 1 else 0 end, e.starts_at, e.id limit @most
            """,
            new { officerId, since, most });

    /// <summary>What others hold in the areas of an officer.</summary>
    internal static Task<List<Event>> InAreasAsync(Session session, Access.AreaLimit areas, long notBy, DateTimeOffset since, int most) =>
        session.QueryAsync<Event>(
            areas.Sql(
                $$"""
                select {{Columns}} from event e
                where e.state = '{{EventState.Open}}' and e.starts_at > @since and coalesce(e.officer_id, 0) <> @notBy and {within e.area}
                order by e.starts_at, e.id limit @most
                """),
            new { notBy, since, most });

    /// <summary>What somebody of a region might be meant by; whether they are is asked of <see cref="Invitees"/>.</summary>
    internal static Task<List<Event>> UpcomingAsync(Session session, Person person, DateTimeOffset now, int most)
    {
        var region = person.Region ?? "";
        return session.QueryAsync<Event>(
            $"""
            select {Columns} from event e
            where e.state = '{EventState.Open}' and e.starts_at > @now and e.channel = @Channel
                and (e.area in ('', @region, @province) or e.audience = '{Event.OfOfficers}')
            order by e.starts_at, e.id limit @most
            """,
            new { now, person.Channel, region, province = region.Length > 2 ? region[..2] : region, most });
    }

    /// <summary>What somebody said yes to or waits for, and what they were at lately.</summary>
    internal static Task<List<Event>> OfPersonAsync(Session session, long personId, DateTimeOffset since, int most) =>
        session.QueryAsync<Event>(
            $"""
            select {Columns} from event_answer a join event e on e.id = a.event_id
            where a.person_id = @personId and e.starts_at > @since and (a.state in ('{AnswerState.Yes}', '{AnswerState.Waiting}', '{AnswerState.Offered}') or a.attended_at is not null)
            order by e.starts_at, e.id limit @most
            """,
            new { personId, since, most });

    /// <summary>Writes down what is known of an event.</summary>
    internal static Task SaveAsync(Session session, Event meeting) => session.ExecuteAsync(
        """
        update event set state = @State, title = @Title, area = @Area, audience = @Audience, starts_at = @StartsAt, zone = @Zone,
            length_minutes = @LengthMinutes, place = @Place, capacity = @Capacity, materials = @Materials, file = @File,
            gives_certificate = @GivesCertificate, repeats = @Repeats, series_start = @SeriesStart, series_id = @SeriesId, followed_by = @FollowedBy,
            version = @Version, campaign_id = @CampaignId, planned_to = @PlannedTo, notes = @Notes, pin = @Pin
        where id = @Id
        """,
        meeting);

    internal static Task DeleteDraftAsync(Session session, long id) =>
        session.ExecuteAsync($"delete from event where id = @id and state = '{EventState.Draft}'", new { id });

    /// <summary>It is to be looked at with the next tick.</summary>
    internal static Task WakeAsync(Session session, long id, DateTimeOffset now) =>
        session.ExecuteAsync("update event set due_at = @now where id = @id and (due_at is null or due_at > @now)", new { id, now });

    internal static Task SetDueAsync(Session session, long id, DateTimeOffset? due) =>
        session.ExecuteAsync("update event set due_at = @due where id = @id", new { id, due });

    /// <summary>The earliest moment, up to the one given, at which an event or a task is to be looked at; null when there is none.</summary>
    internal static async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until)
    {
        var look = await session.FirstOrDefaultAsync<DateTimeOffset?>("select min(due_at) from event where due_at <= @until", new { until });
        var task = await session.FirstOrDefaultAsync<DateTimeOffset?>("select min(remind_at) from event_task where remind_at <= @until and person_id is not null and due_at is not null", new { until });
        return look is null || task < look ? task : look;
    }

    internal static Task<List<long>> DueAsync(Session session, DateTimeOffset now) =>
        session.QueryAsync<long>("select id from event where due_at <= @now order by due_at, id limit 100", new { now });

    internal static Task<EventAnswer?> AnswerAsync(Session session, long eventId, long personId) =>
        session.FirstOrDefaultAsync<EventAnswer>(
            $"select {AnswerColumns} from event_answer where event_id = @eventId and person_id = @personId", new { eventId, personId });

    /// <summary>Somebody's answer from now on. A new one stands at the end of the waiting list.</summary>
    internal static Task SetAnswerAsync(Session session, Event meeting, long personId, string state, DateTimeOffset? offeredUntil, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            insert into event_answer (event_id, person_id, state, asked_at, offered_until, told_version)
            values (@Id, @personId, @state, @now, @offeredUntil, @Version)
            on conflict (event_id, person_id) do update
            set state = excluded.state, asked_at = excluded.asked_at, offered_until = excluded.offered_until, told_version = excluded.told_version
            """,
            new { meeting.Id, personId, state, now, offeredUntil, meeting.Version });

    internal static async Task<Seats> SeatsAsync(Session session, Event meeting)
    {
        var counts = await CountsAsync(session, meeting.Id);
        return new Seats(
            meeting.Capacity ?? 0, counts.GetValueOrDefault(AnswerState.Yes) + counts.GetValueOrDefault(AnswerState.Offered),
            counts.GetValueOrDefault(AnswerState.Waiting));
    }

    /// <summary>How many have answered what.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> CountsAsync(Session session, long id) =>
        (await session.QueryAsync<(string State, long Count)>(
            "select state, count(*) from event_answer where event_id = @id group by state", new { id })).ToDictionary(row => row.State, row => row.Count);

    /// <summary>Who is next on the waiting list.</summary>
    internal static Task<List<long>> NextWaitingAsync(Session session, long id, int most) =>
        session.QueryAsync<long>(
            $"select person_id from event_answer where event_id = @id and state = '{AnswerState.Waiting}' order by asked_at, person_id limit @most", new { id, most });

    /// <summary>How many stand before somebody on the waiting list, themselves included.</summary>
    internal static Task<long> PlaceInQueueAsync(Session session, EventAnswer answer) => session.ScalarAsync<long>(
        $"""
        select count(*) from event_answer where event_id = @EventId and state = '{AnswerState.Waiting}'
            and (asked_at < @AskedAt or (asked_at = @AskedAt and person_id <= @PersonId))
        """,
        answer);
}
