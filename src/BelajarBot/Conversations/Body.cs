using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Conversations;

/// <summary>A message's content as it stands in the outbox.</summary>
/// <param name="Text">The words.</param>
/// <param name="Spans">Their styles, or null.</param>
/// <param name="Buttons">Rows of buttons, or null.</param>
/// <param name="IsPreview">Whether its row stays when it has arrived: the preview of a campaign, or a message that is changed later.</param>
/// <param name="File">The file that it brings, or null.</param>
/// <param name="IsSilent">Whether it arrives without a sound.</param>
/// <param name="IsProtected">Whether it must not be passed on.</param>
/// <param name="Thread">The topic of the chat that it is for, or null.</param>
/// <param name="IsTemplate">Whether the words are as an author writes them, with <see cref="NameVariable"/> to be filled in.</param>
/// <param name="Place">The place that it shows on a map, or null.</param>
internal sealed record Body(
    [property: JsonPropertyName("t")] string Text,
    [property: JsonPropertyName("s")] ImmutableArray<TextSpan>? Spans,
    [property: JsonPropertyName("b")] ImmutableArray<ImmutableArray<Button>>? Buttons,
    [property: JsonPropertyName("v")] bool IsPreview = false,
    [property: JsonPropertyName("f")] FileToSend? File = null,
    [property: JsonPropertyName("q")] bool IsSilent = false,
    [property: JsonPropertyName("p")] bool IsProtected = false,
    [property: JsonPropertyName("m")] long? Thread = null,
    [property: JsonPropertyName("n")] bool IsTemplate = false,
    [property: JsonPropertyName("l")] PlaceToSend? Place = null)
{
    /// <summary>The variable of a template that stands for the name of the person.</summary>
    internal const string NameVariable = "nama";

    internal static Body Of(RichText text, ImmutableArray<ImmutableArray<Button>> buttons) =>
        new(text.Text, text.Spans.IsEmpty ? null : text.Spans, buttons.IsEmpty ? null : buttons);

    internal static Body Read(string json) => JsonSerializer.Deserialize(json, BodyJson.Default.Body)!;

    internal string ToJson() => JsonSerializer.Serialize(this, BodyJson.Default.Body);

    /// <summary>The same for one person: a template with their name filled in.</summary>
    internal Body For(string? name)
    {
        if (!IsTemplate)
        {
            return this;
        }

        var text = Template.Parse(Text, out _).Render(new NamedValues([(NameVariable, string.IsNullOrWhiteSpace(name) ? null : name)]));
        return this with { Text = text.Text, Spans = text.Spans.IsEmpty ? null : text.Spans, IsTemplate = false };
    }

    internal RichText ToText() => new(Text, Spans ?? []);

    internal IReadOnlyList<IReadOnlyList<Button>> Rows() => Buttons is { } rows ? [.. rows.Select(row => (IReadOnlyList<Button>)row)] : [];
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Body))]
internal sealed partial class BodyJson : JsonSerializerContext;
