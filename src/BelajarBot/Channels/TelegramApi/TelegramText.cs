using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>Fits a text into messages of at most 4096 UTF-16 units, the stricter of the counts in use (T85, T91).</summary>
internal static class TelegramText
{
    /// <summary>The most that one message holds.</summary>
    public const int MostUnits = 4096;

    private const int MostNumberUnits = 16;

    /// <summary>The text as one message if it fits, else as parts that say which of how many they are.</summary>
    public static IReadOnlyList<RichText> Parts(RichText text)
    {
        if (text.Text.Length <= MostUnits)
        {
            return [text];
        }

        var parts = Split(text, MostUnits - MostNumberUnits);
        return [.. parts.Select((part, i) => part with { Text = $"{part.Text}\n\n({i + 1}/{parts.Count})" })];
    }

    /// <summary>The text in as few messages as safe cuts allow; one that fits is returned as it is.</summary>
    public static IReadOnlyList<RichText> Split(RichText text, int most = MostUnits)
    {
        if (text.Text.Length <= most)
        {
            return [text];
        }

        var parts = new List<RichText>();
        var start = SkipSpace(text.Text, 0);
        while (start < text.Text.Length)
        {
            var end = start + CutAt(text.Text.AsSpan(start), most);
            parts.Add(Part(text, start, end));
            start = SkipSpace(text.Text, end);
        }

        // Nothing but space is no message, yet the caller must hear the server's refusal of it.
        return parts.Count == 0 ? [RichText.Plain("")] : parts;
    }

    /// <summary>The styles of a text as the Bot API takes them.</summary>
    public static IReadOnlyList<MessageEntity>? Entities(RichText text) => text.Spans.IsDefaultOrEmpty
        ? null
        : [.. text.Spans.Where(span => span.Length > 0).Select(span => new MessageEntity(Name(span.Kind), span.Offset, span.Length))];

    private static string Name(SpanKind kind) => kind switch
    {
        SpanKind.Bold => "bold",
        SpanKind.Italic => "italic",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A style that this channel has no word for."),
    };

    private static int SkipSpace(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        return from;
    }

    /// <summary>Where to cut: after a paragraph, a line, a sentence, a word, or failing all between two graphemes.</summary>
    private static int CutAt(ReadOnlySpan<char> text, int most)
    {
        if (text.Length <= most)
        {
            return text.Length;
        }

        var window = text[..most];

        // A border too near the beginning would make a scrap of a message.
        var least = most / 2;
        if (window.LastIndexOf("\n\n") is var paragraph && paragraph >= least)
        {
            return paragraph;
        }

        if (window.LastIndexOf('\n') is var line && line >= least)
        {
            return line;
        }

        var sentence = Math.Max(window.LastIndexOf(". "), Math.Max(window.LastIndexOf("! "), window.LastIndexOf("? ")));
        if (sentence >= least)
        {
            return sentence + 1;
        }

        return window.LastIndexOfAny(' ', '\n') is > 0 and var space ? space : GraphemeBorder(text, most);
    }

    private static int GraphemeBorder(ReadOnlySpan<char> text, int most)
    {
        var border = 0;
        while (border + StringInfo.GetNextTextElementLength(text[border..]) is var next && next <= most)
        {
            border = next;
        }

        // One grapheme longer than a message is an attack, not a letter; only the pair must stay whole.
        return border > 0 ? border : char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
    }

    private static RichText Part(RichText text, int start, int end)
    {
        while (char.IsWhiteSpace(text.Text[end - 1]))
        {
            end--;
        }

        var spans = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var span in text.Spans.IsDefault ? [] : text.Spans)
        {
            var from = Math.Max(span.Offset, start);
            var to = Math.Min(span.Offset + span.Length, end);
            if (from < to)
            {
                spans.Add(span with { Offset = from - start, Length = to - from });
            }
        }

        return new RichText(text.Text[start..end], spans.ToImmutable());
    }
}
