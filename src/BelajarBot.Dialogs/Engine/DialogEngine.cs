using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// Moves one conversation in one dialog by one turn. It knows no clock, no database and no channel: the same
/// arguments always give the same turn.
/// </summary>
public static partial class DialogEngine
{
    /// <summary>The checks prove that no dialog walks in circles; this is what stops one that was never checked.</summary>
    internal const int MostSilentSteps = 500;

    /// <summary>Whether a dialog is for this person.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="context">The moment and the person.</param>
    public static bool MayBegin(Dialog dialog, TurnContext context) =>
        dialog.Who is null
        || new TurnBuilder(dialog, new Conversation(dialog.Id, dialog.Revision, 0, context.Now, context.Now), context, isByClock: true).Holds(dialog.Who);

    /// <summary>Begins a dialog at its first step.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="number">The number of this conversation among the person's.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Begin(Dialog dialog, long number, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, new Conversation(dialog.Id, dialog.Revision, number, context.Now, context.Now), context);
        Start(turn);
        return turn.ToTurn();
    }

    /// <summary>Takes what a person did at the open question.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, open.</param>
    /// <param name="input">What arrived.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Advance(Dialog dialog, Conversation before, Input input, TurnContext context)
    {
        if (IsGivenBack(before, context))
        {
            // Nobody is there any more to read it, and the question that comes next has not been seen yet.
            return Return(dialog, before, context);
        }

        var turn = new TurnBuilder(dialog, before, context);
        if (before.Status == ConversationStatus.HandedOver)
        {
            // A human is at it: what the person writes is for them, and the dialog says nothing. Whoever passes it on says so where that is not clear.
            turn.Add(new PassToTicket(dialog.Id, input));
        }
        else if (dialog.Find(before.Step) is not { Waits: true } step)
        {
            GoOnWithoutStep(turn);
            if (turn.Conversation.Status == ConversationStatus.HandedOver && input is not PressInput)
            {
                turn.Add(new PassToTicket(dialog.Id, input));
            }
        }
        else if (step is Question && turn.LacksConsent)
        {
            AskConsent(turn, step);
        }
        else if (input is TextInput text && dialog.FindHelp(Fold.Text(text.Text)) is { } help)
        {
            turn.Say(help.Say);
            Repeat(turn, step);
        }
        else if (!TakeEarly(turn, step, input))
        {
            Follow(turn, step, step.Receive(turn, input));
        }

        return turn.ToTurn();
    }

    /// <summary>Goes back to the question before the open one.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, unfinished.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Back(Dialog dialog, Conversation before, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, before, context);
        var trail = before.Trail;
        while (!trail.IsEmpty)
        {
            var previous = dialog.Find(trail[^1]);
            trail = trail.RemoveAt(trail.Length - 1);
            if (previous is { Waits: true })
            {
                turn.SetTrail(trail);
                turn.SetStatus(ConversationStatus.Open);
                Follow(turn, previous, previous.Enter(turn));
                return turn.ToTurn();
            }
        }

        turn.SayBot("nothing_before");
        RepeatOpen(turn);
        return turn.ToTurn();
    }

    /// <summary>Explains the open question and puts it again.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, unfinished.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Explain(Dialog dialog, Conversation before, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, before, context);
        if (dialog.Find(before.Step) is Question { Hint: { } hint })
        {
            turn.Say(hint);
        }
        else
        {
            turn.SayBot("help_in_dialog");
        }

        RepeatOpen(turn);
        return turn.ToTurn();
    }

    /// <summary>Sets the dialog aside; nothing that was answered is lost.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, unfinished.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Cancel(Dialog dialog, Conversation before, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, before, context);
        turn.SetStatus(ConversationStatus.Paused);
        turn.SayBot("cancelled",
        [
            [turn.BotButton("resume_button", ButtonData.Open(dialog.Id))],
            [turn.BotButton("restart_button", ButtonData.Restart(dialog.Id)), turn.BotButton("menu_button", ButtonData.Menu)],
        ]);
        return turn.ToTurn();
    }

    /// <summary>Puts the open question again after one of the bot's own texts, for example when a person comes back.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, unfinished.</param>
    /// <param name="botText">The text to say first, a key of <see cref="BotTexts.Needed"/>; null for none.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Resume(Dialog dialog, Conversation before, string? botText, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, before, context);
        if (before.Status == ConversationStatus.Paused)
        {
            turn.SetStatus(ConversationStatus.Open);
        }

        // "We go on from here" would be no true word where the step is gone.
        if (botText is not null && (before.Status == ConversationStatus.HandedOver || dialog.Find(before.Step) is { Waits: true }))
        {
            turn.SayBot(botText);
        }

        RepeatOpen(turn);
        return turn.ToTurn();
    }

    /// <summary>What this dialog called has ended, or the human who took over is done: it goes on.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, calling or handed over.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Return(Dialog dialog, Conversation before, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, before, context);
        if (dialog.Find(before.Step) is { } step)
        {
            Follow(turn, step, step.Wake(turn));
        }
        else
        {
            Restart(turn);
        }

        return turn.ToTurn();
    }

    /// <summary>
    /// What was sent in came back: a conversation that asks only what its reviewer wants to have answered anew, and then sums
    /// everything up again. Questions that the dialog does not have any more are told with their reasons, and passed over.
    /// </summary>
    /// <param name="dialog">The dialog, on the revision of what was sent in where that is at hand.</param>
    /// <param name="number">The number of this conversation among the person's.</param>
    /// <param name="submission">What is mended.</param>
    /// <param name="summary">The step that sent it.</param>
    /// <param name="answers">What was answered.</param>
    /// <param name="reopened">The questions, with the reasons.</param>
    /// <param name="context">The moment and the person.</param>
    public static Turn Reopen(
        Dialog dialog, long number, long submission, string summary, ValueSet answers, ImmutableArray<Reopened> reopened, TurnContext context)
    {
        var step = dialog.Find(summary) as SubmitStep ?? dialog.Steps.OfType<SubmitStep>().FirstOrDefault();
        var known = reopened.Where(each => dialog.Find(each.Step) is Question).ToImmutableArray();
        var turn = new TurnBuilder(
            dialog,
            new Conversation(dialog.Id, dialog.Revision, number, context.Now, context.Now)
            {
                Answers = ValueSet.Of(answers.Entries.Where(answer => dialog.Answers.ContainsKey(answer.Key)).Select(answer => new KeyValuePair<string, string?>(answer.Key, answer.Value))),
                Summary = step?.Id,
                Reopened = [.. reopened.Except(known).Select(each => each with { Step = "" }), .. known],
                Submission = step is null ? null : submission,
            },
            context);
        turn.SayReason("");
        Retrace(turn);
        return turn.ToTurn();
    }

    /// <summary>The open question passed with what the person gave before it was asked for; null where it cannot be told to be that.</summary>
    /// <param name="dialog">The dialog, on the conversation's revision.</param>
    /// <param name="before">The conversation, open.</param>
    /// <param name="input">What arrived.</param>
    /// <param name="context">The moment and the person.</param>
    internal static Turn? AdvanceEarly(Dialog dialog, Conversation before, Input input, TurnContext context)
    {
        var turn = new TurnBuilder(dialog, before, context);
        return before.Status == ConversationStatus.Open && dialog.Find(before.Step) is { Waits: true } step && TakeEarly(turn, step, input)
            ? turn.ToTurn() : null;
    }

    /// <summary>Whoever is asked whether they know their address, and writes it, has answered this question and the next.</summary>
    private static bool TakeEarly(TurnBuilder turn, Step step, Input input)
    {
        if (turn.Conversation.Summary is not null || input is not TextInput text || step is not ChoicesStep asked || asked.MadeBy(turn, text) is not var (choice, next))
        {
            return false;
        }

        asked.Accepted(turn, choice);
        turn.OpenQuestion(next);
        Follow(turn, next, next.Receive(turn, input));
        return true;
    }

    /// <summary>Whether the human who had taken over is done, and the dialog has not gone on yet.</summary>
    internal static bool IsGivenBack(Conversation conversation, TurnContext context) =>
        conversation.Status == ConversationStatus.HandedOver && conversation.DueAt <= context.Now;

    private static void RepeatOpen(TurnBuilder turn)
    {
        if (turn.Conversation.Status == ConversationStatus.HandedOver)
        {
            turn.SayBot("with_human", [[turn.BotButton("menu_button", ButtonData.Menu)]]);
            return;
        }

        switch (turn.Dialog.Find(turn.Conversation.Step))
        {
            case Question question when turn.LacksConsent:
                AskConsent(turn, question);
                break;
            case { Waits: true } step:
                Repeat(turn, step);
                break;
            default:
                GoOnWithoutStep(turn);
                break;
        }
    }

    private static void Repeat(TurnBuilder turn, Step step) => Follow(turn, step, step.Again(turn));

    /// <summary>The step that the conversation stood on is gone: a human takes over where the author wants that; otherwise it begins anew.</summary>
    private static void GoOnWithoutStep(TurnBuilder turn)
    {
        if (turn.Dialog.Drop != DropRule.Handover)
        {
            Restart(turn);
            return;
        }

        turn.StopWaiting();
        turn.SetTrail([]);
        turn.SetStatus(ConversationStatus.HandedOver);
        turn.SayBot("dropped");
        var queue = turn.Dialog.Steps.OfType<HandoverStep>().FirstOrDefault()?.Queue ?? HandoverStep.UsualQueue;
        turn.Add(new OpenTicket(turn.Dialog.Id, queue, turn.Fields["region"], turn.RenderForStaff("dropped_note"), Sla: null));
    }

    /// <summary>Begins anew, with everything that was answered.</summary>
    private static void Restart(TurnBuilder turn)
    {
        turn.StopWaiting();
        turn.SetTrail([]);
        turn.SetStatus(ConversationStatus.Open);
        turn.SayBot("dialog_changed");
        Start(turn);
    }

    /// <summary>To the first step, by way of the consent where that is lacking.</summary>
    private static void Start(TurnBuilder turn)
    {
        if (turn.LacksConsent && turn.Dialog.Find(ConsentStep.StepId) is { } consent)
        {
            Follow(turn, consent, consent.Enter(turn));
        }
        else
        {
            Run(turn, 0);
        }
    }

    /// <summary>The consent has a new text or was taken back: it comes before the open question, which waits on the trail.</summary>
    private static void AskConsent(TurnBuilder turn, Step open)
    {
        var consent = turn.Dialog.Find(ConsentStep.StepId)!;
        turn.SetTrail(turn.Conversation.Trail.Add(open.Id));
        Follow(turn, consent, consent.Enter(turn));
    }

    private static void Follow(TurnBuilder turn, Step step, Next next)
    {
        switch (next.Kind)
        {
            case NextKind.Stay:
                break;
            case NextKind.Aside:
                turn.SetAside();
                turn.SayBot("set_aside", [[turn.BotButton("resume_button", ButtonData.Open(turn.Dialog.Id))], [turn.BotButton("menu_button", ButtonData.Menu)]]);
                break;
            case NextKind.Go or NextKind.Forward when turn.Conversation.Summary is not null && step is Question
                && turn.Conversation.LastAnswered == turn.Conversation.Question:
                Retrace(turn);
                break;
            case NextKind.End:
                turn.EndWith(next.Target!, step);
                break;
            case NextKind.Go:
                Run(turn, turn.Dialog.IndexOf(next.Target));
                break;
            case NextKind.Forward:
                Run(turn, turn.Dialog.IndexOf(step.Id) + 1);
                break;
            default:
                throw new InvalidOperationException($"Unknown way on: {next.Kind}.");
        }
    }

    /// <summary>
    /// An answer was changed once everything had been summed up: the dialog is walked anew with what is known, without a word,
    /// to the first question that this leaves open, or back to the summary.
    /// </summary>
    private static void Retrace(TurnBuilder turn)
    {
        var at = AnsweredPath.Of(turn).StopsAt;
        if (turn.Dialog.Steps.ElementAtOrDefault(at) is { } step)
        {
            turn.SayReason(step.Id);
        }

        if (turn.Dialog.Steps.ElementAtOrDefault(at) is Question open && turn.Conversation.Answers[open.Asks] is not null)
        {
            // Known and wanted anew: what would pass it over counts no more.
            open.Enter(turn);
        }
        else
        {
            Run(turn, at);
        }
    }

    /// <summary>Walks from this position to the next place that waits, or to an end.</summary>
    private static void Run(TurnBuilder turn, int index)
    {
        for (var steps = 0; steps < MostSilentSteps; steps++)
        {
            if (index < 0 || index >= turn.Dialog.Steps.Length)
            {
                turn.EndWith("done");
                return;
            }

            var step = turn.Dialog.Steps[index];
            if (step.IsPassedOver(turn))
            {
                index++;
                continue;
            }

            var next = step.Enter(turn);
            switch (next.Kind)
            {
                case NextKind.Stay:
                    return;
                case NextKind.End:
                    turn.EndWith(next.Target!, step);
                    return;
                default:
                    index = next.Kind == NextKind.Go ? turn.Dialog.IndexOf(next.Target) : index + 1;
                    break;
            }
        }

        throw new InvalidOperationException($"Dialog {turn.Dialog.Id} walks in circles from step {turn.Conversation.Step}.");
    }
}
