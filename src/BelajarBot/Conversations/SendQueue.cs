using BelajarBot.Channels;

namespace BelajarBot.Conversations;

/// <summary>
/// The messages that wait, in memory: who is next. One at a time to each person and in order; among those who are ready,
/// replies first; everyone within the pace.
/// </summary>
internal sealed class SendQueue(SendingOptions options, TimeProvider time)
{
    private const int Classes = 3;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Channel, string Address), Line> lines = [];
    private readonly Queue<Line>[] ready = [new(), new(), new()];
    private readonly HashSet<long> sent = [];
    private readonly PriorityQueue<Line, DateTimeOffset> resting = new();
    private readonly Pace all = new(options.PerSecond);
    private readonly Pace bulk = new(Math.Max(1, options.PerSecond - options.ReservedForReplies));
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;
    private int underWay;

    /// <summary>How many wait or are under way.</summary>
    internal int Count => Volatile.Read(ref count);

    /// <summary>How many are under way.</summary>
    internal int UnderWay => Volatile.Read(ref underWay);

    /// <summary>Ends at the next change of the queue.</summary>
    internal Task WhenChangedAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            return underWay == 0 ? Task.CompletedTask : changed.Task.WaitAsync(cancel);
        }
    }

    /// <summary>
    /// Takes messages; each person's go in the order of their numbers. One that is here already, or was sent and still stands
    /// in the table, is not taken again.
    /// </summary>
    internal void Add(IEnumerable<QueuedMessage> messages)
    {
        lock (gate)
        {
            var before = count;
            foreach (var message in messages)
            {
                Insert(message);
            }

            if (count > before)
            {
                Signal();
            }
        }
    }

    /// <summary>This one has arrived and still stands in the table.</summary>
    internal void NoteSent(long id)
    {
        lock (gate)
        {
            sent.Add(id);
        }
    }

    /// <summary>These stand in the table no more.</summary>
    internal void Forget(IEnumerable<long> ids)
    {
        lock (gate)
        {
            sent.ExceptWith(ids);
        }
    }

    /// <summary>Waits for the next message that may go now. Its person gets no other until it is finished or returned.</summary>
    internal async Task<QueuedMessage> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task signal;
            TimeSpan wait;
            lock (gate)
            {
                if (TryTake(out var message, out wait))
                {
                    return message;
                }

                signal = changed.Task;
            }

            await (wait == Timeout.InfiniteTimeSpan
                ? signal.WaitAsync(cancel)
                : Task.WhenAny(signal, Task.Delay(wait, time, cancel)));
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>This one is done with, well or not.</summary>
    internal void Finish(OutgoingMessage message)
    {
        lock (gate)
        {
            var line = LineOf(message);
            line.UnderWay = null;
            underWay--;
            count--;
            Settle(line);
        }
    }

    /// <summary>This one goes back to the head of its line, for later.</summary>
    internal void Return(QueuedMessage message)
    {
        lock (gate)
        {
            var line = LineOf(message.Message);
            line.UnderWay = null;
            underWay--;
            line.Messages.AddFirst(message);
            Settle(line);
        }
    }

    /// <summary>Ends when nothing waits for this person.</summary>
    internal async Task WhenQuietAsync(string channel, string address, CancellationToken cancel)
    {
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (!lines.TryGetValue((channel, address), out var line) || (line.UnderWay is null && line.Messages.Count == 0))
                {
                    return;
                }

                signal = changed.Task;
            }

            await signal.WaitAsync(cancel);
        }
    }

    private void Insert(QueuedMessage message)
    {
        var id = message.Message.OutboxId;
        var line = LineOf(message.Message);
        var before = line.Messages.Last;
        while (before is not null && before.Value.Message.OutboxId > id)
        {
            before = before.Previous;
        }

        if (line.UnderWay == id || before?.Value.Message.OutboxId == id || sent.Contains(id))
        {
            return;
        }

        if (before is null)
        {
            line.Messages.AddFirst(message);
        }
        else
        {
            line.Messages.AddAfter(before, message);
        }

        count++;
        Ready(line);
    }

    private bool TryTake(out QueuedMessage message, out TimeSpan wait)
    {
        var now = time.GetUtcNow();
        while (resting.TryPeek(out var rested, out var until) && until <= now)
        {
            resting.Dequeue();
            rested.IsListed = false;
            Ready(rested);
        }

        message = null!;
        wait = resting.TryPeek(out _, out var next) ? next - now : Timeout.InfiniteTimeSpan;
        for (var c = 0; c < Classes; c++)
        {
            while (ready[c].TryPeek(out var line))
            {
                var pause = c == (int)MessageClass.Reply ? all.WaitAt(now) : Longer(all.WaitAt(now), bulk.WaitAt(now));
                if (pause > TimeSpan.Zero)
                {
                    wait = wait == Timeout.InfiniteTimeSpan || pause < wait ? pause : wait;
                    break;
                }

                ready[c].Dequeue();
                line.IsListed = false;
                var first = line.Messages.First!.Value;
                var rest = Longer(first.NotBefore - now, line.Allowance.WaitAt(now));
                if (rest > TimeSpan.Zero)
                {
                    line.IsListed = true;
                    resting.Enqueue(line, now + rest);
                    wait = wait == Timeout.InfiniteTimeSpan || rest < wait ? rest : wait;
                    continue;
                }

                line.Messages.RemoveFirst();
                line.UnderWay = first.Message.OutboxId;
                underWay++;
                line.Allowance.Count(now);
                all.Count(now);
                if (c != (int)MessageClass.Reply)
                {
                    bulk.Count(now);
                }

                message = first;
                return true;
            }
        }

        return false;
    }

    private void Settle(Line line)
    {
        if (line.Messages.Count > 0)
        {
            Ready(line);
        }
        else if (line.Allowance.IsWholeAt(time.GetUtcNow()) || lines.Count > 100_000)
        {
            lines.Remove(line.Person);
        }

        Signal();
    }

    private void Ready(Line line)
    {
        if (!line.IsListed && line.UnderWay is null && line.Messages.First is { } first)
        {
            line.IsListed = true;
            ready[(int)first.Value.Message.Class].Enqueue(line);
        }
    }

    private Line LineOf(OutgoingMessage message)
    {
        var person = (message.Channel, message.Address);
        if (!lines.TryGetValue(person, out var line))
        {
            lines[person] = line = new Line(person, new Allowance(options.BurstToOnePerson, options.BetweenToOnePerson));
        }

        return line;
    }

    private void Signal()
    {
        var before = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.TrySetResult();
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>The messages for one person.</summary>
    private sealed class Line((string Channel, string Address) person, Allowance allowance)
    {
        internal (string Channel, string Address) Person => person;

        internal Allowance Allowance => allowance;

        internal LinkedList<QueuedMessage> Messages { get; } = [];

        internal long? UnderWay { get; set; }

        /// <summary>Whether it stands among the ready or the resting.</summary>
        internal bool IsListed { get; set; }
    }
}
