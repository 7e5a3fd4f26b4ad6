using System.Numerics;
using System.Runtime.CompilerServices;

namespace BelajarBot.Dialogs.Understanding.Topics;

/// <summary>
/// A linear classifier over weighted features. The same texts give the same weights on every machine: the order is
/// fixed, and all arithmetic is per element.
/// </summary>
internal sealed class SoftmaxRegression
{
    // Chosen by cross-validation over the examples. Short training keeps the scores modest, so that doubt shows.
    private const int Epochs = 6;
    private const float Rate = 4f;
    private const float Decay = 0.35f;

    /// <summary>Part of each label that is spread over all classes, so that one odd example does not pull with all its might.</summary>
    private const float Doubt = 0.05f;

    private readonly int classes;
    private readonly int width;
    private readonly float[] weights;

    public SoftmaxRegression(int features, int classes)
    {
        this.classes = classes;
        width = (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        weights = new float[features * width];
    }

    /// <summary>What one unit of a feature says for a class.</summary>
    public float this[int feature, int of] => weights[(feature * width) + of];

    /// <summary>Learns which class each text belongs to. Compiled in full at once: it runs when the program starts and never again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Train((int Feature, float Value)[][] texts, int[] labels)
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
                Probabilities(texts[at], scores);
                foreach (ref var score in scores.AsSpan(0, classes))
                {
                    score -= Doubt / classes;
                }

                scores[labels[at]] -= 1f - Doubt;
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

    /// <summary>
    /// Takes another's opinion in: each class gains what the other says for the class that holds it. Adding up the
    /// weights once is the same as multiplying the two probabilities for every text.
    /// </summary>
    /// <param name="other">Trained on the same features.</param>
    /// <param name="holder">The other's class for each of ours.</param>
    /// <param name="trust">How much the other counts.</param>
    public void Add(SoftmaxRegression other, int[] holder, float trust)
    {
        for (var (mine, theirs) = (0, 0); mine < weights.Length; mine += width, theirs += other.width)
        {
            for (var i = 0; i < classes; i++)
            {
                weights[mine + i] += trust * other.weights[theirs + holder[i]];
            }
        }
    }

    /// <summary>The probability of each class.</summary>
    public float[] Probabilities((int Feature, float Value)[] text)
    {
        var scores = new float[width];
        Probabilities(text, scores);
        return scores[..classes];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Probabilities((int Feature, float Value)[] text, float[] scores)
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

        var real = scores.AsSpan(0, classes);
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

        scores.AsSpan(classes).Clear();
    }
}
