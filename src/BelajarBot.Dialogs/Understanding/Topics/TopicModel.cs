using System.Runtime.InteropServices;

namespace BelajarBot.Dialogs.Understanding.Topics;

/// <summary>
/// Tells topics apart by weighted features, learned from the examples when they are loaded. A topic's name has two
/// halves, and three classifiers learn side by side: the topic, its family (<c>pembatik</c>) and its aspect
/// (<c>schedule</c>). A question that no example resembles may still show its family by one word and its aspect by another.
/// </summary>
internal sealed class TopicModel
{
    /// <summary>How much each classifier counts; together so much that a score says how often such a topic is the right one.</summary>
    private const float TopicTrust = 0.75f;
    private const float FamilyTrust = 0.75f;
    private const float AspectTrust = 0.4f;

    /// <summary>How much it counts that a text is made of words which no example has.</summary>
    private const float Strange = 1f;

    /// <summary>How much each kind of feature counts.</summary>
    private static readonly (char Kind, float Weight, int LeastTexts)[] Kinds =
        [(TopicFeatures.Word, 1.0f, 1), (TopicFeatures.Pair, 0.6f, 2), (TopicFeatures.Piece, 0.7f, 3)];

    private readonly TopicFeatures features;
    private readonly Dictionary<string, int> index = [];
    private readonly float[] idf;
    private readonly float rare;
    private readonly SoftmaxRegression classifier;

    public TopicModel(TopicFeatures features, IReadOnlyList<TopicExample> examples)
    {
        this.features = features;
        Topics = [.. examples.Select(example => example.Topic).Distinct().Order(StringComparer.Ordinal)];

        var texts = new List<string>[examples.Count];
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < examples.Count; i++)
        {
            texts[i] = [];
            features.Collect(examples[i].Text, texts[i]);
            foreach (var feature in texts[i].Distinct())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, feature, out _)++;
            }
        }

        var idfs = new List<float>();
        foreach (var (feature, count) in counts)
        {
            if (count >= Array.Find(Kinds, kind => kind.Kind == feature[0]).LeastTexts)
            {
                index.Add(feature, idfs.Count);
                idfs.Add(MathF.Log((examples.Count + 1f) / (count + 1f)) + 1f);
            }
        }

        idf = [.. idfs];
        rare = MathF.Log(examples.Count + 1f) + 1f;

        var weighed = texts.Select(text => Weigh(text, counts)).ToArray();
        var topics = examples.Select(example => Array.IndexOf(Topics, example.Topic)).ToArray();
        classifier = new SoftmaxRegression(idf.Length + 2, Topics.Length);
        Ask(name => name, TopicTrust, weighed, topics);
        Ask(name => name.Split('.')[0], FamilyTrust, weighed, topics);
        Ask(name => name.Split('.')[^1], AspectTrust, weighed, topics);
    }

    /// <summary>The names of the topics; a score belongs to the name at the same place.</summary>
    public string[] Topics { get; }

    /// <summary>The probability of each topic.</summary>
    public float[] Score(string text) => classifier.Probabilities(Weigh(Collect(text)));

    /// <summary>How rare a feature is among the examples. Pieces that none of them has are worth half: they come many at a time.</summary>
    public float RarityOf(string feature) => index.TryGetValue(feature, out var known) ? idf[known] : RarityOfUnknown(feature[0]);

    /// <summary>What each feature of a text says for one topic rather than another.</summary>
    public IEnumerable<(string Feature, float Weight)> Compare(string text, int first, int second)
    {
        var names = Collect(text).Where(index.ContainsKey).Distinct().ToDictionary(feature => index[feature]);
        foreach (var (feature, value) in Weigh(Collect(text)))
        {
            if (names.TryGetValue(feature, out var name))
            {
                yield return (name, value * (classifier[feature, first] - classifier[feature, second]));
            }
        }
    }

    private float RarityOfUnknown(char kind) => kind == TopicFeatures.Word ? rare : rare * 0.5f;

    private List<string> Collect(string text)
    {
        var collected = new List<string>(128);
        features.Collect(text, collected);
        return collected;
    }

    /// <summary>
    /// The known features, each kind scaled to its weight. Features that no example has keep their part of the
    /// length, so a text that is mostly strange words stays near to no topic.
    /// </summary>
    private (int Feature, float Value)[] Weigh(List<string> collected, Dictionary<string, int>? learning = null)
    {
        var times = new Dictionary<string, int>(collected.Count);
        foreach (var feature in collected)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(times, feature, out _)++;
        }

        var values = new List<(int Feature, float Value)>(times.Count + 2);
        foreach (var (kind, weight, _) in Kinds)
        {
            var start = values.Count;
            var square = 0f;
            foreach (var (name, count) in times)
            {
                if (name[0] != kind)
                {
                    continue;
                }

                var often = count == 1 ? 1f : 1f + MathF.Log(count);
                var known = index.TryGetValue(name, out var feature);
                var value = often * (known ? idf[feature] : RarityOfUnknown(kind));
                square += value * value;
                if (known)
                {
                    values.Add((feature, value));
                }
            }

            var scale = square > 0 ? weight / MathF.Sqrt(square) : 0;
            for (var i = start; i < values.Count; i++)
            {
                values[i] = (values[i].Feature, values[i].Value * scale);
            }
        }

        // In training a word that only its own example has is as strange as a new word will be later.
        var (words, strange) = (0, 0);
        foreach (var feature in collected)
        {
            if (feature[0] == TopicFeatures.Word)
            {
                words++;
                strange += learning is null ? (index.ContainsKey(feature) ? 0 : 1) : learning[feature] == 1 ? 1 : 0;
            }
        }

        values.Add((idf.Length + 1, words == 0 ? 0 : Strange * strange / words));

        // The last row is what a topic weighs before anything is said.
        values.Add((idf.Length, 0.1f));
        return [.. values];
    }

    /// <summary>Learns a part of the topics' names by itself and adds what it says to the topics that have it.</summary>
    private void Ask(Func<string, string> part, float trust, (int Feature, float Value)[][] texts, int[] topics)
    {
        var parts = Topics.Select(part).Distinct().ToList();
        int[] holder = [.. Topics.Select(topic => parts.IndexOf(part(topic)))];
        var learned = new SoftmaxRegression(idf.Length + 2, parts.Count);
        learned.Train(texts, [.. topics.Select(topic => holder[topic])]);
        classifier.Add(learned, holder, trust);
    }
}
