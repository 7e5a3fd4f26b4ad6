using System.Globalization;
using System.Text;
using TelegramSimulator.Api;

namespace TelegramSimulator.Markup;

/// <summary>
/// The HTML of the Bot API: a handful of tags, four named entities, and strict nesting (T87). The same texts are given to
/// TDLib in the tests, which must find the same.
/// </summary>
internal sealed class HtmlMarkup(string source)
{
    private static readonly string[] Tags =
    [
        "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "tg-time", "span", "pre", "code", "blockquote",
    ];

    private readonly StringBuilder text = new();
    private readonly List<TextEntity> entities = [];
    private readonly Stack<Open> open = new();
    private int at;

    /// <summary>A tag that waits for its end.</summary>
    private sealed record Open(string Tag, Dictionary<string, string> Attributes, int Offset);

    public ParsedMarkup Parse()
    {
        while (at < source.Length)
        {
            if (source[at] == '&' && TryDecodeEntity(out var decoded))
            {
                text.Append(decoded);
            }
            else if (source[at] != '<')
            {
                text.Append(source[at++]);
            }
            else if ((at + 1 < source.Length && source[at + 1] == '/' ? ReadEndTag() : ReadStartTag()) is { } problem)
            {
                return ParsedMarkup.Refuse("can't parse entities: " + problem);
            }
        }

        if (open.TryPeek(out var unclosed))
        {
            return ParsedMarkup.Refuse($"can't parse entities: Can't find end tag corresponding to start tag \"{unclosed.Tag}\"");
        }

        var result = text.ToString();
        return result.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar) && HasLoneSurrogate(result)
            ? ParsedMarkup.Refuse(
                "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
                + "check for unmatched surrogate code units")
            : new ParsedMarkup(result, ParsedMarkup.Order(entities), null);
    }

    private string? ReadStartTag()
    {
        var begin = at++;
        var nameBegin = at;
        SkipUntil(static c => char.IsWhiteSpace(c) || c == '>');
        if (at == source.Length)
        {
            return $"Unclosed start tag at byte offset {Bytes(begin)}";
        }

        var tag = source[nameBegin..at].ToLowerInvariant();
        if (!Tags.Contains(tag))
        {
            return $"Unsupported start tag \"{tag}\" at byte offset {Bytes(begin)}";
        }

        var attributes = new Dictionary<string, string>();
        while (true)
        {
            SkipUntil(static c => !char.IsWhiteSpace(c));
            if (at == source.Length)
            {
                return $"Unclosed start tag at byte offset {Bytes(begin)}";
            }

            if (source[at] == '>')
            {
                at++;
                break;
            }

            if (ReadAttribute(tag, begin, attributes) is { } problem)
            {
                return problem;
            }
        }

        if (tag == "span" && attributes.GetValueOrDefault("class") != "tg-spoiler")
        {
            return $"Tag \"span\" must have class \"tg-spoiler\" at byte offset {Bytes(begin)}";
        }

        open.Push(new Open(tag, attributes, text.Length));
        return null;
    }

    private string? ReadAttribute(string tag, int begin, Dictionary<string, string> attributes)
    {
        var nameBegin = at;
        SkipUntil(static c => char.IsWhiteSpace(c) || c is '=' or '>' or '/' or '"' or '\'');
        var name = source[nameBegin..at].ToLowerInvariant();
        if (name.Length == 0)
        {
            return $"Empty attribute name in the tag \"{tag}\" at byte offset {Bytes(begin)}";
        }

        SkipUntil(static c => !char.IsWhiteSpace(c));
        if (at == source.Length || source[at] != '=')
        {
            attributes[name] = "";
            return null;
        }

        at++;
        SkipUntil(static c => !char.IsWhiteSpace(c));
        if (at == source.Length)
        {
            return $"Unclosed start tag at byte offset {Bytes(begin)}";
        }

        if (source[at] is not ('"' or '\''))
        {
            var tokenBegin = at;
            SkipUntil(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'));
            attributes[name] = source[tokenBegin..at].ToLowerInvariant();
            return at == source.Length || char.IsWhiteSpace(source[at]) || source[at] == '>'
                ? null
                : $"Unexpected end of name token at byte offset {Bytes(tokenBegin)}";
        }

        var quote = source[at++];
        var value = new StringBuilder();
        while (at < source.Length && source[at] != quote)
        {
            _ = source[at] == '&' && TryDecodeEntity(out var decoded) ? value.Append(decoded) : value.Append(source[at++]);
        }

        attributes[name] = value.ToString();
        return at++ == source.Length ? $"Unclosed start tag at byte offset {Bytes(begin)}" : null;
    }

    private string? ReadEndTag()
    {
        var begin = at;
        at += 2;
        if (!open.TryPop(out var started))
        {
            return $"Unexpected end tag at byte offset {Bytes(begin)}";
        }

        var nameBegin = at;
        SkipUntil(static c => char.IsWhiteSpace(c) || c == '>');
        var name = source[nameBegin..at].ToLowerInvariant();
        SkipUntil(static c => !char.IsWhiteSpace(c));
        if (at == source.Length || source[at++] != '>')
        {
            return $"Unclosed end tag at byte offset {Bytes(begin)}";
        }

        if (name.Length > 0 && name != started.Tag)
        {
            return $"Unmatched end tag at byte offset {Bytes(begin)}, expected \"</{started.Tag}>\", found \"</{name}>\"";
        }

        if (text.Length > started.Offset)
        {
            Add(started);
        }

        return null;
    }

    private void Add(Open tag)
    {
        var (offset, length) = (tag.Offset, text.Length - tag.Offset);
        var entity = tag.Tag switch
        {
            "b" or "strong" => new TextEntity("bold", offset, length),
            "i" or "em" => new TextEntity("italic", offset, length),
            "s" or "strike" or "del" => new TextEntity("strikethrough", offset, length),
            "u" or "ins" => new TextEntity("underline", offset, length),
            "tg-spoiler" or "span" => new TextEntity("spoiler", offset, length),
            "tg-emoji" => new TextEntity("custom_emoji", offset, length) { CustomEmojiId = tag.Attributes.GetValueOrDefault("emoji-id") },
            "tg-time" => new TextEntity("date_time", offset, length),
            "blockquote" => new TextEntity(tag.Attributes.ContainsKey("expandable") ? "expandable_blockquote" : "blockquote", offset, length),
            "a" => LinkTarget.Entity(
                tag.Attributes.GetValueOrDefault("href") is { Length: > 0 } href ? href : text.ToString(offset, length), offset, length),
            "code" => new TextEntity("code", offset, length) { Language = Language(tag) },
            _ => Pre(offset, length),
        };
        if (entity is not null)
        {
            entities.Add(entity);
        }
    }

    /// <summary>A <c>pre</c> that holds nothing but a <c>code</c> with a language takes that language over.</summary>
    private TextEntity Pre(int offset, int length)
    {
        if (entities is [.., { Type: "code" } code] && code.Offset == offset && code.Length == length && code.Language is not null)
        {
            entities.RemoveAt(entities.Count - 1);
            return new TextEntity("pre", offset, length) { Language = code.Language };
        }

        return new TextEntity("pre", offset, length);
    }

    private static string? Language(Open tag)
    {
        const string Prefix = "language-";
        return tag.Attributes.GetValueOrDefault("class") is { } name && name.Length > Prefix.Length && name.StartsWith(Prefix, StringComparison.Ordinal)
            ? name[Prefix.Length..]
            : null;
    }

    /// <summary>Decodes <c>&amp;lt;</c> and its three fellows and numeric entities; their semicolon may be missing.</summary>
    private bool TryDecodeEntity(out string decoded)
    {
        decoded = "";
        var end = at + 1;
        if (end < source.Length && source[end] == '#')
        {
            var isHex = ++end < source.Length && source[end] == 'x';
            var digits = isHex ? ++end : end;
            while (end < source.Length && (isHex ? char.IsAsciiHexDigit(source[end]) : char.IsAsciiDigit(source[end])))
            {
                end++;
            }

            var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            if (end - at >= 10 || !int.TryParse(source.AsSpan(digits, end - digits), style, CultureInfo.InvariantCulture, out var code)
                || code is 0 or >= 0x10FFFF)
            {
                return false;
            }

            decoded = code is >= 0xD800 and < 0xE000 ? ((char)code).ToString() : char.ConvertFromUtf32(code);
        }
        else
        {
            while (end < source.Length && char.IsAsciiLetter(source[end]))
            {
                end++;
            }

            decoded = source[(at + 1)..end] switch { "lt" => "<", "gt" => ">", "amp" => "&", "quot" => "\"", _ => "" };
            if (decoded.Length == 0)
            {
                return false;
            }
        }

        at = end < source.Length && source[end] == ';' ? end + 1 : end;
        return true;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    private void SkipUntil(Func<char, bool> found)
    {
        while (at < source.Length && !found(source[at]))
        {
            at++;
        }
    }

    private int Bytes(int offset) => ParsedMarkup.ByteOffset(source, offset);
}
