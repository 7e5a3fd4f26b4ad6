using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D050: a mark that is reached is not declared. D051: a mark is declared and never reached, or in an order that contradicts the flow.</summary>
internal static class MilestoneOrder
{
    /// <summary>Nobody lists more on purpose, and every two of them are compared.</summary>
    private const int MostCompared = 100;

    /// <param name="flows">All dialogs: those of one programme share its marks, so what one declares another may reach.</param>
    /// <param name="problems">Receives what is wrong.</param>
    internal static void Check(IReadOnlyList<FlowGraph> flows, ProblemList problems)
    {
        // A misspelt mark counts as the one that was probably meant, so that one slip is one problem.
        var reached = flows.SelectMany(flow => Reached(flow).Select(mark => (
            flow.Dialog.MilestoneScope,
            flow.Dialog.Milestones.Contains(mark.Name) ? mark.Name : Spelling.Nearest(mark.Name, flow.Dialog.Milestones)))).ToHashSet();
        foreach (var flow in flows)
        {
            var dialog = flow.Dialog;
            CheckNames(dialog, problems);
            foreach (var mark in Marks(flow).Where(mark => !dialog.Milestones.Contains(mark.Name)))
            {
                problems.Error(mark.Place, "D050",
                    $"Tonggak \"{mark.Name}\" belum ada di \"milestones\".{Spelling.MaksudAnda(mark.Name, dialog.Milestones)} Tulis di sana, pada urutannya.",
                    $"The milestone \"{mark.Name}\" is not under \"milestones\".{Spelling.DidYouMean(mark.Name, dialog.Milestones)} List it there, in its order.");
            }

            foreach (var name in dialog.Milestones.Where(name => !reached.Contains((dialog.MilestoneScope, name))))
            {
                problems.Warn(dialog.PlaceOf($"milestones.{name}"), "D051",
                    $"Tonggak \"{name}\" tidak pernah tercapai. Tulis \"milestone: {name}\" pada langkah atau pilihannya, atau hapus.",
                    $"The milestone \"{name}\" is never reached. Write \"milestone: {name}\" on its step or choice, or remove it.");
            }

            CheckOrder(flow, problems);
        }
    }

    private static IEnumerable<(string Name, Place Place, Edge Edge)> Reached(FlowGraph flow) =>
        Marks(flow).Where(mark => flow.Reached.Contains(mark.Edge.From));

    /// <summary>Every place where a mark is reached, with the way that is taken.</summary>
    private static IEnumerable<(string Name, Place Place, Edge Edge)> Marks(FlowGraph flow)
    {
        foreach (var edge in flow.AllEdges.Where(edge => edge.Way is { Completes: true }))
        {
            if (edge.Way!.Choice is { Milestone: { } ofChoice } choice)
            {
                yield return (ofChoice, choice.PlaceOf("milestone"), edge);
            }

            if (flow[edge.From].Milestone is { } ofStep)
            {
                yield return (ofStep, flow[edge.From].PlaceOf("milestone"), edge);
            }
        }
    }

    private static void CheckNames(Dialog dialog, ProblemList problems)
    {
        foreach (var name in dialog.Milestones.Where(name => !Yaml.FileReader.IsId(name)))
        {
            problems.Error(dialog.PlaceOf($"milestones.{name}"), "D005",
                $"\"{name}\" bukan nama tonggak yang sah: mulai dengan huruf kecil, lalu huruf kecil, angka atau _, paling banyak 31.",
                $"\"{name}\" is no valid name of a milestone: begin with a small letter, then small letters, digits or _, at most 31.");
        }

        foreach (var twice in dialog.Milestones.GroupBy(name => name).Where(group => group.Skip(1).Any()))
        {
            problems.Error(dialog.PlaceOf($"milestones.{twice.Key}"), "D001",
                $"Tonggak \"{twice.Key}\" tertulis dua kali. Hapus salah satunya.",
                $"The milestone \"{twice.Key}\" stands here twice. Remove one.");
        }
    }

    /// <summary>Two marks contradict the flow when the later one can come before the earlier one and never the other way round.</summary>
    private static void CheckOrder(FlowGraph flow, ProblemList problems)
    {
        var edges = Reached(flow).ToLookup(mark => mark.Name, mark => mark.Edge);
        var names = flow.Dialog.Milestones.Distinct().Where(edges.Contains).Take(MostCompared).ToList();
        var after = names.ToDictionary(name => name, name => flow.From(edges[name].Select(edge => edge.To)).ToHashSet());
        for (var late = 1; late < names.Count; late++)
        {
            for (var early = 0; early < late; early++)
            {
                if (CanFollow(names[early], names[late]) && !CanFollow(names[late], names[early]))
                {
                    problems.Warn(flow.Dialog.PlaceOf($"milestones.{names[late]}"), "D051",
                        $"Tonggak \"{names[late]}\" tertulis sesudah \"{names[early]}\", tetapi dalam alur selalu tercapai lebih dulu. Tukar urutannya.",
                        $"The milestone \"{names[late]}\" stands after \"{names[early]}\", but in the flow it is always reached first. Swap them.");
                }
            }
        }

        bool CanFollow(string second, string first) =>
            edges[second].Any(edge => after[first].Contains(edge.From)
                || edges[first].Contains(edge) && flow[edge.From].Milestone == second && edge.Way!.Choice?.Milestone == first);
    }
}
