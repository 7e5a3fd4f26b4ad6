using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace TelegramSimulator.Api;

/// <summary>A request's parameters as one JSON object with the files that came along, or why they could not be read.</summary>
internal readonly record struct ReadParameters(JsonDocument? Json, IReadOnlyList<UploadedFile> Files, ApiAnswer? Refusal)
{
    public ReadParameters(ApiAnswer refusal)
        : this(null, [], refusal)
    {
    }
}

/// <summary>
/// Brings the four ways of passing parameters (query, form, JSON, multipart; T6) into one JSON object with the types that
/// the method declares, so that every later rule is written once.
/// </summary>
internal static class ParameterReader
{
    private const int MostBytesWithoutFiles = 1 << 20;
    private const int MostFiles = 50;

    public static ReadParameters Read(ObjectRule method, IQueryCollection query, string? contentType, ReadOnlyMemory<byte> body)
    {
        try
        {
            var isJson = contentType?.Contains("application/json", StringComparison.OrdinalIgnoreCase) == true;
            if (isJson && query.Count == 0)
            {
                return body.Length > MostBytesWithoutFiles ? TooLarge()
                    : body.Length == 0 ? new ReadParameters(JsonDocument.Parse("{}"), [], null)
                    : Object(JsonDocument.Parse(body));
            }

            var files = new List<UploadedFile>();
            var texts = new List<KeyValuePair<string, string>>();
            foreach (var pair in query)
            {
                texts.Add(new(pair.Key, pair.Value.ToString()));
            }

            var jsonBody = default(JsonDocument);
            if (isJson && body.Length > 0)
            {
                if (body.Length > MostBytesWithoutFiles)
                {
                    return TooLarge();
                }

                jsonBody = JsonDocument.Parse(body);
                if (jsonBody.RootElement.ValueKind != JsonValueKind.Object)
                {
                    return Object(jsonBody);
                }
            }
            else if (contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
            {
                if (body.Length > MostBytesWithoutFiles)
                {
                    return TooLarge();
                }

                foreach (var pair in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span)))
                {
                    texts.Add(new(pair.Key, pair.Value.ToString()));
                }
            }
            else if (contentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true
                && ReadMultipart(contentType, body, texts, files) is { } refusal)
            {
                return new ReadParameters(refusal);
            }

            // A file is the value of the parameter that its part is named for; other parts are meant by attach:// (T125).
            foreach (var file in files.Where(file => method.Fields.ContainsKey(file.PartName)))
            {
                texts.Add(new(file.PartName, "attach://" + file.PartName));
            }

            using (jsonBody)
            {
                return new ReadParameters(JsonDocument.Parse(ToJson(method, texts, jsonBody?.RootElement)), files, null);
            }
        }
        catch (JsonException)
        {
            return new ReadParameters(ApiAnswer.BadRequest("can't parse the request's JSON"));
        }
        catch (InvalidDataException problem)
        {
            return new ReadParameters(ApiAnswer.BadRequest(problem.Message));
        }
    }

    private static ReadParameters TooLarge() => new(ApiAnswer.Error(413, "Request Entity Too Large"));

    private static ReadParameters Object(JsonDocument json)
    {
        if (json.RootElement.ValueKind == JsonValueKind.Object)
        {
            return new ReadParameters(json, [], null);
        }

        json.Dispose();
        return new ReadParameters(ApiAnswer.BadRequest("object expected as the request's JSON"));
    }

    private static ApiAnswer? ReadMultipart(
        string contentType, ReadOnlyMemory<byte> body, List<KeyValuePair<string, string>> texts, List<UploadedFile> files)
    {
        long textBytes = 0;
        foreach (var part in Multipart.Read(contentType, body))
        {
            if (part.FileName is null)
            {
                textBytes += part.Bytes.Length;
                texts.Add(new(part.Name, Encoding.UTF8.GetString(part.Bytes.Span)));
                continue;
            }

            files.Add(new UploadedFile(part.Name, part.FileName, part.ContentType, part.Bytes));
        }

        return textBytes > MostBytesWithoutFiles || files.Count > MostFiles ? ApiAnswer.Error(413, "Request Entity Too Large") : null;
    }

    private static ReadOnlyMemory<byte> ToJson(
        ObjectRule method, IEnumerable<KeyValuePair<string, string>> texts, JsonElement? jsonBody)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            foreach (var (name, text) in texts)
            {
                json.WritePropertyName(name);
                if (method.Fields.TryGetValue(name, out var rule))
                {
                    WriteTyped(json, rule, text);
                }
                else
                {
                    json.WriteStringValue(text);
                }
            }

            if (jsonBody is { } body)
            {
                foreach (var property in body.EnumerateObject())
                {
                    property.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Plain text in a form becomes the declared type; text that cannot be it stays text and is refused later.</summary>
    private static void WriteTyped(Utf8JsonWriter json, FieldRule rule, string text)
    {
        if (rule.TakesObject && text.StartsWith('[') | text.StartsWith('{'))
        {
            using var parsed = JsonDocument.Parse(text);
            parsed.RootElement.WriteTo(json);
        }
        else if (rule.Types.Any(type => type is { Name: "int", ArrayDepth: 0 })
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else if (rule.Types is [{ Name: "bool" }])
        {
            json.WriteBooleanValue(text is "true" or "yes" or "1");
        }
        else
        {
            json.WriteStringValue(text);
        }
    }
}
