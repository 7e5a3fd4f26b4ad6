namespace BelajarBot.Storage;

/// <summary>The few words in which the two databases differ. All other SQL is written once and serves both.</summary>
internal sealed class Dialect
{
    /// <summary>The words of SQLite. It has one writer, so there are no rows to lock.</summary>
    public static readonly Dialect Sqlite = new()
    {
        Provider = Provider.Sqlite,
        ForUpdate = "",
        ForUpdateSkipLocked = "",
        MigrationLock = null,
        TableLock = null,
        Clock = null,
        IsAnyOf = (column, parameter) => $"{column} in (select value from json_each({parameter}))",
        Tokens = [
            ("@@identity", "integer primary key autoincrement"),
            ("@@passing", "integer primary key"),
            ("@@code", "text"),
            ("@@without_rowid", "without rowid"),
        ],
    };

    /// <summary>The words of PostgreSQL.</summary>
    public static readonly Dialect Postgres = new()
    {
        Provider = Provider.Postgres,
        ForUpdate = " for update",
        ForUpdateSkipLocked = " for update skip locked",
        MigrationLock = "select pg_advisory_xact_lock(7381650152)",
        TableLock = "lock table {0} in exclusive mode",
        IsAnyOf = (column, parameter) => $"{column} = any(cast(translate({parameter}, '[]', '{{}}') as bigint[]))",
        Clock = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
        Tokens = [
            ("@@identity", "bigint generated always as identity primary key"),
            ("@@passing", "bigint generated always as identity primary key"),
            ("@@code", "text collate \"C\""),
            ("@@without_rowid", ""),
        ],
    };

    private Dialect()
    {
    }

    /// <summary>Whose words these are.</summary>
    public required Provider Provider { get; init; }

    /// <summary>Ends a <c>select</c> whose rows this unit will change; other processes wait for it.</summary>
    public required string ForUpdate { get; init; }

    /// <summary>The same, passing over rows that another process is already working on.</summary>
    public required string ForUpdateSkipLocked { get; init; }

    /// <summary>Makes processes that migrate at the same moment do so one after another; null where only one can.</summary>
    public required string? MigrationLock { get; init; }

    /// <summary>The statement that lets others only read a table until the unit ends; null where there is one writer.</summary>
    public string? LockTable(string table) => TableLock?.Replace("{0}", table, StringComparison.Ordinal);

    /// <summary>What the time is for the database, in Unix milliseconds; null where only one process can ask.</summary>
    public required string? Clock { get; init; }

    /// <summary>The condition that a column is one of the numbers of a parameter, which is a <c>long[]</c>.</summary>
    public required Func<string, string, string> IsAnyOf { get; init; }

    private string? TableLock { get; init; }

    /// <summary>A number that is <c>@@passing</c> may come again when its row is gone, which spares SQLite a second write.</summary>
    private (string Token, string Meaning)[] Tokens { get; init; } = [];

    /// <summary>Replaces the tokens of a migration, such as <c>@@identity</c>.</summary>
    /// <exception cref="FormatException">There is a token that nobody knows.</exception>
    public string Translate(string sql)
    {
        foreach (var (token, meaning) in Tokens)
        {
            sql = sql.Replace(token, meaning, StringComparison.Ordinal);
        }

        var unknown = sql.IndexOf("@@", StringComparison.Ordinal);
        return unknown < 0
            ? sql
            : throw new FormatException($"Unknown token '{sql[unknown..].Split(' ', ',', '\n', ')')[0]}' in a migration.");
    }
}
