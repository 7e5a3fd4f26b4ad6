namespace BelajarBot.Dialogs.Understanding;

/// <summary>
/// Rewrites what a teacher typed into the words that a dictionary would use: slang and abbreviations from the
/// <see cref="Lexicon"/>, <c>masuk2</c> as <c>masuk masuk</c>, <c>bangeeet</c> as <c>banget</c>, and, where a
/// vocabulary is given, single typing slips.
/// </summary>
public sealed class IndonesianNormalizer
{
    private const int ShortestCorrected = 5;

    /// <summary>After these a 2 is a number (<c>level2</c>), after all others it repeats the word (<c>masuk2</c>).</summary>
    private static readonly HashSet<string> Counted =
        ["level", "lvl", "lv", "tahap", "kelas", "kls", "kl", "gelombang", "gel", "sesi", "smp", "sma", "smk", "smpn", "sman", "smkn", "sdn", "nomor", "no", "pasal", "siklus", "langkah", "hari", "jam", "tgl", "tanggal", "versi", "fase", "tugas"];

    private readonly Lexicon lexicon;
    private readonly HashSet<string> known;
    private readonly Dictionary<string, string?> slips = [];

    /// <summary>Makes a normaliser.</summary>
    /// <param name="lexicon">How people write, and the standard words for it.</param>
    /// <param name="vocabulary">Words that are right as they stand; unknown words one slip away from just one of them are corrected.</param>
    public IndonesianNormalizer(Lexicon lexicon, IEnumerable<string>? vocabulary = null)
    {
        this.lexicon = lexicon;
        known = [.. lexicon.StandardWords];
        foreach (var word in vocabulary ?? [])
        {
            known.Add(word);
            if (word.Length >= ShortestCorrected && !char.IsAsciiDigit(word[0]))
            {
                Remember(word, word);
                for (var i = 0; i < word.Length; i++)
                {
                    Remember(word.Remove(i, 1), word);
                }
            }
        }
    }

    /// <summary>The same, with words that are right as they stand.</summary>
    /// <param name="vocabulary">The words.</param>
    internal IndonesianNormalizer Knowing(IEnumerable<string> vocabulary) => new(lexicon, vocabulary.Concat(lexicon.StandardWords).Distinct());

    /// <summary>Whether a word is right as it stands.</summary>
    /// <param name="word">A standard word.</param>
    internal bool Knows(string word) => known.Contains(word);

    /// <summary>The standard words, in order; never empty unless the text holds no word at all.</summary>
    /// <param name="text">What was typed.</param>
    public IReadOnlyList<string> Words(string text)
    {
        var written = Fold.Words(text);
        var words = new List<string>(written.Length + 4);
        for (var i = 0; i < written.Length;)
        {
            i += Phrase(written, i, words) is var taken and > 0 ? taken : Single(written[i], words);
        }

        return words.Count > 0 ? words : written;
    }

    /// <summary>The standard words with one space between them.</summary>
    /// <param name="text">What was typed.</param>
    public string Text(string text) => string.Join(' ', Words(text));

    /// <summary>
    /// The word without the affixes that only bend it, when what remains is a known word: <c>mengaktifkan</c>,
    /// <c>diaktifin</c> and <c>keaktifannya</c> give <c>aktif</c>. Any other word comes back as it is.
    /// </summary>
    /// <param name="word">A folded word.</param>
    public string Stem(string word)
    {
        if (word.Length < 5)
        {
            return word;
        }

        foreach (var (prefix, restored) in Prefixes)
        {
            if (!word.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var suffix in Suffixes)
            {
                var rest = word.Length - prefix.Length - suffix.Length;
                if (rest < 3 || rest == word.Length || !word.EndsWith(suffix, StringComparison.Ordinal))
                {
                    continue;
                }

                var root = string.Concat(restored, word.AsSpan(prefix.Length, rest));
                if (root.Length >= 3 && known.Contains(root))
                {
                    return root;
                }
            }
        }

        return word;
    }

    /// <summary>Longest first, so that <c>meng-</c> is tried before <c>me-</c>; the second part is the consonant that the prefix swallowed.</summary>
    private static readonly (string Prefix, string Restored)[] Prefixes =
    [
        ("", ""), ("memper", ""), ("diper", ""), ("menge", ""), ("meng", ""), ("meng", "k"), ("meny", "s"), ("mem", ""), ("mem", "p"),
        ("men", ""), ("men", "t"), ("me", ""), ("peng", ""), ("peng", "k"), ("peny", "s"), ("pem", ""), ("pem", "p"), ("pen", ""), ("pen", "t"),
        ("pe", ""), ("per", ""), ("ber", ""), ("ter", ""), ("ke", ""), ("se", ""), ("di", ""), ("nge", ""), ("ng", ""), ("ng", "k"), ("ny", "s"), ("ny", "c"),
        ("n", ""), ("n", "t"), ("m", "p"), ("tak", ""), ("dak", ""),
    ];

