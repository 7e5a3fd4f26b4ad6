using BelajarBot.Access;

namespace BelajarBot.Submissions;

/// <summary>What an officer may review: what belongs to their areas, and what administrators decide only where they are one.</summary>
internal sealed record ReviewLimit(string Condition)
{
    private const string Area = "coalesce(s.area, '')";

    internal static ReviewLimit Of(Officer officer)
    {
        var all = officer.In(Permission.ReviewSubmissions);
        var asAdmin = AreaLimit.To(officer.Grants.Where(grant => grant.Role >= Role.Admin).Select(grant => grant.Area));
        return new ReviewLimit($"{all.Sql("{within s.area}")} and (s.review_by <> 'admin' or {asAdmin.Sql("{within s.area}")})");
    }

    /// <summary>The same from the other side: a condition that holds where the person <c>p</c> may review the submission <c>s</c>, at <c>@now</c>.</summary>
    internal static string MaySql(Officers officers) =>
        $"""
        ((s.review_by <> 'admin' and {officers.MaySql(Permission.ReviewSubmissions, Area)})
            or {officers.MaySql(Permission.ReviewSubmissions, Area, Role.Admin)})
        """;
}
