using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;

namespace BelajarBot.Statistics;

/// <summary>
/// <c>/ekspor</c>: the figures of a question as a file, one row for each area and level, so that their sums are what the chat
/// says; and for those who may, the people themselves, which takes longer and comes by itself.
/// </summary>
internal sealed class ExportFiguresCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "ekspor",
        ("explain", []), ("which_format", ["topic", "area", "period"]), ("caption", ["topic", "area", "period"]), ("people_later", ["area"]),
        ("not_understood", ["words"]), ("which_area", []), ("xlsx_button", []), ("csv_button", []), ("people_button", []), ("all_people_button", []),
        ("file_name", []), ("headings", []), ("known", []), ("enrolled", []), ("country", []), ("own_areas", []), ("all_days", []),
        ("people_headings", []), ("people_file_name", []), ("people_caption", []), ("people_refused", []), ("people_failed", []));

    private const string People = "nama";

    CommandContract ICapability.Contract => Contract;

    Permission? ICapability.Requires => Permission.Export;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var today = CountedFact.DateOf(CountedFact.DayOf(turn.Now));
        var words = turn.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var format = Take(words, "xlsx", "excel") ? TableFormat.Xlsx : Take(words, "csv") ? TableFormat.Csv : (TableFormat?)null;
        var isOfPeople = Take(words, People);
        var asked = string.Join(' ', words);
        switch (QuestionReader.Read(asked, turn.Library, today))
        {
            case Understood.Clear { Question: { Topic: Topic.People or Topic.Funnel } question }:
                await AnswerAsync(turn, question, format, isOfPeople, today);
                break;
            case Understood.Clear:
                await turn.SayAsync(turn.Text("explain"), [.. Topics(turn), turn.MenuButton]);
                break;
            case Understood.WhichArea which:
                var (ask, areas) = which.Offer(turn.Text("which_area"), Button);
                await turn.SayAsync(ask, [.. areas, turn.MenuButton]);
                break;
            case Understood.Unknown { Words: var unknown }:
                await turn.SayAsync(turn.Text("not_understood", ("words", unknown)), turn.MenuButton);
                break;
        }
    }

    private static async Task AnswerAsync(CapabilityTurn turn, Question question, TableFormat? format, bool isOfPeople, DateOnly today)
    {
        var permission = isOfPeople ? Permission.ExportPeople : Permission.Export;
        if (Place.OwnOf(question, turn.Officer.In(permission)) is not { } place)
        {
            await turn.RefuseAsync(permission, question.Area ?? AreaLimit.WholeCountry);
            return;
        }

        // A file is named after what it holds: who asks for the province and has one regency of it gets that regency.
        question = question.OnUsualDays(today) with { Area = place.Area ?? question.Area };
        var words = question.ToWords();
        if (format is not { } chosen)
        {
            await turn.SayAsync(
                turn.Text("which_format", Named(turn, question, place)),
                [
                    .. new[]
                    {
                        Button(turn.Text("xlsx_button").Text, $"{words} xlsx"), Button(turn.Text("csv_button").Text, $"{words} csv"),
                        MayHavePeople(turn, question) ? Button(turn.Text("people_button").Text, $"{words} {People} xlsx") : null,
                    }.OfType<Button>(),
                    turn.MenuButton,
                ]);
        }
        else if (isOfPeople)
        {
            await PeopleExports.AskAsync(turn.Session, turn.Person.Id, words, chosen, turn.Now);
            await turn.AuditAsync("ekspor.people", place.Area, details: words);
            await turn.SayAsync(turn.Text("people_later", ("area", place.NameIn(turn))), turn.MenuButton);
        }
        else
        {
            await turn.AuditAsync("ekspor.figures", place.Area, details: words);
            using var file = new MemoryStream();
            await TableFile.WriteAsync(chosen, file, FigureTable.RowsAsync(turn, question, place.Limit), CancellationToken.None);
            var name = FormattableString.Invariant($"{turn.Text("file_name").Text}-{today:yyyy-MM-dd}.{(chosen == TableFormat.Xlsx ? "xlsx" : "csv")}");
            await turn.SendFileAsync(name, file.ToArray(), turn.Text("caption", Named(turn, question, place)), turn.MenuButton);
        }
    }

    private static bool MayHavePeople(CapabilityTurn turn, Question question) => Place.OwnOf(question, turn.Officer.In(Permission.ExportPeople)) is not null;

    private static (string Name, string? Words)[] Named(CapabilityTurn turn, Question question, Place place) =>
    [
        ("topic", question.Scope is { } scope ? Funnel.AllOf(turn.Library).First(funnel => funnel.Scope == scope).TitleIn(turn.Library, turn.Person.Language, question.CycleIn(turn.Library)) : turn.Text("known").Text),
        ("area", place.NameIn(turn)),
        ("period", question.Period is { } period ? FormattableString.Invariant($"{period.From:yyyy-MM-dd} – {period.To:yyyy-MM-dd}") : turn.Text("all_days").Text),
    ];

    private static IEnumerable<Button> Topics(CapabilityTurn turn) =>
    [
        .. Funnel.AllOf(turn.Library).Select(funnel => Button(funnel.TitleIn(turn.Library, turn.Person.Language), new Question(Topic.Funnel, funnel.Scope).ToWords())).OfType<Button>(),
        .. new[] { Button(turn.Text("all_people_button").Text, new Question(Topic.People).ToWords()) }.OfType<Button>(),
    ];

    /// <summary>What is too long for a button can still be typed.</summary>
    private static Button? Button(string label, string words) =>
        words.Length <= 64 - "k.ekspor.".Length ? Dialogs.Engine.Button.Asking(label, Contract.Command, words) : null;

    private static bool Take(List<string> words, params ReadOnlySpan<string> forms)
    {
        foreach (var form in forms)
        {
            if (words.RemoveAll(word => string.Equals(word, form, StringComparison.OrdinalIgnoreCase)) > 0)
            {
                return true;
            }
        }

        return false;
    }
}