    private static readonly string[] Suffixes =
        ["", "kannya", "annya", "innya", "nya", "kan", "kanlah", "an", "in", "ke", "ne", "na", "i", "lah", "kah", "ku", "mu", "keun", "e"];

    private static readonly string[] Clitics = ["nya", "ku", "mu", "ny", "ne", "na"];

    private int Phrase(string[] written, int start, List<string> words)
    {
        for (var length = Math.Min(Lexicon.LongestPhrase, written.Length - start); length > 0; length--)
        {
            var phrase = length == 1 ? written[start] : string.Join(' ', written, start, length);
            if (lexicon.TryGet(phrase, out var standard))
            {
                words.AddRange(standard);
                return length;
            }
        }

        return 0;
    }

    private int Single(string word, List<string> words)
    {
        var repeated = word.Length > 3 && word[^1] == '2' && word.AsSpan(0, word.Length - 1).IndexOfAnyExceptInRange('a', 'z') < 0;
        var plain = Squeeze(repeated ? word[..^1] : word);
        var counted = repeated && Counted.Contains(plain);
        var standard = Explained(plain) ?? Explained(WithoutClitic(plain)) ?? [Correct(plain)];

        words.AddRange(standard);
        if (counted)
        {
            words.Add("2");
        }
        else if (repeated)
        {
            words.AddRange(standard);
        }

        return 1;
    }

    private string[]? Explained(string word) => lexicon.TryGet(word, out var standard) ? standard : null;

    /// <summary>"paswordku" and "pwnya" are "pasword" and "pw" with a word for whose it is.</summary>
    private string WithoutClitic(string word)
    {
        if (!known.Contains(word))
        {
            foreach (var clitic in Clitics)
            {
                if (word.Length >= clitic.Length + 4 && word.EndsWith(clitic, StringComparison.Ordinal))
                {
                    return word[..^clitic.Length];
                }
            }
        }

        return word;
    }

    /// <summary>Takes back letters that were held down: two or more of one become one, or two where only that is a word.</summary>
    private string Squeeze(string word)
    {
        if (known.Contains(word) || lexicon.TryGet(word, out _) || !HasRun(word))
        {
            return word;
        }

        var one = Squeeze(word, 1);
        var two = Squeeze(word, 2);
        return IsShort(one) ? word : IsWord(one) || !IsWord(two) && word != two ? one : IsWord(two) ? two : word;
    }

    /// <summary>"pppk" and "uu" are abbreviations, "yaaa" is a word that was held.</summary>
    private static bool IsShort(string word) => word.Length < 2 || word.Length == 2 && word[^1] is not ('a' or 'e' or 'i' or 'o' or 'u');

    private bool IsWord(string word) => known.Contains(word) || lexicon.TryGet(word, out _);

    private static bool HasRun(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && char.IsAsciiLetter(word[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Squeeze(string word, int most)
    {
        Span<char> kept = stackalloc char[Math.Min(word.Length, 256)];
        var length = 0;
        var run = 0;
        for (var i = 0; i < word.Length && length < kept.Length; i++)
        {
            run = i > 0 && word[i] == word[i - 1] ? run + 1 : 1;
            if (run <= most || !char.IsAsciiLetter(word[i]))
            {
                kept[length++] = word[i];
            }
        }

        return kept[..length].ToString();
    }

    private string Correct(string word)
    {
        if (word.Length < ShortestCorrected || slips.Count == 0 || known.Contains(word) || word.AsSpan().ContainsAnyInRange('0', '9') || Stem(word) != word)
        {
            return word;
        }

        var found = Candidate(word, word, null);
        for (var i = 0; i < word.Length && found != ""; i++)
        {
            found = Candidate(word, word.Remove(i, 1), found);
        }

        return string.IsNullOrEmpty(found) ? word : found;
    }

    /// <summary>The one vocabulary word within one slip so far; empty once there are two.</summary>
    private string? Candidate(string word, string key, string? found)
    {
        if (!slips.TryGetValue(key, out var candidate))
        {
            return found;
        }

        if (candidate is null)
        {
            return "";
        }

        return found is not null && found != candidate ? ""
            : Typo.Distance(word, candidate, 1) <= 1 ? candidate
            : found;
    }

    private void Remember(string key, string word)
    {
        if (!slips.TryAdd(key, word) && slips[key] != word)
        {
            slips[key] = null;
        }
    }
}
