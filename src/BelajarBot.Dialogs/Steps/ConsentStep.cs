using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Steps;

/// <summary>
/// Asks for the consent that a dialog names, before its first step. No author writes this step: it stands before the
/// dialog of itself, and for somebody who is asked anew it stands before the question that they had come to.
/// </summary>
internal sealed class ConsentStep(string consent, Place place) : Step(new StepBasics(StepId, place) { KeyPlaces = FrozenDictionary<string, Place>.Empty })
{
    internal const string StepId = Conversation.AtConsent;

    /// <summary>How a dialog ends whose consent was refused.</summary>
    internal const string RefusedOutcome = "no_consent";

    internal const string Yes = "yes";
    internal const string No = "no";

    public override bool Waits => true;

    internal override Next Enter(TurnBuilder turn)
    {
        turn.OpenQuestion(this);
        return Ask(turn);
    }

    internal override Next Again(TurnBuilder turn) => turn.LacksConsent ? Ask(turn) : GoOn(turn, null);

    internal override Next Receive(TurnBuilder turn, Input input)
    {
        if (turn.Context.Consents.GetValueOrDefault(consent) is not { } asked)
        {
            // The author no longer wants it: there is nothing to agree to.
            return GoOn(turn, null);
        }

        var decision = input switch
        {
            PressInput press when ButtonData.TryReadChoice(press.Data, out _, out _, out var id) => id switch { Yes => true, No => false, _ => (bool?)null },
            TextInput { IsForwarded: false } text => asked.Decide(text.Text),
            _ => null,
        };
        if (decision is not { } isGiven)
        {
            turn.MarkUnusable();
            turn.CountFailure();
            turn.SayBot("consent_unclear", Buttons(turn, asked));
            return Next.Stay;
        }

        var shown = asked.TextIn(turn.Language);
        if (turn.ConsentShown != shown.Mark)
        {
            // The text was changed between the question and the answer: nobody agrees to what they have not read.
            turn.SayBot("consent_changed");
            return Enter(turn);
        }

        turn.Decide(new DecideConsent(shown, isGiven, input is PressInput ? ConsentManner.Button : ConsentManner.Word));
        if (isGiven)
        {
            return GoOn(turn, Yes);
        }

        turn.CloseConsent(No, turn.Conversation.Trail);
        turn.Say(asked.Refused);
        return Next.End(RefusedOutcome);
    }

    private Next Ask(TurnBuilder turn)
    {
        if (turn.Context.Consents.GetValueOrDefault(consent) is not { } asked)
        {
            return GoOn(turn, null);
        }

        turn.ShowConsent(asked.TextIn(turn.Language));
        turn.Say(asked.Say, Buttons(turn, asked));
        return Next.Stay;
    }

    private static ImmutableArray<ImmutableArray<Button>> Buttons(TurnBuilder turn, Consent asked) =>
    [
        [new Button(turn.Render(asked.Yes.Label)!, ButtonData.Choice(turn.Conversation, turn.Conversation.Question, Yes))],
        [new Button(turn.Render(asked.No.Label)!, ButtonData.Choice(turn.Conversation, turn.Conversation.Question, No))],
    ];

    /// <summary>To the question that was interrupted, which stands last on the trail; or to the first step.</summary>
    private static Next GoOn(TurnBuilder turn, string? answer)
    {
        ImmutableArray<string> trail = turn.Conversation.Trail;
        if (trail.IsEmpty)
        {
            turn.CloseConsent(answer, trail);
            return Next.Forward;
        }

        turn.CloseConsent(answer, trail.RemoveAt(trail.Length - 1));
        return Next.Go(trail[^1]);
    }
}
