using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TelegramSimulator.Api;

/// <summary>How this server writes JSON: plain letters stay plain, as in Telegram's own answers.</summary>
internal static class JsonText
{
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The bytes of one JSON value that the caller writes.</summary>
    public static byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(json, state);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
