using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Reminders;

/// <summary>A dialog nudges somebody who has stopped in the middle.</summary>
internal sealed class RemindHandler : EffectHandler<Remind>
{
    protected override async Task HandleAsync(Remind effect, TurnScope turn)
    {
        var message = await turn.QueueReminderAsync(effect.Text, effect.Buttons, effect.ValidUntil);
        await ReminderLog.AddAsync(turn.Session, turn.Person.Id, effect.Due, new(ReminderLog.Sent, OutboxId: message), turn.Now);
    }
}

/// <summary>A reminder was left out.</summary>
internal sealed class MissReminderHandler : EffectHandler<MissReminder>
{
    protected override Task HandleAsync(MissReminder effect, TurnScope turn) =>
        ReminderLog.AddAsync(turn.Session, turn.Person.Id, effect.Due, new(ReminderLog.Dropped, effect.Reason), turn.Now);
}

/// <summary>A reminder comes later.</summary>
internal sealed class DelayReminderHandler : EffectHandler<DelayReminder>
{
    protected override Task HandleAsync(DelayReminder effect, TurnScope turn) =>
        ReminderLog.AddAsync(turn.Session, turn.Person.Id, effect.Due, new(ReminderLog.Delayed, effect.Reason, effect.Until), turn.Now);
}
