using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D080: a text answer of any length, or a typed answer that is asked for again without end. Questions with buttons
/// need no tries: a way on is always in sight.
/// </summary>
internal static class MissingLimits
{
    internal static void Check(Dialog dialog, ProblemList problems)
    {
        foreach (var answer in dialog.Answers.Values.Where(answer => answer is { Type: "text", Options.Max: null }))
        {
            problems.Warn(answer.Place, "D080",
                $"Jawaban \"{answer.Name}\" boleh sepanjang apa pun. Beri batas, misalnya max: 500.",
                $"The answer \"{answer.Name}\" may be of any length. Give it a limit, as in max: 500.");
        }

        foreach (var step in dialog.Steps.OfType<AskStep>().Where(step => step.Tries is null))
        {
            problems.Advise(step.PlaceOf("ask"), "D080",
                $"Langkah \"{step.Id}\" bertanya terus sampai jawabannya terbaca. Beri jalan keluar: tries: {{max: 3, then: …}}.",
                $"Step \"{step.Id}\" asks until it can read the answer. Give a way out: tries: {{max: 3, then: …}}.");
        }
    }
}
