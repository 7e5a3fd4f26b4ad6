using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Events;

/// <summary>
/// <c>/kegiatan</c>: meetings. This part finds out which event a button is about and who may do what; the others answer
/// invitations, make an event, and run it.
/// </summary>
internal sealed partial class EventCommand(IEnumerable<IChannel> channels, FileFolder files) : ICapability
{
    internal const int BestRating = 5;

    internal static readonly CommandContract Contract = new(
        "kegiatan",
        ("list", []), ("list_empty", []), ("item", ["title", "day"]), ("draft", []), ("no_title", []), ("new_button", []), ("run_button", []), ("list_button", []),
        ("run_list", []), ("run_list_empty", []), ("whole_country", []), ("unknown", []),
        ("kind_webinar", []), ("kind_klinik", []), ("kind_inhouse", []), ("kind_bimtek", []), ("kind_pmo", []), ("kind_media", []),
        ("card", ["title", "kind", "when", "length", "place", "seats", "mine"]), ("invitation", ["title", "kind", "when", "length", "place", "seats", "mine"]), ("online", []),
        ("seats_open", []), ("seats_free", ["free", "capacity"]), ("seats_full", ["capacity", "waiting"]),
        ("mine_yes", []), ("mine_waiting", ["place"]), ("mine_offered", ["until"]), ("mine_no", []), ("mine_attended", []), ("mine_cancelled", []), ("mine_over", []), ("mine_running", []),
        ("yes_button", []), ("no_button", []), ("wait_button", []), ("take_button", []), ("leave_button", []), ("calendar_button", []), ("materials_button", []),
        ("see_button", []), ("certificate_button", []), ("said_yes", ["title", "when", "place"]), ("said_yes_already", ["title", "when", "place"]), ("said_waiting", ["title", "place"]),
        ("said_no", ["title"]), ("said_cancelled", ["title"]), ("said_over", ["title"]), ("said_running", ["title"]), ("said_moved", ["title", "when"]),
        ("calendar", ["title"]), ("materials", ["title", "materials"]), ("materials_none", []), ("notes", ["title", "notes"]), ("notes_button", []),
        ("reminder", ["title", "when", "wait", "place"]), ("moved_notice", ["title", "when", "place"]), ("moved_waiting_notice", ["title", "when", "place"]), ("cancelled_notice", ["title", "when"]),
        ("offered_notice", ["title", "when", "until"]), ("moved_up_notice", ["title", "when", "place"]), ("lapsed_notice", ["title"]), ("series_notice", ["title", "when"]),
        ("how_was_it", ["title"]), ("rating_1", []), ("rating_2", []), ("rating_3", []), ("rating_4", []), ("rating_5", []), ("rated", []), ("comment_taken", []),
        ("ask_certificate_name", []), ("certificate_name_wrong", []), ("certificate", ["title"]), ("no_certificate", []),
        ("pdf_heading", []), ("pdf_given", []), ("pdf_took_part", ["kind"]), ("pdf_number", ["number"]),
        ("choose", []), ("ask_kind", []), ("ask_title", []), ("ask_area", []), ("ask_audience", []), ("ask_time", ["zone"]), ("ask_length", []), ("ask_place", []), ("ask_capacity", []),
        ("ask_materials", []), ("ask_certificate", []), ("ask_repeats", []),
        ("title_wrong", ["most"]), ("area_wrong", []), ("which_area", []), ("audience_unknown", []), ("audience_wrong", ["mistake"]), ("time_wrong", []), ("time_past", []), ("which_time", []), ("length_wrong", []),
        ("place_wrong", ["most"]), ("pin_taken", []), ("map_button", []), ("open_map_button", []), ("map", ["title", "place"]), ("capacity_wrong", []), ("materials_wrong", ["most"]),
        ("audience_semua", []), ("audience_guru", []), ("audience_kepsek", []), ("audience_operator", []), ("audience_petugas", []),
        ("audience_mitra_kebutuhan", []), ("audience_mitra_penjajakan", []), ("audience_mitra_mou", []), ("audience_mitra_pks", []), ("audience_mitra_pelaksanaan", []), ("audience_mitra_pemantauan", []),
        ("hours_button", ["hours"]), ("day_button", []), ("no_limit_button", []), ("people_button", ["count"]), ("none_button", []), ("no_limit_words", []), ("yes_words", []), ("no_words", []), ("with_certificate_button", []), ("without_certificate_button", []),
        ("repeats_once", []), ("repeats_weekly", []), ("repeats_monthly", []),
        ("review", ["count", "area", "audience", "repeats", "certificate", "materials"]), ("review_nobody", ["count", "area", "audience", "repeats", "certificate", "materials"]), ("invite_button", ["count"]), ("open_button", []), ("opened", ["title", "count"]), ("drop_button", []), ("dropped", []), ("change_button", []), ("which_change", []),
        ("change_title", []), ("change_area", []), ("change_audience", []), ("change_time", []), ("change_length", []), ("change_place", []), ("change_capacity", []), ("change_materials", []),
        ("change_certificate", []), ("change_repeats", []), ("invited", ["title", "count"]), ("too_late", []),
        ("manage_button", []), ("overview", ["title", "kind", "when", "place", "state", "invited", "yes", "offered", "waiting", "no", "attended", "rating", "notes", "tasks"]),
        ("state_open", []), ("state_cancelled", []), ("state_over", []), ("no_rating", []), ("rating", ["rating", "count"]), ("task_line", ["mark", "task", "owner", "day"]), ("nobody", []),
        ("people_list_button", []), ("code_button", []), ("move_button", []), ("cancel_button", []), ("cancel_series_button", []), ("write_notes_button", []), ("add_task_button", []),
        ("people_list", ["title", "yes", "waiting", "attended", "elsewhere"]), ("code", ["title", "code", "link"]), ("code_name", []), ("link_line", ["link"]),
        ("ask_cancel", ["title", "count"]), ("cancel_yes_button", []), ("keep_button", []), ("cancelled", ["title", "count"]), ("series_ended", ["title"]),
        ("ask_move", ["title", "when"]), ("confirm_move", ["title", "when", "count"]), ("move_yes_button", []), ("moved", ["title", "when", "count"]),
        ("ask_notes", []), ("notes_wrong", ["most"]), ("notes_saved", []), ("ask_task", []), ("task_wrong", ["most"]), ("ask_owner", ["task"]), ("owner_me", []), ("ask_task_day", ["task", "owner"]),
        ("day_wrong", []), ("task_saved", ["task", "owner", "day"]), ("task_given", ["task", "title", "day"]), ("done_button", []), ("task_done", ["task"]), ("task_done_officer", ["task", "title"]),
        ("task_due", ["task", "title", "day"]), ("task_late", ["task", "title", "day"]), ("task_late_officer", ["task", "title", "day"]),
        ("agenda_button", ["count"]), ("agenda", ["title", "lines"]), ("agenda_empty", []), ("agenda_line", ["number", "issue", "decision"]), ("agenda_undecided", []), ("decide_button", ["number"]),
        ("ask_decision", ["number"]), ("decision_wrong", ["most"]), ("decided", ["number"]), ("agenda_notice", ["number", "title", "when"]), ("decision_notice", ["number", "title", "decision"]),
        ("follow_up_notice", ["task", "day"]), ("follow_up_done_notice", ["task"]),
        ("previews_again", ["title"]), ("preview_refused", ["title", "reason"]), ("stopped_notice", ["title", "reason"]), ("resume_button", []), ("resumed", ["title"]));

