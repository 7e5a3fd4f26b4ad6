using System.Collections.Frozen;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Reminders;

/// <summary>A day on which the bot does not speak first.</summary>
/// <param name="Month">Its month.</param>
/// <param name="Day">Its day of the month.</param>
/// <param name="Year">Its year; null for every year.</param>
/// <param name="Name">What is celebrated.</param>
/// <param name="Provenance">Who says so, and how sure it is.</param>
public sealed record Holiday(int Month, int Day, int? Year, string Name, Provenance Provenance);

/// <summary>The holidays that are certain: what is doubted keeps nobody waiting.</summary>
public sealed class Holidays
{
    private readonly FrozenSet<(int? Year, int Month, int Day)> days;

    /// <summary>These days.</summary>
    /// <param name="all">As <c>holidays.yaml</c> lists them.</param>
    public Holidays(IEnumerable<Holiday> all) => days = all
        .Where(holiday => holiday.Provenance.Confidence is not Confidence.Uncertain)
        .Select(holiday => (holiday.Year, holiday.Month, holiday.Day)).ToFrozenSet();

    /// <summary>No holidays.</summary>
    public static Holidays None { get; } = new([]);

    /// <summary>Whether nobody is to be bothered on this day.</summary>
    /// <param name="day">By the person's own calendar.</param>
    public bool Contains(DateOnly day) =>
        days.Count > 0 && (days.Contains((null, day.Month, day.Day)) || days.Contains((day.Year, day.Month, day.Day)));
}
