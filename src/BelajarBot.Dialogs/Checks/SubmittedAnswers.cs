using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D110: an answer that is sent in has no label, so that neither its person nor its reviewer could tell what it is. D033: more
/// answers than a summary has buttons for.
/// </summary>
internal static class SubmittedAnswers
{
    /// <summary>One button is for sending.</summary>
    private const int MostAnswers = ButtonLimits.MostButtons - 1;

    internal static void Check(Dialog dialog, ProblemList problems)
    {
        if (dialog.Steps.OfType<SubmitStep>().FirstOrDefault() is not { } submit)
        {
            return;
        }

        var asked = dialog.Steps.Select(step => step.Asks).OfType<string>().ToHashSet();
        foreach (var answer in dialog.Answers.Values.Where(answer => answer.Label is null && asked.Contains(answer.Name)))
        {
            problems.Error(answer.Place, "D110",
                $"Jawaban \"{answer.Name}\" ikut dikirim tetapi belum punya nama untuk ringkasan. Tulis misalnya {answer.Name}: {{type: {answer.Type}, label: Judul}}.",
                $"The answer \"{answer.Name}\" is sent in but has no name for the summary. Write for example {answer.Name}: {{type: {answer.Type}, label: Title}}.");
        }

        if (asked.Count > MostAnswers)
        {
            problems.Error(submit.PlaceOf("submit"), "D033",
                $"Ringkasan langkah \"{submit.Id}\" memuat {asked.Count} jawaban, paling banyak {MostAnswers}. Gabungkan beberapa pertanyaan.",
                $"The summary of step \"{submit.Id}\" has {asked.Count} answers, at most {MostAnswers}. Join some questions.");
        }
    }
}
