using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <summary>
/// Of those in the officer's areas whom an audience means: why some get nothing, and who is left. Nobody outside them is counted, or
/// an officer could ask with a condition what is none of their business.
/// </summary>
/// <param name="Stopped">Who wants no messages.</param>
/// <param name="Unreachable">Who blocked the bot, or has no account any more.</param>
/// <param name="ToldLately">Who got a broadcast within the quiet days.</param>
/// <param name="WeekFull">Who has got as many reminders and messages of campaigns in these seven days as anybody may.</param>
/// <param name="Recipients">Who is left.</param>
/// <param name="OtherReaders">Those of them who read another language than the first.</param>
/// <param name="Everybody">All whom the officer could write to, whatever the audience.</param>
internal sealed record Counted(
    long Stopped, long Unreachable, long ToldLately, long WeekFull, long Recipients, long OtherReaders, long Everybody)
{
    /// <summary>Whether it goes to everybody there is.</summary>
    internal bool IsEverybody => Recipients > 1 && Recipients + ToldLately + WeekFull == Everybody;
}

/// <summary>How much anybody gets.</summary>
/// <param name="QuietDays">Whoever got a broadcast within so many days gets no other.</param>
/// <param name="PerWeek">The most reminders and messages of campaigns together in any seven days.</param>
internal readonly record struct Restraint(int QuietDays, int PerWeek);

/// <summary>
/// The people that a broadcast is for, as a condition: its audience, on its channel, in the areas of its officer, and without
/// those who got another one lately or enough of everything this week. Who stopped or cannot be reached is left out by the campaign itself.
/// </summary>
internal sealed class Recipients
{
    private readonly SqlCondition audience;
    private readonly AreaLimit areas;
    private readonly string condition;
    private readonly string toldLately;
    private readonly Dictionary<string, object?> values;

    internal Recipients(
        Broadcast broadcast, Expression audience, DialogLibrary library, AreaLimit areas, Restraint restraint, Dialect dialect, DateTimeOffset now)
    {
        this.audience = AudienceSql.Of(audience, library, dialect, now);
        this.areas = areas;
        values = this.audience.Parameters.ToDictionary(value => value.Key, value => (object?)value.Value);
        values["channel"] = broadcast.Channel;
        values["beside"] = InventedPeople.ChannelBeside(broadcast.Channel);
        values["since"] = now - TimeSpan.FromDays(restraint.QuietDays);
        foreach (var (name, value) in WeeklyCap.Values(restraint.PerWeek, broadcast.CampaignId, now))
        {
            values[name] = value;
        }

        values["own"] = broadcast.Id;
        values["after"] = broadcast.AfterId ?? 0;

        // Nearly everybody is on these channels: an index on it would only lead away from the range of ids.
        condition = broadcast.AfterId is null
            ? $"person.channel || '' in (@channel, @beside) and ({this.audience.Text})"
            : $"""
               person.channel || '' in (@channel, @beside) and ({this.audience.Text}) and exists (
                   select 1 from outbox o join broadcast f on f.campaign_id = o.campaign_id
                   where f.id = @after and o.person_id = person.id and o.state = '{Outcome.Sent}')
               """;

        // A follow-up is about the broadcast before it, so that one does not count.
        toldLately =
            $"""
            exists (select 1 from outbox o where o.person_id = person.id and {Campaigns.Told} and o.campaign_id in (
                select b.campaign_id from broadcast b where b.started_at > @since and b.id <> @own and b.id <> @after))
            """;
    }

    /// <summary>Everybody whom a broadcast's audience means, wherever they are; null when it cannot be read any more.</summary>
    internal static Recipients? Of(Broadcast broadcast, DialogLibrary library, Restraint restraint, Dialect dialect, DateTimeOffset now) =>
        broadcast.Audience is { } source && Audience.Compile(source, library).Expression is { } audience
            ? new(broadcast, audience, library, AreaLimit.Everywhere, restraint, dialect, now)
            : null;

    /// <summary>Counts them, and those who are left out by the first reason that fits.</summary>
    internal async Task<Counted> CountAsync(Session session)
    {
        var inside = await session.FirstOrDefaultAsync<Inside>(
            areas.Sql(
                $"""
                select count(*) as meant,
                    coalesce(sum(case when status <> 'active' then 1 else 0 end), 0) as stopped,
                    coalesce(sum(case when status = 'active' and unreachable_since is not null then 1 else 0 end), 0) as unreachable,
                    coalesce(sum(case when status = 'active' and unreachable_since is null and told = 1 then 1 else 0 end), 0) as told,
                    coalesce(sum(case when status = 'active' and unreachable_since is null and told = 2 then 1 else 0 end), 0) as week_full,
                    coalesce(sum(case when status = 'active' and unreachable_since is null and told = 0 and language <> '{BroadcastText.First}' then 1 else 0 end), 0)
                        as other_readers
                from (select person.status, person.unreachable_since, person.language, case when {toldLately} then 1 when {WeeklyCap.IsReached} then 2 else 0 end as told
                      from {AreaPeople} person where {condition}) m
                """),
            values);
        var everybody = await session.ScalarAsync<long>(
            areas.Sql($"select count(*) from {AreaPeople} person where person.channel in (@channel, @beside) and status = 'active' and unreachable_since is null"), values);
        return new Counted(
            inside!.Stopped, inside.Unreachable, inside.Told, inside.WeekFull,
            inside.Meant - inside.Stopped - inside.Unreachable - inside.Told - inside.WeekFull, inside.OtherReaders, everybody);
    }

    /// <summary>Adds a range of them to a campaign; returns how many.</summary>
    internal Task<int> AddAsync(Session session, long campaign, long after, long to, DateTimeOffset now) => Campaigns.AddRecipientsAsync(
        session, campaign,
        areas.Sql($"id > @from and id <= @to and {{within person.region}} and {condition} and not {toldLately} and not ({WeeklyCap.IsReached})"),
        new Dictionary<string, object?>(values) { ["from"] = after, ["to"] = to },
        now);

    /// <summary>Why somebody is no recipient, by what is known of them now: the first reason that fits, a word of <see cref="LeftOut"/>.</summary>
    internal async Task<string> WhyNotAsync(Session session, long personId, DateTimeOffset startedAt) =>
        await session.FirstOrDefaultAsync<string>(
            areas.Sql(
                $"""
                select case when person.created_at > @started then '{LeftOut.Later}' when ({condition}) is not true then '{LeftOut.NotMeant}'
                    when person.status <> 'active' then '{LeftOut.Stopped}' when person.unreachable_since is not null then '{LeftOut.Unreachable}'
                    when {toldLately} then '{LeftOut.Told}' when {WeeklyCap.IsReached} then '{LeftOut.Week}' else '{LeftOut.Changed}' end
                from {AreaPeople} person where person.id = @who
                """),
            new Dictionary<string, object?>(values) { ["who"] = personId, ["started"] = startedAt }) ?? LeftOut.Area;

    /// <summary>Of those who got it, how many the audience means no more: they have moved on.</summary>
    internal Task<long> MovedOnAsync(Session session, long campaign) => session.ScalarAsync<long>(
        AreaLimit.Everywhere.Sql(
            $"""
            select count(*) from outbox o join {AreaPeople} person on person.id = o.person_id
            where o.campaign_id = @campaign and o.state = '{Outcome.Sent}' and ({audience.Text}) is not true
            """),
        new Dictionary<string, object?>(values) { ["campaign"] = campaign });

    private const string AreaPeople = "{people}";

    private sealed record Inside(long Meant, long Stopped, long Unreachable, long Told, long WeekFull, long OtherReaders);
}
