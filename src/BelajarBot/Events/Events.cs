using System.Collections.Immutable;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Submissions;
using BelajarBot.Wording;

namespace BelajarBot.Events;

/// <summary>
/// What happens to events while nobody presses anything: invitations are planned, people are told of a move or a cancellation,
/// the waiting list moves up, reminders go out, those who came are asked how it was, and the next meeting of a series is made.
/// The rows are the truth; an event is looked at when its <c>due_at</c> is there, and each look is one unit.
/// </summary>
internal sealed partial class Events(
    Database database, DialogCatalog catalog, Sender sender, Officers officers, TimeProvider time, ILogger<Events> logger) : IDueWork
{
    /// <summary>So many messages in one unit, so that turns do not wait long.</summary>
    private const int AtOnce = 100;
    private const long Range = 5_000;
    private const int MostUnits = 10_000;
    private const string Table = "event";

    private DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until)
    {
        DateTimeOffset?[] moments = [await EventStore.NextDueAsync(session, until), await Campaigns.StoppedSinceAsync(session, Table)];
        return moments.Where(moment => moment <= until).Min();
    }

    /// <inheritdoc />
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var count = 0;
        foreach (var id in await database.ReadAsync(session => EventStore.DueAsync(session, Now), cancel))
        {
            var look = Planning.More;
            for (var unit = 0; look == Planning.More && unit < MostUnits; unit++)
            {
                var messages = new List<OutgoingMessage>();
                look = await database.WriteAsync(
                    session =>
                    {
                        messages.Clear();
                        return LookAsync(session, id, messages);
                    },
                    cancel);
                sender.Enqueue(messages);
            }

            count += look == Planning.Later ? 0 : 1;
        }

        var (tasks, told) = await database.WriteAsync(RemindOfTasksAsync, cancel);
        sender.Enqueue(told);
        var stopped = await database.WriteAsync(TellOfStoppedAsync, cancel);
        sender.Enqueue(stopped);
        return count + tasks + stopped.Count;
    }

    /// <summary>Does a part of what is due with one event.</summary>
    private async Task<Planning> LookAsync(Session session, long id, List<OutgoingMessage> messages)
    {
        if (await EventStore.FindAsync(session, id) is not { StartsAt: not null } meeting || meeting.State == EventState.Draft)
        {
            await EventStore.SetDueAsync(session, id, null);
            return Planning.Done;
        }

        var planning = meeting.PlannedTo is null ? Planning.Done : await PlanAsync(session, meeting, messages);
        if (planning == Planning.More || await TellOfChangeAsync(session, meeting, messages))
        {
            return Planning.More;
        }

        if (meeting.State == EventState.Open)
        {
            await LetLapseAsync(session, meeting, messages);
            await MoveUpAsync(session, meeting, messages);
            await TakeUpIssuesAsync(session, meeting, messages);
            if (await RemindAsync(session, meeting, messages))
            {
                return Planning.More;
            }

            await FollowAsync(session, meeting, messages);
        }

        // The preview of an invitation is on its way to the officer: it is still due, and the next look tries again.
        await EventStore.SetDueAsync(session, id, planning == Planning.Later ? Now : await NextLookAsync(session, meeting));
        return planning;
    }

    /// <summary>Freezes who is invited, a range of people at a time, and lets the invitations go.</summary>
    private async Task<Planning> PlanAsync(Session session, Event meeting, List<OutgoingMessage> messages)
    {
        // Who lost the role in the meantime invites nobody any more, whoever is planned already.
        var officer = meeting.OfficerId is { } officerId ? await officers.OfAsync(session, officerId, Now) : Officer.None;
        if (!meeting.IsAhead(Now) || !officer.May(Permission.HoldEvents, meeting.Area) || meeting.CampaignId is not { } campaign
            || Invitees.Of(meeting, officer.In(Permission.HoldEvents), catalog.Current, session.Dialect, Now) is not { } invitees)
        {
            if (meeting.CampaignId is { } useless)
            {
                await Campaigns.CancelAsync(session, useless, Now);
            }

            await EventStore.SaveAsync(session, meeting with { PlannedTo = null });
            return Planning.Done;
        }

        var last = await Invitees.LastAsync(session);
        var to = Math.Min(meeting.PlannedTo!.Value + Range, last);
        await invitees.AddAsync(session, campaign, meeting.PlannedTo.Value, to, Now);
        if (to < last)
        {
            await EventStore.SaveAsync(session, meeting with { PlannedTo = to });
            return Planning.More;
        }

        if (!await Campaigns.StartAsync(session, campaign, Now))
        {
            return await WaitForPreviewsAsync(session, meeting, campaign, messages);
        }

        await EventStore.SaveAsync(session, meeting with { PlannedTo = null });
        LogInvited(meeting.Id);
        return Planning.Done;
    }

    /// <summary>
    /// The previews are on their way to the officer: the next look tries again. Those that a crash or the network lost are shown again;
    /// where they are refused so would be every invitation, so it waits until its officer says that the cause is gone. To an officer who
    /// cannot be written to they are shown, or this is told, once that is over.
    /// </summary>
    private async Task<Planning> WaitForPreviewsAsync(Session session, Event meeting, long campaign, List<OutgoingMessage> messages)
    {
        if (meeting.OfficerId is not { } officerId || await PersonStore.FindAsync(session, officerId) is not { Status: Person.Active, UnreachableSince: null } officer)
        {
            return Planning.Later;
        }

        var (again, refused) = await Campaigns.LookAtPreviewsAsync(session, campaign, officer, Now);
        if (refused is not null)
        {
            await Campaigns.ForgetRecipientsAsync(session, campaign);
            await EventStore.SaveAsync(session, meeting with { PlannedTo = null });
            await TellAsync(session, officerId, messages, (words, _) => (
                words["preview_refused", ("title", meeting.Title), ("reason", refused)],
                [words.Button("resume_button", EventWords.Arguments("lanjut", meeting.Id)), words.Button("manage_button", EventWords.Arguments("kelola", meeting.Id))]));
            return Planning.Done;
        }

        if (again.Count > 0)
        {
            await TellAsync(session, officerId, messages, (words, _) => (words["previews_again", ("title", meeting.Title)], []));
            messages.AddRange(again);
        }

        return Planning.Later;
    }

    /// <summary>Invitations that are refused one after another have stopped: their officer is told why.</summary>
    private async Task<List<OutgoingMessage>> TellOfStoppedAsync(Session session)
    {
        var messages = new List<OutgoingMessage>();
        foreach (var (id, reason) in await Campaigns.TellStoppedAsync(session, Table, Now))
        {
            LogStopped(id);
            if (await EventStore.FindAsync(session, id) is { OfficerId: { } officerId } meeting)
            {
                await TellAsync(session, officerId, messages, (words, _) => (
                    words["stopped_notice", ("title", meeting.Title), ("reason", reason)],
                    [words.Button("resume_button", EventWords.Arguments("lanjut", id)), words.Button("manage_button", EventWords.Arguments("kelola", id))]));
            }
        }

        return messages;
    }

    /// <summary>Tells those whom it concerns that it was moved or cancelled, each once for each change; true when there are more.</summary>
    private async Task<bool> TellOfChangeAsync(Session session, Event meeting, List<OutgoingMessage> messages)
    {
        var concerned = await session.QueryAsync<(long PersonId, string State)>(
            $"""
            select person_id, state from event_answer
            where event_id = @Id and told_version < @Version and state in ('{AnswerState.Yes}', '{AnswerState.Waiting}', '{AnswerState.Offered}')
            order by person_id limit {AtOnce}
            """,
            meeting);
        foreach (var (personId, state) in concerned)
        {
            // The times of before mean nothing any more: they are reminded anew.
            await session.ExecuteAsync(
                "update event_answer set told_version = @Version, reminded = 0, offered_until = null, state = case when state = 'offered' then 'yes' else state end where event_id = @Id and person_id = @personId",
                new { meeting.Version, meeting.Id, personId });
            await TellAsync(session, personId, messages, (words, person) => meeting.State == EventState.Cancelled
                ? (words["cancelled_notice", ("title", meeting.Title), ("when", words.When(meeting, ClockFor(person, meeting)))], [words.MenuButton])
                : state == AnswerState.Waiting
                ? (words["moved_waiting_notice", ("title", meeting.Title), ("when", words.When(meeting, ClockFor(person, meeting))), ("place", words.Place(meeting, hasSeat: false))],
                    [words.Button("leave_button", EventWords.Arguments("tidak", meeting.Id, meeting.Version))])
                : (words["moved_notice", ("title", meeting.Title), ("when", words.When(meeting, ClockFor(person, meeting))), ("place", words.Place(meeting, hasSeat: true))],
                    [words.Button("calendar_button", EventWords.Arguments("kal", meeting.Id)), words.Button("leave_button", EventWords.Arguments("tidak", meeting.Id, meeting.Version))]));
        }

        return concerned.Count == AtOnce;
    }

    /// <summary>Whoever did not take the seat that was kept for them makes room for the next.</summary>
    private async Task LetLapseAsync(Session session, Event meeting, List<OutgoingMessage> messages)
    {
        var lapsed = await session.QueryAsync<long>(
            $"""
            update event_answer set state = '{AnswerState.Lapsed}', offered_until = null
            where event_id = @Id and state = '{AnswerState.Offered}' and offered_until <= @now returning person_id
            """,
            new { meeting.Id, now = Now });
        foreach (var personId in lapsed.Order())
        {
            await TellAsync(session, personId, messages, (words, _) => (
                words["lapsed_notice", ("title", meeting.Title)],
                [words.Button("see_button", EventWords.Arguments("lihat", meeting.Id)), words.MenuButton]));
        }
    }

    private async Task MoveUpAsync(Session session, Event meeting, List<OutgoingMessage> messages)
    {
        if (!meeting.IsAhead(Now))
        {
            return;
        }

        var free = (await EventStore.SeatsAsync(session, meeting)).ToOffer;
        var until = Seats.KeptUntil(Now, meeting.Start);
        foreach (var personId in await EventStore.NextWaitingAsync(session, meeting.Id, free))
        {
            await EventStore.SetAnswerAsync(session, meeting, personId, until is null ? AnswerState.Yes : AnswerState.Offered, until, Now);
            await TellAsync(session, personId, messages, (words, person) => until is { } moment
                ? (words["offered_notice", ("title", meeting.Title), ("when", words.When(meeting, ClockFor(person, meeting))), ("until", Moments.At(moment, ClockFor(person, meeting), words.Language))],
                    [words.Button("take_button", EventWords.Arguments("ya", meeting.Id, meeting.Version)), words.Button("leave_button", EventWords.Arguments("tidak", meeting.Id, meeting.Version))])
                : (words["moved_up_notice", ("title", meeting.Title), ("when", words.When(meeting, ClockFor(person, meeting))), ("place", words.Place(meeting, hasSeat: true))],
                    [words.Button("calendar_button", EventWords.Arguments("kal", meeting.Id)), words.Button("leave_button", EventWords.Arguments("tidak", meeting.Id, meeting.Version))]));
        }
    }

    /// <summary>Issues that were approved since come before the next PMO meeting of their area; whoever raised one is told which.</summary>
    private async Task TakeUpIssuesAsync(Session session, Event meeting, List<OutgoingMessage> messages)
    {
        if (meeting.Kind != Event.Pmo || !meeting.IsAhead(Now))
        {
            return;
        }

        foreach (var (submission, personId) in await Agenda.TakeUpAsync(session, officers, meeting, Now, AtOnce))
        {
            await SubmissionStore.NoteAsync(session, submission, meeting.OfficerId, SubmissionAct.Agenda, meeting.Title, Now);
            await TellAsync(session, personId, messages, (words, person) => (
                words["agenda_notice", ("number", SubmissionWords.Number(submission)), ("title", meeting.Title), ("when", words.When(meeting, ClockFor(person, meeting)))],
                [words.MenuButton]));
        }
    }

    /// <summary>The reminder for now, to those who have not had it; true when there are more of them.</summary>
    private async Task<bool> RemindAsync(Session session, Event meeting, List<OutgoingMessage> messages)
    {
        var stage = EventTimes.StageAt(Now, meeting.Start, meeting.End);
        if (stage == EventTimes.NoReminder)
        {
            return false;
        }

        // What is about to begin cannot wait, and comes without a sound at night; how it was is asked in the morning, zone by zone.
        var zone = stage != EventTimes.HowWasIt ? null : (await ToAskAsync(session, meeting)).FirstOrDefault(each => !IsNight(each));
        if (stage == EventTimes.HowWasIt && zone is null)
        {
            return false;
        }

        var people = await session.QueryAsync<(long PersonId, DateTimeOffset AskedAt)>(
            $"""
            select a.person_id, a.asked_at from event_answer a join person p on p.id = a.person_id
            where a.event_id = @Id and a.reminded < @stage
                and {(zone is null ? $"a.state = '{AnswerState.Yes}'" : "a.attended_at is not null and coalesce(p.zone, @clock) = @zone")}
            order by a.person_id limit {AtOnce}
            """,
            new { meeting.Id, stage, clock = meeting.Clock.Id, zone = zone?.Id });
        foreach (var (personId, askedAt) in people)
        {
            await session.ExecuteAsync(
                "update event_answer set reminded = @stage where event_id = @Id and person_id = @personId", new { stage, meeting.Id, personId });
            if (EventTimes.IsWorthSaying(stage, askedAt, meeting.Start))
            {
                var message = await TellAsync(session, personId, messages, (words, person) => stage == EventTimes.HowWasIt
                    ? HowWasIt(words, meeting)
                    : Reminder(words, meeting, ClockFor(person, meeting)));
                var planned = EventTimes.MomentOf(stage, meeting.Start, meeting.End);
                await (message is not null
                    ? ReminderLog.AddAskedAsync(session, personId, EventCommand.Contract.Command, meeting.Id, planned, message, Now)
                    : ReminderLog.AddAskedInVainAsync(session, personId, EventCommand.Contract.Command, meeting.Id, planned, await WhyNotAsync(session, personId), Now));
            }
        }

        return zone is null ? people.Count == AtOnce : people.Count > 0;
    }

    /// <summary>The zones of those who are still to be asked how it was.</summary>
    private static async Task<IEnumerable<TimeZoneInfo>> ToAskAsync(Session session, Event meeting) =>
        (await session.QueryAsync<string>(
            $"""
            select distinct coalesce(p.zone, @clock) from event_answer a join person p on p.id = a.person_id
            where a.event_id = @Id and a.attended_at is not null and a.reminded < {EventTimes.HowWasIt}
            """,
            new { meeting.Id, clock = meeting.Clock.Id })).Select(Person.ClockOf);

    private bool IsNight(TimeZoneInfo zone) => Morning(zone) != Now;

    /// <summary>Now, or when the quiet hours end that it is in.</summary>
    private DateTimeOffset Morning(TimeZoneInfo zone) => catalog.Current.Policy.Quiet.After(Now, zone);

    private (RichText, Button[]) Reminder(EventWords words, Event meeting, TimeZoneInfo zone) => (
        words[
            "reminder", ("title", meeting.Title), ("when", words.When(meeting, zone)), ("wait", Moments.FromNow(meeting.Start, Now, zone, words.Language)),
            ("place", words.Place(meeting, hasSeat: true))],
        [
            words.Button("calendar_button", EventWords.Arguments("kal", meeting.Id)),
            .. meeting.Pin is null ? [] : new[] { words.Button("map_button", EventWords.Arguments("peta", meeting.Id)) },
            words.Button("leave_button", EventWords.Arguments("tidak", meeting.Id, meeting.Version)),
        ]);

    private static (RichText, Button[]) HowWasIt(EventWords words, Event meeting) => (
        words["how_was_it", ("title", meeting.Title)],
        [
            .. Enumerable.Range(1, EventCommand.BestRating).Reverse().Select(rating => words.Button($"rating_{rating}", EventWords.Arguments("nilai", meeting.Id, rating))),
            .. meeting.HasCertificate ? new[] { words.Button("certificate_button", EventWords.Arguments("sert", meeting.Id)) } : [],
        ]);

    /// <summary>When a meeting of a series is over, the next one is made and its people invited, while its officer may still do so.</summary>
    private async Task FollowAsync(Session session, Event meeting, List<OutgoingMessage> messages)
    {
        if (Now < meeting.End || meeting.FollowedBy is not null
            || EventTimes.NextOfSeries(meeting.SeriesStart ?? meeting.Start, meeting.Clock, meeting.Repeats, Now) is not { } start
            || meeting.OfficerId is not { } officerId || await PersonStore.FindAsync(session, officerId) is not { } officer
            || !(await officers.OfAsync(session, officer, Now)).May(Permission.HoldEvents, meeting.Area))
        {
            return;
        }

        var id = await EventStore.AddAsync(session, officer, meeting.Kind, Now);
        var next = (await EventStore.FindAsync(session, id))! with
        {
            State = EventState.Open, Title = meeting.Title, Area = meeting.Area, Audience = meeting.Audience, StartsAt = start, Zone = meeting.Zone,
            LengthMinutes = meeting.LengthMinutes, Place = meeting.Place, Pin = meeting.Pin, Capacity = meeting.Capacity, Materials = meeting.Materials, File = meeting.File,
            GivesCertificate = meeting.GivesCertificate, Repeats = meeting.Repeats, SeriesStart = meeting.SeriesStart ?? meeting.Start, SeriesId = meeting.SeriesId ?? meeting.Id,
            PlannedTo = 0,
        };
        var campaign = await Invitation.AddAsync(session, catalog.Current, next, Now);
        messages.AddRange(await Campaigns.PreviewAsync(session, campaign, officer, Now) ?? []);
        await EventStore.SaveAsync(session, next with { CampaignId = campaign });
        await EventStore.WakeAsync(session, id, Now);
        await EventStore.SaveAsync(session, meeting with { FollowedBy = id });
        await TellAsync(session, officerId, messages, (words, person) => (
            words["series_notice", ("title", next.Title), ("when", words.When(next, ClockFor(person, next)))],
            [words.Button("manage_button", EventWords.Arguments("kelola", id)), words.MenuButton]));
    }

    private async Task<DateTimeOffset?> NextLookAsync(Session session, Event meeting)
    {
        if (meeting.State != EventState.Open)
        {
            return null;
        }

        var offerEnds = await session.FirstOrDefaultAsync<DateTimeOffset?>(
            $"select min(offered_until) from event_answer where event_id = @Id and state = '{AnswerState.Offered}'", meeting);
        var seats = await EventStore.SeatsAsync(session, meeting);
        var next = EventTimes.NextLook(Now, meeting.Start, meeting.End, offerEnds, seats.Waiting > 0);
        if (EventTimes.StageAt(Now, meeting.Start, meeting.End) != EventTimes.HowWasIt)
        {
            return next;
        }

        return (await ToAskAsync(session, meeting)).Select(zone => (DateTimeOffset?)Morning(zone)).Append(next).Min();
    }

    /// <summary>Tells the owners of tasks that are due, and the officer when one is late.</summary>
    private async Task<(int Count, IReadOnlyList<OutgoingMessage> Messages)> RemindOfTasksAsync(Session session)
    {
        var messages = new List<OutgoingMessage>();
        var tasks = await EventTasks.DueAsync(session, Now, AtOnce);
        foreach (var task in tasks)
        {
            await session.ExecuteAsync(
                "update event_task set remind_at = @next where id = @Id", new { next = EventTimes.NextOfTask(task.DueAt!.Value, Now), task.Id });
            var meeting = (await EventStore.FindAsync(session, task.EventId))!;
            var isLate = Now >= task.DueAt.Value + EventTimes.Day;
            await TellAsync(session, task.OwnerId!.Value, messages, (words, person) => (
                words[isLate ? "task_late" : "task_due", ("task", task.Title), ("title", meeting.Title), ("day", Moments.Day(task.DueAt.Value, ClockFor(person, meeting), words.Language))],
                [words.Button("done_button", EventWords.Arguments("selesai", task.Id)), words.MenuButton]));
            if (isLate && meeting.OfficerId is { } officerId && officerId != task.OwnerId)
            {
                await TellAsync(session, officerId, messages, (words, person) => (
                    words["task_late_officer", ("task", task.Title), ("title", meeting.Title), ("day", Moments.Day(task.DueAt.Value, ClockFor(person, meeting), words.Language))],
                    [words.Button("manage_button", EventWords.Arguments("kelola", meeting.Id)), words.MenuButton]));
            }
        }

        return (tasks.Count, messages);
    }

    /// <summary>A message to somebody who can and wants to be written to; null where they do not.</summary>
    private async Task<OutgoingMessage?> TellAsync(
        Session session, long personId, List<OutgoingMessage> messages, Func<EventWords, Person, (RichText Text, Button[] Buttons)> say)
    {
        if (await PersonStore.FindAsync(session, personId) is not { Status: Person.Active, UnreachableSince: null } person)
        {
            return null;
        }

        var (text, buttons) = say(EventWords.For(catalog.Current, person), person);
        var body = Body.Of(text, [.. buttons.Select(button => ImmutableArray.Create(button))]) with { IsSilent = IsNight(Person.ClockOf(person.Zone)) };
        var message = await Outbox.AddAsync(session, person.Id, person.Channel, person.Address, MessageClass.Reminder, body, Now);
        messages.Add(message);
        return message;
    }

    /// <summary>Why somebody was told nothing.</summary>
    private static async Task<ReminderReason> WhyNotAsync(Session session, long personId) =>
        (await PersonStore.FindAsync(session, personId))?.Status == Person.Stopped ? ReminderReason.Stopped : ReminderReason.Unreachable;

    /// <summary>Somebody's own clock; where it is not known, that of the event.</summary>
    internal static TimeZoneInfo ClockFor(Person person, Event meeting) => person.Zone is null ? meeting.Clock : Person.ClockOf(person.Zone);

    [LoggerMessage(2953, LogLevel.Warning, "The invitations to event {Number} are refused and have stopped")]
    private partial void LogStopped(long number);

    [LoggerMessage(2952, LogLevel.Information, "The invitations to event {Number} go out")]
    private partial void LogInvited(long number);
}
