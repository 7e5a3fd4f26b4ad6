using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Submissions;

/// <summary>
/// Reminds those for whom a submission waits: officers of what nobody has decided on, its person of what came back. The rows say
/// when; each is reminded of three times at most.
/// </summary>
internal sealed class SubmissionClock(Database database, DialogCatalog catalog, Officers officers, Sender sender, TimeProvider time) : IDueWork
{
    private const int AtOnce = 100;
    private const int MostReminders = 3;
    private static readonly TimeSpan First = TimeSpan.FromDays(2);
    private static readonly TimeSpan Next = TimeSpan.FromDays(3);

    /// <summary>When somebody is reminded first of what waits for them since now.</summary>
    internal static DateTimeOffset FirstReminder(DialogLibrary library, TimeZoneInfo zone, DateTimeOffset now) => library.Policy.After(now + First, zone);

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) => SubmissionStore.NextDueAsync(session, until);

    /// <inheritdoc />
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var count = 0;
        while (await database.ReadAsync(session => SubmissionStore.NextDueAsync(session, time.GetUtcNow()), cancel) is not null)
        {
            var messages = await database.WriteAsync(session => FireDueAsync(session, catalog.Current, time.GetUtcNow()), cancel);
            sender.Enqueue(messages);
            count += messages.Count;
        }

        return count;
    }

    private async Task<IReadOnlyList<OutgoingMessage>> FireDueAsync(Session session, DialogLibrary library, DateTimeOffset now)
    {
        var notices = new Notices(session, library, now);
        foreach (var due in await SubmissionStore.DueAsync(session, now, AtOnce))
        {
            // A row that is neither waiting nor returned has no moment; one that is comes to its third and last.
            var next = due.Reminders + 1 < MostReminders ? library.Policy.After(now + Next, Person.ClockOf(null)) : (DateTimeOffset?)null;
            if (await SubmissionStore.TakeReminderAsync(session, due, next) is not { } submission)
            {
                continue;
            }

            await (submission.State == SubmissionState.Returned
                ? notices.TellPersonAsync(submission, "remind_returned", note: null, MessageClass.Reminder, ("fix_button", $"f.{submission.Id}"))
                : notices.TellReviewersAsync(officers, submission, due.ReviewBy, "remind_waiting", MessageClass.Reminder));
        }

        return notices.Messages;
    }
}
