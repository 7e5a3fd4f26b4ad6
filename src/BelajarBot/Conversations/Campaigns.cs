using BelajarBot.Channels;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// A message to many, as the queue knows it: its texts, its recipients (a row of the outbox each, frozen when it was planned),
/// whether it runs, and what became of each row. A capability plans and shows campaigns; the sender sends the rows of those
/// that run. Every change here has effect before the next message goes.
/// </summary>
internal static class Campaigns
{
    internal const string Planned = "planned";
    internal const string Running = "running";
    internal const string Paused = "paused";
    internal const string Cancelled = "cancelled";
    internal const string Stopped = "stopped";

    internal const string Finished = "finished";

    /// <summary>The rows <c>o</c> of campaigns that a person has got, or will get, or may have got.</summary>
    internal const string Told =
        $"""
        (o.state in ('{Outcome.Sent}', '{Outcome.Unknown}', 'sending')
            or (o.state = 'queued' and exists (select 1 from campaign c where c.id = o.campaign_id and c.state <> '{Cancelled}')))
        """;

    /// <summary>In which order the texts are shown: most people read the first.</summary>
    private const string IndonesianFirst = $"order by case when language = '{UsualLanguage}' then 0 else 1 end, language";

    /// <summary>The text for people in whose language there is none.</summary>
    internal const string UsualLanguage = "id";

    /// <summary>A new campaign that sends nothing yet.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="texts">What it says in each language; one in <see cref="UsualLanguage"/> is a must.</param>
    /// <param name="now">The time.</param>
    internal static async Task<long> AddAsync(Session session, IReadOnlyDictionary<string, Body> texts, DateTimeOffset now)
    {
        if (!texts.ContainsKey(UsualLanguage))
        {
            throw new ArgumentException($"There is no text in '{UsualLanguage}'.", nameof(texts));
        }

        var campaign = await session.ScalarAsync<long>(
            $"insert into campaign (state, created_at, changed_at) values ('{Planned}', @now, @now) returning id", new { now });
        foreach (var (language, body) in texts)
        {
            await session.ExecuteAsync(
                "insert into campaign_text (campaign_id, language, body) values (@campaign, @language, @body)",
                new { campaign, language, body = body.ToJson() });
        }

        return campaign;
    }

    /// <summary>
    /// Adds those of the people found who can and want to be written to, each once however often this is called; returns how
    /// many it added. One statement: take people in ranges of ids where there are very many.
    /// </summary>
    /// <param name="session">The unit.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="people">A condition on the table <c>person</c>.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <param name="now">The time.</param>
    internal static Task<int> AddRecipientsAsync(
        Session session, long campaign, string people, IReadOnlyDictionary<string, object?> values, DateTimeOffset now) =>
        session.ExecuteAsync(
            $"""
            insert into outbox (channel, address, person_id, class, body, campaign_id, not_before, created_at)
            select channel, address, id, {(int)MessageClass.Broadcast}, language, cast(@campaign as bigint), 0, cast(@now as bigint)
            from person
            where status = 'active' and unreachable_since is null and ({people})
            on conflict (campaign_id, person_id) where campaign_id is not null do nothing
            """,
            new Dictionary<string, object?>(values) { ["campaign"] = campaign, ["now"] = now });

    /// <summary>Whether a campaign has more recipients than so many; it looks at no more than that.</summary>
    internal static async Task<bool> HasMoreThanAsync(Session session, long campaign, long most) => await session.ScalarAsync<long>(
        "select count(*) from (select 1 from outbox where campaign_id = @campaign limit @enough) o", new { campaign, enough = most + 1 }) > most;

    /// <summary>A planned campaign has no recipients any more; they are to be found anew.</summary>
    internal static Task ForgetRecipientsAsync(Session session, long campaign) => session.ExecuteAsync(
        $"delete from outbox where campaign_id = @campaign and exists (select 1 from campaign c where c.id = @campaign and c.state = '{Planned}')", new { campaign });

