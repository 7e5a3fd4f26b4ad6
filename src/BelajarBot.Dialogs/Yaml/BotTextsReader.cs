using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>Reads <c>bot.yaml</c>: what the bot says and understands outside any dialog.</summary>
internal static class BotTextsReader
{
    internal static BotTexts? Read(string path, IReadOnlyDictionary<string, string> group, IReadOnlyList<BotCommand> commands, LanguageData data, ProblemList problems)
    {
        if (!group.TryGetValue(path, out var text))
        {
            problems.Error(new Place(path, 1, 1), "D007",
                $"Berkas {path} tidak ada. Di situ tersimpan sapaan dan kata umum bot; salin dari contoh.",
                $"There is no {path}. It holds the bot's greeting and common words; copy it from the example.");
            return null;
        }

        if (YamlFile.Read(path, text, problems) is not { } root)
        {
            return null;
        }

        var (file, translations) = DialogLoader.Open(path, root, group, data, problems);
        file.CheckKeys(root, ["languages", "language_names", "language_words", "words", "texts"], path);
        var texts = Texts(file, root);
        var words = Words(file, root);
        var names = file.Map(root, "language_names");
        var languageWords = LanguageWords(file, root);
        foreach (var translation in translations)
        {
            translation.ReportUnused(problems);
        }

        // A mistake elsewhere is no reason to hide what the global words would show.
        return texts.Count < BotTexts.Needed.Count ? null : new BotTexts(texts, words, file.Languages)
        {
            Data = data,
            Commands = [.. commands],
            LanguageNames = file.Languages.ToDictionary(
                language => language, language => names is null ? language : file.Word(names, language) ?? language),
            LanguageWords = languageWords,
        };
    }

    /// <summary>Optional: without it a language is chosen by its button or its own name.</summary>
    private static Dictionary<string, WordList> LanguageWords(FileReader file, MapNode root)
    {
        var map = file.Map(root, "language_words") ?? new MapNode(root.Place, []);
        file.CheckKeys(map, file.Languages, "language_words");
        return file.Languages.ToDictionary(language => language, language => file.WordList(map, language, $"language_words.{language}"));
    }

    private static Dictionary<string, Text> Texts(FileReader file, MapNode root)
    {
        var texts = new Dictionary<string, Text>();
        if (file.Map(root, "texts") is not { } map)
        {
            map = new MapNode(root.Place, []);
        }

        file.CheckKeys(map, BotTexts.Needed.Keys, "texts");
        foreach (var (key, variables) in BotTexts.Needed)
        {
            if (file.Text(map, key, $"texts.{key}") is not { } text)
            {
                file.Problems.Error(map.Place, "D007", $"Teks \"{key}\" belum ada.", $"The text \"{key}\" is missing.");
                continue;
            }

            texts[key] = text;
            foreach (var unknown in text.ByLanguage.Values.SelectMany(t => t.Variables).Select(v => v.Name).Where(v => !variables.Contains(v)).Distinct())
            {
                file.Problems.Error(text.Place, "D023",
                    $"Teks \"{key}\" tidak mengenal {{{unknown}}}.", $"The text \"{key}\" does not know {{{unknown}}}.");
            }
        }

        return texts;
    }

    private static Dictionary<GlobalWord, WordList> Words(FileReader file, MapNode root)
    {
        var words = new Dictionary<GlobalWord, WordList>();
        if (file.Map(root, "words") is not { } map)
        {
            map = new MapNode(root.Place, []);
        }

        var meanings = Enum.GetValues<GlobalWord>().ToDictionary(word => word.ToString().ToLowerInvariant());
        file.CheckKeys(map, meanings.Keys, "words");
        var taken = new Dictionary<string, string>();
        foreach (var (key, meaning) in meanings)
        {
            var list = file.WordList(map, key, $"words.{key}");
            if (!list.All.Any())
            {
                file.Problems.Error(map.Place, "D007", $"Kata untuk \"{key}\" belum ada.", $"There are no words for \"{key}\".");
            }

            foreach (var folded in list.All.Select(Fold.Text).Distinct())
            {
                if (!taken.TryAdd(folded, key))
                {
                    file.Problems.Error(list.Place, "D031",
                        $"Kata \"{folded}\" berarti \"{key}\" dan juga \"{taken[folded]}\".",
                        $"The word \"{folded}\" means \"{key}\" and also \"{taken[folded]}\".");
                }
            }

            words[meaning] = list;
        }

        return words;
    }
}
