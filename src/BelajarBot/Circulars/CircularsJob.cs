using Quartz;

namespace BelajarBot.Circulars;

/// <summary>The clock ticks for announcements of circulars.</summary>
[DisallowConcurrentExecution]
internal sealed class CircularsJob(Circulars circulars) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await circulars.TickAsync(cancellationToken);
}
