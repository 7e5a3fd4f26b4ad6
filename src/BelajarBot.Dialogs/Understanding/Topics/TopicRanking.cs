using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Understanding.Topics;

/// <summary>How likely a text is about a topic.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Score">From 0 to 1; the scores of all topics add up to 1.</param>
public sealed record TopicScore(string Topic, double Score);

/// <summary>What to do about a question.</summary>
public abstract record TopicVerdict
{
    private TopicVerdict()
    {
    }

    /// <summary>The topic is clear; answer it.</summary>
    /// <param name="Topic">Its name.</param>
    public sealed record Answer(string Topic) : TopicVerdict;

    /// <summary>It may be one of these; offer them as buttons.</summary>
    /// <param name="Topics">One to three names, the likeliest first.</param>
    public sealed record DidYouMean(ImmutableArray<string> Topics) : TopicVerdict;

    /// <summary>It is about something else, or about nothing that can be made out.</summary>
    public sealed record Unknown : TopicVerdict
    {
        /// <summary>The only one.</summary>
        public static Unknown Instance { get; } = new();

        private Unknown()
        {
        }
    }
}

/// <summary>A word or a piece of one that spoke for a topic, or against it.</summary>
/// <param name="Feature">The word, two words with a space, or a piece with <c>…</c> where the word goes on.</param>
/// <param name="Weight">How strongly it spoke for the first topic rather than for the second.</param>
public sealed record TopicEvidence(string Feature, double Weight);

/// <summary>What a text may be about.</summary>
/// <param name="Verdict">What to do.</param>
/// <param name="Topics">The likeliest topics, best first; <see cref="TopicRanker.OutOfScope"/> may be among them.</param>
public sealed record TopicRanking(TopicVerdict Verdict, ImmutableArray<TopicScore> Topics)
{
    /// <summary>Whether at least one of its words is more than one example's: of "asdfgh" nothing can be said, although one example has it.</summary>
    public bool IsMadeOut { get; init; } = true;

    /// <summary>Whether it is clearly about something else, rather than about nothing that can be made out.</summary>
    public bool IsForeign => IsMadeOut && Topics is [{ Topic: TopicRanker.OutOfScope, Score: >= TopicRanker.Sure }, ..];
}

/// <summary>Why a text was ranked as it was.</summary>
/// <param name="Ranking">The ranking.</param>
/// <param name="Words">The standard words that were read.</param>
/// <param name="Evidence">What decided between the first two topics, strongest first; empty when a rule decided.</param>
/// <param name="Rule">The rule that decided instead of the examples, or null.</param>
public sealed record TopicExplanation(TopicRanking Ranking, IReadOnlyList<string> Words, ImmutableArray<TopicEvidence> Evidence, string? Rule);
