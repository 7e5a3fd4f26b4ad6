using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Events;

/// <summary>The invitation to an event: one message in each language, with buttons to answer it.</summary>
internal static class Invitation
{
    /// <summary>Adds it as a campaign that sends nothing yet.</summary>
    internal static async Task<long> AddAsync(Session session, DialogLibrary library, Event meeting, DateTimeOffset now)
    {
        var seats = await EventStore.SeatsAsync(session, meeting);
        return await Campaigns.AddAsync(
            session, library.Texts.Languages.ToDictionary(language => language, language => Write(new EventWords(library, language), meeting, seats)), now);
    }

    // One text is for all, so the time stands in it by the clock of the event, with that clock's name.
    private static Body Write(EventWords words, Event meeting, Seats seats) => Body.Of(
        words.Card("invitation", meeting, meeting.Clock, seats, hasSeat: false, ""),
        [
            [words.Button("yes_button", EventWords.Arguments("ya", meeting.Id, meeting.Version))],
            [words.Button("no_button", EventWords.Arguments("tidak", meeting.Id, meeting.Version))],
        ]);
}
