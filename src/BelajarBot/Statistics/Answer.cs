using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Conversations;
using BelajarBot.People;

namespace BelajarBot.Statistics;

/// <summary>The answer to one question: reads the figures that it needs and writes them in lines.</summary>
internal sealed class Answer
{
    /// <summary>Longer tables are cut: the file has all of it.</summary>
    private const int MostRows = 15;

    private const int MostLines = 40;

    private const int RecentDays = 7;

    /// <summary>Each day of each of 500 regencies is a row, so a longer time of several provinces is told by province.</summary>
    private const int MostDaysByRegency = 31;

    internal Answer(CapabilityTurn turn, Question question, DateOnly today, Place? place = null)
    {
        (Turn, Today, Question) = (turn, today, question.OnUsualDays(today));
        Place = place ?? Place.Of(question, turn.Officer);
        if (Question is { By: Division.Regency, Period.Days: > MostDaysByRegency } && Figures.IsByProvince(Place.Limit))
        {
            (Question, HasOnlyProvinces) = (Question with { By = Division.Province }, true);
        }

        Words = new FigureWords(turn, Place.IsOwn);
        Funnel = Statistics.Funnel.AllOf(turn.Library).FirstOrDefault(funnel => funnel.Scope == question.Scope);
    }

    internal CapabilityTurn Turn { get; }

    internal Question Question { get; }

    internal DateOnly Today { get; }

    internal Place Place { get; }

    internal FigureWords Words { get; }

    /// <summary>Whether provinces are told where regencies were asked for.</summary>
    internal bool HasOnlyProvinces { get; }

    /// <summary>Whether it is divided by areas of whatever kind.</summary>
    internal bool IsByArea => Question.By is Division.Area or Division.Province or Division.Regency;

    /// <summary>Those who are stuck, once the funnel was read and where the officer may write to them; or null.</summary>
    internal StoppedAudience? Audience { get; private set; }

    private Funnel? Funnel { get; }

    /// <summary>What the question is about, in words.</summary>
    internal string Title
    {
        get
        {
            var title = Question.Topic switch
            {
                Topic.People => Turn.Text("topic_people").Text,
                Topic.Tickets => Turn.Text("topic_tickets").Text,
                Topic.Events => Turn.Text("topic_events").Text,
                Topic.Funnel => Funnel!.TitleIn(Turn.Library, Turn.Person.Language, Question.CycleIn(Turn.Library)) + (Question.Milestone is { } mark ? $": {Words.Mark(Funnel.Scope, mark)}" : ""),
                _ => Turn.Text("topic_overview").Text,
            };
            return Question.By switch
            {
                Division.Area => $"{title} {Turn.Text("by_area").Text}",
                Division.Province => $"{title} {Turn.Text("by_province").Text}",
                Division.Regency => $"{title} {Turn.Text("by_regency").Text}",
                Division.Level => $"{title} {Turn.Text("by_level").Text}",
                Division.Week => $"{title} {Turn.Text("by_week").Text}",
                Division.Day => $"{title} {Turn.Text("by_day").Text}",
                _ => title,
            };
        }
    }

    internal string AreaName => Place.NameIn(Turn) + (Question.Level is { } level ? $", {Words.Name(level)}" : "");

    internal string PeriodName => Question.Period is { } period ? Words.Days(period) : Turn.Text("all_days").Text;

