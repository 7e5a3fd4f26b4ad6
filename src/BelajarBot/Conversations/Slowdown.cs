namespace BelajarBot.Conversations;

/// <summary>
/// Telegram was asked too much of: silence until a moment, a lower rate then, and from there one more a second every few
/// seconds (additive increase, multiplicative decrease), since the limits are neither published nor constant (T64, T67).
/// </summary>
/// <param name="Until">Nothing goes before.</param>
/// <param name="PerSecond">The rate at that moment.</param>
internal sealed record Slowdown(DateTimeOffset Until, int PerSecond)
{
    private static readonly TimeSpan Creep = TimeSpan.FromSeconds(10);

    /// <summary>The rate at a moment, at most the one given.</summary>
    internal int RateAt(DateTimeOffset now, int most) =>
        now <= Until ? Math.Min(PerSecond, most) : (int)Math.Min(most, PerSecond + (long)((now - Until) / Creep));

    /// <summary>What one more demand to wait makes of it: a longer silence, and a lower rate if it had begun to rise.</summary>
    internal static Slowdown After(Slowdown? before, DateTimeOffset now, TimeSpan wait, int most)
    {
        var until = now + wait;
        if (before is not null && now <= before.Until)
        {
            // The same trouble: these were on their way when it began.
            return before with { Until = until > before.Until ? until : before.Until };
        }

        return new Slowdown(until, Math.Max(1, (before?.RateAt(now, most) ?? most) * 7 / 10));
    }

    /// <summary>Nothing goes for a while for a reason of another kind: at least as long as was asked before, and then at the same rate.</summary>
    internal static Slowdown Pause(Slowdown? before, DateTimeOffset now, TimeSpan wait, int most) => new(
        before is not null && before.Until > now + wait ? before.Until : now + wait,
        before?.RateAt(now, most) ?? most);
}

/// <summary>
/// Which chats were lately told to wait. One alone is that chat's own affair; several within seconds mean that it is the bot
/// as a whole. Not safe for several callers at once.
/// </summary>
internal sealed class Complaints
{
    private const int Several = 3;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (DateTimeOffset At, TimeSpan Wait)> last = [];

    /// <summary>Takes one; returns the longest wait of those that make it everybody's affair, or null.</summary>
    internal TimeSpan? Add(string address, DateTimeOffset now, TimeSpan wait)
    {
        foreach (var (old, _) in last.Where(complaint => now - complaint.Value.At > Within).ToList())
        {
            last.Remove(old);
        }

        last[address] = (now, wait);
        if (last.Count < Several)
        {
            return null;
        }

        var longest = last.Values.Max(complaint => complaint.At + complaint.Wait) - now;
        last.Clear();
        return longest;
    }
}
