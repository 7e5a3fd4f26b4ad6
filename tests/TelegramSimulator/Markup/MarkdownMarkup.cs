using System.Text;
using TelegramSimulator.Api;

namespace TelegramSimulator.Markup;

/// <summary>
/// MarkdownV2 of the Bot API: nineteen characters that must be escaped, and fewer inside code and links (T88). The same
/// texts are given to TDLib in the tests, which must find the same.
/// </summary>
internal sealed class MarkdownMarkup(string source)
{
    private const string Reserved = "_*[]()~`>#+-=|{}.!";

    private readonly StringBuilder text = new();
    private readonly List<TextEntity> entities = [];
    private readonly Stack<Open> open = new();
    private Open? quote;
    private int at;

    private sealed record Open(string Kind, int Offset, int Begin, string? Language = null);

    private char Next => at + 1 < source.Length ? source[at + 1] : '\0';

    private bool IsAtLineStart => at == 0 || source[at - 1] == '\n';

    public ParsedMarkup Parse()
    {
        for (; at < source.Length; at++)
        {
            if (Step() is { } problem)
            {
                return ParsedMarkup.Refuse("can't parse entities: " + problem);
            }
        }

        if (open.TryPeek(out var unclosed))
        {
            return ParsedMarkup.Refuse($"can't parse entities: Can't find end of {unclosed.Kind} entity at byte offset {Bytes(unclosed.Begin)}");
        }

        EndQuote();
        return new ParsedMarkup(text.ToString(), ParsedMarkup.Order(entities), null);
    }

    private string? Step()
    {
        var c = source[at];
        if (c == '\\' && Next is > '\0' and <= '~')
        {
            at++;
            text.Append(source[at]);
            return null;
        }

        var isInCode = open.TryPeek(out var inner) && inner.Kind is "Code" or "Pre" or "PreCode";
        if (isInCode ? c != '`' : !Reserved.Contains(c) && c != '\n')
        {
            text.Append(c);
            return null;
        }

        if (inner is not null && Ends(inner.Kind, c))
        {
            return End(open.Pop());
        }

        if (isInCode)
        {
            text.Append(c);
            return null;
        }

        return c == '\n' ? EndLine() : Begin(c);
    }

    private bool Ends(string kind, char c) => kind switch
    {
        "Bold" => c == '*',
        "Italic" => c == '_' && Next != '_',
        "Underline" => c == '_' && Next == '_',
        "Strikethrough" => c == '~',
        "Spoiler" => c == '|' && Next == '|',
        "Code" => c == '`',
        "Pre" or "PreCode" => c == '`' && Next == '`' && at + 2 < source.Length && source[at + 2] == '`',
        _ => c == ']',
    };

    private string? Begin(char c)
    {
        var begin = at;
        switch (c)
        {
            case '_' when Next == '_':
                at++;
                return Push("Underline", begin);
            case '_':
                return Push("Italic", begin);
            case '*':
                return Push("Bold", begin);
            case '~':
                return Push("Strikethrough", begin);
            case '|' when Next == '|':
                at++;
                return Push("Spoiler", begin);
            case '[':
                return Push("TextUrl", begin);
            case '!' when Next == '[':
                at++;
                return Push("CustomEmoji", begin);
            case '`' when Next == '`' && at + 2 < source.Length && source[at + 2] == '`':
                return BeginPre(begin);
            case '`':
                return Push("Code", begin);
            case '>' when IsAtLineStart && open.Count == 0:
                quote ??= new Open("BlockQuote", text.Length, begin);
                return null;
            default:
                return $"Character '{c}' is reserved and must be escaped with the preceding '\\'";
        }
    }

    private string? BeginPre(int begin)
    {
        at += 3;
        var languageEnd = at;
        while (languageEnd < source.Length && !char.IsWhiteSpace(source[languageEnd]) && source[languageEnd] != '`')
        {
            languageEnd++;
        }

        var hasLanguage = languageEnd > at && languageEnd < source.Length && source[languageEnd] != '`';
        var language = hasLanguage ? source[at..languageEnd] : null;
        at = hasLanguage ? languageEnd : at;

        // One line break after the opening belongs to the markup.
        if (at < source.Length && source[at] is '\n' or '\r')
        {
            at += Next is '\n' or '\r' && Next != source[at] ? 2 : 1;
        }

        at--;
        return Push(language is null ? "Pre" : "PreCode", begin, language);
    }

    private string? Push(string kind, int begin, string? language = null)
    {
        open.Push(new Open(kind, text.Length, begin, language));
        return null;
    }

    private string? End(Open ended)
    {
        var (offset, length) = (ended.Offset, text.Length - ended.Offset);
        TextEntity? entity;
        switch (ended.Kind)
        {
            case "Underline" or "Spoiler":
                at++;
                entity = new TextEntity(ended.Kind.ToLowerInvariant(), offset, length);
                break;
            case "Pre" or "PreCode":
                at += 2;
                entity = new TextEntity("pre", offset, length) { Language = ended.Language };
                break;
            case "TextUrl":
                if (ReadUrl(offset, out var url) is { } problem)
                {
                    return problem;
                }

                entity = LinkTarget.Entity(url, offset, length);
                break;
            case "CustomEmoji":
                if (Next != '(')
                {
                    return $"Custom emoji entity must contain a tg://emoji URL at byte offset {Bytes(ended.Begin)}";
                }

                if (ReadUrl(offset, out var emoji) is { } trouble)
                {
                    return trouble;
                }

                entity = new TextEntity("custom_emoji", offset, length) { CustomEmojiId = emoji[(emoji.LastIndexOf('=') + 1)..] };
                break;
            default:
                entity = new TextEntity(ended.Kind.ToLowerInvariant(), offset, length);
                break;
        }

        if (length > 0 && entity is not null)
        {
            entities.Add(entity);
        }

        return null;
    }

    /// <summary>The address in parentheses after a link's text, in which only <c>)</c> and <c>\</c> are escaped; without one, the text itself.</summary>
    private string? ReadUrl(int textOffset, out string url)
    {
        if (Next != '(')
        {
            url = text.ToString(textOffset, text.Length - textOffset);
            return null;
        }

        at += 2;
        var begin = at;
        var read = new StringBuilder();
        while (at < source.Length && source[at] != ')')
        {
            if (source[at] == '\\' && Next is > '\0' and <= '~')
            {
                at++;
            }

            read.Append(source[at++]);
        }

        url = read.ToString();
        return at < source.Length ? null : $"Can't find end of a URL at byte offset {Bytes(begin)}";
    }

    /// <summary>A line break, with which a quotation ends unless the next line continues it.</summary>
    private string? EndLine()
    {
        text.Append('\n');
        if (quote is not null && Next != '>')
        {
            if (open.TryPeek(out var unclosed))
            {
                return $"Can't find end of {unclosed.Kind} entity at byte offset {Bytes(unclosed.Begin)}";
            }

            EndQuote();
        }

        return null;
    }

    private void EndQuote()
    {
        if (quote is not null && text.Length > quote.Offset)
        {
            entities.Add(new TextEntity("blockquote", quote.Offset, text.Length - quote.Offset));
        }

        quote = null;
    }

    private int Bytes(int offset) => ParsedMarkup.ByteOffset(source, offset);
}
