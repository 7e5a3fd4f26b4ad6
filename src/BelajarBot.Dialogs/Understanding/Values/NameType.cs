using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>
/// What somebody wants to be called. People write a sentence ("nama saya Siti Aminah, biasa dipanggil Bu Siti"): the name to
/// call them by is taken out of it, otherwise every greeting would quote the sentence.
/// </summary>
/// <param name="max">The most characters, or null for the usual 60.</param>
internal sealed partial class NameType(decimal? max) : IValueType
{
    public const string Word = "name";
    internal const int Usual = 60;

    private const int FewestLetters = 2;
    private const int MostWords = 6;
    private const int MostDigits = 3;

    /// <summary>Nobody is called so; who writes one of these says something else.</summary>
    private static readonly HashSet<string> NoNames =
    [
        "tidak", "tdk", "gak", "ga", "nggak", "ngga", "enggak", "nanti", "besok", "kenapa", "mengapa", "buat", "untuk", "apa", "harus", "mau", "jangan", "skip", "lewati", "lewat", "belum", "rahasia",
        "bebas", "terserah", "why", "no", "not", "later", "what",
    ];

    private static readonly char[] Around = [' ', '\n', '\r', '\t', '.', ',', '!', '?', ':', ';', '"', '“', '”', '(', ')', '-', '*', '_'];

    private readonly int max = (int)Math.Clamp(max ?? Usual, 1, Usual);

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: { Length: < 1000 } text })
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        var name = NameIn(text);
        return name.Length > max ? new ValueResult.Refused("too_long", "max", $"{max}")
            : name.Count(char.IsLetter) < FewestLetters || name.Count(char.IsDigit) > MostDigits || name.Contains('@', StringComparison.Ordinal)
                || name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > MostWords
                || Fold.Words(name).Any(NoNames.Contains)
                ? new ValueResult.Refused(ValueTexts.Invalid)
            : new ValueResult.Accepted(name, name);
    }

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        ValueSample.Typed($"Bu Sari {(char)('A' + random.Next(26))}", SampleKind.Valid),
        ValueSample.Typed("nama saya Siti Aminah, biasa dipanggil Bu Siti", SampleKind.Valid),
        ValueSample.Typed("🙏", SampleKind.Invalid),
        ValueSample.Typed("081234567890", SampleKind.Invalid),
        ValueSample.Typed(new string('x', max + 1), SampleKind.Invalid),
        new(new UnsupportedInput("sticker"), SampleKind.Invalid),
    ];

    private static string NameIn(string text)
    {
        // The last way of naming counts: who says both wants the second. What follows is the name; where nothing does, all of it is.
        var written = Trim(Symbols().Replace(text, " "));
        var name = Naming().Matches(written) is [.., var last] ? Trim(written[(last.Index + last.Length)..]) : written;
        name = name.Length == 0 ? written : name;
        return Trim(Ending().Replace(Spaces().Replace(name, " "), ""));
    }

    private static string Trim(string text) => text.Trim(Around);

    /// <summary>Emoji, which are surrogates or symbols, and what makes them.</summary>
    [GeneratedRegex(@"[\p{So}\p{Cs}\p{Cf}\uFE0F]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Symbols();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"\b(?:(?:nama|jeneng)\s+(?:lengkap|panggilan)?\s*(?:saya|sy|aku|ku|gue|gw|kulo|abdi)\s*(?:adalah|ialah|itu|:|=)?|(?<=^nama(?:\s+\w+)?\s*)[:=]|namaku|(?:biasa|sering|cukup|lebih suka|mau|ingin|bisa)?\s*(?:di)?panggil(?:annya|an(?=\s+(?:saya|sy|aku)))?(?!an)\s*(?:saja|aja|dengan|sebagai)?\s*(?:saya|sy|aku)?\s*(?:saja|aja|dengan|adalah)?|(?<=^)(?:saya|sy|aku)(?:\s+(?:bernama|adalah|ini))?|my name is|(?:just |please )?call me|i am|i'm|this is)(?=[\s:,=]|$)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Naming();

    /// <summary>"Bu Siti saja ya, salam kenal".</summary>
    [GeneratedRegex(@"(?:[\s,]+(?:saja|aja|ya|yah|y|dong|min|kak|salam kenal|terima kasih|makasih|please|dari\s.*))+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();
}
