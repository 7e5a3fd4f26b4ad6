using System.Diagnostics;
using System.Threading.Channels;

using Microsoft.Data.Sqlite;

namespace BelajarBot.Storage;

/// <summary>
/// The one writer of a SQLite file. It takes the units that have queued up while the last group was being synced, runs
/// each inside its own savepoint and commits them together: many units share a disk sync, and a lone one waits for just
/// one. A unit that throws is undone alone. If the group as a whole cannot be committed, its units are run again one by
/// one, so that each gets what it deserves.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostUnits = 256;

    // A group that is long in running keeps its first unit waiting, and gains nothing more from sharing the sync.
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(10);

    private readonly Channel<WriteUnit> _queue = Channel.CreateUnbounded<WriteUnit>(new() { SingleReader = true });
    private readonly PreparedConnection _connection;
    private readonly string _file;
    private readonly Task _writing;
    private long _commits;

    /// <summary>Starts writing on this connection, which becomes the writer's own.</summary>
    public SqliteWriter(PreparedConnection connection, string file)
    {
        _connection = connection;
        _file = file;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>How many commits there were: fewer than units when they shared.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Queues a unit; the task ends when it is on disk.</summary>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel)
    {
        var unit = new WriteUnit<T>(work, cancel);
        return _queue.Writer.TryWrite(unit)
            ? unit.Task
            : Task.FromException<T>(new ObjectDisposedException(nameof(SqliteDatabase)));
    }

    /// <summary>Finishes what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        _connection.Dispose();
    }

    private async Task WriteAllAsync()
    {
        var group = new List<WriteUnit>(MostUnits);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (TakeNext(group))
            {
                await WriteGroupAsync(group);
                group.Clear();
            }
        }
    }

    private async Task WriteGroupAsync(List<WriteUnit> group)
    {
        try
        {
            await CommitAsync(group, mayGrow: true);
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var unit in group)
            {
                await WriteAloneAsync(unit);
            }

            return;
        }
        catch (Exception exception)
        {
            group[0].Fail(Explained(exception));
        }

        foreach (var unit in group)
        {
            unit.Complete();
        }
    }

    private async Task WriteAloneAsync(WriteUnit unit)
    {
        try
        {
            await CommitAsync([unit], mayGrow: false);
        }
        catch (Exception exception)
        {
            unit.Fail(Explained(exception));
        }

        unit.Complete();
    }

    /// <summary>Runs a group in one transaction. Throws if the transaction failed, and then nothing is kept.</summary>
    private async Task CommitAsync(List<WriteUnit> group, bool mayGrow)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            _connection.RollBack();
            _connection.Execute("begin immediate");
            for (var i = 0; i < group.Count; i++)
            {
                await RunAsync(group[i]);
                if (mayGrow && i == group.Count - 1 && group.Count < MostUnits && Stopwatch.GetElapsedTime(started) < LongestGroup)
                {
                    TakeNext(group);
                }
            }

            _connection.Execute("commit");
            Interlocked.Increment(ref _commits);
        }
        catch
        {
            _connection.RollBack();
            throw;
        }
    }

    private async Task RunAsync(WriteUnit unit)
    {
        _connection.Mark("savepoint unit");
        try
        {
            await unit.RunAsync(_connection.NewSession(CancellationToken.None));
        }
        catch (Exception exception) when (_connection.InTransaction)
        {
            _connection.Mark("rollback to unit");
            unit.Fail(Explained(exception));
        }

        _connection.Mark("release unit");
    }

    private bool TakeNext(List<WriteUnit> group)
    {
        while (_queue.Reader.TryRead(out var unit))
        {
            if (unit.TryStart())
            {
                group.Add(unit);
                return true;
            }
        }

        return false;
    }

    private Exception Explained(Exception exception) =>
        exception is SqliteException failure && SqliteFile.Explain(failure, _file) is { } trouble ? trouble : exception;
}
