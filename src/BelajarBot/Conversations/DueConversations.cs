using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Looks every few seconds for conversations whose moment has come: the end of a wait, a reminder. The rows are the truth;
/// this only says when to look.
/// </summary>
internal sealed partial class DueConversations(Database database, Turns turns, TimeProvider time, ILogger<DueConversations> logger)
    : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WakeAsync(stoppingToken);
            }
            catch (StorageException trouble)
            {
                LogLater(trouble);
            }
        }
    }

    [LoggerMessage(2401, LogLevel.Warning, "Due conversations could not be looked at; the next tick tries again")]
    private partial void LogLater(Exception trouble);
}
