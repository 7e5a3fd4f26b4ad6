using Quartz;

namespace BelajarBot.Events;

/// <summary>The clock ticks for events: invitations, waiting lists, reminders, follow-ups.</summary>
[DisallowConcurrentExecution]
internal sealed class EventsJob(Events events) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await events.TickAsync(cancellationToken);
}
