using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;
using BelajarBot.Wording;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>
/// <c>/tiket</c>: the questions that wait in an officer's area; one tap takes one, and then it is answered, given back or
/// closed in the chat. Officers see what was asked and where, never who asked.
/// </summary>
internal sealed class TicketsCommand(TicketRouting routing, IOptions<HelpdeskOptions> options) : ICapability
{
    internal static readonly CommandContract Contract = new(
        "tiket",
        ("queue", ["count", "list"]), ("line", ["number", "area", "about", "by", "state"]), ("empty", []), ("gone", ["number"]),
        ("late", []), ("yours", []), ("taken", []), ("nowhere", []), ("no_dialog", []),
        ("ticket", ["number", "area", "context", "opened", "by", "said"]), ("about_line", ["about"]), ("question_line", ["question"]), ("tries_line", ["tries"]),
        ("note_line", ["note"]), ("closed_line", ["when", "reason"]), ("said_person", ["words"]), ("said_staff", ["words"]),
        ("claimed", ["number"]), ("claimed_by_other", ["number", "name"]), ("write", ["number"]), ("unusable", []), ("sent", ["number"]),
        ("released", ["number"]), ("choose_template", []), ("choose_reason", []), ("done", ["number"]), ("draft", []), ("draft_nothing", []),
        ("from_person", ["number", "words"]), ("ping", ["count"]), ("ping_again", ["count"]), ("off_duty", []), ("off_duty_until", ["day"]), ("until_when", []), ("on_duty", []),
        ("queue_area", ["count", "area", "list"]), ("empty_area", ["area"]), ("which_area", []), ("not_understood", ["words"]),
        ("queue_button", []), ("next_button", []), ("show_button", ["number"]), ("claim_button", []), ("answer_button", []), ("template_button", []),
        ("release_button", []), ("close_button", []), ("draft_button", []), ("on_duty_button", []), ("off_duty_button", []),
        ("template_1", []), ("template_2", []), ("template_3", []),
        ("reason_1", []), ("reason_2", []), ("reason_3", []), ("reason_4", []), ("reason_withdrawn", []), ("withdrawn", ["number"]));

    /// <summary>Under what a person wrote: the officer's next words are the answer.</summary>
    internal const string Answer = "b.";

    /// <summary>Also under it: an answer that is ready.</summary>
    internal const string Template = "p.";

    /// <summary>Also under it: the question is done.</summary>
    internal const string Close = "t.";

    /// <summary>Why a question is closed that its person took back.</summary>
    internal const string Withdrawn = "reason_withdrawn";

    private const string Page = "h.";
    private const string Show = "l.";
    private const string Claim = "a.";
    private const string Release = "r.";
    private const string Draft = "d.";
    private const string OffDuty = "libur";
    private const string OnDuty = "bertugas";

    private const int PageSize = 6;
    private const int LinesShown = 6;
    private const int LongestLine = 500;
    private const int LongestWords = 60;

    CommandContract ICapability.Contract => Contract;

