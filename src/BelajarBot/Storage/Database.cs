namespace BelajarBot.Storage;

/// <summary>
/// The store. Work comes in units: what a unit writes is kept wholly or not at all, and its task ends only once that is
/// on disk. A unit may be run more than once before it is kept (after a deadlock, or when its neighbour in a group fails),
/// so it changes nothing outside the database; and it does no other I/O, because others wait for it.
/// Trouble with the store itself is a <see cref="StorageException"/>; any other exception is the unit's own.
/// </summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>The words in which this database differs from the other.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>Opens the database that the settings name, creates it if it is a new file, and brings it up to date.</summary>
    /// <exception cref="StorageException">It cannot be used; the message tells the way out.</exception>
    public static async Task<Database> OpenAsync(StorageOptions options, TimeProvider time, CancellationToken cancel)
    {
        var database = Connect(options);
        try
        {
            await Migrator.MigrateAsync(database, Migration.Embedded, time, cancel);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the database as it is, without migrating it.</summary>
    /// <exception cref="StorageException">It cannot be used; the message tells the way out.</exception>
    public static Database Connect(StorageOptions options) =>
        options.Mistake() is { } mistake ? throw new StorageException(StorageTrouble.Misconfigured, mistake)
        : options.Provider == Provider.Sqlite ? SqliteDatabase.Open(options.ConnectionString)
        : new PostgresDatabase(options.ConnectionString);

    /// <summary>Opens the database as it is, to be read: another process may have it and write.</summary>
    /// <exception cref="StorageException">It cannot be used; the message tells the way out.</exception>
    public static Database ConnectToRead(StorageOptions options) =>
        options.Mistake() is null && options.Provider == Provider.Sqlite ? SqliteDatabase.OpenToRead(options.ConnectionString) : Connect(options);

    /// <summary>
    /// Runs a unit that writes. Cancelling has an effect only before it starts; from then on it runs to its end, and the
    /// task tells what became of it.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel);

    /// <summary>Runs a unit that only reads: it sees one consistent state, committed data only.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel);

    /// <summary>A read that is given up when it takes longer than it may: null then.</summary>
    public async Task<T?> ReadWithinAsync<T>(TimeSpan longest, Func<Session, Task<T>> work, CancellationToken cancel)
        where T : class
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        either.CancelAfter(longest);
        try
        {
            return await ReadAsync(work, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancel) =>
        WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancel);

    /// <summary>Finishes the units that are under way or queued, and closes.</summary>
    public abstract ValueTask DisposeAsync();
}
