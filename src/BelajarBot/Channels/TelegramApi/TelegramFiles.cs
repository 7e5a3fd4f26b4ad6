using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Storage;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>Files to and from Telegram.</summary>
internal sealed class TelegramFiles(BotApiClient client, UploadedFiles uploaded, FileFolder folder) : IDisposable
{
    private const long MostPhotoBytes = 10L << 20;
    private const long MostDocumentBytes = 50L << 20;
    private const long MostLookedInto = 20L << 20;

    /// <summary>So many at once leave most connections to what is being sent.</summary>
    private const int MostLooksAtOnce = 12;
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim looks = new(MostLooksAtOnce);

    public void Dispose() => looks.Dispose();

    /// <summary>Sends a file, uploading it only if Telegram has not got it yet; one that somebody sent to this bot goes as it is there.</summary>
    public async Task<BotApiResult<SentMessage>> SendAsync(SendFileRequest request, FileToSend file, CancellationToken cancel)
    {
        if (file.Reference is { } id)
        {
            return await SendAsync(request, file, id, cancel);
        }

        await using (var content = folder.Open(file.Path))
        {
            if (content is null)
            {
                return Refused("the file is not in the folder of files (any more)");
            }

            // A picture that is too large for one is still a fine document (T122).
            if (file.Kind == FileKind.Photo && content.Length > MostPhotoBytes)
            {
                file = file with { Kind = FileKind.Document };
            }

            if (content.Length > MostDocumentBytes || content.Length == 0)
            {
                return Refused(content.Length == 0 ? "the file is empty" : "the file is larger than 50 MB");
            }
        }

        return await uploaded.SendAsync(
            client.BotId,
            file,
            async known => await SendAsync(request, file, known, cancel) is var result && result is BotApiResult<SentMessage>.Ok { Value: var sent }
                ? (result, FileIdOf(sent))
                : (result, null),
            result => result is BotApiResult<SentMessage>.Error error && IsGone(error),
            cancel);
    }

    /// <summary>Whether Telegram refused because it does not know the file by this id (any more).</summary>
    public static bool IsGone<T>(BotApiResult<T>.Error error) => error.Kind == BotApiErrorKind.BadRequest
        && (error.Says("file identifier") || error.Says("file_id") || error.Says("FILE_REFERENCE") || error.Says("temporarily unavailable"));

    /// <summary>
    /// Looks at the first bytes of a document that somebody sent; nothing is kept. A photo needs no look, because Telegram makes a
    /// JPEG of it.
    /// </summary>
    public async Task<FileInput> LookIntoAsync(FileInput file, CancellationToken cancel)
    {
        if (file.Kind == FileKind.Photo || file.Bytes > MostLookedInto)
        {
            return file;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(LongestLook);
        try
        {
            await looks.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return file;
        }

        try
        {
            var asked = await client.GetFileAsync(file.Reference, limit.Token);
            if (asked is BotApiResult<TelegramFile>.Error error && IsGone(error))
            {
                return file with { IsGone = true };
            }

            return asked is BotApiResult<TelegramFile>.Ok { Value.FilePath: { Length: > 0 } path } && !IsOutside(path)
                && await client.FetchAsync(path, ReadStartAsync, limit.Token) is BotApiResult<byte[]>.Ok { Value: var start }
                ? file with { Format = FileFormats.Of(start) }
                : file;
        }
        catch (Exception problem) when (problem is IOException || (problem is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return file;
        }
        finally
        {
            looks.Release();
        }
    }

    private static async Task<byte[]> ReadStartAsync(Stream content, CancellationToken cancel)
    {
        var start = new byte[FileFormats.Needed];
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        return start[..length];
    }

    /// <summary>
    /// Fetches a file that somebody sent. What the sender's device or the server says of its size is not believed: not a byte more
    /// than allowed is kept (T117, T120).
    /// </summary>
    /// <param name="fileId">Telegram's id of the file: <see cref="FileInput.Reference"/>.</param>
    /// <param name="mostBytes">The most that it may have.</param>
    /// <param name="cancel">Stops it; nothing is kept then.</param>
    public async Task<Download> DownloadAsync(string fileId, int mostBytes, CancellationToken cancel)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            var asked = await client.GetFileAsync(fileId, cancel);
            if (asked is not BotApiResult<TelegramFile>.Ok { Value: var file })
            {
                return Failed(asked);
            }

            if (file.FileSize > mostBytes)
            {
                return new Download.TooLarge();
            }

            if (file.FilePath is not { Length: > 0 } path)
            {
                return new Download.TryLater(UsualWait, "Telegram did not say where the file is");
            }

            if (IsOutside(path))
            {
                return new Download.Gone("the server keeps files where this bot does not look");
            }

            var fetched = await FetchAsync(path, mostBytes, cancel);
            if (fetched is BotApiResult<byte[]?>.Ok { Value: var content })
            {
                return content is null ? new Download.TooLarge() : new Download.Read(content);
            }

            // A link lives an hour; after that another one has to be asked for, once.
            if (isAgain || fetched is not BotApiResult<byte[]?>.Error { Kind: BotApiErrorKind.NotFound })
            {
                return Failed(fetched);
            }
        }
    }

