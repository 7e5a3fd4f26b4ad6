using System.Threading.Channels;
using BelajarBot.Conversations;

namespace BelajarBot.Broadcasts;

/// <summary>
/// Tells that an officer waits for a count, so that it begins now and not with the next tick. Only a hint: the row says what is
/// awaited, and the tick finds whatever a hint was lost of.
/// </summary>
internal sealed class CountHints
{
    private readonly Channel<bool> hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Give() => hints.Writer.TryWrite(true);

    internal IAsyncEnumerable<bool> ReadAllAsync(CancellationToken cancel) => hints.Reader.ReadAllAsync(cancel);
}

/// <summary>Counts as soon as there is a hint.</summary>
internal sealed class HintedCounts(CountHints hints, DueLook look, BroadcastCounts counts) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in hints.ReadAllAsync(stoppingToken))
        {
            await look.LookAsync(counts, stoppingToken);
        }
    }
}
