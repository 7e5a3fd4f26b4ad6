using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>The conversations of people.</summary>
internal static class ConversationStore
{
    /// <summary>All conversations of a person, in a turn that has their row locked.</summary>
    internal static async Task<IReadOnlyList<Conversation>> OfPersonAsync(Session session, long personId)
    {
        var rows = await session.QueryAsync<Row>(
            """
            select dialog, number, revision, step, turn, status, state, started_at, updated_at
            from conversation where person_id = @personId
            """,
            new { personId });
        return rows.ConvertAll(FromRow);
    }

    internal static Task SaveAsync(Session session, long personId, Conversation conversation) =>
        session.ExecuteAsync(
            """
            insert into conversation (person_id, dialog, number, revision, step, turn, status, state, started_at, updated_at)
            values (@personId, @Dialog, @Number, @Revision, @step, @Turn, @status, @state, @StartedAt, @TouchedAt)
            on conflict (person_id, dialog) do update set
                number = excluded.number, revision = excluded.revision, step = excluded.step, turn = excluded.turn,
                status = excluded.status, state = excluded.state, started_at = excluded.started_at, updated_at = excluded.updated_at
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
            });

    private static Conversation FromRow(Row row) => ConversationState.Read(
        new Conversation(row.Dialog, row.Revision, row.Number, row.StartedAt, row.UpdatedAt)
        {
            Step = row.Step.Length == 0 ? null : row.Step,
            Turn = row.Turn,
            Status = row.Status switch
            {
                "open" => ConversationStatus.Open,
                "paused" => ConversationStatus.Paused,
                _ => ConversationStatus.Ended,
            },
        },
        row.State);

    private static string NameOf(ConversationStatus status) => status switch
    {
        ConversationStatus.Open => "open",
        ConversationStatus.Paused => "paused",
        _ => "ended",
    };

    private sealed record Row(
        string Dialog, long Number, string Revision, string Step, int Turn, string Status, string State,
        DateTimeOffset StartedAt, DateTimeOffset UpdatedAt);
}
