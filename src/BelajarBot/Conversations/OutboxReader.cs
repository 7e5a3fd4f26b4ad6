using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Brings rows of the outbox into the queue: what other processes committed and what was left behind, and of campaigns only
/// the next few hundred, so that a broadcast to a million takes no more memory than one to a thousand.
/// </summary>
internal sealed class OutboxReader(Database database, SendQueue queue, QuietHours quiet, TimeProvider time) : IDisposable
{
    private const int MostTogether = 500;
    private const int FewBroadcasts = 100;

    /// <summary>Rows are committed in another order than numbered, so a quick look goes back this far.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(10);

    /// <summary>How often a look begins with the oldest row: for what fell out of memory when the store was in trouble.</summary>
    private static readonly TimeSpan WholeEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FeedEvery = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Queue<(long At, long Id)> marks = new();
    private long from;
    private long highest;
    private long wholeAt;
    private long fedAt;

    /// <summary>The next look begins with the oldest row.</summary>
    internal void Reset()
    {
        (from, highest, wholeAt, fedAt) = (0, 0, time.GetTimestamp(), 0);
        marks.Clear();
    }

    /// <summary>Looks once; returns how many messages it brought that are not of a campaign.</summary>
    internal async Task<int> LookAsync(CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            var now = time.GetTimestamp();
            if (time.GetElapsedTime(wholeAt, now) >= WholeEvery)
            {
                Reset();
                await ForsakeAsync(cancel);
            }

            var ids = await database.ReadAsync(session => Outbox.QueuedIdsAsync(session, from, time.GetUtcNow()), cancel);
            var added = 0;
            foreach (var some in queue.Unknown(ids).Chunk(MostTogether))
            {
                var found = await database.ReadAsync(session => Outbox.QueuedAsync(session, some, time.GetUtcNow()), cancel);
                queue.Add(found);
                added += found.Count;
            }

            Advance(now, ids);
            await FeedAsync(cancel);
            return added;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>
    /// The table says now that these are over. A look that began before it did may still bring them, so it is awaited: only
    /// the queue's own memory keeps them from going twice until then.
    /// </summary>
    internal async Task ForgetAsync(IEnumerable<long> ids)
    {
        await oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            queue.Forget(ids);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>The next rows of campaigns without waiting for their turn; false when those that run have none for now.</summary>
    internal async Task<bool> FeedAtOnceAsync(CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            fedAt = 0;
            return await FeedAsync(cancel);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private void Advance(long now, List<long> ids)
    {
        highest = ids.Count > 0 && ids[^1] > highest ? ids[^1] : highest;
        marks.Enqueue((now, highest));
        while (time.GetElapsedTime(marks.Peek().At, now) > Back)
        {
            from = marks.Dequeue().Id;
        }
    }

    /// <summary>What became of these could not be written down, so nobody knows it any more.</summary>
    private async Task ForsakeAsync(CancellationToken cancel)
    {
        var sending = await database.ReadAsync(Outbox.SendingIdsAsync, cancel);
        foreach (var id in queue.Unknown(sending))
        {
            await database.WriteAsync(
                session => Outbox.EndAsync(session, id, Outcome.Unknown, "the store was out of order when it was sent"), cancel);
        }
    }

    private async Task<bool> FeedAsync(CancellationToken cancel)
    {
        if (queue.Broadcasts >= FewBroadcasts || (fedAt != 0 && time.GetElapsedTime(fedAt) < FeedEvery))
        {
            return false;
        }

        fedAt = time.GetTimestamp();
        var isFed = false;
        var running = await database.ReadAsync(Campaigns.RunningAsync, cancel);
        foreach (var campaign in running)
        {
            var rows = await database.ReadAsync(
                session => Outbox.OfCampaignAsync(session, campaign, MostTogether, quiet, time.GetUtcNow()), cancel);
            queue.Add(rows);
            isFed |= rows.Count > 0;
            if (rows.Count == 0)
            {
                await database.WriteAsync(session => Campaigns.FinishAsync(session, campaign, time.GetUtcNow()), cancel);
            }
        }

        return isFed;
    }
}
