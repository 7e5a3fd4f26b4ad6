using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.People;

/// <summary>Something about the person is now known, or taken back; the clock of their region comes with it.</summary>
internal sealed class SaveFieldHandler : EffectHandler<SaveField>
{
    protected override Task HandleAsync(SaveField effect, TurnScope turn)
    {
        var person = turn.Person.With(effect.Field, effect.Value);
        turn.Person = effect.Field != "region" ? person
            : person with { Zone = effect.Value is { } code ? turn.Library.Texts.Data.Types.Regions.Find(code)?.TimeZone : null };
        return Task.CompletedTask;
    }
}

/// <summary>The person chose a language.</summary>
internal sealed class ChooseLanguageHandler : EffectHandler<ChooseLanguage>
{
    protected override Task HandleAsync(ChooseLanguage effect, TurnScope turn)
    {
        turn.Person = turn.Person with { Language = effect.Language };
        turn.Menus.Add(turn.Person.Id);
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

/// <summary>The person came through a link of a campaign: the first one counts.</summary>
internal sealed class RememberSourceHandler : EffectHandler<RememberSource>
{
    protected override Task HandleAsync(RememberSource effect, TurnScope turn)
    {
        turn.Person = turn.Person with { Source = turn.Person.Source ?? effect.Source };
        return Task.CompletedTask;
    }
}
