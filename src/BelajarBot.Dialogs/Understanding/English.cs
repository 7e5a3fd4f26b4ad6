using System.Collections.Frozen;

namespace BelajarBot.Dialogs.Understanding;

/// <summary>Tells whether somebody writes English, by the small words that no Indonesian sentence has.</summary>
internal static class English
{
    /// <summary>The language's code.</summary>
    internal const string Code = "en";

    private const int FewestWords = 3;
    private const int FewestSmall = 2;

    private static readonly FrozenSet<string> Small = FrozenSet.ToFrozenSet(
    [
        "the", "is", "are", "was", "my", "i", "im", "to", "how", "do", "does", "did", "can", "cannot", "cant", "could", "should", "would", "will", "what", "where", "when", "who", "why", "which", "please",
        "help", "need", "want", "have", "has", "not", "dont", "with", "for", "of", "and", "or", "in", "on", "it", "this", "that", "you", "your", "me", "there", "if", "be", "been", "from", "after", "before",
        "get", "got", "know", "forgot", "tell", "am", "an", "a", "any", "but", "about",
    ]);

    /// <summary>Whether the text is in English.</summary>
    /// <param name="text">As typed.</param>
    internal static bool Is(string text)
    {
        var words = Fold.Words(text);
        var small = words.Count(Small.Contains);
        return words.Length >= FewestWords && small >= FewestSmall && small * 2 >= words.Length - 1;
    }
}
