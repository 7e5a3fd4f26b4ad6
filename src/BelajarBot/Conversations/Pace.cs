namespace BelajarBot.Conversations;

/// <summary>
/// Never more than so many in any one second: it remembers when the last ones went, so that no second, wherever it begins,
/// holds more. Not safe for several callers at once.
/// </summary>
/// <param name="most">How many in a second, at least 1.</param>
internal sealed class Pace(int most)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset[] last = new DateTimeOffset[most];
    private int next;

    /// <summary>How long the next one has to wait; zero when it may go.</summary>
    internal TimeSpan WaitAt(DateTimeOffset now) =>
        last[next] == default ? TimeSpan.Zero : last[next] + Second - now is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    /// <summary>One goes now.</summary>
    internal void Count(DateTimeOffset now)
    {
        last[next] = now;
        next = (next + 1) % last.Length;
    }
}

/// <summary>One person's share: a burst, then one each interval. Not safe for several callers at once.</summary>
/// <param name="burst">How many may go at once.</param>
/// <param name="interval">The time in which one more may go.</param>
internal sealed class Allowance(int burst, TimeSpan interval)
{
    /// <summary>When the share would be whole again if nothing more went.</summary>
    private DateTimeOffset wholeAt;

    /// <summary>How long the next one has to wait; zero when it may go.</summary>
    internal TimeSpan WaitAt(DateTimeOffset now)
    {
        var wait = wholeAt - now - (interval * (burst - 1));
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>One goes now.</summary>
    internal void Count(DateTimeOffset now) => wholeAt = (wholeAt > now ? wholeAt : now) + interval;

    /// <summary>Whether the share is whole, so that nothing need be remembered.</summary>
    internal bool IsWholeAt(DateTimeOffset now) => wholeAt <= now;
}