    private static readonly string[] PhaseNames = ["kebutuhan", "penjajakan", "mou", "pks", "pelaksanaan", "pemantauan"];

    /// <summary>The usual audiences, each with the key of its button.</summary>
    internal static readonly (string Key, string Expression)[] Audiences =
    [
        ("semua", "true"), ("guru", "role = guru"), ("kepsek", "role = kepsek"), ("operator", "role = operator"), ("petugas", Event.OfOfficers),
    ];

    /// <summary>The audiences of a training: partners by the last mark that they reached on their way.</summary>
    internal static readonly (string Key, string Expression)[] Phases =
        [.. PhaseNames.Select((phase, index) => ($"mitra_{phase}", string.Join(" and not ", PhaseNames[index..].Select(mark => $"reached(mitra.{mark})"))))];

    private const int MostShown = 12;

    CommandContract ICapability.Contract => Contract;

    public Task AnswerAsync(CapabilityTurn turn)
    {
        var words = EventWords.For(turn.Library, turn.Person);
        var parts = turn.Arguments.Split('.', 3);
        var id = parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var rest = parts.Length > 2 ? parts[2] : "";
        return (parts[0], id) switch
        {
            ("baru", _) => BeginAsync(turn, words, parts.Length > 1 ? parts[1] : ""),
            ("jalan", _) => ListRunAsync(turn, words),
            ("selesai", > 0) => FinishTaskAsync(turn, words, id),
            (_, 0) when Event.ReadLinkCode(turn.Arguments) is { } code => ComeByLinkAsync(turn, words, code),
            (_, 0) => ListAsync(turn, words),
            _ => AnswerAsync(turn, words, parts[0], id, rest),
        };
    }

    private async Task AnswerAsync(CapabilityTurn turn, EventWords words, string verb, long id, string rest)
    {
        // One that is not there and one that is not for them are the same to whoever asks.
        var step = await EventStore.FindAsync(turn.Session, id) is { } meeting
            ? new Step(turn, words, meeting, await EventStore.AnswerAsync(turn.Session, id, turn.Person.Id), rest)
            : null;
        var isRun = RunVerbs.Contains(verb);
        if (isRun && step is not null && !step.Event.IsRunBy(turn.Person.Id, turn.Officer))
        {
            // An old or forged button shows the meeting to whom it is for; that it was pressed is written down.
            await turn.AuditAsync("kegiatan.refused", step.Event.Area, details: id.ToString(CultureInfo.InvariantCulture));
            isRun = false;
        }

        if (step is not null && isRun)
        {
            await RunAsync(verb, step);
        }
        else if (step is null || step.Event.State == EventState.Draft || !await MaySeeAsync(step))
        {
            await turn.SayAsync(words["unknown"], words.Button("list_button", ""), turn.MenuButton);
        }
        else
        {
            await ComeAsync(verb, step);
        }
    }

