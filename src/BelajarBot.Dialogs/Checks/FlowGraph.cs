using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>A way from one step to another, or out of the dialog.</summary>
/// <param name="From">The position of the step that is left.</param>
/// <param name="To">The position of the step that follows, or one of <see cref="FlowGraph.End"/>, <see cref="FlowGraph.Nowhere"/> and, past the last, the number of steps.</param>
/// <param name="Way">The way as the author wrote it; null when the step is passed over.</param>
internal sealed record Edge(int From, int To, Way? Way);

/// <summary>
/// Where people can go in a dialog. Conditions are taken as free to hold or not, so what the graph shows to be
/// impossible is impossible. A misspelt target counts as the step that was probably meant, so that one slip is one problem.
/// </summary>
internal sealed class FlowGraph
{
    /// <summary>The dialog is over.</summary>
    internal const int End = -1;

    /// <summary>The target does not exist, and nobody can say what was meant.</summary>
    internal const int Nowhere = -2;

    private readonly ImmutableArray<Edge>[] ways;
    private readonly List<string> ids;
    private readonly ILookup<int, int> before;

    internal FlowGraph(Dialog dialog)
    {
        Dialog = dialog;
        ids = [.. dialog.Steps.Select(step => step.Id)];
        ways = [.. dialog.Steps.Select((step, at) => Edges(step, at).ToImmutableArray())];
        before = AllEdges.Where(edge => IsStep(edge.To)).ToLookup(edge => edge.To, edge => edge.From);
        Reached = From([0, .. dialog.Moved.Values.Select(Position)]).ToHashSet();
        Cycles = FindSilentOrder(out var order);
        SilentOrder = order;
    }

    internal Dialog Dialog { get; }

    /// <summary>The steps that somebody can come to who begins, or who is moved here from an older revision.</summary>
    internal IReadOnlySet<int> Reached { get; }

    /// <summary>Circles in which the dialog would never stop to listen, each in the order of walking.</summary>
    internal ImmutableArray<ImmutableArray<int>> Cycles { get; }

    /// <summary>The steps with every silent successor before them; those that run into a circle are left out.</summary>
    internal ImmutableArray<int> SilentOrder { get; }

    internal Step this[int at] => Dialog.Steps[at];

    internal ImmutableArray<Edge> Out(int at) => ways[at];

    internal IEnumerable<Edge> AllEdges => ways.SelectMany(edges => edges);

    internal bool IsStep(int at) => at >= 0 && at < ways.Length;

    /// <summary>Whether the dialog goes this way without waiting for the person.</summary>
    internal bool IsSilent(Edge edge) => edge.Way is null || !this[edge.From].Waits;

    /// <summary>All steps that can be come to from these, themselves included, in the order in which they are found.</summary>
    internal ImmutableArray<int> From(IEnumerable<int> starts) => Spread(starts, at => ways[at].Select(edge => edge.To));

    /// <summary>All steps from which one of these can be come to, themselves included.</summary>
    internal ImmutableArray<int> Into(IEnumerable<int> goals) => Spread(goals, at => before[at]);

    private ImmutableArray<int> Spread(IEnumerable<int> starts, Func<int, IEnumerable<int>> next)
    {
        var seen = new HashSet<int>();
        var found = ImmutableArray.CreateBuilder<int>();
        found.AddRange(starts.Where(at => IsStep(at) && seen.Add(at)));
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(next(found[i]).Where(at => IsStep(at) && seen.Add(at)));
        }

        return found.ToImmutable();
    }

    private IEnumerable<Edge> Edges(Step step, int at)
    {
        foreach (var way in step.Ways)
        {
            yield return new Edge(at, way.Ends ? End : way.Target is null ? at + 1 : Position(way.Target), way);
        }

        if (step.If is not null || step.SkipIf is not null)
        {
            yield return new Edge(at, at + 1, null);
        }
    }

    private int Position(string target) =>
        Dialog.IndexOf(target) is >= 0 and var at ? at
        : Spelling.Nearest(target, ids) is { } meant ? Dialog.IndexOf(meant)
        : Nowhere;

    /// <summary>Takes away, again and again, the steps with no silent way to one that is left; what stays runs in circles.</summary>
    private ImmutableArray<ImmutableArray<int>> FindSilentOrder(out ImmutableArray<int> order)
    {
        var left = new int[ways.Length];
        var silentBefore = new List<int>[ways.Length];
        for (var at = 0; at < ways.Length; at++)
        {
            silentBefore[at] = [];
        }

        foreach (var edge in AllEdges.Where(edge => IsSilent(edge) && IsStep(edge.To)))
        {
            left[edge.From]++;
            silentBefore[edge.To].Add(edge.From);
        }

        var done = ImmutableArray.CreateBuilder<int>(ways.Length);
        done.AddRange(Enumerable.Range(0, ways.Length).Where(at => left[at] == 0));
        for (var i = 0; i < done.Count; i++)
        {
            foreach (var at in silentBefore[done[i]])
            {
                if (--left[at] == 0)
                {
                    done.Add(at);
                }
            }
        }

        order = done.ToImmutable();
        return done.Count == ways.Length ? [] : [.. CyclesAmong(at => left[at] > 0)];
    }

    private IEnumerable<ImmutableArray<int>> CyclesAmong(Func<int, bool> isLeft)
    {
        var walked = new HashSet<int>();
        foreach (var start in Enumerable.Range(0, ways.Length).Where(isLeft))
        {
            var path = new List<int>();
            var at = start;
            while (walked.Add(at))
            {
                path.Add(at);
                at = ways[at].First(edge => IsSilent(edge) && IsStep(edge.To) && isLeft(edge.To)).To;
            }

            if (path.IndexOf(at) is >= 0 and var first)
            {
                yield return [.. path[first..]];
            }
        }
    }
}
