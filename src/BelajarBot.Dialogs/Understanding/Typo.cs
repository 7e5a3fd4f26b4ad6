namespace BelajarBot.Dialogs.Understanding;

/// <summary>
/// How far apart two folded texts are, counted in slips of the finger: a letter missing, too many, wrong, or two
/// neighbours swapped.
/// </summary>
public static class Typo
{
    private const int Longest = 64;

    /// <summary>
    /// How many slips a word of this length may hold and still be taken for the word: none under four letters
    /// (<c>ya</c> and <c>y</c> are close, and so are <c>dua</c> and <c>tua</c>), one under seven, two from there.
    /// </summary>
    /// <param name="length">The number of letters of the word that is meant.</param>
    public static int Allowed(int length) => length switch
    {
        < 4 => 0,
        < 7 => 1,
        _ => 2,
    };

    /// <summary>The distance, or <paramref name="limit"/> + 1 for anything farther.</summary>
    /// <param name="a">A folded text.</param>
    /// <param name="b">Another.</param>
    /// <param name="limit">The largest distance of interest.</param>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || a.Length > Longest || b.Length > Longest)
        {
            return a.SequenceEqual(b) ? 0 : limit + 1;
        }

        Span<int> rows = stackalloc int[3 * (Longest + 1)];
        var beforeLast = rows[..(Longest + 1)];
        var last = rows.Slice(Longest + 1, Longest + 1);
        var row = rows[(2 * (Longest + 1))..];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var distance = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    distance = Math.Min(distance, beforeLast[j - 2] + 1);
                }

                row[j] = distance;
                best = Math.Min(best, distance);
            }

            if (best > limit)
            {
                return limit + 1;
            }

            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }

        return Math.Min(last[b.Length], limit + 1);
    }
}
