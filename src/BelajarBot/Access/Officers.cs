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

    /// <summary>Gives somebody a role; what they hold of it already for the same area ends, so that nobody holds one twice.</summary>
    internal static async Task GrantAsync(
        Session session, long personId, Role role, string area, long? grantedBy, DateTimeOffset? until, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            update role_grant set revoked_at = @now, revoked_by = @grantedBy
            where person_id = @personId and role = @role and area = @area and revoked_at is null
            """,
            new { personId, role, area, grantedBy, now });
        await session.ExecuteAsync(
            """
            insert into role_grant (person_id, role, area, granted_by, granted_at, until) values (@personId, @role, @area, @grantedBy, @now, @until)
            """,
            new { personId, role, area, grantedBy, now, until });
    }
}
