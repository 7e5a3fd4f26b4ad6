using System.Text.Json;

namespace TelegramSimulator.Api;

/// <summary>A file as it was uploaded in a part of a request.</summary>
/// <param name="PartName">The name of the part.</param>
/// <param name="FileName">The file name as the server understands it (T123).</param>
/// <param name="ContentType">The type that the part names, or null.</param>
/// <param name="Bytes">The content.</param>
public sealed record UploadedFile(string PartName, string FileName, string? ContentType, ReadOnlyMemory<byte> Bytes);

/// <summary>The parameters of a call, once they are known to fit the schema, and the files that came with them.</summary>
internal readonly record struct BotCall(JsonElement Parameters, IReadOnlyList<UploadedFile> Files)
{
    private const string Attached = "attach://";

    /// <summary>The uploaded file that an object's property refers to, or null.</summary>
    public UploadedFile? FindFile(JsonElement owner, string property)
    {
        if (Files.Count == 0 || !owner.TryGetProperty(property, out var value) || value.GetString() is not { } text)
        {
            return null;
        }

        return text.StartsWith(Attached, StringComparison.Ordinal)
            ? Files.FirstOrDefault(file => file.PartName == text[Attached.Length..])
            : null;
    }
}
