using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Reminders;

/// <summary>Sends the reminders that people asked for and that are due.</summary>
internal sealed class PersonalReminderClock(Database database, DialogCatalog catalog, Sender sender, TimeProvider time) : IDueWork
{
    private const int AtOnce = 200;

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) => PersonalReminders.NextDueAsync(session, until);

    /// <inheritdoc />
    public async Task<int> RunDueAsync(CancellationToken cancel)
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
}
