using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>Gives a step kind the values of its keys; whatever cannot be read is reported and replaced by something harmless.</summary>
internal sealed class StepReader(FileReader file, MapNode map, string id, IReadOnlyDictionary<string, Answer> answers)
{
    internal string Id => id;

    internal StepBasics Basics => new(id, map.Place)
    {
        KeyPlaces = map.Entries.ToDictionary(entry => entry.Key.Value, entry => entry.Value.Place),
        Say = Text("say"),
        If = Condition("if"),
        SkipIf = Condition("skip_if"),
        Milestone = Word("milestone"),
        Go = Word("go"),
        Forget = Words("forget"),
        End = Word("end"),
        Next = Words("next"),
    };

    internal Text? Text(string key) => file.Text(map, key, $"{id}.{key}");

    internal Condition? Condition(string key) => file.Condition(map, key);

    internal string? Word(string key) => file.Word(map, key);

    internal ImmutableArray<string> Words(string key) => file.Words(map, key);

    internal LanguageData Data => file.Data;

    /// <summary>Whether a key stands here; the one word that it can have is reported when another one does.</summary>
    internal bool Is(string key, string only)
    {
        if (Word(key) is { } word && word != only)
        {
            file.Problems.Error(map.PlaceOf(key), "D004",
                $"\"{key}\" hanya dapat berisi {only}, bukan \"{word}\".", $"\"{key}\" can only be {only}, not \"{word}\".");
        }

        return map.Has(key);
    }

    /// <summary>The types named under a key; unknown ones are reported and left out.</summary>
    internal ImmutableArray<string> Types(string key)
    {
        var names = Words(key);
        foreach (var name in names.Where(name => OfName(name) is null))
        {
            file.Problems.Error(map.PlaceOf(key), "D021",
                $"Jenis \"{name}\" tidak ada.{Spelling.MaksudAnda(name, file.Data.Types.Names)} Yang ada: {string.Join(", ", file.Data.Types.Names)}.",
                $"There is no type \"{name}\".{Spelling.DidYouMean(name, file.Data.Types.Names)} There are: {string.Join(", ", file.Data.Types.Names)}.");
        }

        return [.. names.Where(name => OfName(name) is not null)];
    }

    /// <summary>The kind of value of the answer asked for; text when the answer is not declared, which a check reports.</summary>
    internal IValueType TypeOf(string answer) => answers.GetValueOrDefault(answer)?.ValueType ?? OfName("text")!;

    internal IValueType? OfName(string type) => file.Data.Types.TryCreate(type, ValueOptions.None, out var made) ? made : null;

    internal Place PlaceOf(string key) => map.PlaceOf(key);

    /// <summary>A stretch of time; a day where it cannot be read, which is reported.</summary>
    internal TimeSpan Duration(string key) => file.Duration(map, key) ?? TimeSpan.FromDays(1);

    /// <summary>The parts of <c>handover</c>.</summary>
    internal (string Queue, string? Area, Text? Note, TimeSpan? Sla) Handover()
    {
        if (file.Map(map, "handover") is not { } node)
        {
            return ("", null, null, null);
        }

        file.CheckKeys(node, ["queue", "area", "note", "reply_within"], "handover");
        var area = file.Word(node, "area");
        if (area?.StartsWith("contact.", StringComparison.Ordinal) == true)
        {
            area = area["contact.".Length..];
        }

        if (area is not null && ContactFields.TypeOf(area) != "region")
        {
            file.Problems.Error(node.PlaceOf("area"), "D021",
                $"\"{area}\" bukan data wilayah seseorang; tulis contact.region.", $"\"{area}\" is no region of a person; write contact.region.");
        }

        return (file.Required(node, "queue") ?? "", area, file.Text(node, "note", $"{id}.note"), file.Duration(node, "reply_within"));
    }

    /// <summary>The parts of <c>submit</c>.</summary>
    internal (string Kind, Text? Title, string By, string? Area) Submit()
    {
        if (file.Map(map, "submit") is not { } node)
        {
            return ("", null, "reviewer", null);
        }

        file.CheckKeys(node, ["kind", "title", "review"], "submit");
        var (by, area) = ("reviewer", (string?)null);
        if (file.Map(node, "review") is { } review)
        {
            file.CheckKeys(review, ["by", "area"], "review");
            by = file.Word(review, "by") ?? by;
            area = file.Word(review, "area");
            if (by is not ("reviewer" or "admin"))
            {
                file.Problems.Error(review.PlaceOf("by"), "D004",
                    $"\"by\" hanya dapat berisi reviewer atau admin, bukan \"{by}\".", $"\"by\" can only be reviewer or admin, not \"{by}\".");
            }

            var isRegion = area?.StartsWith("contact.", StringComparison.Ordinal) == true
                ? ContactFields.TypeOf(area["contact.".Length..]) == "region"
                : answers.GetValueOrDefault(area ?? "")?.Type == "region";
            if (area is not null && !isRegion)
            {
                file.Problems.Error(review.PlaceOf("area"), "D021",
                    $"\"{area}\" bukan wilayah; tulis contact.region atau jawaban berjenis region.",
                    $"\"{area}\" is no region; write contact.region, or an answer of type region.");
            }
        }

        return (file.RequiredId(node, "kind") ?? "", file.Text(node, "title", $"{id}.title"), by, area);
    }

