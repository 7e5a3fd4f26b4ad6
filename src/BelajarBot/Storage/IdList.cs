using System.Globalization;

namespace BelajarBot.Storage;

/// <summary>
/// Numbers for <c>in (…)</c>. The statement has always the same words, so databases keep it prepared; places that are not
/// needed repeat the last number.
/// </summary>
/// <param name="name">What its parameters are called.</param>
internal sealed class IdList(string name)
{
    /// <summary>How many numbers there can be.</summary>
    internal const int Most = 20;

    /// <summary>A list of people.</summary>
    internal static readonly IdList People = new("person");

    private readonly string[] names = [.. Enumerable.Range(0, Most).Select(n => string.Create(CultureInfo.InvariantCulture, $"@{name}{n}"))];

    /// <summary>What stands behind <c>in</c>.</summary>
    internal string Sql => field ??= $"({string.Join(", ", names)})";

    /// <summary>The values of its parameters.</summary>
    /// <param name="ids">At least one, and no more than <see cref="Most"/>.</param>
    internal Dictionary<string, object?> Values(IReadOnlyList<long> ids)
    {
        if (ids.Count is 0 or > Most)
        {
            throw new ArgumentException($"There are {ids.Count} numbers; there have to be 1 to {Most}.", nameof(ids));
        }

        return names.Index().ToDictionary(place => place.Item, place => (object?)ids[Math.Min(place.Index, ids.Count - 1)]);
    }
}
