namespace BelajarBot.Channels;

/// <summary>
/// Never more than so many calls in any one second, as the other end counts them. A call takes a place when it begins and
/// gives it back a second after it was answered: it arrived somewhere between the two, so no second at the other end, wherever
/// it begins, can hold more, however unevenly the network delivers.
/// </summary>
/// <param name="most">How many in a second, at least 1.</param>
/// <param name="time">Measures; its idea of the date does not matter.</param>
/// <param name="leads">Whether this process is the one of many that sends; null: it is alone.</param>
/// <param name="elsewhere">How many in a second where it is not, and all of them only for those who go ahead.</param>
internal sealed class CallPace(int most, TimeProvider time, Func<bool>? leads = null, int elsewhere = 0)
{
    /// <summary>The clock at the other end may run a little slower than this one.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1.005);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private readonly Places all = new(time);
    private readonly Places ahead = new(time);
    private int waiting;
    private int perSecond = int.MaxValue;

    /// <summary>How many in a second from here on; at least 1, and never more than the most.</summary>
    public int PerSecond
    {
        get => Math.Min(most, Volatile.Read(ref perSecond));
        set => Volatile.Write(ref perSecond, Math.Max(1, value));
    }

    /// <summary>Takes a place if one is free; else tells when one may be, or infinity while that hangs on an answer.</summary>
    public bool TryBegin(out TimeSpan wait)
    {
        if (!Leads)
        {
            wait = Second;
            return false;
        }

        lock (gate)
        {
            // Left free for those who go ahead, as far as they may take it.
            var kept = Math.Clamp((PerSecond / 2) - ahead.Taken, 0, waiting);
            return all.TryTake(PerSecond - kept, out wait);
        }
    }

    /// <summary>
    /// Waits for a place, ahead of those who only try; together such calls take half of the places at most, so that a flood of
    /// them leaves the others theirs. False when there was none in time. It ends with <see cref="EndAhead"/>.
    /// </summary>
    public async Task<bool> BeginAheadAsync(TimeSpan longest, CancellationToken cancel)
    {
        var since = time.GetTimestamp();
        Interlocked.Increment(ref waiting);
        try
        {
            while (true)
            {
                if (TryBeginAhead(out var wait))
                {
                    return true;
                }

                var left = longest - time.GetElapsedTime(since);
                if (left <= TimeSpan.Zero)
                {
                    return false;
                }

                wait = wait == Timeout.InfiniteTimeSpan ? Look : wait;
                await Task.Delay(wait < left ? wait : left, time, cancel);
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>A call was answered, or nobody waits for its answer any more.</summary>
    public void End()
    {
        lock (gate)
        {
            all.Answer();
        }
    }

    /// <summary>The same for a call that went ahead.</summary>
    public void EndAhead()
    {
        lock (gate)
        {
            all.Answer();
            ahead.Answer();
        }
    }

    /// <summary>A place was taken and no call made.</summary>
    public void GiveBack()
    {
        lock (gate)
        {
            all.GiveBack();
        }
    }

    private bool Leads => leads?.Invoke() ?? true;

    private bool TryBeginAhead(out TimeSpan wait)
    {
        var (mostAhead, mostOfAll) = Leads ? (Math.Max(1, PerSecond / 2), PerSecond) : (elsewhere, elsewhere);
        lock (gate)
        {
            if (!ahead.TryTake(mostAhead, out wait))
            {
                return false;
            }

            if (all.TryTake(mostOfAll, out wait))
            {
                return true;
            }

            ahead.GiveBack();
            return false;
        }
    }

    /// <summary>Which places are taken. Not safe for several callers at once.</summary>
    private sealed class Places(TimeProvider time)
    {
        private readonly Queue<long> answered = new();
        private int underWay;

        internal int Taken
        {
            get
            {
                while (answered.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Second)
                {
                    answered.Dequeue();
                }

                return underWay + answered.Count;
            }
        }

        internal bool TryTake(int places, out TimeSpan wait)
        {
            if (Taken < places)
            {
                underWay++;
                wait = TimeSpan.Zero;
                return true;
            }

            // Timers know whole milliseconds only, and one of none would spin.
            wait = answered.TryPeek(out var next)
                ? TimeSpan.FromMilliseconds(Math.Ceiling((Second - time.GetElapsedTime(next)).TotalMilliseconds))
                : Timeout.InfiniteTimeSpan;
            return false;
        }

        internal void Answer()
        {
            underWay--;
            answered.Enqueue(time.GetTimestamp());
        }

        internal void GiveBack() => underWay--;
    }
}
