using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding.Topics;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Understanding;

/// <summary>What the bot knows of the language and the country, from the tables beside the dialogs.</summary>
/// <param name="Normalizer">Indonesian as people type it.</param>
/// <param name="Types">The kinds of answers.</param>
/// <param name="ValueTexts">The words for answers that cannot be used.</param>
/// <param name="Questions">Tells what a question is about; made when it is first asked, because learning takes a moment. Null without examples.</param>
public sealed record LanguageData(IndonesianNormalizer Normalizer, ValueTypes Types, ValueTexts ValueTexts, Lazy<TopicRanker>? Questions)
{
    /// <summary>Every word by which a condition may name a region, with its code.</summary>
    internal IReadOnlyDictionary<string, string> AreaWords { get; init; } = new Dictionary<string, string>();

    /// <summary>What the lists of programmes offer to choose from, by the name that a question gives them.</summary>
    internal IReadOnlyDictionary<string, ImmutableArray<Choice>> Lists { get; init; } = new Dictionary<string, ImmutableArray<Choice>>();

    /// <summary>A moment on the person's clock, as people read it.</summary>
    /// <param name="moment">In UTC.</param>
    /// <param name="context">The person's clock and language.</param>
    public static string Moment(DateTimeOffset moment, ValueContext context)
    {
        var local = TimeZoneInfo.ConvertTime(moment, context.Zone).DateTime;
        return $"{CalendarWords.Show(DateOnly.FromDateTime(local), context.Language)}, {CalendarWords.Show(TimeOnly.FromDateTime(local), context.Language)}";
    }

    /// <summary>The day of a moment on the person's calendar, as people read it.</summary>
    /// <param name="moment">In UTC.</param>
    /// <param name="context">The person's clock and language.</param>
    public static string Day(DateTimeOffset moment, ValueContext context) =>
        CalendarWords.Show(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, context.Zone).DateTime), context.Language);

    /// <summary>A stored value as people read it.</summary>
    /// <param name="type">The kind of value.</param>
    /// <param name="value">The value as stored.</param>
    /// <param name="context">The person's clock and language.</param>
    public string Display(string type, string value, ValueContext context) =>
        Types.TryCreate(type, ValueOptions.None, out var kind)
        && kind.Parse(new Engine.TextInput(value), context) is ValueResult.Accepted accepted
            ? accepted.Display
            : value;
}
