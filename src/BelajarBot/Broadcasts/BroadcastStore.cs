using System.Text.Json;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <summary>The rows of broadcasts. Every change raises the version, so what was shown before can no longer be confirmed.</summary>
internal static class BroadcastStore
{
    private const string Columns =
        """
        id, officer_id, channel, state, version, audience, audience_words, file, opens, starts_at, zone, after_id, areas, counted, other_readers, fingerprint,
        campaign_id, planned_to, progress_id, seen_ended, seen_failed, approved_by, reason, changed_at, started_at, reported_at,
        counting, count, outcomes
        """;

    internal static Task<long> AddAsync(Session session, long officerId, string channel, DateTimeOffset now) => session.ScalarAsync<long>(
        $"""
        insert into broadcast (officer_id, channel, state, created_at, changed_at)
        values (@officerId, @channel, '{BroadcastState.Draft}', @now, @now) returning id
        """,
        new { officerId, channel, now });

    /// <summary>One of them, locked until the unit ends; or null.</summary>
    internal static Task<Broadcast?> FindAsync(Session session, long id) => session.FirstOrDefaultAsync<Broadcast>(
        $"select {Columns} from broadcast where id = @id{session.Dialect.ForUpdate}", new { id });

    /// <summary>
    /// Those that are not over, from one of the list on: an officer's own, then what others handed in for areas that the officer may stop it
    /// in, then the officer's drafts; the newest first.
    /// </summary>
    internal static Task<List<Broadcast>> OpenAsync(Session session, long personId, AreaLimit limit, long from, int most) => session.QueryAsync<Broadcast>(
        limit.Sql(
            $"""
            select {Columns} from broadcast b
            where b.reported_at is null and ((b.officer_id = @personId and b.state = '{BroadcastState.Draft}')
                or (b.state in ('{BroadcastState.Awaiting}', '{BroadcastState.Scheduled}', '{BroadcastState.Started}') and (b.officer_id = @personId or (
                    exists (select 1 from broadcast_area a where a.broadcast_id = b.id)
                    and not exists (select 1 from broadcast_area a where a.broadcast_id = b.id and not {"{within a.area}"})))))
            order by case when b.state = '{BroadcastState.Draft}' then 2 when b.officer_id = @personId then 0 else 1 end, b.id desc limit @most offset @from
            """),
        new { personId, from, most });

    /// <summary>Those that are not over and whose officer is not there any more or, once started, has no role for any of their areas; the oldest few.</summary>
    internal static Task<List<Broadcast>> OrphansAsync(Session session, Officers officers, DateTimeOffset now) => session.QueryAsync<Broadcast>(
        AreaLimit.Everywhere.Sql(
            $"""
            select {Columns} from broadcast b
            where b.reported_at is null and ((b.state in ('{BroadcastState.Awaiting}', '{BroadcastState.Scheduled}') and b.officer_id is null)
                or (b.state = '{BroadcastState.Started}'
                    and exists (select 1 from campaign c where c.id = b.campaign_id and c.state in ('{Campaigns.Running}', '{Campaigns.Paused}', '{Campaigns.Stopped}'))
                    and not exists (
                        select 1 from broadcast_area a join {"{people}"} p on p.id = b.officer_id
                        where a.broadcast_id = b.id and {officers.MaySql(Permission.Broadcast, "a.area")})))
            order by b.id limit 20
            """),
        new { now });

    /// <summary>Another officer looks after it from now on.</summary>
    internal static Task HandOverAsync(Session session, long id, long officerId, long progressId, DateTimeOffset now) => session.ExecuteAsync(
        "update broadcast set officer_id = @officerId, progress_id = @progressId, counting = null, version = version + 1, changed_at = @now where id = @id",
        new { id, officerId, progressId, now });

    /// <summary>Those in a state that still need looking after, the oldest first.</summary>
    internal static Task<List<Broadcast>> InAsync(Session session, string state) => session.QueryAsync<Broadcast>(
        $"select {Columns} from broadcast where state = @state and reported_at is null order by id", new { state });

