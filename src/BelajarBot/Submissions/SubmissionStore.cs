using System.Collections.Immutable;
using System.Text.Json;
using BelajarBot.Access;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Submissions;

/// <summary>Something that a person sent in.</summary>
/// <param name="Id">Its number.</param>
/// <param name="PersonId">Who sent it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Dialog">The dialog that it was made in.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Step">The step that sent it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Area">Whose officers review it; null for the whole country's.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Questions">The steps that were answered, as JSON.</param>
/// <param name="Answers">What was answered, as JSON.</param>
/// <param name="SubmittedAt">When it was sent first.</param>
/// <param name="ChangedAt">When it came into this state.</param>
/// <param name="ReviewerId">Who has taken it, or null.</param>
internal sealed record Submission(
    long Id, long PersonId, string Kind, string Dialog, string Revision, string Step, string Title, string? Area, string State,
    string Questions, string Answers, DateTimeOffset SubmittedAt, DateTimeOffset ChangedAt, long? ReviewerId)
{
    internal ImmutableArray<string> QuestionIds => JsonSerializer.Deserialize<ImmutableArray<string>>(Questions);

    internal ValueSet Values => ValueSet.Of(
        JsonSerializer.Deserialize<Dictionary<string, string>>(Answers)!.Select(answer => new KeyValuePair<string, string?>(answer.Key, answer.Value)));
}

/// <summary>Something that happened to a submission.</summary>
internal sealed record SubmissionEvent(DateTimeOffset At, long? ActorId, string Act, string? Note);

/// <summary>Somebody is to be reminded of a submission.</summary>
/// <param name="Id">Of which.</param>
/// <param name="ReviewBy">The role that reviews it.</param>
/// <param name="Reminders">How often they were.</param>
/// <param name="RemindAt">When they were to be.</param>
internal sealed record DueReminder(long Id, string ReviewBy, long Reminders, DateTimeOffset RemindAt);

/// <summary>Why a question is to be answered anew.</summary>
internal sealed record SubmissionReason(string Step, string Reason);

/// <summary>What people sent in. Each step from one state to the next happens only from the state that it belongs to, so of two who act at once one does.</summary>
internal static class SubmissionStore
{
    private const string Columns =
        "s.id, s.person_id, s.kind, s.dialog, s.revision, s.step, s.title, s.area, s.state, s.questions, s.answers, s.submitted_at, s.changed_at, s.reviewer_id";

    /// <summary>The kind of what comes before a meeting.</summary>
    internal const string Pmo = "pmo";

    /// <summary>More than these are not listed at a time.</summary>
    private const int MostListed = 20;

    internal static Task<long> AddAsync(Session session, long personId, Submit sent, DateTimeOffset now, DateTimeOffset remindAt) =>
        session.ScalarAsync<long>(
            $"""
            insert into submission (person_id, kind, dialog, revision, step, title, area, review_by, state, questions, answers,
                submitted_at, changed_at, remind_at, reminders)
            values (@personId, @Kind, @Dialog, @Revision, @Step, @Title, @Area, @By, '{SubmissionState.Submitted}', @questions, @answers,
                @now, @now, @remindAt, 0)
            returning id
            """,
            new
            {
                personId, sent.Kind, sent.Dialog, sent.Revision, sent.Step, sent.Title, sent.Area, sent.By,
                questions = Write(sent.Questions), answers = Write(sent.Answers), now, remindAt,
            });

    /// <summary>It was mended and goes back to whoever returned it; false when it is not with its person any more.</summary>
    internal static async Task<bool> MendAsync(Session session, long id, long personId, Submit sent, DateTimeOffset now, DateTimeOffset remindAt)
    {
        var changed = await session.ExecuteAsync(
            $"""
            update submission set title = @Title, area = @Area, dialog = @Dialog, revision = @Revision, step = @Step, questions = @questions, answers = @answers,
                state = case when reviewer_id is null then '{SubmissionState.Submitted}' else '{SubmissionState.InReview}' end,
                changed_at = @now, remind_at = @remindAt, reminders = 0
            where id = @id and person_id = @personId and state = '{SubmissionState.Returned}'
            """,
            new
            {
                id, personId, sent.Title, sent.Area, sent.Dialog, sent.Revision, sent.Step,
                questions = Write(sent.Questions), answers = Write(sent.Answers), now, remindAt,
            });
        await session.ExecuteAsync("delete from submission_reason where submission_id = @id and @changed > 0", new { id, changed });
        return changed > 0;
    }

