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
