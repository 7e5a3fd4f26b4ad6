namespace BelajarBot.Dialogs.Checks;

/// <summary>Finds the word that was probably meant, for "did you mean".</summary>
internal static class Spelling
{
    /// <summary>The one known word nearest to the written one, within a third of its length; null when none is near.</summary>
    internal static string? Nearest(string written, IEnumerable<string> known)
    {
        var best = (Word: (string?)null, Distance: Math.Max(1, written.Length / 3) + 1);
        foreach (var word in known.Order(StringComparer.Ordinal))
        {
            var distance = Distance(written, word, best.Distance);
            if (distance < best.Distance)
            {
                best = (word, distance);
            }
        }

        return best.Word;
    }

    /// <summary><c> Maksud Anda "x"?</c> or nothing.</summary>
    internal static string MaksudAnda(string written, IEnumerable<string> known) =>
        Nearest(written, known) is { } word ? $" Maksud Anda \"{word}\"?" : "";

    /// <summary><c> Did you mean "x"?</c> or nothing.</summary>
    internal static string DidYouMean(string written, IEnumerable<string> known) =>
        Nearest(written, known) is { } word ? $" Did you mean \"{word}\"?" : "";

    /// <summary>Edit distance with transposition of neighbours; stops counting at <paramref name="limit"/>.</summary>
    internal static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit)
        {
            return limit;
        }

        var (before, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return Math.Min(previous[b.Length], limit);
    }
}
