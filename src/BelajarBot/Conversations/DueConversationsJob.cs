using Quartz;

namespace BelajarBot.Conversations;

/// <summary>The clock ticks for what is due.</summary>
[DisallowConcurrentExecution]
internal sealed class DueConversationsJob(DueConversations due) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await due.TickAsync(cancellationToken);
}
