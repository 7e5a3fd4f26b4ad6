using System.Security.Cryptography;
using System.Text;
using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// The texts of one language beside a dialog, <c>aktivasi.en.yaml</c>: the key of a text and its translation, plain or
/// with a short hash of what was translated, so that a changed source shows as stale:
/// <code>
/// sapa.say: Hello!
/// npsn.say: {of: 3f2a9c1d, text: What is your NPSN?}
/// </code>
/// </summary>
internal sealed class Translation(string language, MapNode map)
{
    private readonly HashSet<string> used = [];

    internal string Language => language;

    /// <summary>Whether a file holds only comments, as one does that nobody has begun to fill in.</summary>
    internal static bool IsBlank(string text) => text.Split('\n').All(line => line.Trim().Length == 0 || line.StartsWith('#'));

    internal static string HashOf(string source) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.ReplaceLineEndings("\n").Trim())))[..8];

    /// <summary>The translation of a text: a scalar, a list for words, or null; reports a stale one.</summary>
    internal Node? Find(string textKey, string source, ProblemList problems)
    {
        used.Add(textKey);
        if (map.Find(textKey) is not MapNode withHash)
        {
            return map.Find(textKey);
        }

        if (withHash.Find("of") is ScalarNode of && of.Value != HashOf(source))
        {
            problems.Warn(withHash.Place, "D063",
                $"Terjemahan \"{textKey}\" sudah usang: teks sumbernya berubah. Perbarui, lalu tulis of: {HashOf(source)}.",
                $"The translation of \"{textKey}\" is stale: its source has changed. Update it and write of: {HashOf(source)}.");
        }

        return withHash.Find("text");
    }

    /// <summary>Reports translations of texts that there are not.</summary>
    internal void ReportUnused(ProblemList problems)
    {
        foreach (var (key, _) in map.Entries)
        {
            if (!used.Contains(key.Value))
            {
                problems.Warn(key.Place, "D062",
                    $"Terjemahan \"{key.Value}\" tidak menerjemahkan apa pun.{Spelling.MaksudAnda(key.Value, used)}",
                    $"\"{key.Value}\" translates nothing.{Spelling.DidYouMean(key.Value, used)}");
            }
        }
    }
}
