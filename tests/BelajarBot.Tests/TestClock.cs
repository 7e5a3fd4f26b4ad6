namespace BelajarBot.Tests;

/// <summary>
/// A clock that stands still until it is told otherwise. Timers made from it fire inside <see cref="Advance"/>, each at
/// its own instant and in order, so that what they do sees the right time. Their callbacks run on the caller's thread.
/// </summary>
internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = now.ToUniversalTime();
    private long _fired;

    /// <summary>Starts on a Monday morning in Jakarta.</summary>
    public TestClock()
        : this(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7)))
    {
    }

    /// <summary>How many timers are waiting: for tests that must not advance before somebody waits.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count(timer => timer.Due is not null);
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets this much time pass.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        MoveTo(GetUtcNow() + by);
    }

    /// <summary>Lets time pass until this instant.</summary>
    public void MoveTo(DateTimeOffset until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(until, GetUtcNow());
        while (NextDue(until) is { } due)
        {
            due.Fire();
        }

        lock (_gate)
        {
            _now = until.ToUniversalTime();
        }
    }

    private Timer? NextDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).MinBy(timer => (timer.Due, timer.Order));
            if (next is null)
            {
                return null;
            }

            _now = next.Due > _now ? next.Due.Value : _now;
            next.Due = next.Period is { } period ? next.Due + period : null;
            next.Order = ++_fired;
            return next;
        }
    }

    private sealed class Timer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset? Due { get; set; }

        public TimeSpan? Period { get; private set; }

        public long Order { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
                Order = ++clock._fired;
                clock._timers.Remove(this);
                clock._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                Due = null;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
