using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>Makes a dialog of its file. What it returns may still be wrong in ways that the checks find.</summary>
internal static class DialogReader
{
    private static readonly ImmutableArray<string> Keys =
        ["dialog", "format", "title", "languages", "program", "who", "consent", "menu", "start", "milestones", "answers", "steps", "reminders", "help", "moved", "drop"];

    internal static Dialog? Read(MapNode root, FileReader file, ImmutableArray<string> languages, string revision)
    {
        file.CheckKeys(root, Keys, "dialog");
        var id = file.RequiredId(root, "dialog");
        var title = file.RequiredText(root, "title", "title");
        var answers = Answers(root, file);
        var steps = Steps(root, file, answers);
        var expected = System.IO.Path.GetFileNameWithoutExtension(file.Name).Replace('-', '_');
        if (id is null && !FileReader.IsId(expected))
        {
            return null;
        }

        // What is missing has been reported. Something stands in for it, so that the checks find all the rest at the same time.
        title ??= StandIn(root, file, expected);
        if (id is not null && id != expected)
        {
            file.Problems.Error(root.PlaceOf("dialog"), "D005",
                $"Dialog \"{id}\" harus berada di berkas {id.Replace('_', '-')}.yaml.",
                $"The dialog \"{id}\" belongs in the file {id.Replace('_', '-')}.yaml.");
        }

        return new Dialog
        {
            Id = id ?? expected,
            Revision = revision,
            File = file.Name,
            Title = title,
            Languages = languages,
            Program = file.Word(root, "program"),
            Who = file.Condition(root, "who"),
            Consent = file.Word(root, "consent"),
            MenuPlaces = MenuPlaces(root, file),
            Start = Start(root, file),
            Milestones = file.Words(root, "milestones"),
            Answers = answers,
            Steps = steps,
            Reminders = RemindersReader.Read(root, file),
            Help = Help(root, file),
            Moved = Moved(root, file),
            Drop = file.OneOf(root, "drop", DropRule.Finish),
            KeyPlaces = KeyPlaces(root),
        };
    }

    private static Text StandIn(MapNode root, FileReader file, string name) => new(
        "title", file.Languages[0], file.Languages.ToDictionary(language => language, _ => Template.Parse(name, out ImmutableArray<TemplateMistake> _)),
        file.Languages.ToDictionary(language => language, _ => root.Place));

    /// <summary>The places that checks name; steps, answers and help know their own.</summary>
    private static Dictionary<string, Place> KeyPlaces(MapNode root)
    {
        var places = new Dictionary<string, Place>();
        foreach (var (key, value) in root.Entries.Where(entry => entry.Key.Value is not ("steps" or "answers" or "help")))
        {
            places.TryAdd(key.Value, value.Place);
            var inner = value switch
            {
                MapNode map => map.Entries.Select(entry => (Word: entry.Key.Value, entry.Value.Place)),
                ListNode list => list.Items.OfType<ScalarNode>().Select(item => (Word: item.Value.Trim(), item.Place)),
                _ => [],
            };
            foreach (var (word, place) in inner)
            {
                places.TryAdd($"{key.Value}.{word}", place);
            }
        }

        return places;
    }

    /// <summary>One place for everybody, or one for each role that is named.</summary>
    private static FrozenDictionary<string, int> MenuPlaces(MapNode root, FileReader file)
    {
        if (root.Find("menu") is MapNode byRole)
        {
            string[] roles = [.. ContactFields.ChoicesOf("role"), Dialog.EveryRole];
            file.CheckKeys(byRole, roles, "menu");
            return roles.Where(byRole.Has).ToFrozenDictionary(role => role, role => Place(byRole, role));
        }

        return file.Word(root, "menu") is "false"
            ? FrozenDictionary<string, int>.Empty
            : new Dictionary<string, int> { [Dialog.EveryRole] = Place(root, "menu") }.ToFrozenDictionary();

        int Place(MapNode map, string key) => file.Number(map, key, 1, 99) ?? int.MaxValue;
    }

    private static StartWords Start(MapNode root, FileReader file)
    {
        if (file.Map(root, "start") is not { } start)
        {
            return new StartWords([], null, null);
        }

        file.CheckKeys(start, ["commands", "keywords", "link"], "start");
        return new StartWords(file.Words(start, "commands"), file.WordList(start, "keywords", "start.keywords"), file.Word(start, "link"));
    }

    private static FrozenDictionary<string, Answer> Answers(MapNode root, FileReader file)
    {
        var answers = new Dictionary<string, Answer>();
        foreach (var (key, value) in file.Map(root, "answers")?.Entries ?? [])
        {
            if (!FileReader.IsId(key.Value))
            {
                file.Problems.Error(key.Place, "D005", $"\"{key.Value}\" bukan nama jawaban yang sah.", $"\"{key.Value}\" is no valid name of an answer.");
            }

            if (value is not MapNode map)
            {
                file.Problems.Error(value.Place, "D004",
                    $"Tulis jenisnya, misalnya {key.Value}: {{type: text}}.", $"Give its type, as in {key.Value}: {{type: text}}.");
                continue;
            }

            file.CheckKeys(map, ["type", "label", "save", "personal", "min", "max", "when", "level"], "answers");
            var options = new ValueOptions(
                file.Number(map, "min", 0, 1_000_000_000), file.Number(map, "max", 1, 1_000_000_000),
                file.OneOf(map, "when", DateHint.Any), file.OneOf(map, "level", RegionLevel.Any));
            var type = Type(map, file);
            file.Data.Types.TryCreate(type, options, out var valueType);
            answers[key.Value] = new Answer(key.Value, type, Save(map, file), file.Flag(map, "personal"), options, valueType, key.Place)
            {
                Label = file.Text(map, "label", $"answers.{key.Value}.label"),
            };
        }

        return answers.ToFrozenDictionary();
    }

