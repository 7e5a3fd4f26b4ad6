using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// A kind of what the clock brings about: waits that end, reminders, broadcasts, figures that come by themselves. Rows say what
/// is due, so whatever a crash or the store interrupts is still due afterwards, and doing it twice does nothing the second time.
/// </summary>
internal interface IDueWork
{
    /// <summary>The earliest moment, up to the one given, at which any of it is due; null when none is. It is asked often, and only looks.</summary>
    Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until);

    /// <summary>Does what is due now; returns how much it did. What has to wait for something else is not done, and still due.</summary>
    Task<int> RunDueAsync(CancellationToken cancel);
}

/// <summary>Looks what is due of a kind of work and has it done; the failure of one kind is its own.</summary>
internal sealed partial class DueLook(Database database, TimeProvider time, ILogger<DueLook> logger)
{
    /// <summary>One look; returns how much was done. What fails is logged and still due at the next.</summary>
    internal async Task<int> LookAsync(IDueWork work, CancellationToken cancel)
    {
        try
        {
            if (await database.ReadAsync(session => work.NextDueAsync(session, time.GetUtcNow()), cancel) is null)
            {
                return 0;
            }

            var count = await work.RunDueAsync(cancel);
            if (count > 0)
            {
                LogDone(count, work.GetType().Name);
            }

            return count;
        }
        catch (Exception trouble) when (trouble is StorageException or IOException)
        {
            LogLater(work.GetType().Name, trouble);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(work.GetType().Name, failure);
        }

        return 0;
    }

    [LoggerMessage(2401, LogLevel.Information, "What was due of {Work} is done: {Count}")]
    private partial void LogDone(int count, string work);

    [LoggerMessage(2402, LogLevel.Warning, "What is due of {Work} cannot be done now; the next look tries again")]
    private partial void LogLater(string work, Exception trouble);

    [LoggerMessage(2403, LogLevel.Error, "What is due of {Work} failed; the next look tries again")]
    private partial void LogFailed(string work, Exception failure);
}
