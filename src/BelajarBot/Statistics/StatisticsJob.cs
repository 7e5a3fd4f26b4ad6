using Quartz;

namespace BelajarBot.Statistics;

/// <summary>The clock ticks for files that officers asked for, and for figures that come by themselves.</summary>
[DisallowConcurrentExecution]
internal sealed class StatisticsJob(PeopleExports exports, Digests digests) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await digests.TickAsync(cancellationToken);
        await exports.TickAsync(cancellationToken);
    }
}
