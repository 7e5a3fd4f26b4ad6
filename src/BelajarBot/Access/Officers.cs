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
}
