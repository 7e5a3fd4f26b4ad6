using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>What a turn has to know of somebody before anything is decided.</summary>
/// <param name="Person">The person, locked.</param>
/// <param name="Conversations">Where they stand.</param>
/// <param name="Marks">What they reached, in whichever cycles.</param>
/// <param name="Places">What they are enrolled in, in whichever cycles.</param>
/// <param name="Reminded">When the bot spoke first to them in these seven days.</param>
internal sealed record Loaded(
    Person Person, IReadOnlyList<Conversation> Conversations, IReadOnlyCollection<Milestones.Mark> Marks, IReadOnlyCollection<Enrolments.Place> Places,
    IReadOnlyCollection<DateTimeOffset> Reminded)
{
    /// <summary>
    /// Reads all of it for several people, no more than <see cref="IdList.Most"/>, with a statement of each kind: thousands may be
    /// due at one moment, and statements are what that costs.
    /// </summary>
    internal static async Task<Dictionary<long, Loaded>> OfAsync(Session session, IReadOnlyList<long> people, DateTimeOffset now)
    {
        var persons = await PersonStore.LockAsync(session, people);
        var conversations = await ConversationStore.OfPeopleAsync(session, people);
        var marks = await Milestones.OfPeopleAsync(session, people);
        var places = await Enrolments.OfPeopleAsync(session, people);
        var reminded = await ReminderLog.SentInWeekBeforeAsync(session, people, now);
        return persons.ToDictionary(person => person.Id, person => new Loaded(
            person, [.. conversations[person.Id]], [.. marks[person.Id]], [.. places[person.Id]], [.. reminded[person.Id]]));
    }
}
