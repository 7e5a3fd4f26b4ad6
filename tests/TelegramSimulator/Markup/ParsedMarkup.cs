using System.Collections.Immutable;
using System.Text;
using TelegramSimulator.Api;

namespace TelegramSimulator.Markup;

/// <summary>A text without its markup, and where the markup was; or why it cannot be parsed, in the server's words.</summary>
public sealed record ParsedMarkup(string Text, ImmutableArray<TextEntity> Entities, string? Problem)
{
    /// <summary>Reads a text in one of the modes of <c>parse_mode</c>, whose case does not matter.</summary>
    public static ParsedMarkup Parse(string mode, string text) => mode.ToLowerInvariant() switch
    {
        "html" => new HtmlMarkup(text).Parse(),
        "markdownv2" => new MarkdownMarkup(text).Parse(),
        "markdown" => Refuse("simulator: the old Markdown mode is not simulated; use MarkdownV2 or HTML"),
        _ => Refuse("unsupported parse_mode"),
    };

    internal static ParsedMarkup Refuse(string problem) => new("", [], problem);

    /// <summary>The entities in the server's order: by their beginning, the longer first, then by kind.</summary>
    internal static ImmutableArray<TextEntity> Order(IEnumerable<TextEntity> entities) =>
        [.. entities.OrderBy(entity => entity.Offset).ThenByDescending(entity => entity.Length).ThenBy(Rank)];

    /// <summary>Where a character stands in the UTF-8 form of the text, which is how the server counts in its problems.</summary>
    internal static int ByteOffset(string text, int at) => Encoding.UTF8.GetByteCount(text.AsSpan(0, at));

    private static int Rank(TextEntity entity) => Array.IndexOf(
        [
            "blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "bold", "italic", "underline",
            "strikethrough", "spoiler", "custom_emoji", "date_time",
        ],
        entity.Type);
}
