using TelegramSimulator;

namespace BelajarBot.Tests.TelegramSimulation;

public class VirtualClockTests
{
    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        var clock = new VirtualClock();
        var start = clock.GetUtcNow();
        var stamp = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromMinutes(90));

        Assert.Equal(start + TimeSpan.FromMinutes(90), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(90), clock.GetElapsedTime(stamp));
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_instant()
    {
        var clock = new VirtualClock();
        var start = clock.GetUtcNow();
        var fired = new List<(string, TimeSpan)>();
        using var late = Timer(clock, "late", fired, start, 30);
        using var early = Timer(clock, "early", fired, start, 10);
        using var never = Timer(clock, "never", fired, start, 61);

        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([("early", TimeSpan.FromSeconds(10)), ("late", TimeSpan.FromSeconds(30))], fired);
        Assert.Equal(1, clock.PendingTimers);
    }

    [Fact]
    public void A_timer_with_a_period_fires_every_time_until_it_is_disposed()
    {
        var clock = new VirtualClock();
        var count = 0;
        var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(6));
        timer.Dispose();
        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(3, count);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public async Task Delays_and_timeouts_end_when_their_time_comes()
    {
        var clock = new VirtualClock();
        var delay = Task.Delay(TimeSpan.FromHours(3), clock, TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(TimeSpan.FromHours(2), clock);

        clock.Advance(TimeSpan.FromHours(2));
        Assert.True(timeout.IsCancellationRequested);
        Assert.False(delay.IsCompleted);

        clock.Advance(TimeSpan.FromHours(1));
        await delay;
    }

    [Fact]
    public void Time_does_not_run_backwards()
    {
        var clock = new VirtualClock();

        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(clock.GetUtcNow().AddSeconds(-1)));
    }

    private static ITimer Timer(VirtualClock clock, string name, List<(string, TimeSpan)> fired, DateTimeOffset start, int seconds) =>
        clock.CreateTimer(
            _ => fired.Add((name, clock.GetUtcNow() - start)), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
