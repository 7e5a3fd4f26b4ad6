namespace BelajarBot.Channels;

/// <summary>
/// Never more than so many calls in any one second, as the other end counts them. A call takes a place when it begins and
/// gives it back a second after it was answered: it arrived somewhere between the two, so no second at the other end, wherever
/// it begins, can hold more, however unevenly the network delivers.
/// </summary>
/// <param name="most">How many in a second, at least 1.</param>
/// <param name="time">Measures; its idea of the date does not matter.</param>
internal sealed class CallPace(int most, TimeProvider time)
{
    /// <summary>The clock at the other end may run a little slower than this one.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1.005);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private readonly Queue<long> answered = new();
    private int underWay;
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
        lock (gate)
        {
            return TryBegin(PerSecond - waiting, out wait);
        }
    }

    /// <summary>Waits for a place, ahead of those who only try.</summary>
    public async Task BeginAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            while (true)
            {
                TimeSpan wait;
                lock (gate)
                {
                    if (TryBegin(PerSecond, out wait))
                    {
                        return;
                    }
                }

                await Task.Delay(wait == Timeout.InfiniteTimeSpan ? Look : wait, time, cancel);
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
            underWay--;
            answered.Enqueue(time.GetTimestamp());
        }
    }

    /// <summary>A place was taken and no call made.</summary>
    public void GiveBack()
    {
        lock (gate)
        {
            underWay--;
        }
    }

    private bool TryBegin(int places, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        while (answered.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Second)
        {
            answered.Dequeue();
        }

        if (underWay + answered.Count < places)
        {
            underWay++;
            return true;
        }

        // Timers know whole milliseconds only, and one of none would spin.
        wait = answered.TryPeek(out var next)
            ? TimeSpan.FromMilliseconds(Math.Ceiling((Second - time.GetElapsedTime(next)).TotalMilliseconds))
            : Timeout.InfiniteTimeSpan;
        return false;
    }
}
