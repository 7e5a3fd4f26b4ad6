using System.Globalization;
using Humanizer.Configuration;
using Humanizer.Localisation;
using Humanizer.Localisation.Formatters;

namespace BelajarBot.Wording;

/// <summary>
/// Indonesian for the base library and for Humanizer, neither of which knows it here: the program runs without ICU, and Humanizer's
/// core has English only. One culture with our own numbers, registered with our own words for spans of time.
/// </summary>
internal sealed class Indonesian : CultureInfo
{
    private const string Code = "id";

    static Indonesian() => Configurator.Formatters.Register(Code, new Formatter());

    private Indonesian()
        : base("")
    {
        NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", PercentDecimalSeparator = ",", PercentGroupSeparator = "." };
    }

    /// <summary>The culture.</summary>
    internal static CultureInfo Culture { get; } = new Indonesian();

    /// <inheritdoc />
    public override string Name => Code;

    /// <summary>The word for a unit; Indonesian has no plural.</summary>
    private static string UnitOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Millisecond => "milidetik",
        TimeUnit.Second => "detik",
        TimeUnit.Minute => "menit",
        TimeUnit.Hour => "jam",
        TimeUnit.Day => "hari",
        TimeUnit.Week => "minggu",
        TimeUnit.Month => "bulan",
        TimeUnit.Year => "tahun",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Humanizer has no such unit."),
    };

    private sealed class Formatter : IFormatter
    {
        public string DateHumanize_Now() => "sekarang";

        public string DateHumanize_Never() => "tidak pernah";

        public string DateHumanize(TimeUnit timeUnit, Tense timeUnitTense, int unit) => (timeUnit, timeUnitTense, unit) switch
        {
            (TimeUnit.Day, Tense.Future, 1) => "besok",
            (TimeUnit.Day, Tense.Past, 1) => "kemarin",
            (_, Tense.Future, _) => $"{unit} {UnitOf(timeUnit)} lagi",
            _ => $"{unit} {UnitOf(timeUnit)} yang lalu",
        };

        public string TimeSpanHumanize_Zero() => "0 detik";

        public string TimeSpanHumanize(TimeUnit timeUnit, int unit, bool toWords = false) => $"{unit} {UnitOf(timeUnit)}";

        public string DataUnitHumanize(DataUnit dataUnit, double count, bool toSymbol = true) => (dataUnit, toSymbol) switch
        {
            (DataUnit.Bit, true) => "b",
            (DataUnit.Byte, true) => "B",
            (_, true) => $"{dataUnit.ToString()[0]}B",
            (DataUnit.Byte, false) => "bita",
            _ => dataUnit.ToString().ToLowerInvariant().Replace("byte", "bita", StringComparison.Ordinal),
        };

        public string TimeUnitHumanize(TimeUnit timeUnit) => UnitOf(timeUnit);
    }
}
