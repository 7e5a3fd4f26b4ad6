using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Broadcasts;

/// <summary>When a broadcast starts, as officers write it: "besok jam 8", "9 Maret pukul 13.00 WITA".</summary>
internal static partial class BroadcastTime
{
    /// <summary>The three clocks of the country.</summary>
    internal static IEnumerable<TimeZoneInfo> Zones { get; } = [Zone("Asia/Jakarta"), Zone("Asia/Makassar"), Zone("Asia/Jayapura")];

    /// <summary>The zone that the words name, or the officer's own.</summary>
    internal static TimeZoneInfo ZoneOf(string words, TimeZoneInfo own) => NamedZone().Match(words).Value.ToUpperInvariant() switch
    {
        "WIB" => Zone("Asia/Jakarta"),
        "WITA" => Zone("Asia/Makassar"),
        "WIT" => Zone("Asia/Jayapura"),
        _ => own,
    };

    /// <summary>Reads a moment to come. Several are possible where the hour may be in the morning or in the evening.</summary>
    internal static ValueResult Read(Input said, LanguageData data, TimeZoneInfo zone, string language, DateTimeOffset now) =>
        data.Types.TryCreate("datetime", new ValueOptions(When: DateHint.Future), out var type)
            ? type.Parse(said, new ValueContext(now, zone, language))
            : throw new InvalidOperationException("There is no type 'datetime'.");

    /// <summary>The moment that an accepted answer stands for.</summary>
    internal static DateTimeOffset MomentOf(string value) => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture).ToUniversalTime();

    /// <summary>A moment, and the zone in which it was said, as a button carries them.</summary>
    internal static string ForButton(DateTimeOffset moment, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{moment.ToUnixTimeSeconds()}.{zone.Id}");

    /// <summary>What a button carried; one of before has no zone, and means the officer's own. Null when it is none of these.</summary>
    internal static (DateTimeOffset Moment, TimeZoneInfo Zone)? ReadButton(string carried, TimeZoneInfo own) =>
        carried.Split('.', 2) is [var number, .. var named]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? (DateTimeOffset.FromUnixTimeSeconds(seconds), named is [var id] && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : own)
            : null;

    /// <summary>What people call the zone: the three of the country by their names, any other by its number of hours.</summary>
    internal static string NameOf(TimeZoneInfo zone, DateTimeOffset moment) => zone.GetUtcOffset(moment).TotalHours switch
    {
        7 => "WIB",
        8 => "WITA",
        9 => "WIT",
        var hours => string.Create(CultureInfo.InvariantCulture, $"UTC{hours:+0.##;-0.##;+0}"),
    };

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    [GeneratedRegex(@"\b(wib|wita|wit)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamedZone();
}

/// <summary>The moments that an hour may mean, in the morning or in the evening.</summary>
/// <param name="Moments">The moments.</param>
/// <param name="Zone">The zone in which it was said.</param>
internal sealed record TimeChoice(ImmutableArray<DateTimeOffset> Moments, TimeZoneInfo Zone)
{
    private const char Mark = '?';
    private const int LongestZone = 20;

    /// <summary>Words that say an hour and nothing of a day.</summary>
    private static readonly HashSet<string> OfHours =
    [
        "jam", "pukul", "pkl", "jm", "yang", "saja", "aja", "ya", "pagi", "siang", "sore", "petang", "malam", "mlm", "subuh", "dini", "hari", "am", "pm", "wib", "wita", "wit",
        "at", "the", "in", "morning", "afternoon", "evening", "night", "o", "clock",
    ];

    /// <summary>What was kept of it, or null when that is something else.</summary>
    internal static TimeChoice? Read(string kept)
    {
        if (kept.Split(Mark, 3) is not ["", var moments, var zone] || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            return null;
        }

        var seconds = moments.Split('.').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return seconds.TrueForAll(second => second >= 0 && second < DateTimeOffset.MaxValue.ToUnixTimeSeconds()) ? new([.. seconds.Select(DateTimeOffset.FromUnixTimeSeconds)], found) : null;
    }

    /// <summary>As it is kept until somebody says which; empty where that would be too long.</summary>
    public override string ToString() => Zone.Id.Length > LongestZone ? "" :
        string.Create(CultureInfo.InvariantCulture, $"{Mark}{string.Join('.', Moments.Select(moment => moment.ToUnixTimeSeconds()))}{Mark}{Zone.Id}");

    /// <summary>Whether words say an hour and no other day.</summary>
    internal static bool IsHour(string said) => Fold.Words(said) is { Length: > 0 } words && words.All(word => word.All(char.IsAsciiDigit) || OfHours.Contains(word));

    /// <summary>The one that is meant by an hour ("3 sore", "pukul 15.00") or by a part of the day alone ("sore"); or null.</summary>
    internal DateTimeOffset? Find(TextInput said, LanguageData data, string language, DateTimeOffset now)
    {
        var hour = TimeZoneInfo.ConvertTime(Moments[0], Zone).Hour % 12;
        var part = string.Join(' ', Fold.Words(said.Text).Where(word => !TypedButton.Fillers.Contains(word)));
        foreach (var words in new[] { said.Text, $"jam {(hour == 0 ? 12 : hour)} {part}" })
        {
            if (data.Types.TryCreate("time", new ValueOptions(), out var type)
                && type.Parse(new TextInput(words), new ValueContext(now, Zone, language)) is ValueResult.Accepted { Value: var time }
                && Moments.Where(moment => $"{TimeZoneInfo.ConvertTime(moment, Zone):HH:mm}" == time).ToList() is [var only])
            {
                return only;
            }
        }

        return null;
    }
}
