using Quartz;

namespace BelajarBot.Privacy;

/// <summary>The daily deletion of what was kept for long enough.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(Retention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await retention.RunAsync(cancellationToken);
}
