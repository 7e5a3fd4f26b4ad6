using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>What became of an answer.</summary>
public abstract record ValueResult
{
    private ValueResult()
    {
    }

    /// <summary>The answer was understood.</summary>
    /// <param name="Value">The canonical text to store; reading it again gives the same value.</param>
    /// <param name="Display">The form to show to people.</param>
    /// <param name="Warning">Why a second look is wise (<c>repaired</c>, <c>unknown_subdomain</c>), or null; <see cref="ValueTexts"/> has words for it.</param>
    public sealed record Accepted(string Value, string Display, string? Warning = null) : ValueResult;

    /// <summary>The answer cannot be taken.</summary>
    /// <param name="Reason">Why, as a code; <see cref="ValueTexts"/> has words for it.</param>
    /// <param name="Facts">Numbers and names that those words mention, by placeholder.</param>
    public sealed record Refused(string Reason, ImmutableDictionary<string, string> Facts) : ValueResult
    {
        /// <summary>A refusal whose words mention nothing.</summary>
        /// <param name="reason">Why, as a code.</param>
        public Refused(string reason)
            : this(reason, ImmutableDictionary<string, string>.Empty)
        {
        }

        /// <summary>A refusal whose words mention one thing.</summary>
        /// <param name="reason">Why, as a code.</param>
        /// <param name="fact">The placeholder.</param>
        /// <param name="value">What it stands for.</param>
        public Refused(string reason, string fact, string value)
            : this(reason, ImmutableDictionary<string, string>.Empty.Add(fact, value))
        {
        }

        /// <summary>The same refusal with one more fact.</summary>
        /// <param name="fact">The placeholder.</param>
        /// <param name="value">What it stands for.</param>
        public Refused With(string fact, string value) => this with { Facts = Facts.Add(fact, value) };
    }

    /// <summary>The answer fits several values; the person picks one.</summary>
    /// <param name="Options">Two or more, the likeliest first.</param>
    public sealed record Choose(ImmutableArray<ValueOption> Options) : ValueResult;
}

/// <summary>One value that an answer may have meant.</summary>
/// <param name="Value">The canonical text.</param>
/// <param name="Display">The words on its button.</param>
public sealed record ValueOption(string Value, string Display);
