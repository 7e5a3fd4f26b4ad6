using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Steps;

/// <summary>
/// Walks another dialog and comes back:
/// <code>
/// - id: akun
///   call: aktivasi
/// </code>
/// </summary>
public sealed class CallStep : Step
{
    internal static readonly StepKind Kind = new("call", ["call"], step => new CallStep(step.Basics, step.Word("call") ?? "", step.PlaceOf("call")));

    private CallStep(StepBasics basics, string dialog, Checks.Place dialogPlace)
        : base(basics) => (Dialog, DialogPlace) = (dialog, dialogPlace);

    /// <summary>The dialog that is walked.</summary>
    public string Dialog { get; }

    /// <summary>Where it is named.</summary>
    public Checks.Place DialogPlace { get; }

    /// <inheritdoc />
    public override bool Waits => true;

    internal override Next Enter(TurnBuilder turn)
    {
        if (Say is not null)
        {
            turn.Say(Say);
        }

        turn.StandOn(Id);
        turn.SetStatus(ConversationStatus.Calling);
        return Next.Stay;
    }

    internal override Next Wake(TurnBuilder turn)
    {
        turn.SetStatus(ConversationStatus.Open);
        return Complete(turn);
    }
}
