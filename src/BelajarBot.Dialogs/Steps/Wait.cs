using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Steps;

/// <summary>
/// Says something, lets time pass and goes on by itself, outside the quiet hours:
/// <code>
/// - id: minta_operator
///   say: Mintalah kata sandi awal kepada operator. Saya tanya lagi besok.
///   wait: 1 day
///   go: status
/// </code>
/// </summary>
public sealed class WaitStep : Step
{
    internal static readonly StepKind Kind = new("wait", ["wait"], step => new WaitStep(step.Basics, step.Duration("wait")));

    private WaitStep(StepBasics basics, TimeSpan duration)
        : base(basics) => Duration = duration;

    /// <summary>How long it waits.</summary>
    public TimeSpan Duration { get; }

    /// <inheritdoc />
    public override bool Waits => true;

    internal override Next Enter(TurnBuilder turn)
    {
        if (Say is not null)
        {
            turn.Say(Say);
        }

        turn.WaitUntil(this, turn.Context.Now + Duration);
        return Next.Stay;
    }

    /// <summary>Whoever writes meanwhile is told how long it takes, and may go on at once.</summary>
    internal override Next Receive(TurnBuilder turn, Input input)
    {
        if (input is PressInput press && ButtonData.TryReadChoice(press.Data, out _, out _, out var choice) && choice == ButtonData.GoOn)
        {
            return Wake(turn);
        }

        return Again(turn);
    }

    internal override Next Again(TurnBuilder turn)
    {
        turn.SayBot("waiting", [[turn.BotButton("go_on_button", ButtonData.Choice(turn.Conversation, turn.Conversation.Question, ButtonData.GoOn))]]);
        return Next.Stay;
    }

    internal override Next Wake(TurnBuilder turn)
    {
        turn.StopWaiting();
        return Complete(turn);
    }
}
