namespace BelajarBot.Broadcasts;

/// <summary>Looks after broadcasts every few seconds. The rows are the truth; this only says when to look.</summary>
internal sealed class BroadcastsClock(Broadcasts broadcasts, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await broadcasts.TickAsync(stoppingToken);
        }
    }
}
