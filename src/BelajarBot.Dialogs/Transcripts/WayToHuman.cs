using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>What to answer at a question in order to come to a human soon.</summary>
/// <param name="GivesUp">Whether answers that cannot be used lead there.</param>
/// <param name="Choice">The choice that leads there, or null for any answer.</param>
public sealed record WayToHuman(bool GivesUp, string? Choice)
{
    /// <summary>The shortest way from a question to a step that hands over; null when none leads there.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="question">The question.</param>
    public static WayToHuman? From(Dialog dialog, Question question)
    {
        // From the humans backwards: what is found sooner is nearer.
        var flow = new FlowGraph(dialog);
        var nearest = flow.Into(Enumerable.Range(0, dialog.Steps.Length).Where(at => flow[at] is HandoverStep));
        return flow.Out(dialog.IndexOf(question.Id))
            .Where(edge => edge.Way is not null && nearest.Contains(edge.To))
            .MinBy(edge => nearest.IndexOf(edge.To))?.Way is { } way
                ? new WayToHuman(!way.Completes, way.Choice?.Id)
                : null;
    }
}
