namespace BelajarBot.Dialogs.Understanding;

/// <summary>The words that stand for one choice.</summary>
/// <param name="Id">What the choice is called inside.</param>
/// <param name="Words">The label, in each language, and everything the author listed beside it.</param>
/// <param name="Labels">How many of the words are labels; they stand first.</param>
public sealed record ChoiceWords(string Id, IReadOnlyList<string> Words, int Labels = 1);

/// <summary>
/// Finds the choice that typed words mean. Compiled once per question; a label typed in full costs one look-up and
/// no allocation. Everything else is tried from the surest to the loosest reading, and the first that speaks decides:
/// the same words in slang, an ordinal (<c>yang pertama</c>, <c>no 2</c>), the words inside a short sentence, a word that only one
/// label has, a typing slip.
/// </summary>
public sealed partial class ChoiceMatcher
{
    private const int LongestExact = 128;
    private const int LongestSentence = 8;

    private static readonly HashSet<string> Negations =
        ["tidak", "bukan", "belum", "jangan", "tanpa", "kurang", "not", "no", "never", "dont", "didnt", "cant", "isnt"];

    /// <summary>Words after which a sentence stops being an answer and becomes a condition or an objection.</summary>
    private static readonly HashSet<string> Turns =
        ["tapi", "tetapi", "namun", "kalau", "jika", "apakah", "bagaimana", "kenapa", "mengapa", "kapan", "atau", "antara", "but", "if", "or", "how", "why", "when"];

    /// <summary>How else people write "ya".</summary>
    private static readonly string[] OtherYes = ["iya", "yes"];

    private static readonly HashSet<string> OrdinalFillers =
        ["nomor", "no", "yang", "ke", "pilihan", "opsi", "pilih", "jawaban", "number", "option", "the", "saya", "aku", "mau", "itu"];

    private static readonly Dictionary<string, int> Ordinals = new()
    {
        ["1"] = 1, ["satu"] = 1, ["pertama"] = 1, ["kesatu"] = 1, ["ke1"] = 1, ["one"] = 1, ["first"] = 1, ["a"] = 1,
        ["2"] = 2, ["dua"] = 2, ["kedua"] = 2, ["ke2"] = 2, ["two"] = 2, ["second"] = 2, ["b"] = 2,
        ["3"] = 3, ["tiga"] = 3, ["ketiga"] = 3, ["ke3"] = 3, ["three"] = 3, ["third"] = 3, ["c"] = 3,
        ["4"] = 4, ["empat"] = 4, ["keempat"] = 4, ["ke4"] = 4, ["four"] = 4, ["fourth"] = 4, ["d"] = 4,
        ["5"] = 5, ["lima"] = 5, ["kelima"] = 5, ["ke5"] = 5, ["five"] = 5, ["fifth"] = 5, ["e"] = 5,
        ["6"] = 6, ["enam"] = 6, ["keenam"] = 6, ["ke6"] = 6, ["six"] = 6, ["sixth"] = 6,
        ["7"] = 7, ["tujuh"] = 7, ["ketujuh"] = 7, ["ke7"] = 7, ["seven"] = 7,
        ["8"] = 8, ["delapan"] = 8, ["kedelapan"] = 8, ["ke8"] = 8, ["eight"] = 8,
        ["9"] = 9, ["sembilan"] = 9, ["kesembilan"] = 9, ["ke9"] = 9, ["nine"] = 9,
    };

    private readonly record struct Key(string Text, string[] Words, int Choice, bool IsLabel);

    private readonly ChoiceMatch.Matched[] matches;
    private readonly Dictionary<string, ChoiceMatch> exact = [];
    private readonly Dictionary<string, ChoiceMatch>.AlternateLookup<ReadOnlySpan<char>> exactBySpan;
    private readonly Dictionary<string, ChoiceMatch> standard = [];
    private readonly List<Key> keys = [];
    private readonly IndonesianNormalizer normalizer;
    private readonly bool strict;
    private readonly bool takesOrdinals;
    private readonly HashSet<string> asked;

    /// <summary>Compiles the choices of one question.</summary>
    /// <param name="choices">The choices in the order shown.</param>
    /// <param name="normalizer">Knows slang, so that <c>udh</c> answers "Sudah" without being listed.</param>
    /// <param name="strict">
    /// Take only the words as listed, never a guess: for consent, for deletion, for anything that cannot be undone.
    /// </param>
    /// <param name="question">The question itself, in each language: its words say nothing new in an answer.</param>
    public ChoiceMatcher(IReadOnlyList<ChoiceWords> choices, IndonesianNormalizer normalizer, bool strict = false, IEnumerable<string>? question = null)
    {
        this.normalizer = normalizer;
        this.strict = strict;
        matches = [.. choices.Select(choice => new ChoiceMatch.Matched(choice.Id))];
        for (var i = 0; i < choices.Count; i++)
        {
            for (var j = 0; j < choices[i].Words.Count; j++)
            {
                Learn(choices[i].Words[j], i, isLabel: j < choices[i].Labels);
            }
        }

        // Whoever lists "ya" need not list how else people write it.
        if (!strict && exact.TryGetValue("ya", out var yes) && yes is ChoiceMatch.Matched { Id: var agreed })
        {
            foreach (var word in OtherYes.Where(word => !exact.ContainsKey(word)))
            {
                Learn(word, Array.FindIndex(matches, match => match.Id == agreed), isLabel: false);
            }
        }

        keys.Sort((one, other) => other.Words.Length.CompareTo(one.Words.Length));
        asked = strict ? [] : [.. (question ?? []).SelectMany(normalizer.Words).SelectMany(word => new[] { word, normalizer.Stem(word) })];

        exactBySpan = exact.GetAlternateLookup<ReadOnlySpan<char>>();
        takesOrdinals = !keys.Exists(key => key.Words.Any(word => char.IsAsciiDigit(word[0]) || Ordinals.ContainsKey(word) && word.Length > 1));
    }

