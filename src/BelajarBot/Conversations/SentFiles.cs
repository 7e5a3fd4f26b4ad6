using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// The files that the bot made for people: kept while they may still have to be sent, or be fetched in the web chat, and not
/// longer. Files that other tables name are none of these, and stay.
/// </summary>
internal static class SentFiles
{
    /// <summary>How long a file can be fetched.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const int AtOnce = 100;

    /// <summary>A file is about to be sent to a person.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="personId">Whom for; null before that is certain, and then it goes at the next clearing away.</param>
    /// <param name="path">Where it is in the folder.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="now">The moment.</param>
    internal static Task NoteAsync(Session session, long? personId, string path, string name, DateTimeOffset now) =>
        session.ExecuteAsync(
            "insert into sent_file (person_id, path, name, kept_at) values (@personId, @path, @name, @now)", new { personId, path, name, now });

    /// <summary>
    /// Deletes what is old, and at once what was for somebody who has been erased; returns how many files, some at a time. The rows go first: a file
    /// that is left behind by a crash harms nobody, a row without its file does.
    /// </summary>
    internal static async Task<int> DeleteOldAsync(Database database, FileFolder folder, DateTimeOffset now, CancellationToken cancel)
    {
        var before = now - Kept;
        var old = (await database.ReadAsync(session => OldAsync(session, before), cancel)).ConvertAll(path => (Path: path, WrittenAt: folder.WrittenAt(path)));
        if (old.Count == 0)
        {
            return 0;
        }

        var free = await database.WriteAsync(session => FreeAsync(session, [.. old.Select(file => file.Path)], before), cancel);
        return old.Count(file => free.Contains(file.Path) && folder.DeleteIfUnchanged(file.Path, file.WrittenAt));
    }

    /// <summary>What still waits to be sent waits for its file, too.</summary>
    private static async Task<List<string>> OldAsync(Session session, DateTimeOffset before)
    {
        var old = new List<string>();
        foreach (var path in await session.QueryAsync<string>(
            """
            select path from sent_file where kept_at < @before or person_id is null
            group by path order by max(case when person_id is null then 1 else 0 end) desc limit @AtOnce
            """,
            new { before, AtOnce }))
        {
            if (await session.FirstOrDefaultAsync<long?>(
                """
                select id from outbox where state = 'queued' and campaign_id is null and body like '%' || @path || '%'
                union all
                select id from outbox where state = 'sending' and body like '%' || @path || '%'
                limit 1
                """,
                new { path }) is null)
            {
                old.Add(path);
            }
        }

        return old;
    }

    /// <summary>Forgets the old rows of these; returns those of which none is left.</summary>
    private static async Task<HashSet<string>> FreeAsync(Session session, List<string> paths, DateTimeOffset before)
    {
        var free = new HashSet<string>();
        foreach (var path in paths)
        {
            await session.ExecuteAsync("delete from sent_file where path = @path and (kept_at < @before or person_id is null)", new { path, before });
            if (await session.FirstOrDefaultAsync<long?>("select id from sent_file where path = @path limit 1", new { path }) is null)
            {
                await session.ExecuteAsync("delete from uploaded_file where content in (@photo, @document)", new { photo = $"Photo:{path}", document = $"Document:{path}" });
                free.Add(path);
            }
        }

        return free;
    }
}
