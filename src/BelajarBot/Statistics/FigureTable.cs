using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.People;

namespace BelajarBot.Statistics;

/// <summary>Figures as a table: what, area, level, how many. Its sums are what the chat says.</summary>
internal static class FigureTable
{
    /// <summary>The header, then a row for each thing that is counted, area and level.</summary>
    internal static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(CapabilityTurn turn, Question question, AreaLimit limit)
    {
        yield return turn.Text("headings").Text.Split(", ");
        foreach (var (series, order) in SeriesOf(turn, question))
        {
            var cells = await Figures.CellsAsync(turn.Session, series, limit, question.Level, question.Period);
            foreach (var cell in cells.Where(cell => question.Milestone is null || series.Kind != CountedFact.Reached || cell.Name == question.Milestone)
                .OrderBy(cell => order.IndexOf(cell.Name)).ThenBy(cell => cell.Area, StringComparer.Ordinal).ThenBy(cell => cell.Level, StringComparer.Ordinal))
            {
                var what = series.Kind == CountedFact.Enrolled ? turn.Text("enrolled").Text
                    : series.Kind == CountedFact.Known ? turn.Text("known").Text
                    : cell.Name;
                var role = series.Kind == CountedFact.Known ? cell.Name : "";
                yield return
                [
                    series.Scope, series.Cycle, what, role, cell.Area, turn.Library.Texts.Data.Types.Regions.Find(cell.Area)?.Name ?? "", cell.Level, cell.People,
                ];
            }
        }
    }

    private static IEnumerable<(Series Series, List<string> Order)> SeriesOf(CapabilityTurn turn, Question question)
    {
        if (question.Scope is not { } scope)
        {
            return [(Series.People, [])];
        }

        var cycle = question.CycleIn(turn.Library);
        return
        [
            (new Series(CountedFact.Enrolled, scope, cycle), []),
            (new Series(CountedFact.Reached, scope, cycle), [.. Funnel.AllOf(turn.Library).First(funnel => funnel.Scope == scope).Milestones]),
        ];
    }
}
