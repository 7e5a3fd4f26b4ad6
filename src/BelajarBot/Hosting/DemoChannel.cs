using BelajarBot.Channels;

namespace BelajarBot.Hosting;

/// <summary>Where the invented teachers of <c>run --demo</c> are: whatever is sent to them arrives, and nobody reads it.</summary>
internal sealed class DemoChannel : IChannel
{
    internal const string ChannelName = InventedPeople.Channel;

    public string Name => ChannelName;

    public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel) =>
        Task.FromResult<SendResult>(new SendResult.Sent(message.OutboxId));
}
