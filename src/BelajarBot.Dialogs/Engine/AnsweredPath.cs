using System.Collections.Immutable;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// The way that what is known takes through a dialog: which of its questions are answered on it, and where it comes to
/// a question that is not, to a summary, or to an end. An answer that lies beside the way counts no more.
/// </summary>
/// <param name="Questions">The questions that are answered, in the order of the way.</param>
/// <param name="StopsAt">The position of the step where it stops; past the last when it runs off the dialog.</param>
internal sealed record AnsweredPath(ImmutableArray<Question> Questions, int StopsAt)
{
    internal static AnsweredPath Of(TurnBuilder turn)
    {
        var (dialog, conversation) = (turn.Dialog, turn.Conversation);
        var questions = ImmutableArray.CreateBuilder<Question>();
        var walked = new HashSet<int>();
        var at = 0;
        while (at >= 0 && at < dialog.Steps.Length && walked.Add(at))
        {
            var step = dialog.Steps[at];
            var isAnswered = step.Asks is { } asked && conversation.Answers[asked] is not null;
            if (step.If is not null && !turn.Holds(step.If) || (!isAnswered && step.IsPassedOver(turn)))
            {
                at++;
                continue;
            }

            if (step is SubmitStep || (step is Question && (!isAnswered || conversation.Reopened.Any(reopened => reopened.Step == step.Id))))
            {
                break;
            }

            if (step is Question question)
            {
                questions.Add(question);
            }

            var next = step.Past(turn);
            at = next.Kind switch
            {
                NextKind.Go => dialog.IndexOf(next.Target),
                NextKind.End => dialog.Steps.Length,
                _ => at + 1,
            };
        }

        return new AnsweredPath([.. questions.DistinctBy(question => question.Asks)], at < 0 ? dialog.Steps.Length : at);
    }
}
