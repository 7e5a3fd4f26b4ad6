using System.Collections.Frozen;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>Reads where a value comes from and how sure it is, wherever values of the outside world are written down.</summary>
internal static class ProvenanceReader
{
    internal static readonly string[] Keys = ["source", "last_checked", "confidence"];

    private static readonly FrozenDictionary<string, Confidence> Confidences = new Dictionary<string, Confidence>
    {
        ["V"] = Confidence.Verified,
        ["V-press"] = Confidence.Press,
        ["G"] = Confidence.General,
        ["U"] = Confidence.Uncertain,
    }.ToFrozenDictionary();

    internal static Provenance Read(MapNode map, FileReader file)
    {
        var missing = Keys.Where(key => !map.Has(key)).ToList();
        if (missing.Count > 0)
        {
            var list = string.Join(", ", missing);
            file.Problems.Error(map.Place, "D101",
                $"Belum tertulis dari mana ini dan seberapa pasti: {list}. Tulis source, last_checked (tanggal diperiksa) dan confidence (V, V-press, G atau U).",
                $"It is not said where this comes from and how sure it is: {list}. Write source, last_checked (the day it was checked) and confidence (V, V-press, G or U).");
        }

        return new Provenance(file.Word(map, "source") ?? "", Date(map, "last_checked", file), Certainty(map, file));
    }

    /// <summary>A day; null when absent or unreadable, which is reported.</summary>
    internal static DateOnly? Date(MapNode map, string key, FileReader file)
    {
        if (file.Word(map, key) is not { } word)
        {
            return null;
        }

        if (!SourcedValue.Fits(ValueKind.Date, word))
        {
            file.Problems.Error(map.PlaceOf(key), "D102",
                $"\"{key}\" harus berupa tanggal seperti 2026-07-15, bukan \"{word}\".", $"\"{key}\" must be a date such as 2026-07-15, not \"{word}\".");
        }

        return SourcedValue.ReadDate(word);
    }

    /// <summary>What nobody vouches for is not certain.</summary>
    private static Confidence Certainty(MapNode map, FileReader file)
    {
        if (file.Word(map, "confidence") is not { } word)
        {
            return Confidence.Uncertain;
        }

        if (Confidences.TryGetValue(word, out var confidence))
        {
            return confidence;
        }

        file.Problems.Error(map.PlaceOf("confidence"), "D101",
            $"\"{word}\" bukan tingkat kepastian. Tulis V (resmi), V-press (berita), G (umum diketahui) atau U (belum pasti).",
            $"\"{word}\" is no confidence. Write V (official), V-press (press), G (generally known) or U (uncertain).");
        return Confidence.Uncertain;
    }
}