    private static string Type(MapNode map, FileReader file)
    {
        var type = file.Required(map, "type") ?? "text";
        if (type != "choice" && !file.Data.Types.Names.Contains(type))
        {
            string[] known = [.. file.Data.Types.Names, "choice"];
            file.Problems.Error(map.PlaceOf("type"), "D021",
                $"Jenis \"{type}\" tidak ada.{Spelling.MaksudAnda(type, known)} Yang ada: {string.Join(", ", known)}.",
                $"There is no type \"{type}\".{Spelling.DidYouMean(type, known)} There are: {string.Join(", ", known)}.");
        }

        return type;
    }

    private static string? Save(MapNode map, FileReader file)
    {
        if (file.Word(map, "save") is not { } save)
        {
            return null;
        }

        var field = save.StartsWith("contact.", StringComparison.Ordinal) ? save["contact.".Length..] : save;
        if (ContactFields.TypeOf(field) is { } type && (type == Type(map, file) || type == "text"))
        {
            return field;
        }

        file.Problems.Error(map.PlaceOf("save"), "D021",
            $"\"{save}\" bukan data orang yang dapat menyimpan jenis ini.{Spelling.MaksudAnda(field, ContactFields.Names)}",
            $"\"{save}\" is no field of a person that can hold this type.{Spelling.DidYouMean(field, ContactFields.Names)}");
        return null;
    }

    private static ImmutableArray<Step> Steps(MapNode root, FileReader file, IReadOnlyDictionary<string, Answer> answers)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var seen = new HashSet<string>();
        foreach (var map in file.Maps(root, "steps"))
        {
            if (file.RequiredId(map, "id") is not { } id)
            {
                continue;
            }

            // The second one stays in the flow, so that the checks report no hole where it stands.
            if (!seen.Add(id))
            {
                file.Problems.Error(map.PlaceOf("id"), "D001",
                    $"Ada dua langkah \"{id}\". Ganti id salah satunya.", $"There are two steps \"{id}\". Rename one of the ids.");
            }

            var kind = StepKind.All.FirstOrDefault(k => map.Has(k.Word)) ?? SayStep.Kind;
            CheckStepKeys(map, kind, file);
            steps.Add(kind.Read(new StepReader(file, map, id, answers)));
        }

        if (steps.Count == 0)
        {
            file.Problems.Error(root.PlaceOf("steps"), "D003", "Dialog ini belum punya langkah.", "This dialog has no steps yet.");
        }

        return steps.ToImmutable();
    }

    /// <summary>A key of another kind of step is a misunderstanding (D004); a key of none is a slip (D002).</summary>
    private static void CheckStepKeys(MapNode map, StepKind kind, FileReader file)
    {
        var known = StepKind.CommonKeys.Concat(kind.Keys).ToList();
        foreach (var (key, _) in map.Entries)
        {
            if (!known.Contains(key.Value) && StepKind.All.FirstOrDefault(k => k.Keys.Contains(key.Value)) is { } other)
            {
                file.Problems.Error(key.Place, "D004",
                    $"\"{key.Value}\" hanya dapat dipakai pada langkah \"{other.Word}\".",
                    $"\"{key.Value}\" belongs only in a step with \"{other.Word}\".");
            }
        }

        file.CheckKeys(map, [.. known, .. StepKind.All.SelectMany(k => k.Keys).Distinct().Where(k => map.Has(k) && !known.Contains(k))], $"langkah {kind.Word}");
        if (map.Entries.All(entry => entry.Key.Value is "id" or "if" or "skip_if"))
        {
            file.Problems.Error(map.Place, "D003",
                "Langkah ini tidak melakukan apa-apa. Beri \"say\", \"ask\" atau \"go\", atau hapus.",
                "This step does nothing. Give it \"say\", \"ask\" or \"go\", or remove it.");
        }

        if (map.Has("next") && !map.Has("end"))
        {
            file.Problems.Error(map.PlaceOf("next"), "D004",
                "\"next\" menawarkan dialog lain di akhir; tambahkan \"end\", atau hapus.",
                "\"next\" offers other dialogs at an end; add \"end\" or remove it.");
        }

        if (map.Has("end") && map.Has("go"))
        {
            file.Problems.Error(map.PlaceOf("go"), "D004",
                "Setelah \"end\" tidak ada langkah lagi; hapus \"go\" atau \"end\".", "Nothing follows \"end\"; remove \"go\" or \"end\".");
        }
    }

    private static ImmutableArray<HelpEntry> Help(MapNode root, FileReader file)
    {
        var entries = ImmutableArray.CreateBuilder<HelpEntry>();
        foreach (var map in file.Maps(root, "help"))
        {
            file.CheckKeys(map, ["ask", "say"], "help");
            var number = entries.Count + 1;
            if (file.RequiredText(map, "say", $"help.{number}.say") is { } say)
            {
                entries.Add(new HelpEntry(file.WordList(map, "ask", $"help.{number}.ask"), say));
            }
        }

        return entries.ToImmutable();
    }

    private static FrozenDictionary<string, string> Moved(MapNode root, FileReader file) =>
        file.Map(root, "moved") is { } map
            ? map.Entries.Select(e => (From: e.Key.Value, To: file.Word(map, e.Key.Value))).Where(move => move.To is not null)
                .ToFrozenDictionary(move => move.From, move => move.To!)
            : FrozenDictionary<string, string>.Empty;
}
