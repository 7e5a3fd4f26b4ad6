using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Checks;

/// <summary>Finds the word that was probably meant, for "did you mean".</summary>
internal static class Spelling
{
    /// <summary>Among more words than this nobody guesses, and a hostile file would have us search for hours.</summary>
    private const int MostKnown = 1_000;

    /// <summary>The one known word nearest to the written one, within a third of its length; null when none is near.</summary>
    internal static string? Nearest(string written, IReadOnlyCollection<string> known)
    {
        var best = (Word: (string?)null, Distance: Math.Max(1, written.Length / 3) + 1);
        foreach (var word in known.Count > MostKnown ? [] : known)
        {
            var distance = Typo.Distance(written, word, best.Distance);
            if (distance < best.Distance || distance == best.Distance && best.Word is not null && string.CompareOrdinal(word, best.Word) < 0)
            {
                best = (word, distance);
            }
        }

        return best.Word;
    }

    /// <summary><c> Maksud Anda "x"?</c> or nothing.</summary>
    internal static string MaksudAnda(string written, IReadOnlyCollection<string> known) =>
        Nearest(written, known) is { } word ? $" Maksud Anda \"{word}\"?" : "";

    /// <summary><c> Did you mean "x"?</c> or nothing.</summary>
    internal static string DidYouMean(string written, IReadOnlyCollection<string> known) =>
        Nearest(written, known) is { } word ? $" Did you mean \"{word}\"?" : "";
}
