using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <content>Broadcasts whose officer is erased, or has no role any more for any area of theirs: somebody has to be able to stop them.</content>
internal sealed partial class Broadcasts
{
    /// <summary>What has not started is dropped; what has waits for an admin of its areas, whose it is from now on.</summary>
    private async Task<int> PassOnOrphansAsync(CancellationToken cancel)
    {
        var orphans = await database.ReadAsync(session => BroadcastStore.OrphansAsync(session, officers, Now), cancel);
        foreach (var orphan in orphans)
        {
            await WriteAsync(
                async session => await BroadcastStore.FindAsync(session, orphan.Id) is { } broadcast && broadcast.State == orphan.State && broadcast.OfficerId == orphan.OfficerId
                    ? await PassOnAsync(session, broadcast)
                    : [],
                cancel);
        }

        return orphans.Count;
    }

    private async Task<IReadOnlyList<OutgoingMessage>> PassOnAsync(Session session, Broadcast broadcast)
    {
        var admins = await officers.WhoMayAsync(session, [Permission.ApproveBroadcasts], broadcast.Limit, broadcast.Channel, Now);
        var admin = admins.FirstOrDefault(each => each.Id != broadcast.OfficerId);
        if (broadcast.State != BroadcastState.Started)
        {
            await EndAsync(session, broadcast, BroadcastState.Cancelled, why: null);
            return admin is null ? [] : [await SayOfAsync(session, admin, broadcast, "dropped_orphan")];
        }

        var campaign = broadcast.CampaignId!.Value;
        if (admin is null)
        {
            await Campaigns.CancelAsync(session, campaign, Now);
            return [];
        }

        await Campaigns.PauseAsync(session, campaign, Now);
        await session.ExecuteAsync("delete from outbox where id = @ProgressId", new { broadcast.ProgressId });
        var words = new BroadcastWords(catalog.Current, admin, Now);
        var standing = (await Campaigns.StandingAsync(session, campaign))!;
        var told = await SayOfAsync(session, admin, broadcast, "handed_to_you");
        var progress = await SayAsync(
            session, admin, words.Progress(broadcast, standing, sending.Value.BroadcastsPerSecond), words.Controls(broadcast, standing), isKept: true);
        await BroadcastStore.HandOverAsync(session, broadcast.Id, admin.Id, progress.OutboxId, Now);
        LogHandedOver(broadcast.Id);
        return broadcast.OfficerId is { } authorId && await PersonStore.FindAsync(session, authorId) is { } author
            ? [told, progress, await SayOfAsync(session, author, broadcast, "handed_on")]
            : [told, progress];
    }

    private Task<OutgoingMessage> SayOfAsync(Session session, Person to, Broadcast broadcast, string key)
    {
        var words = new BroadcastWords(catalog.Current, to, Now);
        return SayAsync(session, to, words[key, ("number", words.Number(broadcast.Id)), ("audience", broadcast.AudienceWords)], [words.MenuButton]);
    }

    [LoggerMessage(2807, LogLevel.Warning, "Broadcast {Number} has paused and is an admin's now: its officer has no role for its areas any more")]
    private partial void LogHandedOver(long number);
}