    private async Task<BotApiResult<byte[]?>> FetchAsync(string path, int mostBytes, CancellationToken cancel)
    {
        try
        {
            return await client.FetchAsync<byte[]?>(path, (content, stop) => ReadAtMostAsync(content, mostBytes, stop), cancel);
        }
        catch (HttpIOException)
        {
            return new BotApiResult<byte[]?>.NoAnswer(IsCertainlyNotSent: true, "the connection broke");
        }
    }

    /// <summary>All of it, or null where that is more than allowed.</summary>
    private static async Task<byte[]?> ReadAtMostAsync(Stream content, int mostBytes, CancellationToken cancel)
    {
        using var read = new MemoryStream();
        var buffer = new byte[1 << 14];
        while (await content.ReadAsync(buffer, cancel) is > 0 and var length)
        {
            if (read.Length + length > mostBytes)
            {
                return null;
            }

            read.Write(buffer, 0, length);
        }

        return read.ToArray();
    }

    private async Task<BotApiResult<SentMessage>> SendAsync(SendFileRequest request, FileToSend file, string? id, CancellationToken cancel)
    {
        var isPhoto = file.Kind == FileKind.Photo;
        if (id is not null)
        {
            return await client.SendFileAsync(isPhoto ? request with { Photo = id } : request with { Document = id }, cancel);
        }

        return folder.Open(file.Path) is { } content
            ? await client.UploadAsync(request, isPhoto ? "photo" : "document", file.Name, file.MimeType, content, cancel)
            : Refused("the file is not in the folder of files (any more)");
    }

    /// <summary>A server of one's own may name a path on its disk, which means nothing here (T119).</summary>
    private static bool IsOutside(string path) =>
        path.StartsWith('/') || path.Contains('\\') || path.Contains(':') || path.Split('/').Contains("..");

    private static string? FileIdOf(SentMessage sent) =>
        sent.Document?.FileId ?? sent.Photo?.MaxBy(size => (long)size.Width * size.Height)?.FileId;

    private static Download Failed<T>(BotApiResult<T> result) => result switch
    {
        BotApiResult<T>.Error { Kind: BotApiErrorKind.BadRequest } error when error.Says("file is too big") => new Download.TooLarge(),
        BotApiResult<T>.Error { Kind: BotApiErrorKind.BadRequest or BotApiErrorKind.NotFound } error => new Download.Gone(error.Description),
        BotApiResult<T>.Error error => new Download.TryLater(error.RetryAfter ?? UsualWait, error.Description),
        BotApiResult<T>.NoAnswer lost => new Download.TryLater(UsualWait, lost.Reason),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "The results are a closed set."),
    };

    private static BotApiResult<SentMessage> Refused(string why) =>
        new BotApiResult<SentMessage>.Error(BotApiErrorKind.BadRequest, 400, why);
}
