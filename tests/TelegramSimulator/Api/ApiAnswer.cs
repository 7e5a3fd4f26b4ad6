using System.Buffers;
using System.Text.Json;

namespace TelegramSimulator.Api;

/// <summary>An answer in the Bot API's one envelope (T1): the HTTP status is the error code.</summary>
internal sealed record ApiAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json", int? RetryAfter = null)
{
    public static readonly ApiAnswer True = new(200, "{\"ok\":true,\"result\":true}"u8.ToArray());

    /// <summary>A success with a description beside it (T1).</summary>
    public static ApiAnswer TrueWith(string description) =>
        new(200, System.Text.Encoding.UTF8.GetBytes($$"""{"ok":true,"result":true,"description":"{{description}}"}"""));

    /// <summary>A success whose result the caller writes.</summary>
    public static ApiAnswer Ok<TState>(TState state, Action<Utf8JsonWriter, TState> writeResult)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok"u8, value: true);
            json.WritePropertyName("result"u8);
            writeResult(json, state);
            json.WriteEndObject();
        }

        return new ApiAnswer(200, buffer.WrittenMemory);
    }

    /// <summary>A refusal. Descriptions carry the code's own word in front, as Telegram writes them (T4).</summary>
    public static ApiAnswer Error(int code, string description, int? retryAfter = null, long? migrateToChatId = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok"u8, value: false);
            json.WriteNumber("error_code"u8, code);
            json.WriteString("description"u8, description);
            if (retryAfter is not null || migrateToChatId is not null)
            {
                json.WriteStartObject("parameters"u8);
                if (retryAfter is { } seconds)
                {
                    json.WriteNumber("retry_after"u8, seconds);
                }

                if (migrateToChatId is { } chat)
                {
                    json.WriteNumber("migrate_to_chat_id"u8, chat);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new ApiAnswer(code, buffer.WrittenMemory, RetryAfter: retryAfter);
    }

    public static ApiAnswer BadRequest(string description) => Error(400, "Bad Request: " + description);

    public static ApiAnswer TooManyRequests(int seconds) =>
        Error(429, $"Too Many Requests: retry after {seconds}", retryAfter: seconds);
}
