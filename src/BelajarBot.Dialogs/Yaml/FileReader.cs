using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// Reads the values of one file's keys, with its translations beside it, and reports everything that does not fit.
/// </summary>
internal sealed class FileReader(
    string name, ImmutableArray<string> languages, IReadOnlyDictionary<string, Translation> translations, ProblemList problems, LanguageData data)
{
    internal string Name => name;

    internal ImmutableArray<string> Languages => languages;

    internal ProblemList Problems => problems;

    internal LanguageData Data => data;

    private string SourceLanguage => languages[0];

    /// <summary>Reports keys that do not belong here, with the nearest that does.</summary>
    internal void CheckKeys(MapNode map, IReadOnlyCollection<string> known, string where)
    {
        foreach (var (key, _) in map.Entries)
        {
            if (!known.Contains(key.Value))
            {
                problems.Error(key.Place, "D002",
                    $"Kunci \"{key.Value}\" tidak dikenal pada {where}.{Spelling.MaksudAnda(key.Value, known)} Yang ada: {string.Join(", ", known)}.",
                    $"The key \"{key.Value}\" is not known in {where}.{Spelling.DidYouMean(key.Value, known)} There are: {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>A word or a line; null when absent.</summary>
    internal string? Word(MapNode map, string key)
    {
        switch (map.Find(key))
        {
            case null:
                return null;
            case ScalarNode scalar when scalar.Value.Trim().Length > 0:
                return scalar.Value.Trim();
            case var other:
                problems.Error(other.Place, "D004", $"\"{key}\" harus berisi satu nilai.", $"\"{key}\" must hold one value.");
                return null;
        }
    }

    internal string? Required(MapNode map, string key)
    {
        if (!map.Has(key))
        {
            problems.Error(map.Place, "D004", $"Kunci \"{key}\" belum ada di sini.", $"The key \"{key}\" is missing here.");
        }

        return Word(map, key);
    }

    internal string? RequiredId(MapNode map, string key)
    {
        var id = Required(map, key);
        if (id is not null && !IsId(id))
        {
            problems.Error(map.PlaceOf(key), "D005",
                $"\"{id}\" bukan nama yang sah: mulai dengan huruf kecil, lalu huruf kecil, angka atau _, paling banyak 31.",
                $"\"{id}\" is no valid name: begin with a small letter, then small letters, digits or _, at most 31.");
            return null;
        }

        return id;
    }

    /// <summary>A stretch of time; null when absent or unreadable, which is reported.</summary>
    internal TimeSpan? Duration(MapNode map, string key)
    {
        if (Word(map, key) is not { } word)
        {
            return null;
        }

        var duration = Durations.Parse(word);
        if (duration is null)
        {
            problems.Error(map.PlaceOf(key), "D004",
                $"\"{key}\" harus berupa lama waktu seperti 1 day, 3 hours, 2 minggu; bukan \"{word}\".",
                $"\"{key}\" must be a stretch of time such as 1 day, 3 hours, 2 weeks; not \"{word}\".");
        }

        return duration;
    }

    /// <summary>A single word or a list of words.</summary>
    internal ImmutableArray<string> Words(MapNode map, string key) => Words(map.Find(key), key);

    internal int? Number(MapNode map, string key, int least, int most)
    {
        if (Word(map, key) is not { } word)
        {
            return null;
        }

        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        problems.Error(map.PlaceOf(key), "D004",
            $"\"{key}\" harus berupa angka {least} sampai {most}, bukan \"{word}\".",
            $"\"{key}\" must be a number from {least} to {most}, not \"{word}\".");
        return null;
    }

    /// <summary>Yes or no, written <c>true</c> or <c>false</c>; no when absent.</summary>
    internal bool Flag(MapNode map, string key)
    {
        if (Word(map, key) is { } word and not ("true" or "false"))
        {
            problems.Error(map.PlaceOf(key), "D004",
                $"\"{key}\" harus true atau false, bukan \"{word}\".", $"\"{key}\" must be true or false, not \"{word}\".");
        }

        return Word(map, key) == "true";
    }

    /// <summary>One of a closed list of words, written in small letters.</summary>
    internal TEnum OneOf<TEnum>(MapNode map, string key, TEnum whenAbsent)
        where TEnum : struct, Enum
    {
        if (Word(map, key) is not { } word)
        {
            return whenAbsent;
        }

        if (Enum.TryParse<TEnum>(word, ignoreCase: true, out var value) && !char.IsAsciiDigit(word[0]))
        {
            return value;
        }

        var known = Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant()).ToList();
        problems.Error(map.PlaceOf(key), "D004",
            $"\"{key}\" harus salah satu dari: {string.Join(", ", known)}.{Spelling.MaksudAnda(word, known)}",
            $"\"{key}\" must be one of: {string.Join(", ", known)}.{Spelling.DidYouMean(word, known)}");
        return whenAbsent;
    }

    internal MapNode? Map(MapNode map, string key)
    {
        switch (map.Find(key))
        {
            case null:
                return null;
            case MapNode inner:
                return inner;
            case var other:
                problems.Error(other.Place, "D004", $"\"{key}\" harus berisi kunci dan nilai.", $"\"{key}\" must hold keys and values.");
                return null;
        }
    }

    internal IEnumerable<MapNode> Maps(MapNode map, string key)
    {
        if (map.Find(key) is not { } node)
        {
            yield break;
        }

        if (node is not ListNode list)
        {
            problems.Error(node.Place, "D004", $"\"{key}\" harus berupa daftar, tiap baris diawali '-'.", $"\"{key}\" must be a list, each line with a '-'.");
            yield break;
        }

        foreach (var item in list.Items)
        {
            if (item is MapNode inner)
            {
                yield return inner;
            }
            else
            {
                problems.Error(item.Place, "D004", $"Isi \"{key}\" harus berupa kunci dan nilai.", $"An item of \"{key}\" must hold keys and values.");
            }
        }
    }

    internal Condition? Condition(MapNode map, string key, string? ofAnswer = null) =>
        Word(map, key) is { } source ? new Condition(source, map.PlaceOf(key), ofAnswer) : null;

    /// <summary>A text in all its languages; null when absent.</summary>
    internal Text? Text(MapNode map, string key, string textKey)
    {
        if (Word(map, key) is not { } source)
        {
            return null;
        }

        var places = new Dictionary<string, Place> { [SourceLanguage] = map.PlaceOf(key) };
        var byLanguage = new Dictionary<string, Template> { [SourceLanguage] = Template(source, map.PlaceOf(key)) };
        foreach (var language in languages.Skip(1))
        {
            if (translations.TryGetValue(language, out var translation) && translation.Find(textKey, source, problems) is ScalarNode translated)
            {
                byLanguage[language] = Template(translated.Value, translated.Place);
                places[language] = translated.Place;
            }
        }

        return new Text(textKey, SourceLanguage, byLanguage, places);
    }

    internal Text? RequiredText(MapNode map, string key, string textKey)
    {
        if (!map.Has(key))
        {
            problems.Error(map.Place, "D004", $"Kunci \"{key}\" belum ada di sini.", $"The key \"{key}\" is missing here.");
        }

        return Text(map, key, textKey);
    }

    /// <summary>Words that people may write, in all languages; empty when absent.</summary>
    internal WordList WordList(MapNode map, string key, string textKey)
    {
        var words = Words(map, key);
        var byLanguage = new Dictionary<string, ImmutableArray<string>> { [SourceLanguage] = words };
        var places = new Dictionary<string, Place> { [SourceLanguage] = map.PlaceOf(key) };
        foreach (var language in languages.Skip(1))
        {
            if (translations.TryGetValue(language, out var translation)
                && translation.Find(textKey, string.Join(", ", words), problems) is { } translated)
            {
                byLanguage[language] = Words(translated, textKey);
                places[language] = translated.Place;
            }
        }

        return new WordList(textKey, map.PlaceOf(key), byLanguage) { Places = places };
    }

    private ImmutableArray<string> Words(Node? node, string key)
    {
        switch (node)
        {
            case null:
                return [];
            case ScalarNode scalar:
                return [scalar.Value.Trim()];
            case ListNode list when list.Items.All(item => item is ScalarNode):
                return [.. list.Items.Cast<ScalarNode>().Select(item => item.Value.Trim())];
            default:
                problems.Error(node.Place, "D004", $"\"{key}\" harus berupa kata atau daftar kata: [satu, dua].", $"\"{key}\" must be a word or a list of words: [one, two].");
                return [];
        }
    }

    private Template Template(string source, Place place)
    {
        var template = Definition.Template.Parse(source, out var mistakes);
        foreach (var mistake in mistakes)
        {
            problems.Error(place, "D043", $"Teks ini: {mistake.Message}.", $"This text: {mistake.English}.");
        }

        return template;
    }

    /// <summary>A small letter, then small letters, digits or <c>_</c>; at most 31, so that it fits on a button.</summary>
    internal static bool IsId(string id) =>
        id.Length is > 0 and <= 31 && char.IsAsciiLetterLower(id[0]) && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
