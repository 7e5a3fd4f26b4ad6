using BelajarBot.Access;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>How many people, of one part and by one name.</summary>
/// <param name="Key">The part: an area, a level, or the first day of a week; empty when undivided.</param>
/// <param name="Name">The milestone; of people their role; empty for who takes part.</param>
/// <param name="People">How many.</param>
internal sealed record Figure(string Key, string Name, long People);

/// <summary>How many people of one area and level.</summary>
internal sealed record FigureCell(string Name, string Area, string Level, long People);

/// <summary>What is counted.</summary>
/// <param name="Kind">One of the kinds of <see cref="CountedFact"/>.</param>
/// <param name="Scope">The programme or dialog; empty for people.</param>
/// <param name="Cycle">Its cycle, or empty.</param>
internal sealed record Series(string Kind, string Scope, string Cycle)
{
    /// <summary>Everybody who is known.</summary>
    internal static readonly Series People = new(CountedFact.Known, "", "");
}

/// <summary>Reads counters: sums of few rows, never people.</summary>
internal static class Figures
{
    /// <summary>The two that the view <c>counted</c> puts together.</summary>
    private static readonly string[] Tables = ["counter", "counted_change"];

    private const string AllDays = "grain = 0 and day = 0";

    private const long ByRegency = 1;

    private const long ByProvince = 2;

    private const long OfFourWeeks = 3;

    /// <summary>The sums of a series.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="series">What is counted.</param>
    /// <param name="limit">Where.</param>
    /// <param name="level">The level, or null for all.</param>
    /// <param name="period">The days on which it happened, or null for all.</param>
    /// <param name="by">What it is divided by.</param>
    internal static Task<List<Figure>> SumAsync(
        Session session, Series series, AreaLimit limit, string? level = null, Period? period = null, Division by = Division.None)
    {
        by = Among(limit, by);
        var isDaily = period is not null || by is Division.Week or Division.Day;
        var isOfProvinces = limit.Areas.All(area => area.Length <= 2) && by != Division.Regency;
        var values = new Dictionary<string, object?> { ["@Kind"] = series.Kind, ["@Scope"] = series.Scope, ["@Cycle"] = series.Cycle };
        var days = !isDaily ? [AllDays]
            : period is not null && isOfProvinces && limit.IsEverywhere && by is not (Division.Week or Division.Day) ? Spans(period, values)
            : [$"grain = {(isOfProvinces ? ByProvince : ByRegency)}{Days(session.Dialect, period, limit, values)}"];
        var where = Area(limit, values);
        if (level is not null)
        {
            values["@level"] = level;
            where += " and level = @level";
        }

        var key = by switch
        {
            Division.Province => "substr(area, 1, 2)",
            Division.Regency => "area",
            Division.Level => "level",
            Division.Week => "cast((day + 3) / 7 * 7 - 3 as text)",
            Division.Day => "cast(day as text)",
            _ => "''",
        };
        return session.QueryAsync<Figure>(
            limit.Sql(
                $"""
                select key, name, cast(sum(people) as bigint) as people
                from ({string.Join(" union all ", from table in Tables from some in days select PartOf(table, some))}) part
                group by key, name having sum(people) <> 0
                """),
            values);

        // Each is summed by itself: databases read a union row by row, and that takes three times as long.
        string PartOf(string table, string some) =>
            $"""
            select {key} as key, name, sum(people) as people from {table}
            where kind = @Kind and scope = @Scope and cycle = @Cycle and {some}{where} and {"{within area}"}
            group by {(by == Division.None ? "" : $"{key}, ")}name
            """;
    }

    /// <summary>The same sums for each area and level: what a file shows.</summary>
    internal static Task<List<FigureCell>> CellsAsync(Session session, Series series, AreaLimit limit, string? level, Period? period)
    {
        var values = new Dictionary<string, object?> { ["@Kind"] = series.Kind, ["@Scope"] = series.Scope, ["@Cycle"] = series.Cycle };
        var where = (period is null ? AllDays : $"grain = {ByRegency}{Days(session.Dialect, period, limit, values)}") + Area(limit, values);
        if (level is not null)
        {
            values["@level"] = level;
            where += " and level = @level";
        }

        return session.QueryAsync<FigureCell>(
            limit.Sql(
                $"""
                select name, area, level, cast(sum(people) as bigint) as people from counted
                where kind = @Kind and scope = @Scope and cycle = @Cycle and {where} and {"{within area}"}
                group by name, area, level having sum(people) <> 0
                """),
            values);
    }

    /// <summary>Whether such an area is divided into provinces rather than regencies.</summary>
    internal static bool IsByProvince(AreaLimit limit) => limit.IsEverywhere || limit.Areas.Count(area => area.Length == 2) > 1;

    /// <summary>What rows are grouped by, from the column of their area.</summary>
    internal static string AreaKey(string area, AreaLimit limit, Division by) =>
        Among(limit, by) switch { Division.Province => $"substr(coalesce({area}, ''), 1, 2)", Division.Regency => $"coalesce({area}, '')", _ => "''" };

    /// <summary>What the areas within a limit are: provinces, or regencies; other divisions are what they are.</summary>
    internal static Division Among(AreaLimit limit, Division by) => by != Division.Area ? by : IsByProvince(limit) ? Division.Province : Division.Regency;

    /// <summary>
    /// Of the whole country the days are read through; of less each is looked up by itself, however many they are, because between
    /// two days of an area stand those of all others.
    /// </summary>
    private static string Days(Dialect dialect, Period? period, AreaLimit limit, Dictionary<string, object?> values)
    {
        if (period is null)
        {
            return "";
        }

        if (limit.IsEverywhere)
        {
            (values["@first"], values["@last"]) = (CountedFact.DayOf(period.From), CountedFact.DayOf(period.To));
            return " and day between @first and @last";
        }

        values["@days"] = period.Numbers.ToArray();
        return $" and {dialect.IsAnyOf("day", "@days")}";
    }

    /// <summary>The days of a period of the whole country: what fills four weeks by those, the days before and after by day.</summary>
    private static List<string> Spans(Period period, Dictionary<string, object?> values)
    {
        var (first, last) = (CountedFact.DayOf(period.From), CountedFact.DayOf(period.To));
        var (begin, end) = (FourWeeksOf(first + 27), FourWeeksOf(last + 1));
        List<(long Grain, long First, long Last)> spans = begin < end
            ? [(ByProvince, first, begin - 1), (OfFourWeeks, begin, end - 1), (ByProvince, end, last)]
            : [(ByProvince, first, last)];
        return [.. spans.Where(span => span.First <= span.Last).Select((span, i) =>
        {
            (values[$"@first{i}"], values[$"@last{i}"]) = (span.First, span.Last);
            return $"grain = {span.Grain} and day between @first{i} and @last{i}";
        })];

        static long FourWeeksOf(long day) => ((day + 3) / 28 * 28) - 3;
    }

    /// <summary>The limit once more as one range, which an index can serve whatever stands in the limit.</summary>
    private static string Area(AreaLimit limit, Dictionary<string, object?> values)
    {
        if (limit.IsEverywhere || limit.IsEmpty)
        {
            return "";
        }

        values["@from"] = limit.Areas[0];
        values["@until"] = limit.Areas[^1] + "/";
        return " and area >= @from and area < @until";
    }
}
