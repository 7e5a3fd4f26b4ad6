using System.Data.Common;
using BelajarBot.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// The order in which a bot took its updates, written down by the database itself while the bot is killed again and again. To a
/// webhook Telegram posts messages and presses side by side, and what failed again later, so only the bot knows the order.
/// </summary>
internal static class ArrivalOrder
{
    /// <summary>Lets a database that no bot has opened yet write down what arrives.</summary>
    public static async Task RecordAsync(StorageOptions storage)
    {
        await using (await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            // Now it is migrated.
        }

        await using var connection = await ConnectAsync(storage);
        await using var command = connection.CreateCommand();
        command.CommandText = storage.Provider == Provider.Sqlite
            ? """
              create table arrival (number integer primary key autoincrement, update_id bigint not null);
              create trigger arrival after insert on seen_update begin insert into arrival (update_id) values (new.update_id); end;
              """
            : """
              create table arrival (number bigint generated always as identity primary key, update_id bigint not null);
              create function note_arrival() returns trigger language plpgsql as $$ begin insert into arrival (update_id) values (new.update_id); return null; end $$;
              create trigger arrival after insert on seen_update for each row execute function note_arrival();
              """;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The numbers of the updates that were taken, in the order in which they were; also while the bot runs.</summary>
    public static async Task<List<int>> ReadAsync(StorageOptions storage)
    {
        await using var connection = await ConnectAsync(storage);
        await using var command = connection.CreateCommand();
        command.CommandText = "select update_id from arrival order by number";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var order = new List<int>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            order.Add((int)reader.GetInt64(0));
        }

        return order;
    }

    /// <summary>Beside the bot, which holds its lock on the file.</summary>
    private static async Task<DbConnection> ConnectAsync(StorageOptions storage)
    {
        DbConnection connection = storage.Provider == Provider.Sqlite
            ? new SqliteConnection(storage.ConnectionString + ";Pooling=False")
            : new NpgsqlConnection(storage.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
