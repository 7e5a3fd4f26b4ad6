using TelegramSimulator.Updates;

namespace TelegramSimulator.Webhooks;

/// <summary>What came of one attempt.</summary>
internal sealed record PostOutcome(string? Trouble, TimeSpan? RetryAfter = null, bool EndsWebhook = false);

/// <summary>
/// Posts updates to one webhook: one at a time and in order for each key, different keys side by side, over one
/// connection only while nothing succeeds (T33 to T37).
/// </summary>
internal sealed class WebhookDelivery(
    int mostConnections, UpdateQueue queue, Func<PendingUpdate, CancellationToken, Task<PostOutcome>> post, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan SuccessCounts = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<WebhookKey, Lane> lanes = [];
    private readonly PriorityQueue<Lane, (DateTimeOffset Due, int Order)> due = new();
    private readonly HashSet<Task> underWay = [];
    private readonly CancellationTokenSource stopping = new();
    private DateTimeOffset lastSuccess = DateTimeOffset.MinValue;
    private ITimer? alarm;
    private int loaded;
    private int laneNumber;
    private int order;
    private bool isStopped;

    /// <summary>The updates of one key, of which only the first is ever posted.</summary>
    private sealed class Lane(WebhookKey key)
    {
        public WebhookKey Key => key;

        public Queue<PendingUpdate> Updates { get; } = new();

        public RetryDelay Delay { get; set; } = new();
    }

    /// <summary>Starts whatever may start now.</summary>
    public void Pump()
    {
        lock (gate)
        {
            if (isStopped)
            {
                return;
            }

            // Like the real server it looks only so far ahead: many updates behind a poisoned one fill that space.
            while (loaded < mostConnections * 2 && queue.Load() is { } update)
            {
                Load(update);
            }

            var now = time.GetUtcNow();
            var allowed = lastSuccess + SuccessCounts < now ? 1 : mostConnections;
            while (underWay.Count < allowed && due.TryPeek(out var lane, out var next) && next.Due <= now)
            {
                due.Dequeue();
                var attempt = new TaskCompletionSource();
                underWay.Add(attempt.Task);
                _ = Task.Run(() => AttemptAsync(lane, attempt));
            }

            alarm?.Dispose();
            alarm = due.TryPeek(out _, out var later) && later.Due > now
                ? time.CreateTimer(static me => ((WebhookDelivery)me!).Pump(), this, later.Due - now, Timeout.InfiniteTimeSpan)
                : null;
        }
    }

    /// <summary>Breaks off what is under way; what was not delivered stays in the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] last;
        lock (gate)
        {
            isStopped = true;
            alarm?.Dispose();
            last = [.. underWay];
        }

        await stopping.CancelAsync();
        await Task.WhenAll(last);
        stopping.Dispose();
    }

    private void Load(PendingUpdate update)
    {
        loaded++;
        var key = update.Key.Space == KeySpace.Own ? new WebhookKey(KeySpace.Own, ++laneNumber) : update.Key;
        if (!lanes.TryGetValue(key, out var lane))
        {
            lanes[key] = lane = new Lane(key);
            due.Enqueue(lane, (time.GetUtcNow(), ++order));
        }

        lane.Updates.Enqueue(update);
    }

    private async Task AttemptAsync(Lane lane, TaskCompletionSource attempt)
    {
        var update = lane.Updates.Peek();
        try
        {
            var outcome = await post(update, stopping.Token);
            lock (gate)
            {
                Settle(lane, update, outcome);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The webhook is gone; the update waits in the queue for whoever comes next.
        }
        finally
        {
            lock (gate)
            {
                underWay.Remove(attempt.Task);
            }

            attempt.SetResult();
            Pump();
        }
    }

    private void Settle(Lane lane, PendingUpdate update, PostOutcome outcome)
    {
        var now = time.GetUtcNow();
        if (outcome.Trouble is null)
        {
            lastSuccess = now;
        }
        else
        {
            var delay = lane.Delay;
            var again = now + delay.Next(outcome.RetryAfter);
            lane.Delay = delay;
            if (again <= update.ExpiresAt)
            {
                due.Enqueue(lane, (again, ++order));
                isStopped |= outcome.EndsWebhook;
                return;
            }
        }

        queue.Forget(update);
        loaded--;
        lane.Updates.Dequeue();
        lane.Delay = new RetryDelay();
        if (lane.Updates.Count == 0)
        {
            lanes.Remove(lane.Key);
        }
        else
        {
            due.Enqueue(lane, (now, ++order));
        }
    }
}
