using System.Globalization;
using System.Text;

namespace BelajarBot.Events;

/// <summary>An event as a calendar takes it (RFC 5545). The same event has the same UID, and each change a higher SEQUENCE, so a newer file replaces an older one.</summary>
internal static class CalendarFile
{
    private const int MostBytes = 75;

    /// <summary>The file.</summary>
    /// <param name="meeting">The event.</param>
    /// <param name="place">Where it is, as this person may know it; or null.</param>
    /// <param name="description">More about it, or null.</param>
    /// <param name="now">When the file is made.</param>
    internal static string Write(Event meeting, string? place, string? description, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//BelajarBot//Kegiatan//ID");
        Line(text, "METHOD:PUBLISH");
        Line(text, "BEGIN:VEVENT");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"UID:kegiatan-{meeting.Id}-{meeting.CreatedAt.ToUnixTimeMilliseconds()}@belajarbot"));
        Line(text, $"DTSTAMP:{Moment(now)}");
        Line(text, $"DTSTART:{Moment(meeting.Start)}");
        Line(text, $"DTEND:{Moment(meeting.End)}");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{meeting.Version}"));
        Line(text, $"STATUS:{(meeting.State == EventState.Cancelled ? "CANCELLED" : "CONFIRMED")}");
        Line(text, $"SUMMARY:{Escape(meeting.Title ?? "")}");
        if (place is not null)
        {
            Line(text, $"LOCATION:{Escape(place)}");
        }

        if (MapPin.Read(meeting.Pin) is { } pin)
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"GEO:{pin.Latitude};{pin.Longitude}"));
        }

        if (!string.IsNullOrEmpty(description))
        {
            Line(text, $"DESCRIPTION:{Escape(description)}");
        }

        Line(text, "END:VEVENT");
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>Words as a value: what means something to the format is marked, and what it cannot hold is left out.</summary>
    internal static string Escape(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (var c in words.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\\' or ';' or ',' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                _ when char.IsControl(c) => text,
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }

    /// <summary>No line is longer than 75 bytes: the rest goes on behind a line break and a blank, and no character is torn apart.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MostBytes)
            {
                text.Append("\r\n ");
                bytes = 1;
            }

            text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
