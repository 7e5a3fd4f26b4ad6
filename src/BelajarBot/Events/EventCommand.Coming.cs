using System.Globalization;
using System.Text.Json;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Wording;

namespace BelajarBot.Events;

/// <content>Answering an invitation: seats, the waiting list, the calendar, how it was, the certificate.</content>
internal sealed partial class EventCommand
{
    private const int MostComment = 1000;
    private const int MostName = 60;

    private static Task ComeAsync(string verb, Step step) => verb switch
    {
        "ya" => SayYesAsync(step),
        "tidak" => SayNoAsync(step),
        "kal" => GiveCalendarAsync(step),
        "peta" => ShowMapAsync(step),
        "materi" => GiveMaterialsAsync(step),
        "notulenlihat" => GiveNotesAsync(step),
        "nilai" => RateAsync(step),
        "komentar" => CommentAsync(step),
        "sert" => AskCertificateAsync(step),
        _ => ShowAsync(step),
    };

    private static async Task ShowAsync(Step step)
    {
        var (turn, words, meeting, answer) = (step.Turn, step.Words, step.Event, step.Answer);
        var seats = await EventStore.SeatsAsync(turn.Session, meeting);
        var hasSeat = answer?.HasSeat == true || meeting.IsRunBy(turn.Person.Id, turn.Officer);
        var mine = meeting.State == EventState.Cancelled ? words["mine_cancelled"].Text
            : answer?.AttendedAt is not null ? words["mine_attended"].Text
            : turn.Now >= meeting.End ? words["mine_over"].Text
            : turn.Now >= meeting.Start ? words["mine_running"].Text
            : answer?.State switch
            {
                AnswerState.Yes => words["mine_yes"].Text,
                AnswerState.Offered => words["mine_offered", ("until", Moments.At(answer.OfferedUntil!.Value, step.Clock, words.Language))].Text,
                AnswerState.Waiting => words["mine_waiting", ("place", words.Number(await EventStore.PlaceInQueueAsync(turn.Session, answer)))].Text,
                AnswerState.No => words["mine_no"].Text,
                _ => "",
            };
        await turn.SayAsync(words.Card("card", meeting, step.Clock, seats, hasSeat, mine), [.. ButtonsFor(step, seats), turn.MenuButton]);
    }

    private static IEnumerable<Button> ButtonsFor(Step step, Seats seats)
    {
        var meeting = step.Event;
        if (meeting.IsAhead(step.Turn.Now))
        {
            switch (step.Answer?.State)
            {
                case AnswerState.Yes:
                    yield return step.Button("calendar_button", "kal");
                    yield return step.Answering("leave_button", "tidak");
                    break;
                case AnswerState.Offered:
                    yield return step.Answering("take_button", "ya");
                    yield return step.Answering("leave_button", "tidak");
                    break;
                case AnswerState.Waiting:
                    yield return step.Answering("leave_button", "tidak");
                    break;
                default:
                    yield return step.Answering(seats.Ask() == AnswerState.Yes ? "yes_button" : "wait_button", "ya");
                    yield return step.Answering("no_button", "tidak");
                    break;
            }
        }

        if (meeting.Pin is not null)
        {
            yield return step.Button("map_button", "peta");
        }

        if (HasMaterials(meeting))
        {
            yield return step.Button("materials_button", "materi");
        }

        if (meeting.Notes is not null)
        {
            yield return step.Button("notes_button", "notulenlihat");
        }

        if (meeting.HasCertificate && step.Answer?.AttendedAt is not null)
        {
            yield return step.Button("certificate_button", "sert");
        }
    }

    /// <summary>Whether an answer can still be given; if not, the person is told why.</summary>
    private static async Task<bool> CanAnswerAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (meeting.IsAhead(turn.Now))
        {
            return true;
        }

