using BelajarBot.Dialogs.Understanding;

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
            var distance = Typo.Distance(word, candidate, least);
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }
}
