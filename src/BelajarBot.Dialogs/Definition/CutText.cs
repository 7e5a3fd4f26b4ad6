namespace BelajarBot.Dialogs.Definition;

/// <summary>Cuts text that is too long, never through a character: half of one fits into no database and no message.</summary>
public static class CutText
{
    /// <summary>The text, or as much of it as fits.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">How many UTF-16 units it may have, at least 1.</param>
    public static string CutTo(this string text, int longest) => text.Length <= longest ? text
        : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    /// <summary>The text, or as much of it as fits with "…" after it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">How many UTF-16 units of the text are shown, at least 1; the "…" comes on top.</param>
    public static string ShortenTo(this string text, int longest) => text.Length <= longest ? text : text.CutTo(longest) + "…";
}