    /// <summary>
    /// Shows somebody in their own chat what a planned campaign will say, in each of its languages; only after that has
    /// arrived can it start (T82). Null when it is not planned (any more). What is returned goes to the sender.
    /// </summary>
    internal static async Task<IReadOnlyList<OutgoingMessage>?> PreviewAsync(Session session, long campaign, Person to, DateTimeOffset now)
    {
        if (await session.ScalarAsync<long>($"select count(*) from campaign where id = @campaign and state = '{Planned}'", new { campaign }) == 0)
        {
            return null;
        }

        var shown = new List<OutgoingMessage>();
        foreach (var (language, body) in await session.QueryAsync<(string Language, string Body)>(
            $"select language, body from campaign_text where campaign_id = @campaign {IndonesianFirst}", new { campaign }))
        {
            var message = await Outbox.AddAsync(
                session, to.Id, to.Channel, to.Address, MessageClass.Reply, Body.Read(body).For(to.Name) with { IsPreview = true }, now);
            await session.ExecuteAsync(
                """
                insert into campaign_preview (campaign_id, language, outbox_id) values (@campaign, @language, @outboxId)
                on conflict (campaign_id, language) do update set outbox_id = excluded.outbox_id
                """,
                new { campaign, language, outboxId = message.OutboxId });
            shown.Add(message);
        }

        return shown;
    }

    /// <summary>The languages of a campaign's texts of which no preview has arrived yet.</summary>
    internal static Task<List<string>> UnseenAsync(Session session, long campaign) =>
        session.QueryAsync<string>(
            $"""
            select t.language from campaign_text t
            where t.campaign_id = @campaign and not exists (
                select 1 from campaign_preview p join outbox o on o.id = p.outbox_id
                where p.campaign_id = t.campaign_id and p.language = t.language and o.state = '{Outcome.Sent}')
            {IndonesianFirst}
            """,
            new { campaign });

    /// <summary>The previews of a campaign that ended without having arrived, with how they ended; null where there is none at all any more.</summary>
    internal static Task<List<(string Language, string? Outcome, string? Reason)>> LostPreviewsAsync(Session session, long campaign) =>
        session.QueryAsync<(string, string?, string?)>(
            $"""
            select t.language, o.state, o.reason from campaign_text t
            left join campaign_preview p on p.campaign_id = t.campaign_id and p.language = t.language
            left join outbox o on o.id = p.outbox_id
            where t.campaign_id = @campaign and (o.id is null or o.state not in ('queued', 'sending', '{Outcome.Sent}'))
            order by t.language
            """,
            new { campaign });

    /// <summary>
    /// What keeps a planned campaign from starting: previews of which nobody knows whether they arrived are shown again; of others it
    /// is told why they cannot arrive. Neither where they are still on their way.
    /// </summary>
    internal static async Task<(IReadOnlyList<OutgoingMessage> Again, string? Refused)> LookAtPreviewsAsync(
        Session session, long campaign, Person to, DateTimeOffset now)
    {
        var lost = await LostPreviewsAsync(session, campaign);
        return lost.Find(preview => preview.Outcome is not (null or Outcome.Unknown)) is { Outcome: { } outcome } refused ? ([], refused.Reason ?? outcome)
            : lost.Count == 0 ? ([], null)
            : (await PreviewAsync(session, campaign, to, now) ?? [], null);
    }

    /// <summary>Begins sending. False when it is not planned (any more), or when not all of it has been seen (<see cref="UnseenAsync"/>).</summary>
    internal static async Task<bool> StartAsync(Session session, long campaign, DateTimeOffset now) =>
        (await UnseenAsync(session, campaign)).Count == 0 && await ChangeAsync(session, campaign, Running, [Planned], null, now);

    /// <summary>Sends no more until it is resumed.</summary>
    internal static Task<bool> PauseAsync(Session session, long campaign, DateTimeOffset now) =>
        ChangeAsync(session, campaign, Paused, [Running], null, now);

    /// <summary>Goes on with what is not sent yet, also after it was stopped for a reason that is gone.</summary>
    internal static Task<bool> ResumeAsync(Session session, long campaign, DateTimeOffset now) =>
        ChangeAsync(session, campaign, Running, [Paused, Stopped], null, now);

    /// <summary>Sends no more, for good.</summary>
    internal static Task<bool> CancelAsync(Session session, long campaign, DateTimeOffset now) =>
        ChangeAsync(session, campaign, Cancelled, [Planned, Running, Paused, Stopped], null, now);

    /// <summary>Sends no more because something is wrong with it.</summary>
    internal static Task<bool> StopAsync(Session session, long campaign, string reason, DateTimeOffset now) =>
        ChangeAsync(session, campaign, Stopped, [Running], reason, now);

