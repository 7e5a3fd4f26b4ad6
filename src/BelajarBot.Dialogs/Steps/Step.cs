using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Steps;

/// <summary>What every step may have, whatever its kind.</summary>
internal sealed record StepBasics(string Id, Place Place)
{
    internal Text? Say { get; init; }

    internal Condition? SkipIf { get; init; }

    internal Condition? If { get; init; }

    internal string? Milestone { get; init; }

    internal string? Go { get; init; }

    internal ImmutableArray<string> Forget { get; init; } = [];

    internal string? End { get; init; }

    internal ImmutableArray<string> Next { get; init; } = [];

    internal required IReadOnlyDictionary<string, Place> KeyPlaces { get; init; }
}

/// <summary>One step of a dialog. Each kind is a file in this folder, named with the word that the author writes.</summary>
public abstract class Step
{
    private readonly StepBasics basics;

    private protected Step(StepBasics basics) => this.basics = basics;

    /// <summary>Its permanent name within the dialog.</summary>
    public string Id => basics.Id;

    /// <summary>Where it stands.</summary>
    public Place Place => basics.Place;

    /// <summary>What it says on arrival, or null.</summary>
    public Text? Say => basics.Say;

    /// <summary>It is passed over when this holds.</summary>
    public Condition? SkipIf => basics.SkipIf;

    /// <summary>It is passed over unless this holds.</summary>
    public Condition? If => basics.If;

    /// <summary>The mark that is reached by completing it, or null.</summary>
    public string? Milestone => basics.Milestone;

    /// <summary>The step that follows, or null for the next one in the file.</summary>
    public string? Go => basics.Go;

    /// <summary>Answers that are taken back by completing it.</summary>
    public ImmutableArray<string> Forget => basics.Forget;

    /// <summary>How the dialog ends here, or null when it goes on.</summary>
    public string? End => basics.End;

    /// <summary>The dialogs that are offered where this one ends here.</summary>
    public ImmutableArray<string> NextDialogs => basics.Next;

    /// <summary>Where each of its keys stands.</summary>
    public IReadOnlyDictionary<string, Place> KeyPlaces => basics.KeyPlaces;

    /// <summary>Whether the dialog stops here until something arrives.</summary>
    public virtual bool Waits => false;

    /// <summary>What it asks for, or null when it asks nothing.</summary>
    public virtual string? Asks => null;

    /// <summary>Every text of it, for checks and translation.</summary>
    public virtual IEnumerable<Text> Texts => Say is null ? [] : [Say];

    /// <summary>Every condition of it.</summary>
    public virtual IEnumerable<Condition> Conditions => new[] { SkipIf, If }.OfType<Condition>();

    /// <summary>Those of its texts that may quote what the person wrote, as <c>{answer}</c>.</summary>
    public virtual IEnumerable<Text> TextsWithAnswer => [];

    /// <summary>Every list of words that are understood here.</summary>
    public virtual IEnumerable<WordList> WordLists => [];

    /// <summary>Every way out of it; being passed over is not among them.</summary>
    internal virtual IEnumerable<Way> Ways => [Onward];

    /// <summary>The way that completing it takes when nothing else is said.</summary>
    private protected Way Onward => new(Go, PlaceOf(End is null ? "go" : "end")) { Ends = End is not null };

    /// <summary>Where a key's value stands, or the step itself when it has no such key.</summary>
    internal Place PlaceOf(string key) => KeyPlaces.TryGetValue(key, out var place) ? place : Place;

    /// <summary>The dialog arrives here.</summary>
    internal abstract Next Enter(TurnBuilder turn);

    /// <summary>Something arrived while the dialog was waiting here.</summary>
    internal virtual Next Receive(TurnBuilder turn, Input input) => Next.Stay;

    /// <summary>The time that the step was waiting for has come, or what it called or handed over is done.</summary>
    internal virtual Next Wake(TurnBuilder turn) => Next.Stay;

    /// <summary>The person comes back to this step: what it has to say again.</summary>
    internal virtual Next Again(TurnBuilder turn) => Wake(turn);

    /// <summary>Whether the step has nothing to do for this person now.</summary>
    internal bool IsPassedOver(TurnBuilder turn) =>
        (SkipIf is not null && turn.Holds(SkipIf)) || (If is not null && !turn.Holds(If));

    /// <summary>Where the dialog went from here when it was completed before, as far as what was answered tells.</summary>
    internal virtual Next Past(TurnBuilder turn) => End is not null ? Next.End(End) : Go is not null ? Next.Go(Go) : Next.Forward;

    /// <summary>What completing the step does, whatever its kind: the mark, the forgetting, the way on.</summary>
    internal Next Complete(TurnBuilder turn)
    {
        if (Milestone is not null)
        {
            turn.Reach(Milestone);
        }

        foreach (var name in Forget)
        {
            turn.ForgetAnswer(name);
        }

        return End is not null ? Next.End(End) : Go is not null ? Next.Go(Go) : Next.Forward;
    }
}

/// <summary>One way out of a step: what the checks walk along.</summary>
/// <param name="Target">The step that it leads to, or null for the next one in the file.</param>
/// <param name="Place">Where the target or the end is named; the step where neither is.</param>
internal sealed record Way(string? Target, Place Place)
{
    /// <summary>Whether the dialog ends.</summary>
    internal bool Ends { get; init; }

    /// <summary>Whether the step is done: answered, its mark reached, its answers taken back. Giving up after some tries is not.</summary>
    internal bool Completes { get; init; } = true;

    /// <summary>The choice that takes it, or null.</summary>
    internal Choice? Choice { get; init; }
}

/// <summary>Where a dialog goes after a step.</summary>
internal readonly record struct Next(NextKind Kind, string? Target)
{
    internal static readonly Next Stay = new(NextKind.Stay, null);
    internal static readonly Next Aside = new(NextKind.Aside, null);
    internal static readonly Next Forward = new(NextKind.Forward, null);

    internal static Next Go(string stepId) => new(NextKind.Go, stepId);

    internal static Next End(string outcome) => new(NextKind.End, outcome);
}

internal enum NextKind
{
    /// <summary>Wait here for the person.</summary>
    Stay,

    /// <summary>The question stays as it is, and the person is free of it until they come back.</summary>
    Aside,

    /// <summary>On to the next step in the file.</summary>
    Forward,

    /// <summary>To the step named.</summary>
    Go,

    /// <summary>The dialog is over, with the outcome named.</summary>
    End,
}
