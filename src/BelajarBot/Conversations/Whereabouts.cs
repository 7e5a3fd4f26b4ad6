using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Who a turn is about and where they stand: what it needs to know before it decides, asked for in one trip.</summary>
/// <param name="Person">The person; their row is locked until the unit ends.</param>
/// <param name="Conversations">All their conversations.</param>
/// <param name="Facts">What counts about them: what they have reached and take part in, in all cycles.</param>
internal sealed record Whereabouts(Person Person, IReadOnlyList<Conversation> Conversations, IReadOnlyList<CountedFact> Facts)
{
    /// <summary>Whether they became known in this unit.</summary>
    internal bool IsNew { get; private init; }

    /// <summary>Who is at an address; null when nobody is known there.</summary>
    internal static async Task<Whereabouts?> FindAsync(Session session, string channel, string address)
    {
        // The person comes first: once the row is locked, the rest is as the turn before left it.
        var person = PersonStore.FindLater(session, channel, address);
        var conversations = ConversationStore.OfPersonLater(session, channel, address);
        var facts = CountedFact.OfPersonLater(session, channel, address);
        return await person is { } known ? new Whereabouts(known, await conversations, [CountedFact.OfPerson(known), .. await facts]) : null;
    }

    /// <summary>
    /// Where several people stand, by their numbers: thousands may be due at one moment, and trips and statements are what that
    /// costs.
    /// </summary>
    internal static async Task<Dictionary<long, Whereabouts>> OfPeopleAsync(Session session, long[] people)
    {
        var persons = PersonStore.LockLater(session, people);
        var conversations = ConversationStore.OfPeopleLater(session, people);
        var facts = CountedFact.OfPeopleLater(session, people);
        var known = await persons;
        var (theirConversations, theirFacts) = (await conversations, await facts);
        return known.ToDictionary(person => person.Id, person => new Whereabouts(person, [.. theirConversations[person.Id]], [CountedFact.OfPerson(person), .. theirFacts[person.Id]]));
    }

    /// <summary>Makes somebody known and finds them; they may have become so in another process since they were looked for.</summary>
    internal static async Task<Whereabouts> WelcomeAsync(
        Session session, string channel, string address, string language, string? displayName, DateTimeOffset now)
    {
        var isNew = PersonStore.AddLater(session, channel, address, language, displayName, now);
        var whereabouts = (await FindAsync(session, channel, address))!;
        return await isNew ? whereabouts with { IsNew = true, Facts = [] } : whereabouts;
    }
}
