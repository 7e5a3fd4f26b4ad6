using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D081: a dialog that hands over to humans gives somebody up after some tries, and from there no way leads to a human. In a
/// dialog that never hands over, its author has decided that it needs none.
/// </summary>
internal static class NoHumanInSight
{
    internal static void Check(FlowGraph flow, ProblemList problems)
    {
        if (!flow.Dialog.Steps.Any(step => step is HandoverStep))
        {
            return;
        }

        // A dialog that is called may hand over too.
        var humans = flow.Into(Enumerable.Range(0, flow.Dialog.Steps.Length).Where(at => flow[at] is HandoverStep or CallStep)).ToHashSet();
        foreach (var edge in flow.AllEdges.Where(edge => edge.Way is { Completes: false } && flow.IsStep(edge.To) && !humans.Contains(edge.To)))
        {
            var step = flow[edge.From];
            problems.Warn(edge.Way!.Place, "D081",
                $"Setelah menyerah pada langkah \"{step.Id}\", tidak ada jalan kepada petugas. Arahkan \"then\" ke langkah dengan \"handover\".",
                $"After giving up at step \"{step.Id}\" no way leads to a human. Let \"then\" lead to a step with \"handover\".");
        }
    }
}
