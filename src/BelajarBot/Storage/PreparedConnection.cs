using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BelajarBot.Storage;

/// <summary>An open connection to a SQLite file, with its prepared commands. One unit at a time.</summary>
internal sealed class PreparedConnection(SqliteConnection connection) : IDisposable
{
    private readonly PreparedCommands _commands = new();
    private readonly Dictionary<string, sqlite3_stmt> _marks = [];

    /// <summary>Whether a transaction is open; SQLite ends one by itself when the disk fails or is full.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>A session for one unit.</summary>
    public Session NewSession(CancellationToken cancel) => new(connection, Dialect.Sqlite, _commands, cancel);

    /// <summary>Runs a word of transaction control.</summary>
    public void Execute(string sql)
    {
        var command = _commands.Take(sql) ?? new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
        _commands.Keep(sql, command);
    }

    /// <summary>
    /// Runs a word about a savepoint. There are two around each unit, and none waits for a lock, so the way through a command,
    /// with its waiting and its reader, would be paid for nothing.
    /// </summary>
    public void Mark(string sql)
    {
        if (!_marks.TryGetValue(sql, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, sql, out statement), connection.Handle);
            _marks.Add(sql, statement);
        }

        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }
    }

    /// <summary>Undoes what is not committed, if there is anything.</summary>
    public void RollBack()
    {
        if (InTransaction)
        {
            Execute("rollback");
        }
    }

    /// <summary>Makes the statement that is running now fail; safe to call from any thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(connection.Handle);

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _commands.Clear();
        foreach (var statement in _marks.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
