using System.Globalization;
using System.Text.RegularExpressions;

namespace BelajarBot.Statistics;

/// <summary>
/// The dates in a question: <c>2026-03-11</c>, <c>11/3/2026</c>, <c>11 maret</c>, <c>1-15 maret 2026</c>, or two of them. A number before
/// the name of a month is a day, though it could be the code of a province; but <c>level 2 maret</c> is a level in March.
/// </summary>
/// <param name="Period">The days that are meant; null where that cannot be told, so that nobody believes others were understood.</param>
/// <param name="Written">The dates as they were written.</param>
/// <param name="Rest">The text without them.</param>
internal sealed partial record TypedDates(Period? Period, string Written, string Rest)
{
    private static readonly string[] Formats = ["yyyy-M-d", "d/M/yyyy", "d-M-yyyy"];

    /// <summary>The dates in a text; null when there are none.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="today">A date without a year is the last such day until today.</param>
    /// <param name="monthOf">The month that a word names, or null.</param>
    internal static TypedDates? In(string text, DateOnly today, Func<string, int?> monthOf)
    {
        var dates = Dates().Matches(text).Where(date => date.Groups["date"].Success || monthOf(date.Groups["month"].Value) is not null && DayIn(date, "first") is >= 1 and <= 31).ToList();
        if (dates.Count == 0)
        {
            return null;
        }

        var rest = Enumerable.Reverse(dates).Aggregate(text, (rest, date) => rest.Remove(date.Index, date.Length).Insert(date.Index, " "));
        return new TypedDates(Meant(dates, today, monthOf), text[dates[0].Index..(dates[^1].Index + dates[^1].Length)].Trim(), rest);
    }

    private static Period? Meant(List<Match> dates, DateOnly today, Func<string, int?> monthOf) => dates switch
    {
        [var only] when !only.Groups["until"].Success && DaysOf(only, today, monthOf) is (var from, var to) => Between(from, to),
        [var first, var second] when DaysOf(second, today, monthOf) is (var last, var until) && last == until
            && DaysOf(first, until, monthOf) is (var from, var to) && from == to => Between(from, until),
        _ => null,
    };

    private static (DateOnly From, DateOnly To)? DaysOf(Match date, DateOnly latest, Func<string, int?> monthOf)
    {
        if (date.Groups["date"].Success)
        {
            return DateOnly.TryParseExact(date.Groups["date"].Value, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsCounted(day.Year)
                ? (day, day)
                : null;
        }

        var (month, first) = (monthOf(date.Groups["month"].Value)!.Value, DayIn(date, "first")!.Value);
        var last = DayIn(date, "last") ?? first;
        var year = date.Groups["year"].Success ? int.Parse(date.Groups["year"].Value, CultureInfo.InvariantCulture)
            : (month, first).CompareTo((latest.Month, latest.Day)) <= 0 ? latest.Year
            : latest.Year - 1;
        return !IsCounted(year) || Math.Max(first, last) > DateTime.DaysInMonth(year, month) ? null : (new DateOnly(year, month, first), new DateOnly(year, month, Math.Max(1, last)));
    }

    private static bool IsCounted(int year) => year is >= Period.FirstYear and <= Period.LastYear;

    private static Period? Between(DateOnly from, DateOnly to) => from <= to && to.DayNumber - from.DayNumber < Period.MostDays ? new Period(from, to) : null;

    private static int? DayIn(Match date, string group) => date.Groups[group].Success ? int.Parse(date.Groups[group].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        """
        ((-|–|(?<until>\b(s/d|s\.d\.|sampai(\ dengan)?|hingga|until|to)))\s*)?
        (
            \b(?<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-\d{1,2}-\d{4})\b
            |
            (?<![\d.]|\b(level|tahap)\s+)(?<first>\d{1,2})(\s*(-|–|s/d|s\.d\.|sampai|hingga|to)\s*(?<last>\d{1,2}))?\s+(?<month>[a-z]+)\b(\s+(?<year>20\d\d)\b)?
        )
        """,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Dates();
}
