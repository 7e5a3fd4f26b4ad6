using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D016: the bot talks on and on, or walks on and on, before it listens.</summary>
internal static class LongSilences
{
    private const int MostMessages = 5;
    private const int MostSteps = 100;

    internal static void Check(FlowGraph flow, ProblemList problems)
    {
        if (!flow.Cycles.IsEmpty)
        {
            return;
        }

        var messages = new int[flow.Dialog.Steps.Length];
        var steps = new int[messages.Length];
        foreach (var at in flow.SilentOrder)
        {
            var step = flow[at];
            var ahead = flow.Out(at).Where(edge => flow.IsSilent(edge) && flow.IsStep(edge.To)).Select(edge => edge.To).ToList();

            // What stands under a condition may be one of several that exclude each other; only what is surely said counts.
            var isSaid = !step.Waits && step is { Say: not null, If: null, SkipIf: null };
            messages[at] = (isSaid ? 1 : 0) + ahead.Select(next => messages[next]).DefaultIfEmpty().Max();
            steps[at] = 1 + ahead.Select(next => steps[next]).DefaultIfEmpty().Max();
        }

        var starts = flow.AllEdges.Where(edge => !flow.IsSilent(edge) && flow.IsStep(edge.To)).Select(edge => edge.To)
            .Concat(flow.Dialog.Steps.IsEmpty ? [] : [0]).Distinct().Where(flow.Reached.Contains);
        foreach (var start in starts)
        {
            var step = flow[start];
            if (steps[start] >= DialogEngine.MostSilentSteps)
            {
                problems.Error(step.Place, "D016",
                    $"Dari langkah \"{step.Id}\" ada {steps[start]} langkah tanpa pertanyaan; bot berhenti pada {DialogEngine.MostSilentSteps}. Sisipkan pertanyaan.",
                    $"From step \"{step.Id}\" there are {steps[start]} steps without a question; the bot gives up at {DialogEngine.MostSilentSteps}. Put questions in between.");
            }
            else if (messages[start] > MostMessages)
            {
                problems.Warn(step.Place, "D016",
                    $"Mulai langkah \"{step.Id}\" bot mengirim {messages[start]} pesan berturut-turut. Paling banyak {MostMessages}: gabungkan, atau sisipkan pertanyaan.",
                    $"From step \"{step.Id}\" the bot sends {messages[start]} messages in a row. At most {MostMessages}: join them or put a question in between.");
            }
            else if (steps[start] > MostSteps)
            {
                problems.Warn(step.Place, "D016",
                    $"Dari langkah \"{step.Id}\" ada {steps[start]} langkah tanpa pertanyaan. Paling banyak {MostSteps}: sisipkan pertanyaan.",
                    $"From step \"{step.Id}\" there are {steps[start]} steps without a question. At most {MostSteps}: put questions in between.");
            }
        }
    }
}
