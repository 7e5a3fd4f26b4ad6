using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Broadcasts;

/// <summary>
/// Which button typed words mean. A word of its label is enough where no other button has it, but every word that says anything has
/// to be there: "kota bandung" is not Kabupaten Bandung, and "semua guru" is not everybody.
/// </summary>
internal static class TypedButton
{
    private const string Count = " · ";

    /// <summary>Words that say nothing about which button is meant, where others stand beside them.</summary>
    internal static readonly HashSet<string> Fillers =
    [
        "yang", "saya", "aku", "mau", "ingin", "pilih", "itu", "ini", "saja", "aja", "dong", "deh", "ya", "iya", "oke", "baik", "kak", "bu", "ibu", "pak", "bapak", "min", "admin",
        "tolong", "coba", "untuk", "buat", "ke", "kepada", "tombol", "dulu", "lah", "the", "to", "for", "di", "in", "please", "just", "only", "i", "want", "yes", "ok",
    ];

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
        List<(string Arguments, string Label)> own =
        [
            .. buttons.Where(button => button.Data.StartsWith(prefix, StringComparison.Ordinal))
                .Select(button => (button.Data[prefix.Length..], button.Label.Split(Count)[0])).Distinct(),
        ];
        return Exactly(own, [.. also.Select(button => new ChoiceWords(button.Data[prefix.Length..], [button.Label]))], text, normalizer)
            ?? (isStrict ? null : ByWords([.. own.Where(button => !BroadcastCommand.IsFinal(button.Arguments))], text, normalizer));
    }

    /// <summary>The whole label, its first word, or what stands between its commas ("batalkan" for "Ya, batalkan").</summary>
    private static string? Exactly(List<(string Arguments, string Label)> buttons, ChoiceWords[] also, string text, IndonesianNormalizer normalizer)
    {
        var matcher = new ChoiceMatcher(
            [.. buttons.Select(button => new ChoiceWords(button.Arguments, [button.Label, .. PartsOf(button.Label).Where(part => !IsShared(button, part))])), .. also],
            normalizer, strict: true);
        return matcher.Match(text) is ChoiceMatch.Matched matched ? matched.Id : null;

        bool IsShared((string Arguments, string Label) button, string part) =>
            buttons.Exists(other => other.Arguments != button.Arguments && $" {ChoiceMatcher.KeyOf(other.Label)} ".Contains($" {part} ", StringComparison.Ordinal));
    }

    private static HashSet<string> PartsOf(string label) =>
        [.. label.Split(' ').Where(word => word.Any(char.IsLetter)).Take(1).Concat(label.Split(',')).Select(ChoiceMatcher.KeyOf).Where(part => part.Any(char.IsLetter))];

    /// <summary>The one whose label has every word that was typed, rightly or with a slip; else the one whose place was said ("yang kedua").</summary>
    private static string? ByWords(List<(string Arguments, string Label)> buttons, string text, IndonesianNormalizer normalizer)
    {
        var typed = normalizer.Words(text);
        var said = typed.Where(word => !Fillers.Contains(word)).ToList();
        said = said.Count > 0 ? said : [.. typed];
        var labels = buttons.ConvertAll(button => (button.Arguments, Words: normalizer.Words(button.Label)));
        foreach (var isSame in new Func<string, string, bool>[] { string.Equals, IsSlipOf })
        {
            var meant = labels.Where(label => said.TrueForAll(word => label.Words.Any(other => isSame(word, other)))).Select(label => label.Arguments).Distinct().ToList();
            if (meant.Count > 0)
            {
                return meant is [var one] ? one : null;
            }
        }

        var isNumbered = labels.Exists(label => label.Words.Any(word => word.Any(char.IsDigit)));
        return !isNumbered && new ChoiceMatcher([.. buttons.Select(button => new ChoiceWords(button.Arguments, []))], normalizer).Match(text) is ChoiceMatch.Matched place ? place.Id : null;
    }

    private static bool IsSlipOf(string word, string meant) => Typo.Allowed(meant.Length) is var most && Typo.Distance(word, meant, most) <= most;
}
