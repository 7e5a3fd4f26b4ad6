using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.People;

namespace BelajarBot.Statistics;

/// <summary>
/// <c>/statistik</c>: figures for officers, asked in words or with buttons. A button carries the words of the question that
/// it stands for, so that both are read in the same way.
/// </summary>
internal sealed class StatisticsCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "statistik",
        ("line_people", ["people", "new", "change"]), ("line_funnel", ["title", "enrolled", "last", "reached", "percent"]), ("line_reached", ["title", "last", "reached"]),
        ("line_new", ["people", "change"]), ("line_began", ["title", "enrolled", "last", "reached"]),
        ("more", ["count"]), ("nothing", []), ("few", ["few"]), ("moved", ["former", "code", "province"]), ("parted", ["area", "provinces"]), ("unknown", []), ("country", []), ("own_areas", []), ("all_days", []), ("months", []),
        ("change", ["percent", "before"]), ("change_new", []), ("change_none", []), ("stuck", ["name", "people"]),
        ("mean", ["percent", "area", "around"]), ("new_people", ["days", "people", "change"]), ("enrolled", []),
        ("tickets", ["opened", "closed", "waiting", "answered", "median"]), ("no_median", []), ("hours", ["hours"]), ("minutes", ["minutes"]),
        ("topic_overview", []), ("topic_people", []), ("topic_tickets", []), ("topic_events", []), ("events", ["held", "cancelled", "yes", "attended", "rating"]), ("by_area", []), ("by_province", []), ("by_regency", []), ("only_provinces", []), ("more_areas", ["count"]), ("regency_button", []), ("by_level", []), ("by_week", []), ("by_day", []),
        ("not_understood", ["words"]), ("which_area", []), ("help", []),
        ("counting", []), ("counted", ["expression", "area", "people", "all", "percent", "parts"]), ("count_slow", []), ("count_refused", []), ("count_failed", []),
        ("undivided", []), ("only_areas", []), ("tickets_line", ["area", "opened", "answered"]), ("events_line", ["area", "held", "attended"]), ("events_button", []), ("where_only", []), ("where_wrong", ["pointer", "expression", "mistake"]), ("where_long", ["most"]),
        ("reminders", ["area", "period", "sent", "moved", "percent", "days", "dropped", "reasons"]),
        ("dropped_unless", []), ("dropped_superseded", []), ("dropped_late", []), ("dropped_quiet_hours", []), ("dropped_holiday", []), ("dropped_weekly_cap", []),
        ("dropped_stopped", []), ("dropped_not_official", []),
        ("broadcasts", ["area", "period", "count", "recipients", "delivered", "moved", "percent", "lines"]),
        ("broadcast_line", ["number", "day", "recipients", "delivered", "moved"]), ("reminders_button", []), ("broadcasts_button", []),
        ("overview_button", []), ("people_button", []), ("tickets_button", []), ("week_button", []), ("all_button", []), ("area_button", []), ("level_button", []),
        ("weeks_button", []), ("cycle_button", ["cycle"]), ("file_button", []), ("broadcast_button", []),
        ("subscribe", []), ("subscribe_button", []), ("daily_button", []), ("weekly_button", []), ("end_button", []),
        ("subscribed_daily", []), ("subscribed_weekly", []), ("ended", []), ("was_none", []));

    CommandContract ICapability.Contract => Contract;

    Permission? ICapability.Requires => Permission.ReadStatistics;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.Arguments.Split(' ', 2) is [[Subscription, ..] act, .. var question])
        {
            await SubscribeAsync(turn, act, question is [var words] ? words : "");
            return;
        }

        await AskAsync(turn);
    }

    /// <summary>What begins with a plus is no question: it asks to get the one behind it regularly.</summary>
    private static async Task SubscribeAsync(CapabilityTurn turn, string act, string words)
    {
        var today = CountedFact.DateOf(CountedFact.DayOf(turn.Now));
        switch (act)
        {
            case Daily or Weekly when SlowQuestion.Split(words) is null && QuestionReader.Read(words, turn.Library, today) is Understood.Unknown { Words: var unknown }:
                await SayUnknownAsync(turn, unknown);
                break;
            case Daily:
                await Digests.SubscribeAsync(turn, Sent(Rhythm.Daily), Rhythm.Daily);
                await turn.SayAsync(turn.Text("subscribed_daily"), turn.Button("end_button", End), turn.MenuButton);
                break;
            case Weekly:
                await Digests.SubscribeAsync(turn, Sent(Rhythm.Weekly), Rhythm.Weekly);
                await turn.SayAsync(turn.Text("subscribed_weekly"), turn.Button("end_button", End), turn.MenuButton);
                break;
            case End:
                await turn.SayAsync(turn.Text(await Digests.EndAsync(turn.Session, turn.Person.Id) ? "ended" : "was_none"), turn.Button("overview_button", ""), turn.MenuButton);
                break;
            default:
                await turn.SayAsync(
                    turn.Text("subscribe"), turn.Button("daily_button", Short($"{Daily} {words}")), turn.Button("weekly_button", Short($"{Weekly} {words}")),
                    turn.Button("end_button", End), turn.MenuButton);
                break;
        }

        string Sent(Rhythm rhythm) => QuestionReader.Read(words, turn.Library, today) is Understood.Clear { Question: { Period: { } period } question }
            ? (question with { Period = period.WhenSent(rhythm, today) }).ToWords()
            : words;

        static string Short(string carried) => carried[..Math.Min(carried.Length, MostWords + 2)];
    }

    private const char Subscription = '+';
    private const string Daily = "+h";
    private const string Weekly = "+s";
    private const string End = "+x";

    private static async Task AskAsync(CapabilityTurn turn)
    {
        var today = CountedFact.DateOf(CountedFact.DayOf(turn.Now));
        if (SlowQuestion.Split(turn.Arguments) is (_, var expression))
        {
            await AskExpressionAsync(turn, expression, today);
            return;
        }

        switch (QuestionReader.Read(turn.Arguments, turn.Library, today))
        {
            case Understood.Clear { Question: { Topic: Topic.Reminders or Topic.Broadcasts } question }:
                await (SlowQuestion.Read(turn.Arguments, turn.Library, today) is { } slow && question.By == Division.None
                    ? SlowFigures.AskAsync(turn, slow, question.ToWords())
                    : turn.SayAsync(turn.Text("undivided"), turn.Button("overview_button", ""), turn.MenuButton));
                break;
            case Understood.Clear { Question: { Topic: Topic.Tickets or Topic.Events } question }:
                await AskWorkAsync(turn, question, today);
                break;
            case Understood.Clear { Question: var question }:
                await AnswerAsync(new Answer(turn, question, today));
                break;
            case Understood.WhichArea which:
                var (ask, areas) = which.Offer(turn.Text("which_area"), Carrying);
                await turn.SayAsync(ask, [.. areas, turn.MenuButton]);
                break;
            case Understood.Unknown { Words: var unknown }:
                await SayUnknownAsync(turn, unknown);
                break;
        }
    }

    private static Task SayUnknownAsync(CapabilityTurn turn, string words) =>
        turn.SayAsync(turn.Text("not_understood", ("words", words)), turn.Button("overview_button", ""), turn.MenuButton);

    /// <summary>These are of officers' work: of areas and days, and read for their own areas only, so nothing is told under another name.</summary>
    private static async Task AskWorkAsync(CapabilityTurn turn, Question question, DateOnly today)
    {
        if (question is not { Level: null, By: Division.None or Division.Area or Division.Province or Division.Regency })
        {
            var undivided = question with { Level = null, By = Division.None };
            await turn.SayAsync(
                turn.Text("only_areas"), turn.Button(question.Topic == Topic.Tickets ? "tickets_button" : "events_button", undivided.ToWords()),
                turn.Button("area_button", (undivided with { By = Division.Area }).ToWords()), turn.MenuButton);
        }
        else if (Place.OwnOf(question, turn.Officer.In(Permission.ReadStatistics)) is { } place)
        {
            await AnswerAsync(new Answer(turn, question with { Area = place.Area ?? question.Area }, today, place));
        }
        else
        {
            await turn.RefuseAsync(Permission.ReadStatistics, question.Area ?? AreaLimit.WholeCountry);
        }
    }

    /// <summary>A longer expression is no question of a person.</summary>
    private const int LongestExpression = 500;

    /// <summary>Takes a question with an expression, or says what is wrong with it.</summary>
    private static async Task AskExpressionAsync(CapabilityTurn turn, string source, DateOnly today)
    {
        var compiled = Audience.Compile(source, turn.Library);
        if (compiled.Succeeded && source.Length <= LongestExpression && SlowQuestion.Read(turn.Arguments, turn.Library, today) is { } question)
        {
            await SlowFigures.AskAsync(turn, question, turn.Arguments);
            return;
        }

        var mistake = compiled.Succeeded ? null : AudienceMistake.Of(source, compiled, turn.Person.Language);
        var text = mistake is not null ? turn.Text("where_wrong", ("pointer", mistake.Place), ("expression", mistake.Around), ("mistake", mistake.Message))
            : source.Length > LongestExpression ? turn.Text("where_long", ("most", $"{LongestExpression}"))
            : turn.Text("where_only");
        await turn.SayAsync(text, turn.Button("overview_button", ""), turn.MenuButton);
    }

    private static async Task AnswerAsync(Answer answer)
    {
        var (turn, question) = (answer.Turn, answer.Question);
        await turn.AuditAsync("statistik.read", answer.Place.Area, details: question.ToWords());
        var rows = await (question.Topic switch
        {
            Topic.People => answer.PeopleAsync(),
            Topic.Funnel => answer.FunnelAsync(),
            Topic.Tickets => TicketFigures.AnswerAsync(answer),
            Topic.Events => EventFigures.AnswerAsync(answer),
            _ => answer.OverviewAsync(),
        });
        if (Moved(answer) is { } moved)
        {
            rows = $"{rows}\n\n{moved}";
        }

        if (answer.HasOnlyProvinces)
        {
            rows = $"{rows}\n\n{turn.Text("only_provinces").Text}";
        }

        if (!answer.Place.IsOwn)
        {
            rows = $"{rows}\n\n{turn.Text("few", ("few", $"{FigureWords.Few}")).Text}";
        }

        var title = $"📊 {answer.Title}";
        await turn.SayAsync(
            new RichText($"{title}\n{answer.AreaName} · {answer.PeriodName}\n\n{rows}", [new TextSpan(0, title.Length, SpanKind.Bold)]), [.. Buttons(answer)]);
    }

    /// <summary>What became of the area: the present code where a former one was asked for, and the provinces that it was parted into.</summary>
    private static string? Moved(Answer answer)
    {
        var (turn, regions) = (answer.Turn, answer.Turn.Library.Texts.Data.Types.Regions);
        return answer.Question is { FormerCode: { } former, Area: { } area }
            ? turn.Text("moved", ("former", former), ("code", area), ("province", regions.Find(area[..2])?.Name)).Text
            : Parted(answer) is { Count: > 0 } parts ? turn.Text("parted", ("area", answer.AreaName), ("provinces", string.Join(", ", parts.Select(part => part.Name)))).Text
            : null;
    }

    /// <summary>The cycle before the one that is told, and the one that counts now where that is another.</summary>
    private static IEnumerable<string> Cycles(Question question, DialogLibrary library)
    {
        if (library.Programmes.Find(question.Scope) is not { Cycles: var cycles } programme)
        {
            return [];
        }

        var told = question.CycleIn(library);
        return new[] { cycles.LastOrDefault(cycle => string.CompareOrdinal(cycle.Id, told) < 0)?.Id, programme.CycleId == told ? null : programme.CycleId }.OfType<string>().Distinct();
    }

    private static IReadOnlyList<Region> Parted(Answer answer) => answer.Question is { Area: { Length: 2 } province, Topic: Topic.Overview or Topic.People or Topic.Funnel }
        ? answer.Turn.Library.Texts.Data.Types.Regions.PartedFrom(province) : [];

    private static IEnumerable<Button> Buttons(Answer answer)
    {
        var (turn, question) = (answer.Turn, answer.Question);
        IEnumerable<Button?> buttons = question.Topic switch
        {
            Topic.Overview =>
            [
                .. Funnel.AllOf(turn.Library).Select(funnel => Of(funnel.TitleIn(turn.Library, turn.Person.Language), question with { Topic = Topic.Funnel, Scope = funnel.Scope })),
                Say("people_button", question with { Topic = Topic.People }),
                .. IsIn(Permission.ReadStatistics) ? new[] { Say("tickets_button", question with { Topic = Topic.Tickets }), Say("reminders_button", new Question(Topic.Reminders, Area: question.Area)), Say("broadcasts_button", new Question(Topic.Broadcasts, Area: question.Area)) } : [],
            ],
            Topic.Tickets or Topic.Events =>
            [
                answer.Place.HasParts && !answer.IsByArea ? Say("area_button", question with { By = Division.Area }) : null,
                Say("overview_button", new Question(Topic.Overview, Area: question.Area)),
            ],
            _ =>
            [
                question.Period is null
                    ? Say("week_button", question with { Period = Period.WeekOf(answer.Today), By = Division.None })
                    : Say("all_button", question with { Period = null, By = Division.None }),
                answer.Place.HasParts && !answer.IsByArea ? Say("area_button", question with { By = Division.Area }) : null,
                answer is { IsByArea: true, HasOnlyProvinces: false } && question.By != Division.Regency && Figures.IsByProvince(answer.Place.Limit)
                    ? Say("regency_button", question with { By = Division.Regency }) : null,
                question.By != Division.Level ? Say("level_button", question with { By = Division.Level }) : null,
                question.By != Division.Week ? Say("weeks_button", question with { By = Division.Week, Period = null }) : null,
                .. Cycles(question, turn.Library).Select(cycle => Of(turn.Text("cycle_button", ("cycle", cycle)).Text, question with { Cycle = cycle, Period = null, By = Division.None })),
                IsIn(Permission.Export) ? Other("file_button", "ekspor", question.ToWords()) : null,
                answer.Audience is { } stopped ? Other("broadcast_button", "siaran", stopped.Argument) : null,
                Say("overview_button", new Question(Topic.Overview, Area: question.Area)),
            ],
        };
        buttons = [.. buttons, .. Parted(answer).Select(part => Of(part.Name, question with { Area = part.Code })), Carrying(turn.Text("subscribe_button").Text, $"{Subscription} {question.ToWords()}")];
        return [.. buttons.OfType<Button>(), turn.MenuButton];

        // What is read for some areas only is offered where some of them are asked about.
        bool IsIn(Permission permission) =>
            question.Area is { } area ? !turn.Officer.In(permission).Within(area).IsEmpty : turn.Officer.May(permission);

        Button? Say(string label, Question asked) => Of(turn.Text(label).Text, asked);

        // A name that is too long for a button can still be typed.
        Button? Of(string label, Question asked) => Carrying(label, asked.ToWords());

        Button? Other(string label, string command, string words) =>
            turn.Library.Texts.FindCommand(command) is not null && words.Length <= MostWords ? Button.Asking(turn.Text(label).Text, command, words) : null;
    }

    private static Button? Carrying(string label, string words) => words.Length < MostWords ? Button.Asking(label, Contract.Command, words) : null;

    /// <summary>What a button carries besides the command.</summary>
    private const int MostWords = 50;
}
