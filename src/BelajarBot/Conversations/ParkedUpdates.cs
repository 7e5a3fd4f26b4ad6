using System.Text.Json;
using BelajarBot.Channels;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>Updates that had no turn because they could not be read or their turn failed.</summary>
internal static class ParkedUpdates
{
    private const string Columns = "id, channel, update_id, reason, raw, address, parked_at";

    internal static Task AddAsync(
        Session session, string channel, long updateId, string reason, string raw, string? address, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            insert into parked_update (channel, update_id, reason, raw, address, parked_at)
            values (@channel, @updateId, @reason, @raw, @address, @now)
            on conflict (channel, update_id) do nothing
            """,
            new { channel, updateId, reason, raw, address, now });

    /// <summary>All of them, oldest first.</summary>
    internal static Task<List<ParkedUpdate>> AllAsync(Session session) =>
        session.QueryAsync<ParkedUpdate>($"select {Columns} from parked_update order by id");

    /// <summary>The one with this number, or null.</summary>
    internal static Task<ParkedUpdate?> FindAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<ParkedUpdate>($"select {Columns} from parked_update where id = @id", new { id });

    /// <summary>Forgets one; false when it is gone already.</summary>
    internal static async Task<bool> DropAsync(Session session, long id) =>
        await session.ExecuteAsync("delete from parked_update where id = @id", new { id }) > 0;
}

/// <summary>An update that had no turn.</summary>
/// <param name="Id">Its number here.</param>
/// <param name="Channel">Where it came in.</param>
/// <param name="UpdateId">The channel's number of it.</param>
/// <param name="Reason">Why it had none.</param>
/// <param name="Raw">The update as it came, or the message that it became; holds people's words.</param>
/// <param name="Address">Whom it is from; null when it could not be read.</param>
/// <param name="ParkedAt">Since when.</param>
internal sealed record ParkedUpdate(
    long Id, string Channel, long UpdateId, string Reason, string Raw, string? Address, DateTimeOffset ParkedAt)
{
    /// <summary>Whether it could be read, and its turn failed.</summary>
    internal bool IsMessage => Address is not null;

    /// <summary>What it became when it was read.</summary>
    internal IncomingMessage Message() => JsonSerializer.Deserialize(Raw, IncomingJson.Default.IncomingMessage)!;
}
