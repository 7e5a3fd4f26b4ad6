using System.Collections.Immutable;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Steps;

/// <summary>A kind of step: the key that makes a step of this kind, the keys it has of its own, and how it is read.</summary>
/// <param name="Word">The key that gives the kind away.</param>
/// <param name="Keys">Its own keys, besides those that every step may have.</param>
/// <param name="Read">Makes the step.</param>
internal sealed record StepKind(string Word, ImmutableArray<string> Keys, Func<StepReader, Step> Read)
{
    /// <summary>The keys that every step may have.</summary>
    internal static readonly ImmutableArray<string> CommonKeys =
        ["id", "say", "if", "skip_if", "milestone", "go", "forget", "end", "next"];

    /// <summary>Every kind. A step is of the first kind whose word it has; one with none of them says something.</summary>
    internal static readonly ImmutableArray<StepKind> All = [ChoicesStep.Kind, AskStep.Kind, WaitStep.Kind, HandoverStep.Kind, SubmitStep.Kind, CallStep.Kind, SayStep.Kind];
}
