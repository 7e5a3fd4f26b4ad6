using System.Globalization;
using BelajarBot.People;

namespace BelajarBot.Statistics;

/// <summary>What part of the calendar some days are, so far or whole.</summary>
internal enum CalendarPart
{
    /// <summary>Just days.</summary>
    None,

    /// <summary>A week, from Monday.</summary>
    Week,

    /// <summary>A month.</summary>
    Month,

    /// <summary>A year.</summary>
    Year,
}

/// <summary>A run of days on the clock of Jakarta, both ends included.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Part">What part of the calendar it is.</param>
internal sealed record Period(DateOnly From, DateOnly To, CalendarPart Part = CalendarPart.None)
{
    /// <summary>The months as they are asked for.</summary>
    internal static readonly IReadOnlyList<string> Months =
        ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"];

    /// <summary>Two years and a day: nobody reads more on a phone.</summary>
    internal const int MostDays = 731;

    /// <summary>The years that can be asked for: before them there was nothing to count, and a date near the end of the calendar cannot be reckoned with.</summary>
    internal const int FirstYear = 2020;
    internal const int LastYear = 2100;

    /// <summary>
    /// The words that ask for it. What was asked for as <c>minggu lalu</c> stays so: whoever asks again a week later means
    /// other days. Empty for the days that are meant where none are named.
    /// </summary>
    internal string Words { get; private init; } = From == To ? Written(From) : $"{Written(From)} s/d {Written(To)}";

    /// <summary>How many days it has.</summary>
    internal int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>
    /// With what it is compared: the same days of the week, month or year before, a whole month with a whole one; other days with
    /// as many right before.
    /// </summary>
    internal Period Before => Part switch
    {
        CalendarPart.Week => new(From.AddDays(-7), To.AddDays(-7)),
        CalendarPart.Month => new(From.AddMonths(-1), To.AddDays(1).Day == 1 ? From.AddDays(-1) : To.AddMonths(-1)),
        CalendarPart.Year => new(From.AddYears(-1), To.AddYears(-1)),
        _ => new(From.AddDays(-Days), From.AddDays(-1)),
    };

    /// <summary>
    /// What is meant by whoever gets it by itself in the morning: today and this week have hardly begun by then, so the day and
    /// the week that are over.
    /// </summary>
    internal Period WhenSent(Rhythm rhythm, DateOnly today) =>
        Words == TodayOf(today).Words ? Yesterday(today)
        : rhythm == Rhythm.Weekly && Words == WeekOf(today).Words ? WeekBefore(today)
        : this;

    /// <summary>The moment at which it begins.</summary>
    internal DateTimeOffset Start => CountedFact.StartOf(From);

    /// <summary>The moment right after it.</summary>
    internal DateTimeOffset End => CountedFact.StartOf(To.AddDays(1));

    /// <summary>The days as counters number them.</summary>
    internal IEnumerable<long> Numbers => Enumerable.Range(0, Days).Select(i => CountedFact.DayOf(From) + i);

    /// <summary>The same days, as those that are meant where none are named.</summary>
    internal Period AsUsual() => this with { Words = "" };

    /// <summary>The last so many days, today included.</summary>
    internal static Period Last(int days, DateOnly today) => new(today.AddDays(1 - days), today) { Words = string.Create(CultureInfo.InvariantCulture, $"{days} hari") };

    /// <summary>The last so many times seven days, today included.</summary>
    internal static Period LastWeeks(int weeks, DateOnly today) => Last(weeks * 7, today) with { Words = string.Create(CultureInfo.InvariantCulture, $"{weeks} minggu") };

    /// <summary>The days since so many months ago.</summary>
    internal static Period LastMonths(int months, DateOnly today) =>
        new(today.AddMonths(-months).AddDays(1), today) { Words = string.Create(CultureInfo.InvariantCulture, $"{months} bulan") };

    internal static Period TodayOf(DateOnly today) => new(today, today) { Words = "hari ini" };

    internal static Period Yesterday(DateOnly today) => new(today.AddDays(-1), today.AddDays(-1)) { Words = "kemarin" };

    /// <summary>The week of a day so far: from Monday.</summary>
    internal static Period WeekOf(DateOnly today) => new(Monday(today), today, CalendarPart.Week) { Words = "minggu ini" };

    /// <summary>The whole week before that of a day.</summary>
    internal static Period WeekBefore(DateOnly today) => new(Monday(today).AddDays(-7), Monday(today).AddDays(-1), CalendarPart.Week) { Words = "minggu lalu" };

    /// <summary>The month of a day so far.</summary>
    internal static Period ThisMonth(DateOnly today) => MonthOf(today.Year, today.Month, today) with { Words = "bulan ini" };

    /// <summary>The whole month before that of a day.</summary>
    internal static Period MonthBefore(DateOnly today) => MonthOf(today.AddMonths(-1).Year, today.AddMonths(-1).Month, today) with { Words = "bulan lalu" };

    /// <summary>The year of a day so far.</summary>
    internal static Period ThisYear(DateOnly today) => new(new DateOnly(today.Year, 1, 1), today, CalendarPart.Year) { Words = "tahun ini" };

    /// <summary>A whole month, or as much of it as has passed.</summary>
    internal static Period MonthOf(int year, int month, DateOnly today)
    {
        var first = new DateOnly(year, month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        return new Period(first, last > today && first <= today ? today : last, CalendarPart.Month)
        {
            Words = string.Create(CultureInfo.InvariantCulture, $"{Months[month - 1]} {year}"),
        };
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
