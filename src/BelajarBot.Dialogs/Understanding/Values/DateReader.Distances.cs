namespace BelajarBot.Dialogs.Understanding.Values;

/// <content>Dates that are named by how far they are: days, weeks, months, years, and the days of weeks.</content>
internal static partial class DateReader
{
    private static readonly HashSet<string> Ahead =
        ["depan", "dpn", "ngarep", "mendatang", "lagi", "lg", "next", "besok", "kedepan", "berikutnya", "brikutnya", "berikut"];

    private static readonly HashSet<string> Behind = ["lalu", "kemarin", "kmrn", "kemaren", "last", "ago", "silam", "yll", "sebelumnya"];

    /// <summary>Words behind "bulan" that mean the one beside this: "5 bulan depan" is its fifth day, while "5 bulan lagi" counts.</summary>
    private static readonly HashSet<string> Beside = ["depan", "dpn", "ngarep", "berikutnya", "brikutnya", "berikut", "ini"];

    /// <summary>"tgl 5 bulan depan", "bulan depan tanggal 5", "5 bln dpn", "tanggal 5 dua bulan lagi", "akhir bulan ini", "the 5th of next month".</summary>
    private static bool InMonthAtDistance(DateWords words, DateOnly today, DateHint hint, out DateOnly date, out string? reason)
    {
        (date, reason) = (today, null);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "bulan" or "bln" or "month"
                && (AtEdgeOfMonth(words, MonthAt(words, i), today, hint, out date) || OnDayOfMonth(words, MonthAt(words, i), today, out date, out reason)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"akhir bulan depan", "awal bulan ini"; "akhir bulan" is that of this month, and "awal bulan" the next to come.</summary>
    private static bool AtEdgeOfMonth(DateWords words, NearMonth month, DateOnly today, DateHint hint, out DateOnly date)
    {
        date = today;
        if (words.Dated >= 0 || Edge(words[month.First - 1]) is not { } edge)
        {
            return false;
        }

        var first = new DateOnly(today.Year, today.Month, 1);
        words.Take(month.First - 1, month.End - month.First + 1);
        date = edge(first.AddMonths(month.Sign ?? 0));
        if (month.Sign is null && hint == DateHint.Future && date < today)
        {
            date = edge(first.AddMonths(1));
        }

        return true;
    }

    /// <summary>The day that "tanggal" marks, or the number right before "bulan depan"; of a month beside this one, or of one that is counted ("dua bulan lagi").</summary>
    private static bool OnDayOfMonth(DateWords words, NearMonth month, DateOnly today, out DateOnly date, out string? reason)
    {
        (date, reason) = (today, null);
        var before = month.First - 1;
        var isBeside = Beside.Contains(words[month.Unit + 1]);
        var day = words.Dated is var dated and >= 0 ? dated
            : isBeside && int.TryParse(words[before], out _) && Day(words[before]) > 0 ? FirstOfDays(words, before)
            : -1;
        if (month.Sign is not { } sign || day < 0)
        {
            return false;
        }

        var count = before != day && !isBeside ? Count(words, before) : 0;
        var first = count > 0 ? before : month.First;
        words.Take(first, month.End - first);
        words.Take(day, 1 + Enumerable.Range(day + 1, Math.Max(0, first - day - 1)).TakeWhile(at => Day(words[at]) > 0).Count());
        var reached = new DateOnly(today.Year, today.Month, 1).AddMonths(sign * Math.Max(count, 1));
        reason = Make(reached.Year, reached.Month, Day(words[day]), out date);
        return true;
    }

    /// <summary>Where the words of a month near this one stand, and where it lies: 1 ahead, 0 this one, -1 behind; null when nothing says so.</summary>
    private readonly record struct NearMonth(int? Sign, int Unit, int First, int End);

    private static NearMonth MonthAt(DateWords words, int unit)
    {
        var first = words[unit - 1] is "next" or "last" or "this" ? unit - 1 : unit;
        return Direction(words, unit) is (not 0 and var sign, var end) ? new NearMonth(sign, unit, first, end)
            : words[unit + 1] is "ini" ? new NearMonth(0, unit, first, unit + 2)
            : new NearMonth(words[unit - 1] is "this" ? 0 : null, unit, first, unit + 1);
    }

    /// <summary>Which day of a month "awal", "pertengahan" and "akhir" are.</summary>
    private static Func<DateOnly, DateOnly>? Edge(string word) => word switch
    {
        "awal" or "early" => month => month,
        "pertengahan" or "tengah" or "mid" => month => month.AddDays(14),
        "akhir" or "end" => month => month.AddMonths(1).AddDays(-1),
        _ => null,
    };

    /// <summary>"minggu depan hari kamis", "kamis minggu depan", "2 minggu lagi hari senin", "jumat minggu ini".</summary>
    private static bool InWeekAtDistance(DateWords words, DateOnly today, out DateOnly date)
    {
        date = today;
        for (var i = 0; i < words.Count; i++)
        {
            var isOne = words[i] is "seminggu" or "sepekan";
            if ((!isOne && !IsWeek(words[i])) || words[i - 1] is "hari" or "hr")
            {
                continue;
            }

            var (sign, end) = Direction(words, i);
            var isThis = sign == 0 && words[i + 1] is "ini";
            end = isThis ? i + 2 : end;
            var count = isOne ? 0 : Count(words, i - 1);
            var first = count == 0 ? i : i - 1;
            var named = CalendarWords.Day(words[first - 1]) is not null ? first - 1 : words[end] is "hari" or "hr" ? end + 1 : end;
            if ((sign == 0 && !isThis) || CalendarWords.Day(words[named]) is null)
            {
                continue;
            }

            words.Take(first, end - first);
            words.Take(named);
            var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
            date = monday.AddDays((7 * sign * (first < i ? count : 1)) + (((int)CalendarWords.Day(words[named])!.Value + 6) % 7));
            return true;
        }

        return false;
    }

    /// <summary>"besok", "senin depan", "3 hari lagi", "bulan depan", and what says only that it is today.</summary>
    private static bool AtDistance(DateWords words, DateOnly today, DateHint hint, out DateOnly date)
    {
        date = today;
        var now = -1;
        for (var i = 0; i < words.Count; i++)
        {
            if (Span(words, i, today, out date))
            {
                return true;
            }

            if (words[i] is "hari" or "hr" && words[i + 1] is "ini")
            {
                words.Take(i, 2);
                return true;
            }

            if (CalendarWords.Distances.TryGetValue(words[i], out var distance))
            {
                // "nanti senin" is Monday: what means today counts only where nothing else is named.
                if (distance == 0)
                {
                    now = now < 0 ? i : now;
                    continue;
                }

                var farther = (distance == 1 && words[i + 1] is "lusa") || (distance == -1 && words[i + 1] is "lusa" or "dulu" or "dlu");
                words.Take(i, farther ? 2 : 1);
                date = today.AddDays(farther ? Math.Sign(distance) * 2 : distance);
                return true;
            }

            if (CalendarWords.Day(words[i]) is { } weekday && (words[i] is not "minggu" || words[i - 1] is "hari" || !Ahead.Contains(words[i + 1])))
            {
                date = Weekday(weekday, words, i, today, hint);
                return true;
            }
        }

        words.Take(now);
        return now >= 0;
    }

    /// <summary>"3 hari lagi", "dua minggu yang lalu", "minggu depan", "seminggu lagi", "in 3 days".</summary>
    private static bool Span(DateWords words, int at, DateOnly today, out DateOnly date)
    {
        date = today;
        var one = words[at] is "sehari" or "seminggu" or "sepekan" or "sebulan" or "setahun";
        var count = one ? 0 : Count(words, at);
        var unitAt = count > 0 ? at + 1 : at;
        var unit = one ? words[at][2..] : words[unitAt];
        var previous = words[at - 1];
        var (direction, end) = DirectionAt(words, unitAt + 1);
        if (direction == 0)
        {
            (direction, end) = (previous is "next" or "in" ? 1 : previous is "last" ? -1 : 0, unitAt + 1);
        }

        if (direction == 0)
        {
            return false;
        }

        var step = Math.Max(count, 1) * direction;
        DateOnly? reached = unit switch
        {
            "hari" or "hr" or "day" or "days" when count > 0 || one => today.AddDays(step),
            "pekan" or "week" or "weeks" => today.AddDays(7 * step),
            _ when IsWeek(unit) && previous is not ("hari" or "hr") => today.AddDays(7 * step),
            "bulan" or "bln" or "month" or "months" => today.AddMonths(step),
            "tahun" or "thn" or "th" or "year" or "years" => today.AddYears(step),
            _ => null,
        };
        if (reached is not { } day)
        {
            return false;
        }

        var first = previous is "next" or "in" or "last" ? at - 1 : at;
        words.Take(first, end - first);
        date = day;
        return true;
    }

    private static bool IsWeek(string word) => word is "minggu" or "mgg" or "mggu" or "pekan" or "week" or "weeks";

    /// <summary>The whole number that stands at a place; 0 when there is none.</summary>
    private static int Count(DateWords words, int at) =>
        int.TryParse(words[at], out var digits) ? digits is >= 1 and <= 1000 ? digits : 0
        : NumberWords.Read([words[at]], out var number) > 0 && number is >= 1 and <= 1000 ? (int)number
        : 0;

    /// <summary>Whether a unit lies ahead (1), behind (-1) or is not said to (0), and where the words end that say so.</summary>
    private static (int Sign, int End) Direction(DateWords words, int unit) =>
        DirectionAt(words, unit + 1) is (not 0, _) behind ? behind
        : words[unit - 1] is "next" ? (1, unit + 1)
        : words[unit - 1] is "last" ? (-1, unit + 1)
        : (0, unit + 1);

    private static (int Sign, int End) DirectionAt(DateWords words, int at)
    {
        var word = words[at] is "ke" or "yang" or "yg" or "y" ? at + 1 : at;
        return words[word] is "akan" && words[word + 1] is "datang" or "dtg" or "dateng" ? (1, word + 2)
            : Ahead.Contains(words[word]) ? (1, word + 1)
            : Behind.Contains(words[word]) ? (-1, word + 1)
            : (0, at);
    }

    /// <summary>The coming one by default; "depan" means the one of next week, as people mostly use it.</summary>
    private static DateOnly Weekday(DayOfWeek day, DateWords words, int at, DateOnly today, DateHint hint)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var inWeek = ((int)day + 6) % 7;
        var before = words[at - 1];
        var wordAt = words[at + 1] is "yang" or "yg" || IsWeek(words[at + 1]) ? at + 2 : at + 1;
        var word = words[wordAt];
        var isNext = word is "depan" or "dpn" or "ngarep" or "mendatang" or "berikutnya";
        var isPast = Behind.Contains(word);
        words.Take(before is "next" or "this" or "last" ? at - 1 : at, isNext || isPast || word is "ini" ? wordAt - at + 1 : 1);
        words.Take(at);
        if (before is "next" || isNext)
        {
            return monday.AddDays(7 + inWeek);
        }

        if (word is "ini" || before is "this")
        {
            return monday.AddDays(inWeek);
        }

        var ahead = ((int)day - (int)today.DayOfWeek + 7) % 7;
        return before is "last" || isPast || hint == DateHint.Past ? today.AddDays(ahead == 0 ? -7 : ahead - 7) : today.AddDays(ahead == 0 ? 7 : ahead);
    }
}
