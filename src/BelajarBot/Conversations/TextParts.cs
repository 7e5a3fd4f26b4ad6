namespace BelajarBot.Conversations;

/// <summary>Cuts a long text into messages, at the end of a line where there is one.</summary>
internal static class TextParts
{
    /// <summary>A little less than Telegram takes, in UTF-16 units.</summary>
    private const int Longest = 4000;

    internal static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        while (text.Length > Longest)
        {
            var line = text.LastIndexOf('\n', Longest);
            var cut = line > 0 ? line : char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
            parts.Add(text[..cut]);
            text = text[cut..].TrimStart('\n');
        }

        if (text.Length > 0)
        {
            parts.Add(text);
        }

        return parts;
    }
}
