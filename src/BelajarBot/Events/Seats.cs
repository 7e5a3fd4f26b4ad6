namespace BelajarBot.Events;

/// <summary>What somebody has answered to an invitation.</summary>
internal static class AnswerState
{
    /// <summary>They came by the link, and have not answered.</summary>
    internal const string Seen = "seen";
    internal const string Yes = "yes";
    internal const string Waiting = "waiting";

    /// <summary>A seat became free and is kept for them for a while.</summary>
    internal const string Offered = "offered";
    internal const string No = "no";

    /// <summary>They let a seat go by.</summary>
    internal const string Lapsed = "lapsed";
}

/// <summary>Somebody's answer to an invitation.</summary>
internal sealed record EventAnswer(
    long EventId, long PersonId, string State, DateTimeOffset AskedAt, DateTimeOffset? OfferedUntil, long ToldVersion, long Reminded,
    DateTimeOffset? AttendedAt, long? Rating, string? CertificateName)
{
    /// <summary>Whether a seat is theirs, or kept for them.</summary>
    internal bool HasSeat => State is AnswerState.Yes or AnswerState.Offered;
}

/// <summary>How full an event is.</summary>
/// <param name="Capacity">How many can come; 0 for as many as like.</param>
/// <param name="Taken">The seats that are somebody's or kept for somebody.</param>
/// <param name="Waiting">How many wait for one.</param>
internal sealed record Seats(long Capacity, long Taken, long Waiting)
{
    /// <summary>A seat that becomes free is kept for so long.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);

    /// <summary>From then on nobody is asked any more: whoever waits gets the seat at once.</summary>
    private static readonly TimeSpan LastCall = TimeSpan.FromHours(1);

    internal bool IsLimited => Capacity > 0;

    internal long Free => IsLimited ? Math.Max(0, Capacity - Taken) : long.MaxValue;

    /// <summary>What somebody becomes who wants to come now. Nobody overtakes those who wait.</summary>
    internal string Ask() => !IsLimited || Free > Waiting ? AnswerState.Yes : AnswerState.Waiting;

    /// <summary>How many of those who wait have a seat free for them.</summary>
    internal int ToOffer => (int)Math.Min(Free, Waiting);

    /// <summary>Until when a free seat is kept for whoever is next; null when there is no time to ask, and it is simply theirs.</summary>
    internal static DateTimeOffset? KeptUntil(DateTimeOffset now, DateTimeOffset start)
    {
        var last = start - LastCall;
        var until = now + KeptFor;
        return now >= last - LastCall ? null : until < last ? until : last;
    }
}
