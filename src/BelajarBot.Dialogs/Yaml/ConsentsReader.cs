using System.Collections.Frozen;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// Reads <c>consents.yaml</c>: what people may agree to, in their own words.
/// <code>
/// consents:
///   data_program:
///     version: 1
///     title: Data untuk pendampingan
///     say: Saya menyimpan …
///     yes: {label: Saya setuju, also: [setuju]}
///     no: {label: Tidak, also: [tidak setuju]}
///     refused: Baik, tidak saya simpan.
/// </code>
/// </summary>
internal static class ConsentsReader
{
    internal static FrozenDictionary<string, Consent> Read(
        string path, IReadOnlyDictionary<string, string> group, LanguageData data, ProblemList problems)
    {
        if (!group.TryGetValue(path, out var text) || YamlFile.Read(path, text, problems) is not { } root)
        {
            return FrozenDictionary<string, Consent>.Empty;
        }

        var (file, translations) = DialogLoader.Open(path, root, group, data, problems);
        file.CheckKeys(root, ["languages", "consents"], path);
        var consents = new Dictionary<string, Consent>();
        foreach (var (key, node) in file.Map(root, "consents")?.Entries ?? [])
        {
            if (!FileReader.IsId(key.Value))
            {
                problems.Error(key.Place, "D005", $"\"{key.Value}\" bukan nama persetujuan yang sah.", $"\"{key.Value}\" is no valid name of a consent.");
            }
            else if (node is not MapNode map)
            {
                problems.Error(node.Place, "D004",
                    $"Persetujuan \"{key.Value}\" harus berisi version, title, say, yes, no dan refused.",
                    $"The consent \"{key.Value}\" must hold version, title, say, yes, no and refused.");
            }
            else if (Read(key, map, file) is { } consent)
            {
                consents[key.Value] = consent;
            }
        }

        foreach (var translation in translations)
        {
            translation.ReportUnused(problems);
        }

        if (consents.Count > 0)
        {
            ConsentTexts.Check(path, file.Languages, consents.Values, problems);
        }

        return consents.ToFrozenDictionary();
    }

    private static Consent? Read(ScalarNode key, MapNode map, FileReader file)
    {
        file.CheckKeys(map, ["version", "title", "say", "yes", "no", "refused"], key.Value);
        var version = Version(map, file);
        var title = file.RequiredText(map, "title", $"{key.Value}.title");
        var say = file.RequiredText(map, "say", $"{key.Value}.say");
        var yes = Answer(map, "yes", key.Value, file);
        var no = Answer(map, "no", key.Value, file);
        var refused = file.RequiredText(map, "refused", $"{key.Value}.refused");
        return version is null || title is null || say is null || yes is null || no is null || refused is null
            ? null
            : new Consent(key.Value, version, title, say, yes, no, refused, key.Place);
    }

    private static string? Version(MapNode map, FileReader file)
    {
        var version = file.Required(map, "version");
        if (version is not null && (version.Length > 20 || !version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')))
        {
            file.Problems.Error(map.PlaceOf("version"), "D005",
                $"\"{version}\" bukan versi yang sah: angka, huruf, titik atau -, paling banyak 20, misalnya 1 atau 2026-11.",
                $"\"{version}\" is no valid version: digits, letters, dots or -, at most 20, such as 1 or 2026-11.");
            return null;
        }

        return version;
    }

    private static ConsentAnswer? Answer(MapNode map, string key, string consent, FileReader file)
    {
        if (!map.Has(key))
        {
            file.Problems.Error(map.Place, "D004", $"Kunci \"{key}\" belum ada di sini.", $"The key \"{key}\" is missing here.");
        }

        if (file.Map(map, key) is not { } answer)
        {
            return null;
        }

        file.CheckKeys(answer, ["label", "also"], $"{consent}.{key}");
        return file.RequiredText(answer, "label", $"{consent}.{key}.label") is { } label
            ? new ConsentAnswer(label, file.WordList(answer, "also", $"{consent}.{key}.also"))
            : null;
    }
}
