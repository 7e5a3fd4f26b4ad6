namespace BelajarBot.Conversations;

/// <summary>
/// One chat's share: a burst of replies, then one each interval; what is not a reply gets no burst. A group has, besides, a
/// most in any one minute. Counted when a message was answered, so that the other end counts no more. Not safe for several
/// callers at once.
/// </summary>
/// <param name="burst">How many replies may go at once.</param>
/// <param name="interval">The time in which one more may go.</param>
/// <param name="mostInMinute">The most in any one minute, or null.</param>
internal sealed class Allowance(int burst, TimeSpan interval, int? mostInMinute = null)
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60.1);

    private readonly Queue<DateTimeOffset> lastMinute = new();

    /// <summary>When the share would be whole again if nothing more went.</summary>
    internal DateTimeOffset WholeAt { get; private set; }

    /// <summary>How long the next one has to wait; zero when it may go.</summary>
    internal TimeSpan WaitAt(DateTimeOffset now, bool isReply = true)
    {
        var wait = WholeAt - now - (interval * (isReply ? burst - 1 : 0));
        if (lastMinute.Count == mostInMinute && lastMinute.Peek() + Minute - now is var rest && rest > wait)
        {
            wait = rest;
        }

        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>One went.</summary>
    internal void Count(DateTimeOffset now)
    {
        WholeAt = (WholeAt > now ? WholeAt : now) + interval;
        if (mostInMinute is not { } most)
        {
            return;
        }

        if (lastMinute.Count == most)
        {
            lastMinute.Dequeue();
        }

        lastMinute.Enqueue(now);
    }

    /// <summary>When nothing need be remembered any more.</summary>
    internal DateTimeOffset ForgottenAt =>
        lastMinute.Count > 0 && lastMinute.Last() + Minute is var last && last > WholeAt ? last : WholeAt;
}
