namespace BelajarBot.Dialogs.Checks;

/// <summary>D011: nobody ever comes to a step, or never takes a way that is written.</summary>
internal static class UnreachableSteps
{
    internal static void Check(FlowGraph flow, ProblemList problems)
    {
        var steps = flow.Dialog.Steps;

        // After a target that nobody can guess, what cannot be reached is only its shadow.
        var isCertain = !flow.AllEdges.Any(edge => edge.To == FlowGraph.Nowhere);
        for (var at = 0; at < steps.Length; at++)
        {
            var step = steps[at];
            if (!flow.Reached.Contains(at))
            {
                if (isCertain)
                {
                    problems.Warn(step.Place, "D011",
                        $"Langkah \"{step.Id}\" tidak pernah tercapai. Arahkan sebuah \"go\" ke sini, atau hapus.",
                        $"Nobody ever reaches step \"{step.Id}\". Point a \"go\" at it or remove it.");
                }

                continue;
            }

            if ((step.Go ?? step.End) is { } unused && !step.Ways.Any(way => way.Completes && way.Choice?.Go is null))
            {
                var key = step.Go is null ? "end" : "go";
                problems.Warn(step.PlaceOf(key), "D011",
                    $"\"{key}: {unused}\" pada langkah \"{step.Id}\" tidak pernah dipakai, karena semua pilihannya punya \"go\" sendiri. Hapus.",
                    $"\"{key}: {unused}\" of step \"{step.Id}\" is never taken, because each of its choices has a \"go\" of its own. Remove it.");
            }
        }
    }
}
