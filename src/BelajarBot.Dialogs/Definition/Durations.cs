using System.Collections.Frozen;
using System.Globalization;

namespace BelajarBot.Dialogs.Definition;

/// <summary>Stretches of time as authors write them: <c>1 day</c>, <c>3 jam</c>, <c>2 minggu</c>.</summary>
internal static class Durations
{
    /// <summary>Longer than a school year is a slip.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    private static readonly FrozenDictionary<string, TimeSpan> Units = new Dictionary<string, TimeSpan>
    {
        ["minute"] = TimeSpan.FromMinutes(1),
        ["minutes"] = TimeSpan.FromMinutes(1),
        ["menit"] = TimeSpan.FromMinutes(1),
        ["hour"] = TimeSpan.FromHours(1),
        ["hours"] = TimeSpan.FromHours(1),
        ["jam"] = TimeSpan.FromHours(1),
        ["day"] = TimeSpan.FromDays(1),
        ["days"] = TimeSpan.FromDays(1),
        ["hari"] = TimeSpan.FromDays(1),
        ["week"] = TimeSpan.FromDays(7),
        ["weeks"] = TimeSpan.FromDays(7),
        ["minggu"] = TimeSpan.FromDays(7),
    }.ToFrozenDictionary();

    /// <summary>Reads a stretch of at least one minute; null when it is none.</summary>
    internal static TimeSpan? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 2
            && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 100_000
            && Units.TryGetValue(words[1], out var unit)
            && unit * number <= Longest
                ? unit * number
                : null;
    }
}
