using TelegramSimulator.Api;

namespace TelegramSimulator.Updates;

/// <summary>getUpdates with the server's exact rules for holding, hammering and rivals (T17 to T27).</summary>
internal sealed class LongPoll
{
    private const int LongestSeconds = 50;
    private const string OtherPoller =
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

    private static readonly ApiAnswer Nothing = new(200, "{\"ok\":true,\"result\":[]}"u8.ToArray());

    private readonly UpdateQueue queue;
    private readonly TimeProvider time;
    private readonly CancellationToken stopping;
    private readonly Lock gate = new();
    private HeldPoll? held;
    private int? previousOffset;
    private DateTimeOffset previousStart = DateTimeOffset.MinValue;
    private DateTimeOffset nextConflictAnswer = DateTimeOffset.MinValue;

    public LongPoll(UpdateQueue queue, TimeProvider time, CancellationToken stopping)
    {
        (this.queue, this.time, this.stopping) = (queue, time, stopping);
        queue.Added += AnswerHeld;
    }

    private sealed class HeldPoll(int limit)
    {
        public int Limit => limit;

        public TaskCompletionSource<ApiAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Whether a poll waits for an update just now.</summary>
    public bool IsHeld => Volatile.Read(ref held) is not null;

    public async Task<ApiAnswer> TakeAsync(int offset, int limit, int timeoutSeconds, CancellationToken cancel)
    {
        limit = Math.Clamp(limit, 1, 100);
        timeoutSeconds = Math.Clamp(timeoutSeconds, 0, LongestSeconds);
        HeldPoll? previous;
        HeldPoll mine;
        ApiAnswer? atOnce;
        lock (gate)
        {
            previous = held;
            held = null;
            var now = time.GetUtcNow();
            if (offset == previousOffset && timeoutSeconds < 3 && now < previousStart.AddSeconds(3))
            {
                timeoutSeconds = 3;
            }

            if (offset == previousOffset && now < previousStart.AddSeconds(0.5))
            {
                limit = 1;
            }

            (previousOffset, previousStart) = (offset, now);
            queue.Acknowledge(offset);
            mine = new HeldPoll(limit);
            atOnce = queue.Head(limit) ?? (timeoutSeconds == 0 ? Nothing : null);
            held = atOnce is null ? mine : null;
        }

        if (previous is not null)
        {
            EndRival(previous);
        }

        return atOnce ?? await HoldAsync(mine, TimeSpan.FromSeconds(timeoutSeconds), cancel);
    }

    /// <summary>Ends the held poll, if there is one, with this conflict (T27).</summary>
    public void End(string conflict)
    {
        HeldPoll? ended;
        lock (gate)
        {
            ended = held;
            held = null;
        }

        ended?.Answer.TrySetResult(ApiAnswer.Error(409, conflict));
    }

    private void AnswerHeld()
    {
        HeldPoll? waiting;
        ApiAnswer? answer = null;
        lock (gate)
        {
            waiting = held;
            if (waiting is not null && (answer = queue.Head(waiting.Limit)) is not null)
            {
                held = null;
            }
        }

        if (answer is not null)
        {
            waiting!.Answer.TrySetResult(answer);
        }
    }

    private async Task<ApiAnswer> HoldAsync(HeldPoll mine, TimeSpan wait, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        try
        {
            return await mine.Answer.Task.WaitAsync(wait, time, ended.Token);
        }
        catch (TimeoutException)
        {
            LetGo(mine);

            // An update may have arrived in the same instant; then it is the answer.
            mine.Answer.TrySetResult(Nothing);
            return await mine.Answer.Task;
        }
        catch (OperationCanceledException)
        {
            LetGo(mine);
            throw;
        }
    }

    private void LetGo(HeldPoll mine)
    {
        lock (gate)
        {
            held = ReferenceEquals(held, mine) ? null : held;
        }
    }

    /// <summary>The newer poll wins; the older is told so at once, or after three seconds if that keeps happening (T26).</summary>
    private void EndRival(HeldPoll older)
    {
        var now = time.GetUtcNow();
        var answer = ApiAnswer.Error(409, OtherPoller);
        bool atOnce;
        lock (gate)
        {
            atOnce = now >= nextConflictAnswer;
            nextConflictAnswer = atOnce ? now.AddSeconds(3) : nextConflictAnswer;
        }

        if (atOnce)
        {
            older.Answer.TrySetResult(answer);
            return;
        }

        // The timer is the older poll's own fate; it needs no owner because the server's end also ends it.
        _ = time.CreateTimer(_ => older.Answer.TrySetResult(answer), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
    }
}
