using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D014: from here no way leads to an end.</summary>
internal static class NoWayOut
{
    internal static void Check(FlowGraph flow, ProblemList problems)
    {
        // A target that does not exist may have been a way out; it is reported as what it is.
        var canFinish = flow.Into(flow.AllEdges.Where(edge => !flow.IsStep(edge.To)).Select(edge => edge.From)).ToHashSet();
        var stuck = flow.Reached.Where(at => !canFinish.Contains(at)).ToHashSet();
        while (stuck.Count > 0)
        {
            var trap = Innermost(flow, stuck.Max());
            var first = flow[trap.Min()];
            var names = string.Join(", ", trap.Order().Take(6).Select(at => $"\"{flow[at].Id}\"")) + (trap.Length > 6 ? ", …" : "");
            problems.Error(first.Place, "D014",
                $"Dari langkah \"{first.Id}\" tidak ada jalan ke akhir; orang hanya berputar di {names}. Beri salah satunya \"end: done\" atau jalan keluar.",
                $"From step \"{first.Id}\" there is no way to an end; people only go round in {names}. Give one of them \"end: done\" or a way out.");
            stuck.ExceptWith(flow.Into(trap));
        }
    }

    /// <summary>A set of steps, come to from here, whose members all lead to one another and to nothing else.</summary>
    private static ImmutableArray<int> Innermost(FlowGraph flow, int start)
    {
        while (true)
        {
            var onward = flow.From([start]);
            var back = flow.Into([start]).ToHashSet();
            var away = onward.Where(at => !back.Contains(at)).ToList();
            if (away.Count == 0)
            {
                return onward;
            }

            start = away[^1];
        }
    }
}
