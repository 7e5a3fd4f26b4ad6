using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Changes;

/// <summary>One thing that is different in a dialog after a publish. The kinds are closed: each is a nested record.</summary>
public abstract record DialogChange
{
    private DialogChange()
    {
    }

    /// <summary>The dialog is new.</summary>
    public sealed record DialogAdded : DialogChange;

    /// <summary>The dialog is gone; people in it can still finish.</summary>
    public sealed record DialogRemoved : DialogChange;

    /// <summary>There is a new step.</summary>
    public sealed record StepAdded(string Step) : DialogChange;

    /// <summary>A step is gone.</summary>
    public sealed record StepRemoved(string Step) : DialogChange;

    /// <summary>A step is gone and <c>moved</c> names its successor.</summary>
    public sealed record StepMoved(string Step, string To) : DialogChange;

    /// <summary>A step stands at another place in the flow.</summary>
    public sealed record StepReordered(string Step) : DialogChange;

    /// <summary>A step asks for something else, or no longer asks.</summary>
    public sealed record AskChanged(string Step, string? From, string? To) : DialogChange;

    /// <summary>A step leads elsewhere; null is the next one in the file, and an end is written <c>end: done</c>.</summary>
    public sealed record WayChanged(string Step, string? From, string? To) : DialogChange;

    /// <summary>A text has other words; null where it was or is not there.</summary>
    public sealed record TextChanged(string Key, string? From, string? To) : DialogChange;

    /// <summary>A translation still says what the source said before.</summary>
    public sealed record TranslationStale(string Key, string Language) : DialogChange;

    /// <summary>A question has another choice.</summary>
    public sealed record ChoiceAdded(string Step, string Choice) : DialogChange;

    /// <summary>A choice is gone.</summary>
    public sealed record ChoiceRemoved(string Step, string Choice) : DialogChange;

    /// <summary>A choice leads elsewhere; null is the ordinary way on.</summary>
    public sealed record ChoiceRedirected(string Step, string Choice, string? From, string? To) : DialogChange;

    /// <summary>There is a new milestone.</summary>
    public sealed record MilestoneAdded(string Milestone) : DialogChange;

    /// <summary>A milestone is gone: statistics lose it.</summary>
    public sealed record MilestoneRemoved(string Milestone) : DialogChange;

    /// <summary>The dialog remembers something new, or no longer, or as another type; null where it was or is not there.</summary>
    public sealed record AnswerChanged(string Answer, string? From, string? To) : DialogChange;

    /// <summary>There is a new way to begin: <c>/command</c>, a word, <c>?start=link</c>.</summary>
    public sealed record StartAdded(string Word) : DialogChange;

    /// <summary>A way to begin is gone.</summary>
    public sealed record StartRemoved(string Word) : DialogChange;
}

/// <summary>What is different in one dialog.</summary>
/// <param name="Dialog">Its id.</param>
/// <param name="Changes">What, in the order of the file.</param>
public sealed record DialogDifference(string Dialog, IReadOnlyList<DialogChange> Changes)
{
    /// <summary>Compares two sets of dialogs; dialogs that mean the same are left out.</summary>
    /// <param name="before">The dialogs as they were.</param>
    /// <param name="after">The dialogs as they will be.</param>
    public static IReadOnlyList<DialogDifference> Between(IEnumerable<Dialog> before, IEnumerable<Dialog> after)
    {
        var (old, now) = (before.ToDictionary(d => d.Id), after.ToDictionary(d => d.Id));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(id => new DialogDifference(id, !old.TryGetValue(id, out var was) ? [new DialogChange.DialogAdded()]
                    : !now.TryGetValue(id, out var becomes) ? [new DialogChange.DialogRemoved()]
                    : DialogComparison.Compare(was, becomes)))
                .Where(difference => difference.Changes.Count > 0),
        ];
    }
}
