using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Broadcasts;

/// <content>Questions with buttons, whose labels can also be typed.</content>
internal sealed partial class BroadcastCommand
{
    /// <summary>
    /// Asks something that buttons answer. Words that are typed instead come back to the same question (with its arguments), which is
    /// built anew to see which of its buttons they mean; what means none is asked again.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="said">What was typed, where this is the question's second time; or null.</param>
    /// <param name="again">The arguments that ask this question.</param>
    /// <param name="text">The question.</param>
    /// <param name="isStrict">Whether an answer cannot be undone, so that it is never guessed.</param>
    /// <param name="buttons">The answers.</param>
    private async Task AskAsync(CapabilityTurn turn, Input? said, string again, RichText text, bool isStrict, params Button[] buttons)
    {
        if (await TakeTypedAsync(turn, said, isStrict, buttons))
        {
            return;
        }

        await turn.SayAsync(said is null ? text : turn.Text("choose"), buttons);
        turn.Await(again);
    }

    /// <summary>Does what the button does that somebody typed the words of; false when they mean none.</summary>
    private async Task<bool> TakeTypedAsync(CapabilityTurn turn, Input? said, bool isStrict, params Button[] buttons)
    {
        if (said is not TextInput { Text: var typed } || TypedButton.Find(Contract.Command, buttons, typed, turn.Library.Texts.Data.Normalizer, isStrict) is not { } arguments)
        {
            return false;
        }

        await AnswerAsync(turn, arguments, said: null);
        return true;
    }

    private Task AskAsync(Step step, string again, RichText text, params Button[] buttons) =>
        AskAsync(step.Turn, step.Said, again, text, isStrict: false, buttons);
}
