namespace TelegramSimulator;

/// <summary>
/// A clock that stands still until it is told to go on. Timers made from it fire on the way, each at its own instant and in
/// order, so that what they do sees the right time. Their callbacks run on the caller's thread.
/// </summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<VirtualTimer> timers = [];
    private DateTimeOffset now = start.ToUniversalTime();
    private long armed;

    /// <summary>Starts on a Monday morning in Jakarta.</summary>
    public VirtualClock()
        : this(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7)))
    {
    }

    /// <summary>How many timers wait to fire: for tests that must not go on before somebody waits.</summary>
    public int PendingTimers
    {
        get
        {
            lock (gate)
            {
                return timers.Count;
            }
        }
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets so much time pass.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        MoveTo(GetUtcNow() + by);
    }

    /// <summary>Lets time pass until this instant.</summary>
    public void MoveTo(DateTimeOffset until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(until, GetUtcNow());
        while (NextDue(until) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>The next timer on the way, with the clock at its instant; null, with the clock at the end, when there is none.</summary>
    private VirtualTimer? NextDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= until).MinBy(timer => (timer.Due, timer.Order));
            var instant = next?.Due ?? until.ToUniversalTime();
            now = instant > now ? instant : now;
            if (next is not null)
            {
                timers.Remove(next);
                Arm(next, next.Period > TimeSpan.Zero ? next.Due + next.Period : null);
            }

            return next;
        }
    }

    private void Arm(VirtualTimer timer, DateTimeOffset? due)
    {
        if (due is { } instant)
        {
            (timer.Due, timer.Order) = (instant, ++armed);
            timers.Add(timer);
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool isDisposed;

        public DateTimeOffset Due { get; set; }

        /// <summary>Of those at the same instant, who was set first fires first.</summary>
        public long Order { get; set; }

        /// <summary>Zero or less for a timer that fires once.</summary>
        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (isDisposed)
                {
                    return false;
                }

                clock.timers.Remove(this);
                Period = period;
                clock.Arm(this, dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                isDisposed = true;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
