using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BelajarBot.Storage;

/// <summary>Opening the file of a SQLite database, and saying in words why it cannot be used.</summary>
internal static class SqliteFile
{
    /// <summary>Opens the one connection that writes.</summary>
    /// <exception cref="StorageException">The file cannot be used.</exception>
    public static PreparedConnection OpenWriter(string file)
    {
        // FULL: a commit is on disk before anybody is told of it. The log is folded back every 16 MB rather than every 4:
        // that is when a commit waits for two more syncs. The operating system keeps the rest of the file in its own cache.
        var connection = Open(file, SqliteOpenMode.ReadWriteCreate,
            """
            pragma synchronous = full;
            pragma foreign_keys = on;
            pragma wal_autocheckpoint = 4000;
            pragma journal_size_limit = 67108864;
            pragma cache_size = -32000;
            """);
        using var command = new SqliteCommand("pragma journal_mode = wal", connection);
        if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
        {
            connection.Dispose();
            throw NotWritable(file, null);
        }

        if (command.ExecuteScalar() is "wal")
        {
            return new PreparedConnection(connection);
        }

        connection.Dispose();
        throw new StorageException(
            StorageTrouble.NotWritable,
            $"The disk of {file} does not allow the write-ahead log that the bot needs; is it a network disk? "
            + "Move the file to a local disk, or use PostgreSQL (Storage:Provider).");
    }

    /// <summary>Opens one of the connections that read.</summary>
    public static PreparedConnection OpenReader(string file) =>
        new(Open(file, SqliteOpenMode.ReadWrite, "pragma query_only = on; pragma cache_size = -4000;"));

    /// <summary>What a failure of SQLite means for the operator; null if it is the unit's own.</summary>
    public static StorageException? Explain(SqliteException failure, string file) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => DiskFull(file, failure),
        raw.SQLITE_IOERR when failure.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE => DiskFull(file, failure),
        raw.SQLITE_IOERR => new StorageException(
            StorageTrouble.DiskFailing,
            $"The disk of {file} reports an error (SQLite {failure.SqliteExtendedErrorCode}). "
            + "Look at the system's log (dmesg) and the disk; nothing half-written is kept.",
            failure),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => NotWritable(file, failure),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StorageException(
            StorageTrouble.InUse,
            $"Another program keeps {file} locked; close it there (a database browser, a copy under way?), then try again.",
            failure),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StorageException(
            StorageTrouble.Damaged,
            $"{file} is damaged or is not a SQLite database. Nothing was changed. "
            + "Check the path in Storage:ConnectionString, or restore a backup.",
            failure),
        _ => null,
    };

    /// <summary>The trouble of a folder or file that may not be written.</summary>
    public static StorageException NotWritable(string file, Exception? cause) => new(
        StorageTrouble.NotWritable,
        $"{file} cannot be written. Give the bot's user the right to write the file and its folder, "
        + "or name another place in Storage:ConnectionString.",
        cause);

    /// <summary>The trouble of a full disk.</summary>
    public static StorageException DiskFull(string file, Exception? cause) => new(
        StorageTrouble.DiskFull,
        $"The disk of {file} is full. Nothing is damaged and nothing half-written is kept; free some space and the bot goes on.",
        cause);

    private static SqliteConnection Open(string file, SqliteOpenMode mode, string pragmas)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            using var command = new SqliteCommand("pragma busy_timeout = 5000; " + pragmas, connection);
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
