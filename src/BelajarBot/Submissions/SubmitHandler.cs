using System.Collections.Immutable;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;

namespace BelajarBot.Submissions;

/// <summary>A dialog has sent in what was answered: it gets its number, and those who review it are told.</summary>
internal sealed class SubmitHandler(Officers officers) : EffectHandler<Submit>
{
    protected override async Task HandleAsync(Submit effect, TurnScope turn)
    {
        var remindAt = SubmissionClock.FirstReminder(turn.Library, Person.ClockOf(turn.Person.Zone), turn.Now);
        var isMended = effect.Again is { } again
            && await SubmissionStore.MendAsync(turn.Session, again, turn.Person.Id, effect, turn.Now, remindAt);
        if (effect.Again is not null && !isMended)
        {
            await SayAsync(turn, "not_returned", null);
            return;
        }

        var id = effect.Again ?? await SubmissionStore.AddAsync(turn.Session, turn.Person.Id, effect, turn.Now, remindAt);
        await SubmissionStore.NoteAsync(
            turn.Session, id, turn.Person.Id, isMended ? SubmissionAct.Mended : SubmissionState.Submitted, note: null, turn.Now);
        var submission = (await SubmissionStore.FindOwnAsync(turn.Session, id, turn.Person.Id))!;
        await SayAsync(turn, isMended ? "sent_again" : "sent", submission);

        var notices = new Notices(turn.Session, turn.Library, turn.Now);
        await notices.TellReviewersAsync(officers, submission, effect.By, isMended ? "mended" : "arrived", MessageClass.Reply);
        turn.Outgoing.AddRange(notices.Messages);
    }

    private static Task SayAsync(TurnScope turn, string key, Submission? submission)
    {
        var command = turn.Library.Texts.FindCommand(SubmissionCommand.Contract.Command)!;
        var text = command.Texts[key].In(turn.Person.Language).Render(new NamedValues(
            ("number", submission is null ? null : SubmissionWords.Number(submission.Id)),
            ("title", submission?.Title),
            ("when", submission is null ? null : SubmissionWords.When(turn, turn.Now))));
        return turn.SayAsync(text, ImmutableArray<ImmutableArray<Button>>.Empty);
    }
}
