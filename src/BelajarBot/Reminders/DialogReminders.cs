using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Reminders;

/// <summary>A dialog nudges somebody who has stopped in the middle.</summary>
internal sealed class RemindHandler : EffectHandler<Remind>
{
    protected override Task HandleAsync(Remind effect, TurnScope turn) => turn.QueueReminderAsync(effect.Text, effect.Buttons);
}

/// <summary>A reminder came too late to be of use.</summary>
internal sealed partial class MissReminderHandler(ILogger<MissReminderHandler> logger) : EffectHandler<MissReminder>
{
    protected override Task HandleAsync(MissReminder effect, TurnScope turn)
    {
        LogMissed(effect.Dialog, effect.Rule, turn.Person.Id);
        return Task.CompletedTask;
    }

    [LoggerMessage(2501, LogLevel.Information, "Reminder {Rule} of {Dialog} was too late for person {PersonId} and is not sent")]
    private partial void LogMissed(string dialog, string rule, long personId);
}
