namespace BelajarBot.Dialogs.Understanding;

/// <summary>Digits as people write long numbers: in one piece, or in groups with spaces, dots or dashes between.</summary>
internal static class DigitRuns
{
    /// <summary>
    /// The longest number in a text, without what groups its digits; full-width digits count, and an O or l inside
    /// a number is the 0 or 1 that was meant.
    /// </summary>
    public static string Joined(string text)
    {
        var best = "";
        foreach (var (start, length) in Find(text))
        {
            var digits = Digits(text.AsSpan(start, length));
            if (digits.Length > best.Length)
            {
                best = digits;
            }
        }

        return best;
    }

    /// <summary>Where numbers stand in a text, groups included.</summary>
    public static IEnumerable<(int Start, int Length)> Find(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsDigit(text[i]) && !(IsLookalike(text[i]) && Neighbour(text, i)))
            {
                continue;
            }

            var start = i;
            var end = i + 1;
            while (end < text.Length)
            {
                if (IsDigit(text[end]) || IsLookalike(text[end]) && Neighbour(text, end))
                {
                    end++;
                }
                else if (IsGrouping(text[end]) && end + 1 < text.Length && IsDigit(text[end + 1]))
                {
                    end += 2;
                }
                else
                {
                    break;
                }
            }

            yield return (start, end - start);
            i = end;
        }
    }

    /// <summary>The digits alone, as ASCII.</summary>
    public static string Digits(ReadOnlySpan<char> number)
    {
        Span<char> digits = stackalloc char[64];
        var length = 0;
        foreach (var c in number)
        {
            if (length < digits.Length && (IsDigit(c) || IsLookalike(c)))
            {
                digits[length++] = c switch
                {
                    'O' or 'o' => '0',
                    'l' or 'I' => '1',
                    >= '\uFF10' => (char)(c - 0xFEE0),
                    _ => c,
                };
            }
        }

        return digits[..length].ToString();
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9' or >= '\uFF10' and <= '\uFF19';

    private static bool IsLookalike(char c) => c is 'O' or 'o' or 'l' or 'I';

    private static bool IsGrouping(char c) => c is ' ' or '-' or '.' or '\u00A0' or '\u2011' or '\u2013';

    /// <summary>A letter that looks like a digit is one only between digits and their like, never in a word.</summary>
    private static bool Neighbour(string text, int i)
    {
        var left = i == 0 || !char.IsLetter(text[i - 1]) || IsLookalike(text[i - 1]);
        var right = i + 1 == text.Length || !char.IsLetter(text[i + 1]) || IsLookalike(text[i + 1]);
        var touches = i > 0 && IsDigit(text[i - 1]) || i + 1 < text.Length && IsDigit(text[i + 1]);
        return left && right && touches;
    }
}
