using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Beginning dialogs, going on with them, and coming back from one to another.</summary>
internal sealed partial class Visit
{
    /// <summary>Goes on with a dialog where one is unfinished, and begins it otherwise.</summary>
    private void Open(Dialog dialog)
    {
        if (StateOf(dialog.Id) is { Status: ConversationStatus.Calling } calling && CalledBy(calling) is { } called)
        {
            if (StateOf(called.Id) is { IsUnfinished: true } open && open.Caller == dialog.Id)
            {
                Open(called);
            }
            else if (DialogOf(calling) is { } caller)
            {
                // What it called was finished for another dialog or begun anew: it will not come back here, so this one goes on.
                active = dialog.Id;
                Take(DialogEngine.Return(caller, calling, context));
            }
        }
        else if (StateOf(dialog.Id) is { IsUnfinished: true } state && DialogOf(state) is { } same)
        {
            active = dialog.Id;
            Take(DialogEngine.IsGivenBack(state, context) ? DialogEngine.Return(same, state, context)
                : DialogEngine.Resume(same, state, state.Status == ConversationStatus.HandedOver ? null : "resumed", context));
        }
        else
        {
            Begin(dialog);
        }
    }

    private void Begin(Dialog dialog, string? caller = null)
    {
        if (caller is null && !DialogEngine.MayBegin(dialog, context))
        {
            Say("not_for_you", Menu(), dialog);
            return;
        }

        active = dialog.Id;
        var turn = DialogEngine.Begin(dialog, ++count, context);
        Take(turn with { Next = turn.Next with { Caller = caller } });
    }

    /// <summary>Takes what a turn decided, and goes on with what follows from it: a dialog that it calls, one that called it.</summary>
    private void Take(Turn turn)
    {
        var next = turn.Next;
        Note(turn);
        if (next.Status == ConversationStatus.Calling && CalledBy(next) is { } called)
        {
            Call(called, next.Dialog);
        }
        else if (turn.IsSetAside)
        {
            active = null;
        }
        else if (!next.IsUnfinished)
        {
            active = null;
            if (next.Caller is { } caller && StateOf(caller) is { Status: ConversationStatus.Calling } waiting
                && DialogOf(waiting) is { } dialog)
            {
                active = caller;
                Take(DialogEngine.Return(dialog, waiting, context));
            }
            else
            {
                OfferNext(turn.Offers);
            }
        }
    }

    /// <summary>Takes what a turn decided, and goes nowhere: the person is not where this conversation is.</summary>
    private void Note(Turn turn)
    {
        changed.RemoveAll(conversation => conversation.Dialog == turn.Next.Dialog);
        changed.Add(turn.Next);
        effects.AddRange(turn.Effects);
        context = context.After(turn.Effects);
    }

    /// <summary>An end is no dead end: its last words carry what comes next, and the way to everything else.</summary>
    private void OfferNext(ImmutableArray<string> next)
    {
        var last = effects.FindLastIndex(effect => effect is Say);
        if (last >= 0 && effects[last] is Say { Buttons.IsEmpty: true } say)
        {
            effects[last] = say with
            {
                Buttons =
                [
                    .. next.Select(library.Find).OfType<Dialog>().Where(dialog => DialogEngine.MayBegin(dialog, context))
                        .Select(dialog => ImmutableArray.Create(OpenButton(dialog))),
                    [new Button(Render("menu_button", null).Text, ButtonData.Menu)],
                ],
            };
        }
    }

    private void Call(Dialog called, string caller)
    {
        if (StateOf(called.Id) is { IsUnfinished: true } state && DialogOf(state) is { } same)
        {
            active = called.Id;
            Take(DialogEngine.Resume(same, state with { Caller = caller }, "resumed", context));
        }
        else
        {
            Begin(called, caller);
        }
    }

    private Dialog? CalledBy(Conversation calling) =>
        DialogOf(calling)?.Find(calling.Step) is CallStep step ? library.Find(step.Dialog) : null;

    /// <summary>A conversation as it is now, within this visit.</summary>
    private Conversation? StateOf(string? dialogId) =>
        changed.Find(c => c.Dialog == dialogId) ?? visitor.Conversations.FirstOrDefault(c => c.Dialog == dialogId);

    private (Dialog Dialog, Conversation State)? ActiveConversation() =>
        StateOf(active) is { Status: ConversationStatus.Open or ConversationStatus.HandedOver } state && DialogOf(state) is { } dialog
            ? (dialog, state)
            : null;

    /// <summary>The dialog on the conversation's own revision; on today's when that one is lost.</summary>
    private Dialog? DialogOf(Conversation state) => library.Find(state.Dialog, state.Revision) ?? library.Find(state.Dialog);

    private (Dialog Dialog, Conversation State)? Unfinished() =>
        visitor.Conversations.Where(c => c.IsUnfinished).MaxBy(c => c.TouchedAt) is { } state && DialogOf(state) is { } dialog
            ? (dialog, state)
            : null;
}
