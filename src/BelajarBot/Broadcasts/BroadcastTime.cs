using System.Globalization;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Broadcasts;

/// <summary>When a broadcast starts, as officers write it: "besok jam 8", "9 Maret pukul 13.00 WITA".</summary>
internal static class BroadcastTime
{
    /// <summary>The three clocks of the country.</summary>
    internal static IEnumerable<TimeZoneInfo> Zones { get; } = [Zone("Asia/Jakarta"), Zone("Asia/Makassar"), Zone("Asia/Jayapura")];

    /// <summary>The zone that the words name, or the officer's own.</summary>
    internal static TimeZoneInfo ZoneOf(string words, TimeZoneInfo own, LanguageData data) => ZoneReader.Read(words, data.Types.Regions)?.Zone ?? own;

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
}
