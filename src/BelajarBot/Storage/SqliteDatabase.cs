using System.Threading.Channels;

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BelajarBot.Storage;

/// <summary>
/// One file, one process. Writing goes through <see cref="SqliteWriter"/>, which lets many units share a disk sync;
/// reading has connections of its own, which the write-ahead log keeps out of the writer's way.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    private static readonly int ReaderCount = Math.Max(4, Environment.ProcessorCount);

    private readonly string _file;
    private readonly SqliteFileLock? _lock;
    private readonly SqliteWriter? _writer;
    private readonly Channel<PreparedConnection> _readers = Channel.CreateUnbounded<PreparedConnection>();
    private int _disposed;

    private SqliteDatabase(string file, SqliteFileLock? held, PreparedConnection? writer, IEnumerable<PreparedConnection> readers)
    {
        _file = file;
        _lock = held;
        _writer = writer is null ? null : new SqliteWriter(writer, file);
        foreach (var reader in readers)
        {
            _readers.Writer.TryWrite(reader);
        }
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Sqlite;

    /// <summary>How many commits there were since it was opened.</summary>
    public long Commits => _writer?.Commits ?? 0;

    /// <summary>Opens the file, and creates it with its folder if need be.</summary>
    /// <exception cref="StorageException">It cannot be used, or another process uses it.</exception>
    public static SqliteDatabase Open(string connectionString)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        var held = SqliteFileLock.Take(file);
        var open = new List<PreparedConnection>();
        try
        {
            open.Add(SqliteFile.OpenWriter(file));
            while (open.Count <= ReaderCount)
            {
                open.Add(SqliteFile.OpenReader(file));
            }

            return new SqliteDatabase(file, held, open[0], open[1..]);
        }
        catch (Exception exception)
        {
            open.ForEach(connection => connection.Dispose());
            held.Dispose();
            if (exception is SqliteException failure && SqliteFile.Explain(failure, file) is { } trouble)
            {
                throw trouble;
            }

            throw;
        }
    }

    /// <summary>Opens the file to read it, also while another process has it and writes.</summary>
    /// <exception cref="StorageException">It cannot be used.</exception>
    public static SqliteDatabase OpenToRead(string connectionString)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        var open = new List<PreparedConnection>();
        try
        {
            while (open.Count < ReaderCount)
            {
                open.Add(SqliteFile.OpenReader(file));
            }

            return new SqliteDatabase(file, held: null, writer: null, open);
        }
        catch (SqliteException failure) when (SqliteFile.Explain(failure, file) is not null)
        {
            open.ForEach(connection => connection.Dispose());
            throw SqliteFile.Explain(failure, file)!;
        }
    }

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel) =>
        _writer?.WriteAsync(work, cancel) ?? throw new InvalidOperationException("The database was opened to be read.");

    /// <inheritdoc/>
    public override async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel)
    {
        var connection = await TakeReaderAsync(cancel);
        try
        {
            // SQLite works on the thread that asks, so cancelling has to reach into the statement that is running.
            await using var interrupt = cancel.UnsafeRegister(static it => ((PreparedConnection)it!).Interrupt(), connection);
            connection.Execute("begin");
            return await connection.NewSession(cancel).RunAsync(work);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(failure.Message, failure, cancel);
        }
        catch (SqliteException failure) when (
            failure.SqliteErrorCode != raw.SQLITE_READONLY && SqliteFile.Explain(failure, _file) is not null)
        {
            throw SqliteFile.Explain(failure, _file)!;
        }
        finally
        {
            connection.RollBack();
            _readers.Writer.TryWrite(connection);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await (_writer?.DisposeAsync() ?? default);
        for (var i = 0; i < ReaderCount; i++)
        {
            (await _readers.Reader.ReadAsync()).Dispose();
        }

        _readers.Writer.Complete();
        _lock?.Dispose();
    }

    private async ValueTask<PreparedConnection> TakeReaderAsync(CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        try
        {
            return await _readers.Reader.ReadAsync(cancel);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The database was closed while a read was waiting.", closed);
        }
    }
}
