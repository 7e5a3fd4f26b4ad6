using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D083: a question that people answer by typing asks for a password, a one-time code, an identity number or a date of
/// birth. These never belong in a chat. A sentence that says not to send them is welcome.
/// </summary>
internal static class AskedSecrets
{
    internal static void Check(Dialog dialog, ProblemList problems)
    {
        foreach (var step in dialog.Steps.Where(step => step.Asks is not null && step is not ChoicesStep))
        {
            if (SecretWords.In(step.Asks!.Replace('_', ' ')) is { } named)
            {
                Report(step.PlaceOf("ask"), named, step, problems);
            }

            foreach (var text in step.Texts)
            {
                foreach (var (language, template) in text.ByLanguage)
                {
                    if (Sentences.Of(template.Source).Select(SecretWords.In).FirstOrDefault(found => found is not null) is { } secret)
                    {
                        Report(text.PlaceIn(language), secret, step, problems);
                    }
                }
            }
        }
    }

    private static void Report(Place place, string secret, Step step, ProblemList problems) =>
        problems.Error(place, "D083",
            $"Langkah \"{step.Id}\" tampaknya meminta \"{secret}\". Kata sandi, kode, NIK dan tanggal lahir tidak pernah diminta di sini: ubah pertanyaannya, atau tulis \"jangan\" sebelum katanya.",
            $"Step \"{step.Id}\" seems to ask for \"{secret}\". Passwords, codes, identity numbers and dates of birth are never asked for here: change the question, or say \"do not\" before the word.");
}
