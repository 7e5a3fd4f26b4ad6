using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>What an extract did.</summary>
/// <param name="Text">The file as it should be.</param>
/// <param name="Missing">How many texts wait for a translation.</param>
/// <param name="Stale">How many translations have a source that changed.</param>
/// <param name="Orphans">How many translations translate nothing any more.</param>
public sealed record ExtractedTranslation(string Text, int Missing, int Stale, int Orphans);

/// <summary>
/// Writes the translation file of a dialog: every text in the order of the dialog, with what is translated already, and
/// with a commented line to fill in for what is not. A translation that is in the file stays in the file.
/// </summary>
public static class TranslationFile
{
    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Brings a translation file up to date.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="language">The language, for example <c>en</c>.</param>
    /// <param name="name">The file's name, for problems.</param>
    /// <param name="existing">The file as it is; empty when there is none.</param>
    /// <param name="problems">Why the existing file cannot be read: then nothing may be written.</param>
    /// <returns>The new file, or null when the existing one cannot be read.</returns>
    public static ExtractedTranslation? Extract(Dialog dialog, string language, string name, string existing, out IReadOnlyList<Problem> problems)
    {
        var found = new ProblemList();
        var old = Translation.IsBlank(existing) ? null : YamlFile.Read(name, existing, found);
        problems = found.InOrder();
        if (found.HasErrors)
        {
            return null;
        }

        var text = new StringBuilder($"# {dialog.Id} ({language}). Dibuat dan diperbarui dengan: belajarbot translate extract {dialog.Id} --lang {language}\n"
            + "# `of` menandai teks sumber yang diterjemahkan. Baris \"# kunci: …\" belum diterjemahkan: hapus tanda # dan isi text.\n");
        var (missing, stale) = (0, 0);
        var sources = Sources(dialog).DistinctBy(source => source.Key).ToList();
        foreach (var (key, source, isList) in sources)
        {
            text.Append('\n');
            var of = Translation.HashOf(source);
            var node = old?.Find(key);
            var (known, words) = node is MapNode map ? ((map.Find("of") as ScalarNode)?.Value, map.Find("text")) : (null, node);
            if (words is null || words is ScalarNode { Value.Length: 0 })
            {
                missing++;
                Comment(text, "", source);
                text.Append($"# {key}: {{of: {of}, text: {(isList ? "[]" : "\"\"")}}}\n");
                continue;
            }

            if (known is not null && known != of)
            {
                stale++;
                Comment(text, "USANG, sumbernya sekarang: ", source);
                of = known;
            }

            text.Append($"{key}: {{of: {Quoted(of)}, text: {Written(words)}}}\n");
        }

        var orphans = (old?.Entries ?? []).Where(entry => sources.TrueForAll(source => source.Key != entry.Key.Value)).ToList();
        if (orphans.Count > 0)
        {
            text.Append("\n# Tidak lagi menerjemahkan apa pun. Pindahkan ke kunci yang baru, atau hapus:\n");
        }

        foreach (var (key, node) in orphans)
        {
            text.Append($"{Quoted(key.Value)}: {Written(node)}\n");
        }

        return new ExtractedTranslation(text.ToString(), missing, stale, orphans.Count);
    }

    /// <summary>Every text and list of words with its key, in the order of the file.</summary>
    private static IEnumerable<(string Key, string Source, bool IsList)> Sources(Dialog dialog)
    {
        yield return Of(dialog.Title);
        if (dialog.Start.Keywords is { } keywords && keywords.All.Any())
        {
            yield return Of(keywords, dialog);
        }

        foreach (var step in dialog.Steps)
        {
            foreach (var text in step.Texts)
            {
                yield return Of(text);
            }

            foreach (var choice in ((step as ChoicesStep)?.Choices ?? []).Where(choice => choice.Listed is null))
            {
                if (choice.Also.All.Any())
                {
                    yield return Of(choice.Also, dialog);
                }
            }
        }

        foreach (var entry in dialog.Help)
        {
            yield return Of(entry.Ask, dialog);
            yield return Of(entry.Say);
        }
    }

    private static (string Key, string Source, bool IsList) Of(Text text) => (text.Key, text.Source.Source, false);

    private static (string Key, string Source, bool IsList) Of(WordList words, Dialog dialog) =>
        (words.Key, string.Join(", ", words.ByLanguage.GetValueOrDefault(dialog.Languages[0], ImmutableArray<string>.Empty)), true);

    private static void Comment(StringBuilder text, string before, string source)
    {
        foreach (var line in (before + source).ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append("# ").Append(line).Append('\n');
        }
    }

    /// <summary>In quotes nothing is special to YAML but the backslash, and a line end stays on its line.</summary>
    private static string Written(Node node) => node switch
    {
        ScalarNode scalar => Quoted(scalar.Value),
        ListNode list => $"[{string.Join(", ", list.Items.Select(Written))}]",
        MapNode map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Quoted(entry.Key.Value)}: {Written(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException($"Unknown node: {node.GetType().Name}."),
    };

    private static string Quoted(string value) => $"\"{JsonEncodedText.Encode(value, Readable)}\"";
}
