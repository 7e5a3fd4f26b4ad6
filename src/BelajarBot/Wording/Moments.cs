using System.Globalization;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using Humanizer;

namespace BelajarBot.Wording;

/// <summary>
/// Moments, spans and numbers in the words of the person who reads them. Days and times of day are written by the dialog core,
/// which knows no clock but the one it is given; what lies between two moments, and numbers, by Humanizer with our own Indonesian.
/// </summary>
internal static class Moments
{
    /// <summary>A moment with the name of its clock: "Senin, 3 Maret 2026, pukul 09.00 WIB".</summary>
    internal static string At(DateTimeOffset moment, TimeZoneInfo zone, string language) =>
        $"{LanguageData.Moment(moment, new ValueContext(moment, zone, language))} {ClockName(moment, zone)}";

    /// <summary>The day of a moment: "Senin, 3 Maret 2026".</summary>
    internal static string Day(DateTimeOffset moment, TimeZoneInfo zone, string language) =>
        LanguageData.Day(moment, new ValueContext(moment, zone, language));

    /// <summary>How far away a moment is: "2 hari lagi", "kemarin".</summary>
    internal static string FromNow(DateTimeOffset moment, DateTimeOffset now, TimeZoneInfo zone, string language)
    {
        // To the minute: what was to be said an hour before is said a few seconds later, and "59 minutes" would look like a mistake.
        var minutes = Math.Round((moment - now).TotalMinutes);
        var about = (moment - now).Duration() < TimeSpan.FromMinutes(1) ? now : moment - TimeSpan.FromMinutes(minutes);

        // On their own clock: whether something is tomorrow depends on when their day ends.
        return TimeZoneInfo.ConvertTime(moment, zone).DateTime.Humanize(utcDate: false, TimeZoneInfo.ConvertTime(about, zone).DateTime, CultureOf(language));
    }

    /// <summary>How long a span is, in its two largest units: "2 jam 5 menit".</summary>
    internal static string Span(TimeSpan span, string language) =>
        span.Humanize(precision: 2, CultureOf(language), maxUnit: Humanizer.Localisation.TimeUnit.Day, minUnit: Humanizer.Localisation.TimeUnit.Second, collectionSeparator: " ");

    /// <summary>A number: "1.234,5".</summary>
    internal static string Number(decimal number, string language) => number.ToString("#,0.############", CultureOf(language));

    private static CultureInfo CultureOf(string language) => language == "en" ? CultureInfo.InvariantCulture : Indonesian.Culture;

    /// <summary>Indonesia's three clocks by their names; any other by how far it is from Greenwich.</summary>
    internal static string ClockName(DateTimeOffset moment, TimeZoneInfo zone) => zone.Id switch
    {
        "Asia/Jakarta" or "Asia/Pontianak" => "WIB",
        "Asia/Makassar" or "Asia/Ujung_Pandang" => "WITA",
        "Asia/Jayapura" => "WIT",
        _ => zone.GetUtcOffset(moment) is var offset && offset == TimeSpan.Zero ? "UTC"
            : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}",
    };
}
