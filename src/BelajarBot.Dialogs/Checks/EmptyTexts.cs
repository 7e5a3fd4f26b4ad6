using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D046: a text or label that can turn out empty. Telegram refuses such a message, and the person waits in vain.</summary>
internal static class EmptyTexts
{
    internal static void Check(Dialog dialog, ProblemList problems)
    {
        var afterAnswer = dialog.Steps.SelectMany(step => step.TextsWithAnswer).ToHashSet();
        var byClock = dialog.Reminders.Select(rule => rule.Say).ToHashSet();
        foreach (var text in dialog.Texts)
        {
            // A sticker has no words to quote. A reminder comes at any step, so nothing is surely known. Elsewhere D024 says what is.
            Check(text, name => afterAnswer.Contains(text) ? name == "answer" : byClock.Contains(text) && name != "title", problems);
        }
    }

    /// <summary>The bot's own texts: of these only the title is always known.</summary>
    internal static void Check(IEnumerable<Text> texts, ProblemList problems)
    {
        foreach (var text in texts)
        {
            Check(text, name => name != "title", problems);
        }
    }

    internal static void Report(Text text, string language, ProblemList problems) =>
        problems.Error(text.PlaceIn(language), "D046",
            $"Teks \"{text.Key}\" dapat menjadi kosong, dan pesan kosong tidak terkirim. Tulis kata tetap, atau kata pengganti seperti {{contact.name|Bapak/Ibu}}.",
            $"The text \"{text.Key}\" can turn out empty, and an empty message is not sent. Write fixed words, or words instead as in {{contact.name|friend}}.");

    private static void Check(Text text, Func<string, bool> isPerhapsMissing, ProblemList problems)
    {
        foreach (var (language, template) in text.ByLanguage)
        {
            if (template.CanBeBlank(isPerhapsMissing))
            {
                Report(text, language, problems);
            }
        }
    }
}
