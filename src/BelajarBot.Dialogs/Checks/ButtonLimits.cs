using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D033: more buttons than anybody reads. D034: two labels so alike that a slip turns one into the other. D042: a label
/// that small phones cut off. (D041, more than 64 bytes of data, cannot happen: ids are at most 31 letters, D005.)
/// </summary>
internal static class ButtonLimits
{
    internal const int MostButtons = 24;
    internal const int LongestLabel = 40;

    internal static void Check(Dialog dialog, ProblemList problems)
    {
        CheckLength(dialog.Title, problems);
        foreach (var label in dialog.Answers.Values.Select(answer => answer.Label).OfType<Text>())
        {
            CheckLength(label, problems);
        }

        foreach (var step in dialog.Steps.OfType<ChoicesStep>())
        {
            if (step.Choices.Length > MostButtons)
            {
                problems.Error(step.PlaceOf("choices"), "D033",
                    $"Langkah \"{step.Id}\" punya {step.Choices.Length} tombol, paling banyak {MostButtons}. Bagi menjadi dua pertanyaan, atau pakai jawaban yang diketik.",
                    $"Step \"{step.Id}\" has {step.Choices.Length} buttons, at most {MostButtons}. Split it into two questions or let people type.");
            }
            else if (!step.KeyPlaces.ContainsKey("match"))
            {
                // Where only the exact words count, alike is not the same.
                CheckAlike(step, problems);
            }

            foreach (var choice in step.Choices)
            {
                CheckLength(choice.Label, problems);
            }
        }
    }

    private static void CheckLength(Text label, ProblemList problems)
    {
        foreach (var (language, template) in label.ByLanguage)
        {
            if (template.WorstLength(_ => 0) is > LongestLabel and var length)
            {
                problems.Warn(label.PlaceIn(language), "D042",
                    $"Tulisan tombol \"{template.Source}\" panjangnya {length} huruf; lebih dari {LongestLabel} terpotong di layar kecil. Persingkat.",
                    $"The label \"{template.Source}\" has {length} characters; more than {LongestLabel} are cut on small screens. Shorten it.");
            }
        }
    }

    private static void CheckAlike(ChoicesStep step, ProblemList problems)
    {
        foreach (var language in step.Choices.SelectMany(choice => choice.Label.ByLanguage.Keys).Distinct())
        {
            var labels = step.Choices.Select(choice => (choice.Label, Words: Fold.Text(choice.Label.In(language).Source))).ToList();
            for (var second = 1; second < labels.Count; second++)
            {
                for (var first = 0; first < second; first++)
                {
                    if (AreAlike(labels[first].Words, labels[second].Words))
                    {
                        problems.Warn(labels[second].Label.PlaceIn(language), "D034",
                            $"Tombol \"{labels[first].Label.In(language).Source}\" dan \"{labels[second].Label.In(language).Source}\" hampir sama; salah ketik mudah tertukar. Bedakan, atau tulis match: exact.",
                            $"The buttons \"{labels[first].Label.In(language).Source}\" and \"{labels[second].Label.In(language).Source}\" are nearly the same; a slip takes one for the other. Tell them apart or write match: exact.");
                    }
                }
            }
        }
    }

    /// <summary>Labels that differ in a number ("Kelas 7", "Kelas 8") are meant to look alike.</summary>
    private static bool AreAlike(string a, string b)
    {
        var slips = Typo.Allowed(Math.Max(a.Length, b.Length));
        return a != b && slips > 0 && Typo.Distance(a, b, slips) <= slips && WithoutDigits(a) != WithoutDigits(b);
    }

    private static string WithoutDigits(string words) => string.Concat(words.Where(c => !char.IsAsciiDigit(c)));
}
