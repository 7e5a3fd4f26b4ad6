using System.Data;

using Npgsql;

namespace BelajarBot.Storage;

/// <summary>
/// A PostgreSQL server. Each unit is a transaction of its own on a pooled connection; units that change the same rows
/// take turns by locking them (<see cref="Dialect.ForUpdate"/>). What a deadlock or a lost connection undid is run again.
/// </summary>
internal sealed class PostgresDatabase : Database
{
    private const int Attempts = 4;

    // What the operator writes comes after these and wins. Units are short, so a few connections carry thousands a
    // a second; and several processes share the server's hundred. Units leave nothing on a connection that would have to
    // be cleared away for the next.
    private const string Defaults = "Application Name=belajarbot;Max Auto Prepare=200;Maximum Pool Size=20;No Reset On Close=true;";

    private readonly NpgsqlDataSource _server;
    private readonly string _where;

    /// <summary>Prepares to reach the server; the first unit is the first to connect.</summary>
    public PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(Defaults + connectionString);
        _where = $"database '{settings.Database}' on {settings.Host}:{settings.Port} as user '{settings.Username}'";
        _server = NpgsqlDataSource.Create(settings);
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Postgres;

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel) =>
        WithRetriesAsync(() => WriteOnceAsync(work, cancel), cancel);

    /// <inheritdoc/>
    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel) =>
        WithRetriesAsync(() => ReadOnceAsync(work, cancel), cancel);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<T> WriteOnceAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await _server.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        var session = new Session(connection, Dialect, prepared: null, CancellationToken.None);
        var result = await session.RunAsync(work);
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (NpgsqlException failure) when (PostgresTrouble.IsConnectionLost(failure))
        {
            throw PostgresTrouble.OutcomeUnknown(_where, failure);
        }

        return result;
    }

    private async Task<T> ReadOnceAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await _server.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var session = new Session(connection, Dialect, prepared: null, cancel);
        session.Later("set transaction read only");
        return await session.RunAsync(work);
    }

    private async Task<T> WithRetriesAsync<T>(Func<Task<T>> attempt, CancellationToken cancel)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (NpgsqlException failure) when (number < Attempts && PostgresTrouble.IsWorthAnotherAttempt(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * number * number), cancel);
            }
            catch (NpgsqlException failure) when (PostgresTrouble.Explain(failure, _where) is not null)
            {
                throw PostgresTrouble.Explain(failure, _where)!;
            }
        }
    }
}
