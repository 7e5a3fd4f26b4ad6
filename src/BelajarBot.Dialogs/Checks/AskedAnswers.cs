using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D020: what is asked is not declared. D022: what is declared is never asked. D004, D030: the question does not fit the type.</summary>
internal static class AskedAnswers
{
    /// <summary>Names that mean something else in texts and conditions.</summary>
    private static readonly string[] Reserved = ["answer", "answers", "contact", "name", "title", "program"];

    internal static void Check(Dialog dialog, ProblemList problems)
    {
        // What is asked by a misspelt name counts as the answer that was probably meant, so that one slip is one problem.
        var asked = dialog.Steps.Select(step => step.Asks).OfType<string>().Distinct()
            .Select(name => dialog.Answers.ContainsKey(name) ? name : Spelling.Nearest(name, dialog.Answers.Keys)).ToHashSet();
        foreach (var answer in dialog.Answers.Values)
        {
            if (Reserved.Contains(answer.Name))
            {
                problems.Error(answer.Place, "D005",
                    $"\"{answer.Name}\" sudah punya arti sendiri di dalam teks. Pakai nama lain.",
                    $"\"{answer.Name}\" already means something in texts. Use another name.");
            }
            else if (!asked.Contains(answer.Name))
            {
                problems.Warn(answer.Place, "D022",
                    $"Jawaban \"{answer.Name}\" tidak pernah ditanyakan. Tambahkan langkah \"ask: {answer.Name}\", atau hapus.",
                    $"The answer \"{answer.Name}\" is never asked for. Add a step with \"ask: {answer.Name}\" or remove it.");
            }
        }

        foreach (var step in dialog.Steps)
        {
            if (step.Asks is not { } name)
            {
                continue;
            }

            if (!dialog.Answers.TryGetValue(name, out var answer))
            {
                problems.Error(step.PlaceOf("ask"), "D020",
                    $"Langkah \"{step.Id}\" menanyakan \"{name}\", yang belum ada di \"answers\".{Spelling.MaksudAnda(name, dialog.Answers.Keys)} Tulis di sana, misalnya {name}: {{type: text, max: 200}}.",
                    $"Step \"{step.Id}\" asks for \"{name}\", which is not under \"answers\".{Spelling.DidYouMean(name, dialog.Answers.Keys)} Declare it there, as in {name}: {{type: text, max: 200}}.");
            }
            else if (step is ChoicesStep && answer.Type != "choice")
            {
                problems.Error(step.PlaceOf("choices"), "D004",
                    $"Langkah \"{step.Id}\" memberi pilihan, tetapi \"{name}\" berjenis {answer.Type}. Hapus \"choices\", atau tulis {name}: {{type: choice}}.",
                    $"Step \"{step.Id}\" offers choices, but \"{name}\" is of type {answer.Type}. Remove \"choices\" or write {name}: {{type: choice}}.");
            }
            else if (step is AskStep && answer.Type == "choice")
            {
                problems.Error(step.PlaceOf("ask"), "D030",
                    $"Langkah \"{step.Id}\" menanyakan pilihan \"{name}\" tanpa \"choices\". Tuliskan pilihannya.",
                    $"Step \"{step.Id}\" asks for the choice \"{name}\" without \"choices\". List them.");
            }
        }
    }
}
