namespace BelajarBot.Dialogs.Checks;

/// <summary>D013: a circle in which the dialog would talk forever and never listen.</summary>
internal static class SilentLoops
{
    internal static void Check(FlowGraph flow, ProblemList problems)
    {
        foreach (var cycle in flow.Cycles)
        {
            // The way back is what the author wrote wrong; the steps in between only follow one another.
            var back = cycle.SelectMany(at => flow.Out(at))
                .Where(edge => flow.IsSilent(edge) && cycle.Contains(edge.To))
                .OrderByDescending(edge => edge.From - edge.To).First();
            var walk = string.Join(" → ", cycle.Append(cycle[0]).Take(8).Select(at => flow[at].Id));
            problems.Error(back.Way?.Place ?? flow[back.From].Place, "D013",
                $"Bot akan berputar tanpa bertanya: {walk}. Sisipkan pertanyaan, atau ubah \"go\".",
                $"The bot would go round without asking anything: {walk}. Put a question in between or change the \"go\".");
        }
    }
}
