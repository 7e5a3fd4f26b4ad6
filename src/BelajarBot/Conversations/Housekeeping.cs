using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Forgets, once an hour, the numbers of updates that cannot come again, and the files that were sent long ago.</summary>
internal sealed partial class Housekeeping(Database database, FileFolder files, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
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
                var deleted = await database.WriteAsync(session => SentFiles.DeleteOldAsync(session, files, time.GetUtcNow()), stoppingToken);
                LogForgot(count, deleted);
            }
            catch (Exception trouble) when (trouble is StorageException or IOException or UnauthorizedAccessException)
            {
                LogLater(trouble);
            }
        }
    }

    [LoggerMessage(2301, LogLevel.Debug, "{Count} old update numbers are forgotten and {Files} old files deleted")]
    private partial void LogForgot(int count, int files);

    [LoggerMessage(2302, LogLevel.Warning, "Old update numbers and files could not be cleared away; the next hour tries again")]
    private partial void LogLater(Exception trouble);
}