        var key = meeting.State == EventState.Cancelled ? "said_cancelled" : turn.Now >= meeting.End ? "said_over" : "said_running";
        await turn.SayAsync(words[key, ("title", meeting.Title)], words.Button("list_button", ""), turn.MenuButton);
        return false;
    }

    private static async Task SayYesAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (!await CanAnswerAsync(step))
        {
            return;
        }

        // The button is from before it was moved: they are asked again about the new time.
        if (step.Rest != meeting.Version.ToString(CultureInfo.InvariantCulture) && step.Answer?.HasSeat != true)
        {
            await turn.SayAsync(
                words["said_moved", ("title", meeting.Title), ("when", step.When)], step.Answering("yes_button", "ya"), step.Answering("no_button", "tidak"));
            return;
        }

        if (step.Answer?.State is AnswerState.Waiting)
        {
            await SayWaitingAsync(step, step.Answer);
            return;
        }

        var isNew = step.Answer?.State != AnswerState.Yes;
        var state = step.Answer?.HasSeat == true ? AnswerState.Yes : (await EventStore.SeatsAsync(turn.Session, meeting)).Ask();
        if (isNew)
        {
            await EventStore.SetAnswerAsync(turn.Session, meeting, turn.Person.Id, state, null, turn.Now);
            await EventStore.WakeAsync(turn.Session, meeting.Id, turn.Now);
        }

        if (state == AnswerState.Waiting)
        {
            await SayWaitingAsync(step, (await EventStore.AnswerAsync(turn.Session, meeting.Id, turn.Person.Id))!);
            return;
        }

        await turn.SayAsync(
            words[isNew ? "said_yes" : "said_yes_already", ("title", meeting.Title), ("when", step.When), ("place", words.Place(meeting, hasSeat: true))],
            [
                step.Button("calendar_button", "kal"),
                .. meeting.Pin is null ? [] : new[] { step.Button("map_button", "peta") },
                .. HasMaterials(meeting) ? new[] { step.Button("materials_button", "materi") } : [],
                step.Answering("leave_button", "tidak"),
                turn.MenuButton,
            ]);
    }

    private static async Task SayWaitingAsync(Step step, EventAnswer answer) => await step.Turn.SayAsync(
        step.Words["said_waiting", ("title", step.Event.Title), ("place", step.Words.Number(await EventStore.PlaceInQueueAsync(step.Turn.Session, answer)))],
        step.Answering("leave_button", "tidak"), step.Turn.MenuButton);

    private static async Task SayNoAsync(Step step)
    {
        var (turn, meeting) = (step.Turn, step.Event);
        if (!await CanAnswerAsync(step))
        {
            return;
        }

        if (step.Answer?.State != AnswerState.No)
        {
            await EventStore.SetAnswerAsync(turn.Session, meeting, turn.Person.Id, AnswerState.No, null, turn.Now);
            await EventStore.WakeAsync(turn.Session, meeting.Id, turn.Now);
        }

        await turn.SayAsync(step.Words["said_no", ("title", meeting.Title)], step.Button("see_button", "lihat"), turn.MenuButton);
    }

    private static async Task GiveCalendarAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (step.Answer?.HasSeat != true)
        {
            await ShowAsync(step);
            return;
        }

        await turn.SendFileAsync(
            string.Create(CultureInfo.InvariantCulture, $"kegiatan-{meeting.Id}.ics"),
            CalendarFile.Write(meeting, meeting.Place, meeting.Materials, turn.Now), words["calendar", ("title", meeting.Title)]);
    }

    /// <summary>The place on the map, where the channel shows maps; a link to one below it everywhere.</summary>
    private static async Task ShowMapAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (MapPin.Read(meeting.Pin) is not { } pin)
        {
            await ShowAsync(step);
            return;
        }

        await turn.Scope.ShowPlaceAsync(
            new PlaceToSend(pin.Latitude, pin.Longitude, meeting.Title!, meeting.Place!), words["map", ("title", meeting.Title), ("place", meeting.Place)],
            [[new Button(words["open_map_button"].Text, pin.Link, ButtonKind.Link)], [turn.MenuButton]]);
    }

    private static bool HasMaterials(Event meeting) => !string.IsNullOrEmpty(meeting.Materials) || meeting.File is not null;

    private static async Task GiveMaterialsAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (!HasMaterials(meeting))
        {
            await turn.SayAsync(words["materials_none"], step.Button("see_button", "lihat"), turn.MenuButton);
            return;
        }

        await turn.Scope.SayAsync(
            words["materials", ("title", meeting.Title), ("materials", meeting.Materials)], [[turn.MenuButton]],
            meeting.File is null ? null : JsonSerializer.Deserialize<FileToSend>(meeting.File));
    }

    private static Task GiveNotesAsync(Step step) => step.Event.Notes is null
        ? ShowAsync(step)
        : step.Turn.SayAsync(step.Words["notes", ("title", step.Event.Title), ("notes", step.Event.Notes)], step.Button("see_button", "lihat"), step.Turn.MenuButton);

    private static async Task RateAsync(Step step)
    {
        var (turn, words) = (step.Turn, step.Words);
        if (step.Answer?.AttendedAt is null || !int.TryParse(step.Rest, NumberStyles.None, CultureInfo.InvariantCulture, out var rating) || rating is < 1 or > BestRating)
        {
            await ShowAsync(step);
            return;
        }

        await turn.Session.ExecuteAsync(
            "update event_answer set rating = @rating where event_id = @Id and person_id = @PersonId", new { rating, step.Id, PersonId = turn.Person.Id });
        turn.Await(EventWords.Arguments("komentar", step.Id));
        await turn.SayAsync(words["rated"], [.. step.Event.HasCertificate ? new[] { step.Button("certificate_button", "sert") } : [], turn.MenuButton]);
    }

    private static async Task CommentAsync(Step step)
    {
        var (turn, words) = (step.Turn, step.Words);
        if (step.Answer?.AttendedAt is null || step.Written is not { Length: > 0 } comment)
        {
            await ShowAsync(step);
            return;
        }

        await turn.Session.ExecuteAsync(
            "update event_answer set comment = @comment where event_id = @Id and person_id = @PersonId",
            new { comment = comment.CutTo(MostComment), step.Id, PersonId = turn.Person.Id });
        await turn.SayAsync(words["comment_taken"], [.. step.Event.HasCertificate ? new[] { step.Button("certificate_button", "sert") } : [], turn.MenuButton]);
    }

    /// <summary>A certificate bears the name that the person writes for it, which is seldom what they like to be called.</summary>
    private static async Task AskCertificateAsync(Step step)
    {
        var (turn, words, meeting) = (step.Turn, step.Words, step.Event);
        if (!meeting.HasCertificate || step.Answer?.AttendedAt is null || turn.Now < meeting.End)
        {
            await turn.SayAsync(words["no_certificate"], step.Button("see_button", "lihat"), turn.MenuButton);
            return;
        }

        var name = step.Written ?? (step.Answer.CertificateName is { } kept && turn.Said is null ? kept : null);
        if (name is null || name.Length is < 2 or > MostName || !Certificate.CanWrite(name))
        {
            turn.Await(EventWords.Arguments("sert", step.Id));
            await turn.SayAsync(words[turn.Said is null ? "ask_certificate_name" : "certificate_name_wrong"]);
            return;
        }

        await turn.Session.ExecuteAsync(
            "update event_answer set certificate_name = @name where event_id = @Id and person_id = @PersonId", new { name, step.Id, PersonId = turn.Person.Id });
        var pdf = Certificate.Write(new CertificateText(
            words["pdf_heading"].Text, words["pdf_given"].Text, name, words["pdf_took_part", ("kind", words.Kind(meeting))].Text, meeting.Title!,
            Moments.Day(meeting.Start, meeting.Clock, words.Language),
            words["pdf_number", ("number", string.Create(CultureInfo.InvariantCulture, $"{meeting.Id}-{turn.Person.Id}"))].Text));
        await turn.SendFileAsync(
            string.Create(CultureInfo.InvariantCulture, $"sertifikat-{meeting.Id}.pdf"), pdf, words["certificate", ("title", meeting.Title)], turn.MenuButton);
    }
}
