using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TelegramSimulator.Files;

/// <summary>The files of all chats, and the links by which the bot downloads them (T117).</summary>
internal sealed class FileStore(TimeProvider time)
{
    /// <summary>What getFile is ready to hand over.</summary>
    public const long MostToDownload = 20 << 20;

    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, StoredFile> byId = new();
    private readonly ConcurrentDictionary<string, (StoredFile File, DateTimeOffset Until)> links = new();
    private int lastNumber;

    /// <summary>Keeps a file; without content it has as many zeros as it declares, as far as they can be downloaded at all.</summary>
    public StoredFile Add(
        string kind, ReadOnlyMemory<byte>? content = null, string? fileName = null, string? mimeType = null, long? declaredSize = null,
        int width = 0, int height = 0)
    {
        var number = Interlocked.Increment(ref lastNumber);
        var bytes = content ?? new byte[declaredSize is <= MostToDownload ? declaredSize.Value : 0];
        var unique = content is null ? $"{number}" : Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 8));
        var file = new StoredFile($"file-{kind}-{number}", $"unique-{unique}", kind, bytes)
        {
            Number = number,
            FileName = fileName,
            MimeType = mimeType,
            DeclaredSize = declaredSize ?? bytes.Length,
            Width = width,
            Height = height,
        };
        byId[file.Id] = file;
        return file;
    }

    public StoredFile? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Makes the file's path work for an hour from now.</summary>
    public string Link(StoredFile file)
    {
        links[file.Path] = (file, time.GetUtcNow() + LinkLifetime);
        return file.Path;
    }

    /// <summary>The file behind a path while its link lasts, or null.</summary>
    public StoredFile? Open(string path) =>
        links.TryGetValue(path, out var link) && time.GetUtcNow() < link.Until ? link.File : null;
}
