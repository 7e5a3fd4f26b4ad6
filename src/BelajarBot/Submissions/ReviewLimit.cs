using BelajarBot.Access;

namespace BelajarBot.Submissions;

/// <summary>What an officer may review: what belongs to their areas, and what administrators decide only where they are one.</summary>
internal sealed record ReviewLimit(string Condition)
{
    internal static ReviewLimit Of(Officer officer)
    {
        var all = officer.In(Permission.ReviewSubmissions);
        var asAdmin = AreaLimit.To(officer.Grants.Where(grant => grant.Role >= Role.Admin).Select(grant => grant.Area));
        return new ReviewLimit($"{all.Sql("{within s.area}")} and (s.review_by <> 'admin' or {asAdmin.Sql("{within s.area}")})");
    }

    /// <summary>The same for the person <c>p</c>, at <c>@now</c>.</summary>
    internal static string MaySql(Officers officers) =>
        $"({officers.MaySql(Permission.ReviewSubmissions, "s.area")} and (s.review_by <> 'admin' or {officers.IsAdminSql("s.area")}))";
}
