using Quartz;

namespace BelajarBot.Statistics;

/// <summary>The clock ticks for figures that are read beside the turns, for files that officers asked for, and for figures that come by themselves.</summary>
[DisallowConcurrentExecution]
internal sealed class StatisticsJob(SlowFigures slow, PeopleExports exports, Digests digests) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await slow.TickAsync(cancellationToken);
        await digests.TickAsync(cancellationToken);
        await exports.TickAsync(cancellationToken);
    }
}
