namespace BelajarBot.Dialogs.Checks;

/// <summary>D012: the last step goes on, and there is nothing to go on to.</summary>
internal static class FallsOffTheEnd
{
    internal static void Check(FlowGraph flow, ProblemList problems)
    {
        var last = flow.Dialog.Steps.Length - 1;
        if (last < 0 || !flow.Reached.Contains(last) || flow.Out(last).FirstOrDefault(edge => edge.To > last) is not { } edge)
        {
            return;
        }

        var step = flow[last];
        if (edge.Way is null)
        {
            problems.Error(step.PlaceOf(step.If is null ? "skip_if" : "if"), "D012",
                $"Langkah terakhir \"{step.Id}\" dapat dilewati, dan sesudahnya tidak ada apa-apa. Tambahkan langkah dengan \"end: done\".",
                $"The last step \"{step.Id}\" can be passed over, and nothing follows it. Add a step with \"end: done\".");
        }
        else
        {
            var (choice, english) = edge.Way.Choice is { } taken ? ($", pilihan \"{taken.Id}\"", $", choice \"{taken.Id}\"") : ("", "");
            problems.Error(edge.Way.Choice?.Place ?? step.Place, "D012",
                $"Langkah terakhir \"{step.Id}\"{choice} tidak menuju ke mana-mana. Tambahkan \"end: done\" atau \"go\".",
                $"The last step \"{step.Id}\"{english} leads nowhere. Add \"end: done\" or a \"go\".");
        }
    }
}
