namespace BelajarBot.Storage;

/// <summary>
/// Brings a database up to date: one migration a transaction, under a lock, so that processes that start together wait
/// for each other and a migration that fails leaves no trace.
/// </summary>
internal static class Migrator
{
    /// <summary>Applies what is missing.</summary>
    /// <exception cref="StorageException">The database is newer than the program, or was made by other migrations.</exception>
    public static async Task MigrateAsync(
        Database database, IReadOnlyList<Migration> migrations, TimeProvider time, CancellationToken cancel)
    {
        while (await database.WriteAsync(session => ApplyNextAsync(session, migrations, time), cancel))
        {
            // One transaction each: a long history does not become one long transaction.
        }
    }

    private static async Task<bool> ApplyNextAsync(Session session, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        session.Unhurried = true;
        if (session.Dialect.MigrationLock is { } takeLock)
        {
            await session.ExecuteAsync(takeLock);
        }

        await session.ExecuteAsync(
            "create table if not exists schema_version(number bigint primary key, name text not null, applied_at bigint not null)");
        var applied = await session.QueryAsync<Applied>("select number, name from schema_version order by number");
        Refuse(applied, migrations);
        if (applied.Count == migrations.Count)
        {
            return false;
        }

        var next = migrations[applied.Count];
        if (next.Only is null || next.Only == session.Dialect.Provider)
        {
            await session.ExecuteAsync(session.Dialect.Translate(next.Sql));
        }

        await session.ExecuteAsync(
            "insert into schema_version(number, name, applied_at) values (@Number, @Name, @At)",
            new { next.Number, next.Name, At = time.GetUtcNow() });
        return true;
    }

    private static void Refuse(List<Applied> applied, IReadOnlyList<Migration> migrations)
    {
        if (applied is [.., var last] && last.Number > migrations.Count)
        {
            throw new StorageException(
                StorageTrouble.NewerThanProgram,
                $"The database is at version {last.Number} ({last.Name}), but this program knows only up to {migrations.Count}. "
                + "Nothing was changed. Start the newer program again, or restore a backup made before the upgrade.");
        }

        for (var i = 0; i < applied.Count; i++)
        {
            var expected = migrations[i];
            if (applied[i].Number != expected.Number || !string.Equals(applied[i].Name, expected.Name, StringComparison.Ordinal))
            {
                throw new StorageException(
                    StorageTrouble.HistoryDiffers,
                    $"The database was made by migration {applied[i].Number} '{applied[i].Name}' where this program has "
                    + $"{expected.Number} '{expected.Name}'. Nothing was changed. "
                    + "Use the program that made this database, or point Storage:ConnectionString at another one.");
            }
        }
    }

    private sealed record Applied(long Number, string Name);
}
