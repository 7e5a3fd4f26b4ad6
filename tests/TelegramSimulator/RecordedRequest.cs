using System.Text;
using System.Text.Json;

namespace TelegramSimulator;

/// <summary>A request as it came over the wire, before anything was made of it.</summary>
/// <param name="At">When it had been read to its end.</param>
/// <param name="Verb">The HTTP verb.</param>
/// <param name="Path">The path with its query, token included.</param>
/// <param name="Method">The Bot API method as spelt in the path.</param>
/// <param name="Headers">The headers, later ones of one name joined by a comma.</param>
/// <param name="Body">The bytes of the body.</param>
public sealed record RecordedRequest(
    DateTimeOffset At,
    string Verb,
    string Path,
    string Method,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The parts of a multipart body, each with its header lines as they came; empty for any other body.</summary>
    public IReadOnlyList<Api.MultipartPart> Parts =>
        Headers.TryGetValue("Content-Type", out var type) && type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? Api.Multipart.Read(type, Body)
            : [];
}
