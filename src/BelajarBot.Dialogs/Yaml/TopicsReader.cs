using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>Reads <c>topics/answers.yaml</c>: what the bot says on what people ask.</summary>
internal static class TopicsReader
{
    internal static ImmutableArray<Topic> Read(
        string path, IReadOnlyDictionary<string, string> group, LanguageData data, IReadOnlyCollection<string> known,
        IReadOnlyCollection<string> dialogs, IReadOnlyCollection<string> commands, ProblemList problems)
    {
        if (!group.TryGetValue(path, out var text) || YamlFile.Read(path, text, problems) is not { } root)
        {
            return [];
        }

        var (file, translations) = DialogLoader.Open(path, root, group, data, problems);
        file.CheckKeys(root, ["languages", "topics"], path);
        var topics = ImmutableArray.CreateBuilder<Topic>();
        foreach (var (key, node) in file.Map(root, "topics")?.Entries ?? [])
        {
            if (node is not MapNode map)
            {
                problems.Error(node.Place, "D004", $"Topik \"{key.Value}\" harus berisi title dan say atau dialog.", $"The topic \"{key.Value}\" must hold title and say or dialog.");
                continue;
            }

            if (known.Count > 0 && !known.Contains(key.Value))
            {
                problems.Error(key.Place, "D036",
                    $"Topik \"{key.Value}\" tidak punya contoh di topics/examples.csv.{Spelling.MaksudAnda(key.Value, known)}",
                    $"The topic \"{key.Value}\" has no examples in topics/examples.csv.{Spelling.DidYouMean(key.Value, known)}");
            }

            file.CheckKeys(map, ["title", "say", "dialog", "command", "officers", "aside"], key.Value);
            var title = file.RequiredText(map, "title", $"{key.Value}.title");
            var isAside = file.Flag(map, "aside");
            var say = file.Text(map, "say", $"{key.Value}.say");
            var dialog = file.Word(map, "dialog");
            if (dialog is not null && !dialogs.Contains(dialog))
            {
                problems.Error(map.PlaceOf("dialog"), "D010",
                    $"Topik \"{key.Value}\" menuju dialog \"{dialog}\", tidak ada.{Spelling.MaksudAnda(dialog, dialogs)}",
                    $"The topic \"{key.Value}\" leads to the dialog \"{dialog}\", which does not exist.{Spelling.DidYouMean(dialog, dialogs)}");
            }

            var command = Command("command");
            var officers = Command("officers");

            if (say is null && dialog is null && command is null)
            {
                problems.Error(map.Place, "D003", $"Topik \"{key.Value}\" tidak menjawab apa-apa: beri say, dialog atau command.", $"The topic \"{key.Value}\" answers nothing: give it say, dialog or command.");
            }
            else if (title is not null)
            {
                topics.Add(new Topic(key.Value, title, say, dialog, key.Place) { Command = command, OfficersCommand = officers, IsAside = isAside });
            }

            string? Command(string named)
            {
                var asked = file.Word(map, named);
                if (asked is not null && !commands.Contains(asked))
                {
                    problems.Error(map.PlaceOf(named), "D010",
                        $"Topik \"{key.Value}\" menuju perintah \"{asked}\", tidak ada.{Spelling.MaksudAnda(asked, commands)}",
                        $"The topic \"{key.Value}\" leads to the command \"{asked}\", which does not exist.{Spelling.DidYouMean(asked, commands)}");
                }

                return asked;
            }
        }

        foreach (var translation in translations)
        {
            translation.ReportUnused(problems);
        }

        return topics.ToImmutable();
    }
}
