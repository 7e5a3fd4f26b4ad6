using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Steps;

/// <summary>What all questions share: they wait, they ask again, they give up after the tries the author allowed.</summary>
public abstract class Question : Step
{
    /// <summary>After a silence as long as this, something unreadable is a greeting rather than a wrong answer.</summary>
    private static readonly TimeSpan LongSilence = TimeSpan.FromHours(6);

    private readonly string answer;

    private protected Question(StepBasics basics, string answer, StepReader step)
        : base(basics)
    {
        this.answer = answer;
        Hint = step.Text("hint");
        Invalid = step.Text("invalid");
        Tries = step.Tries();
        Must = step.Must();
    }

    /// <summary>Words after <c>bantuan</c> here, or null.</summary>
    public Text? Hint { get; }

    /// <summary>Words when the answer cannot be read, or null for the bot's own.</summary>
    public Text? Invalid { get; }

    /// <summary>What happens after too many unusable answers, or null.</summary>
    public Tries? Tries { get; }

    /// <summary>What must also be true of the answer.</summary>
    public ImmutableArray<Must> Must { get; }

    /// <inheritdoc />
    public override bool Waits => true;

    /// <inheritdoc />
    public override string Asks => answer;

    /// <inheritdoc />
    public override IEnumerable<Text> Texts =>
        [.. base.Texts, .. new[] { Hint, Invalid }.OfType<Text>(), .. Must.Select(m => m.Else)];

    /// <inheritdoc />
    public override IEnumerable<Condition> Conditions => [.. base.Conditions, .. Must.Select(m => m.Check)];

    /// <inheritdoc />
    public override IEnumerable<Text> TextsWithAnswer => [.. Invalid is null ? [] : new[] { Invalid }, .. Must.Select(m => m.Else)];

    internal sealed override IEnumerable<Way> Ways =>
        Tries is { Then: { } then } ? [.. Answered, new Way(then, Tries.Place) { Completes = false }] : Answered;

    /// <summary>The ways that an answer may take.</summary>
    private protected virtual IEnumerable<Way> Answered => [Onward];

    internal override Next Enter(TurnBuilder turn)
    {
        turn.OpenQuestion(this);
        Ask(turn);
        return Next.Stay;
    }

    internal override Next Again(TurnBuilder turn)
    {
        Ask(turn);
        return Next.Stay;
    }

    /// <summary>Puts the question, as new or once more.</summary>
    internal virtual void Ask(TurnBuilder turn)
    {
        if (Say is not null)
        {
            turn.Say(Say);
        }
    }

    /// <summary>The answer cannot be used: says so, or gives up where the author said to.</summary>
    private protected Next Fail(TurnBuilder turn, Action<TurnBuilder> explain)
    {
        turn.MarkUnusable();
        if (turn.Context.Now - turn.LastTouched >= LongSilence)
        {
            turn.SayBot("resumed");
            Ask(turn);
            return Next.Stay;
        }

        if (turn.CountFailure() >= Tries?.Max)
        {
            return Tries.Then is { } then ? Next.Go(then) : Next.Aside;
        }

        explain(turn);
        return Next.Stay;
    }

    /// <summary>
    /// Several things may be meant: to be asked which one is no failed try. Only who is asked the same twice has come no further.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="options">What may be meant, as stored values.</param>
    /// <param name="ask">Asks which one.</param>
    private protected Next Clarify(TurnBuilder turn, ImmutableArray<string> options, Action<TurnBuilder> ask)
    {
        if (turn.Conversation.Offered.SequenceEqual(options))
        {
            return Fail(turn, ask);
        }

        turn.MarkUnusable();
        turn.Offer(options);
        ask(turn);
        return Next.Stay;
    }

    /// <summary>The first condition that the answer does not meet, said; false when it meets all.</summary>
    private protected bool IsForbidden(TurnBuilder turn, string value, out Text reason)
    {
        foreach (var must in Must)
        {
            if (!turn.Holds(must.Check, value))
            {
                reason = must.Else;
                return true;
            }
        }

        reason = null!;
        return false;
    }
}
