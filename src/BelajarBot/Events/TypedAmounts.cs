using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Events;

/// <summary>
/// Lengths and numbers of seats, as officers write them: "1 jam 30 menit", "dua jam", "maksimal 40 orang". What says anything else
/// besides, such as a date, is no amount: it is not known which of its numbers is meant.
/// </summary>
internal sealed partial class TypedAmounts(ValueTypes types)
{
    /// <summary>A bare number up to this is in hours; a greater one may be in minutes.</summary>
    private const decimal MostBareHours = 12;

    private const decimal Hour = 60;
    private const decimal Day = 24 * 60;

    private static readonly HashSet<string> Fillers =
    [
        "sekitar", "kira", "kurang", "lebih", "kurleb", "selama", "durasi", "durasinya", "lamanya", "lama", "paling", "saja", "aja", "doang", "ya", "min", "dan", "an",
        "maksimal", "maks", "max", "banyak", "untuk", "cukup", "kuota", "kapasitas", "kursi", "orang", "org", "peserta", "guru", "tempat",
        "about", "around", "for", "and", "only", "up", "to", "at", "most", "seats", "seat", "people",
    ];

    private readonly IValueType number =
        types.TryCreate("number", new ValueOptions(Min: 0), out var type) ? type : throw new InvalidOperationException("There is no type 'number'.");

    /// <summary>How long, in minutes; 0 when the words are no length.</summary>
    internal long MinutesIn(string words)
    {
        var parts = Parts().Matches(words.ToLowerInvariant()).Select(part => part.Value).ToArray();
        var (minutes, last, count) = (0m, 0m, 0);
        for (var i = 0; i < parts.Length;)
        {
            if (UnitOf(parts[i].StartsWith("se", StringComparison.Ordinal) ? parts[i][2..] : "") is > 0 and var one)
            {
                (minutes, last, count, i) = (minutes + one, one, count + 1, i + 1);
            }
            else if (NumberAt(parts, i) is (var amount, > 0 and var taken))
            {
                var unit = i + taken < parts.Length ? UnitOf(parts[i + taken]) : 0;

                // "2 jam setengah" and "1 jam 30": a half is of what stands before it, and after hours come minutes.
                var bare = count == 0 ? amount <= MostBareHours ? Hour : 0 : amount == 0.5m ? last : last == Hour ? 1 : 0;
                if (unit == 0 && (bare == 0 || (i + taken < parts.Length && !Fillers.Contains(parts[i + taken]))))
                {
                    return 0;
                }

                last = unit > 0 ? unit : bare;
                (minutes, count, i) = (minutes + (amount * last), count + 1, i + taken + (unit > 0 ? 1 : 0));
            }
            else if (Fillers.Contains(parts[i]))
            {
                i++;
            }
            else
            {
                return 0;
            }
        }

        return (long)Math.Min(minutes, 1_000_000);
    }

    /// <summary>How many; null when the words are no number of people.</summary>
    internal long? SeatsIn(string words)
    {
        var parts = Parts().Matches(words.ToLowerInvariant()).Select(part => part.Value).SkipWhile(Fillers.Contains).ToArray();
        return NumberAt(parts, 0) is (var amount, > 0 and var taken) && amount == Math.Floor(amount) && parts.AsSpan(taken).IndexOfAnyExcept([.. Fillers]) < 0
            ? (long)amount : null;
    }

    /// <summary>The number that begins at a place and how many words it takes: the longest that is one.</summary>
    private (decimal Amount, int Taken) NumberAt(string[] parts, int at)
    {
        var longest = 0;
        while (at + longest < parts.Length && longest < 5 && UnitOf(parts[at + longest]) == 0 && !Fillers.Contains(parts[at + longest]))
        {
            longest++;
        }

        // In figures a number is one word.
        for (var taken = parts.Length > at && char.IsAsciiDigit(parts[at][0]) ? Math.Min(longest, 1) : longest; taken > 0; taken--)
        {
            if (Read(string.Join(' ', parts[at..(at + taken)])) is { } amount && (taken == 1 || parts[at..(at + taken)].All(part => Read(part) is not null || part is "puluh" or "belas" or "ratus" or "ribu" or "hundred")))
            {
                return (amount, taken);
            }
        }

        return (0, 0);
    }

    private decimal? Read(string words) =>
        number.Parse(new TextInput(words), new ValueContext(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, "id")) is ValueResult.Accepted { Value: var value }
            ? decimal.Parse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;

    private static decimal UnitOf(string word) => word switch
    {
        "menit" or "mnt" or "mnit" or "minutes" or "minute" or "mins" => 1,
        "jam" or "jm" or "hours" or "hour" or "hr" or "hrs" => Hour,
        "hari" or "hri" or "days" or "day" => Day,
        _ => 0,
    };

    [GeneratedRegex(@"\d+(?:[.,]\d+)*|½|\p{L}+|[^\s\p{P}]", RegexOptions.NonBacktracking)]
    private static partial Regex Parts();
}