    /// <summary>The earliest moment at which one is to start, or is over because nobody touched it for so long; null when there is none.</summary>
    internal static Task<DateTimeOffset?> NextMomentAsync(Session session, TimeSpan keepDrafts, TimeSpan approveWithin) => session.FirstOrDefaultAsync<DateTimeOffset?>(
        $"""
        select min(case state when '{BroadcastState.Scheduled}' then starts_at
            when '{BroadcastState.Draft}' then changed_at + cast(@draft as bigint) else changed_at + cast(@awaiting as bigint) end)
        from broadcast
        where reported_at is null and state in ('{BroadcastState.Draft}', '{BroadcastState.Awaiting}', '{BroadcastState.Scheduled}')
        """,
        new { draft = (long)keepDrafts.TotalMilliseconds, awaiting = (long)approveWithin.TotalMilliseconds });

    /// <summary>Those that have started and are not reported, with the state of their campaigns.</summary>
    internal static Task<List<(long Id, DateTimeOffset StartedAt, string Campaign)>> UnderWayAsync(Session session) =>
        session.QueryAsync<(long, DateTimeOffset, string)>(
            $"""
            select b.id, b.started_at, c.state from broadcast b join campaign c on c.id = b.campaign_id
            where b.state = '{BroadcastState.Started}' and b.reported_at is null
            """);

    /// <summary>Those that started in some time and of which somebody is no recipient, the newest first; the newest hundred of them.</summary>
    internal static Task<List<Broadcast>> WithoutAsync(Session session, long personId, DateTimeOffset from, DateTimeOffset until) => session.QueryAsync<Broadcast>(
        $"""
        select {Columns} from broadcast b
        where b.state = '{BroadcastState.Started}' and b.started_at >= @from and b.started_at <= @until
            and not exists (select 1 from outbox o where o.campaign_id = b.campaign_id and o.person_id = @personId)
        order by b.started_at desc, b.id desc limit 100
        """,
        new { personId, from, until });

    /// <summary>Those that are to start, the next first; the next hundred of them.</summary>
    internal static Task<List<Broadcast>> ScheduledAsync(Session session) => session.QueryAsync<Broadcast>(
        $"select {Columns} from broadcast b where b.state = '{BroadcastState.Scheduled}' order by b.starts_at, b.id limit 100");

    /// <summary>What it says in each language.</summary>
    internal static async Task<Dictionary<string, string>> TextsAsync(Session session, long id) =>
        (await session.QueryAsync<(string Language, string Source)>(
            "select language, source from broadcast_text where broadcast_id = @id", new { id })).ToDictionary(row => row.Language, row => row.Source);

