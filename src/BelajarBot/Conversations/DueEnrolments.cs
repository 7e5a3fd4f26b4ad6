using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Reminds those who take part in a programme of its dates.</summary>
internal sealed class DueEnrolments(Database database, Turns turns, TimeProvider time) : IDueWork
{
    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) => EnrolmentStore.NextDueAsync(session, until);

    /// <inheritdoc />
    public Task<int> RunDueAsync(CancellationToken cancel) => DueConversations.RunAsync(database, turns, time, EnrolmentStore.DueAsync, cancel);
}
