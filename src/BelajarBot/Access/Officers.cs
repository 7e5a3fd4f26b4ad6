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

    /// <summary>The Telegram addresses of those who stand in the settings.</summary>
    internal IReadOnlyCollection<string> InSettings => superadmins;

    /// <summary>Whether somebody stands in the settings as a superadmin.</summary>
    internal bool IsInSettings(Person person) => person.Channel == "telegram" && superadmins.Contains(person.Address);

    /// <summary>What a person may do at this moment.</summary>
    internal Task<Officer> OfAsync(Session session, Person person, DateTimeOffset now) =>
        OfAsync(session, person.Id, person.Channel, person.Address, now);

    /// <summary>What somebody else may do at this moment; nothing when they are not known any more.</summary>
    internal async Task<Officer> OfAsync(Session session, long personId, DateTimeOffset now) =>
        await session.FirstOrDefaultAsync<Place>("select channel, address from person where id = @personId", new { personId }) is { } person
            ? await OfAsync(session, personId, person.Channel, person.Address, now)
            : Officer.None;

    /// <summary>Whether there is anybody, in the settings or in the database, who may do everything.</summary>
    /// <param name="session">The unit in which it matters.</param>
    /// <param name="now">When.</param>
    /// <param name="besides">A role that does not count, or null.</param>
    internal async Task<bool> HaveSuperadminAsync(Session session, DateTimeOffset now, long? besides = null) =>
        superadmins.Count > 0 || await session.ScalarAsync<long>(
            """
            select count(*) from role_grant
            where role = @Superadmin and revoked_at is null and (until is null or until > @now) and id <> @but
            """,
            new { Role.Superadmin, now, but = besides ?? 0 }) > 0;

    /// <summary>Takes a role away; false when it was gone already.</summary>
    internal static async Task<bool> RevokeAsync(Session session, long grantId, long revokedBy, DateTimeOffset now) =>
        await session.ExecuteAsync(
            "update role_grant set revoked_at = @now, revoked_by = @revokedBy where id = @grantId and revoked_at is null and (until is null or until > @now)",
            new { grantId, revokedBy, now }) == 1;

    private async Task<Officer> OfAsync(Session session, long id, string channel, string address, DateTimeOffset now)
    {
        var grants = await session.QueryAsync<Grant>(
            """
            select id, role, area, until from role_grant
            where person_id = @id and revoked_at is null and (until is null or until > @now)
            order by role desc, area
            """,
            new { id, now });
        if (channel == "telegram" && superadmins.Contains(address))
        {
            grants.Insert(0, BySettings);
        }

        return grants.Count == 0 ? Officer.None : new Officer(grants);
    }

    /// <summary>
    /// Gives somebody a role; what they hold of it already for the same area ends, so that nobody holds one twice. Where that lasts as long or
    /// longer it stays instead: an invitation takes nothing from whoever accepts it.
    /// </summary>
    /// <returns>Until when they hold it now; null for ever.</returns>
    internal static async Task<DateTimeOffset?> GrantAsync(
        Session session, long personId, Role role, string area, long? grantedBy, DateTimeOffset? until, DateTimeOffset now)
    {
        var held = await session.QueryAsync<DateTimeOffset?>(
            """
            select until from role_grant
            where person_id = @personId and role = @role and area = @area and revoked_at is null and (until is null or until > @now)
            """,
            new { personId, role, area, now });
        var longest = held.Contains(null) ? null : held.Max();
        if (held.Count > 0 && (longest is null || longest >= until))
        {
            return longest;
        }

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
        return until;
    }

    /// <summary>The officers of exactly this area who may do it and are on duty, each with the lowest role that lets them.</summary>
    internal Task<List<OfficerOnDuty>> OnDutyAsync(Session session, Permission permission, string area, DateTimeOffset now) => session.QueryAsync<OfficerOnDuty>(
        $"""
        select p.id, p.channel, p.address, p.language, p.zone, coalesce(g.role, {(int)Role.Superadmin}) as role
        from person p left join (
            select person_id, min(role) as role from role_grant
            where area = @area and revoked_at is null and (until is null or until > @now) and role in ({RolesWith(permission)})
            group by person_id) g on g.person_id = p.id
        where (g.role is not null or {(area == AreaLimit.WholeCountry ? SuperadminsBySettings : "1 = 0")})
            and p.status <> 'stopped' and p.unreachable_since is null and not exists (select 1 from off_duty o where o.person_id = p.id and {StillOff})
        order by role, p.id
        """,
        new { area, now });

    /// <summary>The officers who may do it in this area, by this role or a higher one, and can be written to; each with the lowest role that lets them, the lowest first.</summary>
    internal Task<List<OfficerOnDuty>> ReachableAsync(Session session, Permission permission, string area, Role least, DateTimeOffset now) => session.QueryAsync<OfficerOnDuty>(
        $"""
        select p.id, p.channel, p.address, p.language, p.zone, o.role
        from person p join (
            select id, min(role) as role from (
                select g.person_id as id, g.role from role_grant g
                where g.revoked_at is null and (g.until is null or g.until > @now) and {CoversSql(permission, "@area", least)}
                union all select p.id, {(int)Role.Superadmin} from person p where {SuperadminsBySettings}) held
            group by id) o on o.id = p.id
        where p.status <> 'stopped' and p.unreachable_since is null
        order by o.role, p.id
        """,
        new { area, now });

    private const string StillOff = "(o.until is null or o.until > @now)";

    /// <summary>Whether an officer has said that they are not on duty.</summary>
    internal static async Task<bool> IsOffDutyAsync(Session session, long personId, DateTimeOffset now) =>
        await session.ScalarAsync<long>($"select count(*) from off_duty o where o.person_id = @personId and {StillOff}", new { personId, now }) > 0;

    /// <summary>The officer is back.</summary>
    internal static Task SetOnDutyAsync(Session session, long personId) =>
        session.ExecuteAsync("delete from off_duty where person_id = @personId", new { personId });

    /// <summary>An officer is told of nothing new until then, or until they say that they are back; what they have taken stays theirs.</summary>
    internal static Task SetOffDutyAsync(Session session, long personId, DateTimeOffset? until, DateTimeOffset now) => session.ExecuteAsync(
        """
        insert into off_duty (person_id, since, until) values (@personId, @now, @until)
        on conflict (person_id) do update set until = excluded.until
        """,
        new { personId, now, until });

    /// <summary>Those who may do one of these things in all of these areas, on one channel, and can be written to; whoever is closest to the areas first.</summary>
    internal async Task<IReadOnlyList<Person>> WhoMayAsync(
        Session session, IReadOnlyCollection<Permission> permissions, AreaLimit areas, string channel, DateTimeOffset now)
    {
        var candidates = await session.QueryAsync<long>(
            """
            select distinct p.id from role_grant g join person p on p.id = g.person_id
            where g.revoked_at is null and (g.until is null or g.until > @now) and p.channel = @channel and p.status <> 'stopped' and p.unreachable_since is null
            """,
            new { now, channel });
        foreach (var address in channel == "telegram" ? superadmins : [])
        {
            candidates.AddRange(await session.QueryAsync<long>("select id from person where channel = @channel and address = @address and status <> 'stopped' and unreachable_since is null", new { channel, address }));
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

    /// <summary>A condition that holds where the person <c>p</c> may do it, at <c>@now</c>, in the area of a column; where a role is given, by that or a higher one.</summary>
    internal string MaySql(Permission permission, string area, Role least = Role.Captain) =>
        $"""
        ({SuperadminsBySettings} or exists (
            select 1 from role_grant g where g.person_id = p.id and g.revoked_at is null and (g.until is null or g.until > @now) and {CoversSql(permission, area, least)}))
        """;

    /// <summary>A condition that holds where the role <c>g</c> includes it in the area of a column.</summary>
    internal static string CoversSql(Permission permission, string area, Role least = Role.Captain) =>
        $"g.role in ({RolesWith(permission, least)}) and (g.area = '{AreaLimit.WholeCountry}' or g.area = {area} or {area} like g.area || '.%')";

    // Numbers and digits only, so they can stand in the statement itself.
    private string SuperadminsBySettings => superadmins.Count == 0
        ? "1 = 0"
        : $"(p.channel = 'telegram' and p.address in ({string.Join(", ", superadmins.Order(StringComparer.Ordinal).Select(id => $"'{id}'"))}))";

    private static string RolesWith(Permission permission, Role least = Role.Captain) =>
        string.Join(", ", Enum.GetValues<Role>().Where(role => role >= least && role.May(permission)).Select(role => ((int)role).ToString(CultureInfo.InvariantCulture)));

    private sealed record Place(string Channel, string Address);
}

/// <summary>An officer who can be asked.</summary>
/// <param name="Id">Their number.</param>
/// <param name="Channel">Their channel.</param>
/// <param name="Address">Where they are on it.</param>
/// <param name="Language">Their language.</param>
/// <param name="Zone">Their zone, or null.</param>
/// <param name="Role">What they are asked as.</param>
internal sealed record OfficerOnDuty(long Id, string Channel, string Address, string Language, string? Zone, Role Role);
