namespace BelajarBot.Dialogs.Expressions;

/// <summary>
/// Words without regard to the case of A to Z and of no other letter. It is what SQLite's <c>lower</c> does, and
/// PostgreSQL's in the C collation, so an audience is the same people in memory and in either database.
/// </summary>
internal static class AsciiFold
{
    public static bool Equal(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.Length == b.Length && CommonLength(a, b) == a.Length;

    public static bool Contains(ReadOnlySpan<char> text, ReadOnlySpan<char> words)
    {
        for (var start = 0; start + words.Length <= text.Length; start++)
        {
            if (Equal(text.Slice(start, words.Length), words))
            {
                return true;
            }
        }

        return false;
    }

    public static string Lower(string text) => string.Create(text.Length, text, (lower, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            lower[i] = Lower(from[i]);
        }
    });

    private static int CommonLength(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var i = 0;
        while (i < a.Length && Lower(a[i]) == Lower(b[i]))
        {
            i++;
        }

        return i;
    }

    private static char Lower(char c) => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
}
