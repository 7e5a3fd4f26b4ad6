using System.Globalization;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Statistics;

/// <summary>The texts of <c>/statistik</c> outside of a turn, about an officer's own areas.</summary>
internal sealed class SlowWords(DialogLibrary library, string language)
{
    private readonly NumberFormatInfo numbers = new()
    {
        NumberGroupSeparator = language == "en" ? "," : ".",
        NumberDecimalSeparator = language == "en" ? "." : ",",
    };

    internal DialogLibrary Library => library;

    /// <summary>Where it is counted; null where nothing is.</summary>
    internal Place? Asked { get; init; }

    internal RichText this[string key, params ReadOnlySpan<(string Name, string? Words)> values] =>
        library.Texts.FindCommand(StatisticsCommand.Contract.Command)!.Texts[key].In(language).Render(new NamedValues(values));

    internal string Number(long number) => number.ToString("N0", numbers);

    internal string Percent(long part, long whole) =>
        whole == 0 ? "–" : (100.0 * part / whole).ToString(part > 0 && part * 10 < whole ? "N1" : "N0", numbers);

    /// <summary>The place of a question, with its level.</summary>
    internal string Place(Question question)
    {
        var area = Asked?.NameIn(library, key => this[key].Text);
        return question.Level is { } level ? $"{area}, {level.ToUpperInvariant()}" : area ?? "";
    }

    internal string Area(string code) => code.Length == 0 ? this["unknown"].Text : library.Texts.Data.Types.Regions.Find(code)?.Name ?? code;

    internal string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {this["months"].Text.Split(' ')[day.Month - 1]} {day.Year}");
}
