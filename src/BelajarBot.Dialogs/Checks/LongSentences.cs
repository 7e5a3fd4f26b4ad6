using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D092: a sentence that nobody reads to its end on a phone.</summary>
internal static class LongSentences
{
    private const int MostWords = 25;

    internal static void Check(IEnumerable<Text> texts, ProblemList problems)
    {
        foreach (var text in texts)
        {
            foreach (var (language, template) in text.ByLanguage)
            {
                foreach (var sentence in Sentences.Of(template.Source))
                {
                    var words = sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetterOrDigit)).ToList();
                    if (words.Count > MostWords)
                    {
                        var beginning = string.Join(' ', words.Take(4));
                        problems.Advise(text.PlaceIn(language), "D092",
                            $"Teks \"{text.Key}\": kalimat \"{beginning} …\" terdiri dari {words.Count} kata. Bagi menjadi kalimat yang lebih pendek.",
                            $"The text \"{text.Key}\": the sentence \"{beginning} …\" has {words.Count} words. Split it into shorter ones.");
                    }
                }
            }
        }
    }
}
