using BelajarBot.Conversations;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Privacy;

/// <summary>
/// Deletes what has been kept for long enough: people of whom nothing was heard, updates that nobody looked at, why somebody was
/// reminded or not, messages that did not arrive, and what a web chat still shows to nobody.
/// </summary>
internal sealed partial class Retention(Database database, IOptions<PrivacyOptions> options, TimeProvider time, ILogger<Retention> logger)
{
    /// <summary>How many people are deleted at a time: turns of others go on in between.</summary>
    private const int AtOnce = 50;

    /// <summary>How old the chat of an unknown visitor must be; a younger one may belong to somebody whose first turn is under way.</summary>
    private static readonly TimeSpan StrangersChat = TimeSpan.FromDays(1);

    /// <summary>Deletes everything that is due now; returns how many people.</summary>
    internal async Task<int> DeleteAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var people = 0;
        if (options.Value.KeepInactive > TimeSpan.Zero)
        {
            var before = now - options.Value.KeepInactive;
            while (await DeletePeopleAsync(before, cancel) is > 0 and var count)
            {
                people += count;
            }
        }

        var parked = options.Value.KeepParked > TimeSpan.Zero
            ? await database.WriteAsync(
                session => session.ExecuteAsync("delete from parked_update where parked_at < @before", new { before = now - options.Value.KeepParked }), cancel)
            : 0;
        var orphans = 0;
        while (await DeleteOrphansAsync(now - StrangersChat, cancel) is > 0 and var count)
        {
            orphans += count;
        }

        var reminders = 0;
        while (await database.WriteAsync(session => ReminderLog.ForgetOldAsync(session, now), cancel) is > 0 and var count)
        {
            reminders += count;
        }

        // After the lines about reminders: as long as one says that its message was sent, the message that failed says so too.
        var ended = 0;
        while (await database.WriteAsync(session => Outbox.ForgetEndedAsync(session, now), cancel) is > 0 and var count)
        {
            ended += count;
        }

        LogDeleted(people, parked, orphans, reminders, ended);
        return people;
    }

    /// <summary>The same, once a day; what the store refuses today goes tomorrow.</summary>
    internal async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await DeleteAsync(cancel);
        }
        catch (StorageException trouble)
        {
            LogLater(trouble);
        }
    }

    /// <summary>Reading finds them, so that a day on which nobody is due holds up nobody's turn; writing looks once more.</summary>
    private async Task<int> DeletePeopleAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var due = await database.ReadAsync(
            session => session.QueryAsync<long>("select id from person where seen_at < @before limit @AtOnce", new { before, AtOnce }), cancel);
        return due.Count == 0 ? 0 : await database.WriteAsync(
            async session =>
            {
                var count = 0;
                foreach (var id in due)
                {
                    if (await session.FirstOrDefaultAsync<ErasedPerson>(
                        $"select id, channel, address from person where id = @id and seen_at < @before{session.Dialect.ForUpdate}", new { id, before }) is { } person)
                    {
                        await Erasure.EraseAsync(session, person);
                        count++;
                    }
                }

                return count;
            },
            cancel);
    }

    private async Task<int> DeleteOrphansAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var strangers = await database.ReadAsync(
            session => session.QueryAsync<string>(
                """
                select distinct address from web_message where at < @before
                    and not exists (select 1 from person p where p.channel = 'web' and p.address = web_message.address)
                limit @AtOnce
                """,
                new { before, AtOnce }),
            cancel);
        return strangers.Count == 0 ? 0 : await database.WriteAsync(
            async session =>
            {
                var count = 0;
                foreach (var address in strangers)
                {
                    count += await session.ExecuteAsync("delete from web_message where address = @address and at < @before", new { address, before });
                }

                return count;
            },
            cancel);
    }

    [LoggerMessage(2601, LogLevel.Information, "Kept for long enough and deleted: {People} people, {Parked} parked updates, {Orphans} messages of web chats without a person, {Reminders} lines about reminders, {Ended} messages that did not arrive")]
    private partial void LogDeleted(int people, int parked, int orphans, int reminders, int ended);

    [LoggerMessage(2602, LogLevel.Warning, "What was kept for long enough could not be deleted; tomorrow tries again")]
    private partial void LogLater(Exception trouble);
}
