using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Definition;

/// <summary>What a person may answer to a reminder. Postponing and stopping can always be answered, written or not.</summary>
public enum ReminderButton
{
    /// <summary>Go on where it stood.</summary>
    Resume,

    /// <summary>Not now: ask again in a day, or in three.</summary>
    Later,

    /// <summary>No more reminders of this dialog.</summary>
    Stop,
}

/// <summary>A nudge to somebody who has stopped in the middle.</summary>
/// <param name="Id">Its name.</param>
/// <param name="When">When it is due.</param>
/// <param name="Unless">It is left out when this holds, or null.</param>
/// <param name="Say">Its words.</param>
/// <param name="Buttons">What can be answered.</param>
/// <param name="Valid">How late it may still be sent; null for the usual two hours.</param>
/// <param name="WhenPlace">Where its time stands.</param>
public sealed record ReminderRule(
    string Id, ReminderTime When, Condition? Unless, Text Say, ImmutableArray<ReminderButton> Buttons, TimeSpan? Valid, Place WhenPlace)
{
    /// <summary>How late a reminder may be when its author does not say; a later one is noise.</summary>
    public static TimeSpan UsualValidity { get; } = TimeSpan.FromHours(2);

    /// <summary>The dialog that <see cref="ReminderButton.Resume"/> leads to, for a rule of a programme; null for that of the dialog itself, or none.</summary>
    public string? Opens { get; init; }

    /// <summary>Where that stands.</summary>
    internal Place? OpensPlace { get; init; }

    /// <summary>How late it may still be sent.</summary>
    public TimeSpan Validity => Valid ?? UsualValidity;
}

/// <summary>When a reminder is due.</summary>
public abstract record ReminderTime
{
    private ReminderTime()
    {
    }

    /// <summary>After the person has been silent in this dialog for a while.</summary>
    /// <param name="Silence">How long.</param>
    public sealed record Idle(TimeSpan Silence) : ReminderTime;

    /// <summary>Before or after a date, at a time of the person's own clock.</summary>
    /// <param name="Offset">How far from the date in days; before it below zero.</param>
    /// <param name="Date">The name of the date: an answer of the dialog, or <c>program.</c> and its name.</param>
    /// <param name="At">The time of day.</param>
    public sealed record ByDate(int Offset, string Date, TimeOnly At) : ReminderTime;
}
