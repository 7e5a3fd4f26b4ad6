using System.Globalization;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A time of day on the person's clock, stored as <c>13:30</c>; a time given in another zone is converted.</summary>
internal sealed class TimeType(Regions regions) : IValueType
{
    public const string Word = "time";

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        var text = input is TextInput { Text: { Length: <= 200 } typed } ? typed : "";
        var named = ZoneReader.Read(text, regions);
        if (named is { Zone: null })
        {
            return new ValueResult.Refused(ValueTexts.UnknownZone);
        }

        if (TimeReader.Read(named?.Rest ?? text) is not { } reading)
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        var shift = named is { Zone: { } zone } ? context.Zone.GetUtcOffset(context.Now) - zone.GetUtcOffset(context.Now) : TimeSpan.Zero;
        var options = reading.Times.Select(time => Option(time.Add(shift), context.Language)).ToArray();
        return options is [var only]
            ? new ValueResult.Accepted(only.Value, only.Display, reading.Assumed ? "assumed_hour" : null)
            : new ValueResult.Choose([.. options]);
    }

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        ValueSample.Typed($"jam {random.Next(6, 12)} pagi", SampleKind.Valid),
        ValueSample.Typed($"pukul {random.Next(6, 24)}.30", SampleKind.Valid),
        ValueSample.Typed($"{random.Next(24):D2}:{random.Next(60):D2}", SampleKind.Valid),
        ValueSample.Typed("jam 25", SampleKind.Invalid),
        ValueSample.Typed("kapan saja", SampleKind.Invalid),
        ValueSample.Typed("jm 2", SampleKind.Typo),
    ];

    private static ValueOption Option(TimeOnly time, string language) =>
        new(time.ToString("HH:mm", CultureInfo.InvariantCulture), CalendarWords.Show(time, language));
}
