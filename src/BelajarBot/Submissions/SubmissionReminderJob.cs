using Quartz;

namespace BelajarBot.Submissions;

/// <summary>The clock ticks for submissions that wait for somebody.</summary>
[DisallowConcurrentExecution]
internal sealed class SubmissionReminderJob(SubmissionClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await clock.TickAsync(cancellationToken);
}
