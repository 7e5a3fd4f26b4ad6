using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Graphs;

/// <summary>A step in the picture of a dialog.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Words">What it says, on one line.</param>
/// <param name="Waits">Whether the dialog stops here until something arrives.</param>
/// <param name="End">How the dialog ends here, or null.</param>
public sealed record GraphStep(string Id, string Words, bool Waits, string? End);

/// <summary>A way from one step to another.</summary>
/// <param name="From">The position of the step that it leaves.</param>
/// <param name="To">The position of the step that it comes to.</param>
/// <param name="Label">What leads this way: the labels of choices, a condition; empty for the ordinary way.</param>
/// <param name="IsExceptional">Whether it is taken by passing the step over or by giving up.</param>
public sealed record GraphWay(int From, int To, string Label, bool IsExceptional);

/// <summary>A dialog as steps and the ways between them: what a picture of it shows.</summary>
/// <param name="Title">The dialog's title.</param>
/// <param name="Steps">The steps in the order of the file; the first is the beginning.</param>
/// <param name="Ways">The ways, those between the same two steps joined.</param>
public sealed record DialogGraph(string Title, ImmutableArray<GraphStep> Steps, ImmutableArray<GraphWay> Ways)
{
    private const int LongestCondition = 28;

    /// <summary>The graph of a dialog, in the language that it was written in.</summary>
    /// <param name="dialog">The dialog.</param>
    public static DialogGraph Of(Dialog dialog) => new(
        dialog.Title.Source.Source,
        [.. dialog.Steps.Select(step => new GraphStep(step.Id, OneLine(step.Say?.Source.Source ?? ""), step.Waits, step.End))],
        [.. dialog.Steps.SelectMany((step, at) => WaysFrom(dialog, step, at)).Where(way => way.To >= 0 && way.To < dialog.Steps.Length)
            .GroupBy(way => (way.From, way.To, way.IsExceptional))
            .Select(same => new GraphWay(
                same.Key.From, same.Key.To, string.Join(" / ", same.Select(way => way.Label).Where(label => label.Length > 0).Distinct()), same.Key.IsExceptional))]);

    private static IEnumerable<GraphWay> WaysFrom(Dialog dialog, Step step, int at)
    {
        foreach (var way in step.Ways.Where(way => !way.Ends))
        {
            var label = way.Choice is { } choice ? OneLine(choice.Label.Source.Source)
                : !way.Completes && step is Question { Tries: { } tries } ? $"{tries.Max}× gagal" : "";
            yield return new GraphWay(at, way.Target is null ? at + 1 : dialog.IndexOf(way.Target), label, !way.Completes);
        }

        if (step.SkipIf is { } skip)
        {
            yield return new GraphWay(at, at + 1, $"lewati bila {Short(skip.Source)}", true);
        }

        if (step.If is { } condition)
        {
            yield return new GraphWay(at, at + 1, $"hanya bila {Short(condition.Source)}", true);
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Short(string condition) => condition.ShortenTo(LongestCondition - 1);
}
