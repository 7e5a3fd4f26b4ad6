using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Privacy;

/// <summary>
/// Everything that is kept about a person, as JSON that a person can read: one part for each table, in the words of the
/// table, with moments on their own clock.
/// </summary>
internal static class PersonExport
{
    /// <summary>Each table that holds something about people, with its rows about one of them.</summary>
    internal static readonly IReadOnlyList<(string Table, Func<Session, People.Person, Task<object>> Read)> Parts =
    [
        ("person", async (session, person) => await session.QueryAsync<Known>(
            """
            select channel, address, display_name, language, name, role, level, region, npsn, email_belajar, zone, status, trim(consents) as consents, source,
                unreachable_since, unreachable_reason, created_at, seen_at
            from person where id = @Id
            """,
            person)),
        ("consent_decision", async (session, person) => await ConsentHistory.OfPersonAsync(session, person.Id)),
        ("conversation", async (session, person) => (await ConversationStore.OfPersonAsync(session, person.Id)).Select(Talk.Of).ToList()),
        ("milestone", async (session, person) => await session.QueryAsync<Mark>(
            "select scope, cycle, milestone, reached_at from milestone where person_id = @Id order by reached_at", person)),
        ("enrolment", async (session, person) => await session.QueryAsync<Enrolment>(
            "select program, cycle, enrolled_at, due_at as reminded_next, state as reminders from enrolment where person_id = @Id order by enrolled_at", person)),
        ("role_grant", async (session, person) => await session.QueryAsync<Granted>(
            "select role, area, granted_at, until, revoked_at from role_grant where person_id = @Id order by id", person)),
        ("invitation", async (session, person) => await session.QueryAsync<Invitation>(
            """
            select role, area, created_at, until, used_at, case when invited_by = @Id then 1 else 0 end as by_you, case when used_by = @Id then 1 else 0 end as to_you
            from invitation where invited_by = @Id or used_by = @Id order by created_at, code_hash
            """,
            person)),
        ("off_duty", async (session, person) => await session.QueryAsync<OffDuty>("select since, until from off_duty where person_id = @Id", person)),
        ("audit", async (session, person) => await session.QueryAsync<Audited>(
            "select at, act, area, details, case when officer_id = @Id then 1 else 0 end as by_you from audit where person_id = @Id or officer_id = @Id order by id", person)),
        ("export_request", async (session, person) => await session.QueryAsync<AskedFor>(
            "select question, asked_at from export_request where person_id = @Id order by id", person)),
        ("count_request", async (session, person) => await session.QueryAsync<AskedFor>(
            "select question, asked_at from count_request where person_id = @Id", person)),
        ("contact_file", async (session, person) => await session.QueryAsync<SentList>(
            "select content, asked_at from contact_file where person_id = @Id", person)),
        ("digest", async (session, person) => await session.QueryAsync<Subscribed>(
            "select question, next_at from digest where person_id = @Id", person)),
        ("ticket", async (session, person) => await session.QueryAsync<Ticket>(
            "select id, dialog, step, queue, area, note, opened_at, answer_by, closed_at from ticket where person_id = @Id order by id", person)),
        ("kept_question", async (session, person) => await session.QueryAsync<KeptQuestion>(
            "select words, at from kept_question where person_id = @Id", person)),
        ("ticket_message", async (session, person) => await session.QueryAsync<TicketMessage>(
            "select ticket_id, author, body, at from ticket_message where ticket_id in (select id from ticket where person_id = @Id) order by id", person)),
        ("ticket_notice", async (session, person) => await session.QueryAsync<TicketNotice>(
            """
            select n.ticket_id, t.dialog, n.due_at, n.told_at, case when n.officer_id = @Id then 1 else 0 end as to_you
            from ticket_notice n join ticket t on t.id = n.ticket_id where n.officer_id = @Id or t.person_id = @Id order by n.ticket_id, n.officer_id
            """,
            person)),
        ("personal_reminder", async (session, person) => await session.QueryAsync<Reminder>(
            "select words, due_at, is_confirmed, created_at from personal_reminder where person_id = @Id order by id", person)),
        ("submission", async (session, person) => await session.QueryAsync<Sent>(
            "select id, kind, title, area, state, answers, submitted_at, changed_at from submission where person_id = @Id order by id", person)),
        ("submission_reason", async (session, person) => await session.QueryAsync<SentReason>(
            "select submission_id, step, reason from submission_reason where submission_id in (select id from submission where person_id = @Id) order by submission_id", person)),
        ("submission_event", async (session, person) => await session.QueryAsync<SentEvent>(
            """
            select submission_id, at, act, note, case when actor_id = @Id then 1 else 0 end as by_you from submission_event
            where actor_id = @Id or submission_id in (select id from submission where person_id = @Id) order by id
            """,
            person)),
        ("broadcast", async (session, person) => await session.QueryAsync<OwnBroadcast>(
            """
            select b.id, b.state, b.audience_words as audience, nullif(b.starts_at, 0) as starts_at, t.language, t.source as words, b.created_at
            from broadcast b left join broadcast_text t on t.broadcast_id = b.id where b.officer_id = @Id order by b.id, t.language
            """,
            person)),
        ("circular", async (session, person) => await session.QueryAsync<OwnCircular>(
            "select id, state, area, title, created_at, published_at from circular where officer_id = @Id order by id", person)),
        ("event", async (session, person) => await session.QueryAsync<OwnEvent>(
            "select id, state, kind, title, area, starts_at, place, materials, notes, created_at from event where officer_id = @Id order by id", person)),
        ("event_answer", async (session, person) => await session.QueryAsync<Invited>(
            """
            select e.title, e.starts_at, a.state, a.asked_at, a.attended_at, a.rating, a.comment, a.certificate_name
            from event_answer a join event e on e.id = a.event_id where a.person_id = @Id order by a.event_id
            """,
            person)),
        ("event_task", async (session, person) => await session.QueryAsync<Agreed>(
            "select title, due_at, done_at from event_task where person_id = @Id order by id", person)),
        ("event_agenda", async (session, person) => await session.QueryAsync<Raised>(
            """
            select a.submission_id, e.title, a.decision, a.decided_at from event_agenda a
            join event e on e.id = a.event_id join submission s on s.id = a.submission_id where s.person_id = @Id order by a.submission_id
            """,
            person)),
        ("sent_file", async (session, person) => await session.QueryAsync<SentFile>(
            "select name, kept_at from sent_file where person_id = @Id order by id", person)),
        ("outbox", async (session, person) => (await session.QueryAsync<Waiting>(
            """
            select coalesce(t.body, u.body, o.body) as body, o.state, o.created_at
            from outbox o
            left join campaign_text t on t.campaign_id = o.campaign_id and t.language = o.body
            left join campaign_text u on u.campaign_id = o.campaign_id and u.language = 'id'
            where o.id in (
                select id from outbox where person_id = @Id and campaign_id in (select id from campaign)
                union all select id from outbox where campaign_id is null and state = 'queued' and person_id = @Id
                union all select id from outbox where campaign_id is null and state = 'sending' and person_id = @Id
                union all select id from outbox where campaign_id is null and state not in ('queued', 'sending') and person_id = @Id)
            order by o.id
            """,
            person)).ConvertAll(row => row.For(person))),
        ("reminder_log", async (session, person) => await ReminderLog.OfPersonAsync(session, person.Id, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue)),
        ("web_message", async (session, person) => person.Channel != "web" ? [] : await session.QueryAsync<WebLine>(
            "select direction, body, at from web_message where address = @Address order by id", person)),
        ("parked_update", async (session, person) => await session.QueryAsync<Parked>(
            "select update_id, reason, raw, parked_at from parked_update where channel = @Channel and address = @Address order by id", person)),
    ];

