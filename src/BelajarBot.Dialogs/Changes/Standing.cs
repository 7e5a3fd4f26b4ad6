using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Changes;

/// <summary>What a publish means for people who stand on a step.</summary>
public enum StandingFate
{
    /// <summary>They are on the new revision already.</summary>
    Current,

    /// <summary><c>moved</c> carries them over.</summary>
    Moved,

    /// <summary>They finish on the revision that they began with.</summary>
    Finishes,

    /// <summary>The same, and the step that they stand on is gone: perhaps <c>moved</c> was forgotten (D090).</summary>
    StepGone,

    /// <summary>Their step is gone and they begin anew: <c>drop: restart</c>.</summary>
    Restarts,

    /// <summary>Their step is gone and a human takes over: <c>drop: handover</c>.</summary>
    HandedOver,
}

/// <summary>People who stand on a step, with what a publish means for them.</summary>
/// <param name="Revision">Their revision.</param>
/// <param name="Step">The step's id on that revision.</param>
/// <param name="Count">How many.</param>
/// <param name="Fate">What becomes of them.</param>
/// <param name="Target">The step that they are carried over to, or null.</param>
public sealed record Standing(string Revision, string Step, long Count, StandingFate Fate, string? Target)
{
    /// <summary>What a publish means for these people.</summary>
    /// <param name="revision">Their revision.</param>
    /// <param name="step">The step that they stand on.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="from">The dialog on their revision; null when it is lost.</param>
    /// <param name="to">The dialog as it will be; null when it is removed.</param>
    public static Standing Of(string revision, string step, long count, Dialog? from, Dialog? to)
    {
        var target = from?.Find(step) is { } standsOn && to is not null && revision != to.Revision ? DialogMove.Target(standsOn, from, to) : null;
        var fate = revision == to?.Revision ? StandingFate.Current
            : target is not null ? StandingFate.Moved
            : to is not null && from is not null && DialogMove.IsDropped(step, from, to)
                ? to.Drop == DropRule.Restart ? StandingFate.Restarts : StandingFate.HandedOver
            : to is not null && to.Find(step) is null ? StandingFate.StepGone
            : StandingFate.Finishes;
        return new Standing(revision, step, count, fate, target?.Id);
    }
}
