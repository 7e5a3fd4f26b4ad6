using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Definition;

/// <summary>A text in every language that its file has.</summary>
public sealed class Text
{
    private readonly FrozenDictionary<string, Template> byLanguage;

    private readonly IReadOnlyDictionary<string, Place> places;

    internal Text(
        string key, string sourceLanguage, IReadOnlyDictionary<string, Template> byLanguage, IReadOnlyDictionary<string, Place> places)
    {
        Key = key;
        Place = places[sourceLanguage];
        SourceLanguage = sourceLanguage;
        this.places = places;
        this.byLanguage = byLanguage.ToFrozenDictionary();
        Source = byLanguage[sourceLanguage];
    }

    /// <summary>Its name in translation files, for example <c>sapa.say</c>.</summary>
    public string Key { get; }

    /// <summary>Where the source text stands.</summary>
    public Place Place { get; }

    /// <summary>The language that the author wrote first.</summary>
    public string SourceLanguage { get; }

    /// <summary>The text in the source language.</summary>
    public Template Source { get; }

    /// <summary>Every language there is, with its text.</summary>
    public IReadOnlyDictionary<string, Template> ByLanguage => byLanguage;

    /// <summary>Where its words in a language stand; where the source stands when it is not translated.</summary>
    /// <param name="language">For example <c>id</c>.</param>
    internal Place PlaceIn(string language) => places.TryGetValue(language, out var place) ? place : Place;

    /// <summary>The text in a language, or in the source language when it is not translated.</summary>
    /// <param name="language">For example <c>id</c>.</param>
    public Template In(string language) => byLanguage.GetValueOrDefault(language) ?? Source;
}

/// <summary>Words that a person may write, in every language.</summary>
/// <param name="Key">Its name in translation files.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="ByLanguage">The words as written, per language.</param>
public sealed record WordList(string Key, Place Place, IReadOnlyDictionary<string, ImmutableArray<string>> ByLanguage)
{
    /// <summary>The words of all languages: what is understood does not depend on the language that is shown.</summary>
    public IEnumerable<string> All => ByLanguage.Values.SelectMany(words => words);

    /// <summary>Where the words of each language stand.</summary>
    internal IReadOnlyDictionary<string, Place> Places { get; init; } = new Dictionary<string, Place>();

    /// <summary>Where the words of a language stand; where the source stands when they are not translated.</summary>
    internal Place PlaceIn(string language) => Places.TryGetValue(language, out var place) ? place : Place;
}
