using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Messages that are committed and not yet sent. The row is the truth: the sender is told of it in memory for speed, and
/// finds it in the table after a crash.
/// </summary>
internal sealed class Outbox : EffectHandler<Say>
{
    private const string Columns = "id, channel, address, class, body, attempts, not_before";

    protected override Task HandleAsync(Say effect, TurnScope turn) => turn.SayAsync(effect.Text, effect.Buttons);

    internal static async Task<OutgoingMessage> AddAsync(
        Session session, long? personId, string channel, string address, MessageClass messageClass,
        RichText text, ImmutableArray<ImmutableArray<Button>> buttons, DateTimeOffset now)
    {
        var id = await session.ScalarAsync<long>(
            """
            insert into outbox (channel, address, person_id, class, body, not_before, created_at)
            values (@channel, @address, @personId, @messageClass, @body, @now, @now)
            returning id
            """,
            new { channel, address, personId, messageClass, body = Body.Write(text, buttons), now });
        return new OutgoingMessage(id, channel, address, messageClass, text, Rows(buttons));
    }

    /// <summary>Everything that waits to be sent, oldest first: what a crash or a stop left behind.</summary>
    internal static async Task<IReadOnlyList<QueuedMessage>> QueuedAsync(Session session)
    {
        var rows = await session.QueryAsync<Row>($"select {Columns} from outbox where state = 'queued' order by id");
        return rows.ConvertAll(row => row.ToQueued());
    }

    /// <summary>Everything that waits to be sent to one address. It looks through the whole table.</summary>
    internal static async Task<IReadOnlyList<OutgoingMessage>> QueuedForAsync(Session session, string channel, string address)
    {
        var rows = await session.QueryAsync<Row>(
            $"select {Columns} from outbox where state = 'queued' and channel = @channel and address = @address order by id",
            new { channel, address });
        return rows.ConvertAll(row => row.ToQueued().Message);
    }

    /// <summary>These have arrived, or will never have to.</summary>
    internal static async Task RemoveAsync(Session session, IEnumerable<long> ids)
    {
        foreach (var id in ids)
        {
            await session.ExecuteAsync("delete from outbox where id = @id", new { id });
        }
    }

    /// <summary>This one is to be tried again, not before the moment given; the wait outlives a restart.</summary>
    internal static Task PostponeAsync(Session session, long id, int attempts, DateTimeOffset notBefore, string reason) =>
        session.ExecuteAsync(
            "update outbox set attempts = @attempts, not_before = @notBefore, reason = @reason where id = @id",
            new { id, attempts, notBefore, reason });

    /// <summary>This one will not be sent; it stays for somebody to see why.</summary>
    internal static Task FailAsync(Session session, long id, string reason) =>
        session.ExecuteAsync("update outbox set state = 'failed', reason = @reason where id = @id", new { id, reason });

    private static IReadOnlyList<IReadOnlyList<Button>> Rows(ImmutableArray<ImmutableArray<Button>> buttons) =>
        [.. buttons.Select(row => (IReadOnlyList<Button>)row)];

    private sealed record Row(long Id, string Channel, string Address, MessageClass Class, string Body, int Attempts, DateTimeOffset NotBefore)
    {
        internal QueuedMessage ToQueued()
        {
            var (text, buttons) = Conversations.Body.Read(Body);
            return new QueuedMessage(new OutgoingMessage(Id, Channel, Address, Class, text, Rows(buttons)), Attempts, NotBefore);
        }
    }
}

/// <summary>A message that waits in the outbox.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NotBefore">When it may be tried next.</param>
internal sealed record QueuedMessage(OutgoingMessage Message, int Attempts, DateTimeOffset NotBefore);

/// <summary>A message's words and buttons as they stand in the outbox.</summary>
internal sealed record Body(
    [property: JsonPropertyName("t")] string Text,
    [property: JsonPropertyName("s")] ImmutableArray<TextSpan>? Spans,
    [property: JsonPropertyName("b")] ImmutableArray<ImmutableArray<Button>>? Buttons)
{
    internal static string Write(RichText text, ImmutableArray<ImmutableArray<Button>> buttons) => JsonSerializer.Serialize(
        new Body(text.Text, text.Spans.IsEmpty ? null : text.Spans, buttons.IsEmpty ? null : buttons), BodyJson.Default.Body);

    internal static (RichText Text, ImmutableArray<ImmutableArray<Button>> Buttons) Read(string json)
    {
        var body = JsonSerializer.Deserialize(json, BodyJson.Default.Body)!;
        return (new RichText(body.Text, body.Spans ?? []), body.Buttons ?? []);
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Body))]
internal sealed partial class BodyJson : JsonSerializerContext;
