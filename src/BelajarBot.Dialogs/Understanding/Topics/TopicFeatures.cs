using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding.Topics;

/// <summary>
/// Takes a text apart into what the ranker counts: standard words and their stems, pairs of neighbours, and pieces
/// of words, which carry misspelt and unseen words. Figures count by their shape, not their value.
/// </summary>
internal sealed partial class TopicFeatures(IndonesianNormalizer normalizer)
{
    /// <summary>How a feature begins; each kind is weighed apart.</summary>
    public const char Word = 'w';
    public const char Pair = 'p';
    public const char Piece = 'c';

    private const int LongestText = 400;
    private const int LeastQuestion = 4;
    private const int ShortestPiece = 3;
    private const int LongestPiece = 5;

    /// <summary>Stands for the part of an address before its @, which says no more than that an address is there.</summary>
    private const string Address = "alamatsurel";

    [GeneratedRegex(@"[\w.+\-]+\s?@(?=[a-z]+[.,]|[a-z]+\b)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnPart();

    private static readonly HashSet<string> Greetings =
        ["selamat", "pagi", "siang", "sore", "malam", "halo", "assalamualaikum", "salam", "wr", "wb", "warahmatullahi", "wabarakatuh", "dear", "yth", "good", "morning"];

    /// <summary>Part of the greeting after one ("selamat pagi admin"), but not at the start ("admin lupa sandi").</summary>
    private const string Greeted = "admin";

    private static readonly HashSet<string> Thanks =
        ["terima", "kasih", "sebelumnya", "banyak", "atas", "bantuannya", "wassalam", "wassalamualaikum", "salam", "sangat"];

    /// <summary>Adds every feature of a text, as often as it occurs.</summary>
    public void Collect(string text, List<string> features)
    {
        var read = text.Length > LongestText ? text[..LongestText] : text;
        var trimmed = read.Trim();
        if (trimmed.Length > 2 && trimmed[0] is '(' or '[' or '<' && trimmed[^1] is ')' or ']' or '>')
        {
            features.Add("w#kurung");
        }

        read = OwnPart().Replace(read, $" {Address} ");
        var before = "^";
        foreach (var written in WithoutManners(normalizer.Words(read)))
        {
            var word = Shape(written);
            features.Add($"{Word}{word}");
            features.Add($"{Pair}{before} {word}");
            before = word;
            if (word[0] == '#')
            {
                continue;
            }

            var stem = normalizer.Stem(word);
            if (stem != word)
            {
                features.Add($"{Word}{stem}");
            }

            Pieces(word, features);
        }

        features.Add($"{Pair}{before} $");
    }

    /// <summary>
    /// Without the greeting that a question begins with and the thanks that it ends with: alone they are the message,
    /// around a question they say nothing.
    /// </summary>
    private static IEnumerable<string> WithoutManners(IReadOnlyList<string> words)
    {
        var start = 0;
        while (start < words.Count && (Greetings.Contains(words[start]) || start > 0 && words[start] == Greeted))
        {
            start++;
        }

        var end = words.Count;
        while (end > start && Thanks.Contains(words[end - 1]))
        {
            end--;
        }

        start = end - start >= LeastQuestion ? start : 0;
        end = end - start >= LeastQuestion ? end : words.Count;
        return words.Skip(start).Take(end - start);
    }

    private static void Pieces(string word, List<string> features)
    {
        if (word.Length < ShortestPiece)
        {
            return;
        }

        var bounded = $"_{word}_";
        for (var length = ShortestPiece; length <= LongestPiece; length++)
        {
            for (var start = 0; start + length <= bounded.Length; start++)
            {
                features.Add(string.Concat("c", bounded.AsSpan(start, length)));
            }
        }
    }

    /// <summary>Long figures are kinds of numbers; letters with figures behind them look like passwords.</summary>
    private static string Shape(string word)
    {
        var digits = word.Count(char.IsAsciiDigit);
        if (digits == 0 || word.Length > 40)
        {
            return word == Address ? "#alamat" : word;
        }

        if (digits == word.Length)
        {
            return digits switch
            {
                <= 2 => word,
                4 when word.StartsWith("20", StringComparison.Ordinal) => "#tahun",
                8 => "#npsn",
                >= 15 => "#panjang",
                >= 9 => "#nomor",
                _ => $"#{digits}",
            };
        }

        return digits >= 4 && word.EndsWith("xx", StringComparison.Ordinal) || word.Contains("xxxx", StringComparison.Ordinal) ? "#panjang"
            : digits >= 2 && char.IsAsciiLetter(word[0]) && char.IsAsciiDigit(word[^1]) ? "#sandi"
            : word;
    }
}
