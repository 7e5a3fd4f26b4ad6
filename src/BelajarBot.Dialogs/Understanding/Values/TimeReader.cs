using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A time of day found in a text.</summary>
/// <param name="Times">The readings, the likeliest first: <c>jam 2</c> may be at night or in the afternoon.</param>
/// <param name="Rest">The text with blanks in place of the time; as long as the text.</param>
/// <param name="Assumed">Whether only a part of the day was named and the hour is a convention.</param>
internal sealed record TimeReading(TimeOnly[] Times, string Rest, bool Assumed = false)
{
    /// <summary>A text with blanks in place of a part of it.</summary>
    internal static string Without(string text, Capture part) => Without(text, part.Index, part.Length);

    /// <inheritdoc cref="Without(string, Capture)"/>
    internal static string Without(string text, int start, int length) => $"{text[..start]}{new string(' ', length)}{text[(start + length)..]}";
}

/// <summary>Finds the time of day that a text names: <c>jam 8 pagi</c>, <c>pukul 13.30</c>, <c>setengah delapan</c>.</summary>
internal static partial class TimeReader
{
    /// <summary>Reads the time, or null when there is none.</summary>
    /// <param name="text">As typed.</param>
    public static TimeReading? Read(string text)
    {
        if (text.Length > 200)
        {
            return null;
        }

        var written = SpelledHours(text.ToLowerInvariant());
        foreach (Match match in Clock().Matches(written))
        {
            // A bare number is a time only when something says so.
            if (match.Groups["minute"].Success || match.Groups["word"].Success || match.Groups["part"].Success || match.Groups["half"].Success || written.Trim() == match.Value.Trim())
            {
                return Read(match, written);
            }
        }

        return Parts().Match(written) is { Success: true } part
            ? new TimeReading([Convention(part.Value)], TimeReading.Without(written, part), Assumed: true)
            : null;
    }

    private static TimeReading? Read(Match match, string written)
    {
        var hour = int.Parse(match.Groups["hour"].ValueSpan);
        var minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].ValueSpan) : 0;
        if (hour > 24 || minute > 59 || hour == 24 && minute > 0)
        {
            return null;
        }

        var minutes = (hour % 24 * 60) + minute;
        if (match.Groups["half"].Success)
        {
            minutes -= 30;
        }

        if (match.Groups["shift"].Success)
        {
            var shift = int.TryParse(match.Groups["shift"].ValueSpan, out var number) ? number : 15;
            minutes += match.Groups["less"].Success ? -shift : shift;
        }

        var rest = TimeReading.Without(written, match);
        var times = match.Groups["part"].Success ? [InPart(minutes, match.Groups["part"].Value)]
            : hour is >= 1 and <= 5 && match.Groups["hour"].Length == 1 ? new[] { At(minutes + 720), At(minutes) }
            : [At(minutes)];
        return new TimeReading(times, rest);
    }

    private static TimeOnly InPart(int minutes, string part)
    {
        var hour = ((minutes + 1440) % 1440) / 60;
        var afternoon = part switch
        {
            "siang" or "sng" => hour is >= 1 and <= 6,
            "sore" or "sre" or "petang" or "pm" or "p.m." => hour is >= 1 and <= 11,
            "malam" or "mlm" or "malem" or "mlem" => hour is >= 6 and <= 11,
            _ => false,
        };
        var midnight = hour == 12 && part is "dini hari" or "malam" or "mlm" or "malem" or "mlem" or "pagi" or "am" or "a.m.";
        return At(afternoon ? minutes + 720 : midnight && hour == 12 ? minutes - 720 : minutes);
    }

    private static TimeOnly At(int minutes) => TimeOnly.MinValue.AddMinutes((minutes + 1440) % 1440);

    private static TimeOnly Convention(string part) => part switch
    {
        "dini hari" => new TimeOnly(3, 0),
        "subuh" => new TimeOnly(5, 0),
        "pagi" or "pgi" or "pg" or "morning" => new TimeOnly(8, 0),
        "siang" or "sng" or "noon" => new TimeOnly(12, 0),
        "sore" or "sre" or "petang" or "afternoon" => new TimeOnly(16, 0),
        _ => new TimeOnly(19, 0),
    };

    /// <summary>"jam delapan" is "jam 8": hours in words become figures, but only where a clock word precedes them. The text keeps its length.</summary>
    private static string SpelledHours(string text) => Spelled().Replace(text, match =>
    {
        var words = match.Groups["number"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return NumberWords.Read(words, out var hour) == words.Length && hour is >= 0 and <= 24
            ? $"{match.Groups["before"].Value}{(int)hour}".PadRight(match.Length)
            : match.Value;
    });

    [GeneratedRegex(@"(?<before>\b(?:jam|jm|pukul|pkl|setengah)\s+(?:setengah\s+)?)(?<number>(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)(?:\s+belas)?)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spelled();

    [GeneratedRegex(@"(?<![\d/\-.:])(?:(?<!\p{L})(?<word>jam|jm|pukul|pkl|at)\.?\s*)?(?<half>setengah\s+|stngah\s+|½\s*)?(?<hour>[0-9]{1,2})(?:[.:](?<minute>[0-9]{2}))?(?![\d/\-]|[.:]\d)(?:\s+(?:(?<less>kurang|krg)|lewat|lebih|lbh|lwt)\s+(?<shift>[0-9]{1,2}|seperempat)(?:\s+menit)?)?\s*(?<part>dini hari|pagi|pgi|pg|siang|sng|sore|sre|petang|malam|mlm|malem|mlem|subuh|am|a\.m\.|pm|p\.m\.)?\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(?:dini hari|subuh|pagi|pgi|morning|siang|noon|sore|sre|petang|afternoon|malam|mlm|malem|mlem|tonight|evening)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
