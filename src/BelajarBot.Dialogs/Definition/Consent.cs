using System.Collections.Frozen;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Definition;

/// <summary>
/// Something that a person may agree to before anything about them is kept. It is given or refused by a button or by
/// exactly one of the listed words, never by something near.
/// </summary>
/// <param name="Name">Its permanent name, as dialogs mention it.</param>
/// <param name="Version">The author's version: with another one everybody is asked again.</param>
/// <param name="Title">What it is called in lists.</param>
/// <param name="Say">The text that people agree to.</param>
/// <param name="Yes">The answer that gives it.</param>
/// <param name="No">The answer that refuses it.</param>
/// <param name="Refused">What is said to somebody who refused.</param>
/// <param name="Place">Where it stands.</param>
public sealed record Consent(string Name, string Version, Text Title, Text Say, ConsentAnswer Yes, ConsentAnswer No, Text Refused, Place Place)
{
    private readonly FrozenDictionary<string, bool> decisions = Yes.Understood.Select(word => (word, IsGiven: true))
        .Concat(No.Understood.Select(word => (word, IsGiven: false)))
        .DistinctBy(entry => entry.word)
        .ToFrozenDictionary(entry => entry.word, entry => entry.IsGiven);

    /// <summary>Every text of it, for checks.</summary>
    internal IEnumerable<Text> Texts => [Title, Say, Yes.Label, No.Label, Refused];

    /// <summary>Every list of words that it understands.</summary>
    internal IEnumerable<WordList> WordLists => [Yes.Also, No.Also];

    /// <summary>The text as somebody who reads this language is shown it.</summary>
    /// <param name="language">For example <c>id</c>.</param>
    public ConsentText TextIn(string language)
    {
        var shown = Say.ByLanguage.ContainsKey(language) ? language : Say.SourceLanguage;
        var words = Say.In(shown).Source;
        return new ConsentText(Name, Version, Yaml.Translation.HashOf(words), shown, words);
    }

    /// <summary>Whether these words give it (true) or refuse it (false); null when they are neither, however near.</summary>
    /// <param name="text">As typed.</param>
    internal bool? Decide(string text) => decisions.TryGetValue(Fold.Text(text), out var isGiven) ? isGiven : null;
}

/// <summary>One of the two answers to the question of a consent.</summary>
/// <param name="Label">What the button says.</param>
/// <param name="Also">Other words that mean exactly the same.</param>
public sealed record ConsentAnswer(Text Label, WordList Also)
{
    internal IEnumerable<string> Understood =>
        Label.ByLanguage.Values.Select(label => label.Source).Concat(Also.All).Select(Fold.Text).Where(word => word.Length > 0);
}

/// <summary>The text of a consent as it was shown: what a decision is recorded with.</summary>
/// <param name="Consent">The consent's name.</param>
/// <param name="Version">The author's version.</param>
/// <param name="Hash">A hash of the words: proof of which ones they were, whatever the version says.</param>
/// <param name="Language">The language that was shown.</param>
/// <param name="Words">The words.</param>
public sealed record ConsentText(string Consent, string Version, string Hash, string Language, string Words)
{
    /// <summary>All but the words, in one word: what an open question remembers of what it showed.</summary>
    internal string Mark => $"{Version}:{Hash}:{Language}";
}
