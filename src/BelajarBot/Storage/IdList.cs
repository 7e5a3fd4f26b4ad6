using System.Globalization;

namespace BelajarBot.Storage;

/// <summary>
/// Numbers for <c>in (…)</c>. The statement has always the same words, so databases keep it prepared; places that are not
/// needed repeat the last number.
/// </summary>
internal static class IdList
{
    /// <summary>How many numbers there can be.</summary>
    internal const int Most = 20;

    private static readonly string[] Names = [.. Enumerable.Range(0, Most).Select(n => "@id" + n.ToString(CultureInfo.InvariantCulture))];

    /// <summary>What stands behind <c>in</c>.</summary>
    internal static readonly string Sql = $"({string.Join(", ", Names)})";

    /// <summary>The values of its parameters.</summary>
    /// <param name="ids">At least one, and no more than <see cref="Most"/>.</param>
    internal static Dictionary<string, object?> Values(IReadOnlyList<long> ids)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ids.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, Most);
        var values = new Dictionary<string, object?>(Most + 1);
        for (var i = 0; i < Most; i++)
        {
            values[Names[i]] = ids[Math.Min(i, ids.Count - 1)];
        }

        return values;
    }
}
