using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Checks;

/// <summary>The words and texts of the commands that capabilities answer, held against the same rules as everything else.</summary>
internal static class CommandChecks
{
    private const int LongestDescription = 256;

    internal static void Check(BotCommand command, ImmutableArray<string> languages, ProblemList problems)
    {
        List<Text> texts = [command.Description, .. command.Texts.Values.OrderBy(text => text.Place.Line)];
        foreach (var text in texts)
        {
            CheckLength(text, text == command.Description ? LongestDescription : LongTexts.MostUnits, problems);
        }

        InsecureLinks.Check(texts, problems);
        Translations.Check(command.File, new Place(command.File, 1, 1), languages, texts, [.. new[] { command.Words, command.Begins, command.Ask, command.OfficersAsk }.OfType<WordList>()], problems);
        LongSentences.Check(texts, problems);
    }

    /// <summary>D040, D044. What fills the variables is the capability's own affair: it splits what becomes too long.</summary>
    private static void CheckLength(Text text, int most, ProblemList problems)
    {
        foreach (var (language, template) in text.ByLanguage)
        {
            if (template.Source.Length > most)
            {
                problems.Error(text.PlaceIn(language), most == LongestDescription ? "D044" : "D040",
                    $"Teks \"{text.Key}\" panjangnya {template.Source.Length} karakter; Telegram menerima {most}. Persingkat.",
                    $"The text \"{text.Key}\" has {template.Source.Length} characters; Telegram takes {most}. Shorten it.");
            }
        }
    }

    /// <summary>D035: a word that asks for a command already means something else.</summary>
    internal static void CheckWords(BotTexts texts, ProblemList problems)
    {
        var taken = new Dictionary<string, BotCommand>();
        foreach (var command in texts.Commands)
        {
            foreach (var (word, place) in AnswerWords.PlacedWords(command.Words).Append((command.Name, command.Place)))
            {
                var folded = Fold.Text(word);
                if (texts.Find(folded) is { } global)
                {
                    var meaning = global.ToString().ToLowerInvariant();
                    problems.Error(place, "D035",
                        $"\"{word}\" adalah kata umum bot ({meaning}), jadi tidak akan meminta /{command.Name}. Pakai yang lain.",
                        $"\"{word}\" is a word of the bot itself ({meaning}), so it would never ask for /{command.Name}. Use another.");
                }
                else if (!taken.TryAdd(folded, command) && taken[folded] != command)
                {
                    problems.Error(place, "D035",
                        $"\"{word}\" sudah meminta /{taken[folded].Name} ({taken[folded].File}). Pakai yang lain.",
                        $"\"{word}\" asks for /{taken[folded].Name} ({taken[folded].File}) already. Use another.");
                }
            }
        }
    }
}
