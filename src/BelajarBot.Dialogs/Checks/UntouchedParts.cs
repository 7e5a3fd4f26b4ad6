using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Transcripts;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D091: a step, choice, unusable answer, hint, reminder or language that no transcript touches. To know that, the transcripts
/// must have been played, so this is asked for (<c>check --coverage</c>) and not part of every load.
/// </summary>
public static class UntouchedParts
{
    /// <summary>One warning for each place that has untouched parts.</summary>
    /// <param name="coverage">What the transcripts of the dialog touched.</param>
    public static IReadOnlyList<Problem> Of(DialogCoverage coverage)
    {
        var problems = new ProblemList();
        foreach (var group in coverage.Missing.GroupBy(part => PlaceOf(coverage.Dialog, part)))
        {
            var names = string.Join(", ", group.Select(part => $"{part.Kind} {part.Name}"));
            problems.Warn(group.Key, "D091",
                $"Tidak ada percakapan uji yang menyentuh ini: {names}. Tambahkan percakapan di berkas .chat di sebelahnya.",
                $"No transcript touches this: {names}. Add a conversation to the .chat file beside it.");
        }

        return problems.InOrder();
    }

    /// <summary>Where a part stands: the choice for a choice, the step for all else of a step, the list for a language.</summary>
    private static Place PlaceOf(Dialog dialog, Part part)
    {
        var step = dialog.Find(part.Name.Split('.')[0]);
        return part.Kind switch
        {
            "choices" when step is ChoicesStep question && question.Find(part.Name.Split('.')[1]) is { } choice => choice.Place,
            "languages" => dialog.PlaceOf("languages"),
            "reminders" or "help" => dialog.Texts.FirstOrDefault(text => text.Key == part.Name)?.Place ?? new Place(dialog.File, 1, 1),
            _ => step?.Place ?? new Place(dialog.File, 1, 1),
        };
    }
}
