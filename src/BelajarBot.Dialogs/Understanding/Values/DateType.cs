using System.Globalization;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A day, stored as <c>2026-03-03</c>.</summary>
internal sealed class DateType(DateHint when) : IValueType
{
    public const string Word = "date";

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: var text })
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        if (DateReader.Read(text, context.Today, when, out var date) is { } reason)
        {
            return new ValueResult.Refused(reason);
        }

        return Misfit(date, context.Today, when) is { } misfit
            ? new ValueResult.Refused(misfit, "date", CalendarWords.Show(date, context.Language))
            : new ValueResult.Accepted(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CalendarWords.Show(date, context.Language));
    }

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        ValueSample.Typed(when == DateHint.Past ? "kemarin" : "besok", SampleKind.Valid),
        ValueSample.Typed("hari ini", SampleKind.Valid),
        ValueSample.Typed($"{random.Next(1, 29)}/{random.Next(1, 13)}", SampleKind.Valid),
        ValueSample.Typed($"{random.Next(1, 29)} Maret", SampleKind.Valid),
        ValueSample.Typed("31/2/2026", SampleKind.Invalid),
        ValueSample.Typed("nanti dulu saya lihat", SampleKind.Typo),
        ValueSample.Typed("belum tahu", SampleKind.Invalid),
        ValueSample.Typed($"{random.Next(1, 29)} Agutsus", SampleKind.Typo),
    ];

    /// <summary>The reason to refuse a date on the wrong side of today, or null.</summary>
    internal static string? Misfit(DateOnly date, DateOnly today, DateHint when) =>
        when == DateHint.Future && date < today ? "past"
        : when == DateHint.Past && date > today ? "future"
        : null;
}
