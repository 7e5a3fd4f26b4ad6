using Quartz;

namespace BelajarBot.Broadcasts;

/// <summary>The clock ticks for broadcasts: those that are counted, begin, go on, end or expire.</summary>
[DisallowConcurrentExecution]
internal sealed class BroadcastsJob(Broadcasts broadcasts, BroadcastCounts counts) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await counts.TickAsync(cancellationToken);
        await broadcasts.TickAsync(cancellationToken);
    }
}
