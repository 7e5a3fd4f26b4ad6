using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>Finds the one date that a text names, in figures (day before month) or in words.</summary>
internal static partial class DateReader
{
    private static readonly HashSet<string> Ahead = ["depan", "dpn", "ngarep", "mendatang", "lagi", "lg", "next", "besok", "kedepan"];
    private static readonly HashSet<string> Behind = ["lalu", "kemarin", "kmrn", "kemaren", "last", "ago", "silam", "yll"];

    /// <summary>Reads the date.</summary>
    /// <param name="text">As typed, without a time of day.</param>
    /// <param name="today">The date on the person's calendar.</param>
    /// <param name="hint">Where a date without a year lies.</param>
    /// <param name="date">The date.</param>
    /// <returns>Null when it was read; otherwise the code of the reason.</returns>
    public static string? Read(string text, DateOnly today, DateHint hint, out DateOnly date)
    {
        date = today;
        if (text.Length > 200)
        {
            return ValueTexts.Invalid;
        }

        if (Before().Match(text) is { Success: true } before)
        {
            return Earlier(before, text, today, hint, out date);
        }

        if (Iso().Match(text) is { Success: true } iso)
        {
            return Make(Number(iso, "year"), Number(iso, "month"), Number(iso, "day"), out date);
        }

        if (Figures().Match(text) is { Success: true } figures)
        {
            return InFigures(figures, today, hint, out date);
        }

        return InWords(Fold.Words(Glued().Replace(text, " ")), today, hint, out date);
    }

    /// <summary>"3 hari sebelum 10 Maret", "seminggu sebelum tanggal 5", "H-1 10 Maret": a day that is told by a later one.</summary>
    private static string? Earlier(Match before, string text, DateOnly today, DateHint hint, out DateOnly date)
    {
        if (Read(text.Remove(before.Index, before.Length), today, hint, out date) is { } reason)
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

    private static string? InWords(string[] words, DateOnly today, DateHint hint, out DateOnly date)
    {
        date = today;
        for (var i = 0; i < words.Length; i++)
        {
            var next = i + 1 < words.Length ? words[i + 1] : "";
            var afterNext = i + 2 < words.Length ? words[i + 2] : "";
            if (CalendarWords.Month(words[i]) is var month and > 0 && (i == 0 || Day(words[i - 1]) > 0 || Day(next) > 0))
            {
                var day = i > 0 && Day(words[i - 1]) is var before and > 0 ? before : Day(next);
                var year = i > 0 && Day(words[i - 1]) > 0 ? Year(next, today) : Year(afterNext, today);
                return day == 0 ? ValueTexts.Invalid
                    : year > 0 ? Make(year, month, day, out date)
                    : WithoutYear(month, day, today, hint, out date);
            }
        }

        for (var i = 0; i < words.Length; i++)
        {
            var next = i + 1 < words.Length ? words[i + 1] : "";
            var afterNext = i + 2 < words.Length ? words[i + 2] : "";
            var before = i > 0 ? words[i - 1] : "";
            if (Span(words, i, today, out date))
            {
                return null;
            }

            if (words[i] is "hari" && next is "ini" || words[i] is "hr" && next is "ini")
            {
                return null;
            }

            if (CalendarWords.Distances.TryGetValue(words[i], out var distance))
            {
                var farther = words[i] is "besok" or "bsk" && next is "lusa" || distance == -1 && next is "lusa" or "dulu" or "dlu";
                date = today.AddDays(farther ? Math.Sign(distance) * 2 : distance);
                return null;
            }

            if (CalendarWords.Day(words[i]) is { } weekday && (words[i] is not "minggu" || before is "hari" || !Ahead.Contains(next)))
            {
                date = Weekday(weekday, before, next, afterNext, today, hint);
                return null;
            }
        }

        return LoneDay(words, today, hint, out date);
    }

    /// <summary>"3 hari lagi", "dua minggu yang lalu", "minggu depan", "seminggu lagi", "akhir bulan depan", "in 3 days".</summary>
    private static bool Span(string[] words, int at, DateOnly today, out DateOnly date)
    {
        date = today;
        var one = words[at] is "sehari" or "seminggu" or "sepekan" or "sebulan" or "setahun";
        var (count, taken) = one ? (1, 0) : Count(words, at);
        if (at + taken >= words.Length)
        {
            return false;
        }

        var unit = one ? words[at][2..] : words[at + taken];
        var after = words.AsSpan(Math.Min(words.Length, at + taken + 1));
        var previous = at > 0 ? words[at - 1] : "";
        var direction = Direction(after, previous);
        if (direction == 0)
        {
            return false;
        }

        var step = count * direction;
        DateOnly? reached = unit switch
        {
            "hari" or "hr" or "day" or "days" when taken > 0 || one => today.AddDays(step),
            "minggu" or "mgg" or "mggu" or "pekan" or "week" or "weeks" when previous is not "hari" => today.AddDays(7 * step),
            "bulan" or "bln" or "month" or "months" when previous is "akhir" or "awal" => Edge(today.AddMonths(step), previous),
            "bulan" or "bln" or "month" or "months" => today.AddMonths(step),
            "tahun" or "thn" or "th" or "year" or "years" => today.AddYears(step),
            _ => null,
        };
        date = reached ?? today;
        return reached is not null;
    }

    /// <summary>The number that stands at a place and how many words it takes; one, in no word, when there is none.</summary>
    private static (int Count, int Taken) Count(string[] words, int at) =>
        int.TryParse(words[at], out var digits) && digits is >= 0 and <= 1000 ? (digits, 1)
        : NumberWords.Read(words.AsSpan(at), out var number) is var taken and > 0 ? ((int)Math.Min(number, 1000), taken)
        : (1, 0);

    private static DateOnly Edge(DateOnly day, string edge) =>
        edge == "awal" ? new DateOnly(day.Year, day.Month, 1) : new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    private static int Direction(ReadOnlySpan<string> after, string before)
    {
        var rest = after is ["ke" or "yang" or "yg" or "y", ..] ? after[1..] : after;
        return rest is [var word, ..] && Ahead.Contains(word) || before is "next" or "in" ? 1
            : rest is [var past, ..] && Behind.Contains(past) || before is "last" ? -1
            : 0;
    }

    /// <summary>The coming one by default; "depan" means the one of next week, as people mostly use it.</summary>
    private static DateOnly Weekday(DayOfWeek day, string before, string next, string afterNext, DateOnly today, DateHint hint)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var inWeek = ((int)day + 6) % 7;
        var word = next is "yang" or "yg" or "minggu" or "mgg" or "pekan" ? afterNext : next;
        if (before is "next" || word is "depan" or "dpn" or "ngarep" or "mendatang")
        {
            return monday.AddDays(7 + inWeek);
        }

        if (word is "ini" || before is "this")
        {
            return monday.AddDays(inWeek);
        }

        var past = before is "last" || Behind.Contains(word) || hint == DateHint.Past;
        var ahead = ((int)day - (int)today.DayOfWeek + 7) % 7;
        return past ? today.AddDays(ahead == 0 ? -7 : ahead - 7) : today.AddDays(ahead == 0 ? 7 : ahead);
    }

