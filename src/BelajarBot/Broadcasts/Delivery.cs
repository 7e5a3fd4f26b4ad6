using BelajarBot.Access;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.People;

namespace BelajarBot.Broadcasts;

/// <summary>How much of a broadcast arrives in the quiet hours of those who get it.</summary>
internal enum NightShare
{
    None,
    Some,
    All,
}

/// <summary>When a broadcast arrives, by the clocks of the areas that it goes to.</summary>
/// <param name="Start">When the first of it is sent.</param>
/// <param name="Duration">How long it takes until the last is.</param>
/// <param name="Zones">The zones of its areas.</param>
/// <param name="Quiet">The hours in which it comes without a sound.</param>
internal sealed record Delivery(DateTimeOffset Start, TimeSpan Duration, IReadOnlyCollection<TimeZoneInfo> Zones, QuietHours Quiet)
{
    /// <summary>That of so many messages, at so many a second.</summary>
    internal static Delivery Of(DateTimeOffset start, long recipients, int perSecond, AreaLimit areas, Regions regions, QuietHours quiet) => new(
        start, TimeSpan.FromSeconds((double)recipients / perSecond),
        [.. (areas.IsEverywhere ? BroadcastTime.Zones : areas.Areas.Select(area => Person.ClockOf(regions.Find(area)?.TimeZone))).Distinct()], quiet);

    /// <summary>How much of it falls into the quiet hours.</summary>
    internal NightShare Night
    {
        get
        {
            var shares = Zones.Select(NightIn).Distinct().ToList();
            return shares is [var only] ? only : shares.Count == 0 ? NightShare.None : NightShare.Some;
        }
    }

    /// <summary>The first moment from its start on at which it is nowhere night.</summary>
    internal DateTimeOffset Morning
    {
        get
        {
            // Where the quiet hours of the zones leave no hour of the day, it is morning in the last of them.
            var moment = Start;
            for (var round = 0; round < Zones.Count; round++)
            {
                moment = Zones.Aggregate(moment, Quiet.After);
            }

            return moment;
        }
    }

    private NightShare NightIn(TimeZoneInfo zone)
    {
        var (end, morning) = (Start + Duration, Quiet.After(Start, zone));
        return morning != Start ? morning >= end ? NightShare.All : NightShare.Some
            : Quiet.From != Quiet.To && EveningAfterStart(zone) < end ? NightShare.Some
            : NightShare.None;
    }

    private DateTimeOffset EveningAfterStart(TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(Start, zone);
        var evening = local.Date + Quiet.From.ToTimeSpan();
        return QuietHours.ToUtc(evening > local.DateTime ? evening : evening.AddDays(1), zone);
    }
}
