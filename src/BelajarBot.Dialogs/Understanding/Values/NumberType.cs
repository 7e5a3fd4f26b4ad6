using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>
/// A number, in digits the Indonesian way (<c>1.250,5</c>), with a scale (<c>10rb</c>) or in words. Stored with a
/// decimal point and no grouping.
/// </summary>
internal sealed partial class NumberType(decimal? min, decimal? max) : IValueType
{
    public const string Word = "number";

    /// <summary>"Tiap sekolah 10 guru" is not the number that was asked for.</summary>
    private static readonly FrozenSet<string> ForEach = FrozenSet.ToFrozenSet(["tiap", "tiap2", "setiap", "masing", "masing2", "per", "each", "every"]);

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: { Length: < 200 } text })
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        if (Fold.Words(text).Any(ForEach.Contains))
        {
            return new ValueResult.Refused("for_each");
        }

        var found = Read(text, context.Language);
        if (found is [])
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        var fitting = found.Where(number => !(number < min) && !(number > max)).ToArray();
        return fitting switch
        {
            [var only] => new ValueResult.Accepted(Canonical(only), Display(only, context.Language)),
            [] when found[0] < min => new ValueResult.Refused("too_small", "min", Display(min.Value, context.Language)),
            [] => new ValueResult.Refused("too_large", "max", Display(max ?? 0, context.Language)),
            _ => new ValueResult.Choose([.. fitting.Select(number => new ValueOption(Canonical(number), Display(number, context.Language)))]),
        };
    }

    public IReadOnlyList<ValueSample> Samples(Random random)
    {
        var low = min ?? 0;
        var high = max ?? low + 1000;
        var middle = Math.Floor(low + ((high - low) * random.Next(101) / 100));
        var number = middle < low ? low : middle;
        List<ValueSample> samples =
        [
            ValueSample.Typed(Canonical(low).Replace('.', ','), SampleKind.Valid),
            ValueSample.Typed($"sekitar {Canonical(number).Replace('.', ',')}", SampleKind.Valid),
            ValueSample.Typed("banyak", SampleKind.Invalid),
            ValueSample.Typed("", SampleKind.Invalid),
            ValueSample.Typed("dua pulh", SampleKind.Typo),
        ];
        if (max is { } most)
        {
            samples.Add(ValueSample.Typed(Canonical(most + 1).Replace('.', ','), SampleKind.Invalid));
        }

        return samples;
    }

    /// <summary>The readings of the only number in the text; two when a separator may group or divide; none otherwise.</summary>
    private static decimal[] Read(string text, string language)
    {
        var numbers = Number().Matches(text.Replace("½", ",5", StringComparison.Ordinal));
        if (numbers.Count > 1)
        {
            return [];
        }

        if (numbers is [var match])
        {
            var suffix = match.Groups["scale"].Value.ToLowerInvariant();
            var scale = suffix.Length == 0 ? 1 : NumberWords.Scale(suffix) ?? 0;
            return scale == 0 ? [] : [.. Digits(match.Groups["digits"].Value, language).Select(number => number * scale)];
        }

        var words = Fold.Words(text);
        for (var i = 0; i < words.Length; i++)
        {
            if (NumberWords.Read(words.AsSpan(i), out var value) is var taken and > 0)
            {
                return words.AsSpan(i + taken) is var rest && Holds(rest) ? [] : [value];
            }
        }

        return [];
    }

    private static bool Holds(ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (NumberWords.Read(words[i..], out _) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static decimal[] Digits(string written, string language)
    {
        var last = written.LastIndexOfAny(['.', ',']);
        if (last < 0)
        {
            return One(written);
        }

        var separator = written[last];
        var other = separator == '.' ? ',' : '.';
        var behind = written.Length - last - 1;
        var grouped = One(written.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal));
        var divided = One(written.Replace($"{other}", "", StringComparison.Ordinal).Replace(separator, '.'));
        var repeated = written.IndexOf(separator, StringComparison.Ordinal) != last;
        return repeated ? (Groups(written, separator) ? grouped : [])
            : written.Contains(other, StringComparison.Ordinal) ? divided
            : behind != 3 || written[0] == '0' ? divided
            : separator == '.' == (language != "en") ? grouped
            : [.. grouped, .. divided];
    }

    private static bool Groups(string written, char separator)
    {
        var parts = written.Split(separator);
        return parts[0].Length is > 0 and < 4 && parts.Skip(1).All(part => part.Length == 3);
    }

    private static decimal[] One(string digits) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000_000_000m
            ? [number]
            : [];

    private static string Canonical(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Display(decimal number, string language)
    {
        var english = number.ToString("#,0.############", CultureInfo.InvariantCulture);
        return language == "en" ? english : english.Replace(',', ';').Replace('.', ',').Replace(';', '.');
    }

    [GeneratedRegex(@"(?<![\p{L}\d])(?<digits>[-−]?\d+(?:[.,]\d+)*)\s*(?<scale>ribu|rb|k|juta|jt|thousand|million)?(?![\p{L}\d])|(?<digits>\d+(?:[.,]\d+)*)(?<scale>)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