    Permission? ICapability.Requires => Permission.AnswerTickets;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var (act, number, more) = Read(turn.Arguments);
        if (act is null && turn.Arguments.Trim() is { Length: > 0 } words)
        {
            await GrantAsync(turn, TicketWish.Read(words, turn.Library.Texts.Data.Types, new ValueContext(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language)));
        }
        else if (act is null or Page)
        {
            await QueueAsync(turn, (int)Math.Clamp(number, 0, 1000), AreaIn(more));
        }
        else if (await FindAsync(turn, number) is not { } ticket)
        {
            // Nothing tells whether there is such a question elsewhere; the attempt is written down where there is.
            if (await turn.Session.FirstOrDefaultAsync<string?>("select coalesce(area, '') from ticket where id = @number", new { number }) is { } elsewhere)
            {
                await turn.AuditAsync("tiket.refused", elsewhere, details: Number(number));
            }

            await turn.SayAsync(turn.Text("gone", ("number", Number(number))), QueueButton(turn), turn.MenuButton);
        }
        else if (act == Show)
        {
            await ShowAsync(turn, ticket);
        }
        else if (act == Draft)
        {
            await DraftAsync(turn, ticket);
        }
        else if (ticket.ClosedAt is not null)
        {
            await turn.SayAsync(turn.Text("gone", ("number", Number(number))), QueueButton(turn), turn.MenuButton);
        }
        else if (act == Claim)
        {
            await ClaimAsync(turn, ticket);
        }
        else if (ticket.ClaimedBy != turn.Person.Id)
        {
            // Whatever is done with a ticket is done by whoever has it; a button may be old or forged.
            await ShowAsync(turn, ticket);
        }
        else
        {
            await (act switch
            {
                Answer => AnswerAsync(turn, ticket),
                Template => TemplateAsync(turn, ticket, more),
                Release => ReleaseAsync(turn, ticket),
                _ => CloseAsync(turn, ticket, more),
            });
        }
    }

    /// <summary>Does what was asked in words, or says which words are understood: nothing is done silently that was not asked for.</summary>
    private static async Task GrantAsync(CapabilityTurn turn, TicketWish wish)
    {
        switch (wish)
        {
            case TicketWish.OnDuty:
                await Officers.SetOnDutyAsync(turn.Session, turn.Person.Id);
                await turn.AuditAsync("tiket.on_duty");
                await turn.SayAsync(turn.Text("on_duty"), QueueButton(turn), turn.MenuButton);
                break;
            case TicketWish.OffDuty { Back: var back }:
                await SetOffDutyAsync(turn, back);
                break;
            case TicketWish.OffDutyUntilWhen:
                await turn.SayAsync(turn.Text("until_when"), turn.Button("off_duty_button", OffDuty), turn.MenuButton);
                break;
            case TicketWish.OfArea { Areas: [var only] }:
                await QueueAsync(turn, page: 0, only.Code);
                break;
            case TicketWish.OfArea { Areas: var several }:
                await turn.SayAsync(
                    turn.Text("which_area"), [.. several.Select(area => Button.Asking(area.Name, Contract.Command, PageOf(0, area.Code))), turn.MenuButton]);
                break;
            case TicketWish.Unknown { Words: var words }:
                await turn.SayAsync(turn.Text("not_understood", ("words", words.ShortenTo(LongestWords))), QueueButton(turn), turn.MenuButton);
                break;
        }
    }

    /// <summary>Off duty an officer is told of no new question; what they have taken stays theirs.</summary>
    private static async Task SetOffDutyAsync(CapabilityTurn turn, DateOnly? back)
    {
        var clock = Person.ClockOf(turn.Person.Zone);
        var until = back is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), clock.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))) : (DateTimeOffset?)null;
        await Officers.SetOffDutyAsync(turn.Session, turn.Person.Id, until, turn.Now);
        await turn.AuditAsync("tiket.off_duty");
        await turn.SayAsync(
            until is { } moment ? turn.Text("off_duty_until", ("day", Moments.Day(moment.AddDays(-1), clock, turn.Person.Language))) : turn.Text("off_duty"),
            turn.Button("on_duty_button", OnDuty), QueueButton(turn), turn.MenuButton);
    }

    /// <summary><c>b.12</c>, <c>t.12.2</c>, or a typed number; anything else asks for the queue.</summary>
    private static (string? Act, long Number, int More) Read(string arguments)
    {
        if (long.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var typed))
        {
            return (Show, typed, 0);
        }

        var parts = arguments.Split('.');
        return parts.Length is 2 or 3
            && $"{parts[0]}." is Page or Show or Claim or Answer or Template or Release or Close or Draft
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? ($"{parts[0]}.", number, parts.Length == 3 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var more) ? more : 0)
                : (null, 0, 0);
    }

    private static string PageOf(int page, string? area) => area is null ? $"{Page}{page}" : $"{Page}{page}.{area.Replace(".", "", StringComparison.Ordinal)}";

    /// <summary>The area that the button of a page carries: its code without the dot; null for all.</summary>
    private static string? AreaIn(int carried) => carried switch
    {
        > 9 and < 100 => Number(carried),
        > 999 and < 10_000 => $"{carried / 100}.{carried % 100:D2}",
        _ => null,
    };

    /// <summary>The questions of the officer's areas, or of one area.</summary>
    private static async Task QueueAsync(CapabilityTurn turn, int page, string? area = null)
    {
        var own = turn.Officer.In(Permission.AnswerTickets);
        var limit = area is null ? own : own.Within(area);
        if (limit.IsEmpty)
        {
            await turn.RefuseAsync(Permission.AnswerTickets, area ?? AreaLimit.WholeCountry);
            return;
        }

        var rows = await turn.Session.QueryAsync<Row>(
            limit.Sql(
                $"""
                select {Row.Columns} from ticket t where {"{within t.area}"} and t.closed_at is null
                order by case when t.claimed_by = @Id then 0 when t.claimed_by is null then 1 else 2 end, t.answer_by, t.id
                limit @most offset @skipped
                """),
            new { turn.Person.Id, most = PageSize + 1, skipped = page * PageSize });
        var count = await turn.Session.ScalarAsync<long>(limit.Sql("select count(*) from ticket t where {within t.area} and t.closed_at is null"));
        await turn.AuditAsync("tiket.queue", area, details: $"{page}");
        Button[] below = [.. await Officers.IsOffDutyAsync(turn.Session, turn.Person.Id, turn.Now) ? new[] { turn.Button("on_duty_button", OnDuty) } : [], turn.MenuButton];
        if (rows.Count == 0)
        {
            await turn.SayAsync(area is null ? turn.Text("empty") : turn.Text("empty_area", ("area", turn.AreaIn(area))), [.. area is null ? [] : new[] { QueueButton(turn) }, .. below]);
            return;
        }

        var shown = rows.Take(PageSize).ToList();
        await turn.SayAsync(
            turn.Text(
                area is null ? "queue" : "queue_area",
                ("count", Number(count)), ("area", area is null ? null : turn.AreaIn(area)),
                ("list", string.Join('\n', shown.Select(row => turn.Text(
                    "line", ("number", Number(row.Id)), ("area", AreaOf(turn, row)), ("about", AboutOf(turn, row)), ("by", When(turn, row.AnswerBy)), ("state", StateOf(turn, row))).Text)))),
            [
                .. shown.Select(row => Button.Asking(turn.Text("show_button", ("number", Number(row.Id))).Text, Contract.Command, Show + Number(row.Id))),
                .. rows.Count > PageSize ? new[] { turn.Button("next_button", PageOf(page + 1, area)) } : [],
                .. below,
            ]);
    }

    private static async Task ShowAsync(CapabilityTurn turn, Row ticket)
    {
        var said = (await TicketStore.LinesAsync(turn.Session, ticket.Id)).TakeLast(LinesShown)
            .Select(line => turn.Text(line.Author == "staff" ? "said_staff" : "said_person", ("words", Short(TicketPost.InWords(line.Said)))).Text);
        await turn.AuditAsync("tiket.show", ticket.Area, ticket.PersonId, Number(ticket.Id));
        await turn.SayInPrivateAsync(
            turn.Text(
                "ticket",
                ("number", Number(ticket.Id)), ("area", AreaOf(turn, ticket)), ("context", ContextOf(turn, ticket)),
                ("opened", When(turn, ticket.OpenedAt)), ("by", When(turn, ticket.AnswerBy)), ("said", string.Join('\n', said))),
            [
                .. ticket.ClosedAt is not null ? new[] { turn.Button("draft_button", Draft + Number(ticket.Id)) }
                    : ticket.ClaimedBy == turn.Person.Id ? Tools(turn, ticket)
                    : ticket.ClaimedBy is null ? [turn.Button("claim_button", Claim + Number(ticket.Id))]
                    : [],
                QueueButton(turn),
            ]);
    }

    private async Task ClaimAsync(CapabilityTurn turn, Row ticket)
    {
        // The row decides: of two taps at once one changes it.
        var asked = await TicketStore.ToAskAsync(turn.Session, ticket.Id);
        if (await TicketStore.ClaimAsync(turn.Session, ticket.Id, turn.Person.Id, turn.Now, turn.Now + options.Value.EscalateAfterFor(asked.AskedRole)))
        {
            await turn.AuditAsync("tiket.claim", ticket.Area, ticket.PersonId, Number(ticket.Id));
            await turn.SayAsync(turn.Text("claimed", ("number", Number(ticket.Id))));
            await TicketPost.FilesSoFarAsync(turn.Scope, ticket.Id);
            await ShowAsync(turn, ticket with { ClaimedBy = turn.Person.Id });
            return;
        }

        // A name only where the officer may know of the one who has it.
        var name = await turn.Session.FirstOrDefaultAsync<string>(
            turn.Officer.In(Permission.AnswerTickets).Sql("select p.name from {people} p where p.id = (select claimed_by from ticket where id = @Id)"), new { ticket.Id });
        await turn.SayAsync(turn.Text("claimed_by_other", ("number", Number(ticket.Id)), ("name", name)), QueueButton(turn), turn.MenuButton);
    }

    private static async Task AnswerAsync(CapabilityTurn turn, Row ticket)
    {
        var clean = turn.Said switch
        {
            TextInput { Text: var text } when !string.IsNullOrWhiteSpace(text) && text.Length <= FrontDesk.LongestFromStaff => new TextInput(SecretDetector.Redact(text).Text),
            FileInput file => file,
            _ => (Input?)null,
        };
        if (clean is null)
        {
            turn.Await(Answer + Number(ticket.Id));
            await turn.SayAsync(
                turn.Said is null ? turn.Text("write", ("number", Number(ticket.Id))) : turn.Text("unusable"),
                turn.Button("template_button", Template + Number(ticket.Id)));
            return;
        }

        await SendAsync(turn, ticket, clean);
    }

    private static async Task TemplateAsync(CapabilityTurn turn, Row ticket, int which)
    {
        if (which is >= 1 and <= 3 && turn.IsPress && await TicketStore.PersonOfAsync(turn.Session, ticket.Id) is { } person)
        {
            // In the language of whoever reads it.
            await SendAsync(turn, ticket, new TextInput(turn.Library.Texts.FindCommand(Contract.Command)!.Texts[$"template_{which}"].In(person.Language).Source));
            return;
        }

        await turn.SayAsync(
            turn.Text("choose_template"),
            [.. Enumerable.Range(1, 3).Select(n => turn.Button($"template_{n}", $"{Template}{Number(ticket.Id)}.{n}")), QueueButton(turn)]);
    }

    private static async Task SendAsync(CapabilityTurn turn, Row ticket, Input said)
    {
        await TicketPost.FromStaffAsync(turn.Scope, ticket.Id, said);
        await turn.AuditAsync("tiket.answer", ticket.Area, ticket.PersonId, Number(ticket.Id));
        await turn.SayAsync(turn.Text("sent", ("number", Number(ticket.Id))), Tools(turn, ticket));
    }

    private async Task ReleaseAsync(CapabilityTurn turn, Row ticket)
    {
        await TicketStore.GiveBackAsync(turn.Session, ticket.Id, turn.Person.Id);
        await routing.AskAsync(turn.Session, turn.Library, ticket.Id, turn.Now, except: turn.Person.Id);
        await turn.AuditAsync("tiket.release", ticket.Area, ticket.PersonId, Number(ticket.Id));
        await turn.SayAsync(turn.Text("released", ("number", Number(ticket.Id))), QueueButton(turn), turn.MenuButton);
    }

    /// <summary>Closes it with a reason, tells the person, who may rate it, and lets the dialog that waited go on.</summary>
    private static async Task CloseAsync(CapabilityTurn turn, Row ticket, int reason)
    {
        if (reason is < 1 or > 4)
        {
            await turn.SayAsync(
                turn.Text("choose_reason"),
                [.. Enumerable.Range(1, 4).Select(n => turn.Button($"reason_{n}", $"{Close}{Number(ticket.Id)}.{n}")), QueueButton(turn)]);
            return;
        }

        await TicketStore.CloseAsync(turn.Session, ticket.Id, $"reason_{reason}", turn.Now);
        await turn.AuditAsync("tiket.close", ticket.Area, ticket.PersonId, $"{Number(ticket.Id)} {reason}");
        var texts = turn.Library.Texts;
        if (await TicketStore.PersonOfAsync(turn.Session, ticket.Id) is { } person && texts.FindCommand(AskHumanCommand.Contract.Command) is { } ask)
        {
            var why = texts.FindCommand(Contract.Command)!.Texts[$"reason_{reason}"].In(person.Language).Source;
            await TicketPost.SendAsync(
                turn.Scope, person,
                ask.Texts["closed"].In(person.Language).Render(new NamedValues([("number", Number(ticket.Id)), ("reason", why)])),
                [[.. new[] { ("good_button", 3), ("fair_button", 2), ("poor_button", 1) }.Select(
                    rating => Button.Asking(ask.Texts[rating.Item1].In(person.Language).Source, ask.Name, AskHumanCommand.Rating(ticket.Id, rating.Item2)))]]);
        }

        await turn.SayAsync(turn.Text("done", ("number", Number(ticket.Id))), turn.Button("draft_button", Draft + Number(ticket.Id)), QueueButton(turn), turn.MenuButton);
    }

    /// <summary>A draft for <c>topics/</c>, as a file for somebody to judge: nothing is published by itself.</summary>
    private static async Task DraftAsync(CapabilityTurn turn, Row ticket)
    {
        if (AnswerDraft.Write(ticket.Id, await TicketStore.LinesAsync(turn.Session, ticket.Id)) is not { } draft)
        {
            await turn.SayAsync(turn.Text("draft_nothing"), QueueButton(turn), turn.MenuButton);
            return;
        }

        await turn.AuditAsync("tiket.draft", ticket.Area, ticket.PersonId, Number(ticket.Id));
        await turn.SendFileAsync($"jawaban-tiket-{Number(ticket.Id)}.txt", draft, turn.Text("draft"));
    }

    /// <summary>A ticket of the officer's area, open or closed; null for any other.</summary>
    private static Task<Row?> FindAsync(CapabilityTurn turn, long id) => turn.Session.FirstOrDefaultAsync<Row>(
        turn.Officer.In(Permission.AnswerTickets).Sql($"select {Row.Columns} from ticket t where t.id = @id and {"{within t.area}"}"), new { id });

    private static Button[] Tools(CapabilityTurn turn, Row ticket) =>
    [
        turn.Button("answer_button", Answer + Number(ticket.Id)), turn.Button("template_button", Template + Number(ticket.Id)),
        turn.Button("release_button", Release + Number(ticket.Id)), turn.Button("close_button", Close + Number(ticket.Id)),
    ];

    private static Button QueueButton(CapabilityTurn turn) => turn.Button("queue_button", "");

    private static string StateOf(CapabilityTurn turn, Row row) =>
        row.ClaimedBy == turn.Person.Id ? turn.Text("yours").Text
        : row.ClaimedBy is not null ? turn.Text("taken").Text
        : row.AnswerBy < turn.Now ? turn.Text("late").Text
        : "";

    private static string AreaOf(CapabilityTurn turn, Row row) =>
        row.Area is null ? turn.Text("nowhere").Text : turn.Library.Texts.Data.Display("region", row.Area, Values(turn));

    private static string AboutOf(CapabilityTurn turn, Row row) =>
        turn.Library.Find(row.Dialog)?.Title.In(turn.Person.Language).Source ?? turn.Text("no_dialog").Text;

    /// <summary>Where the person stood, in the words that they read: the guide, the question that was open, and what the guide says of it.</summary>
    private static string ContextOf(CapabilityTurn turn, Row row) => string.Join('\n', new[]
    {
        turn.Text("about_line", ("about", AboutOf(turn, row))).Text,
        QuestionOf(turn, row) is { } question ? turn.Text("question_line", ("question", question)).Text : null,
        row.Tries > 0 ? turn.Text("tries_line", ("tries", Number(row.Tries))).Text : null,
        row.Note is { Length: > 0 } note ? turn.Text("note_line", ("note", note)).Text : null,
        row.ClosedAt is not null ? turn.Text("closed_line", ("when", When(turn, row.ClosedAt)), ("reason", ReasonOf(turn, row))).Text : null,
    }.OfType<string>());

    /// <summary>Why it was closed; null for what was closed otherwise than by a button.</summary>
    private static string? ReasonOf(CapabilityTurn turn, Row row) =>
        row.Reason is { } reason && turn.Library.Texts.FindCommand(Contract.Command)!.Texts.ContainsKey(reason) ? turn.Text(reason).Text : null;

    /// <summary>The last line of what the step says is what it asks; null where the guide has no such step any more.</summary>
    private static string? QuestionOf(CapabilityTurn turn, Row row) =>
        turn.Library.Find(row.Dialog)?.Find(row.Step)?.Say?.In(turn.Person.Language).Render(new NamedValues()).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? Short(last) : null;

    private static string? When(CapabilityTurn turn, DateTimeOffset? moment) =>
        moment is null ? null : Moments.At(moment.Value, Person.ClockOf(turn.Person.Zone), turn.Person.Language);

    private static ValueContext Values(CapabilityTurn turn) => new(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language);

    private static string Short(string words) => words.ShortenTo(LongestLine);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Row(
        long Id, long PersonId, string Dialog, string? Step, long Tries, string? Area, string? Note, DateTimeOffset OpenedAt, DateTimeOffset? AnswerBy,
        long? ClaimedBy, DateTimeOffset? ClosedAt, string? Reason)
    {
        internal const string Columns = "t.id, t.person_id, t.dialog, t.step, t.tries, t.area, t.note, t.opened_at, t.answer_by, t.claimed_by, t.closed_at, t.reason";
    }
}
