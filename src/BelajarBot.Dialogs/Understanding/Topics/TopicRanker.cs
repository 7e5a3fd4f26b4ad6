using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace BelajarBot.Dialogs.Understanding.Topics;

/// <summary>
/// Tells what a question is about, by the examples that officers keep. Deterministic and safe to use from many
/// threads at once. Passwords, codes and identity numbers are told by rule, because what matters there is the shape
/// of what was written and not its words.
/// </summary>
public sealed class TopicRanker
{
    /// <summary>The topic of everything that is none of the bot's business: ranked, and never the verdict.</summary>
    public const string OutOfScope = "out_of_scope";

    /// <summary>The topic of thanks, and of joy that it worked.</summary>
    public const string Thanks = "smalltalk.thanks";

    private const string NotHelped = "feedback.negative";

    private static readonly FrozenSet<Rune> Content = FrozenSet.ToFrozenSet("👍👌👏🤝💪🎉❤🥰😍😊☺🙂😀😁😃😄".EnumerateRunes());
    private static readonly FrozenSet<Rune> Discontent = FrozenSet.ToFrozenSet("👎😡😠😤😞😟😢😭🙁☹😩😫".EnumerateRunes());

    private const string SecretLeak = "safety.secret_leak";
    private const string PersonalLeak = "safety.pii_leak";
    private const int Shown = 5;
    internal const int Offered = 3;

    /// <summary>From this score a topic is answered. In cross-validation that gives 4 wrong answers for 100 off-topic messages.</summary>
    internal const double Sure = 0.75;

    /// <summary>From this score on off-topic nothing is offered.</summary>
    internal const double Foreign = 0.5;

    /// <summary>From this score a topic is offered.</summary>
    internal const double Possible = 0.05;

    private readonly TopicModel model;
    private readonly IndonesianNormalizer normalizer;

    /// <summary>Learns from examples.</summary>
    /// <param name="examples">At least one; their order does not matter to what people see, but their number does.</param>
    /// <param name="lexicon">How people write.</param>
    public TopicRanker(IReadOnlyList<TopicExample> examples, Lexicon lexicon)
    {
        if (examples.Count == 0)
        {
            throw new ArgumentException("A ranker needs examples to learn from.", nameof(examples));
        }

        normalizer = new IndonesianNormalizer(lexicon, Vocabulary(examples, lexicon));
        model = new TopicModel(new TopicFeatures(normalizer), examples);
    }

    /// <summary>The names of all topics, <see cref="OutOfScope"/> included.</summary>
    public IReadOnlyList<string> Topics => model.Topics;

    /// <summary>How rare a feature is among the examples: the fewer have it, the more it tells.</summary>
    /// <param name="feature">As <see cref="TopicFeatures.Collect"/> names it.</param>
    internal float RarityOf(string feature) => model.RarityOf(feature);

    /// <summary>Ranks the topics for a text.</summary>
    /// <param name="text">As typed.</param>
    public TopicRanking Rank(string text)
    {
        if (RuleFor(text) is { } ruled)
        {
            return new TopicRanking(new TopicVerdict.Answer(ruled), [new TopicScore(ruled, 1)]);
        }

        if (Fold.Text(text).Length == 0)
        {
            return Feeling(text) is { } felt && Known(felt) is { } topic
                ? new TopicRanking(new TopicVerdict.Answer(topic), [new TopicScore(topic, 1)])
                : new TopicRanking(TopicVerdict.Unknown.Instance, []);
        }

        var scores = model.Score(text);
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(Shown).ToArray();
        ImmutableArray<TopicScore> topics = [.. order.Select(i => new TopicScore(model.Topics[i], Math.Round(scores[i], 4)))];
        return new TopicRanking(Verdict(topics), topics) { IsMadeOut = normalizer.Words(text).Any(normalizer.Knows) };
    }

    /// <summary>Ranks the topics for a text and says why.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="most">How much evidence to give at most.</param>
    public TopicExplanation Explain(string text, int most = 12)
    {
        var ranking = Rank(text);
        var words = normalizer.Words(text);
        if (RuleFor(text) is not null)
        {
            return new TopicExplanation(ranking, words, [], nameof(SecretDetector));
        }

        if (ranking.Topics is not [var first, var second, ..])
        {
            return new TopicExplanation(ranking, words, [], null);
        }

        var evidence = model.Compare(text, Array.IndexOf(model.Topics, first.Topic), Array.IndexOf(model.Topics, second.Topic))
            .OrderByDescending(pair => MathF.Abs(pair.Weight))
            .ThenBy(pair => pair.Feature, StringComparer.Ordinal)
            .Take(most)
            .Select(pair => new TopicEvidence(Readable(pair.Feature), Math.Round(pair.Weight, 3)));
        return new TopicExplanation(ranking, words, [.. evidence], null);
    }

    /// <summary>What somebody says with nothing but a thumb or a face: thanks, or that they are not content; else null. Folded hands may as well ask.</summary>
    private static string? Feeling(string text) =>
        text.EnumerateRunes().Any(Discontent.Contains) ? NotHelped
        : text.EnumerateRunes().Any(Content.Contains) ? Thanks
        : null;

    private static TopicVerdict Verdict(ImmutableArray<TopicScore> topics)
    {
        var first = topics[0];
        if (first.Topic == OutOfScope && first.Score >= Foreign)
        {
            return TopicVerdict.Unknown.Instance;
        }

        if (first.Topic != OutOfScope && first.Score >= Sure)
        {
            return new TopicVerdict.Answer(first.Topic);
        }

        ImmutableArray<string> offered =
        [
            .. topics.Where(topic => topic.Topic != OutOfScope && topic.Score >= Possible).Take(Offered).Select(topic => topic.Topic),
        ];
        return offered.IsEmpty ? TopicVerdict.Unknown.Instance : new TopicVerdict.DidYouMean(offered);
    }

    private string? RuleFor(string text)
    {
        var kinds = SecretDetector.Redact(text).Kinds;
        return kinds.Count == 0 ? null
            : Known(kinds.Any(kind => kind is SecretKind.Password or SecretKind.OneTimeCode) ? SecretLeak : PersonalLeak);
    }

    private string? Known(string topic) => Array.IndexOf(model.Topics, topic) >= 0 ? topic : null;

    /// <summary>Words of the examples that can be trusted as spelled: the standard forms, and what several examples write alike.</summary>
    private static IEnumerable<string> Vocabulary(IReadOnlyList<TopicExample> examples, Lexicon lexicon)
    {
        var plain = new IndonesianNormalizer(lexicon);
        var counts = new Dictionary<string, int>();
        foreach (var word in examples.SelectMany(example => plain.Words(example.Text).Distinct()))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts.Where(pair => pair.Value > 1).Select(pair => pair.Key).Concat(lexicon.StandardWords).Distinct();
    }

    private static string Readable(string feature) =>
        feature[0] == TopicFeatures.Piece ? $"…{feature[1..].Replace('_', ' ').Trim()}…" : feature[1..];
}
