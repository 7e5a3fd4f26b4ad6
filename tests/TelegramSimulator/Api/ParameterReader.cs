using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace TelegramSimulator.Api;

/// <summary>A request's parameters as one JSON object, or why they could not be read.</summary>
internal readonly record struct ReadParameters(JsonDocument? Json, ApiAnswer? Refusal);

/// <summary>
/// Brings the four ways of passing parameters (query, form, JSON, multipart; T6) into one JSON object with the types that
/// the method declares, so that every later rule is written once.
/// </summary>
internal static class ParameterReader
{
    private const int MostBytesWithoutFiles = 1 << 20;
    private const int MostFiles = 50;

    public static async Task<ReadParameters> ReadAsync(
        ObjectRule method, IQueryCollection query, string? contentType, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        try
        {
            var isJson = contentType?.Contains("application/json", StringComparison.OrdinalIgnoreCase) == true;
            if (isJson && query.Count == 0)
            {
                return body.Length > MostBytesWithoutFiles ? TooLarge()
                    : body.Length == 0 ? new ReadParameters(JsonDocument.Parse("{}"), null)
                    : Object(JsonDocument.Parse(body));
            }

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
                && await ReadMultipartAsync(contentType, body, texts, cancel) is { } refusal)
            {
                return new ReadParameters(null, refusal);
            }

            using (jsonBody)
            {
                return new ReadParameters(JsonDocument.Parse(ToJson(method, texts, jsonBody?.RootElement)), null);
            }
        }
        catch (JsonException)
        {
            return new ReadParameters(null, ApiAnswer.BadRequest("can't parse the request's JSON"));
        }
        catch (InvalidDataException)
        {
            return new ReadParameters(null, ApiAnswer.BadRequest("can't parse the request's multipart body"));
        }
    }

    private static ReadParameters TooLarge() => new(null, ApiAnswer.Error(413, "Request Entity Too Large"));

    private static ReadParameters Object(JsonDocument json)
    {
        if (json.RootElement.ValueKind == JsonValueKind.Object)
        {
            return new ReadParameters(json, null);
        }

        json.Dispose();
        return new ReadParameters(null, ApiAnswer.BadRequest("object expected as the request's JSON"));
    }

    private static async Task<ApiAnswer?> ReadMultipartAsync(
        string contentType, ReadOnlyMemory<byte> body, List<KeyValuePair<string, string>> texts, CancellationToken cancel)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(contentType).Boundary).Value
            ?? throw new InvalidDataException("no boundary");
        var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray()));
        long textBytes = 0;
        var files = 0;
        while (await reader.ReadNextSectionAsync(cancel) is { } section)
        {
            var disposition = section.GetContentDispositionHeader() ?? throw new InvalidDataException("no disposition");
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (!StringSegment.IsNullOrEmpty(disposition.FileName))
            {
                files++;
                texts.Add(new(name, "attach://" + name));
                continue;
            }

            var text = await new StreamReader(section.Body).ReadToEndAsync(cancel);
            textBytes += Encoding.UTF8.GetByteCount(text);
            texts.Add(new(name, text));
        }

        return textBytes > MostBytesWithoutFiles || files > MostFiles ? ApiAnswer.Error(413, "Request Entity Too Large") : null;
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
