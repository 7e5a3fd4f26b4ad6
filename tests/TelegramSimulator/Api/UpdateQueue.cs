using System.Buffers;
using System.Collections.Frozen;

namespace TelegramSimulator.Api;

/// <summary>The bot's queue of updates with the server's exact rules for taking from it (T17 to T26).</summary>
internal sealed class UpdateQueue(int firstUpdateId, TimeProvider time, CancellationToken stopping)
{
    private const int LongestPollSeconds = 50;
    private const int MostPending = 100_000;
    private const string OtherPoller =
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

    private readonly Lock gate = new();
    private readonly Queue<Pending> pending = new();
    private int nextId = firstUpdateId;
    private FrozenSet<string> allowedKinds = ApiSchema.Instance.DefaultUpdateKinds;
    private HeldPoll? held;
    private int? previousOffset;
    private DateTimeOffset previousStart = DateTimeOffset.MinValue;
    private DateTimeOffset nextConflictAnswer = DateTimeOffset.MinValue;
    private DateTimeOffset nextExpiryCheck = DateTimeOffset.MinValue;

    private readonly record struct Pending(int Id, byte[] Json, DateTimeOffset ExpiresAt);

    private sealed class HeldPoll(int limit)
    {
        public int Limit => limit;

        public TaskCompletionSource<ApiAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>How many updates wait to be acknowledged.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                DropExpired();
                return pending.Count;
            }
        }
    }

    /// <summary>The kinds that the bot asked for last.</summary>
    public IReadOnlyCollection<string> AllowedKinds => Volatile.Read(ref allowedKinds);

    /// <summary>Puts an update into the queue unless its kind is not asked for; returns its id, or null.</summary>
    public int? Add(string? kind, TimeSpan lifetime, Func<int, byte[]> json)
    {
        TaskCompletionSource<ApiAnswer>? waiting = null;
        ApiAnswer? answer = null;
        int id;
        lock (gate)
        {
            DropExpired();
            if ((kind is not null && !allowedKinds.Contains(kind)) || pending.Count >= MostPending)
            {
                return null;
            }

            id = nextId++;
            pending.Enqueue(new Pending(id, json(id), time.GetUtcNow() + lifetime));
            if (held is not null)
            {
                (waiting, answer) = (held.Answer, Head(held.Limit));
                held = null;
            }
        }

        waiting?.TrySetResult(answer!);
        return id;
    }

    /// <summary>Continues the numbering elsewhere, as the server does after a quiet week (T47).</summary>
    public void RestartAt(int id)
    {
        lock (gate)
        {
            nextId = id;
        }
    }

    /// <summary>Throws everything away, as <c>drop_pending_updates</c> does.</summary>
    public void Clear()
    {
        lock (gate)
        {
            pending.Clear();
        }
    }

    public async Task<ApiAnswer> TakeAsync(int offset, int limit, int timeoutSeconds, string[]? kinds, CancellationToken cancel)
    {
        limit = Math.Clamp(limit, 1, 100);
        timeoutSeconds = Math.Clamp(timeoutSeconds, 0, LongestPollSeconds);
        HeldPoll mine;
        HeldPoll? previous;
        lock (gate)
        {
            previous = held;
            held = null;
            Remember(kinds);
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
            DropExpired();
            Acknowledge(offset);
            mine = new HeldPoll(limit);
            if (pending.Count > 0 || timeoutSeconds == 0)
            {
                mine.Answer.SetResult(Head(limit));
            }
            else
            {
                held = mine;
            }
        }

        if (previous is not null)
        {
            EndHeld(previous);
        }

        if (mine.Answer.Task.IsCompleted)
        {
            return await mine.Answer.Task;
        }

        return await HoldAsync(mine, TimeSpan.FromSeconds(timeoutSeconds), cancel);
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
            lock (gate)
            {
                held = ReferenceEquals(held, mine) ? null : held;
            }

            // An update may have arrived in the same instant; then it is the answer.
            mine.Answer.TrySetResult(Empty());
            return await mine.Answer.Task;
        }
        catch (OperationCanceledException)
        {
            lock (gate)
            {
                held = ReferenceEquals(held, mine) ? null : held;
            }

            throw;
        }
    }

    /// <summary>The newer poll wins; the older is told so at once, or after three seconds if that keeps happening (T26).</summary>
    private void EndHeld(HeldPoll older)
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

    /// <summary>An absent list keeps what was asked before; an empty one, or one of unknown names, means the default (T12).</summary>
    private void Remember(string[]? kinds)
    {
        if (kinds is null)
        {
            return;
        }

        var known = kinds.Where(ApiSchema.Instance.UpdateKinds.Contains).ToFrozenSet();
        if (known.Count == 0)
        {
            known = ApiSchema.Instance.DefaultUpdateKinds;
        }

        if (!known.SetEquals(allowedKinds))
        {
            Volatile.Write(ref allowedKinds, known);
        }
    }

    private void Acknowledge(int offset)
    {
        if (offset < 0)
        {
            while (pending.Count > -(long)offset)
            {
                pending.Dequeue();
            }

            return;
        }

        var newest = nextId - 1;
        var oldest = pending.Count > 0 ? pending.Peek().Id : nextId;
        if (offset == 0 || offset > newest + 10L || offset < oldest - 100_000L)
        {
            return;
        }

        while (pending.Count > 0 && pending.Peek().Id < offset)
        {
            pending.Dequeue();
        }
    }

    private void DropExpired()
    {
        // Lifetimes differ by kind, so an expired press may sit behind a message that still lives.
        var now = time.GetUtcNow();
        if (pending.Count == 0 || now < nextExpiryCheck)
        {
            return;
        }

        nextExpiryCheck = now.AddSeconds(1);
        if (pending.Any(update => update.ExpiresAt <= now))
        {
            var alive = pending.Where(update => update.ExpiresAt > now).ToArray();
            pending.Clear();
            foreach (var update in alive)
            {
                pending.Enqueue(update);
            }
        }
    }

    private ApiAnswer Head(int limit)
    {
        if (pending.Count == 0)
        {
            return Empty();
        }

        var buffer = new ArrayBufferWriter<byte>(4096);
        buffer.Write("{\"ok\":true,\"result\":["u8);
        foreach (var update in pending)
        {
            if (limit-- == 0)
            {
                break;
            }

            buffer.Write(update.Json);
            buffer.Write(","u8);
        }

        // One byte back over the last comma.
        var body = buffer.WrittenMemory[..^1];
        var closed = new byte[body.Length + 2];
        body.CopyTo(closed);
        "]}"u8.CopyTo(closed.AsSpan(body.Length));
        return new ApiAnswer(200, closed);
    }

    private static ApiAnswer Empty() => new(200, "{\"ok\":true,\"result\":[]}"u8.ToArray());
}
