using Quartz;

namespace BelajarBot.Broadcasts;

/// <summary>The clock ticks for broadcasts: those that begin, go on, end or expire.</summary>
[DisallowConcurrentExecution]
internal sealed class BroadcastsJob(Broadcasts broadcasts) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await broadcasts.TickAsync(cancellationToken);
}
