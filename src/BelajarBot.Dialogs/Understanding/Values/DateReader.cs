using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>Finds the one date that a text names, in figures (day before month) or in words.</summary>
internal static partial class DateReader
{
    /// <summary>What has a number that is no day.</summary>
    private static readonly HashSet<string> Numbered =
        ["kelas", "kls", "sd", "sdn", "smp", "smpn", "sma", "sman", "smk", "smkn", "tk", "level", "lvl", "nomor", "no", "ke", "bab", "ruang", "rt", "rw"];

    /// <summary>Reads the date.</summary>
    /// <param name="text">As typed, without a time of day.</param>
    /// <param name="today">The date on the person's calendar.</param>
    /// <param name="hint">Where a date without a year lies.</param>
    /// <param name="date">The date.</param>
    /// <returns>Null when it was read; otherwise the code of the reason.</returns>
    public static string? Read(string text, DateOnly today, DateHint hint, out DateOnly date) => Read(text, today, hint, out date, out _);

    /// <summary>Reads the date, and tells what else the text says.</summary>
    /// <param name="text">As typed, without a time of day.</param>
    /// <param name="today">The date on the person's calendar.</param>
    /// <param name="hint">Where a date without a year lies.</param>
    /// <param name="date">The date.</param>
    /// <param name="rest">The text with blanks in place of the date; as long as the text.</param>
    /// <returns>Null when it was read; otherwise the code of the reason.</returns>
    public static string? Read(string text, DateOnly today, DateHint hint, out DateOnly date, out string rest)
    {
        (date, rest) = (today, text);
        if (text.Length > 200)
        {
            return ValueTexts.Invalid;
        }

        if (Before().Match(text) is { Success: true } before)
        {
            return Earlier(before, text, today, hint, out date, out rest);
        }

        if (Iso().Match(text) is { Success: true } iso)
        {
            rest = TimeReading.Without(text, iso);
            return Make(Number(iso, "year"), Number(iso, "month"), Number(iso, "day"), out date);
        }

        if (Figures().Match(text) is { Success: true } figures && (figures.Groups["year"].Success || !IsMonthNamed(text[(figures.Index + figures.Length)..])))
        {
            rest = TimeReading.Without(text, figures);
            return InFigures(figures, today, hint, out date);
        }

        var words = new DateWords(text);
        var reason = InWords(words, today, hint, out date);
        rest = words.Rest;
        return reason;
    }

    /// <summary>"5-6 april" and "5-6 bulan depan" are days, not the fifth of June.</summary>
    private static bool IsMonthNamed(string behind) =>
        Fold.Words(behind) is [var next, ..] && (next is "bulan" or "bln" || CalendarWords.Month(next) > 0);

