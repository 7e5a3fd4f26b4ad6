using System.Globalization;
using System.Text;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>Half an emoji: the escape of one surrogate without its partner, which is valid JSON and no text at all (T93).</summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>The JSON with every escape of a lone surrogate replaced by that of U+FFFD.</summary>
    public static string Replace(string json)
    {
        var repaired = new StringBuilder(json.Length);
        var i = 0;
        while (i < json.Length)
        {
            if (json[i] != '\\' || i + 1 == json.Length)
            {
                repaired.Append(json[i++]);
                continue;
            }

            if (EscapedAt(json, i) is not { } unit || !char.IsSurrogate(unit))
            {
                // Both characters at once, so that the second backslash of a pair starts no escape of its own.
                repaired.Append(json, i, 2);
                i += 2;
                continue;
            }

            var isPair = char.IsHighSurrogate(unit) && EscapedAt(json, i + EscapeLength) is { } next && char.IsLowSurrogate(next);
            var taken = isPair ? 2 * EscapeLength : EscapeLength;
            repaired.Append(isPair ? json.AsSpan(i, taken) : "\\ufffd");
            i += taken;
        }

        return repaired.ToString();
    }

    private static char? EscapedAt(string json, int at) =>
        at + EscapeLength <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
