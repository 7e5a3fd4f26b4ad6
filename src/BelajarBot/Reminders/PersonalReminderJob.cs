using Quartz;

namespace BelajarBot.Reminders;

/// <summary>The clock ticks for what people asked to be reminded of.</summary>
[DisallowConcurrentExecution]
internal sealed class PersonalReminderJob(PersonalReminderClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await clock.TickAsync(cancellationToken);
}