    /// <summary>One of this person's own, or null.</summary>
    internal static Task<Submission?> FindOwnAsync(Session session, long id, long personId) =>
        session.FirstOrDefaultAsync<Submission>($"select {Columns} from submission s where s.id = @id and s.person_id = @personId", new { id, personId });

    /// <summary>All that the person has sent in, the newest first.</summary>
    internal static Task<List<Submission>> OwnAsync(Session session, long personId) =>
        session.QueryAsync<Submission>(
            $"select {Columns} from submission s where s.person_id = @personId order by s.id desc limit {MostListed}", new { personId });

    /// <summary>One that the officer may review, or null; nobody reviews their own.</summary>
    internal static Task<Submission?> FindForReviewAsync(Session session, ReviewLimit limit, long id, long reviewer) =>
        session.FirstOrDefaultAsync<Submission>(
            $"select {Columns} from submission s where s.id = @id and s.person_id <> @reviewer and {limit.Condition}", new { id, reviewer });

    /// <summary>What waits for this officer: what nobody has taken, and what they have, the oldest first.</summary>
    internal static Task<List<Submission>> QueueAsync(Session session, Officers officers, ReviewLimit limit, long reviewer, DateTimeOffset now) =>
        session.QueryAsync<Submission>(
            $"""
            select {Columns} from submission s
            where ({IsFree(officers)} or (s.state = '{SubmissionState.InReview}' and s.reviewer_id = @reviewer)) and s.person_id <> @reviewer and {limit.Condition}
            order by s.id limit {MostListed}
            """,
            new { reviewer, now });

    /// <summary>Everything that the officer may review, decided or not.</summary>
    internal static Task<List<Submission>> AllForReviewAsync(Session session, ReviewLimit limit) =>
        session.QueryAsync<Submission>($"select {Columns} from submission s where {limit.Condition} order by s.id");

    /// <summary>An officer takes it; false when somebody has been faster, or it is not waiting any more.</summary>
    internal static async Task<bool> ClaimAsync(Session session, Officers officers, long id, long reviewer, DateTimeOffset now, DateTimeOffset remindAt) =>
        await session.ExecuteAsync(
            $"""
            update submission as s set state = '{SubmissionState.InReview}', reviewer_id = @reviewer, changed_at = @now, remind_at = @remindAt, reminders = 0
            where s.id = @id and {IsFree(officers)}
            """,
            new { id, reviewer, now, remindAt }) > 0;

    /// <summary>Whether an officer may take it.</summary>
    internal static async Task<bool> IsFreeAsync(Session session, Officers officers, long id, DateTimeOffset now) =>
        await session.FirstOrDefaultAsync<long?>($"select s.id from submission s where s.id = @id and {IsFree(officers)}", new { id, now }) is not null;

    /// <summary>Who has taken it and may still decide on it, or null.</summary>
    internal static Task<long?> ReviewerAsync(Session session, Officers officers, long id, DateTimeOffset now) => session.FirstOrDefaultAsync<long?>(
        $"select p.id from submission s join person p on p.id = s.reviewer_id where s.id = @id and {ReviewLimit.MaySql(officers)}", new { id, now });

    /// <summary>Its reviewer gives it back to the queue.</summary>
    internal static async Task<bool> ReleaseAsync(Session session, long id, long reviewer, DateTimeOffset now, DateTimeOffset remindAt) =>
        await session.ExecuteAsync(
            $"""
            update submission set state = '{SubmissionState.Submitted}', reviewer_id = null, changed_at = @now, remind_at = @remindAt, reminders = 0
            where id = @id and state = '{SubmissionState.InReview}' and reviewer_id = @reviewer
            """,
            new { id, reviewer, now, remindAt }) > 0;