    /// <summary>Everything in a few lines: as it is, or what came to be in some days.</summary>
    internal async Task<string> OverviewAsync()
    {
        var period = Question.Period;
        var lines = new List<string> { period is null ? await ArrivalsAsync("line_people") : await NewPeopleAsync(period) };
        foreach (var funnel in Statistics.Funnel.AllOf(Turn.Library))
        {
            var enrolled = Of(await SumAsync(Enrolled(funnel.Scope), Place.Limit, period), "");
            var reached = Of(await SumAsync(Reached(funnel.Scope), Place.Limit, period), funnel.Milestones[^1]);
            var (title, last) = (funnel.TitleIn(Turn.Library, Turn.Person.Language), Words.Mark(funnel.Scope, funnel.Milestones[^1]));
            lines.Add((period is not null && enrolled > 0
                // Who reached the end in these days began before them, so one is no part of the other.
                ? Turn.Text("line_began", ("title", title), ("enrolled", Words.Number(enrolled)), ("last", last), ("reached", Words.Number(reached)))
                : period is null && Words.Percent(reached, enrolled) is { } percent
                ? Turn.Text("line_funnel", ("title", title), ("enrolled", Words.Number(enrolled)), ("last", last), ("reached", Words.Number(reached)), ("percent", percent))
                // Nobody takes part in what is no programme, and of few there is no part to tell.
                : Turn.Text("line_reached", ("title", title), ("last", last), ("reached", Words.Number(reached)))).Text);
        }

        return Lines([.. lines, Turn.Text("help").Text]);
    }

    /// <summary>Lines of areas, as many as one reads on a phone.</summary>
    internal string AreaLines(IReadOnlyCollection<string> areas) => areas.Count == 0
        ? Turn.Text("nothing").Text
        : string.Join('\n', areas.Take(MostLines).Concat(areas.Count > MostLines ? [Turn.Text("more_areas", ("count", Words.Number(areas.Count - MostLines))).Text] : []));

    /// <summary>A number with how it has changed.</summary>
    internal string Changed(long now, long before) => $"{Words.Number(now)}{(Words.Change(now, before) is { } change ? $" ({change})" : "")}";

    /// <summary>Who knows the bot, by role or by whatever it is divided by.</summary>
    internal async Task<string> PeopleAsync()
    {
        var figures = await SumAsync(Series.People, Place.Limit, Question.Period, Question.By);
        var before = Question is { Period: { } period, By: Division.None } ? await SumAsync(Series.People, Place.Limit, period.Before) : null;
        var rows = Question.By == Division.None
            ? Rows(figures.GroupBy(figure => figure.Name).Select(role => new Row(Words.Name(role.Key), role.Sum(figure => figure.People))
            {
                Before = before?.Where(figure => figure.Name == role.Key).Sum(figure => figure.People),
            }))
            : Rows(Parts(figures, null));
        return Lines([rows, Question.Period is null ? await ArrivalsAsync("new_people") : null]);
    }

    /// <summary>How far people have come: every mark, or one of them divided.</summary>
    internal Task<string> FunnelAsync() => Question.By != Division.None || Question.Milestone is not null ? MarkAsync() : MarksAsync();

    private async Task<string> MarksAsync()
    {
        var funnel = Funnel!;
        var marks = await SumAsync(Reached(funnel.Scope), Place.Limit, Question.Period);
        var reached = funnel.Milestones.Select(mark => Of(marks, mark)).ToList();
        var enrolled = Of(await SumAsync(Enrolled(funnel.Scope), Place.Limit, Question.Period), "");
        if (Question.Period is { } period)
        {
            var before = await SumAsync(Reached(funnel.Scope), Place.Limit, period.Before);
            var enrolledBefore = Of(await SumAsync(Enrolled(funnel.Scope), Place.Limit, period.Before), "");
            return Lines(
            [
                Rows(
                    [
                        new Row(Turn.Text("enrolled").Text, enrolled) { Before = enrolledBefore },
                        .. funnel.Milestones.Select((mark, i) => new Row(Words.Mark(funnel.Scope, mark), reached[i]) { Before = Of(before, mark) }),
                    ],
                    isInOrder: true),
            ]);
        }

        return Lines(
        [
            Rows(
                [
                    new Row(Turn.Text("enrolled").Text, enrolled),
                    .. funnel.Milestones.Select((mark, i) => new Row(Words.Mark(funnel.Scope, mark), reached[i]) { Whole = enrolled }),
                ],
                isInOrder: true),
            Stuck([enrolled, .. reached]),
            await MeanAsync(funnel.Milestones[^1], reached[^1], enrolled),
        ]);
    }