    /// <summary>Whoever it is for, was invited, came by the link, or runs it.</summary>
    private static async Task<bool> MaySeeAsync(Step step)
    {
        var (turn, meeting) = (step.Turn, step.Event);
        return step.Answer is not null || meeting.IsRunBy(turn.Person.Id, turn.Officer)
            || (Invitees.Of(meeting, AreaLimit.Everywhere, turn.Library, turn.Session.Dialect, turn.Now) is { } invitees
                && await invitees.IncludeAsync(turn.Session, turn.Person.Id))
            || await turn.Session.ScalarAsync<long>(
                "select count(*) from outbox where campaign_id = @campaign and person_id = @Id", new { campaign = meeting.CampaignId, turn.Person.Id }) > 0;
    }

    private static async Task ComeByLinkAsync(CapabilityTurn turn, EventWords words, string code)
    {
        if (await EventStore.FindByLinkAsync(turn.Session, code) is not { } found || found.Channel != turn.Person.Channel)
        {
            await ListAsync(turn, words);
            return;
        }

        var answer = await EventStore.AnswerAsync(turn.Session, found.Id, turn.Person.Id);
        if (answer is null)
        {
            await EventStore.SetAnswerAsync(turn.Session, found, turn.Person.Id, AnswerState.Seen, null, turn.Now);
        }

        await ShowAsync(new Step(turn, words, found, answer, ""));
    }

    /// <summary>What this person said yes to, and what else they may come to.</summary>
    private static async Task ListAsync(CapabilityTurn turn, EventWords words)
    {
        var shown = await EventStore.OfPersonAsync(turn.Session, turn.Person.Id, turn.Now - EventTimes.Day, MostShown);
        foreach (var meeting in await EventStore.UpcomingAsync(turn.Session, turn.Person, turn.Now, most: 30))
        {
            if (shown.Count < MostShown && !shown.Exists(each => each.Id == meeting.Id)
                && Invitees.Of(meeting, AreaLimit.Everywhere, turn.Library, turn.Session.Dialect, turn.Now) is { } invitees
                && await invitees.IncludeAsync(turn.Session, turn.Person.Id))
            {
                shown.Add(meeting);
            }
        }

        await turn.SayAsync(
            words[shown.Count == 0 ? "list_empty" : "list"],
            [
                .. shown.Select(meeting => words.Entry(meeting, Events.ClockFor(turn.Person, meeting), "lihat")),
                .. turn.Officer.May(Permission.HoldEvents) ? new[] { words.Button("run_button", "jalan"), words.Button("new_button", "baru") } : [],
                turn.MenuButton,
            ]);
    }

    /// <summary>What an officer runs: their own first, then what others hold in their areas.</summary>
    private static async Task ListRunAsync(CapabilityTurn turn, EventWords words)
    {
        if (!turn.Officer.May(Permission.HoldEvents))
        {
            await turn.RefuseAsync();
            return;
        }

        var since = turn.Now - TimeSpan.FromDays(30);
        var events = await EventStore.OfOfficerAsync(turn.Session, turn.Person.Id, since, MostShown);
        events.AddRange(await EventStore.InAreasAsync(
            turn.Session, turn.Officer.In(Permission.HoldEvents), turn.Person.Id, turn.Now - EventTimes.Day, MostShown));
        await turn.SayAsync(
            words[events.Count == 0 ? "run_list_empty" : "run_list"],
            [.. events.Select(meeting => words.Entry(meeting, meeting.Clock, "kelola")), words.Button("new_button", "baru"), turn.MenuButton]);
    }

    /// <summary>One answer about one event.</summary>
    /// <param name="Turn">The turn.</param>
    /// <param name="Words">The texts for this person.</param>
    /// <param name="Event">The event, locked.</param>
    /// <param name="Answer">What this person has answered to its invitation, or null.</param>
    /// <param name="Rest">What else the button carried.</param>
    private sealed record Step(CapabilityTurn Turn, EventWords Words, Event Event, EventAnswer? Answer, string Rest)
    {
        internal long Id => Event.Id;

        /// <summary>The clock by which this person reads times.</summary>
        internal TimeZoneInfo Clock => Events.ClockFor(Turn.Person, Event);

        internal string When => Words.When(Event, Clock);

        /// <summary>What the person wrote, where words were asked for; otherwise null.</summary>
        internal string? Written => Turn.Said is TextInput { Text: var text } ? text.Trim() : null;

        internal Button Button(string key, string verb, params ReadOnlySpan<(string Name, string? Words)> values) => Words.Button(key, EventWords.Arguments(verb, Id), values);

        internal Button Button(string key, string verb, string rest, params ReadOnlySpan<(string Name, string? Words)> values) =>
            Words.Button(key, $"{EventWords.Arguments(verb, Id)}.{rest}", values);

        /// <summary>A button of an answer, which carries the change of the event that the person knew of.</summary>
        internal Button Answering(string key, string verb) => Words.Button(key, EventWords.Arguments(verb, Id, Event.Version));
    }
}