    /// <summary>"3 hari sebelum 10 Maret", "seminggu sebelum tanggal 5", "H-1 10 Maret": a day that is told by a later one.</summary>
    private static string? Earlier(Match before, string text, DateOnly today, DateHint hint, out DateOnly date, out string rest)
    {
        if (Read(TimeReading.Without(text, before), today, hint, out date, out rest) is { } reason)
        {
            return reason;
        }

        var words = Fold.Words(before.Groups["count"].Value);
        var count = int.TryParse(before.Groups["count"].Value, out var digits) ? digits
            : NumberWords.Read(words, out var number) == words.Length && words.Length > 0 && number == Math.Floor(number) ? (int)number
            : 1;
        date = before.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "minggu" or "mgg" or "pekan" or "week" or "weeks" => date.AddDays(-7 * count),
            "bulan" or "bln" or "month" or "months" => date.AddMonths(-count),
            _ => date.AddDays(-count),
        };
        return null;
    }

    private static string? InFigures(Match figures, DateOnly today, DateHint hint, out DateOnly date)
    {
        var (day, month) = (Number(figures, "day"), Number(figures, "month"));
        return figures.Groups["year"].Success
            ? Make(FullYear(Number(figures, "year"), today), month, day, out date)
            : WithoutYear(month, day, today, hint, out date);
    }

    /// <summary>The most exact words first: a day of a named month, of a month at a distance, of no month; then the day of a week, and distances.</summary>
    private static string? InWords(DateWords words, DateOnly today, DateHint hint, out DateOnly date) =>
        InNamedMonth(words, today, hint, out date, out var reason) || InMonthAtDistance(words, today, hint, out date, out reason) ? reason
        : words.Dated is var dated and >= 0 ? OfNearestMonth(words, dated, today, hint, out date)
        : InWeekAtDistance(words, today, out date) || AtDistance(words, today, hint, out date) ? null
        : LoneDay(words, today, hint, out date);

    /// <summary>"3 Maret", "March 3, 2026", "5 april tahun depan".</summary>
    private static bool InNamedMonth(DateWords words, DateOnly today, DateHint hint, out DateOnly date, out string? reason)
    {
        (date, reason) = (today, null);
        for (var i = 0; i < words.Count; i++)
        {
            var (before, after) = (Day(words[i - 1]), Day(words[i + 1]));
            if (CalendarWords.Month(words[i]) is not (var month and > 0) || (i > 0 && before == 0 && after == 0))
            {
                continue;
            }

            if (before == 0 && after == 0)
            {
                reason = ValueTexts.Invalid;
                return true;
            }

            var first = before > 0 ? FirstOfDays(words, i - 1) : i;
            var last = before > 0 ? i : i + 1;
            var (year, taken) = YearAt(words, last + 1, today);
            words.Take(first, last - first + 1 + taken);
            var day = before > 0 ? Day(words[first]) : after;
            reason = year > 0 ? Make(year, month, day, out date) : WithoutYear(month, day, today, hint, out date);
            return true;
        }

        return false;
    }

    /// <summary>Of days that are listed, "5-6 april", the first.</summary>
    private static int FirstOfDays(DateWords words, int at) => Day(words[at - 1]) > 0 && words[at - 1].All(char.IsAsciiDigit) ? at - 1 : at;

    /// <summary>"tanggal 5": a day of this month or the nearest month that fits the hint.</summary>
    private static string? OfNearestMonth(DateWords words, int at, DateOnly today, DateHint hint, out DateOnly date)
    {
        date = today;
        var day = Day(words[at]);
        var step = hint == DateHint.Past ? -1 : 1;
        var month = new DateOnly(today.Year, today.Month, 1);
        for (var i = 0; i < 3; i++, month = month.AddMonths(step))
        {
            if (day <= DateTime.DaysInMonth(month.Year, month.Month))
            {
                date = month.AddDays(day - 1);
                if (hint == DateHint.Any || hint == DateHint.Future && date >= today || hint == DateHint.Past && date <= today)
                {
                    words.Take(at);
                    return null;
                }
            }
        }

        return "no_such_date";
    }

    /// <summary>Just "5", among few words; not that of "kelas 5".</summary>
    private static string? LoneDay(DateWords words, DateOnly today, DateHint hint, out DateOnly date)
    {
        date = today;
        var numbers = Enumerable.Range(0, words.Count).Where(at => words[at].Any(char.IsAsciiDigit)).ToArray();
        return numbers is [var only] && Day(words[only]) > 0 && words.Count <= 4 && !Numbered.Contains(words[only - 1])
            ? OfNearestMonth(words, only, today, hint, out date)
            : ValueTexts.Invalid;
    }

    private static string? WithoutYear(int month, int day, DateOnly today, DateHint hint, out DateOnly date)
    {
        // 29 February is a real date even when this year has none: take the nearest year that does.
        var step = hint == DateHint.Past ? -1 : 1;
        for (var i = 0; i < 8; i++)
        {
            var year = today.Year + (i * step);
            if (Make(year, month, day, out date) is null
                && (hint == DateHint.Any || hint == DateHint.Future && date >= today || hint == DateHint.Past && date <= today))
            {
                return null;
            }
        }

        date = today;
        return "no_such_date";
    }

    private static string? Make(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return "no_such_date";
        }

        date = new DateOnly(year, month, day);
        return null;
    }

    private static int Day(string word) =>
        int.TryParse(word, out var day) && day is >= 1 and <= 31 ? day
        : word.Length > 2 && NumberWords.Read([word], out var value) > 0 && value is >= 1 and <= 11 && value == Math.Floor(value) ? (int)value
        : 0;

    /// <summary>The year that stands at a place, and how many words it takes: "2026", "tahun 26", "tahun depan".</summary>
    private static (int Year, int Taken) YearAt(DateWords words, int at, DateOnly today)
    {
        if (words[at] is "tahun" or "thn" or "th" && DirectionAt(words, at + 1) is (not 0 and var sign, var end))
        {
            return (today.Year + sign, end - at);
        }

        var skipped = words[at] is "tahun" or "thn" or "th" ? 1 : 0;
        return words[at + skipped] is { Length: 2 or 4 } word && int.TryParse(word, out var year) ? (FullYear(year, today), skipped + 1) : (0, 0);
    }

    private static int FullYear(int year, DateOnly today)
    {
        if (year >= 100)
        {
            return year;
        }

        var inThisCentury = (today.Year / 100 * 100) + year;
        return inThisCentury > today.Year + 20 ? inThisCentury - 100 : inThisCentury;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan);

    [GeneratedRegex(@"(?<![\p{L}\d])(?:(?:(?<count>[0-9]{1,3}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|a|one|two|three|four|five|six|seven)\s+|the\s+|se)(?<unit>hari|hr|minggu|mgg|pekan|bulan|bln|days?|weeks?|months?)\s+(?:sebelum|sblm|sebelumnya|before)|h\s?-\s?(?<count>[0-9]{1,3}))(?![\p{L}\d])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Before();

    [GeneratedRegex(@"(?<!\d)(?<year>[0-9]{4})[-/.](?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![\d.])(?<day>[0-9]{1,2})\s?(?:[-/]\s?(?<month>[0-9]{1,2})(?:\s?[-/]\s?(?<year>[0-9]{4}|[0-9]{2}))?|[. ](?<month>[0-9]{1,2})[. ](?<year>[0-9]{4}|[0-9]{2}))(?![\d])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Figures();
}
