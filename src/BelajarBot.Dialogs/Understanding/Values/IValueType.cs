using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A kind of answer that a dialog may ask for, such as a date or an NPSN.</summary>
public interface IValueType
{
    /// <summary>The word that an author writes after <c>type:</c>.</summary>
    string Name { get; }

    /// <summary>Reads what a person sent. Never throws, whatever it is.</summary>
    /// <param name="input">What arrived.</param>
    /// <param name="context">The person's clock and language.</param>
    ValueResult Parse(Input input, ValueContext context);

    /// <summary>
    /// Some answers that people might give, for walking dialogs at random: right ones, wrong ones, and right ones
    /// with a slip. The same <paramref name="random"/> gives the same answers.
    /// </summary>
    /// <param name="random">A seeded source of chance.</param>
    IReadOnlyList<ValueSample> Samples(Random random);
}

/// <summary>What reading an answer depends on besides the answer.</summary>
/// <param name="Now">The present moment.</param>
/// <param name="Zone">The zone of the person's clock.</param>
/// <param name="Language">The language the person chose: <c>id</c> or <c>en</c>.</param>
public sealed record ValueContext(DateTimeOffset Now, TimeZoneInfo Zone, string Language)
{
    /// <summary>The present moment on the person's clock.</summary>
    public DateTime LocalNow => TimeZoneInfo.ConvertTime(Now, Zone).DateTime;

    /// <summary>The day that a time without one belongs to; null for the next (or the last) time that it is so late.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The date on the person's calendar.</summary>
    public DateOnly Today => DateOnly.FromDateTime(LocalNow);
}

/// <summary>How a sample was made.</summary>
public enum SampleKind
{
    /// <summary>Must be accepted.</summary>
    Valid,

    /// <summary>Must not be accepted.</summary>
    Invalid,

    /// <summary>A right answer with a slip; accepted, questioned or refused.</summary>
    Typo,
}

/// <summary>An answer that a person might give.</summary>
/// <param name="Input">The answer.</param>
/// <param name="Kind">What is to be expected of it.</param>
public sealed record ValueSample(Input Input, SampleKind Kind)
{
    /// <summary>A sample that is typed.</summary>
    /// <param name="text">The words.</param>
    /// <param name="kind">What is to be expected of them.</param>
    public static ValueSample Typed(string text, SampleKind kind) => new(new TextInput(text), kind);
}
