using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <content>Turns that nobody wrote for: those of the clock, and those of what staff and capabilities do about a person.</content>
internal sealed partial class Turns
{
    /// <summary>
    /// Takes conversations into turns of the clock's, when their moment has come. They share a unit, and so a commit; when one
    /// of them fails each is tried by itself, and the one sleeps until its person does something.
    /// </summary>
    /// <exception cref="StorageException">The store is out of order; the next tick finds the conversations again.</exception>
    public Task WakeAsync(IReadOnlyList<DueConversation> due, CancellationToken cancel)
    {
        // In one order, so that two processes do not wait for each other's people.
        List<DueConversation> ordered = [.. due.OrderBy(one => one.Channel, StringComparer.Ordinal).ThenBy(one => one.Address, StringComparer.Ordinal)];
        List<(string Channel, string Address)> people = [.. ordered.Select(one => (one.Channel, one.Address)).Distinct()];
        return HoldAsync(0);

        Task HoldAsync(int index) =>
            index < people.Count ? lanes.RunAsync(people[index], () => HoldAsync(index + 1)) : WakeTogetherAsync(ordered, cancel);
    }

    private async Task WakeTogetherAsync(List<DueConversation> due, CancellationToken cancel)
    {
        try
        {
            sender.Enqueue(await database.WriteAsync(
                async session =>
                {
                    var outgoing = new List<OutgoingMessage>();

                    // Who is due in two dialogs has two turns, and the second has to see what the first has changed.
                    for (var left = due; left.Count > 0;)
                    {
                        List<DueConversation> some = [.. left.DistinctBy(one => one.PersonId)];
                        outgoing.AddRange(await RunAsync(session, some));
                        left = [.. left.Except(some)];
                    }

                    return outgoing;
                },
                cancel));
        }
        catch (Exception failure) when (failure is not (StorageException or OperationCanceledException))
        {
            if (due is [var only])
            {
                LogNotWoken(only.Dialog, failure);
                await database.WriteAsync(session => ConversationStore.LetSleepAsync(session, only), cancel);
                return;
            }

            foreach (var one in due)
            {
                await WakeTogetherAsync([one], cancel);
            }
        }
    }

    /// <summary>Turns of the clock's for conversations of as many people.</summary>
    private async Task<IReadOnlyList<OutgoingMessage>> RunAsync(Session session, List<DueConversation> due)
    {
        var now = time.GetUtcNow();
        long[] people = [.. due.Select(one => one.PersonId)];
        var known = await Whereabouts.OfPeopleAsync(session, people);
        var reminded = await ReminderLog.SentInWeekBeforeAsync(session, people, now);
        var enrolments = due.Any(one => one.Cycle is not null) ? await EnrolmentStore.OfPeopleAsync(session, people) : null;
        var turns = new List<TurnScope>();
        foreach (var one in due)
        {
            if (known.TryGetValue(one.PersonId, out var whereabouts))
            {
                var theirs = reminded[one.PersonId].ToList();
                var enrolment = enrolments?[one.PersonId].FirstOrDefault(each => each.Dialog == one.Dialog && each.Cycle == one.Cycle);
                turns.Add(await DecideAsync(
                    session, whereabouts,
                    (library, visitor) =>
                    {
                        visitor = visitor with
                        {
                            Contact = visitor.Contact with
                            {
                                Reminded = [.. theirs.Select(each => each.At)],
                                RemindedOf = [.. theirs.Where(each => each.Dialog is not null && each.At > now.AddDays(-1)).Select(each => (each.Dialog!, each.Reminder!))],
                            },
                        };
                        return one.Cycle is null ? FrontDesk.Wake(library, visitor, one.Dialog, now)
                            : enrolment is null ? Reply.Only(visitor)
                            : FrontDesk.Remind(library, visitor, enrolment, now);
                    },
                    isPresent: false, now));
            }
        }

        var outgoing = new List<OutgoingMessage>();
        foreach (var turn in turns)
        {
            outgoing.AddRange(await turn.WrittenAsync());
        }

        return outgoing;
    }

    /// <summary>
    /// Takes what staff do about a person into a turn. The act runs inside the turn's unit with the person's row locked: it
    /// writes what only its capability knows and returns how the desk responds, or null when there is nothing to do after all.
    /// </summary>
    /// <returns>Whether there was something to do.</returns>
    /// <exception cref="StorageException">The store is out of order; nothing has happened.</exception>
    public async Task<bool> ActAsync(
        string channel, string address, Func<Session, DateTimeOffset, Task<Func<DialogLibrary, Visitor, Reply>?>> act, CancellationToken cancel)
    {
        var isDone = false;
        await lanes.RunAsync((channel, address), async () =>
        {
            var taken = await database.WriteAsync(session => RunAsync(session, channel, address, act), cancel);
            isDone = taken is not null;
            Finish(taken ?? Taken.Nothing);
        });
        return isDone;
    }

    private async Task<Taken?> RunAsync(
        Session session, string channel, string address, Func<Session, DateTimeOffset, Task<Func<DialogLibrary, Visitor, Reply>?>> act)
    {
        var now = time.GetUtcNow();
        if (await PersonStore.FindAsync(session, channel, address) is null || await act(session, now) is not { } decide
            || await Whereabouts.FindAsync(session, channel, address) is not { } whereabouts)
        {
            return null;
        }

        var turn = await DecideAsync(session, whereabouts, decide, isPresent: false, now);
        return new Taken(await turn.WrittenAsync(), turn);
    }

    [LoggerMessage(2002, LogLevel.Error, "A due conversation in {Dialog} could not be woken; it sleeps until its person returns")]
    private partial void LogNotWoken(string dialog, Exception failure);
}
