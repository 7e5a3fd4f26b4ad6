using Quartz;

namespace BelajarBot.Statistics;

/// <summary>The clock ticks for expressions that are counted, for files that officers asked for, and for figures that come by themselves.</summary>
[DisallowConcurrentExecution]
internal sealed class StatisticsJob(ExpressionCounts counts, PeopleExports exports, Digests digests) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await counts.TickAsync(cancellationToken);
        await digests.TickAsync(cancellationToken);
        await exports.TickAsync(cancellationToken);
    }
}
