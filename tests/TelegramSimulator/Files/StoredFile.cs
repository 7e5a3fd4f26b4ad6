namespace TelegramSimulator.Files;

/// <summary>A file that Telegram keeps, under the id by which this bot may send it again (T121).</summary>
public sealed class StoredFile
{
    internal StoredFile(string id, string uniqueId, string kind, ReadOnlyMemory<byte> bytes)
    {
        Id = id;
        UniqueId = uniqueId;
        Kind = kind;
        Bytes = bytes;
        DeclaredSize = bytes.Length;
    }

    /// <summary>The <c>file_id</c>.</summary>
    public string Id { get; }

    /// <summary>The <c>file_unique_id</c>: the same for the same content, and no way to download it.</summary>
    public string UniqueId { get; }

    /// <summary>The field of the message that holds it: <c>document</c>, <c>photo</c>, <c>voice</c> …</summary>
    public string Kind { get; }

    /// <summary>The content, as a download brings it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The size that messages and getFile name; it may lie (T120).</summary>
    public long DeclaredSize { get; internal init; }

    /// <summary>The name that the sender's device gave it, or null.</summary>
    public string? FileName { get; internal init; }

    /// <summary>The type that the sender's device gave it, or null.</summary>
    public string? MimeType { get; internal init; }

    /// <summary>The width in pixels, of a picture.</summary>
    public int Width { get; internal init; }

    /// <summary>The height in pixels, of a picture.</summary>
    public int Height { get; internal init; }

    /// <summary>Whether getFile succeeds without a path, as it now and then does (T117).</summary>
    public bool HasNoPath { get; set; }

    internal int Number { get; init; }

    /// <summary>What stands after <c>/file/bot…/</c>.</summary>
    internal string Path => $"{Kind}s/file_{Number}{System.IO.Path.GetExtension(FileName) switch { { Length: > 1 and < 8 } end => end, _ => "" }}";
}
