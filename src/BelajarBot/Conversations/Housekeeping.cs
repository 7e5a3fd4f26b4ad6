using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Forgets, once an hour, the numbers of updates that cannot come again.</summary>
internal sealed partial class Housekeeping(Database database, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var count = await database.WriteAsync(session => SeenUpdates.ForgetOldAsync(session, time.GetUtcNow()), stoppingToken);
                LogForgot(count);
            }
            catch (StorageException trouble)
            {
                LogLater(trouble);
            }
        }
    }

    [LoggerMessage(2301, LogLevel.Debug, "{Count} old update numbers are forgotten")]
    private partial void LogForgot(int count);

    [LoggerMessage(2302, LogLevel.Warning, "Old update numbers could not be forgotten; the next hour tries again")]
    private partial void LogLater(Exception trouble);
}
