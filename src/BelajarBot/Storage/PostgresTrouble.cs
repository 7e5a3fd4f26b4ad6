using Npgsql;

namespace BelajarBot.Storage;

/// <summary>What a failure of PostgreSQL means: try again, tell the operator, or the unit's own fault.</summary>
internal static class PostgresTrouble
{
    /// <summary>Whether the work was undone for a reason that may be gone the next time.</summary>
    public static bool IsWorthAnotherAttempt(NpgsqlException failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected }
        || (IsConnectionLost(failure) && failure.InnerException is not TimeoutException);

    /// <summary>Whether the connection is gone, so that the server's answer is not known.</summary>
    public static bool IsConnectionLost(NpgsqlException failure) =>
        failure is PostgresException answer
            ? answer.SqlState is ['0', '8', ..] or ['5', '7', 'P', ..]
            : failure is not NpgsqlOperationInProgressException;

    /// <summary>The trouble of a commit that got no answer.</summary>
    public static StorageException OutcomeUnknown(string where, Exception cause) => new(
        StorageTrouble.OutcomeUnknown,
        $"The connection to {where} was lost during a commit: the unit is either wholly kept or wholly gone. Look before repeating it.",
        cause);

    /// <summary>What the operator has to know; null if the failure is the unit's own.</summary>
    public static StorageException? Explain(NpgsqlException failure, string where) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new(
            StorageTrouble.Refused,
            $"There is no {where}. Create it (createdb), or correct Storage:ConnectionString.",
            failure),
        PostgresException { SqlState: ['2', '8', ..] } => new(
            StorageTrouble.Refused,
            $"The server refuses {where}. Correct the name or password in Storage:ConnectionString, or allow it in pg_hba.conf.",
            failure),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => new(
            StorageTrouble.NotWritable,
            $"The rights for {where} are not enough. Make that user the owner of the database (alter database … owner to …).",
            failure),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new(
            StorageTrouble.DiskFull,
            $"The disk of the server is full ({where}). Nothing is damaged; free some space there and the bot goes on.",
            failure),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => new(
            StorageTrouble.Unreachable,
            $"The server has no connection left for {where}. Raise its max_connections, "
            + "or lower 'Maximum Pool Size' in Storage:ConnectionString.",
            failure),
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => new(
            StorageTrouble.InUse,
            $"Others kept changing the same rows in {where}; the unit was undone each time. Trying again later is safe.",
            failure),
        PostgresException answer when IsConnectionLost(answer) || answer.SqlState is ['5', '3', ..] or ['5', '8', ..] => new(
            StorageTrouble.Unreachable,
            $"The server cannot work on {where} now: {answer.MessageText}. Nothing half-written is kept; look at its log.",
            failure),
        PostgresException or NpgsqlOperationInProgressException => null,
        _ => new(
            StorageTrouble.Unreachable,
            $"No answer from {where}: {failure.Message}. Is the server running, and is Storage:ConnectionString right?",
            failure),
    };
}
