using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using Condition = BelajarBot.Dialogs.Definition.Condition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>What conditions may ask about the person in the middle of a turn.</summary>
internal sealed partial class TurnBuilder : IFacts
{
    private string? examined;

    DateTimeOffset IFacts.Now => context.Now;

    /// <summary>Whether a condition holds now; one that could not be compiled never does.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="answer">The value that the word <c>answer</c> stands for in it.</param>
    internal bool Holds(Condition condition, string? answer = null)
    {
        examined = answer;
        return condition.Expression?.Evaluate(this) ?? false;
    }

    Value IFacts.Read(Variable variable) => variable.Source is VariableSource.Program
        ? context.Programmes.Read(dialog.Program, variable.Key, context.Now)
        : Value.Stored(
        variable.Kind,
        variable.Source switch
        {
            VariableSource.Contact when variable.Key == ContactFields.School => School,
            VariableSource.Contact => fields[variable.Key],
            VariableSource.Answer => Conversation.Answers[variable.Key],
            VariableSource.Input => examined,
            _ => null,
        },
        context.Contact.Zone.GetUtcOffset(context.Now));

    /// <summary>The school of the NPSN that is known at this point of the turn; null while no list has it.</summary>
    private string? School => fields["npsn"] is { } npsn ? context.Contact.Schools.GetValueOrDefault(npsn) : null;

    DateTimeOffset? IFacts.ReachedAt(MilestoneName milestone)
    {
        var scope = ScopeOf(milestone.Dialog);
        return context.Contact.Milestones.TryGetValue((scope, milestone.Milestone), out var at) ? at
            : effects.Exists(effect => effect is ReachMilestone mark && mark.Scope == scope && mark.Name == milestone.Milestone) ? context.Now
            : null;
    }

    private string ScopeOf(string dialogId) =>
        dialogId == dialog.Id ? dialog.MilestoneScope : context.MilestoneScopes.GetValueOrDefault(dialogId, dialogId);

    bool IFacts.StandsAt(string dialogId, string? step) =>
        dialogId == dialog.Id && Conversation.IsUnfinished && (step is null || step == Conversation.Step);

    bool IFacts.HasConsented(string consent) => consents[consent] is not null;

    bool IFacts.IsEnrolled(string program) =>
        context.Contact.Enrolments.Contains(program)
        || (program == dialog.Program && (enrolling ?? Conversation.Cycle) is { } cycle && cycle == context.Programmes.CycleOf(program));
}
