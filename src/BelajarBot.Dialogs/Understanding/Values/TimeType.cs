using System.Globalization;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A time of day on the person's clock, stored as <c>13:30</c>; a time given in another zone is converted.</summary>
internal sealed class TimeType : IValueType
{
    public const string Word = "time";

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: var text } || TimeReader.Read(text) is not { } reading)
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        var shift = reading.Offset is { } offset ? context.Zone.GetUtcOffset(context.Now) - offset : TimeSpan.Zero;
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
