using System.Globalization;
using System.Text;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Helpdesk;

/// <summary>Makes of an answered question the lines that a topic would need: for <c>examples.csv</c> and <c>answers.yaml</c>.</summary>
internal static class AnswerDraft
{
    /// <summary>The draft; null when nothing was asked in words, or nothing answered.</summary>
    internal static string? Write(long ticketId, IReadOnlyList<TicketLine> lines)
    {
        var asked = Words(lines, "person").FirstOrDefault();
        var answered = Words(lines, "staff").ToList();
        if (asked is null || answered.Count == 0)
        {
            return null;
        }

        var draft = new StringBuilder();
        draft.Append(CultureInfo.InvariantCulture, $"# Draf dari tiket {ticketId}. Periksa: faktanya pasti? Tidak ada nama atau data orang?\n");
        draft.Append("# Lalu salin ke topics/answers.yaml, dan baris contohnya (dengan dua atau tiga contoh lain) ke topics/examples.csv.\n");
        draft.Append(CultureInfo.InvariantCulture, $"# text,topic\n# \"{OneLine(asked).Replace("\"", "\"\"", StringComparison.Ordinal)}\",topik.baru\n\n");
        draft.Append("  topik.baru:\n    title: JUDUL TOMBOL\n    say: |\n");
        foreach (var line in answered.SelectMany(words => words.Split('\n')))
        {
            // Marks and braces in what people wrote are no markup and no variables.
            draft.Append("      ").Append(line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)
                .Replace("_", "\\_", StringComparison.Ordinal).Replace("{", "\\{", StringComparison.Ordinal).TrimEnd()).Append('\n');
        }

        return draft.ToString();
    }

    private static IEnumerable<string> Words(IEnumerable<TicketLine> lines, string author) =>
        lines.Where(line => line.Author == author).Select(line => line.Said).OfType<TextInput>().Select(text => text.Text.Trim()).Where(text => text.Length > 0);

    private static string OneLine(string words) => string.Join(' ', words.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
