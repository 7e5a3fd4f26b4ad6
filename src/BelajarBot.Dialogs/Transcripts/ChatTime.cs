using System.Globalization;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>Moments and durations as transcripts write them.</summary>
internal static class ChatTime
{
    private const string Form = "yyyy-MM-dd HH:mm";
    private const int MostDays = 3650;

    internal static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    /// <summary><c>2026-03-03 10:00</c>, with a zone behind it or on the clock given; null when it is neither.</summary>
    internal static DateTimeOffset? ReadMoment(string text, TimeZoneInfo usual, out TimeZoneInfo zone)
    {
        zone = usual;
        var moment = text.Length > Form.Length ? text[..Form.Length] : text;
        var name = text.Length > Form.Length ? text[Form.Length..].Trim() : "";
        return (name.Length == 0 || TryFindZone(name, out zone))
            && DateTime.TryParseExact(moment, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is >= 2000 and < 2100
                ? At(local, zone)
                : null;
    }

    /// <summary>Whether this is <c>2026-03-03 10:00</c> and nothing else: a moment on the person's own clock.</summary>
    internal static bool IsMoment(string text) => text.Length == Form.Length && ReadMoment(text, Jakarta, out _) is not null;

    /// <summary><c>+1 day</c>, <c>+90 menit</c>; null when it is something else.</summary>
    internal static TimeSpan? ReadDuration(string text)
    {
        if (!text.StartsWith('+') || text[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var number, var unit]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostDays * 24 * 60)
        {
            return null;
        }

        TimeSpan? one = unit switch
        {
            "minute" or "minutes" or "menit" => TimeSpan.FromMinutes(1),
            "hour" or "hours" or "jam" => TimeSpan.FromHours(1),
            "day" or "days" or "hari" => TimeSpan.FromDays(1),
            "week" or "weeks" or "minggu" => TimeSpan.FromDays(7),
            _ => null,
        };
        return one * count is { } whole && whole <= TimeSpan.FromDays(MostDays) ? whole : null;
    }

    internal static DateTimeOffset At(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));

    internal static string Write(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString(Form, CultureInfo.InvariantCulture);

    private static bool TryFindZone(string name, out TimeZoneInfo zone)
    {
        var id = name switch { "WIB" => "Asia/Jakarta", "WITA" => "Asia/Makassar", "WIT" => "Asia/Jayapura", _ => name };
        var found = TimeZoneInfo.TryFindSystemTimeZoneById(id, out var known);
        zone = known ?? Jakarta;
        return found;
    }
}
