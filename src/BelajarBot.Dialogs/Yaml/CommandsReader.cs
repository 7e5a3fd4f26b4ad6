using System.Collections.Frozen;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// Reads <c>commands/*.yaml</c>: the words and texts of what the bot itself can do.
/// <code>
/// command: profil
/// languages: [id, en]
/// description: Lihat dan ubah data Anda
/// words: [profil, profil saya]
/// texts:
///   profile: Nama panggilan {name|belum ada}
/// </code>
/// </summary>
internal static class CommandsReader
{
    internal const string Folder = "commands/";

    /// <param name="files">Each file, with its translations beside it.</param>
    /// <param name="contracts">What the bot's capabilities need; null when nobody knows.</param>
    /// <param name="data">What the bot knows of the language.</param>
    /// <param name="problems">Receives what is wrong.</param>
    internal static IReadOnlyList<BotCommand> Read(
        IEnumerable<(string Path, IReadOnlyDictionary<string, string> Group)> files, IReadOnlyCollection<CommandContract>? contracts,
        LanguageData data, ProblemList problems)
    {
        var commands = new List<BotCommand>();
        foreach (var (path, group) in files)
        {
            if (YamlFile.Read(path, group[path], problems) is not { } root)
            {
                continue;
            }

            var (file, translations) = DialogLoader.Open(path, root, group, data, problems);
            if (Read(root, file, contracts) is { } command)
            {
                commands.Add(command);
                CommandChecks.Check(command, file.Languages, problems);
            }

            foreach (var translation in translations)
            {
                translation.ReportUnused(problems);
            }
        }

        return commands;
    }

    private static BotCommand? Read(MapNode root, FileReader file, IReadOnlyCollection<CommandContract>? contracts)
    {
        file.CheckKeys(root, ["command", "languages", "description", "words", "begins", "ask", "officers_ask", "hidden", "texts"], file.Name);
        var name = file.RequiredId(root, "command");
        var description = file.RequiredText(root, "description", "description");
        var words = file.WordList(root, "words", "words");
        var begins = root.Has("begins") ? file.WordList(root, "begins", "begins") : null;
        var ask = root.Has("ask") ? file.WordList(root, "ask", "ask") : null;
        var officersAsk = root.Has("officers_ask") ? file.WordList(root, "officers_ask", "officers_ask") : null;
        var isHidden = file.Flag(root, "hidden");
        var texts = file.Map(root, "texts") ?? new MapNode(root.Place, []);
        if (name is null || description is null)
        {
            return null;
        }

        if (name != Path.GetFileNameWithoutExtension(file.Name))
        {
            file.Problems.Error(root.PlaceOf("command"), "D005",
                $"Perintah \"{name}\" harus berada di berkas {Folder}{name}.yaml.", $"The command \"{name}\" belongs in the file {Folder}{name}.yaml.");
        }

        var contract = contracts?.FirstOrDefault(contract => contract.Command == name);
        if (contracts is not null && contract is null)
        {
            var known = contracts.Select(each => each.Command).Order(StringComparer.Ordinal).ToList();
            file.Problems.Error(root.PlaceOf("command"), "D086",
                $"Bot tidak punya kemampuan yang menjawab /{name}.{Spelling.MaksudAnda(name, known)} Yang ada: {string.Join(", ", known)}. Untuk percakapan sendiri, tulis dialog dengan start.commands.",
                $"The bot has no capability that answers /{name}.{Spelling.DidYouMean(name, known)} There are: {string.Join(", ", known)}. For a conversation of your own, write a dialog with start.commands.");
        }

        return new BotCommand(name, description, words, isHidden, Texts(texts, file, contract), file.Name, root.PlaceOf("command"))
        {
            Begins = begins,
            Ask = ask,
            OfficersAsk = officersAsk,
        };
    }

    private static FrozenDictionary<string, Text> Texts(MapNode map, FileReader file, CommandContract? contract)
    {
        var texts = new Dictionary<string, Text>();
        foreach (var (key, _) in map.Entries)
        {
            if (file.Text(map, key.Value, $"texts.{key.Value}") is { } text)
            {
                texts[key.Value] = text;
            }
        }

        if (contract is not null)
        {
            file.CheckKeys(map, contract.Texts.Keys, "texts");
            foreach (var (key, variables) in contract.Texts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (!texts.TryGetValue(key, out var text))
                {
                    file.Problems.Error(map.Place, "D007", $"Teks \"{key}\" belum ada.", $"The text \"{key}\" is missing.");
                    continue;
                }

                foreach (var unknown in text.ByLanguage.Values.SelectMany(t => t.Variables).Select(v => v.Name).Where(v => !variables.Contains(v)).Distinct())
                {
                    file.Problems.Error(text.Place, "D023",
                        $"Teks \"{key}\" tidak mengenal {{{unknown}}}.{Spelling.MaksudAnda(unknown, variables)}",
                        $"The text \"{key}\" does not know {{{unknown}}}.{Spelling.DidYouMean(unknown, variables)}");
                }
            }
        }

        return texts.ToFrozenDictionary();
    }
}
