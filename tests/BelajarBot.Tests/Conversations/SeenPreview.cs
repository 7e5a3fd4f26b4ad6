using BelajarBot.Conversations;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Tests.Conversations;

/// <summary>A campaign whose texts somebody has seen arrive, for tests of what comes after that.</summary>
internal static class SeenPreview
{
    public static async Task OfAsync(Session session, long campaign, Person by, DateTimeOffset now)
    {
        var shown = await Campaigns.PreviewAsync(session, campaign, by, now);
        await Outbox.SettleSentAsync(session, [.. shown!.Select(message => new SentMessage(message.OutboxId, IsKept: true, MessageId: 1))]);
    }
}