    /// <summary>Notes that nothing is left to be sent, if so.</summary>
    internal static async Task<bool> FinishAsync(Session session, long campaign, DateTimeOffset now) =>
        await session.ExecuteAsync(
            $"""
            update campaign set state = '{Finished}', changed_at = @now where id = @campaign and state = '{Running}'
            and not exists (select 1 from outbox o where o.campaign_id = @campaign and o.state = 'queued')
            and not exists (select 1 from outbox o where o.campaign_id = @campaign and o.state = 'sending')
            """,
            new { campaign, now }) > 0;

    /// <summary>Since when the first of those that were stopped waits for its officer to be told, among those of a table; null when none does.</summary>
    internal static Task<DateTimeOffset?> StoppedSinceAsync(Session session, string table) => session.FirstOrDefaultAsync<DateTimeOffset?>(
        $"select min(c.changed_at) from campaign c join {table} t on t.campaign_id = c.id where c.state = '{Stopped}' and c.told_at is null");

    /// <summary>Those of a table that were stopped and whose officers are to be told now, which is noted: each is told once for each stop.</summary>
    /// <returns>The rows of the table, with the reasons.</returns>
    internal static async Task<List<(long Id, string? Reason)>> TellStoppedAsync(Session session, string table, DateTimeOffset now)
    {
        var stopped = await session.QueryAsync<(long Id, long Campaign, string? Reason)>(
            $"select t.id, c.id, c.reason from campaign c join {table} t on t.campaign_id = c.id where c.state = '{Stopped}' and c.told_at is null order by c.id limit 100");
        foreach (var (_, campaign, _) in stopped)
        {
            await session.ExecuteAsync("update campaign set told_at = @now where id = @campaign", new { campaign, now });
        }

        return stopped.ConvertAll(each => (each.Id, each.Reason));
    }

    /// <summary>Those that send now.</summary>
    internal static Task<List<long>> RunningAsync(Session session) =>
        session.QueryAsync<long>($"select id from campaign where state = '{Running}' order by id");

    /// <summary>How it stands: the numbers add up to its recipients (T135). Null when there is no such campaign.</summary>
    internal static async Task<CampaignStanding?> StandingAsync(Session session, long campaign)
    {
        var found = await session.FirstOrDefaultAsync<State>("select state as name, reason from campaign where id = @campaign", new { campaign });
        if (found is null)
        {
            return null;
        }

        var counts = await session.QueryAsync<(string State, long Count)>(
            "select state, count(*) from outbox where campaign_id = @campaign group by state", new { campaign });
        return new CampaignStanding(found.Name, found.Reason, counts.ToDictionary(row => row.State, row => row.Count));
    }

    private static async Task<bool> ChangeAsync(
        Session session, long campaign, string to, IReadOnlyList<string> from, string? reason, DateTimeOffset now) =>
        await session.ExecuteAsync(
            $"""
            update campaign set state = @to, reason = @reason, told_at = null, changed_at = @now
            where id = @campaign and state in ('{string.Join("', '", from)}')
            """,
            new { campaign, to, reason, now }) > 0;

    private sealed record State(string Name, string? Reason);
}

/// <summary>How a campaign stands.</summary>
/// <param name="State">One of the states of <see cref="Campaigns"/>.</param>
/// <param name="Reason">Why it was stopped, or null.</param>
/// <param name="Counts">How many rows there are in each state of the outbox.</param>
internal sealed record CampaignStanding(string State, string? Reason, IReadOnlyDictionary<string, long> Counts)
{
    /// <summary>How many people it is for.</summary>
    internal long Recipients => Counts.Values.Sum();

    /// <summary>How many ended so, or wait.</summary>
    internal long Of(string outcome) => Counts.GetValueOrDefault(outcome);

    /// <summary>How many were not sent yet; of a cancelled campaign, how many never will be.</summary>
    internal long Waiting => Of("queued") + Of("sending");

    /// <summary>How long the rest takes at <see cref="SendingOptions.BroadcastsPerSecond"/> (T134).</summary>
    internal TimeSpan TimeLeftAt(int perSecond) => TimeSpan.FromSeconds(Math.Ceiling(Waiting / (double)perSecond));
}

/// <summary>How far it has come that the recipients of a campaign are found, a range of people at a time, and it starts.</summary>
internal enum Planning
{
    /// <summary>It has started, or never will.</summary>
    Done,

    /// <summary>There are more people to look at.</summary>
    More,

    /// <summary>It can start once its previews have arrived.</summary>
    Later,

    /// <summary>It has more recipients than it may start with.</summary>
    TooMany,
}