    internal Tries? Tries()
    {
        if (file.Map(map, "tries") is not { } node)
        {
            return null;
        }

        file.CheckKeys(node, ["max", "then"], "tries");
        var max = file.Number(node, "max", 1, 20);
        return file.Required(node, "max") is null || max is null ? null : new Tries(max.Value, file.Word(node, "then"), node.PlaceOf("then"));
    }

    internal ImmutableArray<Must> Must()
    {
        var conditions = ImmutableArray.CreateBuilder<Must>();
        var number = 0;
        foreach (var node in file.Maps(map, "must"))
        {
            number++;
            file.CheckKeys(node, ["check", "else"], "must");
            if (file.Condition(node, "check", ofAnswer: Word("ask")) is { } check
                && file.RequiredText(node, "else", $"{id}.must.{number}") is { } reason)
            {
                conditions.Add(new Must(check, reason));
            }
        }

        return conditions.ToImmutable();
    }

    internal ImmutableArray<Choice> Choices()
    {
        if (map.Find("choices") is ScalarNode name)
        {
            return Listed(name);
        }

        var choices = ImmutableArray.CreateBuilder<Choice>();
        var seen = new HashSet<string>();
        foreach (var node in file.Maps(map, "choices"))
        {
            file.CheckKeys(node, ["id", "label", "also", "go", "milestone", "forget"], "choices");
            if (file.RequiredId(node, "id") is not { } choiceId || file.RequiredText(node, "label", $"{id}.choice.{choiceId}") is not { } label)
            {
                continue;
            }

            if (!seen.Add(choiceId))
            {
                file.Problems.Error(node.PlaceOf("id"), "D001",
                    $"Langkah \"{id}\" punya dua pilihan \"{choiceId}\". Ganti id salah satunya.",
                    $"Step \"{id}\" has two choices \"{choiceId}\". Rename one of the ids.");
                continue;
            }

            choices.Add(new Choice(
                choiceId, label, file.WordList(node, "also", $"{id}.also.{choiceId}"),
                file.Word(node, "go"), file.Word(node, "milestone"), file.Words(node, "forget"), node.Place,
                node.Entries.ToDictionary(entry => entry.Key.Value, entry => entry.Value.Place)));
        }

        if (choices.Count == 0)
        {
            file.Problems.Error(map.PlaceOf("choices"), "D030",
                $"Langkah \"{id}\" bertanya dengan pilihan tetapi tidak ada pilihannya.",
                $"Step \"{id}\" asks with choices and has none.");
        }

        return choices.ToImmutable();
    }

    /// <summary>The choices of a programme's list. One of them at least must always be there, or nobody could answer.</summary>
    private ImmutableArray<Choice> Listed(ScalarNode name)
    {
        var known = file.Data.Lists;
        if (!known.TryGetValue(name.Value.Trim(), out var choices))
        {
            var names = known.Keys.Order(StringComparer.Ordinal).ToList();
            var list = names.Count == 0 ? "-" : string.Join(", ", names);
            file.Problems.Error(name.Place, "D030",
                $"Daftar \"{name.Value}\" tidak ada di folder programs.{Spelling.MaksudAnda(name.Value, names)} Yang ada: {list}.",
                $"There is no list \"{name.Value}\" in the folder programs.{Spelling.DidYouMean(name.Value, names)} There are: {list}.");
            return [];
        }

        if (!choices.Any(choice => choice.Listed is { Provenance.Confidence: not Confidence.Uncertain, ValidFrom: null, ValidTo: null }))
        {
            file.Problems.Error(name.Place, "D030",
                $"Daftar \"{name.Value}\" bisa menjadi kosong: sekurangnya satu isinya harus pasti dan berlaku tanpa batas waktu.",
                $"The list \"{name.Value}\" can become empty: one of its rows at least must be certain and hold without end.");
        }

        return choices;
    }
}
