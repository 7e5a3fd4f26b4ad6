using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Steps;

/// <summary>
/// Says something and goes on, or ends the dialog:
/// <code>
/// - id: selesai
///   say: Terima kasih!
///   end: done
/// </code>
/// </summary>
public sealed class SayStep : Step
{
    internal static readonly StepKind Kind = new("say", [], step => new SayStep(step.Basics));

    private SayStep(StepBasics basics)
        : base(basics)
    {
    }

    internal override Next Enter(TurnBuilder turn)
    {
        if (Say is not null)
        {
            turn.Say(Say);
        }

        return Complete(turn);
    }
}
