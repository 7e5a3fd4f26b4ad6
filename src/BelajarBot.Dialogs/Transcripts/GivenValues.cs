using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>What may stand behind <c>given</c>.</summary>
internal static partial class GivenValues
{
    /// <summary>What stands for the area of the whole country.</summary>
    private const string WholeCountry = "nasional";

    /// <summary>The roles of officers, as <c>given officer:</c> and the bot itself name them.</summary>
    private static readonly string[] Roles = ["kapten", "duta", "reviewer", "admin", "superadmin"];

    private static readonly string[] Keys = [Given.Language, Given.Consent, Given.Officer, Given.School, .. ContactFields.Names.Order(StringComparer.Ordinal)];

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

        if (key == Given.Officer)
        {
            return OfficerMistake(value);
        }

        if (key == Given.School)
        {
            return School().IsMatch(value) ? null
                : ("Tulis NPSN, kode wilayah, dan nama sekolah, misalnya: given school: 69990001 32.04 SDN 1 Cibadak.",
                    "Write the NPSN, the code of the area and the name of the school, as in: given school: 69990001 32.04 SDN 1 Cibadak.");
        }

        var choices = ContactFields.ChoicesOf(key);
        if (!choices.IsEmpty && !choices.Contains(value))
        {
            return ($"\"{value}\" bukan nilai untuk {key}. Yang ada: {string.Join(", ", choices)}.",
                $"\"{value}\" is no value of {key}. There are: {string.Join(", ", choices)}.");
        }

        return null;
    }

    /// <summary>Whether such an area exists is known when the conversation is played.</summary>
    private static (string Message, string English)? OfficerMistake(string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!Roles.Contains(words[0]))
        {
            var list = string.Join(", ", Roles);
            return ($"\"{words[0]}\" bukan peran petugas.{Spelling.MaksudAnda(words[0], Roles)} Yang ada: {list}.",
                $"\"{words[0]}\" is no role of an officer.{Spelling.DidYouMean(words[0], Roles)} There are: {list}.");
        }

        return words is [_, var area] && (area == WholeCountry || AreaCode().IsMatch(area)) ? null
            : ("Tulis peran dan kode wilayahnya, misalnya: given officer: duta 32, kapten 32.73, atau admin nasional.",
                "Write the role and the code of its area, as in: given officer: duta 32, kapten 32.73, or admin nasional.");
    }

    [GeneratedRegex(@"^[0-9]{8} [0-9]{2}(\.[0-9]{2})? \S.*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex School();

    [GeneratedRegex(@"^\d\d(\.\d\d)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AreaCode();
}
