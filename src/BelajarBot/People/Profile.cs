using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.People;

/// <summary>Something about the person is now known, or taken back.</summary>
internal sealed class SaveFieldHandler : EffectHandler<SaveField>
{
    protected override Task HandleAsync(SaveField effect, TurnScope turn)
    {
        turn.Person = turn.Person.With(effect.Field, effect.Value);
        return Task.CompletedTask;
    }
}

/// <summary>The person chose a language.</summary>
internal sealed class ChooseLanguageHandler : EffectHandler<ChooseLanguage>
{
    protected override Task HandleAsync(ChooseLanguage effect, TurnScope turn)
    {
        turn.Person = turn.Person with { Language = effect.Language };
        return Task.CompletedTask;
    }
}

/// <summary>The person wants no messages but answers, or wants them again.</summary>
internal sealed class SetSendingHandler : EffectHandler<SetSending>
{
    protected override Task HandleAsync(SetSending effect, TurnScope turn)
    {
        turn.Person = turn.Person with { Status = effect.IsStopped ? Person.Stopped : Person.Active };
        return Task.CompletedTask;
    }
}
