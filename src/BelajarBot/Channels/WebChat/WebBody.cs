using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels.WebChat;

/// <summary>What the page needs to draw a bubble. The same JSON is stored and streamed.</summary>
/// <param name="Text">The words.</param>
/// <param name="Spans">The styled stretches of the words.</param>
/// <param name="Buttons">Rows of buttons, from top to bottom.</param>
/// <param name="Press">The data of the button that was pressed, when this is a press.</param>
/// <param name="Of">The row number of the message that the pressed button belongs to.</param>
/// <param name="File">The file that the message brings, to be fetched by the message's row number.</param>
internal sealed record WebBody(
    string Text,
    IReadOnlyList<WebBody.Span>? Spans = null,
    IReadOnlyList<IReadOnlyList<WebBody.Key>>? Buttons = null,
    string? Press = null,
    long? Of = null,
    WebBody.Attachment? File = null)
{
    /// <summary>JSON as browsers like it: camel case, enums as words, nothing where there is nothing.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The bubble of a message to a person.</summary>
    public static WebBody From(OutgoingMessage message) => new(
        message.Text.Text, SpansOf(message.Text), KeysOf(message.Buttons),
        File: message.File is { Reference: null } file ? new Attachment(file.Name, file.MimeType, file.Path) : null);

    /// <summary>The same bubble with other words and buttons.</summary>
    public WebBody With(RichText text, IReadOnlyList<IReadOnlyList<Button>> buttons) =>
        this with { Text = text.Text, Spans = SpansOf(text), Buttons = KeysOf(buttons) };

    private static List<Span>? SpansOf(RichText text) =>
        text.Spans.IsDefaultOrEmpty ? null : [.. text.Spans.Select(span => new Span(span.Offset, span.Length, span.Kind))];

    private static List<List<Key>>? KeysOf(IReadOnlyList<IReadOnlyList<Button>> buttons)
    {
        var rows = buttons
            // A browser has no phone number to share; the question still takes a typed one.
            .Select(row => row.Where(button => button.Kind is not ButtonKind.ShareContact)
                .Select(button => new Key(button.Label, button.Data, button.Kind))
                .ToList())
            .Where(row => row.Count > 0)
            .ToList();
        return rows.Count > 0 ? rows : null;
    }

    /// <summary>As it was stored.</summary>
    public static WebBody? Read(string json) => JsonSerializer.Deserialize<WebBody>(json, Json);

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>A styled stretch, counted in UTF-16 units as JavaScript does.</summary>
    internal sealed record Span(int Offset, int Length, SpanKind Kind);

    /// <summary>A file: what it is called, what it is, and where the bot keeps it.</summary>
    internal sealed record Attachment(string Name, string MimeType, string Path);

    /// <summary>A button.</summary>
    internal sealed record Key(string Label, string Data, ButtonKind Kind);
}
