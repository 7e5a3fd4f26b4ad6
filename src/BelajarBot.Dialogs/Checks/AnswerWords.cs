using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Checks;

/// <summary>Words that a person may write in a dialog, with what they mean and where they stand.</summary>
/// <param name="Key">The words as they are compared.</param>
/// <param name="Written">The words as the author wrote them.</param>
/// <param name="Place">Where they stand.</param>
/// <param name="Meaning">What they stand for, in Indonesian.</param>
/// <param name="English">The same in English.</param>
internal sealed record AnswerWord(string Key, string Written, Place Place, string Meaning, string English);

/// <summary>D031: one word means two things. D032: a word that means the same everywhere cannot be an answer.</summary>
internal static class AnswerWords
{
    /// <summary>The words of a choice question, in all languages: its labels and what stands beside them.</summary>
    internal static IEnumerable<AnswerWord> Of(ChoicesStep step) =>
        from choice in step.Choices
        from word in choice.Label.ByLanguage.Select(label => (label.Value.Source, Place: choice.Label.PlaceIn(label.Key)))
            .Concat(PlacedWords(choice.Also))
        let key = ChoiceMatcher.KeyOf(word.Source)
        where key.Length > 0
        select new AnswerWord(key, word.Source, word.Place, $"pilihan \"{choice.Id}\"", $"choice \"{choice.Id}\"");

    /// <summary>The questions that are answered anywhere in a dialog.</summary>
    internal static IEnumerable<AnswerWord> OfHelp(Dialog dialog) =>
        from entry in dialog.Help.Select((help, index) => (Words: help.Ask, Number: index + 1))
        from word in PlacedWords(entry.Words)
        let key = Fold.Text(word.Source)
        where key.Length > 0
        select new AnswerWord(key, word.Source, word.Place, $"bantuan nomor {entry.Number}", $"help number {entry.Number}");

    internal static IEnumerable<(string Source, Place Place)> PlacedWords(WordList list) =>
        list.ByLanguage.SelectMany(words => words.Value.Select(word => (word, list.PlaceIn(words.Key))));

    internal static void Check(Dialog dialog, BotTexts? texts, ProblemList problems)
    {
        var help = OfHelp(dialog).ToList();
        CheckOneMeaning(help, [], "dialog ini", "this dialog", problems);
        CheckGlobal(help, texts, problems);
        foreach (var step in dialog.Steps.OfType<ChoicesStep>())
        {
            var words = Of(step).ToList();
            CheckOneMeaning(words, help, $"langkah \"{step.Id}\"", $"step \"{step.Id}\"", problems);
            CheckGlobal(words, texts, problems);
        }
    }

    private static void CheckOneMeaning(
        IEnumerable<AnswerWord> words, IEnumerable<AnswerWord> taken, string where, string english, ProblemList problems)
    {
        var meaning = taken.DistinctBy(word => word.Key).ToDictionary(word => word.Key);
        foreach (var word in words)
        {
            if (!meaning.TryAdd(word.Key, word) && meaning[word.Key] is var first && first.Meaning != word.Meaning)
            {
                problems.Error(word.Place, "D031",
                    $"Pada {where}, \"{word.Written}\" berarti {word.Meaning} dan juga {first.Meaning}. Hapus atau ubah salah satunya.",
                    $"In {english}, \"{word.Written}\" means {word.English} and also {first.English}. Remove or change one of them.");
            }
        }
    }

    private static void CheckGlobal(IEnumerable<AnswerWord> words, BotTexts? texts, ProblemList problems)
    {
        foreach (var word in words)
        {
            if (texts?.MeaningOf(Fold.Text(word.Written)) is { } command)
            {
                problems.Error(word.Place, "D032",
                    $"\"{word.Written}\" adalah kata umum bot ({command}), jadi tidak dapat berarti {word.Meaning}. Pakai kata lain.",
                    $"\"{word.Written}\" is a word of the bot itself ({command}), so it cannot mean {word.English}. Use another word.");
            }
        }
    }
}
