using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Privacy;

/// <summary>Does away with everything about a person. Afterwards the bot meets a stranger at their address.</summary>
internal static class Erasure
{
    /// <summary>Erases one person, in a unit that has their row locked.</summary>
    internal static async Task EraseAsync(Session session, ErasedPerson person)
    {
        await Counters.ForgetAsync(session, person.Id);

        // Tables that refer to the person go with the row: conversations, marks, consents, tickets with what was said.
        // What became of a campaign's messages is still counted, without a trace of whom they were for.
        await session.ExecuteAsync(
            """
            update outbox set person_id = null, address = '', message_id = null,
                state = case when state = 'queued' then 'failed' else state end,
                reason = case when state = 'queued' then 'erased' else reason end
            where person_id = @Id and campaign_id is not null
            """,
            person);
        await session.ExecuteAsync("delete from outbox where person_id = @Id or (channel = @Channel and address = @Address)", person);
        await session.ExecuteAsync("delete from parked_update where channel = @Channel and address = @Address", person);
        await session.ExecuteAsync(
            """
            delete from parked_update where channel = @Channel and address is null
                and (raw like '%:' || @Address || ',%' or raw like '%:' || @Address || '}%' or raw like '%"' || @Address || '"%')
            """,
            person);
        if (person.Channel == "web")
        {
            await session.ExecuteAsync("delete from web_message where address = @Address", person);
        }

        // A meeting that others were invited to goes on, and so does a circular or a broadcast; a draft was theirs alone.
        await session.ExecuteAsync("delete from broadcast where officer_id = @Id and state = 'draft'", person);
        await session.ExecuteAsync("delete from event where officer_id = @Id and state = 'draft'", person);
        await session.ExecuteAsync("delete from circular where officer_id = @Id and state = 'draft'", person);
        await session.ExecuteAsync("delete from person where id = @Id", person);
    }
}

/// <summary>Who is erased.</summary>
/// <param name="Id">Their number.</param>
/// <param name="Channel">Their channel.</param>
/// <param name="Address">Where they are on it.</param>
internal sealed record ErasedPerson(long Id, string Channel, string Address);
