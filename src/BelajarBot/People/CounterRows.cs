using System.Globalization;
using System.Text;
using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>Changes of counters, added up by row: what cancels out is not written, and what remains is one statement.</summary>
internal sealed class CounterRows
{
    /// <summary>A statement has at most so many rows; a person who moves rarely needs a second one.</summary>
    private const int MostAtOnce = 24;

    private readonly Dictionary<Row, long> changes = [];

    /// <summary>A fact about somebody at a place came to be (1) or is no more (-1).</summary>
    internal void Add(CountedFact fact, CountedPlace place, int by)
    {
        var province = ProvinceOf(place);
        Add(new Row(fact.Kind, fact.Scope, fact.Cycle, 0, 0, place.Area, place.Level, fact.Name), by);
        Add(new Row(fact.Kind, fact.Scope, fact.Cycle, 1, fact.Day, place.Area, place.Level, fact.Name), by);
        Add(new Row(fact.Kind, fact.Scope, fact.Cycle, 2, fact.Day, province, place.Level, fact.Name), by);
    }

    /// <summary>Writes one change alone, which is what most turns have: always the same statement, with few values.</summary>
    internal static void Write(Session session, CountedFact fact, CountedPlace place, long by) => session.Later(
        """
        insert into counter (kind, scope, cycle, grain, day, area, level, name, people) values
            (@Kind, @Scope, @Cycle, 0, 0, @Area, @Level, @Name, @by), (@Kind, @Scope, @Cycle, 1, @Day, @Area, @Level, @Name, @by),
            (@Kind, @Scope, @Cycle, 2, @Day, @province, @Level, @Name, @by)
        on conflict (kind, scope, cycle, grain, day, area, level, name) do update set people = counter.people + excluded.people
        """,
        new { fact.Kind, fact.Scope, fact.Cycle, fact.Day, place.Area, place.Level, fact.Name, province = ProvinceOf(place), by });

    /// <summary>Adds the changes to the counters. Rows are taken in one order by everybody, so that no two units wait for each other.</summary>
    internal void Write(Session session)
    {
        foreach (var some in changes.Where(change => change.Value != 0).OrderBy(change => change.Key.Order, StringComparer.Ordinal).Chunk(MostAtOnce))
        {
            session.Later(Statements[some.Length], Values(some));
        }
    }

    private static string ProvinceOf(CountedPlace place) => place.Area.Length > 2 ? place.Area[..2] : place.Area;

    private void Add(Row row, int by) => changes[row] = changes.GetValueOrDefault(row) + by;

    private static Dictionary<string, object?> Values(KeyValuePair<Row, long>[] rows)
    {
        var values = new Dictionary<string, object?>(rows.Length * 9);
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, by) = rows[i];
            var n = i.ToString(CultureInfo.InvariantCulture);
            values["@kind" + n] = row.Kind;
            values["@scope" + n] = row.Scope;
            values["@cycle" + n] = row.Cycle;
            values["@grain" + n] = row.Grain;
            values["@day" + n] = row.Day;
            values["@area" + n] = row.Area;
            values["@level" + n] = row.Level;
            values["@name" + n] = row.Name;
            values["@by" + n] = by;
        }

        return values;
    }

    /// <summary>The statement for each number of rows: the same words each time, so that databases keep it prepared.</summary>
    private static readonly string[] Statements = [.. Enumerable.Range(0, MostAtOnce + 1).Select(Statement)];

    private static string Statement(int rows)
    {
        var sql = new StringBuilder("insert into counter (kind, scope, cycle, grain, day, area, level, name, people) values ");
        for (var n = 0; n < rows; n++)
        {
            sql.Append(CultureInfo.InvariantCulture, $"{(n == 0 ? "" : ", ")}(@kind{n}, @scope{n}, @cycle{n}, @grain{n}, @day{n}, @area{n}, @level{n}, @name{n}, @by{n})");
        }

        return sql.Append(
            " on conflict (kind, scope, cycle, grain, day, area, level, name) do update set people = counter.people + excluded.people").ToString();
    }

    private sealed record Row(string Kind, string Scope, string Cycle, long Grain, long Day, string Area, string Level, string Name)
    {
        internal string Order => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Scope} {Cycle} {Name} {Grain} {Day:D6} {Area} {Level}");
    }
}
