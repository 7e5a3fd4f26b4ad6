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
    private const int GroupMessagesInMinute = 20;
    private static readonly MessageClass[] Classes = Enum.GetValues<MessageClass>();

    /// <summary>Timers know no wait of months; what is for then is looked at from time to time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly HashSet<long> here = [];
    private readonly OverMessages over = new(time);
    private readonly SendLines lines = new(message => new SendLine(
        (message.Channel, message.Address),
        new Allowance(options.BurstToOnePerson, options.BetweenToOnePerson, isForGroup(message) ? GroupMessagesInMinute : null)));
    private readonly CallPace bulk = new(options.BroadcastsPerSecond, time);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Slowdown? slowdown;
    private bool isOpen;
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
            foreach (var line in lines.All)
            {
                foreach (var message in line.Messages)
                {
                    Leave(message.Message);
                }

                line.Clear();
                lines.Idle(line);
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
            over.Settle(ids);
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
        WhenAsync(() => lines.Find(channel, address)?.IsEmpty ?? true, cancel);

    /// <summary>Ends when nothing waits for anybody.</summary>
    internal Task WhenEmptyAsync(CancellationToken cancel) => WhenAsync(() => here.Count == 0, cancel);

    /// <summary>Whether nothing waits and the table says of all that is over.</summary>
    internal bool IsSettled
    {
        get
        {
            lock (gate)
            {
                return here.Count == 0 && over.AreSettled;
            }
        }
    }

    /// <summary>Ends when <see cref="IsSettled"/>.</summary>
    internal Task WhenSettledAsync(CancellationToken cancel) => WhenAsync(() => here.Count == 0 && over.AreSettled, cancel);

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
        var line = lines.Of(message.Message);
        if (line.Insert(message) && line.UnderWay is null)
        {
            lines.List(line);
        }
    }

    private bool TryTake(out QueuedMessage message, out TimeSpan wait)
    {
        var now = time.GetUtcNow();
        lines.Awaken(now);
        message = null!;
        if (slowdown is { } slow && slow.Until > now)
        {
            wait = slow.Until - now;
            return false;
        }

        SetRate(now);
        wait = Timeout.InfiniteTimeSpan;
        foreach (var messageClass in Classes)
        {
            if (lines.FindReady(messageClass, now) is not { } line)
            {
                continue;
            }

            if (TryBegin(messageClass == MessageClass.Reply, out var pause))
            {
                message = line.Take();
                underWay++;
                return true;
            }

            wait = Sooner(wait, pause);
        }

        wait = Sooner(wait, lines.NextAfter(now));
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
    private SendLine End(OutgoingMessage message, bool wasCalled)
    {
        var line = lines.Of(message);
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

    private void Settle(SendLine line)
    {
        if (line.Messages.Count > 0)
        {
            lines.List(line);
        }
        else
        {
            lines.Idle(line);
        }

        Signal();
    }

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

    private void Signal()
    {
        var before = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.TrySetResult();
    }

    private static bool IsBroadcast(OutgoingMessage message) => message.Class == MessageClass.Broadcast;

    private static TimeSpan Sooner(TimeSpan a, TimeSpan b) =>
        a == Timeout.InfiniteTimeSpan ? b : b == Timeout.InfiniteTimeSpan || a < b ? a : b;
}
