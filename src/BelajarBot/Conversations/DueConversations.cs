using BelajarBot.Channels;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Something of a capability's that the clock brings about, besides turns of people.</summary>
internal interface IDueWork
{
    /// <summary>The earliest moment, up to the one given, at which any of it is due; null when none is. It is asked often, and only looks.</summary>
    Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until);

    /// <summary>Does at most so many of what is due; returns the messages that it put into the outbox.</summary>
    Task<IReadOnlyList<OutgoingMessage>> RunDueAsync(Session session, DateTimeOffset now, int limit);
}

/// <summary>Gives a turn to every conversation whose moment has come: the end of a wait, a reminder. The rows are the truth.</summary>
internal sealed partial class DueConversations(
    Database database, Turns turns, IEnumerable<IDueWork> others, Sender sender, TimeProvider time, ILogger<DueConversations> logger)
{
    private const int AtOnce = 400;

    /// <summary>How many share a commit: few enough that nobody who writes meanwhile waits for them.</summary>
    private const int Together = 20;

    /// <summary>Wakes everything that is due now; returns how many conversations.</summary>
    internal async Task<int> WakeAsync(CancellationToken cancel)
    {
        foreach (var work in others)
        {
            await RunAsync(work, cancel);
        }

        var count = 0;
        while (true)
        {
            var due = await database.ReadAsync(session => ConversationStore.DueAsync(session, time.GetUtcNow(), AtOnce), cancel);
            await Task.WhenAll(due.Chunk(Together).Select(some => turns.WakeAsync(some, cancel)));
            count += due.Count;
            if (due.Count < AtOnce)
            {
                return count;
            }
        }
    }

    /// <summary>Does what is due of one kind; its failure is its own, and the next tick tries again.</summary>
    private async Task RunAsync(IDueWork work, CancellationToken cancel)
    {
        try
        {
            var now = time.GetUtcNow();
            if (await database.ReadAsync(session => work.NextDueAsync(session, now), cancel) is not null)
            {
                sender.Enqueue(await database.WriteAsync(session => work.RunDueAsync(session, now, AtOnce), cancel));
            }
        }
        catch (Exception failure) when (failure is not (StorageException or OperationCanceledException))
        {
            LogFailed(work.GetType().Name, failure);
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

    [LoggerMessage(2403, LogLevel.Error, "What was due of {Work} failed; the next tick tries again")]
    private partial void LogFailed(string work, Exception failure);
}
