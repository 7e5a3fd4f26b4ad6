using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Forgets the numbers of updates that cannot come again.</summary>
internal sealed partial class Housekeeping(Database database, TimeProvider time, ILogger<Housekeeping> logger)
{
    internal async Task ForgetAsync(CancellationToken cancel)
    {
        try
        {
            LogForgot(await database.WriteAsync(session => SeenUpdates.ForgetOldAsync(session, time.GetUtcNow()), cancel));
        }
        catch (StorageException trouble)
        {
            LogLater(trouble);
        }
    }

    [LoggerMessage(2301, LogLevel.Debug, "{Count} old update numbers are forgotten")]
    private partial void LogForgot(int count);

    [LoggerMessage(2302, LogLevel.Warning, "Old update numbers could not be forgotten; the next hour tries again")]
    private partial void LogLater(Exception trouble);
}
