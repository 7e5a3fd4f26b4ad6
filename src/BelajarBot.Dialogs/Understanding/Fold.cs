using System.Globalization;
using System.Text;

namespace BelajarBot.Dialogs.Understanding;

/// <summary>
/// Brings what people type to one form, so that <c>"  SUDAH,&#160;punya!! 🙏"</c> and <c>"sudah punya"</c> are the same
/// text: lower-case words of letters and digits with one space between them. Punctuation and emoji separate
/// words; accents, apostrophes and invisible characters vanish.
/// </summary>
/// <remarks>
/// Done by hand because the process runs without ICU, where <see cref="string.Normalize()"/> leaves text as it is.
/// </remarks>
public static class Fold
{
    /// <summary>The folded form; empty when the text holds no letter and no digit.</summary>
    /// <param name="text">Anything a person typed.</param>
    public static string Text(string text)
    {
        if (text.Length <= 256)
        {
            Span<char> buffer = stackalloc char[text.Length];
            var folded = buffer[..Into(text, buffer)];
            return folded.SequenceEqual(text) ? text : folded.ToString();
        }

        var large = new char[text.Length];
        return new string(large, 0, Into(text, large));
    }

    /// <summary>The words of the folded form.</summary>
    /// <param name="text">Anything a person typed.</param>
    public static string[] Words(string text) =>
        Text(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Writes the folded form without allocating.</summary>
    /// <param name="text">Anything a person typed.</param>
    /// <param name="folded">Receives it; at least as long as <paramref name="text"/>, because folding never lengthens.</param>
    /// <returns>How many characters were written.</returns>
    public static int Into(ReadOnlySpan<char> text, Span<char> folded)
    {
        var length = 0;
        var gap = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= 'a' and <= 'z' or >= '0' and <= '9')
            {
                Keep(folded, ref length, ref gap, c);
            }
            else if (c is >= 'A' and <= 'Z')
            {
                Keep(folded, ref length, ref gap, (char)(c | 0x20));
            }
            else if (c < 0x80)
            {
                gap |= c is not ('\'' or '`');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                var rune = new Rune(c, text[++i]);
                var plain = Stylised(rune.Value);
                if (plain != '\0')
                {
                    Keep(folded, ref length, ref gap, plain);
                }
                else if (Rune.IsLetterOrDigit(rune))
                {
                    Keep(folded, ref length, ref gap, c);
                    Keep(folded, ref length, ref gap, text[i]);
                }
                else
                {
                    gap = true;
                }
            }
            else if (!IsInvisible(c))
            {
                var plain = Plain(char.ToLowerInvariant(c));
                if (plain != '\0')
                {
                    Keep(folded, ref length, ref gap, plain);
                }
                else
                {
                    gap = true;
                }
            }
        }

        return length;
    }

    private static void Keep(Span<char> folded, ref int length, ref bool gap, char c)
    {
        if (gap && length > 0)
        {
            folded[length++] = ' ';
        }

        gap = false;
        folded[length++] = c;
    }

    /// <summary>Zero-width and bidirectional marks, combining accents, curly apostrophes, and what turns 1 into a keycap.</summary>
    private static bool IsInvisible(char c) => c is
        '\u00AD' or '\u061C' or '\uFEFF'
        or (>= '\u0300' and <= '\u036F')
        or (>= '\u200B' and <= '\u200F')
        or (>= '\u202A' and <= '\u202E')
        or (>= '\u2060' and <= '\u206F')
        or (>= '\uFE00' and <= '\uFE0F')
        or '\u20E3' or '\u2018' or '\u2019' or '\u02BC' or '\u00B4';

    /// <summary>The plain letter or digit behind one character, or zero when it only separates words.</summary>
    private static char Plain(char c) => c switch
    {
        >= '\uFF10' and <= '\uFF19' or >= '\uFF41' and <= '\uFF5A' => (char)(c - 0xFEE0),
        'à' or 'á' or 'â' or 'ã' or 'ä' or 'å' or 'ā' or 'ă' => 'a',
        'ç' or 'č' or 'ć' => 'c',
        'è' or 'é' or 'ê' or 'ë' or 'ē' or 'ě' or 'ĕ' => 'e',
        'ì' or 'í' or 'î' or 'ï' or 'ī' or 'ı' => 'i',
        'ñ' or 'ń' => 'n',
        'ò' or 'ó' or 'ô' or 'õ' or 'ö' or 'ō' => 'o',
        'š' or 'ś' or 'ş' => 's',
        'ù' or 'ú' or 'û' or 'ü' or 'ū' => 'u',
        'ý' or 'ÿ' => 'y',
        'ž' or 'ź' or 'ż' => 'z',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' or (>= '⁴' and <= '⁹') => (char)('0' + (c - '\u2070')),
        >= '₀' and <= '₉' => (char)('0' + (c - '₀')),
        >= '①' and <= '⑨' => (char)('1' + (c - '①')),
        >= 'ⓐ' and <= 'ⓩ' => (char)('a' + (c - 'ⓐ')),
        _ => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? c : '\0',
    };

    /// <summary>The letters and digits that phone keyboards offer as bold, italic, script and boxed "fonts".</summary>
    private static char Stylised(int rune) => rune switch
    {
        >= 0x1D400 and <= 0x1D6A3 => Alphabet((rune - 0x1D400) % 52),
        >= 0x1D7CE and <= 0x1D7FF => (char)('0' + ((rune - 0x1D7CE) % 10)),
        >= 0x1F130 and <= 0x1F149 => (char)('a' + (rune - 0x1F130)),
        >= 0x1F150 and <= 0x1F169 => (char)('a' + (rune - 0x1F150)),
        >= 0x1F170 and <= 0x1F189 => (char)('a' + (rune - 0x1F170)),
        _ => '\0',
    };

    private static char Alphabet(int index) => (char)('a' + (index % 26));
}
