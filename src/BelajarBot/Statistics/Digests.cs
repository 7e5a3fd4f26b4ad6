using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>How often figures come by themselves. The numbers stand in the database.</summary>
internal enum Rhythm
{
    /// <summary>Every morning.</summary>
    Daily = 1,

    /// <summary>On Mondays.</summary>
    Weekly = 2,
}

/// <summary>
/// Figures that come by themselves at half past seven on the officer's own clock: the question that they subscribed to is
/// asked again as if they had pressed its button, so the answer and the limits are those of that moment.
/// </summary>
internal sealed partial class Digests(Database database, Turns turns, Officers officers, TimeProvider time, ILogger<Digests> logger) : IDueWork
{
    private const int AtOnce = 200;

    private static readonly TimeOnly Hour = new(7, 30);

    /// <summary>An officer has one subscription; a new one takes its place.</summary>
    internal static Task SubscribeAsync(CapabilityTurn turn, string question, Rhythm rhythm) => turn.Session.ExecuteAsync(
        """
        insert into digest (person_id, question, rhythm, next_at) values (@Id, @question, @rhythm, @next)
        on conflict (person_id) do update set question = excluded.question, rhythm = excluded.rhythm, next_at = excluded.next_at
        """,
        new { turn.Person.Id, question, rhythm, next = NextAt(rhythm, Person.ClockOf(turn.Person.Zone), turn.Now) });

    /// <summary>Ends a subscription; returns whether there was one.</summary>
    internal static async Task<bool> EndAsync(Session session, long personId) =>
        await session.ExecuteAsync("delete from digest where person_id = @personId", new { personId }) > 0;

    /// <summary>The next half past seven, on a Monday where it is weekly.</summary>
    internal static DateTimeOffset NextAt(Rhythm rhythm, TimeZoneInfo zone, DateTimeOffset now)
    {
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime); ; day = day.AddDays(1))
        {
            var local = day.ToDateTime(Hour);
            var at = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            if (at > now && (rhythm == Rhythm.Daily || day.DayOfWeek == DayOfWeek.Monday))
            {
                return at;
            }
        }
    }

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(next_at) from digest where next_at <= @until", new { until });

    /// <summary>Sends what is due now; returns how many. The trouble of one holds up no other, and is tried again with the next one.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var due = await database.ReadAsync(
            session => session.QueryAsync<Due>(
                "select person_id, question, rhythm, next_at from digest where next_at <= @now order by next_at limit @AtOnce", new { now, AtOnce }),
            cancel);
        var count = 0;
        await LateAnswers.MakeAsync(
            due,
            async digest => count += await SendAsync(digest, now, cancel) ? 1 : 0,
            (digest, failure) =>
            {
                LogFailed(digest.PersonId, failure);
                return PutOffAsync(digest, now, cancel);
            },
            cancel);
        return count;
    }

    /// <summary>The turn that failed took its next moment back with it; left as it was, it would be the first that is due for ever.</summary>
    private Task PutOffAsync(Due digest, DateTimeOffset now, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            var person = await PersonStore.FindAsync(session, digest.PersonId);
            var next = NextAt(digest.Rhythm, Person.ClockOf(person?.Zone), now);
            await session.ExecuteAsync(
                "update digest set next_at = @next where person_id = @PersonId and next_at = @NextAt", new { next, digest.PersonId, digest.NextAt });
        },
        cancel);

    private async Task<bool> SendAsync(Due digest, DateTimeOffset now, CancellationToken cancel)
    {
        if (await database.ReadAsync(session => PersonStore.FindAsync(session, digest.PersonId), cancel) is not { } person)
        {
            return false;
        }

        return await turns.ActAsync(
            person.Channel, person.Address,
            async (session, _) =>
            {
                // Whoever writes the next moment sends it; a late one is sent once, however many were missed.
                var next = NextAt(digest.Rhythm, Person.ClockOf(person.Zone), now);
                var isMine = await session.ExecuteAsync(
                    "update digest set next_at = @next where person_id = @PersonId and next_at = @NextAt", new { next, digest.PersonId, digest.NextAt }) == 1;
                if (!isMine || person.Status == Person.Stopped || person.UnreachableSince is not null)
                {
                    return null;
                }

                if (!(await officers.OfAsync(session, person, now)).May(Permission.ReadStatistics))
                {
                    await EndAsync(session, person.Id);
                    return null;
                }

                return (_, visitor) => Reply.Only(visitor, new AskCapability(StatisticsCommand.Contract.Command, digest.Question, IsPress: true));
            },
            cancel);
    }

    [LoggerMessage(2853, LogLevel.Error, "The figures that person {PersonId} subscribed to could not be sent")]
    private partial void LogFailed(long personId, Exception failure);

    private sealed record Due(long PersonId, string Question, Rhythm Rhythm, DateTimeOffset NextAt);
}
