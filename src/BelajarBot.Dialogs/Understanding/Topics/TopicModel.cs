using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BelajarBot.Dialogs.Understanding.Topics;

/// <summary>
/// A linear classifier (softmax regression) over weighted features, trained from the examples when they are loaded.
/// The same examples give the same weights on every machine: the order is fixed, and all arithmetic is per element.
/// </summary>
internal sealed class TopicModel
{
    // Chosen by cross-validation over the examples. Short training keeps the scores modest, so that doubt shows.
    private const int Epochs = 6;
    private const float Rate = 4f;
    private const float Decay = 0.35f;

    /// <summary>How much it counts that a text is made of words which no example has.</summary>
    private const float Strange = 1f;

    /// <summary>How much each kind of feature counts.</summary>
    private static readonly (char Kind, float Weight, int LeastTexts)[] Kinds =
        [(TopicFeatures.Word, 1.0f, 1), (TopicFeatures.Pair, 0.6f, 2), (TopicFeatures.Piece, 0.7f, 3)];

    private readonly TopicFeatures features;
    private readonly Dictionary<string, int> index = [];
    private readonly float[] idf;
    private readonly float rare;
    private readonly float[] weights;
    private readonly int width;

    public TopicModel(TopicFeatures features, IReadOnlyList<TopicExample> examples)
    {
        this.features = features;
        Topics = [.. examples.Select(example => example.Topic).Distinct().Order(StringComparer.Ordinal)];
        width = (Topics.Length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

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
        weights = new float[(idf.Length + 2) * width];
        Train([.. texts.Select(text => Weigh(text, counts))], [.. examples.Select(example => Array.IndexOf(Topics, example.Topic))]);
    }

    /// <summary>The names of the topics; a score belongs to the name at the same place.</summary>
    public string[] Topics { get; }

    /// <summary>The probability of each topic.</summary>
    public float[] Score(string text)
    {
        var scores = new float[width];
        Softmax(Weigh(Collect(text)), scores);
        return scores[..Topics.Length];
    }

    /// <summary>What each feature of a text says for one topic rather than another.</summary>
    public IEnumerable<(string Feature, float Weight)> Compare(string text, int first, int second)
    {
        var names = Collect(text).Where(index.ContainsKey).Distinct().ToDictionary(feature => index[feature]);
        foreach (var (feature, value) in Weigh(Collect(text)))
        {
            if (names.TryGetValue(feature, out var name))
            {
                yield return (name, value * (weights[(feature * width) + first] - weights[(feature * width) + second]));
            }
        }
    }

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
                var value = often * (known ? idf[feature] : kind == TopicFeatures.Word ? rare : rare * 0.5f);
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

    /// <summary>Compiled in full at once: it runs a single time, when the program starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Train((int Feature, float Value)[][] texts, int[] topics)
    {
        var order = Enumerable.Range(0, texts.Length).ToArray();
        var random = new Random(20260101);
        var scores = new float[width];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            var rate = Rate / (1f + (Decay * epoch));
            foreach (var at in order)
            {
                Softmax(texts[at], scores);
                scores[topics[at]] -= 1f;
                foreach (var (feature, value) in texts[at])
                {
                    var row = weights.AsSpan(feature * width, width);
                    var step = new Vector<float>(-rate * value);
                    for (var i = 0; i < width; i += Vector<float>.Count)
                    {
                        var updated = new Vector<float>(row[i..]) + (step * new Vector<float>(scores.AsSpan(i)));
                        updated.CopyTo(row[i..]);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Softmax((int Feature, float Value)[] text, float[] scores)
    {
        Array.Clear(scores);
        foreach (var (feature, value) in text)
        {
            var row = weights.AsSpan(feature * width, width);
            var factor = new Vector<float>(value);
            for (var i = 0; i < width; i += Vector<float>.Count)
            {
                (new Vector<float>(scores.AsSpan(i)) + (factor * new Vector<float>(row[i..]))).CopyTo(scores, i);
            }
        }

        var real = scores.AsSpan(0, Topics.Length);
        var highest = float.MinValue;
        foreach (var score in real)
        {
            highest = MathF.Max(highest, score);
        }

        var sum = 0f;
        foreach (ref var score in real)
        {
            score = MathF.Exp(score - highest);
            sum += score;
        }

        foreach (ref var score in real)
        {
            score /= sum;
        }

        scores.AsSpan(Topics.Length).Clear();
    }
}
