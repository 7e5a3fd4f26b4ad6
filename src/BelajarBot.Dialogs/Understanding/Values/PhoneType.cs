using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>An Indonesian mobile number, stored as <c>+628…</c>.</summary>
internal sealed class PhoneType : IValueType
{
    public const string Word = "phone";

    private const int Shortest = 9;
    private const int Longest = 12;

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context) => input switch
    {
        ContactInput { Phone: var phone, IsOwn: var own } => Read(phone, own ? null : "not_own"),
        TextInput { Text: var text } => Read(text, null),
        _ => new ValueResult.Refused(ValueTexts.Invalid),
    };

    public IReadOnlyList<ValueSample> Samples(Random random)
    {
        var rest = $"8{random.Next(1, 10)}{random.Next(100_000_000):D8}";
        return
        [
            ValueSample.Typed($"0{rest}", SampleKind.Valid),
            ValueSample.Typed($"+62 {rest[..3]}-{rest[3..7]}-{rest[7..]}", SampleKind.Valid),
            ValueSample.Typed($"wa saya 62{rest}", SampleKind.Valid),
            new(new ContactInput($"+62{rest}", IsOwn: true), SampleKind.Valid),
            ValueSample.Typed("021-7654321", SampleKind.Invalid),
            ValueSample.Typed("0812", SampleKind.Invalid),
            ValueSample.Typed("nanti saja", SampleKind.Invalid),
            ValueSample.Typed($"0{rest[..^1]}o", SampleKind.Typo),
        ];
    }

    private static ValueResult Read(string text, string? warning)
    {
        var digits = DigitRuns.Joined(text.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal));
        if (digits.Length == 0)
        {
            return new ValueResult.Refused("no_digits");
        }

        var foreign = text.Contains('+', StringComparison.Ordinal) && !digits.StartsWith("62", StringComparison.Ordinal);
        var rest = WithoutPrefix(digits);
        if (foreign)
        {
            return new ValueResult.Refused("foreign");
        }

        if (rest.Length == 0 || rest[0] != '8' || rest.Length > 1 && rest[1] == '0')
        {
            return new ValueResult.Refused("not_mobile");
        }

        return rest.Length switch
        {
            < Shortest => new ValueResult.Refused("too_short", "digits", $"{digits.Length}"),
            > Longest => new ValueResult.Refused("too_long", "digits", $"{digits.Length}"),
            _ => new ValueResult.Accepted($"+62{rest}", $"+62 {rest[..3]}-{rest[3..7]}-{rest[7..]}", warning),
        };
    }

    /// <summary>Drops one of the ways to begin a number; "+62 0812…" has two, which people write all the same.</summary>
    private static string WithoutPrefix(string digits)
    {
        var rest = digits.StartsWith("0062", StringComparison.Ordinal) ? digits[4..]
            : digits.StartsWith("62", StringComparison.Ordinal) ? digits[2..]
            : digits;
        return rest.StartsWith('0') ? rest[1..] : rest;
    }
}
