using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>What may stand behind <c>given</c>.</summary>
internal static class GivenValues
{
    private static readonly string[] Keys = [Given.Language, Given.Consent, .. ContactFields.Names.Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with <c>key: value</c>, or null.</summary>
    internal static (string Message, string English)? Mistake(string key, string value)
    {
        if (GivenProgrammes.Speaks(key))
        {
            return value.Length is > 0 and <= 200 && key.Split('.') is { Length: 2 or 3 } parts && parts.All(Yaml.FileReader.IsId) ? null
                : ("Tulis seperti ini: given program.tenggat: 2026-06-30, atau program.pembatik.tenggat untuk satu program.",
                    "Write it as in: given program.tenggat: 2026-06-30, or program.pembatik.tenggat for one programme.");
        }

        if (!Keys.Contains(key))
        {
            var list = string.Join(", ", Keys);
            return ($"\"{key}\" bukan data orang.{Spelling.MaksudAnda(key, Keys)} Yang ada: {list}.",
                $"\"{key}\" is nothing that is known of a person.{Spelling.DidYouMean(key, Keys)} There are: {list}.");
        }

        if (value.Length is 0 or > 200)
        {
            return ($"Tulis nilainya, misalnya: given {key}: …; paling panjang 200 karakter.",
                $"Write its value, as in: given {key}: …; at most 200 characters.");
        }

        var choices = ContactFields.ChoicesOf(key);
        if (!choices.IsEmpty && !choices.Contains(value))
        {
            return ($"\"{value}\" bukan nilai untuk {key}. Yang ada: {string.Join(", ", choices)}.",
                $"\"{value}\" is no value of {key}. There are: {string.Join(", ", choices)}.");
        }

        return null;
    }
}
