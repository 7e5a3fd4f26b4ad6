using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Reminders;

/// <summary>Sends the reminders that people asked for and that are due. The rows are the truth.</summary>
internal sealed partial class PersonalReminderClock(
    Database database, DialogCatalog catalog, Sender sender, TimeProvider time, ILogger<PersonalReminderClock> logger)
{
    private const int AtOnce = 200;

    /// <summary>Sends everything that is due now; returns how many messages.</summary>
    internal async Task<int> FireAsync(CancellationToken cancel)
    {
        var count = 0;
        while (await database.ReadAsync(session => PersonalReminders.NextDueAsync(session, time.GetUtcNow()), cancel) is not null)
        {
            var messages = await database.WriteAsync(
                session => PersonalReminders.FireDueAsync(session, catalog.Current, time.GetUtcNow(), AtOnce), cancel);
            sender.Enqueue(messages);
            count += messages.Count;
        }

        return count;
    }

    /// <summary>One tick of the clock; what the store refuses now is still due at the next.</summary>
    internal async Task TickAsync(CancellationToken cancel)
    {
        try
        {
            await FireAsync(cancel);
        }
        catch (StorageException trouble)
        {
            LogLater(trouble);
        }
    }

    [LoggerMessage(2511, LogLevel.Warning, "Reminders that people asked for could not be looked at; the next tick tries again")]
    private partial void LogLater(Exception trouble);
}
