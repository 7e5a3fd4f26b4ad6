using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;

namespace BelajarBot.Reminders;

/// <summary>What became of a reminder of a programme is kept with the enrolment.</summary>
internal sealed class KeepEnrolmentHandler : EffectHandler<KeepEnrolment>
{
    protected override Task HandleAsync(KeepEnrolment effect, TurnScope turn) => EnrolmentStore.SaveAsync(turn.Session, turn.Person.Id, effect.Enrolment);
}

/// <summary>Somebody wants a reminder of a programme later, or none any more.</summary>
internal sealed class AnswerEnrolmentHandler : EffectHandler<AnswerEnrolment>
{
    protected override async Task HandleAsync(AnswerEnrolment effect, TurnScope turn)
    {
        var (library, person) = (turn.Library, turn.Person);
        var dialog = EnrolmentReminders.New(effect.Program, "", turn.Now).Dialog;
        var enrolment = (await EnrolmentStore.OfPeopleAsync(turn.Session, [person.Id]))[person.Id]
            .FirstOrDefault(each => each.Dialog == dialog && each.Cycle == library.CycleOf(effect.Program));
        var context = library.ContextFor(person.ToContact(Milestones.None), turn.Now);
        if (enrolment is null || EnrolmentReminders.Answer(library, enrolment, effect, context) is not { } answered)
        {
            await turn.SayAsync(
                library.Texts["reminder_over"].In(person.Language).Render(new NamedValues()),
                [[Button.ToMenu(library.Texts["menu_button"].In(person.Language).Source)]]);
            return;
        }

        await EnrolmentStore.SaveAsync(turn.Session, person.Id, answered.Next);
        foreach (var said in answered.Effects.OfType<Say>())
        {
            await turn.SayAsync(said.Text, said.Buttons);
        }
    }
}
