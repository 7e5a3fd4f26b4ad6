namespace BelajarBot.Events;

/// <summary>When something is to happen with an event while nobody presses anything. All of it is decided from the clock and the rows.</summary>
internal static class EventTimes
{
    internal const int NoReminder = 0;
    internal const int DayBefore = 1;
    internal const int HourBefore = 2;
    internal const int HowWasIt = 3;

    internal static readonly TimeSpan Day = TimeSpan.FromDays(1);
    internal static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long after the end people are asked how it was, and after which they are no more.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Stale = TimeSpan.FromDays(2);

    /// <summary>Whoever waits for a seat is looked after so often, because a seat is also freed by somebody's erasure.</summary>
    private static readonly TimeSpan WaitingList = TimeSpan.FromHours(1);

    /// <summary>Which reminder is the one for now: a later one makes those before it needless.</summary>
    internal static int StageAt(DateTimeOffset now, DateTimeOffset start, DateTimeOffset end) =>
        now >= end + Stale ? NoReminder
        : now >= end + Calm ? HowWasIt
        : now >= start ? NoReminder
        : now >= start - Hour ? HourBefore
        : now >= start - Day ? DayBefore
        : NoReminder;

    /// <summary>When a reminder was due.</summary>
    internal static DateTimeOffset MomentOf(int stage, DateTimeOffset start, DateTimeOffset end) => stage switch
    {
        DayBefore => start - Day,
        HourBefore => start - Hour,
        _ => end + Calm,
    };

    /// <summary>Whether that reminder tells them anything: who said yes after it was due knows.</summary>
    internal static bool IsWorthSaying(int stage, DateTimeOffset askedAt, DateTimeOffset start) => stage switch
    {
        DayBefore => askedAt < start - Day,
        HourBefore => askedAt < start - Hour,
        _ => true,
    };

    /// <summary>When an event is to be looked at next; null when nothing will happen by itself any more.</summary>
    internal static DateTimeOffset? NextLook(DateTimeOffset now, DateTimeOffset start, DateTimeOffset end, DateTimeOffset? offerEnds, bool hasWaiting)
    {
        DateTimeOffset?[] moments =
        [
            start - Day, start - Hour, end, end + Calm,
            now < start ? offerEnds : null,
            hasWaiting && now < start ? Earlier(now + WaitingList, start) : null,
        ];
        return moments.Where(moment => moment > now).Min();
    }

    /// <summary>
    /// The next meeting of a series, at the same time of day on the same clock: every week, or every month on the same weekday of the
    /// same week ("the first Thursday"), because the same date would often be a Sunday. It is reckoned from the first meeting, so one
    /// that was moved moves no other.
    /// </summary>
    /// <param name="first">When the first one was said to begin.</param>
    /// <param name="zone">The clock by which it is held.</param>
    /// <param name="repeats">One of <see cref="Repeats"/>.</param>
    /// <param name="now">The time, which is after the last one.</param>
    internal static DateTimeOffset? NextOfSeries(DateTimeOffset first, TimeZoneInfo zone, string? repeats, DateTimeOffset now)
    {
        if (repeats is not (Repeats.Weekly or Repeats.Monthly))
        {
            return null;
        }

        var local = TimeZoneInfo.ConvertTime(first, zone).DateTime;
        for (var number = 1; ; number++)
        {
            var next = repeats == Repeats.Weekly ? local.AddDays(7 * number) : SameWeekday(local, number);
            var moment = new DateTimeOffset(next, zone.GetUtcOffset(next));
            if (moment > now)
            {
                return moment;
            }
        }
    }

    /// <summary>When the owner of a task is told next, after having been told at a moment: a day before, on the day, a day after; then never.</summary>
    internal static DateTimeOffset? NextOfTask(DateTimeOffset due, DateTimeOffset told)
    {
        DateTimeOffset?[] moments = [due - Day, due, due + Day];
        return moments.Where(moment => moment > told).Min();
    }

    /// <summary>So many months later, the same weekday of the same week of the month; of the last week where there is no fifth.</summary>
    private static DateTime SameWeekday(DateTime first, int months)
    {
        var week = (first.Day - 1) / 7;
        var month = new DateTime(first.Year, first.Month, 1, first.Hour, first.Minute, first.Second, DateTimeKind.Unspecified).AddMonths(months);
        var day = month.AddDays((((int)first.DayOfWeek - (int)month.DayOfWeek + 7) % 7) + (7 * week));
        return day.Month == month.Month ? day : day.AddDays(-7);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
