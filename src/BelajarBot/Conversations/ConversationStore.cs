using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>The conversations of people.</summary>
internal static class ConversationStore
{
    private const string Columns = "dialog, number, revision, step, turn, status, state, started_at, updated_at, due_at";

    /// <summary>All conversations of a person, in a unit that has their row locked.</summary>
    internal static async Task<IReadOnlyList<Conversation>> OfPersonAsync(Session session, long personId) =>
        (await session.QueryAsync<Row>($"select {Columns} from conversation where person_id = @personId", new { personId })).ConvertAll(FromRow);

    /// <summary>All conversations of whoever is at an address, in a unit that has their row locked by then.</summary>
    internal static Answer<List<Conversation>> OfPersonLater(Session session, string channel, string address) =>
        session.QueryLater<Row>(
            $"select {Columns} from conversation where person_id = (select id from person where channel = @channel and address = @address)",
            new { channel, address }).As(rows => rows.ConvertAll(FromRow));

    /// <summary>The same of several people, whose rows the unit has locked by then.</summary>
    internal static Answer<ILookup<long, Conversation>> OfPeopleLater(Session session, long[] people) =>
        session.QueryLater<PersonsRow>($"select person_id, {Columns} from conversation where {session.Dialect.IsAnyOf("person_id", "@people")}", new { people })
            .As(rows => rows.ToLookup(row => row.PersonId, row => FromRow(row.ToRow())));

    internal static void Save(Session session, long personId, Conversation conversation) =>
        session.Later(
            """
            insert into conversation (person_id, dialog, number, revision, step, turn, status, state, started_at, updated_at, due_at)
            values (@personId, @Dialog, @Number, @Revision, @step, @Turn, @status, @state, @StartedAt, @TouchedAt, @DueAt)
            on conflict (person_id, dialog) do update set
                number = excluded.number, revision = excluded.revision, step = excluded.step, turn = excluded.turn,
                status = excluded.status, state = excluded.state, started_at = excluded.started_at, updated_at = excluded.updated_at, due_at = excluded.due_at
            """,
            new
            {
                personId,
                conversation.Dialog,
                conversation.Number,
                conversation.Revision,
                step = conversation.Step ?? "",
                conversation.Turn,
                status = NameOf(conversation.Status),
                state = ConversationState.Write(conversation),
                conversation.StartedAt,
                conversation.TouchedAt,
                conversation.DueAt,
            });

    /// <summary>Conversations whose moment has come, longest due first.</summary>
    internal static Task<List<DueConversation>> DueAsync(Session session, DateTimeOffset now, int most) =>
        session.QueryAsync<DueConversation>(
            """
            select p.id as person_id, p.channel, p.address, c.dialog, cast(null as text) as cycle from conversation c join person p on p.id = c.person_id
            where c.due_at <= @now order by c.due_at limit @most
            """,
            new { now, most });

    /// <summary>The earliest moment, up to the one given, at which any conversation is due; null when none is.</summary>
    internal static Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(due_at) from conversation where due_at <= @until", new { until });

    /// <summary>The conversations in a dialog of which people are reminded, of some people.</summary>
    internal static async Task<IReadOnlyList<(long PersonId, Conversation Conversation)>> RemindedInAsync(Session session, string dialog, long after, long last)
    {
        var rows = await session.QueryAsync<PersonsRow>(
            $"""
            select person_id, {Columns}
            from conversation where person_id > @after and person_id <= @last and dialog = @dialog and status in ('open', 'calling')
            """,
            new { after, last, dialog });
        return rows.ConvertAll(row => (row.PersonId, FromRow(row.ToRow())));
    }

    /// <summary>Lets a conversation sleep until its person does something.</summary>
    internal static Task LetSleepAsync(Session session, DueConversation due) => due.Cycle is not null ? EnrolmentStore.LetSleepAsync(session, due)
        : session.ExecuteAsync("update conversation set due_at = null where dialog = @Dialog and person_id = @PersonId", new { due.Dialog, due.PersonId });

    private static Conversation FromRow(Row row) => ConversationState.Read(
        new Conversation(row.Dialog, row.Revision, row.Number, row.StartedAt, row.UpdatedAt)
        {
            Step = row.Step.Length == 0 ? null : row.Step,
            Turn = row.Turn,
            Status = row.Status switch
            {
                "open" => ConversationStatus.Open,
                "paused" => ConversationStatus.Paused,
                "calling" => ConversationStatus.Calling,
                "handed_over" => ConversationStatus.HandedOver,
                _ => ConversationStatus.Ended,
            },
            DueAt = row.DueAt,
        },
        row.State);

    private static string NameOf(ConversationStatus status) => status switch
    {
        ConversationStatus.Open => "open",
        ConversationStatus.Paused => "paused",
        ConversationStatus.Calling => "calling",
        ConversationStatus.HandedOver => "handed_over",
        _ => "ended",
    };

    private sealed record PersonsRow(
        long PersonId, string Dialog, long Number, string Revision, string Step, int Turn, string Status, string State,
        DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DueAt)
    {
        internal Row ToRow() => new(Dialog, Number, Revision, Step, Turn, Status, State, StartedAt, UpdatedAt, DueAt);
    }

    private sealed record Row(
        string Dialog, long Number, string Revision, string Step, int Turn, string Status, string State,
        DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DueAt);
}

/// <summary>A conversation whose moment has come, or an enrolment.</summary>
/// <param name="PersonId">Its person.</param>
/// <param name="Channel">Their channel.</param>
/// <param name="Address">Where they are on it.</param>
/// <param name="Dialog">The dialog; of an enrolment what reminds of it: <c>program.pembatik</c>.</param>
/// <param name="Cycle">The cycle of an enrolment; null for a conversation.</param>
internal sealed record DueConversation(long PersonId, string Channel, string Address, string Dialog, string? Cycle);
