namespace BelajarBot.Storage;

/// <summary>
/// Keeps a second process away from a SQLite file. The operating system holds the lock and drops it when the process
/// ends, however it ends; the empty file that is left behind means nothing.
/// </summary>
internal sealed class SqliteFileLock : IDisposable
{
    // The codes that the systems give for a lock that somebody else has.
    private const int HeldOnLinux = 11;
    private const int HeldOnMac = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _held;

    private SqliteFileLock(FileStream held) => _held = held;

    /// <summary>Takes the lock of this database file, creating its folder if need be.</summary>
    /// <exception cref="StorageException">Another process has it, or the folder cannot be written.</exception>
    public static SqliteFileLock Take(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new SqliteFileLock(new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows)
        {
            throw new StorageException(
                StorageTrouble.InUse,
                $"Another bot is running on {file}. Stop it first; for several processes use PostgreSQL (Storage:Provider).",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SqliteFile.NotWritable(file, exception);
        }
    }

    /// <summary>Lets others in.</summary>
    public void Dispose() => _held.Dispose();
}
