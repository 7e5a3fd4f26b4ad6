using System.Security.Cryptography;
using BelajarBot.Access;
using BelajarBot.People;

namespace BelajarBot.Events;

/// <summary>Where an event is on its way. That it is over is a matter of the clock.</summary>
internal static class EventState
{
    internal const string Draft = "draft";
    internal const string Open = "open";
    internal const string Cancelled = "cancelled";
}

/// <summary>How often an event comes again.</summary>
internal static class Repeats
{
    internal const string Once = "once";
    internal const string Weekly = "weekly";
    internal const string Monthly = "monthly";

    internal static readonly string[] All = [Once, Weekly, Monthly];
}

/// <summary>What is asked about a draft, in this order.</summary>
internal enum Question
{
    Title,
    Area,
    Audience,
    Time,
    Length,
    Place,
    Capacity,
    Materials,
    Certificate,
    Repeats,
    Nothing,
}

/// <summary>A meeting that people are invited to.</summary>
internal sealed record Event(
    long Id, long? OfficerId, string Channel, string State, string Kind, string? Title, string? Area, string? Audience, DateTimeOffset? StartsAt,
    string? Zone, long? LengthMinutes, string? Place, long? Capacity, string? Materials, string? File, long? GivesCertificate, string? Repeats,
    DateTimeOffset? SeriesStart, long? SeriesId, long? FollowedBy, string LinkCode, string AttendanceCode, long Version, long? CampaignId, long? PlannedTo,
    string? Notes, string? Pin, DateTimeOffset CreatedAt)
{
    /// <summary>The meeting to which issues are raised.</summary>
    internal const string Pmo = "pmo";

    /// <summary>The kinds of meetings, by the words that stand in buttons and texts.</summary>
    internal static readonly string[] Kinds = ["webinar", "klinik", "inhouse", "bimtek", Pmo, "media"];

    /// <summary>The officers of the area, who are no audience that the expression language knows of.</summary>
    internal const string OfOfficers = "petugas";

    /// <summary>How long before it begins somebody may be there, and how long after its end they may still say so.</summary>
    internal static readonly TimeSpan DoorsOpen = TimeSpan.FromMinutes(30);
    internal static readonly TimeSpan DoorsClose = TimeSpan.FromHours(2);

    // No vowels, no digits: nothing to mistake when it is read from a wall, and nothing that looks like a secret.
    private const string CodeLetters = "bcdfghjkmnpqrstvwxz";
    private const int CodeLength = 6;
    private const int LinkLength = 10;

    internal DateTimeOffset Start => StartsAt ?? DateTimeOffset.MaxValue;

    internal DateTimeOffset End => StartsAt is { } start ? start.AddMinutes(LengthMinutes ?? 0) : DateTimeOffset.MaxValue;

    internal TimeZoneInfo Clock => Person.ClockOf(Zone);

    internal bool HasCertificate => GivesCertificate == 1;

    internal bool IsLimited => Capacity > 0;

    /// <summary>Whether its place is a link, which only those with a seat see.</summary>
    internal bool IsOnline => IsLink(Place);

    /// <summary>Whether people can still say that they come.</summary>
    internal bool IsAhead(DateTimeOffset now) => State == EventState.Open && now < Start;

    /// <summary>Whether the code that is shown in the room counts now.</summary>
    internal bool TakesAttendance(DateTimeOffset now) => State == EventState.Open && now >= Start - DoorsOpen && now <= End + DoorsClose;

    /// <summary>The first thing that is not known of a draft.</summary>
    internal Question Next() =>
        Title is null ? Question.Title
        : Area is null ? Question.Area
        : Audience is null ? Question.Audience
        : StartsAt is null ? Question.Time
        : LengthMinutes is null ? Question.Length
        : Place is null ? Question.Place
        : Capacity is null ? Question.Capacity
        : Materials is null ? Question.Materials
        : GivesCertificate is null ? Question.Certificate
        : Repeats is null ? Question.Repeats
        : Question.Nothing;

    /// <summary>Whether an officer may change it and see who comes: whoever made it, while they hold events, and who does so where it belongs.</summary>
    internal bool IsRunBy(long personId, Officer officer) => State == EventState.Draft
        ? OfficerId == personId
        : (OfficerId == personId && officer.May(Permission.HoldEvents)) || officer.May(Permission.HoldEvents, Area);

    internal static bool IsLink(string? words) => words is not null && words.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !words.Contains(' ', StringComparison.Ordinal);

    internal static string NewCode() => RandomNumberGenerator.GetString(CodeLetters, CodeLength);

    internal static string NewLinkCode() => RandomNumberGenerator.GetString(CodeLetters, LinkLength);

    /// <summary>A code in what somebody typed, in capitals or in groups; null when it cannot be one.</summary>
    internal static string? ReadCode(string typed) => ReadCode(typed, CodeLength);

    internal static string? ReadLinkCode(string typed) => ReadCode(typed, LinkLength);

    private static string? ReadCode(string typed, int length)
    {
        if (typed.Length > 4 * length)
        {
            return null;
        }

        var code = new string([.. typed.ToLowerInvariant().Where(c => c is not (' ' or '-'))]);
        return code.Length == length && code.All(c => CodeLetters.Contains(c, StringComparison.Ordinal)) ? code : null;
    }
}
