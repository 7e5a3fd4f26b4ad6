using BelajarBot.Channels;

namespace BelajarBot.Conversations;

/// <summary>
/// The messages that wait, in memory: who is next. One at a time to each address and in order, replies first; among the
/// addresses that are ready those with a reply first; everyone within the pace. It takes and gives only while it is open,
/// that is, while this process leads.
/// </summary>
/// <param name="options">How fast.</param>
/// <param name="time">The clock.</param>
/// <param name="pace">The pace of all calls of the bot.</param>
/// <param name="isForGroup">Whether a message goes to a group, to which less may be sent.</param>
internal sealed class SendQueue(SendingOptions options, TimeProvider time, CallPace pace, Func<OutgoingMessage, bool> isForGroup)
{
    private const int Classes = 3;
    private const int GroupMessagesInMinute = 20;

    /// <summary>How late a message may be handed over after it is over.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    /// <summary>Timers know no wait of months; what is for then is looked at from time to time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Channel, string Address), Line> lines = [];
    private readonly HashSet<long> here = [];
    private readonly HashSet<long> over = [];
    private readonly Queue<(long At, long Id)> settled = new();
    private readonly Queue<Listing>[] ready = [new(), new(), new()];
    private readonly PriorityQueue<Listing, DateTimeOffset> resting = new();
    private readonly PriorityQueue<Line, DateTimeOffset> idle = new();
    private readonly CallPace bulk = new(options.BroadcastsPerSecond, time);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Slowdown? slowdown;
    private bool isOpen;
    private long lastListing;
    private int broadcasts;
    private int underWay;