    private async Task<string> MarkAsync()
    {
        var mark = Question.Milestone ?? Funnel!.Milestones[^1];
        var figures = (await SumAsync(Reached(Funnel!.Scope), Place.Limit, Question.Period, Question.By)).Where(figure => figure.Name == mark).ToList();
        var isStock = Question.Period is null;
        var enrolled = isStock ? await SumAsync(Enrolled(Funnel.Scope), Place.Limit, null, Question.By) : [];
        if (Question.By == Division.None)
        {
            var before = Question.Period is { } period
                ? Of(await SumAsync(Reached(Funnel.Scope), Place.Limit, period.Before), mark) : (long?)null;
            var row = new Row(Words.Mark(Funnel.Scope, mark), Of(figures, mark)) { Whole = isStock ? Of(enrolled, "") : null, Before = before };
            return Lines([Rows([row]), isStock ? await MeanAsync(mark, row.People, Of(enrolled, "")) : null]);
        }

        return Lines([Rows(Parts(figures, isStock ? enrolled : null)), isStock ? await MeanAsync(mark, figures.Sum(figure => figure.People), enrolled.Sum(figure => figure.People)) : null]);
    }

    /// <summary>A part that nobody of reached anything in shows with its zero, where somebody there takes part.</summary>
    private IEnumerable<Row> Parts(List<Figure> figures, List<Figure>? wholes)
    {
        var keys = figures.Concat(wholes ?? []).Select(figure => figure.Key).Distinct();
        var rows = keys.Select(key => (Key: key, Row: new Row(Words.Part(Question.By, key), figures.Where(figure => figure.Key == key).Sum(figure => figure.People))
        {
            Whole = wholes?.Where(figure => figure.Key == key).Sum(figure => figure.People),
        }));
        return Question.By is Division.Week or Division.Day
            ? rows.OrderBy(part => long.Parse(part.Key, System.Globalization.CultureInfo.InvariantCulture)).Select(part => part.Row)
            : rows.OrderByDescending(part => part.Row.People).ThenBy(part => part.Row.Name, StringComparer.Ordinal).Select(part => part.Row);
    }

    private string Rows(IEnumerable<Row> all, bool isInOrder = false)
    {
        var rows = all.ToList();
        if (!isInOrder && Question.By is not (Division.Week or Division.Day))
        {
            rows = [.. rows.OrderByDescending(row => row.People)];
        }

        if (rows.Count == 0 || rows.TrueForAll(row => row is { People: 0, Before: null or 0, Whole: null or 0 }))
        {
            return Turn.Text("nothing").Text;
        }

        var longest = rows.Max(row => row.Whole ?? row.People);
        var lines = rows.Take(MostRows).Select(row =>
        {
            var beside = row.Whole is { } whole && Words.Percent(row.People, whole) is { } percent ? $" ({percent}%)"
                : row.Before is { } before && Words.Change(row.People, before) is { } change ? $" ({change})"
                : "";
            return $"{row.Name}: {Words.Number(row.People)}{beside}\n{Words.Bar(row.People, row.Whole ?? longest)}";
        });
        return string.Join('\n', [
            .. lines,
            .. rows.Count > MostRows ? [Turn.Text("more", ("count", Words.Number(rows.Count - MostRows))).Text] : Array.Empty<string>(),
        ]);
    }

