namespace BelajarBot.Dialogs.Expressions;

/// <summary>Whether the facts can change what a condition says.</summary>
public enum Truth
{
    /// <summary>It can be true and it can be false, as far as is known.</summary>
    Depends,

    /// <summary>It is true whatever the facts.</summary>
    Always,

    /// <summary>It is false whatever the facts.</summary>
    Never,
}

/// <summary>One way in which things could be: a value for every subject, yes or no for every other question.</summary>
internal sealed class World
{
    private readonly Dictionary<Operand, Value> _values = [];
    private readonly Dictionary<Condition, bool> _answers = [];

    public Value this[Operand subject]
    {
        get => _values.GetValueOrDefault(subject);
        set => _values[subject] = value;
    }

    public bool this[Condition question]
    {
        get => _answers.GetValueOrDefault(question);
        set => _answers[question] = value;
    }
}

/// <summary>
/// Tries a condition in every world that could tell its parts apart: each choice, each area, each side of each limit,
/// and missing values. It imagines worlds that cannot be (things are taken as independent), so <see cref="Truth.Always"/>
/// and <see cref="Truth.Never"/> are certain while <see cref="Truth.Depends"/> may be too cautious.
/// </summary>
internal static class TruthTable
{
    // Some tens of milliseconds at most, for an expression as large as may be.
    private const int MaxDecisions = 200_000;

    public static Truth Of(Condition condition)
    {
        var (everTrue, everFalse) = (false, false);
        foreach (var world in Worlds(condition))
        {
            var truth = condition.Test(world);
            everTrue |= truth;
            everFalse |= !truth;
            if (everTrue && everFalse)
            {
                break;
            }
        }

        return (everTrue, everFalse) switch
        {
            (true, false) => Truth.Always,
            (false, true) => Truth.Never,
            _ => Truth.Depends,
        };
    }

    /// <summary>The names that have a value in every world in which the condition says this.</summary>
    public static IReadOnlyCollection<Variable> KnownWhen(Condition condition, bool truth)
    {
        var known = Leaves(condition).SelectMany(Subjects).Where(subject => VariableOf(subject) is not null).ToHashSet();
        var tried = false;
        foreach (var world in Worlds(condition))
        {
            tried = true;
            if (condition.Test(world) == truth)
            {
                known.RemoveWhere(subject => !world[subject].Exists);
            }
        }

        return tried ? [.. known.Select(VariableOf).OfType<Variable>().Distinct()] : [];
    }

    private static Variable? VariableOf(Operand subject) => subject switch
    {
        Known known => known.Variable,
        Length length => VariableOf(length.Text),
        Distance distance => VariableOf(distance.Date),
        _ => null,
    };

    /// <summary>Every world that tells the parts apart; none at all when there are too many to try.</summary>
    private static IEnumerable<World> Worlds(Condition condition)
    {
        List<Action<World, int>> setters = [];
        List<int> sizes = [];
        var leaves = Leaves(condition).ToList();
        foreach (var subject in leaves.SelectMany(Subjects).Distinct())
        {
            var samples = Samples(subject, leaves.OfType<About>().Where(leaf => leaf.Subject == subject));
            setters.Add((world, pick) => world[subject] = samples[pick]);
            sizes.Add(samples.Count);
        }

        foreach (var question in leaves
            .Where(leaf => leaf is ComparedPair or Stuck or Enrolled or Consented or TextMatch { How: not TextTest.Equals })
            .Distinct())
        {
            setters.Add((world, pick) => world[question] = pick == 1);
            sizes.Add(2);
        }

        var worlds = sizes.Aggregate(1L, (product, size) => Math.Min(product * size, MaxDecisions));
        if (worlds * leaves.Count > MaxDecisions)
        {
            yield break;
        }

        var world = new World();
        for (var number = 0; number < worlds; number++)
        {
            var rest = number;
            for (var i = 0; i < setters.Count; i++)
            {
                setters[i](world, rest % sizes[i]);
                rest /= sizes[i];
            }

            yield return world;
        }
    }

    private static IEnumerable<Condition> Leaves(Condition condition) => condition switch
    {
        Junction junction => junction.Parts.SelectMany(Leaves),
        Not not => Leaves(not.Inner),
        _ => [condition],
    };

    private static IEnumerable<Operand> Subjects(Condition leaf) => leaf switch
    {
        About about => [about.Subject],
        ComparedPair pair => [pair.Left, pair.Right],
        _ => [],
    };

    private static List<Value> Samples(Operand subject, IEnumerable<About> leaves)
    {
        var edges = leaves.SelectMany(leaf => leaf.Edges).Distinct().ToList();
        if (subject.Kind is ValueKind.Flag)
        {
            return [Value.Missing, Value.Of(true), Value.Of(false)];
        }

        if (subject.Kind is ValueKind.Text or ValueKind.Choice or ValueKind.Area)
        {
            // "?" is no id, no code and no text that a literal equals by chance: everything that nobody mentions.
            var choices = subject is Known known ? known.Variable.Choices.Select(id => Value.Of(id)) : [];
            return [Value.Missing, Value.Of("\u0000?"), .. edges.Union(choices)];
        }

        var limits = edges.Select(edge => edge.Number).Order().ToList();
        var between = limits.Zip(limits.Skip(1), (low, high) => Value.Of(low + ((high - low) / 2)));
        return limits.Count == 0
            ? [Value.Missing, Value.Of(0d)]
            : [Value.Missing, Value.Of(limits[0] - 1), .. edges, .. between, Value.Of(limits[^1] + 1)];
    }
}
