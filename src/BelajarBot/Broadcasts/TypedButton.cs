using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Broadcasts;

/// <summary>Which button typed words mean: the one with this label, or with a first or last word that no other has ("semua", "baru").</summary>
internal static class TypedButton
{
    private const string Count = " · ";

    /// <summary>What the button carries, of those that come back to this command; null when the words mean none of them, or several.</summary>
    /// <param name="command">The command that asks.</param>
    /// <param name="buttons">The buttons of the question.</param>
    /// <param name="text">As typed.</param>
    /// <param name="normalizer">Knows slang.</param>
    /// <param name="isStrict">Take only the words themselves, never a guess: for what cannot be undone.</param>
    /// <param name="also">What else is said for a button, as buttons; only the whole of it counts.</param>
    internal static string? Find(
        string command, IEnumerable<Button> buttons, string text, IndonesianNormalizer normalizer, bool isStrict, params IEnumerable<Button> also)
    {
        var prefix = Button.Asking("", command, "").Data;
        List<(string Arguments, string Label, string[] Ends)> own =
        [
            .. buttons.Where(button => button.Data.StartsWith(prefix, StringComparison.Ordinal))
                .Select(button => (button.Data[prefix.Length..], button.Label.Split(Count)[0], EndsOf(button.Label.Split(Count)[0]))),
            .. also.Select(button => (button.Data[prefix.Length..], button.Label, Array.Empty<string>())),
        ];
        var shared = own.SelectMany(button => button.Ends.Distinct()).GroupBy(end => end).Where(ends => ends.Count() > 1).Select(ends => ends.Key).ToHashSet();
        var matcher = new ChoiceMatcher(
            [.. own.Select(button => new ChoiceWords(button.Arguments, [button.Label, .. button.Ends.Where(end => !shared.Contains(end))]))], normalizer, isStrict);
        return matcher.Match(text) is ChoiceMatch.Matched matched ? matched.Id : null;
    }

    private static string[] EndsOf(string label)
    {
        var words = label.Split(' ').Select(word => word.ToLowerInvariant().Trim(',', '.', ':', '"')).Where(word => word.Any(char.IsLetter)).ToList();
        return words.Count == 0 ? [] : [words[0], words[^1]];
    }
}
