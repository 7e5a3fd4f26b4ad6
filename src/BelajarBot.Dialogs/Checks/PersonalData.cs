using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D084: a dialog keeps something about a person who has not agreed to it. D085: it names a consent that there is not.
/// </summary>
internal static class PersonalData
{
    internal static void Check(Dialog dialog, IReadOnlyCollection<string> consents, ProblemList problems)
    {
        if (dialog.Consent is { } consent)
        {
            if (!consents.Contains(consent))
            {
                problems.Error(dialog.PlaceOf("consent"), "D085",
                    $"Persetujuan \"{consent}\" tidak ada di consents.yaml.{Spelling.MaksudAnda(consent, consents)}",
                    $"There is no consent \"{consent}\" in consents.yaml.{Spelling.DidYouMean(consent, consents)}");
            }

            return;
        }

        foreach (var answer in dialog.Answers.Values.Where(answer => IsKept(answer, dialog)).OrderBy(answer => answer.Place.Line))
        {
            var (what, english) = answer.Save is { } field
                ? ($"disimpan sebagai contact.{field}", $"is kept as contact.{field}") : ("adalah data pribadi", "is personal");
            problems.Error(answer.Place, "D084",
                $"Jawaban \"{answer.Name}\" {what}, tetapi dialog ini tidak meminta persetujuan. Tambahkan consent: <nama>, atau lupakan jawabannya di langkah yang menanyakannya (forget: [{answer.Name}]).",
                $"The answer \"{answer.Name}\" {english}, but this dialog asks for no consent. Add consent: <name>, or forget the answer in the step that asks it (forget: [{answer.Name}]).");
        }
    }

    /// <summary>An answer that its own question takes back at once is looked at and not kept.</summary>
    private static bool IsKept(Answer answer, Dialog dialog) =>
        answer.Save is not null
        || (answer.IsPersonal && dialog.Steps.Any(step => step.Asks == answer.Name) && !dialog.Steps.Where(step => step.Asks == answer.Name).All(step => ForgetsAtOnce(step, answer.Name, dialog)));

    /// <summary>A misspelt name in <c>forget</c> is reported as that (D023), and may have meant this answer.</summary>
    private static bool ForgetsAtOnce(Step step, string answer, Dialog dialog)
    {
        return step.Forget.Any(Means) || (step is ChoicesStep choices && choices.Choices.All(choice => choice.Forget.Any(Means)));

        bool Means(string name) => name == answer || !dialog.Answers.ContainsKey(name);
    }
}