    /// <summary>Its reviewer decides; false when it is not theirs (any more). Only what is returned is reminded of.</summary>
    internal static async Task<bool> DecideAsync(Session session, long id, long reviewer, string state, DateTimeOffset now, DateTimeOffset? remindAt) =>
        await session.ExecuteAsync(
            $"""
            update submission set state = @state, changed_at = @now, remind_at = @remindAt, reminders = 0
            where id = @id and state = '{SubmissionState.InReview}' and reviewer_id = @reviewer
            """,
            new { id, reviewer, state, now, remindAt }) > 0;

    /// <summary>An issue was approved: the PMO meetings to come are looked at with the next tick, and the next one of its area takes it up.</summary>
    internal static Task WakeMeetingsAsync(Session session, Submission submission, DateTimeOffset now) => submission.Kind == Pmo
        ? session.ExecuteAsync("update event set due_at = @now where kind = 'pmo' and state = 'open' and starts_at > @now", new { now })
        : Task.CompletedTask;

    /// <summary>Its person takes it back; false when it is decided on.</summary>
    internal static async Task<bool> WithdrawAsync(Session session, long id, long personId, DateTimeOffset now) =>
        await session.ExecuteAsync(
            $"""
            update submission set state = '{SubmissionState.Withdrawn}', changed_at = @now, remind_at = null
            where id = @id and person_id = @personId
                and state in ('{SubmissionState.Submitted}', '{SubmissionState.InReview}', '{SubmissionState.Returned}')
            """,
            new { id, personId, now }) > 0;

    /// <summary>Why a question is to be answered anew; a second reason takes the place of the first.</summary>
    internal static Task SetReasonAsync(Session session, long id, string step, string reason) =>
        session.ExecuteAsync(
            """
            insert into submission_reason (submission_id, step, reason) values (@id, @step, @reason)
            on conflict (submission_id, step) do update set reason = excluded.reason
            """,
            new { id, step, reason });

    internal static Task<List<SubmissionReason>> ReasonsAsync(Session session, long id) =>
        session.QueryAsync<SubmissionReason>("select step, reason from submission_reason where submission_id = @id order by step", new { id });

    internal static Task NoteAsync(Session session, long id, long? actorId, string act, string? note, DateTimeOffset now) =>
        session.ExecuteAsync(
            "insert into submission_event (submission_id, at, actor_id, act, note) values (@id, @now, @actorId, @act, @note)",
            new { id, actorId, act, note, now });

    internal static Task<List<SubmissionEvent>> HistoryAsync(Session session, long id) =>
        session.QueryAsync<SubmissionEvent>("select at, actor_id, act, note from submission_event where submission_id = @id order by id", new { id });

    /// <summary>The earliest moment, up to the one given, at which anybody is to be reminded; null when nobody is.</summary>
    internal static Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(remind_at) from submission where remind_at <= @until", new { until });

    /// <summary>What somebody is to be reminded of now, the longest due first.</summary>
    internal static Task<List<DueReminder>> DueAsync(Session session, DateTimeOffset now, int limit) => session.QueryAsync<DueReminder>(
        "select id, review_by, reminders, remind_at from submission where remind_at <= @now order by remind_at limit @limit", new { now, limit });

    /// <summary>
    /// Somebody is reminded: what it is about, as it is now; null when it was withdrawn, decided on or reminded of meanwhile. A moment
    /// that was taken away by then must not come back.
    /// </summary>
    internal static async Task<Submission?> TakeReminderAsync(Session session, DueReminder due, DateTimeOffset? next) =>
        await session.ExecuteAsync(
            "update submission set reminders = reminders + 1, remind_at = @next where id = @Id and remind_at = @RemindAt",
            new { due.Id, due.RemindAt, next }) == 1
            ? await session.ScalarAsync<Submission>($"select {Columns} from submission s where s.id = @Id", new { due.Id })
            : null;

    /// <summary>Nobody is at it: it is new, or whoever had taken it may not decide on it any more.</summary>
    private static string IsFree(Officers officers) =>
        $"""
        (s.state = '{SubmissionState.Submitted}' or (s.state = '{SubmissionState.InReview}' and not exists (
            select 1 from person p where p.id = s.reviewer_id and {ReviewLimit.MaySql(officers)})))
        """;

    private static string Write(ImmutableArray<string> questions) => JsonSerializer.Serialize(questions);

    private static string Write(ValueSet answers) => JsonSerializer.Serialize(answers.Entries.ToDictionary());
}
