namespace BelajarBot.Dialogs.Expressions;

/// <summary>Finds the word that the author most likely meant.</summary>
internal static class DidYouMean
{
    private const int Longest = 40;

    /// <summary>The single nearest candidate, if it is near enough; null otherwise.</summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        if (word.Length > Longest)
        {
            return null;
        }

        string? nearest = null;
        var least = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in candidates.Where(candidate => candidate.Length <= Longest))
        {
            var distance = Distance(word, candidate);
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>The edit distance, where two letters exchanged count once.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[Longest + 1];
        Span<int> above = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1];
                row[j] = Math.Min(above[j - 1] + (same ? 0 : 1), Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return above[b.Length];
    }
}