    /// <summary>How many wait or are under way.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
            {
                return here.Count;
            }
        }
    }

    /// <summary>How many of those are broadcasts.</summary>
    internal int Broadcasts => Volatile.Read(ref broadcasts);

    /// <summary>How many are under way.</summary>
    internal int UnderWay => Volatile.Read(ref underWay);

    /// <summary>How many addresses it remembers something about.</summary>
    internal int Remembered
    {
        get
        {
            lock (gate)
            {
                return lines.Count;
            }
        }
    }

    /// <summary>Ends at the next change of the queue.</summary>
    internal Task WhenChangedAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            return underWay == 0 ? Task.CompletedTask : changed.Task.WaitAsync(cancel);
        }
    }

    /// <summary>Messages are taken and given from now on.</summary>
    internal void Open()
    {
        lock (gate)
        {
            isOpen = true;
        }
    }

    /// <summary>What waits is forgotten: it is in the table, and others send it now. What is under way is still finished.</summary>
    internal void Close()
    {
        lock (gate)
        {
            isOpen = false;
            foreach (var line in lines.Values)
            {
                foreach (var message in line.Messages)
                {
                    Leave(message.Message);
                }

                line.Messages.Clear();
                line.Listed = null;
                Idle(line);
            }

            Signal();
        }
    }

    /// <summary>
    /// Takes messages; those to one address go in the order of their numbers. One that is here already, or is over and still
    /// stands in the table, is not taken again.
    /// </summary>
    internal void Add(IEnumerable<QueuedMessage> messages)
    {
        lock (gate)
        {
            var before = here.Count;
            foreach (var message in messages)
            {
                Insert(message);
            }

            if (here.Count > before)
            {
                Signal();
            }
        }
    }

    /// <summary>Those of these numbers that are new to it.</summary>
    internal List<long> Unknown(IEnumerable<long> ids)
    {
        lock (gate)
        {
            return [.. ids.Where(id => !here.Contains(id) && !over.Contains(id))];
        }
    }

    /// <summary>This one is over, and still stands in the table as if it were not.</summary>
    internal void NoteOver(long id)
    {
        lock (gate)
        {
            over.Add(id);
        }
    }

    /// <summary>
    /// The table says so too by now. They are remembered for a while yet: whoever committed or read them before may hand them over
    /// only now.
    /// </summary>
    internal void Forget(IEnumerable<long> ids)
    {
        lock (gate)
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

            Signal();
        }
    }

    /// <summary>Nothing goes until a moment, and less than usual from then on; null is the usual rate.</summary>
    internal void Slow(Slowdown? to)
    {
        lock (gate)
        {
            slowdown = to;
            Signal();
        }
    }

    /// <summary>Waits for the next message that may go now. Its address gets no other until it is finished or returned.</summary>
    internal async Task<QueuedMessage> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task signal;
            var wait = Timeout.InfiniteTimeSpan;
            lock (gate)
            {
                if (isOpen && TryTake(out var message, out wait))
                {
                    return message;
                }

                signal = changed.Task;
            }

            wait = wait < LongestWait ? wait : LongestWait;

            // Timers know whole milliseconds only, and one of none would spin.
            await (wait == Timeout.InfiniteTimeSpan
                ? signal.WaitAsync(cancel)
                : Task.WhenAny(signal, Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancel)));
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>This one is done with, well or not.</summary>
    /// <param name="message">The message.</param>
    /// <param name="wasCalled">Whether the channel was called; a place in the pace that was not used is free again.</param>
    internal void Finish(OutgoingMessage message, bool wasCalled = true)
    {
        lock (gate)
        {
            Leave(message);
            Settle(End(message, wasCalled));
        }
    }

    /// <summary>This one goes back to the head of its line, for later; to another address if it is changed.</summary>
    internal void Return(OutgoingMessage before, QueuedMessage message)
    {
        lock (gate)
        {
            var line = End(before, wasCalled: true);
            Leave(before);
            Insert(message);
            Settle(line);
        }
    }

    /// <summary>Ends when nothing waits for this address.</summary>
    internal Task WhenQuietAsync(string channel, string address, CancellationToken cancel) =>
        WhenAsync(() => !lines.TryGetValue((channel, address), out var line) || (line.UnderWay is null && line.Messages.Count == 0), cancel);

    /// <summary>Ends when nothing waits for anybody.</summary>
    internal Task WhenEmptyAsync(CancellationToken cancel) => WhenAsync(() => here.Count == 0, cancel);

    /// <summary>Whether nothing waits and the table says of all that is over.</summary>
    internal bool IsSettled
    {
        get
        {
            lock (gate)
            {
                return here.Count == 0 && over.Count == settled.Count;
            }
        }
    }

    /// <summary>Ends when <see cref="IsSettled"/>.</summary>
    internal Task WhenSettledAsync(CancellationToken cancel) => WhenAsync(() => here.Count == 0 && over.Count == settled.Count, cancel);

    private async Task WhenAsync(Func<bool> isSo, CancellationToken cancel)
    {
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (isSo())
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
        if (!isOpen || over.Contains(id) || !here.Add(id))
        {
            return;
        }

        broadcasts += IsBroadcast(message.Message) ? 1 : 0;
        var line = LineOf(message.Message);
        line.NotBefore = message.NotBefore > line.NotBefore ? message.NotBefore : line.NotBefore;
        var before = line.Messages.Last;
        while (before is not null && IsBefore(message.Message, before.Value.Message))
        {
            before = before.Previous;
        }

        if (before is not null)
        {
            line.Messages.AddAfter(before, message);
            return;
        }

        line.Messages.AddFirst(message);
        if (line.UnderWay is null)
        {
            List(line);
        }
    }

    private bool TryTake(out QueuedMessage message, out TimeSpan wait)
    {
        var now = time.GetUtcNow();
        Awaken(now);
        message = null!;
        if (slowdown is { } slow && slow.Until > now)
        {
            wait = slow.Until - now;
            return false;
        }

        SetRate(now);
        wait = resting.TryPeek(out _, out var next) ? next - now : Timeout.InfiniteTimeSpan;
        for (var c = 0; c < Classes; c++)
        {
            while (ready[c].TryPeek(out var listing))
            {
                var line = listing.Line;
                if (line.Listed != listing.Number)
                {
                    ready[c].Dequeue();
                    continue;
                }

                var first = line.Messages.First!.Value;
                var isReply = first.Message.Class == MessageClass.Reply;
                var rest = Longer(line.NotBefore - now, line.Allowance.WaitAt(now, isReply));
                if (rest > TimeSpan.Zero)
                {
                    ready[c].Dequeue();
                    resting.Enqueue(listing, now + rest);
                    wait = Sooner(wait, rest);
                    continue;
                }

                if (!TryBegin(isReply, out var pause))
                {
                    wait = Sooner(wait, pause);
                    break;
                }

                ready[c].Dequeue();
                line.Listed = null;
                line.Messages.RemoveFirst();
                line.UnderWay = first.Message.OutboxId;
                underWay++;
                message = first;
                return true;
            }
        }

        return false;
    }

    /// <summary>A place in the pace; for what is not a reply also one in the part that replies leave it.</summary>
    private bool TryBegin(bool isReply, out TimeSpan wait)
    {
        if (!isReply && !bulk.TryBegin(out wait))
        {
            return false;
        }

        if (pace.TryBegin(out wait))
        {
            return true;
        }

        if (!isReply)
        {
            bulk.GiveBack();
        }

        return false;
    }

    /// <summary>The call for this address is over.</summary>
    private Line End(OutgoingMessage message, bool wasCalled)
    {
        var line = LineOf(message);
        line.UnderWay = null;
        underWay--;
        if (wasCalled)
        {
            line.Allowance.Count(time.GetUtcNow());
        }

        Release(pace, wasCalled);
        if (message.Class != MessageClass.Reply)
        {
            Release(bulk, wasCalled);
        }

        return line;
    }

    private static void Release(CallPace pace, bool wasCalled)
    {
        if (wasCalled)
        {
            pace.End();
        }
        else
        {
            pace.GiveBack();
        }
    }

    private void Leave(OutgoingMessage message)
    {
        if (here.Remove(message.OutboxId) && IsBroadcast(message))
        {
            broadcasts--;
        }
    }

    private void Settle(Line line)
    {
        if (line.Messages.Count > 0)
        {
            List(line);
        }
        else
        {
            Idle(line);
        }

        Signal();
    }

    private void Idle(Line line)
    {
        if (!line.IsIdle)
        {
            line.IsIdle = true;
            idle.Enqueue(line, ForgottenAt(line));
        }
    }

    /// <summary>Those whose rest is over are ready again; those about whom nothing need be remembered are forgotten.</summary>
    private void Awaken(DateTimeOffset now)
    {
        while (resting.TryPeek(out var rested, out var until) && until <= now)
        {
            resting.Dequeue();
            if (rested.Line.Listed == rested.Number)
            {
                List(rested.Line);
            }
        }

        while (idle.TryPeek(out var line, out var until) && until <= now)
        {
            idle.Dequeue();
            line.IsIdle = false;
            if (line.UnderWay is not null || line.Messages.Count > 0)
            {
                continue;
            }

            if (ForgottenAt(line) <= now)
            {
                lines.Remove(line.Person);
            }
            else
            {
                Idle(line);
            }
        }
    }

    private static DateTimeOffset ForgottenAt(Line line) =>
        line.Allowance.ForgottenAt is var whole && whole > line.NotBefore ? whole : line.NotBefore;

    private void SetRate(DateTimeOffset now)
    {
        var rate = slowdown?.RateAt(now, options.PerSecond) ?? options.PerSecond;
        if (rate == pace.PerSecond)
        {
            return;
        }

        pace.PerSecond = rate;
        bulk.PerSecond = rate - (int)Math.Ceiling((double)options.ReservedForReplies * rate / options.PerSecond);
    }

    /// <summary>Puts it among the ready, by what is first in it now; where it stood before counts no more.</summary>
    private void List(Line line)
    {
        line.Listed = ++lastListing;
        ready[(int)line.Messages.First!.Value.Message.Class].Enqueue(new Listing(line, lastListing));
    }

    private Line LineOf(OutgoingMessage message)
    {
        var person = (message.Channel, message.Address);
        if (!lines.TryGetValue(person, out var line))
        {
            var allowance = new Allowance(
                options.BurstToOnePerson, options.BetweenToOnePerson, isForGroup(message) ? GroupMessagesInMinute : null);
            lines[person] = line = new Line(person, allowance);
        }

        return line;
    }

    private void Signal()
    {
        var before = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.TrySetResult();
    }

    private static bool IsBefore(OutgoingMessage a, OutgoingMessage b) =>
        a.Class < b.Class || (a.Class == b.Class && a.OutboxId < b.OutboxId);

    private static bool IsBroadcast(OutgoingMessage message) => message.Class == MessageClass.Broadcast;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Sooner(TimeSpan a, TimeSpan b) =>
        a == Timeout.InfiniteTimeSpan ? b : b == Timeout.InfiniteTimeSpan || a < b ? a : b;

    /// <summary>The messages for one address.</summary>
    private sealed class Line((string Channel, string Address) person, Allowance allowance)
    {
        internal (string Channel, string Address) Person => person;

        internal Allowance Allowance => allowance;

        internal LinkedList<QueuedMessage> Messages { get; } = [];

        internal long? UnderWay { get; set; }

        /// <summary>Nothing goes before: this chat was told to wait.</summary>
        internal DateTimeOffset NotBefore { get; set; }

        /// <summary>The number of the place that it has among the ready or the resting, or null.</summary>
        internal long? Listed { get; set; }

        /// <summary>Whether it stands among those that are to be forgotten.</summary>
        internal bool IsIdle { get; set; }
    }

    /// <summary>A place among the ready or the resting, void when the line has another by now.</summary>
    private readonly record struct Listing(Line Line, long Number);
}
