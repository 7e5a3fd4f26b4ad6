using System.Text.RegularExpressions;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>Bot tokens in the middle of other text: what must never be shown, wherever it came from (T159).</summary>
internal static partial class TokenText
{
    /// <summary>The text without tokens; the same object when there is none.</summary>
    public static string Redact(string text) =>
        text.Contains(':', StringComparison.Ordinal) || text.Contains('%', StringComparison.Ordinal) ? Token().Replace(text, "[token]") : text;

    [GeneratedRegex("[0-9]{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
