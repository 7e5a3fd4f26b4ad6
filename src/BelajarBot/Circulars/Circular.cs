using BelajarBot.Access;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Circulars;

/// <summary>A document that an officer gives to an area.</summary>
internal sealed record Circular(
    long Id, long? OfficerId, string Channel, string State, string Area, string? Title, string File, long? CampaignId, long? PlannedTo, DateTimeOffset? PublishedAt)
{
    internal const string Draft = "draft";
    internal const string Published = "published";
    internal const string Withdrawn = "withdrawn";

    /// <summary>Whether an officer may publish it and take it back.</summary>
    internal bool IsRunBy(long personId, Officer officer) =>
        officer.May(Permission.PublishCirculars, Area) && (OfficerId == personId || State != Draft);

    /// <summary>Whether somebody of a region may ask for it.</summary>
    internal bool IsFor(Person person) => State == Published && Channel == person.Channel && AreaLimit.Holds(Area, person.Region ?? AreaLimit.WholeCountry);
}

/// <summary>Circulars in the database.</summary>
internal static class CircularStore
{
    private const string Columns = "c.id, c.officer_id, c.channel, c.state, c.area, c.title, c.file, c.campaign_id, c.planned_to, c.published_at";

    internal static Task<long> AddAsync(Session session, Person officer, string area, string file, string? title, DateTimeOffset now) => session.ScalarAsync<long>(
        $"""
        insert into circular (officer_id, channel, state, area, title, file, created_at)
        values (@Id, @Channel, '{Circular.Draft}', @area, @title, @file, @now) returning id
        """,
        new { officer.Id, officer.Channel, area, title, file, now });

    /// <summary>One of them, locked until the unit ends.</summary>
    internal static Task<Circular?> FindAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<Circular>($"select {Columns} from circular c where c.id = @id{session.Dialect.ForUpdate}", new { id });

    internal static Task SaveAsync(Session session, Circular circular) => session.ExecuteAsync(
        "update circular set state = @State, title = @Title, campaign_id = @CampaignId, planned_to = @PlannedTo, published_at = @PublishedAt where id = @Id", circular);

    internal static Task DeleteDraftAsync(Session session, long id) =>
        session.ExecuteAsync($"delete from circular where id = @id and state = '{Circular.Draft}'", new { id });

    /// <summary>The newest that somebody of a region may ask for.</summary>
    internal static Task<List<Circular>> ForAsync(Session session, Person person, int most)
    {
        var region = person.Region ?? "";
        return session.QueryAsync<Circular>(
            $"""
            select {Columns} from circular c
            where c.state = '{Circular.Published}' and c.channel = @Channel and c.area in ('', @region, @province)
            order by c.published_at desc, c.id desc limit @most
            """,
            new { person.Channel, region, province = region.Length > 2 ? region[..2] : region, most });
    }

    /// <summary>Since when the first announcement waits to be planned; null when none does.</summary>
    internal static Task<DateTimeOffset?> PlanningSinceAsync(Session session) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(published_at) from circular where planned_to is not null");

    /// <summary>Those whose announcement is still to be planned.</summary>
    internal static Task<List<long>> PlanningAsync(Session session) =>
        session.QueryAsync<long>("select id from circular where planned_to is not null order by id");
}
