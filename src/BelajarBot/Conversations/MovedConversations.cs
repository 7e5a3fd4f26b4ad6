using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Carries the people who are in the middle of a dialog over to its new revision, as far as its author said with
/// <c>moved</c> and <c>drop</c>.
/// </summary>
internal static class MovedConversations
{
    /// <summary>How many people are locked at a time: turns of others go on in between.</summary>
    private const int BatchSize = 200;

    /// <summary>Moves everybody whom <see cref="DialogMove"/> moves or drops; may be run again, and by several processes at once.</summary>
    /// <returns>How many conversations were moved.</returns>
    internal static async Task<int> MoveAllAsync(
        Database database, DialogLibrary library, Dialog dialog, DateTimeOffset now, CancellationToken cancel)
    {
        var moved = 0;
        for (var after = 0L; await database.ReadAsync(session => EndOfBatchAsync(session, dialog, after), cancel) is { } last; after = last)
        {
            var first = after;
            moved += await database.WriteAsync(session => MoveBatchAsync(session, library, dialog, first, last, now), cancel);
        }

        return moved;
    }

    private static Task<long?> EndOfBatchAsync(Session session, Dialog dialog, long after) =>
        session.FirstOrDefaultAsync<long?>(
            $"""
            select max(person_id) from (
                select person_id from conversation
                where person_id > @after and dialog = @Id and revision <> @Revision and status in ('open', 'paused')
                order by person_id limit {BatchSize}) batch
            """,
            new { after, dialog.Id, dialog.Revision });

    private static async Task<int> MoveBatchAsync(
        Session session, DialogLibrary library, Dialog dialog, long after, long last, DateTimeOffset now)
    {
        // A turn locks its person first and then looks at the conversations; so does this, or they might wait for each other.
        var people = await session.QueryAsync<Standing>(
            $"""
            select id, zone from person where id in (
                select person_id from conversation
                where person_id > @after and person_id <= @last and dialog = @Id and revision <> @Revision and status in ('open', 'paused'))
            order by id{session.Dialect.ForUpdate}
            """,
            new { after, last, dialog.Id, dialog.Revision });
        var moved = 0;
        foreach (var person in people)
        {
            var conversations = await ConversationStore.OfPersonAsync(session, person.Id);
            if (conversations.FirstOrDefault(c => c.Dialog == dialog.Id) is { } conversation
                && library.Find(conversation.Dialog, conversation.Revision) is { } from
                && (DialogMove.Move(conversation, from, dialog) ?? DialogMove.Drop(conversation, from, dialog, library.Policy.After(now, Person.ClockOf(person.Zone)))) is { } next)
            {
                ConversationStore.Save(session, person.Id, next);
                moved++;
            }
        }

        return moved;
    }

    /// <summary>Somebody who stands in the dialog, with the clock that they live by.</summary>
    private sealed record Standing(long Id, string? Zone);
}
