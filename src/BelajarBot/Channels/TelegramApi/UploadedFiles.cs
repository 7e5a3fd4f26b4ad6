using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// Which files are at Telegram already and under which id: a file is uploaded once and then sent by its id, and while it is
/// being uploaded everybody else who wants it waits (T72, T121).
/// </summary>
internal sealed class UploadedFiles(Database database, TimeProvider time)
{
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <summary>
    /// Sends by the known id, or else uploads, and remembers the id that the upload brings. An id that Telegram does not take
    /// any more is forgotten, and the file uploaded again.
    /// </summary>
    /// <param name="bot">The bot's number: an id is good for one bot only.</param>
    /// <param name="file">The file.</param>
    /// <param name="send">Sends with the id given, or by uploading when it is null; returns the id that the file has then.</param>
    /// <param name="isIdRefused">Whether a result means that the id was no good.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<T> SendAsync<T>(
        string bot, FileToSend file, Func<string?, Task<(T Result, string? FileId)>> send, Func<T, bool> isIdRefused, CancellationToken cancel)
    {
        var content = $"{file.Kind}:{file.Path}";
        if (await FindAsync(bot, content, cancel) is { } known)
        {
            var (result, _) = await send(known);
            if (!isIdRefused(result))
            {
                return result;
            }

            await ForgetAsync(bot, content, cancel);
        }

        var turn = turns[(uint)StringComparer.Ordinal.GetHashCode(content) % turns.Length];
        await turn.WaitAsync(cancel);
        try
        {
            var id = await FindAsync(bot, content, cancel);
            var (result, fileId) = await send(id);
            if (id is null && fileId is not null)
            {
                await RememberAsync(bot, content, fileId, cancel);
            }

            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    private Task<string?> FindAsync(string bot, string content, CancellationToken cancel) => database.ReadAsync(
        session => session.FirstOrDefaultAsync<string>(
            "select file_id from uploaded_file where bot = @bot and content = @content", new { bot, content }),
        cancel);

    private Task<int> RememberAsync(string bot, string content, string fileId, CancellationToken cancel) => database.WriteAsync(
        session => session.ExecuteAsync(
            """
            insert into uploaded_file (bot, content, file_id, uploaded_at) values (@bot, @content, @fileId, @now)
            on conflict (bot, content) do update set file_id = excluded.file_id, uploaded_at = excluded.uploaded_at
            """,
            new { bot, content, fileId, now = time.GetUtcNow() }),
        cancel);

    private Task<int> ForgetAsync(string bot, string content, CancellationToken cancel) => database.WriteAsync(
        session => session.ExecuteAsync("delete from uploaded_file where bot = @bot and content = @content", new { bot, content }), cancel);
}
