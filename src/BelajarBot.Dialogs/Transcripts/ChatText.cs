using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>How messages look in a <c>.chat</c> file, in both directions: what is written reads back as the same.</summary>
internal static partial class ChatText
{
    /// <summary>Further lines of a text stand below the first, moved in by this much.</summary>
    internal const string Indent = "  ";

    /// <summary>The words that mean something of their own behind <c>&gt;</c>.</summary>
    private static readonly string[] PersonWords = ["again", "old"];

    /// <summary>A message of the bot as its lines.</summary>
    internal static IReadOnlyList<string> BotLines(SaidMessage message)
    {
        var buttons = string.Join(' ', message.Buttons.Select(label => $"[{EscapeLabel(label)}]"));
        var lines = Layout(message.Who.Length == 0 ? "<" : $"{message.Who} <", Normal(message.Text).Split('\n').Select(EscapeLine));
        if (buttons.Length > 0)
        {
            lines[^1] += Indent + buttons;
        }

        return lines;
    }

    /// <summary>Words of the person as their lines.</summary>
    internal static IReadOnlyList<string> PersonLines(string text)
    {
        var lines = Normal(text).Split('\n').Select(EscapeLine).ToArray();
        var first = lines[0];
        if (first.StartsWith('(') || PersonWords.Contains(first.Split(' ')[0]))
        {
            lines[0] = "\\" + first;
        }

        return Layout(">", lines);
    }

    /// <summary>The words and the labels of what stands behind a <c>&lt;</c>.</summary>
    internal static (string Text, ImmutableArray<string> Buttons) ReadBot(IReadOnlyList<string> lines)
    {
        var last = lines[^1];
        var buttons = TrailingButtons().Match(last);
        var labels = buttons.Success
            ? [.. Label().Matches(buttons.Groups["buttons"].Value).Select(label => Unescape(label.Groups["label"].Value))]
            : ImmutableArray<string>.Empty;
        var words = lines.SkipLast(1).Append(buttons.Success ? last[..buttons.Index] : last);
        return (Normal(string.Join('\n', words.Select(Unescape))), labels);
    }

    /// <summary>The words of what stands behind a <c>&gt;</c>.</summary>
    internal static string ReadPerson(IReadOnlyList<string> lines) => string.Join('\n', lines.Select(Unescape));

    /// <summary>The label in <c>[Label]</c>, or null when the line is not just one button.</summary>
    internal static string? ReadLabel(string line) =>
        OneButton().Match(line) is { Success: true } button ? Unescape(button.Groups["label"].Value) : null;

    internal static string EscapeLabel(string label) =>
        MaybeNote().Replace(label.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal), "\\# ")
            .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    /// <summary>Takes a note behind two spaces off a line, and the space at its end.</summary>
    internal static string WithoutNote(string line)
    {
        var note = Note().Match(line);
        var bare = (note.Success ? line[..note.Index] : line).TrimEnd();
        var slashes = bare.Length - bare.TrimEnd('\\').Length;

        // A backslash before the space keeps that space.
        return slashes % 2 == 1 && bare.Length < line.Length ? bare + ' ' : bare;
    }

    /// <summary>Line ends as one character, and no space before them: nobody sees the difference in a chat.</summary>
    internal static string Normal(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd();

    private static string[] Layout(string mark, IEnumerable<string> lines) =>
        [.. lines.Select((line, i) => i == 0 ? $"{mark} {line}" : line.Length == 0 ? "" : Indent + line)];

    private static string EscapeLine(string line)
    {
        var escaped = MaybeNote().Replace(line.Replace("\\", "\\\\", StringComparison.Ordinal), "\\# ");
        escaped = MaybeButton().Replace(escaped, "${before}\\[");
        return escaped.Length > 0 && char.IsWhiteSpace(escaped[0]) ? "\\" + escaped : escaped;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"(?:^|\s{2,})(?<buttons>\[(?:[^\[\]\\]|\\.)+\](?:\s*\[(?:[^\[\]\\]|\\.)+\])*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TrailingButtons();

    [GeneratedRegex(@"\[(?<label>(?:[^\[\]\\]|\\.)+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^\[(?<label>(?:[^\[\]\\]|\\.)+)\]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneButton();

    [GeneratedRegex(@"(?<before>^|\s{2,})\[", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaybeButton();

    [GeneratedRegex(@"(?:^|(?<=\s\s))# ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaybeNote();

    [GeneratedRegex(@"\s{2,}# ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Note();
}
