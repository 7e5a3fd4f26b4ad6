using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Gives a turn to every conversation whose moment has come: the end of a wait, a reminder.</summary>
internal sealed class DueConversations(Database database, Turns turns, TimeProvider time) : IDueWork
{
    private const int AtOnce = 400;

    /// <summary>How many share a commit: few enough that nobody who writes meanwhile waits for them.</summary>
    private const int Together = 20;

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) => ConversationStore.NextDueAsync(session, until);

    /// <inheritdoc />
    public Task<int> RunDueAsync(CancellationToken cancel) => RunAsync(database, turns, time, ConversationStore.DueAsync, cancel);

    /// <summary>Gives turns to all that is due, by a few people at a time.</summary>
    internal static async Task<int> RunAsync(
        Database database, Turns turns, TimeProvider time, Func<Session, DateTimeOffset, int, Task<List<DueConversation>>> find, CancellationToken cancel)
    {
        var count = 0;
        while (true)
        {
            var due = await database.ReadAsync(session => find(session, time.GetUtcNow(), AtOnce), cancel);
            await Task.WhenAll(due.Chunk(Together).Select(some => turns.WakeAsync(some, cancel)));
            count += due.Count;
            if (due.Count < AtOnce)
            {
                return count;
            }
        }
    }
}
