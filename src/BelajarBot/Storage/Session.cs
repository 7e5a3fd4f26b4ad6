using System.Data.Common;

namespace BelajarBot.Storage;

/// <summary>
/// A connection inside one transaction. SQL names its parameters <c>@likeThis</c>; they come from the properties of an
/// object (usually anonymous) or from a dictionary. Rows become records: columns match constructor parameters or
/// properties by name, without regard to case and underscores; a tuple takes columns by position, a plain value the first.
/// Booleans are kept as 0 or 1, enums as their number and <see cref="DateTimeOffset"/> as Unix milliseconds; many numbers
/// (<c>long[]</c>) are for <see cref="Dialect.IsAnyOf"/>.
/// What is asked for <em>later</em> travels together with what comes next, in one trip to a server: it is run, in order,
/// before the next statement that somebody waits for, and at the latest when the unit ends.
/// Valid only inside the unit that received it, by one at a time.
/// </summary>
internal sealed class Session(DbConnection connection, Dialect dialect, PreparedCommands? prepared, CancellationToken cancel)
{
    private List<IAsked> _asked = [];
    private List<IAsked> _sending = [];
    private bool _closed;
    private bool _failed;

    /// <summary>The words in which the databases differ.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>Whether statements may take as long as they need, as those of a migration may.</summary>
    public bool Unhurried { get; set; }

    /// <summary>Runs one or more statements; returns how many rows were changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? args = null) => ExecuteLater(sql, args).GetAsync();

    /// <summary>All rows.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, object? args = null) => QueryLater<T>(sql, args).GetAsync();

    /// <summary>The first row, or the default of <typeparamref name="T"/> (ask for <c>long?</c> to tell none from zero).</summary>
    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? args = null) => FirstOrDefaultLater<T>(sql, args).GetAsync();

    /// <summary>The value of a query that always has a row, such as <c>select count(*)</c> or <c>insert … returning id</c>.</summary>
    /// <exception cref="InvalidOperationException">There was no row after all.</exception>
    public Task<T> ScalarAsync<T>(string sql, object? args = null) => ScalarLater<T>(sql, args).GetAsync();

    /// <summary>Changes rows, with whatever comes next.</summary>
    public void Later(string sql, object? args = null) => _ = Ask(new AskedChanges(this, sql, args));

    /// <summary>Changes rows, with whatever comes next; how many they were can be awaited.</summary>
    public Answer<int> ExecuteLater(string sql, object? args = null) => Ask(new AskedChanges(this, sql, args));

    /// <summary>Asks for all rows, with whatever comes next.</summary>
    public Answer<List<T>> QueryLater<T>(string sql, object? args = null) =>
        Ask(new AskedRows<List<T>>(this, sql, args, static async (rows, sql, cancel) =>
        {
            var read = RowReader<T>.For(sql, rows);
            var all = new List<T>();
            while (await rows.ReadAsync(cancel))
            {
                all.Add(read(rows));
            }

            return all;
        }));

    /// <summary>Asks for the first row or the default, with whatever comes next.</summary>
    public Answer<T?> FirstOrDefaultLater<T>(string sql, object? args = null) =>
        Ask(new AskedRows<T?>(this, sql, args, static async (rows, sql, cancel) =>
            await rows.ReadAsync(cancel) ? RowReader<T>.For(sql, rows)(rows) : default));

    /// <summary>Asks for the value of a query that always has a row, with whatever comes next.</summary>
    public Answer<T> ScalarLater<T>(string sql, object? args = null) =>
        Ask(new AskedRows<T>(this, sql, args, static async (rows, sql, cancel) =>
            await rows.ReadAsync(cancel)
                ? RowReader<T>.For(sql, rows)(rows)
                : throw new InvalidOperationException($"There is no row where one was certain: {sql}")));

    /// <summary>Runs a unit in this session, which is of no use to anybody from then on.</summary>
    /// <exception cref="InvalidOperationException">The unit went on after a statement had failed.</exception>
    internal async Task<T> RunAsync<T>(Func<Session, Task<T>> work)
    {
        try
        {
            var result = await work(this);
            if (!_failed)
            {
                await SendAsync();
                return result;
            }

            // PostgreSQL has given up the transaction by then and would answer a commit by rolling back, without a word.
            throw new InvalidOperationException("The unit caught the failure of a statement and went on; let it pass.");
        }
        finally
        {
            _closed = true;
        }
    }

    /// <summary>Runs everything that was asked so far.</summary>
    internal async Task SendAsync()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        (_sending, _asked) = (_asked, _sending);
        try
        {
            // A text with several statements cannot travel with others.
            if (_sending.Count > 1 && connection.CanCreateBatch && _sending.TrueForAll(static asked => !asked.Sql.Contains(';')))
            {
                await RunTogetherAsync(_sending);
            }
            else
            {
                foreach (var asked in _sending)
                {
                    await RunAloneAsync(asked);
                }
            }
        }
        catch
        {
            _failed = true;
            throw;
        }
        finally
        {
            _sending.Clear();
        }
    }

    private TAsked Ask<TAsked>(TAsked asked)
        where TAsked : IAsked
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        _asked.Add(asked);
        return asked;
    }

    private async Task RunAloneAsync(IAsked asked)
    {
        var command = prepared?.Take(asked.Sql) ?? NewCommand(asked.Sql);
        try
        {
            Parameters.Bind(command.Parameters, command.CreateParameter, asked.Args);
            await asked.RunAsync(command, cancel);
            prepared?.Keep(asked.Sql, command);
        }
        catch
        {
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

    private async Task RunTogetherAsync(List<IAsked> together)
    {
        await using var batch = connection.CreateBatch();
        if (Unhurried)
        {
            batch.Timeout = 0;
        }

        foreach (var asked in together)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = asked.Sql;
            Parameters.Bind(command.Parameters, command.CreateParameter, asked.Args);
            batch.BatchCommands.Add(command);
        }

        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            // The reader passes over statements without rows by itself.
            var hasRows = reader.FieldCount > 0;
            foreach (var asked in together.Where(asked => asked.HasRows))
            {
                await asked.TakeAsync(reader, cancel);
                hasRows = await reader.NextResultAsync(cancel);
            }

            if (hasRows)
            {
                throw new InvalidOperationException("A statement that was to change rows gave rows; they would be taken for those of another.");
            }
        }

        for (var i = 0; i < together.Count; i++)
        {
            if (!together[i].HasRows)
            {
                together[i].Take(batch.BatchCommands[i].RecordsAffected);
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
