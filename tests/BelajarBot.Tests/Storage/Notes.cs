using BelajarBot.Storage;

namespace BelajarBot.Tests.Storage;

/// <summary>Something small to write and read: numbered notes, kept in the table of parked updates.</summary>
internal static class Notes
{
    public static Task<int> AddAsync(Session session, long number, string text = "") =>
        session.ExecuteAsync(
            "insert into parked_update(channel, update_id, reason, raw, parked_at) values ('note', @number, '', @text, 0)",
            new { number, text });

    public static Task<List<long>> AllAsync(Session session) =>
        session.QueryAsync<long>("select update_id from parked_update where channel = 'note' order by id");

    public static Task<List<long>> AllAsync(Database database) => database.ReadAsync(AllAsync, CancellationToken.None);
}
