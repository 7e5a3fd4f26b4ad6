using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>Words of the person's own, kept as written but for the space around them.</summary>
/// <param name="max">The most characters, or null for as many as a message holds.</param>
internal sealed class TextType(decimal? max) : IValueType
{
    public const string Word = "text";

    private const int LongestMessage = 4096;
    private readonly int max = (int)Math.Clamp(max ?? LongestMessage, 1, LongestMessage);

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: var text })
        {
            return new ValueResult.Refused("not_text");
        }

        var words = text.Trim();
        return words.Length == 0 ? new ValueResult.Refused("empty")
            : words.Length > max ? new ValueResult.Refused("too_long", "max", $"{max}").With("length", $"{words.Length}")
            : new ValueResult.Accepted(words, words);
    }

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        ValueSample.Typed("Sari"[..Math.Min(4, max)], SampleKind.Valid),
        ValueSample.Typed(new string((char)('a' + random.Next(26)), random.Next(1, max + 1)), SampleKind.Valid),
        ValueSample.Typed(new string('x', max + 1), SampleKind.Invalid),
        ValueSample.Typed("  ", SampleKind.Invalid),
        new(new UnsupportedInput("sticker"), SampleKind.Invalid),
    ];
}
