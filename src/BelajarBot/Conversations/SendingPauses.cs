using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>The last demand to be silent, which outlives a restart (T66).</summary>
internal static class SendingPauses
{
    private const string Name = "all";

    internal static Task<Slowdown?> FindAsync(Session session) =>
        session.FirstOrDefaultAsync<Slowdown>($"select until, per_second from sending_pause where name = '{Name}'");

    internal static Task SaveAsync(Session session, Slowdown slowdown) => session.ExecuteAsync(
        $"""
        insert into sending_pause (name, until, per_second) values ('{Name}', @Until, @PerSecond)
        on conflict (name) do update set until = excluded.until, per_second = excluded.per_second
        """,
        new { slowdown.Until, slowdown.PerSecond });
}

/// <summary>The refusals of each campaign in a row, for the same reason. Not safe for several callers at once.</summary>
internal sealed class Refusals
{
    private const int Most = 5;

    private readonly Dictionary<long, (string Reason, int Count)> last = [];

    /// <summary>Takes one; true when these are too many alike to go on.</summary>
    internal bool Add(long campaign, string reason)
    {
        var count = last.TryGetValue(campaign, out var before) && before.Reason == reason ? before.Count + 1 : 1;
        if (count >= Most)
        {
            last.Remove(campaign);
            return true;
        }

        last[campaign] = (reason, count);
        return false;
    }

    /// <summary>One of its messages has arrived, so the campaign is right.</summary>
    internal void Clear(long campaign) => last.Remove(campaign);
}
