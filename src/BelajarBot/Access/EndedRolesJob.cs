using Quartz;

namespace BelajarBot.Access;

/// <summary>The clock ticks for roles whose time is over.</summary>
[DisallowConcurrentExecution]
internal sealed class EndedRolesJob(EndedRoles roles) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await roles.TickAsync(cancellationToken);
}
