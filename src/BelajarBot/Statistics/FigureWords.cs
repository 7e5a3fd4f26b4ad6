using System.Globalization;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.People;

namespace BelajarBot.Statistics;

/// <summary>
/// Writes figures so that they read well on a phone. Small numbers about other areas stay unsaid, and the others are rounded, so
/// that nobody comes by the small ones with a subtraction (<c>docs/decisions/other-areas-are-rounded.md</c>).
/// </summary>
/// <param name="turn">The turn in which they are told.</param>
/// <param name="isOwn">Whether they are about the officer's own areas.</param>
internal sealed class FigureWords(CapabilityTurn turn, bool isOwn)
{
    /// <summary>Fewer than so many people of another area could be recognised, so they are not told.</summary>
    internal const int Few = 5;

    private const int Width = 10;

    private readonly NumberFormatInfo numbers = new()
    {
        NumberGroupSeparator = turn.Person.Language == "en" ? "," : ".",
        NumberDecimalSeparator = turn.Person.Language == "en" ? "." : ",",
    };

    /// <summary>Whether a number may be told as it is.</summary>
    internal bool MayTell(long people) => isOwn || people is 0 or >= Few;

    /// <summary>What is told of a number that may be told: outside the officer's own areas the nearest multiple of five.</summary>
    private long Told(long people) => isOwn ? people : (people + (Few / 2)) / Few * Few;

    /// <summary>A number of people.</summary>
    internal string Number(long people) => MayTell(people) ? Told(people).ToString("N0", numbers) : $"<{Few}";

    /// <summary>A part in percent; null where it would tell what may not be told, or where there is no whole.</summary>
    internal string? Percent(long part, long whole)
    {
        if (whole <= 0 || !MayTell(part) || !MayTell(whole))
        {
            return null;
        }

        (part, whole) = (Told(part), Told(whole));
        return (100.0 * part / whole).ToString(part > 0 && part * 10 < whole ? "N1" : "N0", numbers);
    }

    /// <summary>How a number has changed; null where it would tell what may not be told.</summary>
    internal string? Change(long now, long before)
    {
        if (!MayTell(now) || !MayTell(before) || now + before == 0)
        {
            return null;
        }

        (now, before) = (Told(now), Told(before));
        return before == 0 ? turn.Text("change_new").Text
        : now == before ? turn.Text("change_none").Text
        : turn.Text("change", ("percent", $"{(now > before ? "+" : "−")}{(100.0 * Math.Abs(now - before) / before).ToString("N0", numbers)}"), ("before", Number(before))).Text;
    }

    /// <summary>A bar of blocks; what may not be told has none.</summary>
    internal string Bar(long part, long whole)
    {
        (part, whole) = MayTell(part) ? (Told(part), Told(whole)) : (0, whole);
        var full = whole <= 0 ? 0 : (int)Math.Clamp(((part * Width) + (whole / 2)) / whole, part > 0 ? 1 : 0, Width);
        return new StringBuilder(Width).Append('▰', full).Append('▱', Width - full).ToString();
    }

    /// <summary>A few days in words: <c>2–8 Mar 2026</c>.</summary>
    internal string Days(Period period)
    {
        var months = turn.Text("months").Text.Split(' ');
        var (from, to) = (period.From, period.To);
        return from == to ? Full(to)
            : from.Year != to.Year ? $"{Full(from)} – {Full(to)}"
            : from.Month != to.Month ? $"{from.Day} {months[from.Month - 1]} – {Full(to)}"
            : $"{from.Day}–{Full(to)}";

        string Full(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {months[day.Month - 1]} {day.Year}");
    }

    /// <summary>An area in words.</summary>
    internal string Area(string code) => code == AreaLimit.WholeCountry
        ? turn.Text("unknown").Text
        : turn.Library.Texts.Data.Types.Regions.Find(code)?.Name ?? code;

    /// <summary>The name of a part.</summary>
    internal string Part(Division by, string key) => by switch
    {
        Division.Area or Division.Province or Division.Regency => Area(key),
        Division.Week or Division.Day => DayOf(key),
        _ => Name(key),
    };

    /// <summary>An id as people read it: <c>masuk_pertama</c> is "Masuk pertama".</summary>
    internal string Name(string id) => id.Length == 0
        ? turn.Text("unknown").Text
        : id.Length <= 4 && id is not ("guru") ? id.ToUpperInvariant()
        : char.ToUpperInvariant(id[0]) + id[1..].Replace('_', ' ');

    /// <summary>A mark on the way as its programme calls it; one that has no words there by its name.</summary>
    internal string Mark(string scope, string mark) =>
        turn.Library.Programmes.Find(scope)?.Milestones.ContainsKey(mark) == true ? turn.Library.Programmes.MilestoneIn(scope, mark, turn.Person.Language) : Name(mark);

    private string DayOf(string key)
    {
        var day = CountedFact.DateOf(long.Parse(key, CultureInfo.InvariantCulture));
        return $"{day.Day} {turn.Text("months").Text.Split(' ')[day.Month - 1]}";
    }
}
