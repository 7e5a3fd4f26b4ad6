using System.Globalization;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// The numbers of the updates that had their turn, as a set and not as a highest number: after a quiet week Telegram
/// begins again at a random, perhaps lower one.
/// </summary>
internal static class SeenUpdates
{
    /// <summary>How long a number is remembered; Telegram repeats an update for at most 24 hours.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromHours(48);

    /// <summary>Remembers a number; false when it was there already.</summary>
    internal static Answer<bool> AddLater(Session session, string channel, long updateId, DateTimeOffset now) =>
        session.ExecuteLater(
            "insert into seen_update (channel, update_id, seen_at) values (@channel, @updateId, @now) on conflict do nothing",
            new { channel, updateId, now }).As(changed => changed > 0);

    /// <inheritdoc cref="AddLater"/>
    internal static Task<bool> AddAsync(Session session, string channel, long updateId, DateTimeOffset now) =>
        AddLater(session, channel, updateId, now).GetAsync();

    /// <summary>Whether a message had its turn already, or another part of its album had it.</summary>
    internal static async Task<bool> HasHadTurnAsync(Session session, IncomingMessage message) =>
        await session.FirstOrDefaultAsync<long?>(
            """
            select update_id from seen_update where (channel = @Channel and update_id = @UpdateId) or (channel = @albums and update_id = @album) limit 1
            """,
            new { message.Channel, message.UpdateId, albums = AlbumsOf(message), album = message.AlbumId }) is not null;

    /// <summary>Whether this is the first part of an album to arrive; those that no question takes count by themselves.</summary>
    internal static Answer<bool> IsFirstOfAlbum(Session session, IncomingMessage message, long album, DateTimeOffset now) =>
        AddLater(session, AlbumsOf(message), album, now);

    private static string AlbumsOf(IncomingMessage message) => $"{message.Channel}/{(message.Input is FileInput ? "album" : "album-other")}";

    /// <summary>Whether a group has not been greeted for as long as this memory lasts.</summary>
    internal static async Task<bool> IsGroupNewAsync(Session session, IncomingMessage message, DateTimeOffset now) =>
        long.TryParse(message.Address, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var group)
        && await AddAsync(session, $"{message.Channel}/group", group, now);

    /// <summary>How many are forgotten at a time: turns go on in between.</summary>
    internal const int ForgottenAtOnce = 2000;

    /// <summary>Forgets some of what is older than <see cref="Memory"/>; returns how many, <see cref="ForgottenAtOnce"/> at the most.</summary>
    internal static Task<int> ForgetSomeAsync(Session session, DateTimeOffset now) => session.ExecuteAsync(
        """
        delete from seen_update where (channel, update_id) in (
            select channel, update_id from seen_update where seen_at < @before limit @ForgottenAtOnce)
        """,
        new { before = now - Memory, ForgottenAtOnce });

    /// <summary>Forgets one, so that it can have its turn.</summary>
    internal static Task ForgetAsync(Session session, string channel, long updateId) =>
        session.ExecuteAsync("delete from seen_update where channel = @channel and update_id = @updateId", new { channel, updateId });
}
