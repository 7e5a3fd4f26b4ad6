using System.Numerics;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Steps;
using Condition = BelajarBot.Dialogs.Definition.Condition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D024: a text shows a value that some path has not asked for, and has no words instead. A definite assignment
/// analysis: what is known on arrival at a step is what every way to it makes known.
/// </summary>
internal sealed class UnsetVariables
{
    private readonly Dictionary<string, int> bits = [];
    private readonly FlowGraph flow;

    /// <summary>What is surely known on arrival at each step; null for a step that nobody comes to.</summary>
    private readonly BigInteger?[] known;

    private UnsetVariables(FlowGraph flow)
    {
        this.flow = flow;
        known = new BigInteger?[flow.Dialog.Steps.Length];
        foreach (var name in flow.Dialog.Answers.Keys.Concat(ContactFields.Readable.Select(field => $"contact.{field}")))
        {
            bits.TryAdd(name, bits.Count);
        }
    }

    internal static void Check(FlowGraph flow, ProblemList problems)
    {
        if (flow.Dialog.Steps.IsEmpty)
        {
            return;
        }

        var analysis = new UnsetVariables(flow);
        analysis.Spread();
        analysis.Report(problems);
    }

    private void Spread()
    {
        known[0] = KnownWhen(flow.Dialog.Who, truth: true);
        var todo = new Queue<int>([0]);
        while (todo.TryDequeue(out var at))
        {
            var step = flow[at];
            var entered = Entered(at);
            foreach (var edge in flow.Out(at).Where(edge => flow.IsStep(edge.To)))
            {
                var before = known[edge.To];
                var now = edge.Way is null ? PassedOver(step, known[at]!.Value) : After(step, edge.Way, entered);
                var both = before is null ? now : before.Value & now;
                if (before != both)
                {
                    known[edge.To] = both;
                    todo.Enqueue(edge.To);
                }
            }
        }
    }

    /// <summary>What is known when a step is not passed over: its conditions have been looked at.</summary>
    private BigInteger Entered(int at) =>
        known[at]!.Value | KnownWhen(flow[at].If, truth: true) | KnownWhen(flow[at].SkipIf, truth: false);

    private BigInteger PassedOver(Step step, BigInteger before) =>
        (step.If, step.SkipIf) switch
        {
            (null, var skip) => before | KnownWhen(skip, truth: true),
            (var condition, null) => before | KnownWhen(condition, truth: false),
            var (condition, skip) => before | (KnownWhen(condition, truth: false) & KnownWhen(skip, truth: true)),
        };

    private BigInteger After(Step step, Way way, BigInteger before)
    {
        if (!way.Completes)
        {
            return before;
        }

        var after = step.Asks is null ? before : before | Names(step.Asks);
        foreach (var forgotten in step.Forget.Concat(way.Choice is null ? [] : way.Choice.Forget))
        {
            after &= ~Names(forgotten);
        }

        return after;
    }

    /// <summary>An answer, and the field of the person that it is saved to.</summary>
    private BigInteger Names(string answer) =>
        Bit(answer) | (flow.Dialog.Answers.GetValueOrDefault(answer)?.Save is { } field ? Bit($"contact.{field}") : 0);

    private BigInteger Bit(string name) => bits.TryGetValue(name, out var bit) ? BigInteger.One << bit : 0;

    private BigInteger KnownWhen(Condition? condition, bool truth) =>
        (condition?.Expression?.KnownWhen(truth) ?? []).Aggregate(BigInteger.Zero, (all, variable) => all | variable.Source switch
        {
            VariableSource.Answer => Bit(variable.Key),
            VariableSource.Contact => Bit($"contact.{variable.Key}"),
            _ => 0,
        });

    private void Report(ProblemList problems)
    {
        BigInteger? anywhere = null;
        for (var at = 0; at < known.Length; at++)
        {
            if (known[at] is null)
            {
                continue;
            }

            var here = Entered(at);
            var step = flow[at];
            foreach (var text in step.Texts)
            {
                Report(text, here, $"langkah \"{step.Id}\"", $"step \"{step.Id}\"", problems);
            }

            if (step.Waits)
            {
                anywhere = anywhere is null ? here : anywhere & here;
            }
        }

        foreach (var entry in flow.Dialog.Help)
        {
            Report(entry.Say, anywhere ?? 0, "bantuan ini", "this help", problems);
        }
    }

    private void Report(Text text, BigInteger here, string where, string english, ProblemList problems)
    {
        foreach (var (language, template) in text.ByLanguage)
        {
            if (template.CanBeBlank(name => bits.ContainsKey(name) && (here & Bit(name)).IsZero))
            {
                EmptyTexts.Report(text, language, problems);
                continue;
            }

            foreach (var variable in template.Variables.Where(v => v.Fallback is null && bits.ContainsKey(v.Name)).DistinctBy(v => v.Name))
            {
                if ((here & Bit(variable.Name)).IsZero)
                {
                    problems.Warn(text.PlaceIn(language), "D024",
                        $"Teks \"{text.Key}\": {{{variable.Name}}} belum tentu diketahui pada {where}. Beri kata pengganti, {{{variable.Name}|…}}, atau tanyakan dulu di semua jalan.",
                        $"The text \"{text.Key}\": {{{variable.Name}}} may be unknown at {english}. Give words instead, {{{variable.Name}|…}}, or ask for it on every path first.");
                }
            }
        }
    }
}
