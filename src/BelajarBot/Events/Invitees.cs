using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Events;

/// <summary>
/// Whom an event is for, as a condition on people: an audience in an area, or the officers of that area, on the channel on which it
/// was made. Whoever made it needs no invitation.
/// </summary>
internal sealed class Invitees
{
    private readonly string condition;
    private readonly Dictionary<string, object?> values;

    private Invitees(string condition, Dictionary<string, object?> values) => (this.condition, this.values) = (condition, values);

    /// <summary>The people of an event; null when its audience means nothing (any more).</summary>
    /// <param name="meeting">The event.</param>
    /// <param name="limit">The areas that whoever asks is limited to.</param>
    /// <param name="library">What the audience may mention.</param>
    /// <param name="dialect">The database's words.</param>
    /// <param name="now">The time.</param>
    internal static Invitees? Of(Event meeting, AreaLimit limit, DialogLibrary library, Dialect dialect, DateTimeOffset now) =>
        Of(meeting.Audience ?? "", meeting.Area ?? "", meeting.Channel, meeting.OfficerId, limit, library, dialect, now);

    /// <summary>The people of an audience in an area.</summary>
    internal static Invitees? Of(
        string audience, string area, string channel, long? officer, AreaLimit limit, DialogLibrary library, Dialect dialect, DateTimeOffset now)
    {
        // Nearly everybody is on this channel: an index on it would only lead away from the range of ids.
        var areas = limit.Within(area);
        if (audience == Event.OfOfficers)
        {
            return new Invitees(
                areas.Sql(
                    """
                    person.channel || '' = @channel and person.id <> @officer and exists (
                        select 1 from role_grant g where g.person_id = person.id and g.revoked_at is null and (g.until is null or g.until > @asked) and {within g.area})
                    """),
                new() { ["channel"] = channel, ["officer"] = officer ?? 0, ["asked"] = now });
        }

        if (Audience.Compile(audience, library).Expression is not { } expression)
        {
            return null;
        }

        var sql = AudienceSql.Of(expression, library, dialect, now);
        var parameters = sql.Parameters.ToDictionary(value => value.Key, value => (object?)value.Value);
        parameters["channel"] = channel;
        parameters["officer"] = officer ?? 0;
        return new Invitees(areas.Sql($"person.channel || '' = @channel and person.id <> @officer and {{within person.region}} and ({sql.Text})"), parameters);
    }

    /// <summary>Those of them who have not got as much in these seven days as anybody may, a campaign of their own left aside.</summary>
    internal Invitees WithinTheWeek(DialogLibrary library, long? besides, DateTimeOffset now) => new(
        $"({condition}) and not ({WeeklyCap.IsReached})",
        values.Concat(WeeklyCap.Values(library.Policy.PerWeek, besides, now)).ToDictionary());

    /// <summary>How many can be written to now.</summary>
    internal Task<long> CountAsync(Session session) => session.ScalarAsync<long>(
        AreaLimit.Everywhere.Sql($"select count(*) from {People} person where person.status = 'active' and person.unreachable_since is null and {condition}"), values);

    /// <summary>Whether it is for this person.</summary>
    internal async Task<bool> IncludeAsync(Session session, long personId) => await session.ScalarAsync<long>(
        AreaLimit.Everywhere.Sql($"select count(*) from {People} person where person.id = @who and {condition}"),
        new Dictionary<string, object?>(values) { ["who"] = personId }) > 0;

    /// <summary>Adds those of a range of people to a campaign.</summary>
    internal Task<int> AddAsync(Session session, long campaign, long after, long to, DateTimeOffset now) => Campaigns.AddRecipientsAsync(
        session, campaign, $"id > @from and id <= @to and {condition}",
        new Dictionary<string, object?>(values) { ["from"] = after, ["to"] = to }, now);

    /// <summary>The last person that there is.</summary>
    internal static Task<long> LastAsync(Session session) =>
        session.ScalarAsync<long>(AreaLimit.Everywhere.Sql("select coalesce(max(id), 0) from {people} p"));

    private const string People = "{people}";
}