    /// <summary>Where most people stand, and who they are.</summary>
    private string? Stuck(List<long> reached)
    {
        var funnel = Funnel!;
        if (Statistics.Funnel.StuckAt(reached) is not ({ } at, { } people) || !Words.MayTell(people))
        {
            return null;
        }

        var name = at == 0 ? Turn.Text("enrolled").Text : Words.Mark(funnel.Scope, funnel.Milestones[at - 1]);
        var said = Turn.Text("stuck", ("name", name), ("people", Words.Number(people))).Text;
        if (Place.IsOwn && CycleOf(funnel.Scope) == Turn.Library.Programmes.CycleOf(funnel.Scope) && (Place.Area is { } area ? Turn.Officer.May(Permission.Broadcast, area) : Turn.Officer.May(Permission.Broadcast)))
        {
            Audience = new StoppedAudience(
                funnel.Scope, at == 0 ? null : funnel.Milestones[at - 1], funnel.Milestones[at], Question.Level, Place.Area is { Length: > 0 } ? Place.Area : null);
        }

        return said;
    }

    /// <summary>How the area does beside the area around it.</summary>
    private async Task<string?> MeanAsync(string mark, long reached, long enrolled)
    {
        if (Place.Around is not { } around || Words.Percent(reached, enrolled) is not { } own)
        {
            return null;
        }

        var limit = AreaLimit.To([around]);
        var words = new FigureWords(Turn, isOwn: false);
        var mean = words.Percent(Of(await SumAsync(Reached(Funnel!.Scope), limit), mark), Of(await SumAsync(Enrolled(Funnel.Scope), limit), ""));
        return mean is null ? null : Turn.Text("mean", ("percent", own), ("area", mean), ("around", new Place(limit, around, IsOwn: false).NameIn(Turn))).Text;
    }

    /// <summary>How many came in some days, beside those before.</summary>
    private async Task<string> NewPeopleAsync(Period period)
    {
        var now = (await SumAsync(Series.People, Place.Limit, period)).Sum(figure => figure.People);
        var before = (await SumAsync(Series.People, Place.Limit, period.Before)).Sum(figure => figure.People);
        return Turn.Text("line_new", ("people", Words.Number(now)), ("change", Words.Change(now, before) ?? "–")).Text;
    }

    /// <summary>How many there are and how many came in the last days, beside those before.</summary>
    private async Task<string> ArrivalsAsync(string text)
    {
        var recent = Period.Last(RecentDays, Today);
        var all = (await SumAsync(Series.People, Place.Limit)).Sum(figure => figure.People);
        var now = (await SumAsync(Series.People, Place.Limit, recent)).Sum(figure => figure.People);
        var before = (await SumAsync(Series.People, Place.Limit, recent.Before)).Sum(figure => figure.People);
        var change = Words.Change(now, before) ?? "–";
        return text == "line_people"
            ? Turn.Text(text, ("people", Words.Number(all)), ("new", Words.Number(now)), ("change", change)).Text
            : Turn.Text(text, ("days", $"{RecentDays}"), ("people", Words.Number(now)), ("change", change)).Text;
    }

    private Task<List<Figure>> SumAsync(Series series, AreaLimit limit, Period? period = null, Division by = Division.None) =>
        Figures.SumAsync(Turn.Session, series, limit, Question.Level, period, by);

    private Series Reached(string scope) => new(CountedFact.Reached, scope, CycleOf(scope));

    private Series Enrolled(string scope) => new(CountedFact.Enrolled, scope, CycleOf(scope));

    private string CycleOf(string scope) => scope == Question.Scope ? Question.CycleIn(Turn.Library) : Turn.Library.Programmes.CycleOf(scope);

    private static long Of(IEnumerable<Figure> figures, string name) => figures.Where(figure => figure.Name == name).Sum(figure => figure.People);

    private static string Lines(IEnumerable<string?> parts) => string.Join("\n\n", parts.OfType<string>());

    /// <summary>One line of a table.</summary>
    private sealed record Row(string Name, long People)
    {
        /// <summary>Of how many, where a part is meant; or null.</summary>
        internal long? Whole { get; init; }

        /// <summary>How many in the same number of days before, where days are compared; or null.</summary>
        internal long? Before { get; init; }
    }
}
