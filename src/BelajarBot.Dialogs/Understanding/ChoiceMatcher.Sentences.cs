namespace BelajarBot.Dialogs.Understanding;

/// <summary>Choices inside sentences: what decides, and what is about something else.</summary>
public sealed partial class ChoiceMatcher
{
    /// <summary>Yes, there is, can: alone they answer; in a sentence they belong to whatever it is about.</summary>
    private static readonly HashSet<string> Affirmations =
        ["ya", "iya", "sudah", "bisa", "ada", "punya", "tahu", "mau", "boleh", "benar", "betul", "ok", "oke", "yes", "already", "can", "have"];

    /// <summary>Of these, the ones that also say yes when one more word follows: "sudah beres".</summary>
    private static readonly HashSet<string> Agreements = ["ya", "iya", "sudah", "benar", "betul", "yes"];

    /// <summary>What people write around an answer and does not change it.</summary>
    private static readonly HashSet<string> Fillers =
    [
        "saya", "kami", "aku", "itu", "ini", "yang", "juga", "lagi", "masih", "sampai", "sekarang", "tadi", "kemarin", "barusan", "saja", "aja", "cuma", "hanya", "dulu",
        "terima", "kasih", "maaf", "mohon", "tolong", "alhamdulillah", "insyaallah", "semua", "semuanya", "memang", "sama", "sekali", "pernah", "dan", "pilih", "jawab",
        "jawaban", "jawabannya", "siap", "halo", "nya", "the", "i", "it", "is", "am", "have", "did", "do", "yet", "just", "please", "thanks", "so", "far",
    ];

    /// <summary>Of what choice the words speak: one, or two of them; -1 for none.</summary>
    private struct Spoken()
    {
        internal int First = -1;
        internal int Second = -1;

        internal void Note(int choice)
        {
            if (First < 0 || First == choice)
            {
                First = choice;
            }
            else if (Second < 0)
            {
                Second = choice;
            }
        }
    }

    /// <summary>
    /// The choice that a sentence speaks of besides answering another question; null unless it names just one.
    /// </summary>
    /// <param name="words">What the sentence says beyond its answer, in standard words.</param>
    internal string? NamedIn(IReadOnlyList<string> words)
    {
        if (strict || words.Count is 0 or > LongestSentence)
        {
            return null;
        }

        Scan(words, stackalloc bool[LongestSentence], out var named, out _, withDenied: false);
        return named is { First: >= 0, Second: < 0 } ? matches[named.First].Id : null;
    }

    /// <summary>
    /// A short statement that holds the words of just one choice: "iya bu sudah". A longer phrase hides the shorter
    /// ones inside it ("belum punya" is not "punya"), and a negated word is not that word but its opposite. "Belum" in a sentence about
    /// something else ("belum saya tanya") is no answer.
    /// </summary>
    private ChoiceMatch? InSentence(string text, IReadOnlyList<string> words, out IReadOnlyList<string> rest)
    {
        rest = [];
        if (words.Count > LongestSentence || text.Contains('?', StringComparison.Ordinal) || words.Any(Turns.Contains))
        {
            return null;
        }

        Span<bool> taken = stackalloc bool[LongestSentence];
        Scan(words, taken, out var named, out var bare, withDenied: true);
        if (named.First >= 0)
        {
            var left = new List<string>();
            for (var i = 0; i < words.Count; i++)
            {
                if (!taken[i])
                {
                    left.Add(words[i]);
                }
            }

            rest = named.Second < 0 ? left : [];
            return Of(named);
        }

        return bare.First >= 0 && SaysNoMore(words, taken) ? Of(bare) : null;
    }

    private ChoiceMatch Of(Spoken spoken) => spoken.Second < 0
        ? matches[spoken.First]
        : new ChoiceMatch.Ambiguous(matches[spoken.First].Id, matches[spoken.Second].Id);