    /// <summary>Writes down what was said of a draft; its previews show something else now, so they count no more.</summary>
    internal static async Task SaveAsync(Session session, Broadcast draft, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            update broadcast set counting = null, count = null, audience = @Audience, audience_words = @AudienceWords, file = @File, opens = @Opens, starts_at = @StartsAt,
                zone = @Zone, after_id = @AfterId, other_readers = @OtherReaders, version = version + 1, changed_at = @now
            where id = @Id
            """,
            new { draft.Id, draft.Audience, draft.AudienceWords, draft.File, draft.Opens, draft.StartsAt, draft.Zone, draft.AfterId, draft.OtherReaders, now });
        await DropPreviewAsync(session, draft);
    }

    /// <summary>Since when the first broadcast of which something is to be counted waits; null when none does.</summary>
    internal static Task<DateTimeOffset?> CountingSinceAsync(Session session) => session.FirstOrDefaultAsync<DateTimeOffset?>(
        $"select min(changed_at) from broadcast where counting is not null and state in ('{BroadcastState.Draft}', '{BroadcastState.Started}')");

    /// <summary>Those that started and are over, before a number, the newest first: a person's own, and those of areas that they may see.</summary>
    internal static Task<List<Broadcast>> OverAsync(Session session, long personId, AreaLimit limit, long before, int most) => session.QueryAsync<Broadcast>(
        limit.Sql(
            $"""
            select {Columns} from broadcast b
            where b.state = '{BroadcastState.Started}' and b.reported_at is not null and b.id < @before and (b.officer_id = @personId or (
                exists (select 1 from broadcast_area a where a.broadcast_id = b.id)
                and not exists (select 1 from broadcast_area a where a.broadcast_id = b.id and not {"{within a.area}"})))
            order by b.id desc limit @most
            """),
        new { personId, before, most });

    /// <summary>The broadcasts of which something is to be counted, the oldest first.</summary>
    internal static Task<List<Broadcast>> CountingAsync(Session session) => session.QueryAsync<Broadcast>(
        $"select {Columns} from broadcast where counting is not null and state in ('{BroadcastState.Draft}', '{BroadcastState.Started}') order by id");

    /// <summary>Notes that the recipients of a draft are to be counted beside the turn.</summary>
    internal static Task AskCountAsync(Session session, long id, string counting) =>
        session.ExecuteAsync("update broadcast set counting = @counting, count = null where id = @id", new { id, counting });

    /// <summary>Notes the count of a draft; false when the draft is another one by now, or was counted before.</summary>
    internal static async Task<bool> NoteCountAsync(Session session, Broadcast draft, string? count) => await session.ExecuteAsync(
        "update broadcast set counting = null, count = @count where id = @Id and version = @Version and counting = @Counting",
        new { draft.Id, draft.Version, draft.Counting, count }) > 0;

    /// <summary>A count is told once; the next look counts anew.</summary>
    internal static Task ForgetCountAsync(Session session, long id) =>
        session.ExecuteAsync("update broadcast set count = null where id = @id", new { id });

    /// <summary>Notes how many read another language than the first.</summary>
    internal static Task NoteOtherReadersAsync(Session session, long id, long otherReaders) =>
        session.ExecuteAsync("update broadcast set other_readers = @otherReaders where id = @id", new { id, otherReaders });

    /// <summary>Writes down a text of a draft.</summary>
    internal static Task SaveTextAsync(Session session, long id, string language, string source) => session.ExecuteAsync(
        """
        insert into broadcast_text (broadcast_id, language, source) values (@id, @language, @source)
        on conflict (broadcast_id, language) do update set source = excluded.source
        """,
        new { id, language, source });

    internal static Task DropTextsAsync(Session session, long id) =>
        session.ExecuteAsync("delete from broadcast_text where broadcast_id = @id", new { id });

    /// <summary>Notes the campaign whose previews are shown, and how many it would go to.</summary>
    internal static Task NotePreviewAsync(Session session, long id, long campaign, long counted, string fingerprint) => session.ExecuteAsync(
        "update broadcast set campaign_id = @campaign, counted = @counted, fingerprint = @fingerprint where id = @id",
        new { id, campaign, counted, fingerprint });

    /// <summary>How many of the same have been handed in since a moment.</summary>
    internal static Task<long> AlikeAsync(Session session, Broadcast draft, DateTimeOffset since) => session.ScalarAsync<long>(
        $"""
        select count(*) from broadcast where fingerprint = @Fingerprint and id <> @Id and changed_at > @since
        and state in ('{BroadcastState.Awaiting}', '{BroadcastState.Scheduled}', '{BroadcastState.Started}')
        """,
        new { draft.Fingerprint, draft.Id, since });

    /// <summary>Hands it in as it was shown; false when it is another one by now, or was handed in before.</summary>
    internal static async Task<bool> HandInAsync(Session session, Broadcast draft, string state, AreaLimit areas, DateTimeOffset now)
    {
        if (await session.ExecuteAsync(
            $"""
            update broadcast set state = @state, areas = @areas, starts_at = @StartsAt, version = version + 1, changed_at = @now
            where id = @Id and version = @Version and state = '{BroadcastState.Draft}'
            """,
            new { draft.Id, draft.Version, draft.StartsAt, state, areas = string.Join(' ', areas.Areas), now }) == 0)
        {
            return false;
        }

        await session.ExecuteAsync("delete from broadcast_area where broadcast_id = @Id", new { draft.Id });
        foreach (var area in areas.Areas)
        {
            await session.ExecuteAsync("insert into broadcast_area (broadcast_id, area) values (@Id, @area)", new { draft.Id, area });
        }

        return true;
    }

    /// <summary>Lets it out; false when somebody else decided before.</summary>
    internal static async Task<bool> ApproveAsync(Session session, Broadcast broadcast, long by, DateTimeOffset startsAt, DateTimeOffset now) =>
        await session.ExecuteAsync(
            $"""
            update broadcast set state = '{BroadcastState.Scheduled}', approved_by = @by, starts_at = @startsAt, version = version + 1, changed_at = @now
            where id = @Id and version = @Version and state = '{BroadcastState.Awaiting}'
            """,
            new { broadcast.Id, broadcast.Version, by, startsAt, now }) > 0;

    /// <summary>
    /// It cannot start as it was handed in: it awaits somebody's word, or is a draft again. Who was found so far is forgotten, and found
    /// anew when it starts. False when it is another one by now.
    /// </summary>
    internal static async Task<bool> TakeBackAsync(Session session, Broadcast broadcast, string state, long counted, string reason, DateTimeOffset now)
    {
        if (await session.ExecuteAsync(
            $"""
            update broadcast set state = @state, counted = @counted, reason = @reason, planned_to = 0, approved_by = null, version = version + 1, changed_at = @now
            where id = @Id and version = @Version and state = '{BroadcastState.Scheduled}'
            """,
            new { broadcast.Id, broadcast.Version, state, counted, reason, now }) == 0)
        {
            return false;
        }

        await Campaigns.ForgetRecipientsAsync(session, broadcast.CampaignId!.Value);
        return true;
    }

    /// <summary>Ends it before it started, or gives it back; false when it is in another state by now.</summary>
    internal static async Task<bool> MoveAsync(Session session, Broadcast broadcast, string state, string? reason, DateTimeOffset now) =>
        await session.ExecuteAsync(
            "update broadcast set state = @state, reason = @reason, version = version + 1, changed_at = @now where id = @Id and state = @from",
            new { broadcast.Id, from = broadcast.State, state, reason, now }) > 0;

    internal static Task NotePlannedAsync(Session session, long id, long plannedTo) =>
        session.ExecuteAsync("update broadcast set planned_to = @plannedTo where id = @id", new { id, plannedTo });

    /// <summary>Notes that its campaign sends from now on, and which message shows the progress.</summary>
    internal static Task NoteStartedAsync(Session session, long id, long? progressId, DateTimeOffset now) => session.ExecuteAsync(
        $"""
        update broadcast set state = '{BroadcastState.Started}', progress_id = @progressId, started_at = @now, version = version + 1, changed_at = @now
        where id = @id
        """,
        new { id, progressId, now });

    internal static Task NoteSeenAsync(Session session, long id, long ended, long failed) =>
        session.ExecuteAsync("update broadcast set seen_ended = @ended, seen_failed = @failed where id = @id", new { id, ended, failed });

    /// <summary>Notes why it paused by itself, so that it is told once.</summary>
    internal static Task NoteReasonAsync(Session session, long id, string reason) =>
        session.ExecuteAsync("update broadcast set reason = @reason where id = @id", new { id, reason });

    /// <summary>It goes on: another reason to pause would be told again.</summary>
    internal static Task ForgetReasonAsync(Session session, long id) =>
        session.ExecuteAsync("update broadcast set reason = null where id = @id", new { id });

    /// <summary>Notes that its officer was told the result, once, and what it was.</summary>
    internal static async Task<bool> NoteReportedAsync(Session session, long id, CampaignStanding standing, DateTimeOffset now) => await session.ExecuteAsync(
        "update broadcast set reported_at = @now, outcomes = @outcomes where id = @id and reported_at is null",
        new { id, outcomes = JsonSerializer.Serialize(standing), now }) > 0;

    private static async Task DropPreviewAsync(Session session, Broadcast draft)
    {
        if (draft.CampaignId is { } campaign)
        {
            await session.ExecuteAsync(
                "delete from outbox where id in (select outbox_id from campaign_preview where campaign_id = @campaign)", new { campaign });
            await session.ExecuteAsync("delete from campaign where id = @campaign", new { campaign });
            await session.ExecuteAsync("update broadcast set campaign_id = null where id = @Id", new { draft.Id });
        }
    }
}
