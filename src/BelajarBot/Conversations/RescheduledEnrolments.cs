using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Lets the due moments of enrolments follow the dates, the cycle and the reminders of their programme.</summary>
internal static class RescheduledEnrolments
{
    /// <summary>How many people are locked at a time: turns of others go on in between.</summary>
    private const int BatchSize = 200;

    /// <summary>Gives new moments to everybody who takes part in the present cycle; what is left of other cycles is found to be over when it is due.</summary>
    /// <returns>How many enrolments were given another moment.</returns>
    internal static async Task<int> FollowAsync(Database database, DialogLibrary library, string program, TimeProvider time, CancellationToken cancel)
    {
        var cycle = library.CycleOf(program);
        var moved = 0;
        for (var after = 0L; await database.ReadAsync(session => EndOfBatchAsync(session, program, cycle, after), cancel) is { } last; after = last)
        {
            var first = after;
            moved += await database.WriteAsync(
                async session =>
                {
                    // A turn locks its person first; so does this. Whoever cannot be reached is woken by nothing.
                    var people = await session.QueryAsync<(long Id, string? Zone)>(
                        $"""
                        select id, zone from person where unreachable_since is null and id in (
                            select person_id from enrolment where person_id > @first and person_id <= @last and program = @program and cycle = @cycle)
                        order by id{session.Dialect.ForUpdate}
                        """,
                        new { first, last, program, cycle });
                    return await EnrolmentStore.RescheduleAsync(session, library, people, program, time.GetUtcNow());
                },
                cancel);
        }

        return moved;
    }

    private static Task<long?> EndOfBatchAsync(Session session, string program, string cycle, long after) =>
        session.FirstOrDefaultAsync<long?>(
            $"""
            select max(person_id) from (
                select person_id from enrolment where program = @program and cycle = @cycle and person_id > @after
                order by person_id limit {BatchSize}) batch
            """,
            new { program, cycle, after });
}
