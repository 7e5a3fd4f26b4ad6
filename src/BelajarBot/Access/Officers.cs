using System.Collections.Frozen;
using System.Globalization;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Access;

/// <summary>Who holds which roles. It is read anew for every command, so that a role that is taken away is gone with the next message.</summary>
internal sealed class Officers(IOptions<AccessOptions> options)
{
    private static readonly Grant BySettings = new(0, Role.Superadmin, AreaLimit.WholeCountry, Until: null);

    private readonly FrozenSet<string> superadmins =
        options.Value.Superadmins.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a person may do at this moment.</summary>
    internal async Task<Officer> OfAsync(Session session, Person person, DateTimeOffset now)
    {
        var grants = await session.QueryAsync<Grant>(
            """
            select id, role, area, until from role_grant
            where person_id = @Id and revoked_at is null and (until is null or until > @now)
            order by role desc, area
            """,
            new { person.Id, now });
        if (person.Channel == "telegram" && superadmins.Contains(person.Address))
        {
            grants.Insert(0, BySettings);
        }

        return grants.Count == 0 ? Officer.None : new Officer(grants);
    }

    /// <summary>Those who may do one of these things in all of these areas, on one channel; whoever is closest to the areas first.</summary>
    internal async Task<IReadOnlyList<Person>> WhoMayAsync(
        Session session, IReadOnlyCollection<Permission> permissions, AreaLimit areas, string channel, DateTimeOffset now)
    {
        var candidates = await session.QueryAsync<long>(
            """
            select distinct p.id from role_grant g join person p on p.id = g.person_id
            where g.revoked_at is null and (g.until is null or g.until > @now) and p.channel = @channel
            """,
            new { now, channel });
        foreach (var address in channel == "telegram" ? superadmins : [])
        {
            candidates.AddRange(await session.QueryAsync<long>("select id from person where channel = @channel and address = @address", new { channel, address }));
        }

        var found = new List<(Person Person, int Width)>();
        foreach (var id in candidates.Distinct())
        {
            var person = (await PersonStore.FindAsync(session, id))!;
            var officer = await OfAsync(session, person, now);
            if (areas.Areas.All(area => permissions.Any(permission => officer.May(permission, area))))
            {
                found.Add((person, officer.Grants.Max(grant => grant.Area.Length)));
            }
        }

        return [.. found.OrderByDescending(each => each.Width).ThenBy(each => each.Person.Id).Select(each => each.Person)];
    }
}
