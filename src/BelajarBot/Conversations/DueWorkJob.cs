using Quartz;

namespace BelajarBot.Conversations;

/// <summary>The clock ticks for a kind of work.</summary>
[DisallowConcurrentExecution]
internal sealed class DueWorkJob<TWork>(TWork work, DueLook look) : IJob
    where TWork : class, IDueWork
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await look.LookAsync(work, cancellationToken);
}
