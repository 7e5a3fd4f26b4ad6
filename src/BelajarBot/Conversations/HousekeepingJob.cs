using Quartz;

namespace BelajarBot.Conversations;

/// <summary>The hourly tidying up.</summary>
[DisallowConcurrentExecution]
internal sealed class HousekeepingJob(Housekeeping housekeeping) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await housekeeping.ForgetAsync(cancellationToken);
}
