using System.Buffers;
using System.Security.Cryptography;

namespace BelajarBot.Storage;

/// <summary>A file that is kept.</summary>
/// <param name="Path">Where it is below the folder; the same content is always at the same place.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record StoredFile(string Path, long Bytes);

/// <summary>
/// Files too large for the database, each under the SHA-256 of what is in it: no name that a person gave becomes a path (T58),
/// and the same file is kept once.
/// </summary>
internal sealed class FileFolder(string folder)
{
    /// <summary>Where files are while they are being written.</summary>
    internal const string Unfinished = "unfinished";

    private static readonly SearchValues<char> HashDigits = SearchValues.Create("0123456789abcdef");

    private readonly string root = Path.GetFullPath(folder);
    private readonly Lock placing = new();

    /// <summary>Keeps what the stream brings; null when that is more than allowed, and then nothing is kept (T120).</summary>
    public async Task<StoredFile?> SaveAsync(Stream content, long mostBytes, CancellationToken cancel)
    {
        var draft = Path.Combine(Directory.CreateDirectory(Path.Combine(root, Unfinished)).FullName, Guid.NewGuid().ToString("N"));
        try
        {
            var (bytes, hash) = await CopyAsync(content, draft, mostBytes, cancel);
            if (hash is null)
            {
                return null;
            }

            var path = $"{hash[..2]}/{hash}";
            Directory.CreateDirectory(Path.Combine(root, hash[..2]));
            Place(draft, path);
            return new StoredFile(path, bytes);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>
    /// Keeps a small file that the bot itself has made. Doing it twice is doing it once, so a unit of the store may, although
    /// it changes nothing else outside the database; and it does not wait for the disk, because others wait for the unit. It is
    /// written anew even where it is there, so that whoever is about to delete it sees that it is wanted again.
    /// </summary>
    public StoredFile Keep(ReadOnlySpan<byte> content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var path = $"{hash[..2]}/{hash}";
        var draft = Path.Combine(Directory.CreateDirectory(Path.Combine(root, Unfinished)).FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(draft, content);
        Directory.CreateDirectory(Path.Combine(root, hash[..2]));
        Place(draft, path);
        return new StoredFile(path, content.Length);
    }

    /// <summary>Opens a kept file for reading; null when it is not there.</summary>
    /// <exception cref="ArgumentException">The path is none that this folder gave out.</exception>
    public FileStream? Open(string path)
    {
        var file = FullPath(path);
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>When a kept file was written last, by the clock of the disk; null when it is not there.</summary>
    /// <exception cref="ArgumentException">The path is none that this folder gave out.</exception>
    public DateTime? WrittenAt(string path) => FullPath(path) is var file && File.Exists(file) ? File.GetLastWriteTimeUtc(file) : null;

    /// <summary>Removes a kept file; whoever still has it open may read on.</summary>
    /// <exception cref="ArgumentException">The path is none that this folder gave out.</exception>
    public void Delete(string path)
    {
        if (FullPath(path) is var file && File.Exists(file))
        {
            File.Delete(file);
        }
    }

    /// <summary>Removes a kept file unless it was written again since <paramref name="writtenAt"/>; false then.</summary>
    /// <exception cref="ArgumentException">The path is none that this folder gave out.</exception>
    public bool DeleteIfUnchanged(string path, DateTime? writtenAt)
    {
        lock (placing)
        {
            if (WrittenAt(path) != writtenAt)
            {
                return false;
            }

            Delete(path);
            return true;
        }
    }

    /// <summary>Where a kept file is on the disk.</summary>
    /// <exception cref="ArgumentException">The path is none that this folder gave out.</exception>
    public string FullPath(string path) => path is [_, _, '/', .. { Length: 64 } hash] && !hash.AsSpan().ContainsAnyExcept(HashDigits)
        ? Path.Combine(root, path[..2], hash)
        : throw new ArgumentException("It is not the path of a kept file.", nameof(path));

    private void Place(string draft, string path)
    {
        lock (placing)
        {
            File.Move(draft, Path.Combine(root, path), overwrite: true);
        }
    }

    private static async Task<(long Bytes, string? Hash)> CopyAsync(Stream content, string draft, long mostBytes, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            await using var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            long bytes = 0;
            while (await content.ReadAsync(buffer, cancel) is > 0 and var read)
            {
                bytes += read;
                if (bytes > mostBytes)
                {
                    return (bytes, null);
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            // The row that names the file is kept for good, so the file must be too.
            file.Flush(flushToDisk: true);
            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
