using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BelajarBot.Storage;

/// <summary>
/// Copies a database in one consistent state while another process may be writing it, and the files that it speaks of. The
/// folder has its name only when all of it is there and was checked, so half a backup is never taken for a whole one.
/// </summary>
internal static class SqliteBackup
{
    /// <summary>What was copied.</summary>
    /// <param name="DatabaseBytes">The size of the copied database.</param>
    /// <param name="Files">How many files were copied.</param>
    internal sealed record Copy(long DatabaseBytes, int Files);

    /// <summary>Copies into a folder that is made by this.</summary>
    /// <exception cref="StorageException">The database cannot be read, or the copy cannot be written.</exception>
    internal static Task<Copy> WriteAsync(StorageOptions storage, string folder, CancellationToken cancel) =>
        Task.Run(() => Write(storage, Path.GetFullPath(folder), cancel), cancel);

    private static Copy Write(StorageOptions storage, string folder, CancellationToken cancel)
    {
        var source = Path.GetFullPath(new SqliteConnectionStringBuilder(storage.ConnectionString).DataSource);
        storage.MustExist();
        var unfinished = folder + ".unfinished";
        var target = Path.Combine(unfinished, Path.GetFileName(source));
        try
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            Directory.CreateDirectory(unfinished);

            // The database first: every file that it speaks of is there by then.
            CopyDatabase(source, target, cancel);
            var files = CopyFiles(Path.GetFullPath(storage.Files), Path.Combine(unfinished, Path.GetFileName(storage.Files)), cancel);
            var bytes = new FileInfo(target).Length;
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder);
            }

            Directory.Move(unfinished, folder);
            return new Copy(bytes, files);
        }
        catch (SqliteException failure)
        {
            // What there is no better word for is a mistake of ours, and keeps its own.
            if (SqliteFile.Explain(failure, failure.SqliteErrorCode == raw.SQLITE_FULL ? target : source) is { } trouble)
            {
                throw trouble;
            }

            throw;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageTrouble.NotWritable, $"The copy at {unfinished} could not be written: {failure.Message}", failure);
        }
    }

    private static void CopyDatabase(string source, string target, CancellationToken cancel)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var interrupt = cancel.Register(() => raw.sqlite3_interrupt(connection.Handle));
        Execute(connection, "vacuum into @target", target);

        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        copy.Open();
        if (Execute(copy, "pragma quick_check", null) is not "ok" and var damage)
        {
            throw new StorageException(StorageTrouble.Damaged, $"The copy is not whole: {damage}. The database itself may be damaged; keep older backups.");
        }
    }

    private static object? Execute(SqliteConnection connection, string sql, string? target)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        if (target is not null)
        {
            command.Parameters.AddWithValue("@target", target);
        }

        return command.ExecuteScalar();
    }

    /// <summary>Files are named by what is in them, so one is either wholly there or not; what comes meanwhile may be left out.</summary>
    private static int CopyFiles(string from, string to, CancellationToken cancel)
    {
        var count = 0;
        foreach (var file in Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [])
        {
            cancel.ThrowIfCancellationRequested();
            var path = Path.GetRelativePath(from, file);
            if (path.StartsWith(FileFolder.Unfinished, StringComparison.Ordinal))
            {
                continue;
            }

            var copy = Path.Combine(to, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            try
            {
                File.Copy(file, copy);
                count++;
            }
            catch (FileNotFoundException)
            {
                // Its time was over, and it was deleted just now.
            }
        }

        return count;
    }
}
