using System.Collections.Immutable;
using System.Text;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Engine;

/// <summary>An answer as people read it in a summary.</summary>
/// <param name="Question">The step that asked for it.</param>
/// <param name="Answer">Its name.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Words">What was answered.</param>
public sealed record SummaryLine(string Question, string Answer, string Label, string Words);

/// <summary>What was answered, a line for each answer.</summary>
public static class Summary
{
    /// <summary>What all values of a summary take together: the rest of a message is for labels and words around it.</summary>
    private const int LongestTogether = 2800;

    /// <summary>The lines, of those questions that the dialog has.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="questions">The questions that were answered, in their order.</param>
    /// <param name="answers">What was answered.</param>
    /// <param name="texts">The bot's own words.</param>
    /// <param name="context">Who reads it.</param>
    public static ImmutableArray<SummaryLine> Of(
        Dialog dialog, IEnumerable<string> questions, ValueSet answers, BotTexts texts, ValueContext context) =>
    [
        .. from id in questions
           let step = dialog.Find(id)
           where step is Question && dialog.Answers.ContainsKey(step.Asks!) && answers[step.Asks!] is not null
           let answer = dialog.Answers[step.Asks!]
           select new SummaryLine(
               id, answer.Name, answer.Label?.In(context.Language).Render(OneValue.None).Text ?? answer.Name, Words(dialog, answer, answers[answer.Name]!, texts, context)),
    ];

    /// <summary>The lines below each other, the labels in bold; long values are cut so that all of it is one message.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="head">The words above them.</param>
    /// <param name="longest">How much of each value is shown; when left out, as much as all of them together leave room for.</param>
    public static RichText Write(ImmutableArray<SummaryLine> lines, RichText head, int? longest = null)
    {
        var most = longest ?? Math.Max(60, LongestTogether / Math.Max(1, lines.Length));
        var words = new StringBuilder(head.Text.TrimEnd());
        var spans = head.Spans.ToBuilder();
        foreach (var line in lines)
        {
            words.Append('\n');
            spans.Add(new TextSpan(words.Length, line.Label.Length, SpanKind.Bold));
            words.Append(line.Label).Append(": ").Append(line.Words.ShortenTo(most));
        }

        return new RichText(words.ToString(), spans.ToImmutable());
    }

    private static string Words(Dialog dialog, Answer answer, string value, BotTexts texts, ValueContext context) => answer.Type switch
    {
        "choice" => dialog.Steps.OfType<ChoicesStep>().Where(step => step.Asks == answer.Name).Select(step => step.Find(value)).FirstOrDefault(choice => choice is not null)
            ?.Label.In(context.Language).Render(OneValue.None).Text ?? value,
        "photo" or "document" => "📎",
        _ => texts.Data.Display(answer.Type, value, context),
    };
}
