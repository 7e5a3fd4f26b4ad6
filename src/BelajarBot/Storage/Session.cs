using System.Data.Common;

namespace BelajarBot.Storage;

/// <summary>
/// A connection inside one transaction. SQL names its parameters <c>@likeThis</c>; they come from the properties of an
/// object (usually anonymous) or from a dictionary. Rows become records: columns match constructor parameters or
/// properties by name, without regard to case and underscores; a tuple takes columns by position, a plain value the first.
/// Booleans are kept as 0 or 1, enums as their number and <see cref="DateTimeOffset"/> as Unix milliseconds.
/// Valid only inside the unit that received it, one statement at a time.
/// </summary>
internal sealed class Session(DbConnection connection, Dialect dialect, PreparedCommands? prepared, CancellationToken cancel)
{
    private bool _closed;
    private bool _failed;

    /// <summary>The words in which the databases differ.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>Whether statements may take as long as they need, as those of a migration may.</summary>
    public bool Unhurried { get; set; }

    /// <summary>Runs one or more statements; returns how many rows were changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? args = null) =>
        RunAsync(sql, args, static (command, _, cancel) => command.ExecuteNonQueryAsync(cancel));

    /// <summary>All rows.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, object? args = null) =>
        RunAsync(sql, args, static async (command, sql, cancel) =>
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var read = RowReader<T>.For(sql, reader);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancel))
            {
                rows.Add(read(reader));
            }

            return rows;
        });

    /// <summary>The first row, or the default of <typeparamref name="T"/> (ask for <c>long?</c> to tell none from zero).</summary>
    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? args = null) =>
        RunAsync(sql, args, static async (command, sql, cancel) =>
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAsync(cancel) ? RowReader<T>.For(sql, reader)(reader) : default;
        });

    /// <summary>The value of a query that always has a row, such as <c>select count(*)</c> or <c>insert … returning id</c>.</summary>
    /// <exception cref="InvalidOperationException">There was no row after all.</exception>
    public Task<T> ScalarAsync<T>(string sql, object? args = null) =>
        RunAsync(sql, args, static async (command, sql, cancel) =>
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAsync(cancel)
                ? RowReader<T>.For(sql, reader)(reader)
                : throw new InvalidOperationException($"There is no row where one was certain: {sql}");
        });

    /// <summary>Runs a unit in this session, which is of no use to anybody from then on.</summary>
    /// <exception cref="InvalidOperationException">The unit went on after a statement had failed.</exception>
    internal async Task<T> RunAsync<T>(Func<Session, Task<T>> work)
    {
        try
        {
            var result = await work(this);

            // PostgreSQL has given up the transaction by then and would answer a commit by rolling back, without a word.
            return _failed
                ? throw new InvalidOperationException("The unit caught the failure of a statement and went on; let it pass.")
                : result;
        }
        finally
        {
            _closed = true;
        }
    }

    private async Task<T> RunAsync<T>(
        string sql, object? args, Func<DbCommand, string, CancellationToken, Task<T>> run)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var command = prepared?.Take(sql) ?? NewCommand(sql);
        try
        {
            Parameters.Bind(command, args);
            var result = await run(command, sql, cancel);
            prepared?.Keep(sql, command);
            return result;
        }
        catch
        {
            _failed = true;

            // A statement that failed may be half-way through its rows; a fresh one is cheap and certain.
            await command.DisposeAsync();
            throw;
        }
        finally
        {
            if (prepared is null)
            {
                await command.DisposeAsync();
            }
        }
    }

    private DbCommand NewCommand(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (Unhurried)
        {
            command.CommandTimeout = 0;
        }

        return command;
    }
}
