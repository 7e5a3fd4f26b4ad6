using System.Runtime.InteropServices;

namespace BelajarBot.Dialogs.Understanding.Topics;

/// <summary>A phrase that somebody may have meant.</summary>
/// <param name="Target">What the phrase stands for.</param>
/// <param name="Words">The phrase as its author wrote it.</param>
/// <param name="Score">From 0 to 1; 1 is the same words in any order.</param>
public sealed record PhraseScore<T>(T Target, string Words, double Score);

/// <summary>
/// Finds the phrases that authors list (<c>help</c>, <c>start.keywords</c>) in what people really write: slang, typing
/// slips, other endings, other order. Two texts are near when they share what is rare among questions: words and their
/// stems, and pieces of words for what is misspelt. Learned in a moment, deterministic, safe to use from many threads.
/// </summary>
public sealed class PhraseRanker<T>
{
    /// <summary>How much the pieces of words count beside the words.</summary>
    private const float PieceWeight = 0.7f;

    private readonly TopicFeatures features;
    private readonly TopicRanker? questions;
    private readonly Dictionary<string, int> counts = [];
    private readonly Dictionary<string, List<(int Phrase, float Value)>> index = [];
    private readonly (string Words, T Target)[] phrases;

    /// <summary>Learns the phrases.</summary>
    /// <param name="phrases">Each with what it stands for.</param>
    /// <param name="normalizer">How people write.</param>
    /// <param name="questions">What is common among questions and what is rare; null where only the phrases themselves tell.</param>
    public PhraseRanker(IEnumerable<(string Words, T Target)> phrases, IndonesianNormalizer normalizer, TopicRanker? questions)
    {
        this.phrases = [.. phrases];
        this.questions = questions;
        features = new TopicFeatures(normalizer.Knowing(this.phrases.SelectMany(phrase => normalizer.Words(phrase.Words)).Distinct()));
        foreach (var feature in this.phrases.Select(phrase => phrase.Words).Distinct().SelectMany(Collect))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, feature, out _)++;
        }

        for (var i = 0; i < this.phrases.Length; i++)
        {
            foreach (var (feature, value) in Weigh(this.phrases[i].Words))
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(index, feature, out _) ??= []).Add((i, value));
            }
        }
    }

    /// <summary>The phrases that a text is near to, best first.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="least">The lowest score that matters.</param>
    public IEnumerable<PhraseScore<T>> Rank(string text, double least)
    {
        var scores = new float[phrases.Length];
        foreach (var (feature, value) in Weigh(text))
        {
            foreach (var (phrase, its) in index.GetValueOrDefault(feature) ?? [])
            {
                scores[phrase] += value * its;
            }
        }

        return Enumerable.Range(0, scores.Length).Where(i => scores[i] >= least).OrderByDescending(i => scores[i])
            .Select(i => new PhraseScore<T>(phrases[i].Target, phrases[i].Words, Math.Round(Math.Min(scores[i], 1), 4)));
    }

    /// <summary>Each feature once. Pairs of neighbours are left out: the order of words says little in so few.</summary>
    private IEnumerable<string> Collect(string text)
    {
        var collected = new List<string>(64);
        features.Collect(text, collected);
        return collected.Where(feature => feature[0] != TopicFeatures.Pair).Distinct();
    }

    /// <summary>A vector of length 1, in which the words and their pieces have their fixed parts.</summary>
    private List<(string Feature, float Value)> Weigh(string text)
    {
        var weighed = Collect(text).Select(feature => (Feature: feature, Value: RarityOf(feature))).ToList();
        var words = Length(weighed, TopicFeatures.Word);
        var pieces = Length(weighed, TopicFeatures.Piece);
        var whole = MathF.Sqrt((words > 0 ? 1 : 0) + (pieces > 0 ? PieceWeight * PieceWeight : 0));
        for (var i = 0; i < weighed.Count; i++)
        {
            var (feature, value) = weighed[i];
            weighed[i] = (feature, value / whole * (feature[0] == TopicFeatures.Word ? 1 / words : PieceWeight / pieces));
        }

        return weighed;
    }

    private float RarityOf(string feature) =>
        questions?.RarityOf(feature) ?? MathF.Log((counts.Count + 1f) / (counts.GetValueOrDefault(feature) + 1f)) + 1f;

    private static float Length(List<(string Feature, float Value)> weighed, char kind) =>
        MathF.Sqrt(weighed.Where(entry => entry.Feature[0] == kind).Sum(entry => entry.Value * entry.Value));
}
