using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D045: a link that anybody on the way can read and change.</summary>
internal static class InsecureLinks
{
    internal static void Check(IEnumerable<Text> texts, ProblemList problems)
    {
        foreach (var text in texts)
        {
            foreach (var (language, template) in text.ByLanguage)
            {
                if (template.Source.IndexOf("http://", StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                {
                    var link = template.Source[at..].Split([' ', '\n', '\t', ')', '"'], 2)[0];
                    problems.Warn(text.PlaceIn(language), "D045",
                        $"Teks \"{text.Key}\": tautan {link} tidak aman. Pakai https://.",
                        $"The text \"{text.Key}\": the link {link} is not safe. Use https://.");
                }
            }
        }
    }
}
