namespace BelajarBot.Dialogs.Engine;

/// <summary>The hours of a person's clock in which the bot does not speak first.</summary>
/// <param name="From">When they begin, for example 20:00.</param>
/// <param name="To">When they end, for example 07:00; earlier than <paramref name="From"/> when they span midnight.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Eight in the evening to seven in the morning.</summary>
    public static QuietHours Usual { get; } = new(new TimeOnly(20, 0), new TimeOnly(7, 0));

    /// <summary>The same moment, or the end of the quiet hours that it falls into.</summary>
    /// <param name="moment">In UTC.</param>
    /// <param name="zone">The person's zone.</param>
    public DateTimeOffset After(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (From == To || !time.IsBetween(From, To))
        {
            return moment;
        }

        var day = time < To ? local.Date : local.Date.AddDays(1);
        return ToUtc(day + To.ToTimeSpan(), zone);
    }

    /// <summary>The moment at which a clock in this zone shows this time; the first one after a gap in the clock.</summary>
    /// <param name="local">What the clock shows.</param>
    /// <param name="zone">The zone.</param>
    public static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
