using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;
using BelajarBot.Wording;

namespace BelajarBot.Events;

/// <content>Running an event: who comes, the code, moving and cancelling it, the minutes, and what was agreed on.</content>
internal sealed partial class EventCommand
{
    private const int MostNotes = 3000;
    private const int MostTask = 200;
    private const int MostNames = 200;

    private static readonly string[] RunVerbs =
    [
        "j", "tinjau", "ubah", "undang", "hapus", "kelola", "orang", "kode", "batal", "batalya", "pindah", "pindahya", "catat", "rtl", "rtlp", "rtlt", "seri", "agenda", "putus", "lanjut",
    ];

    private Task RunAsync(string verb, Step step) => (verb, step.Event.State) switch
    {
        ("j", EventState.Draft or EventState.Open) => TakeAsync(step),
        ("ubah", EventState.Draft) => AskChangeAsync(step),
        ("undang", EventState.Draft) => InviteAsync(step),
        ("hapus", EventState.Draft) => DropAsync(step),
        (_, EventState.Draft) => AskNextAsync(step),
        ("orang", _) => ListPeopleAsync(step),
        ("kode", EventState.Open) => ShowCodeAsync(step),
        ("batal", EventState.Open) => AskCancelAsync(step),
        ("batalya", EventState.Open) => CancelAsync(step),
        ("pindah", EventState.Open) => AskMoveAsync(step),
        ("pindahya", EventState.Open) => MoveAsync(step),
        ("seri", EventState.Open) => EndSeriesAsync(step),
        ("lanjut", EventState.Open) => ResumeAsync(step),
        ("agenda" or "putus", EventState.Open) when !step.Turn.Officer.May(Permission.ReviewSubmissions) => step.Turn.RefuseAsync(),
        ("agenda", EventState.Open) => ShowAgendaAsync(step),
        ("putus", EventState.Open) => DecideAsync(step),
        ("catat", EventState.Open) => TakeNotesAsync(step),
        ("rtl", EventState.Open) => TakeTaskAsync(step),
        ("rtlp", EventState.Open) => TakeOwnerAsync(step),
        ("rtlt", EventState.Open) => TakeTaskDayAsync(step),
        _ => OverviewAsync(step),
    };

    private static AreaLimit Limit(Step step) => step.Turn.Officer.In(Permission.HoldEvents);

    /// <summary>
    /// The invitations go on with those who were not invited yet, or are shown anew where their preview was refused; pressed again it
    /// changes nothing.
    /// </summary>
    private static async Task ResumeAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (await Campaigns.ResumeAsync(turn.Session, meeting.CampaignId ?? 0, turn.Now))
        {
            await turn.AuditAsync("kegiatan.invited", meeting.Area, details: $"{meeting.Id}");
        }
        else if (meeting is { PlannedTo: null, CampaignId: { } campaign } && await Campaigns.PreviewAsync(turn.Session, campaign, turn.Person, turn.Now) is { } shown)
        {
            turn.Scope.Outgoing.AddRange(shown);
            await EventStore.SaveAsync(turn.Session, meeting with { PlannedTo = 0 });
            await EventStore.WakeAsync(turn.Session, meeting.Id, turn.Now);
            await turn.AuditAsync("kegiatan.invited", meeting.Area, details: $"{meeting.Id}");
        }