    /// <summary>"tanggal 5", or just "5": a day of this month or the nearest month that fits the hint.</summary>
    private static string? LoneDay(string[] words, DateOnly today, DateHint hint, out DateOnly date)
    {
        date = today;
        if (words is ["akhir", "bulan"] or ["akhir", "bulan", "ini"])
        {
            date = Edge(today, "akhir");
            return null;
        }

        var days = words.Where(word => word.Any(char.IsAsciiDigit)).ToArray();
        if (days is not [var only] || Day(only) is not (var day and > 0) || words.Length > 4)
        {
            return ValueTexts.Invalid;
        }

        var step = hint == DateHint.Past ? -1 : 1;
        var month = new DateOnly(today.Year, today.Month, 1);
        for (var i = 0; i < 3; i++, month = month.AddMonths(step))
        {
            if (day <= DateTime.DaysInMonth(month.Year, month.Month))
            {
                date = month.AddDays(day - 1);
                if (hint == DateHint.Any || hint == DateHint.Future && date >= today || hint == DateHint.Past && date <= today)
                {
                    return null;
                }
            }
        }

        return "no_such_date";
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
        : word.Length is 3 or 4 && word[^2..] is "st" or "nd" or "rd" or "th" && int.TryParse(word[..^2], out var ordinal) && ordinal is >= 1 and <= 31 ? ordinal
        : 0;

    private static int Year(string word, DateOnly today) =>
        word.Length is 2 or 4 && int.TryParse(word, out var year) ? FullYear(year, today) : 0;

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

    [GeneratedRegex(@"(?<=[0-9])(?=\p{L}{3})|(?<=\p{L}{3})(?=[0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Glued();
}
