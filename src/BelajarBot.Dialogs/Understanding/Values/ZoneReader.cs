using System.Globalization;
using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A clock that a text names.</summary>
/// <param name="Zone">The clock; null when it is named and not known, or means several: it must not be taken for the person's own.</param>
/// <param name="Rest">The text with blanks in place of it; as long as the text.</param>
public sealed record ZoneReading(TimeZoneInfo? Zone, string Rest);

/// <summary>Finds whose clock a time is told by: <c>WITA</c>, <c>UTC+8</c>, <c>waktu Papua</c>, <c>waktu Indonesia Timur</c>.</summary>
public static partial class ZoneReader
{
    private const string West = "Asia/Jakarta";
    private const string Middle = "Asia/Makassar";
    private const string East = "Asia/Jayapura";
    private const int LongestPlace = 3;

    /// <summary>The parts and islands of the country that no region is called after; null for an island with two clocks.</summary>
    private static readonly Dictionary<string, string?> Places = new()
    {
        ["barat"] = West, ["tengah"] = Middle, ["timur"] = East,
        ["indonesia barat"] = West, ["indonesia tengah"] = Middle, ["indonesia timur"] = East,
        ["bagian barat"] = West, ["bagian tengah"] = Middle, ["bagian timur"] = East,
        ["jawa"] = West, ["sumatra"] = West, ["sumatera"] = West, ["madura"] = West,
        ["sulawesi"] = Middle, ["lombok"] = Middle, ["sumbawa"] = Middle, ["flores"] = Middle, ["timor"] = Middle, ["nusa tenggara"] = Middle,
        ["kalimantan"] = null, ["borneo"] = null,
    };

    /// <summary>What stands behind "waktu" and is no place: the person's own clock, parts of the day, what they do then.</summary>
    private static readonly HashSet<string> NoPlaces =
    [
        "setempat", "sini", "saya", "sy", "aku", "kami", "kita", "lokal", "daerah", "di", "yang", "yg", "itu", "ini", "indonesia", "biasa", "biasanya", "nya", "ya",
        "pagi", "siang", "sore", "malam", "subuh", "dzuhur", "dhuhur", "zuhur", "ashar", "asar", "magrib", "maghrib", "isya", "sholat", "salat", "shalat",
        "sekolah", "belajar", "mengajar", "ngajar", "istirahat", "makan", "rapat", "masuk", "pulang", "kerja", "luang", "kosong", "senggang", "upacara",
        "untuk", "utk", "buat", "agar", "supaya", "pas", "ada", "mulai", "besok", "lusa", "nanti",
    ];

    /// <summary>Finds the clock; null when the text names none.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="regions">The regions that may be named.</param>
    public static ZoneReading? Read(string text, Regions regions) =>
        text.Length > 1000 ? null
        : Short().Match(text) is { Success: true } named ? new ZoneReading(ByName(named), TimeReading.Without(text, named))
        : Place().Match(text) is { Success: true } place ? ByPlace(place, text, regions)
        : Foreign().Match(text) is { Success: true } foreign ? new ZoneReading(null, TimeReading.Without(text, foreign.Groups["name"]))
        : null;

    private static TimeZoneInfo? ByName(Match named) => named.Groups["name"].Value.ToUpperInvariant() switch
    {
        "WIB" => Find(West),
        "WITA" => Find(Middle),
        "WIT" => Find(East),
        _ when !named.Groups["hours"].Success => TimeZoneInfo.Utc,
        _ => ByHours((named.Groups["sign"].Value == "-" ? -1 : 1) * int.Parse(named.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture)),
    };

    /// <summary>The names of these zones count westwards, against the usual sign.</summary>
    private static TimeZoneInfo? ByHours(int hours) => hours switch
    {
        0 => TimeZoneInfo.Utc,
        7 => Find(West),
        8 => Find(Middle),
        9 => Find(East),
        >= -12 and <= 14 => Find(string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-hours:+0;-0}")),
        _ => null,
    };

    private static ZoneReading? ByPlace(Match place, string text, Regions regions)
    {
        var words = place.Groups["word"].Captures.Select(word => word.Value.ToLowerInvariant()).ToArray();
        var (taken, zones) = (0, Array.Empty<string?>());
        IReadOnlyList<Region> before = [];
        for (var length = 1; length <= Math.Min(LongestPlace, words.Length); length++)
        {
            var name = string.Join(' ', words.AsSpan(0, length)!);
            if (Places.TryGetValue(name, out var known))
            {
                (taken, zones) = (length, [known]);
            }
            else if (!NoPlaces.Contains(words[0]) && regions.Resolve(name) is { Count: > 0 } found && !found.SequenceEqual(before))
            {
                (taken, zones, before) = (length, [.. found.Select(region => region.TimeZone).Distinct()], found);
            }
        }

        // A word that is no place is one that we do not know only where nothing but a clock can be meant.
        return taken > 0 ? new ZoneReading(zones is [{ } only] ? Find(only) : null, Without(taken))
            : place.Groups["clock"].Success && words.Length > 0 && !NoPlaces.Contains(words[0]) ? new ZoneReading(null, Without(1))
            : null;

        string Without(int count)
        {
            var (from, last) = (place.Groups["lead"].Index, place.Groups["word"].Captures[count - 1]);
            return TimeReading.Without(text, from, last.Index + last.Length - from);
        }
    }

    private static TimeZoneInfo Find(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    [GeneratedRegex(@"(?<![\p{L}\d])\(?(?:(?<name>wib|wita|wit)|(?<name>utc|gmt)(?:\s?(?<sign>[+-])\s?(?<hours>[0-9]{1,2})(?::?00)?(?![\d:.]))?)\)?(?![\p{L}\d])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Short();

    [GeneratedRegex(@"(?<clock>(?:[0-9]|pagi|siang|sore|malam|mlm|subuh|[ap]m)\s+)?(?<![\p{L}\d])(?<lead>(?:waktu|wkt|jamnya)(?:\s+di)?)\s+(?<word>\p{L}+)(?:\s+(?<word>\p{L}+)){0,2}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    /// <summary>Clocks of elsewhere, by the letters that stand behind a time; some change twice a year, so none is guessed.</summary>
    [GeneratedRegex(@"[0-9](?:\s*(?:pagi|siang|sore|malam|[ap]m))?\s+(?<name>[ac]?[cemp][ds]t|jst|kst|sgt|myt|hkt|ist|bst|cet|cest|eet|msk|aw?est|aedt|ict|pht)(?![\p{L}\d])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Foreign();
}
