using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.People;

namespace BelajarBot.Privacy;

/// <summary>Takes a consent back, and does away with what was kept because of it.</summary>
internal static class Withdrawal
{
    internal static async Task WithdrawAsync(TurnScope turn, Consent consent)
    {
        await ConsentHistory.WithdrawAsync(turn, consent);
        var dialogs = turn.Library.Dialogs.Where(dialog => dialog.Consent == consent.Name).ToDictionary(dialog => dialog.Id);
        foreach (var conversation in await ConversationStore.OfPersonAsync(turn.Session, turn.Person.Id))
        {
            // One that waits for such a dialog to end would wait for ever.
            if (dialogs.ContainsKey(conversation.Dialog) || (Awaited(turn.Library, conversation) is { } awaited && dialogs.ContainsKey(awaited)))
            {
                await EndAsync(turn, conversation.Dialog);
            }
        }

        foreach (var dialog in dialogs.Values)
        {
            await turn.Session.ExecuteAsync("delete from submission where person_id = @Id and dialog = @dialog", new { turn.Person.Id, dialog = dialog.Id });
            foreach (var milestone in dialog.Milestones)
            {
                await Milestones.TakeBackAsync(turn, dialog.MilestoneScope, milestone);
            }

            if (dialog.Program is { } program)
            {
                await Enrolments.TakeBackAsync(turn, program);
            }

            foreach (var field in dialog.Answers.Values.Select(answer => answer.Save).OfType<string>())
            {
                turn.Person = turn.Person.With(field, null);
            }
        }

        if (turn.Person.Region is null)
        {
            turn.Person = turn.Person with { Zone = null };
        }
    }

    private static string? Awaited(DialogLibrary library, Conversation conversation) =>
        conversation.Status == ConversationStatus.Calling
            && (library.Find(conversation.Dialog, conversation.Revision) ?? library.Find(conversation.Dialog))?.Find(conversation.Step) is CallStep call
            ? call.Dialog
            : null;

    private static async Task EndAsync(TurnScope turn, string dialog)
    {
        await turn.Session.ExecuteAsync("delete from conversation where person_id = @Id and dialog = @dialog", new { turn.Person.Id, dialog });
        await turn.Session.ExecuteAsync("delete from ticket where person_id = @Id and dialog = @dialog", new { turn.Person.Id, dialog });
        if (turn.Person.ActiveDialog == dialog)
        {
            turn.Person = turn.Person with { ActiveDialog = null };
        }
    }
}