    /// <summary>How it is written, for each of the few zones that people live in.</summary>
    private static readonly ConcurrentDictionary<string, JsonSerializerOptions> Formats = new(StringComparer.Ordinal);

    internal static async Task<string> WriteAsync(CapabilityTurn turn)
    {
        var export = new Dictionary<string, object>();
        foreach (var (table, read) in Parts)
        {
            export[table] = await read(turn.Session, turn.Person);
        }

        return JsonSerializer.Serialize(export, Formats.GetOrAdd(turn.Person.ToContact(People.Milestones.None).Zone.Id, FormatFor));
    }

    private static JsonSerializerOptions FormatFor(string zone) => new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new OnTheirClock(TimeZoneInfo.FindSystemTimeZoneById(zone)) },
    };

    private sealed record AskedFor(string Question, DateTimeOffset AskedAt);

    private sealed record SentList(string? Content, DateTimeOffset AskedAt);

    private sealed record Subscribed(string Question, DateTimeOffset NextAt);

    private sealed record Known(
        string Channel, string Address, string? DisplayName, string Language, string? Name, string? Role, string? Level, string? Region,
        string? Npsn, string? EmailBelajar, string? Zone, string Status, string? Consents, string? Source,
        DateTimeOffset? UnreachableSince, string? UnreachableReason, DateTimeOffset CreatedAt, DateTimeOffset SeenAt);

    private sealed record Talk(
        string Dialog, string Status, string? Step, string? Outcome, IReadOnlyDictionary<string, string> Answers,
        DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DueAt)
    {
        internal static Talk Of(Conversation conversation) => new(
            conversation.Dialog, conversation.Status.ToString(), conversation.Step, conversation.Outcome,
            conversation.Answers.Entries.ToDictionary(), conversation.StartedAt, conversation.TouchedAt, conversation.DueAt);
    }

    private sealed record Mark(string Scope, string Cycle, string Milestone, DateTimeOffset ReachedAt);

    private sealed record Enrolment(string Program, string Cycle, DateTimeOffset EnrolledAt, DateTimeOffset? RemindedNext, string? Reminders);

    private sealed record Granted(Access.Role Role, string Area, DateTimeOffset GrantedAt, DateTimeOffset? Until, DateTimeOffset? RevokedAt);

    private sealed record Invitation(
        Access.Role Role, string Area, DateTimeOffset CreatedAt, DateTimeOffset Until, DateTimeOffset? UsedAt, bool ByYou, bool ToYou);

    private sealed record OwnBroadcast(
        long Id, string State, string? Audience, DateTimeOffset? StartsAt, string? Language, string? Words, DateTimeOffset CreatedAt);

    private sealed record OwnCircular(long Id, string State, string Area, string? Title, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt);

    private sealed record OwnEvent(
        long Id, string State, string Kind, string? Title, string? Area, DateTimeOffset? StartsAt, string? Place, string? Materials, string? Notes,
        DateTimeOffset CreatedAt);

    private sealed record Audited(DateTimeOffset At, string Act, string? Area, string? Details, bool ByYou);

    private sealed record Ticket(
        long Id, string Dialog, string? Step, string Queue, string? Area, string? Note, DateTimeOffset OpenedAt, DateTimeOffset? AnswerBy, DateTimeOffset? ClosedAt);

    private sealed record KeptQuestion(string Words, DateTimeOffset At);

    private sealed record TicketMessage(long TicketId, string Author, [property: JsonConverter(typeof(Nested))] string Body, DateTimeOffset At);

    private sealed record OffDuty(DateTimeOffset Since, DateTimeOffset? Until);

    private sealed record TicketNotice(long TicketId, string Dialog, DateTimeOffset? DueAt, DateTimeOffset? ToldAt, bool ToYou);

    private sealed record Reminder(string Words, DateTimeOffset? DueAt, bool IsConfirmed, DateTimeOffset CreatedAt);

    private sealed record Sent(
        long Id, string Kind, string Title, string? Area, string State, [property: JsonConverter(typeof(Nested))] string Answers,
        DateTimeOffset SubmittedAt, DateTimeOffset ChangedAt);

    private sealed record SentReason(long SubmissionId, string Step, string Reason);

    private sealed record SentEvent(long SubmissionId, DateTimeOffset At, string Act, string? Note, bool ByYou);

    private sealed record Invited(
        string? Title, DateTimeOffset? StartsAt, string State, DateTimeOffset AskedAt, DateTimeOffset? AttendedAt, long? Rating, string? Comment, string? CertificateName);

    private sealed record Agreed(string Title, DateTimeOffset? DueAt, DateTimeOffset? DoneAt);

    private sealed record Raised(long SubmissionId, string? Title, string? Decision, DateTimeOffset? DecidedAt);

    private sealed record SentFile(string Name, DateTimeOffset KeptAt);

    private sealed record Waiting(string Body, string State, DateTimeOffset CreatedAt)
    {
        internal Waiting For(People.Person person) => this with { Body = Conversations.Body.Read(Body).For(person.Name).Text };
    }

    private sealed record WebLine(string Direction, [property: JsonConverter(typeof(Nested))] string Body, DateTimeOffset At);

    private sealed record Parked(long UpdateId, string Reason, [property: JsonConverter(typeof(Nested))] string Raw, DateTimeOffset ParkedAt);

    /// <summary>What is kept as JSON, as part of this JSON; what turns out to be none, as the text that it is.</summary>
    private sealed class Nested : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Exports are only written.");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            try
            {
                using var json = JsonDocument.Parse(value);
                json.RootElement.WriteTo(writer);
            }
            catch (JsonException)
            {
                writer.WriteStringValue(value);
            }
        }
    }

    private sealed class OnTheirClock(TimeZoneInfo zone) : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Exports are only written.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(TimeZoneInfo.ConvertTime(value, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
    }
}
