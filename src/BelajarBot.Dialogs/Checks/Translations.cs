using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D060: a translation is missing. D061: it names other variables than the source. D064: it is the source.</summary>
internal static class Translations
{
    /// <summary>Names and single terms are often the same in every language; a whole phrase hardly ever is.</summary>
    private const int WordsOfAPhrase = 3;

    internal static void Check(
        string file, Place place, ImmutableArray<string> languages, IReadOnlyList<Text> texts, IEnumerable<WordList> lists, ProblemList problems)
    {
        var words = lists.Where(list => list.All.Any()).ToList();
        foreach (var language in languages.Skip(1).Distinct())
        {
            var beside = $"{file[..^".yaml".Length]}.{language}.yaml";
            if (texts.All(text => !text.ByLanguage.ContainsKey(language)) && words.All(list => !list.ByLanguage.ContainsKey(language)))
            {
                problems.Warn(place, "D060",
                    $"Belum ada terjemahan \"{language}\" sama sekali. Buat {beside}, atau hapus \"{language}\" dari \"languages\".",
                    $"There is no translation to \"{language}\" at all. Make {beside} or remove \"{language}\" from \"languages\".");
                continue;
            }

            foreach (var (key, at) in texts.Where(text => !text.ByLanguage.ContainsKey(language)).Select(text => (text.Key, text.Place))
                .Concat(words.Where(list => !list.ByLanguage.ContainsKey(language)).Select(list => (list.Key, list.Place))))
            {
                problems.Warn(at, "D060",
                    $"Terjemahan \"{language}\" untuk \"{key}\" belum ada. Tulis \"{key}: …\" di {beside}.",
                    $"\"{key}\" is not translated to \"{language}\". Write \"{key}: …\" in {beside}.");
            }

            foreach (var text in texts.Where(text => text.ByLanguage.ContainsKey(language)))
            {
                Compare(text, language, problems);
            }
        }
    }

    private static void Compare(Text text, string language, ProblemList problems)
    {
        var translated = text.ByLanguage[language];
        var here = translated.Variables.Select(variable => variable.Name).ToHashSet();
        var there = text.Source.Variables.Select(variable => variable.Name).ToHashSet();
        if (!here.SetEquals(there))
        {
            problems.Error(text.PlaceIn(language), "D061",
                $"Terjemahan \"{text.Key}\" memuat {List(here)}, sumbernya {List(there)}. Samakan.",
                $"The translation of \"{text.Key}\" holds {List(here)}, its source {List(there)}. Make them the same.");
        }
        else if (translated.Source == text.Source.Source && CountWords(translated.Source) >= WordsOfAPhrase)
        {
            problems.Advise(text.PlaceIn(language), "D064",
                $"Terjemahan \"{text.Key}\" sama dengan sumbernya; mungkin terlupa.",
                $"The translation of \"{text.Key}\" is the same as its source; perhaps it was forgotten.");
        }
    }

    private static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"{{{name}}}")) is { Length: > 0 } list ? list : "{}";

    private static int CountWords(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetter));
}
