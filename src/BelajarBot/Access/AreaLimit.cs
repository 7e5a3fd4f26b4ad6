using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BelajarBot.Access;

/// <summary>
/// The areas that an officer's query is limited to: the one place where the limit becomes SQL. A query on people or on what
/// belongs to an area is written with <c>{people}</c> in place of the table, or <c>{within t.area}</c> as a condition, and
/// means nothing to the database until <see cref="Sql"/> has put the limit in.
/// </summary>
internal sealed partial class AreaLimit
{
    /// <summary>The area that holds every other, and the people whose region is not known.</summary>
    internal const string WholeCountry = "";

    /// <summary>Nothing and nobody.</summary>
    internal static readonly AreaLimit Nowhere = new([]);

    /// <summary>Everything and everybody.</summary>
    internal static readonly AreaLimit Everywhere = new([WholeCountry]);

    private AreaLimit(ImmutableArray<string> areas) => Areas = areas;

    /// <summary>The areas, none of them within another: codes such as <c>32</c> or <c>32.73</c>, or <see cref="WholeCountry"/> alone.</summary>
    internal ImmutableArray<string> Areas { get; }

    /// <summary>Whether there is nothing in it.</summary>
    internal bool IsEmpty => Areas.IsEmpty;

    /// <summary>Whether it holds the whole country.</summary>
    internal bool IsEverywhere => Areas is [WholeCountry];

    /// <summary>The area where it is only one: what somebody read who named none is told to the admins of that one.</summary>
    internal string? Only => Areas is [var only] ? only : null;

    /// <summary>These areas together.</summary>
    /// <exception cref="ArgumentException">One of them is no area code.</exception>
    internal static AreaLimit To(IEnumerable<string> areas)
    {
        var codes = areas.Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var code in codes)
        {
            if (code != WholeCountry && !AreaCode().IsMatch(code))
            {
                throw new ArgumentException($"\"{code}\" is no area code.", nameof(areas));
            }
        }

        return new AreaLimit([.. codes.Where(code => !codes.Exists(other => other != code && Holds(other, code)))]);
    }

    /// <summary>Whether an area lies within another, or is the same.</summary>
    internal static bool Holds(string outer, string inner) =>
        outer == WholeCountry || inner == outer || (inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] == '.');

    /// <summary>The area around an area: of Bandung Jawa Barat, of Jawa Barat the country, around which there is none.</summary>
    internal static string? Above(string area) =>
        area == WholeCountry ? null : area.LastIndexOf('.') is > 0 and var dot ? area[..dot] : WholeCountry;

    /// <summary>The smallest area that holds all of these: of Bandung and Bogor Jawa Barat, of two provinces the country.</summary>
    internal static string Around(IEnumerable<string> areas) => areas.Aggregate((around, area) =>
    {
        while (!Holds(around, area))
        {
            around = Above(around)!;
        }

        return around;
    });

    /// <summary>Whether an area lies within these; what has no area lies only within the whole country.</summary>
    internal bool Includes(string? area) => Areas.Any(outer => Holds(outer, area ?? WholeCountry));

    /// <summary>What lies both within these and within an area: of a Duta of Jawa Barat who asks for Bandung, Bandung.</summary>
    internal AreaLimit Within(string area) =>
        Includes(area) ? To([area]) : To(Areas.Where(inner => Holds(area, inner)));

    /// <summary>
    /// The statement with its limit: <c>{people}</c> becomes those whom the officer may know of, with the columns of
    /// <c>person</c>; <c>{within t.area}</c> becomes the condition that a column lies within the areas.
    /// </summary>
    /// <exception cref="ArgumentException">The statement asks for no limit at all.</exception>
    internal string Sql(string statement)
    {
        var limited = Within().Replace(
            statement.Replace("{people}", $"(select * from person where {Condition("region")})", StringComparison.Ordinal),
            match => $"({Condition(match.Groups["column"].Value)})");
        return limited != statement
            ? limited
            : throw new ArgumentException("A query for an officer says {people} or {within column}.", nameof(statement));
    }

    // Codes are digits and dots, so they can stand in the statement itself; '/' comes right after '.'.
    private string Condition(string column) => IsEverywhere ? "1 = 1"
        : IsEmpty ? "1 = 0"
        : string.Join(" or ", Areas.Select(area => area.Contains('.', StringComparison.Ordinal)
            ? $"{column} = '{area}'"
            : $"{column} = '{area}' or ({column} >= '{area}.' and {column} < '{area}/')"));

    [GeneratedRegex(@"^\d\d(\.\d\d)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AreaCode();

    [GeneratedRegex(@"\{within (?<column>[a-z_.]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Within();
}