        await turn.SayAsync(words["resumed", ("title", meeting.Title)], words.Button("manage_button", EventWords.Arguments("kelola", meeting.Id)), turn.MenuButton);
    }

    private static async Task OverviewAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        var counts = await EventStore.CountsAsync(turn.Session, meeting.Id);
        var (attended, ratings, sum) = await turn.Session.FirstOrDefaultAsync<(long Attended, long Ratings, long Sum)>(
            "select count(attended_at), count(rating), coalesce(sum(rating), 0) from event_answer where event_id = @Id", meeting);
        var invited = meeting.CampaignId is { } campaign ? (await Campaigns.StandingAsync(turn.Session, campaign))?.Recipients ?? 0 : 0;
        var tasks = await EventTasks.OfEventAsync(turn.Session, meeting);
        var lines = new List<string>();
        foreach (var task in tasks)
        {
            lines.Add(words["task_line",
                ("mark", task.DoneAt is null ? "▫️" : "✅"), ("task", task.Title), ("owner", await NameAsync(step, task.OwnerId)),
                ("day", Moments.Day(task.DueAt!.Value, step.Clock, words.Language))].Text);
        }

        var issues = meeting.Kind == Event.Pmo ? (await Agenda.OfEventAsync(turn.Session, meeting.Id, turn.Officer)).Count : 0;
        var isAhead = meeting.IsAhead(turn.Now);
        var isOpen = meeting.State == EventState.Open;
        await turn.SayAsync(
            words["overview",
                ("title", meeting.Title), ("kind", words.Kind(meeting)), ("when", step.When), ("place", meeting.Place),
                ("state", words[meeting.State == EventState.Cancelled ? "state_cancelled" : turn.Now >= meeting.End ? "state_over" : "state_open"].Text),
                ("invited", words.Number(invited)), ("yes", Count(AnswerState.Yes)), ("offered", Count(AnswerState.Offered)), ("waiting", Count(AnswerState.Waiting)),
                ("no", Count(AnswerState.No)), ("attended", words.Number(attended)),
                ("rating", ratings == 0 ? words["no_rating"].Text
                    : words["rating", ("rating", Moments.Number(Math.Round((decimal)sum / ratings, 1), words.Language)), ("count", words.Number(ratings))].Text),
                ("notes", meeting.Notes), ("tasks", string.Join('\n', lines))],
            [
                .. isAhead ? new[] { step.Button("move_button", "pindah"), step.Button("change_place", "j", "place"), step.Button("cancel_button", "batal") } : [],
                .. isOpen ? new[]
                {
                    step.Button("people_list_button", "orang"), step.Button("code_button", "kode"), step.Button("change_materials", "j", "materials"),
                    step.Button("write_notes_button", "catat"), step.Button("add_task_button", "rtl"),
                } : [],
                .. issues > 0 && isOpen ? new[] { step.Button("agenda_button", "agenda", "", ("count", words.Number(issues))) } : [],
                .. isOpen && meeting is { Repeats: Repeats.Weekly or Repeats.Monthly, FollowedBy: null } ? new[] { step.Button("cancel_series_button", "seri") } : [],
                turn.MenuButton,
            ]);

        string Count(string state) => words.Number(counts.GetValueOrDefault(state));
    }

    /// <summary>Somebody's name, if they are of the officer's area, are themselves, or hold a role.</summary>
    private static async Task<string> NameAsync(Step step, long? personId)
    {
        var name = personId == step.Turn.Person.Id ? step.Words["owner_me"].Text : await step.Turn.Session.FirstOrDefaultAsync<string?>(
            Limit(step).Sql("select coalesce(p.name, p.display_name) from {people} p where p.id = @personId"), new { personId });
        return string.IsNullOrWhiteSpace(name) ? step.Words["nobody"].Text : name;
    }

    /// <summary>The names of those who come and are of the officer's area; how many others there are is only counted.</summary>
    private static async Task ListPeopleAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        const string concerned = $"(a.state in ('{AnswerState.Yes}', '{AnswerState.Offered}', '{AnswerState.Waiting}') or a.attended_at is not null)";
        var people = await turn.Session.QueryAsync<Named>(
            Limit(step).Sql(
                $$"""
                select coalesce(p.name, p.display_name) as name, a.state, a.attended_at from event_answer a join {people} p on p.id = a.person_id
                where a.event_id = @Id and {{concerned}} order by a.asked_at, p.id limit {{MostNames}}
                """),
            meeting);
        var all = await turn.Session.ScalarAsync<long>($"select count(*) from event_answer a where a.event_id = @Id and {concerned}", meeting);
        await turn.AuditAsync("kegiatan.names", meeting.Area, details: string.Create(CultureInfo.InvariantCulture, $"{meeting.Id}: {people.Count}"));
        await turn.SayInPrivateAsync(
            words["people_list",
                ("title", meeting.Title), ("yes", Names(people.Where(each => each.State is AnswerState.Yes or AnswerState.Offered))),
                ("waiting", Names(people.Where(each => each.State == AnswerState.Waiting))),
                ("attended", Names(people.Where(each => each.AttendedAt is not null))), ("elsewhere", words.Number(all - people.Count))],
            step.Button("manage_button", "kelola"), turn.MenuButton);

        string Names(IEnumerable<Named> those) =>
            string.Join('\n', those.Select((each, index) => $"{index + 1}. {(string.IsNullOrWhiteSpace(each.Name) ? words["nobody"].Text : each.Name)}")) is { Length: > 0 } list ? list : "–";
    }

    private sealed record Named(string? Name, string State, DateTimeOffset? AttendedAt);

    /// <summary>The code for the room, as words and as a picture, and the link for those who were not invited.</summary>
    private async Task ShowCodeAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        var channel = channels.FirstOrDefault(each => each.Name == turn.Person.Channel);
        var invitation = channel?.LinkTo($"{Contract.Command}-{meeting.LinkCode}");
        await turn.SayAsync(
            words["code",
                ("title", meeting.Title), ("code", meeting.AttendanceCode.ToUpperInvariant()),
                ("link", invitation is null ? "" : words["link_line", ("link", invitation)].Text)],
            step.Button("manage_button", "kelola"), turn.MenuButton);
        if (channel?.LinkTo($"{AttendCommand.Contract.Command}-{meeting.AttendanceCode}") is { } link)
        {
            var picture = files.Keep(QrPicture.Png(link));
            await SentFiles.NoteAsync(turn.Session, turn.Person.Id, picture.Path, words["code_name"].Text, turn.Now);
            await turn.Scope.SayAsync(RichText.Plain(link), [], new FileToSend(picture.Path, words["code_name"].Text, "image/png", FileKind.Photo));
        }
    }

    private static Task<long> ConcernedAsync(Step step) => step.Turn.Session.ScalarAsync<long>(
        $"select count(*) from event_answer where event_id = @Id and state in ('{AnswerState.Yes}', '{AnswerState.Offered}', '{AnswerState.Waiting}')", step.Event);

    private static async Task AskCancelAsync(Step step)
    {
        if (!step.Event.IsAhead(step.Turn.Now))
        {
            await OverviewAsync(step);
            return;
        }

        await step.Turn.SayAsync(
            step.Words["ask_cancel", ("title", step.Event.Title), ("count", step.Words.Number(await ConcernedAsync(step)))],
            step.Button("cancel_yes_button", "batalya", Confirmation.Of("ya", step.Turn.Now)), step.Button("keep_button", "kelola"));
    }

    private static async Task CancelAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (Confirmation.Read(step.Rest, turn.Now) is null || !meeting.IsAhead(turn.Now))
        {
            await AskCancelAsync(step);
            return;
        }

        if (meeting.CampaignId is { } campaign)
        {
            await Campaigns.CancelAsync(turn.Session, campaign, turn.Now);
        }

        await EventStore.SaveAsync(turn.Session, meeting with { State = EventState.Cancelled, Version = meeting.Version + 1, PlannedTo = null });
        await EventStore.WakeAsync(turn.Session, meeting.Id, turn.Now);
        await turn.AuditAsync("kegiatan.cancelled", meeting.Area, details: string.Create(CultureInfo.InvariantCulture, $"{meeting.Id}"));
        await turn.SayAsync(
            words["cancelled", ("title", meeting.Title), ("count", words.Number(await ConcernedAsync(step)))], words.Button("run_button", "jalan"), turn.MenuButton);
    }

    /// <summary>Asks for the new time, or takes it and asks whether it is meant.</summary>
    private static async Task AskMoveAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        var arguments = EventWords.Arguments("pindah", step.Id);
        if (!meeting.IsAhead(turn.Now))
        {
            await OverviewAsync(step);
            return;
        }

        if (turn.Said is null && step.Rest.Length == 0)
        {
            turn.Await(arguments);
            await turn.SayAsync(words["ask_move", ("title", meeting.Title), ("when", step.When)], step.Button("keep_button", "kelola"));
            return;
        }

        var (changed, refusal) = await TakeTimeAsync(step, step.Rest.Length == 0 ? null : step.Rest, arguments);
        if (changed is not null)
        {
            var moment = string.Create(CultureInfo.InvariantCulture, $"{changed.Start.ToUnixTimeSeconds() / 60}");
            await turn.SayAsync(
                words["confirm_move", ("title", meeting.Title), ("when", words.When(changed, changed.Clock)), ("count", words.Number(await ConcernedAsync(step)))],
                step.Button("move_yes_button", "pindahya", Confirmation.Of(moment, turn.Now)), step.Button("keep_button", "kelola"));
        }
        else if (refusal is { IsAnswered: false })
        {
            turn.Await(arguments);
            await turn.SayAsync(refusal.Text!, step.Button("keep_button", "kelola"));
        }
    }

    private static async Task MoveAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (!meeting.IsAhead(turn.Now) || Confirmation.Read(step.Rest, turn.Now) is not { } moment
            || await TakeTimeAsync(step, moment, "") is not ({ } moved, _))
        {
            await AskMoveAsync(step with { Rest = "" });
            return;
        }

        moved = moved with { Version = meeting.Version + 1 };
        await EventStore.SaveAsync(turn.Session, moved);
        await EventStore.WakeAsync(turn.Session, meeting.Id, turn.Now);
        await turn.AuditAsync("kegiatan.moved", meeting.Area, details: string.Create(CultureInfo.InvariantCulture, $"{meeting.Id}"));
        await turn.SayAsync(
            words["moved", ("title", meeting.Title), ("when", words.When(moved, moved.Clock)), ("count", words.Number(await ConcernedAsync(step)))],
            step.Button("manage_button", "kelola"), turn.MenuButton);
    }

    private static async Task EndSeriesAsync(Step step)
    {
        await EventStore.SaveAsync(step.Turn.Session, step.Event with { Repeats = Repeats.Once });
        await step.Turn.SayAsync(step.Words["series_ended", ("title", step.Event.Title)], step.Button("manage_button", "kelola"), step.Turn.MenuButton);
    }

    private static async Task TakeNotesAsync(Step step)
    {
        if (step.Written is { Length: > 0 and <= MostNotes } notes)
        {
            await EventStore.SaveAsync(step.Turn.Session, step.Event with { Notes = notes });
            await step.Turn.SayAsync(
                step.Words["notes_saved"], step.Button("add_task_button", "rtl"), step.Button("manage_button", "kelola"), step.Turn.MenuButton);
            return;
        }

        step.Turn.Await(EventWords.Arguments("catat", step.Id));
        await step.Turn.SayAsync(
            step.Turn.Said is null ? step.Words["ask_notes"] : step.Words["notes_wrong", ("most", step.Words.Number(MostNotes))], step.Button("keep_button", "kelola"));
    }

    /// <summary>A follow-up: first what, then who, then by when.</summary>
    private static async Task TakeTaskAsync(Step step)
    {
        if (step.Written is not { Length: > 0 and <= MostTask } title)
        {
            step.Turn.Await(EventWords.Arguments("rtl", step.Id));
            await step.Turn.SayAsync(
                step.Turn.Said is null ? step.Words["ask_task"] : step.Words["task_wrong", ("most", step.Words.Number(MostTask))], step.Button("keep_button", "kelola"));
            return;
        }

        await AskOwnerAsync(step, await EventTasks.AddAsync(step.Turn.Session, step.Id, title), step.Words["ask_owner", ("task", title)]);
    }

    private static async Task AskOwnerAsync(Step step, long id, RichText question)
    {
        var buttons = new List<Button> { Owner(step.Turn.Person.Id, step.Words["owner_me"].Text) };
        foreach (var (person, name) in await OwnersAsync(step, null))
        {
            buttons.Add(Owner(person, name ?? step.Words["nobody"].Text));
        }

        await step.Turn.SayAsync(question, [.. buttons, step.Button("keep_button", "kelola")]);

        Button Owner(long person, string name) =>
            Button.Asking(name, Contract.Command, string.Create(CultureInfo.InvariantCulture, $"{EventWords.Arguments("rtlp", step.Id, id)}.{person}"));
    }

    /// <summary>Who may be given a task: whoever comes or came, and is of the officer's area.</summary>
    private static Task<List<(long Id, string? Name)>> OwnersAsync(Step step, long? only) => step.Turn.Session.QueryAsync<(long Id, string? Name)>(
        Limit(step).Sql(
            $$"""
            select p.id, coalesce(p.name, p.display_name) from event_answer a join {people} p on p.id = a.person_id
            where a.event_id = @eventId and (a.state = '{{AnswerState.Yes}}' or a.attended_at is not null) and p.id <> @self {{(only is null ? "" : "and p.id = @only")}}
            order by case when a.attended_at is null then 1 else 0 end, p.name, p.id limit {{MostShown}}
            """),
        new { eventId = step.Id, self = step.Turn.Person.Id, only = only ?? 0 });

    private static async Task TakeOwnerAsync(Step step)
    {
        if (step.Rest.Split('.') is not [var taskId, var ownerId] || await TaskAsync(step, taskId) is not { } task
            || !long.TryParse(ownerId, NumberStyles.None, CultureInfo.InvariantCulture, out var owner)
            || (owner != step.Turn.Person.Id && (await OwnersAsync(step, owner)).Count == 0))
        {
            await OverviewAsync(step);
            return;
        }

        await EventTasks.SetOwnerAsync(step.Turn.Session, task.Id, owner);
        step.Turn.Await(EventWords.Arguments("rtlt", step.Id, task.Id));
        await step.Turn.SayAsync(step.Words["ask_task_day", ("task", task.Title), ("owner", await NameAsync(step, owner))], step.Button("keep_button", "kelola"));
    }

    private static async Task TakeTaskDayAsync(Step step)
    {
        var (turn, words) = (step.Turn, step.Words);
        if (await TaskAsync(step, step.Rest) is not { OwnerId: { } ownerId } task || await PersonStore.FindAsync(turn.Session, ownerId) is not { } owner)
        {
            await OverviewAsync(step);
            return;
        }

        var zone = Events.ClockFor(owner, step.Event);
        if (turn.Said is null || !turn.Library.Texts.Data.Types.TryCreate("date", new ValueOptions(When: DateHint.Future), out var type)
            || type.Parse(turn.Said, new ValueContext(turn.Now, zone, words.Language)) is not ValueResult.Accepted accepted
            || !DateOnly.TryParseExact(accepted.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            turn.Await(EventWords.Arguments("rtlt", step.Id, task.Id));
            await turn.SayAsync(words["day_wrong"], step.Button("keep_button", "kelola"));
            return;
        }

        // In the morning of its owner's day.
        var local = day.ToDateTime(new TimeOnly(8, 0));
        var due = new DateTimeOffset(local, zone.GetUtcOffset(local));
        await EventTasks.SetDueAsync(turn.Session, task.Id, due, EventTimes.NextOfTask(due, turn.Now));
        if (ownerId != turn.Person.Id)
        {
            await turn.TellAsync(ownerId, language => new EventWords(turn.Library, language)[
                "task_given", ("task", task.Title), ("title", step.Event.Title), ("day", Moments.Day(due, zone, language))]);
        }

        await TellRaiserAsync(turn, task.Id, their => their[
            "follow_up_notice", ("task", task.Title), ("day", Moments.Day(due, zone, their.Language))]);
        await turn.SayAsync(
            words["task_saved", ("task", task.Title), ("owner", await NameAsync(step, ownerId)), ("day", Moments.Day(due, zone, words.Language))],
            step.Button("add_task_button", "rtl"), step.Button("manage_button", "kelola"), turn.MenuButton);
    }

    private static async Task<EventTask?> TaskAsync(Step step, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && await EventTasks.FindAsync(step.Turn.Session, number) is { } task && task.EventId == step.Id ? task : null;

    /// <summary>Its owner says that it is done; the officer of the meeting is told.</summary>
    private static async Task FinishTaskAsync(CapabilityTurn turn, EventWords words, long id)
    {
        if (await EventTasks.FindAsync(turn.Session, id) is not { } task || task.OwnerId != turn.Person.Id)
        {
            await ListAsync(turn, words);
            return;
        }

        if (task.DoneAt is null)
        {
            await EventTasks.FinishAsync(turn.Session, id, turn.Now);
            await TellRaiserAsync(turn, id, their => their["follow_up_done_notice", ("task", task.Title)]);
            if (await EventStore.FindAsync(turn.Session, task.EventId) is { OfficerId: { } officerId } meeting && officerId != turn.Person.Id)
            {
                await turn.TellAsync(officerId, language => new EventWords(turn.Library, language)["task_done_officer", ("task", task.Title), ("title", meeting.Title)]);
            }
        }

        await turn.SayAsync(words["task_done", ("task", task.Title)], words.Button("list_button", ""), turn.MenuButton);
    }
}
