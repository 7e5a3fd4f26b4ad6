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
    internal static Task NoteAsync(Session session, long personId, string path, string name, DateTimeOffset now) =>
        session.ExecuteAsync(
            "insert into sent_file (person_id, path, name, kept_at) values (@personId, @path, @name, @now)", new { personId, path, name, now });

    /// <summary>Deletes what is old, and at once what was for somebody who has been erased; returns how many files.</summary>
    internal static async Task<int> DeleteOldAsync(Session session, FileFolder folder, DateTimeOffset now)
    {
        var before = now - Kept;
        var due = await session.QueryAsync<string>(
            "select distinct path from sent_file where kept_at < @before or person_id is null limit @AtOnce", new { before, AtOnce });
        var deleted = 0;
        foreach (var path in due)
        {
            // What still waits to be sent waits for its file, too.
            if (await session.FirstOrDefaultAsync<long?>(
                "select id from outbox where state in ('queued', 'sending') and body like '%' || @path || '%' limit 1", new { path }) is not null)
            {
                continue;
            }

            await session.ExecuteAsync("delete from sent_file where path = @path and (kept_at < @before or person_id is null)", new { path, before });
            if (await session.FirstOrDefaultAsync<long?>("select id from sent_file where path = @path limit 1", new { path }) is null)
            {
                await session.ExecuteAsync("delete from uploaded_file where content in (@photo, @document)", new { photo = $"Photo:{path}", document = $"Document:{path}" });
                folder.Delete(path);
                deleted++;
            }
        }

        return deleted;
    }
}
