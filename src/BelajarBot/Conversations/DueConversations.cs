using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Gives a turn to every conversation whose moment has come: the end of a wait, a reminder. The rows are the truth.</summary>
internal sealed partial class DueConversations(Database database, Turns turns, TimeProvider time, ILogger<DueConversations> logger)
{
    private const int AtOnce = 200;

    /// <summary>Wakes everything that is due now; returns how many.</summary>
    internal async Task<int> WakeAsync(CancellationToken cancel)
    {
        var count = 0;
        while (true)
        {
            var due = await database.ReadAsync(session => ConversationStore.DueAsync(session, time.GetUtcNow(), AtOnce), cancel);
            await Task.WhenAll(due.Select(conversation => turns.WakeAsync(conversation, cancel)));
            count += due.Count;
            if (due.Count < AtOnce)
            {
                return count;
            }
        }
    }

    /// <summary>One tick of the clock; what the store refuses now is still due at the next.</summary>
    internal async Task TickAsync(CancellationToken cancel)
    {
        try
        {
            if (await WakeAsync(cancel) is > 0 and var count)
            {
                LogWoken(count);
            }
        }
        catch (StorageException trouble)
        {
            LogLater(trouble);
        }
    }

    [LoggerMessage(2401, LogLevel.Warning, "Due conversations could not be looked at; the next tick tries again")]
    private partial void LogLater(Exception trouble);

    [LoggerMessage(2402, LogLevel.Information, "{Count} conversations were due and had their turn")]
    private partial void LogWoken(int count);
}
