using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>Compares what the bot said with what it must say: exactly, but for <c>…</c>, which stands for any words.</summary>
public static class ChatPattern
{
    /// <summary>What stands for any words, or in place of the buttons for any buttons.</summary>
    public const string Anything = "…";

    /// <summary>Whether a message is the one that was expected.</summary>
    /// <param name="expected">As written.</param>
    /// <param name="said">As sent.</param>
    public static bool Matches(SaidLine expected, SaidMessage said) =>
        expected.Who == said.Who && Matches(expected.Text, ChatText.Normal(said.Text)) && MatchesAll(expected.Buttons, said.Buttons);

    /// <summary>Whether a text fits a pattern.</summary>
    /// <param name="pattern">May hold <c>…</c> anywhere.</param>
    /// <param name="text">The text.</param>
    public static bool Matches(string pattern, string text)
    {
        if (!pattern.Contains(Anything, StringComparison.Ordinal))
        {
            return pattern == text;
        }

        // Who leaves words out leaves line breaks out too: here they count as spaces.
        var parts = OnOneLine(pattern).Split(Anything);
        text = OnOneLine(text);
        if (text.Length < parts[0].Length + parts[^1].Length
            || !text.StartsWith(parts[0], StringComparison.Ordinal) || !text.EndsWith(parts[^1], StringComparison.Ordinal))
        {
            return false;
        }

        // The earliest place for each part leaves the most room for the next.
        var rest = text.AsSpan(parts[0].Length, text.Length - parts[0].Length - parts[^1].Length);
        foreach (var part in parts.AsSpan(1, parts.Length - 2))
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + part.Length)..];
        }

        return true;
    }

    private static string OnOneLine(string text) => text.Replace('\n', ' ');

    private static bool MatchesAll(ImmutableArray<string> expected, ImmutableArray<string> said)
    {
        var open = expected.IndexOf(Anything);
        if (open < 0)
        {
            return expected.Length == said.Length && expected.Zip(said).All(pair => Matches(pair.First, pair.Second));
        }

        var tail = expected.Length - open - 1;
        return said.Length >= open + tail
            && expected.Take(open).Zip(said).All(pair => Matches(pair.First, pair.Second))
            && expected.TakeLast(tail).Zip(said.TakeLast(tail)).All(pair => Matches(pair.First, pair.Second));
    }
}
