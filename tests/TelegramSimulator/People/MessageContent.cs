using System.Text.Json;
using TelegramSimulator.Files;

namespace TelegramSimulator.People;

/// <summary>What a person's message holds, written as the fields that the bot sees.</summary>
internal static class MessageContent
{
    public static Action<Utf8JsonWriter> Text(string text) => json =>
    {
        json.WriteString("text"u8, text);
        if (text.StartsWith('/'))
        {
            var end = text.IndexOf(' ');
            json.WriteStartArray("entities"u8);
            json.WriteStartObject();
            json.WriteNumber("offset"u8, 0);
            json.WriteNumber("length"u8, end < 0 ? text.Length : end);
            json.WriteString("type"u8, "bot_command"u8);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    };

    public static Action<Utf8JsonWriter> Contact(string phone, string firstName, long? userId) => json =>
    {
        json.WriteStartObject("contact"u8);
        json.WriteString("phone_number"u8, phone);
        json.WriteString("first_name"u8, firstName);
        if (userId is { } id)
        {
            json.WriteNumber("user_id"u8, id);
        }

        json.WriteEndObject();
    };

    public static Action<Utf8JsonWriter> Location(double latitude, double longitude) => json =>
    {
        json.WriteStartObject("location"u8);
        json.WriteNumber("latitude"u8, latitude);
        json.WriteNumber("longitude"u8, longitude);
        json.WriteEndObject();
    };

    /// <summary>Something that is one object with a file in it, such as a document or a voice note.</summary>
    public static Action<Utf8JsonWriter> File(StoredFile file, string? caption = null) => json =>
    {
        WriteFile(json, file);
        WriteCaption(json, caption);
    };

    /// <summary>A photo in its sizes; the largest is not the last, as nothing promises that it would be (T57).</summary>
    public static Action<Utf8JsonWriter> Photo(IReadOnlyList<StoredFile> sizes, string? caption = null) => json =>
    {
        WritePhoto(json, sizes);
        WriteCaption(json, caption);
    };

    /// <summary>Fields of our own choice, as of a service message: the inside of a JSON object.</summary>
    public static Action<Utf8JsonWriter> Raw(string fields) => json =>
    {
        using var parsed = JsonDocument.Parse("{" + fields + "}");
        foreach (var field in parsed.RootElement.EnumerateObject())
        {
            field.WriteTo(json);
        }
    };

    public static void WriteFile(Utf8JsonWriter json, StoredFile file)
    {
        if (file.Kind == "photo")
        {
            WritePhoto(json, [file]);
            return;
        }

        json.WriteStartObject(file.Kind);
        if (file.FileName is not null)
        {
            json.WriteString("file_name"u8, file.FileName);
        }

        if (file.MimeType is not null)
        {
            json.WriteString("mime_type"u8, file.MimeType);
        }

        WriteFileFields(json, file);
        json.WriteEndObject();
    }

    public static void WriteFileFields(Utf8JsonWriter json, StoredFile file)
    {
        json.WriteString("file_id"u8, file.Id);
        json.WriteString("file_unique_id"u8, file.UniqueId);
        json.WriteNumber("file_size"u8, file.DeclaredSize);
    }

    private static void WritePhoto(Utf8JsonWriter json, IReadOnlyList<StoredFile> sizes)
    {
        json.WriteStartArray("photo"u8);
        foreach (var size in sizes)
        {
            json.WriteStartObject();
            WriteFileFields(json, size);
            json.WriteNumber("width"u8, size.Width);
            json.WriteNumber("height"u8, size.Height);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCaption(Utf8JsonWriter json, string? caption)
    {
        if (caption is not null)
        {
            json.WriteString("caption"u8, caption);
        }
    }
}
