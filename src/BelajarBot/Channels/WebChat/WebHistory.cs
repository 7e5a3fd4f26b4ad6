using BelajarBot.Storage;

namespace BelajarBot.Channels.WebChat;

/// <summary>The web chat's history in the bot's own database.</summary>
internal sealed class WebHistory(Database database) : IWebHistory
{
    private const string Columns = "id, address, direction, body, client_id, at, edits";

    public Task<long> AppendAsync(WebMessage message, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(
                """
                insert into web_message (address, direction, body, client_id, at) values (@Address, @Direction, @Body, @ClientId, @At)
                on conflict (address, client_id) do nothing
                """,
                new { message.Address, message.Direction, message.Body, message.ClientId, message.At });
            return await session.ScalarAsync<long>(
                "select id from web_message where address = @Address and client_id = @ClientId", new { message.Address, message.ClientId });
        },
        cancel);

    public Task<bool> EditAsync(string address, long id, string body, CancellationToken cancel) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            "update web_message set body = @body, edits = edits + 1 where address = @address and id = @id", new { address, id, body }) > 0,
        cancel);

    public Task<IReadOnlyList<WebMessage>> EditedAsync(string address, int limit, CancellationToken cancel) => NewestAsync(
        $"select {Columns} from web_message where address = @address and edits > 0 order by id desc limit @limit", new { address, limit }, cancel);

    public Task<WebMessage?> FindAsync(string address, long id, CancellationToken cancel) => database.ReadAsync(
        session => session.FirstOrDefaultAsync<WebMessage>(
            $"select {Columns} from web_message where address = @address and id = @id", new { address, id }),
        cancel);

    public Task<IReadOnlyList<WebMessage>> ReadAsync(string address, long afterId, int limit, CancellationToken cancel) => NewestAsync(
        $"select {Columns} from web_message where address = @address and id > @afterId order by id desc limit @limit", new { address, afterId, limit }, cancel);

    private Task<IReadOnlyList<WebMessage>> NewestAsync(string sql, object values, CancellationToken cancel) => database.ReadAsync(
        async session =>
        {
            var rows = await session.QueryAsync<WebMessage>(sql, values);
            rows.Reverse();
            return (IReadOnlyList<WebMessage>)rows;
        },
        cancel);
}
