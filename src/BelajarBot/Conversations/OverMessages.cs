namespace BelajarBot.Conversations;

/// <summary>
/// The messages that are over, for as long as somebody may hand them over as if they were not. Not safe for several callers at
/// once.
/// </summary>
internal sealed class OverMessages(TimeProvider time)
{
    /// <summary>How late a message may be handed over after it is over.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    private readonly HashSet<long> over = [];
    private readonly Queue<(long At, long Id)> settled = new();

    /// <summary>Whether the table says of all of them that they are over.</summary>
    internal bool AreSettled => over.Count == settled.Count;

    internal bool Contains(long id) => over.Contains(id);

    /// <summary>This one is over, and still stands in the table as if it were not.</summary>
    internal void Add(long id) => over.Add(id);

    /// <summary>
    /// The table says so too by now. They are remembered for a while yet: whoever committed or read them before may hand them over
    /// only now.
    /// </summary>
    internal void Settle(IEnumerable<long> ids)
    {
        var now = time.GetTimestamp();
        foreach (var id in ids)
        {
            settled.Enqueue((now, id));
        }

        while (settled.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) > Late)
        {
            over.Remove(settled.Dequeue().Id);
        }
    }
}
