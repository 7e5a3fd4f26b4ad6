namespace BelajarBot.Access;

/// <summary>A role that somebody holds for an area.</summary>
/// <param name="Id">Its number; 0 for one that stands in the settings.</param>
/// <param name="Role">The role.</param>
/// <param name="Area">Its area code; <see cref="AreaLimit.WholeCountry"/> for all.</param>
/// <param name="Until">When it ends by itself, or null.</param>
internal sealed record Grant(long Id, Role Role, string Area, DateTimeOffset? Until)
{
    /// <summary>Whether its holder may grant this role for this area, or take it away: what is below them, so an admin only of a smaller area.</summary>
    internal bool MayGrant(Role role, string area) => Role.Grantable().Contains(role) && AreaLimit.Holds(Area, area)
        && (role != Role.Superadmin || area == AreaLimit.WholeCountry) && (role != Role || role == Role.Superadmin || Area != area);
}

/// <summary>Somebody with all that they may do at this moment; for most people nothing.</summary>
/// <param name="Grants">The roles that are in force.</param>
internal sealed record Officer(IReadOnlyList<Grant> Grants)
{
    /// <summary>Somebody without any role.</summary>
    internal static readonly Officer None = new([]);

    /// <summary>The smallest area that holds all that they are officers of; null for somebody without any role.</summary>
    internal string? Area => Grants.Count == 0 ? null : AreaLimit.Around(Grants.Select(grant => grant.Area));

    /// <summary>Whether they may do it anywhere at all.</summary>
    internal bool May(Permission permission) => Grants.Any(grant => grant.Role.May(permission));

    /// <summary>Whether they may do it in this area; for what has no area, only those of the whole country may.</summary>
    internal bool May(Permission permission, string? area) => In(permission).Includes(area);

    /// <summary>Where they may do it.</summary>
    internal AreaLimit In(Permission permission) =>
        AreaLimit.To(Grants.Where(grant => grant.Role.May(permission)).Select(grant => grant.Area));

    /// <summary>
    /// The roles that they may grant or take away, as a condition on the columns <c>g.role</c> and <c>g.area</c>; null when there
    /// are none.
    /// </summary>
    internal string? GrantableSql()
    {
        var conditions = Grants.Where(grant => grant.Role.Grantable().Count > 0).Select(grant => AreaLimit.To([grant.Area]).Sql(
            $"(g.role in ({string.Join(", ", grant.Role.Grantable().Select(role => (int)role))}) and {{within g.area}}"
            + $" and not (g.role = {(int)grant.Role} and g.role <> {(int)Role.Superadmin} and g.area = '{grant.Area}'))")).ToList();
        return conditions.Count == 0 ? null : $"({string.Join(" or ", conditions)})";
    }

    /// <summary>Whether they may grant this role for this area, or take it away.</summary>
    internal bool MayGrant(Role role, string area) => Grants.Any(grant => grant.MayGrant(role, area));

    /// <summary>The roles that they may grant anywhere; an admin of a regency has no smaller area for another.</summary>
    internal IReadOnlyList<Role> Grantable() => [.. Grants.SelectMany(grant => grant.Role.Grantable().Where(
        role => role != grant.Role || role == Role.Superadmin || !grant.Area.Contains('.', StringComparison.Ordinal))).Distinct().Order()];

    /// <summary>Until when they may grant it: nobody gives longer than they have. Null for ever.</summary>
    internal DateTimeOffset? MayGrantUntil(Role role, string area)
    {
        var ends = Grants.Where(grant => grant.MayGrant(role, area)).Select(grant => grant.Until).ToList();
        return ends.Contains(null) ? null : ends.Max();
    }
}