    /// <summary>What is compared when a text is matched; two choices must not share one (check D031).</summary>
    /// <param name="words">A label or a word beside it.</param>
    public static string KeyOf(string words) => Fold.Text(words) is { Length: > 0 } folded ? folded : words.Trim();

    /// <summary>Finds the choice that the words mean.</summary>
    /// <param name="text">As typed.</param>
    public ChoiceMatch Match(string text) => Match(text, out _);

    /// <summary>Finds the choice that the words mean.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="rest">What a sentence says beside it, in standard words; empty where it says no more.</param>
    internal ChoiceMatch Match(string text, out IReadOnlyList<string> rest)
    {
        rest = [];
        if (text.Length <= LongestExact)
        {
            Span<char> buffer = stackalloc char[LongestExact];
            var folded = buffer[..Fold.Into(text, buffer)];
            if (exactBySpan.TryGetValue(folded.IsEmpty ? text.AsSpan().Trim() : folded, out var match))
            {
                return match;
            }
        }

        if (strict || text.Length > LongestExact)
        {
            return ChoiceMatch.None.Instance;
        }

        var words = normalizer.Words(text);
        return words.Count == 0 ? ChoiceMatch.None.Instance
            : InSlang(words)
            ?? ByOrdinal(Fold.Words(text))
            ?? InSentence(text, words, out rest)
            ?? ByPart(words)
            ?? BySlip(Fold.Text(text), string.Join(' ', words));
    }

    /// <summary>The choice of this place among them: <c>yang kedua</c>; null for other words.</summary>
    /// <param name="text">As typed.</param>
    internal string? AtPlace(string text) => ByOrdinal(Fold.Words(text))?.Id;

    private void Learn(string words, int choice, bool isLabel)
    {
        var key = KeyOf(words);
        if (key.Length == 0)
        {
            return;
        }

        Add(exact, key, choice);
        // The English "no" is how Indonesians write "nomor", which denies nothing.
        var normal = Negations.Contains(key) ? [key] : normalizer.Words(key);
        if (normal.Count > 0)
        {
            var text = string.Join(' ', normal);
            Add(standard, text, choice);
            keys.Add(new Key(text, [.. normal], choice, isLabel));
            if (text != key)
            {
                keys.Add(new Key(key, key.Split(' '), choice, isLabel));
            }
        }
    }

    private void Add(Dictionary<string, ChoiceMatch> known, string key, int choice)
    {
        if (known.TryGetValue(key, out var other) && other != matches[choice])
        {
            known[key] = other is ChoiceMatch.Matched first
                ? new ChoiceMatch.Ambiguous(first.Id, matches[choice].Id)
                : other;
        }
        else
        {
            known[key] = matches[choice];
        }
    }

    private ChoiceMatch? InSlang(IReadOnlyList<string> words) =>
        standard.GetValueOrDefault(string.Join(' ', words));

    private ChoiceMatch.Matched? ByOrdinal(string[] words)
    {
        if (!takesOrdinals || words.Length > 5)
        {
            return null;
        }

        var choice = 0;
        foreach (var word in words)
        {
            var number = word is "terakhir" or "last" ? matches.Length : Ordinals.GetValueOrDefault(word);
            if (number > 0 && choice == 0)
            {
                choice = number;
            }
            else if (!OrdinalFillers.Contains(word) && !(normalizer.Words(word) is [var plain] && OrdinalFillers.Contains(plain)))
            {
                return null;
            }
        }

        return choice > 0 && choice <= matches.Length ? matches[choice - 1] : null;
    }

    private static bool StandsAt(string[] phrase, IReadOnlyList<string> words, int at)
    {
        for (var i = 0; i < phrase.Length; i++)
        {
            if (words[at + i] != phrase[i])
            {
                return false;
            }
        }

        return true;
    }

    private ChoiceMatch BySlip(string folded, string normal)
    {
        var (nearest, next) = (-1, -1);
        var (distance, nextDistance) = (int.MaxValue, int.MaxValue);
        var negated = normal.Split(' ').Any(Negations.Contains);
        foreach (var key in keys)
        {
            if (negated && !key.Words.Any(Negations.Contains))
            {
                continue;
            }

            var limit = Typo.Allowed(key.Text.Length);
            var slips = Math.Min(Typo.Distance(folded, key.Text, limit), Typo.Distance(normal, key.Text, limit));
            if (slips > limit)
            {
                continue;
            }

            if (key.Choice == nearest)
            {
                distance = Math.Min(distance, slips);
            }
            else if (slips < distance)
            {
                (next, nextDistance) = (nearest, distance);
                (nearest, distance) = (key.Choice, slips);
            }
            else if (slips < nextDistance)
            {
                (next, nextDistance) = (key.Choice, slips);
            }
        }

        return nearest < 0 ? ChoiceMatch.None.Instance
            : next < 0 || nextDistance > distance ? matches[nearest]
            : new ChoiceMatch.Ambiguous(matches[nearest].Id, matches[next].Id);
    }
}
