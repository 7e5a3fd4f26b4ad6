using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Reminders;

/// <summary>Why a reminder was not sent, or not yet.</summary>
public enum ReminderReason
{
    /// <summary>Its <c>unless</c> holds: it is no longer needed.</summary>
    Unless,

    /// <summary>A later reminder of the same silence was due too, after an outage or a postponement.</summary>
    Superseded,

    /// <summary>It came later than it may.</summary>
    Late,

    /// <summary>The person rests.</summary>
    QuietHours,

    /// <summary>It is a holiday.</summary>
    Holiday,

    /// <summary>The person has had enough reminders and broadcasts in these seven days.</summary>
    WeeklyCap,

    /// <summary>The person wants nothing but answers.</summary>
    Stopped,

    /// <summary>It rests on something of which nothing official is known.</summary>
    NotOfficial,

    /// <summary>The bot cannot write to the person, who has blocked it or is gone.</summary>
    Unreachable,
}

/// <summary>What becomes of a reminder whose moment has come.</summary>
public abstract record ReminderFate
{
    private ReminderFate()
    {
    }

    /// <summary>It is said.</summary>
    public sealed record Send : ReminderFate;

    /// <summary>Not yet.</summary>
    /// <param name="Until">When it is decided on again.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Wait(DateTimeOffset Until, ReminderReason Reason) : ReminderFate;

    /// <summary>It is never said.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Drop(ReminderReason Reason) : ReminderFate;
}

/// <summary>A reminder at the moment at which it is decided on.</summary>
/// <param name="Planned">When it was due.</param>
/// <param name="Valid">How late it may still be said.</param>
/// <param name="KeepsItsDay">Whether it goes by a date: a deadline does not wait for a holiday to be over.</param>
public readonly record struct PendingReminder(DateTimeOffset Planned, TimeSpan Valid, bool KeepsItsDay);

/// <summary>When and how often the bot may speak first. A rule over plain values: it knows no clock and no database.</summary>
/// <param name="Quiet">The hours in which people rest.</param>
/// <param name="PerWeek">The most reminders, of all dialogs and programmes together, and broadcasts, in any seven days.</param>
/// <param name="Holidays">The days on which people rest.</param>
public sealed record ReminderPolicy(QuietHours Quiet, int PerWeek, Holidays Holidays)
{
    /// <summary>The time over which reminders are counted.</summary>
    public static TimeSpan Week { get; } = TimeSpan.FromDays(7);

    /// <summary>Without settings: the usual quiet hours, three a week, no holidays.</summary>
    public static ReminderPolicy Usual { get; } = new(QuietHours.Usual, 3, Holidays.None);

    /// <summary>The same moment, or the first one after it that is neither in the quiet hours nor on a holiday.</summary>
    /// <param name="moment">In UTC.</param>
    /// <param name="zone">The person's zone.</param>
    public DateTimeOffset After(DateTimeOffset moment, TimeZoneInfo zone)
    {
        moment = Quiet.After(moment, zone);
        while (IsHoliday(moment, zone))
        {
            var tomorrow = TimeZoneInfo.ConvertTime(moment, zone).Date.AddDays(1);
            moment = Quiet.After(QuietHours.ToUtc(tomorrow, zone), zone);
        }

        return moment;
    }

    /// <summary>
    /// What becomes of a reminder now. What cannot be said now waits as long as it stays valid, and is dropped where it would
    /// not: late reminders are noise.
    /// </summary>
    /// <param name="reminder">The reminder.</param>
    /// <param name="now">The moment, in UTC.</param>
    /// <param name="zone">The person's zone.</param>
    /// <param name="isStopped">Whether the person wants nothing but answers.</param>
    /// <param name="sent">When the bot spoke first to them in the last seven days, reminders and broadcasts, in any order.</param>
    public ReminderFate Decide(
        PendingReminder reminder, DateTimeOffset now, TimeZoneInfo zone, bool isStopped, IReadOnlyCollection<DateTimeOffset> sent)
    {
        if (isStopped)
        {
            return new ReminderFate.Drop(ReminderReason.Stopped);
        }

        if (now - reminder.Planned > reminder.Valid)
        {
            return new ReminderFate.Drop(ReminderReason.Late);
        }

        if (Quiet.After(now, zone) is var morning && morning != now)
        {
            return WaitOrDrop(reminder.KeepsItsDay ? morning : After(now, zone), ReminderReason.QuietHours);
        }

        if (!reminder.KeepsItsDay && IsHoliday(now, zone))
        {
            return WaitOrDrop(After(now, zone), ReminderReason.Holiday);
        }

        var recent = sent.Where(at => at > now - Week).Order().ToList();
        return recent.Count < PerWeek
            ? new ReminderFate.Send()
            : WaitOrDrop(After(recent[^PerWeek] + Week, zone), ReminderReason.WeeklyCap);

        ReminderFate WaitOrDrop(DateTimeOffset until, ReminderReason reason) =>
            until - reminder.Planned <= reminder.Valid ? new ReminderFate.Wait(until, reason) : new ReminderFate.Drop(reason);
    }

    private bool IsHoliday(DateTimeOffset moment, TimeZoneInfo zone) =>
        Holidays.Contains(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime));
}
