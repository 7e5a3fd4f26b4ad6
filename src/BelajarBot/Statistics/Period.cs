using BelajarBot.People;

namespace BelajarBot.Statistics;

/// <summary>A run of days on the clock of Jakarta, both ends included.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
internal sealed record Period(DateOnly From, DateOnly To)
{
    /// <summary>How many days it has.</summary>
    internal int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The same number of days right before it, with which it is compared.</summary>
    internal Period Before => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>The days as counters number them.</summary>
    internal IEnumerable<long> Numbers => Enumerable.Range(0, Days).Select(i => CountedFact.DayOf(From) + i);

    /// <summary>The last so many days, today included.</summary>
    internal static Period Last(int days, DateOnly today) => new(today.AddDays(1 - days), today);

    /// <summary>The week of a day so far: from Monday.</summary>
    internal static Period WeekOf(DateOnly today) => new(today.AddDays(-(((int)today.DayOfWeek + 6) % 7)), today);

    /// <summary>A whole month, or as much of it as has passed.</summary>
    internal static Period MonthOf(int year, int month, DateOnly today)
    {
        var first = new DateOnly(year, month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        return new Period(first, last > today && first <= today ? today : last);
    }
}