    /// <summary>Notes every phrase of a choice in the words: named by its own words, or only by a word that says yes or no.</summary>
    private void Scan(IReadOnlyList<string> words, Span<bool> taken, out Spoken named, out Spoken bare, bool withDenied)
    {
        (named, bare) = (new Spoken(), new Spoken());
        Span<bool> inPhrase = stackalloc bool[LongestSentence];
        foreach (var key in keys)
        {
            for (var at = 0; at + key.Words.Length <= words.Count; at++)
            {
                var span = taken.Slice(at, key.Words.Length);
                if (!StandsAt(key.Words, words, at) || span.Contains(true))
                {
                    continue;
                }

                span.Fill(true);
                inPhrase.Slice(at, key.Words.Length).Fill(key.Words.Length > 1);
                var choice = key.Choice;
                if (NegationBefore(words, at, inPhrase) is var negation and >= 0)
                {
                    choice = withDenied ? Opposite(choice) : -1;
                    taken[negation] = true;
                }

                if (choice >= 0 && IsBare(key))
                {
                    bare.Note(choice);
                }
                else if (choice >= 0)
                {
                    named.Note(choice);
                }
            }
        }
    }

    /// <summary>Whether it says no more than yes or no: "punya", "tidak", "saya tidak"; "tidak bisa" says what.</summary>
    private static bool IsBare(Key key) => key.Words is [var word] && (Affirmations.Contains(word) || Negations.Contains(word))
        || key.Words.Any(IsYesOrNo) && key.Words.All(each => Fillers.Contains(each) || IsYesOrNo(each));

    /// <summary>Whether standard words say no more than yes or no, whatever about: "tidak tahu", "sudah saya".</summary>
    /// <param name="words">The words.</param>
    internal static bool SaysOnlyYesOrNo(IEnumerable<string> words) =>
        words.All(word => Affirmations.Contains(word) || Negations.Contains(word) || Fillers.Contains(word));

    private static bool IsYesOrNo(string word) => Negations.Contains(word) || Agreements.Contains(word);

    /// <summary>Where a word stands that denies this one: "belum bisa", and "belum juga bisa"; -1 for nowhere.</summary>
    private static int NegationBefore(IReadOnlyList<string> words, int at, ReadOnlySpan<bool> inPhrase)
    {
        for (var before = at - 1; before >= Math.Max(0, at - 2); before--)
        {
            if (Negations.Contains(words[before]) && !inPhrase[before])
            {
                return before;
            }
        }

        return -1;
    }

    /// <summary>Who denies the choice that says yes takes the only one that says no; -1 where that is not clear.</summary>
    private int Opposite(int choice)
    {
        if (!keys.Exists(key => key.Choice == choice && key.Words is [var word] && Affirmations.Contains(word)))
        {
            return -1;
        }

        var denying = keys.Where(key => key.Words.Any(Negations.Contains)).Select(key => key.Choice).Distinct().ToArray();
        return denying is [var only] && only != choice ? only : -1;
    }

    /// <summary>Whether the words beside a yes or a no are only those of the question, and what people write around an answer.</summary>
    private bool SaysNoMore(IReadOnlyList<string> words, ReadOnlySpan<bool> taken)
    {
        var more = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (!taken[i] && !IsEmpty(words[i]))
            {
                more++;
                if (!words[i].All(char.IsAsciiLetterLower))
                {
                    return false;
                }
            }
        }

        return more == 0 || more == 1 && words.Count <= 3 && Agreements.Contains(words[0]) && !words.Any(Negations.Contains);
    }

    private bool IsEmpty(string word) => Fillers.Contains(word) || asked.Contains(word) || asked.Contains(normalizer.Stem(word));

    /// <summary>Part of just one label: "tanpa" of "Tanpa foto", "yang kota" of "Kota Bandung". What denies is never left out of it.</summary>
    private ChoiceMatch? ByPart(IReadOnlyList<string> words)
    {
        var told = words.Where(word => word.Length > 1 && !IsEmpty(word)).ToArray();
        if (told.Length is 0 or > 3 || words.Count > LongestSentence / 2 || words.Any(Turns.Contains))
        {
            return null;
        }

        var spoken = new Spoken();
        var labels = keys.Where(key => key.IsLabel && told.All(key.Words.Contains)).ToArray();
        foreach (var label in labels)
        {
            spoken.Note(label.Choice);
        }

        return labels.Select(label => label.Choice).Distinct().Count() switch
        {
            1 => labels.Any(label => label.Words.Any(Negations.Contains) == told.Any(Negations.Contains)) ? Of(spoken) : null,
            2 => Of(spoken),
            _ => null,
        };
    }
}
