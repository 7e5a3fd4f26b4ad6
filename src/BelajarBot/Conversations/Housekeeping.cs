using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Forgets the numbers of updates that cannot come again, and the files that were sent long ago.</summary>
internal sealed partial class Housekeeping(Database database, FileFolder files, TimeProvider time, ILogger<Housekeeping> logger)
{
    internal async Task ForgetAsync(CancellationToken cancel)
    {
        try
        {
            var now = time.GetUtcNow();
            var updates = 0;
            while (await database.WriteAsync(session => SeenUpdates.ForgetSomeAsync(session, now), cancel) is > 0 and var some)
            {
                updates += some;
            }

            var deleted = 0;
            while (await SentFiles.DeleteOldAsync(database, files, now, cancel) is > 0 and var few)
            {
                deleted += few;
            }

            LogForgot(updates, deleted);
        }
        catch (Exception trouble) when (trouble is StorageException or IOException or UnauthorizedAccessException)
        {
            LogLater(trouble);
        }
    }

    [LoggerMessage(2301, LogLevel.Debug, "{Count} old update numbers are forgotten and {Files} old files deleted")]
    private partial void LogForgot(int count, int files);

    [LoggerMessage(2302, LogLevel.Warning, "Old update numbers and files could not be cleared away; the next hour tries again")]
    private partial void LogLater(Exception trouble);
}
