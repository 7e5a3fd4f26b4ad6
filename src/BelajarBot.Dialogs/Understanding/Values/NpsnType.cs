using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>
/// The number of a school: eight digits, kept as text because the first may be a zero. Numbers of other kinds, which
/// people confuse with it and which the bot must not keep, are refused by name.
/// </summary>
internal sealed class NpsnType : IValueType
{
    public const string Word = "npsn";

    private const int Digits = 8;

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: var text })
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        var digits = DigitRuns.Joined(text);
        return digits.Length switch
        {
            Digits => new ValueResult.Accepted(digits, digits),
            0 => new ValueResult.Refused("no_digits"),
            10 => new ValueResult.Refused("is_nisn"),
            16 => new ValueResult.Refused("is_nik"),
            18 => new ValueResult.Refused("is_nip"),
            < Digits => new ValueResult.Refused("too_short", "digits", $"{digits.Length}").With("missing", $"{Digits - digits.Length}"),
            _ => new ValueResult.Refused("too_long", "digits", $"{digits.Length}").With("extra", $"{digits.Length - Digits}"),
        };
    }

    public IReadOnlyList<ValueSample> Samples(Random random)
    {
        var npsn = $"{random.Next(100_000_000):D8}";
        return
        [
            ValueSample.Typed(npsn, SampleKind.Valid),
            ValueSample.Typed($"{npsn[..4]} {npsn[4..]}", SampleKind.Valid),
            ValueSample.Typed($"NPSN: {npsn[..2]}-{npsn[2..]}", SampleKind.Valid),
            ValueSample.Typed(npsn[1..], SampleKind.Invalid),
            ValueSample.Typed(npsn + npsn, SampleKind.Invalid),
            ValueSample.Typed("tidak tahu", SampleKind.Invalid),
            ValueSample.Typed(npsn.Replace('0', 'O'), SampleKind.Typo),
        ];
    }
}
