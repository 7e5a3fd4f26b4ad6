using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Steps;

/// <summary>
/// Sums up what was answered, lets the person change any of it, and sends it in to be reviewed; the dialog goes on at once:
/// <code>
/// - id: kirim
///   say: Ini usulan Anda. Sudah benar?
///   submit: {kind: rtl, title: "{judul}", review: {by: reviewer, area: contact.region}}
/// </code>
/// </summary>
public sealed class SubmitStep : Step
{
    internal static readonly StepKind Kind = new("submit", ["submit"], step => new SubmitStep(step));

    /// <summary>The choice of sending; no step can have this id. The others are the steps whose answers are changed.</summary>
    private const string Send = "=send";

    /// <summary>Words that say that all is well, alone or together: "ya sudah benar". One more word, and it is not sent.</summary>
    private static readonly FrozenSet<string> Agreements = FrozenSet.ToFrozenSet(
        ["ya", "iya", "sudah", "benar", "betul", "kirim", "kirimkan", "setuju", "ok", "oke", "lanjut", "saja", "semua", "semuanya", "yes", "correct", "right", "send"]);

    private const int ShortLabel = 18;
    private const int LongestTitle = 80;

    private SubmitStep(Yaml.StepReader step)
        : base(step.Basics) => (SubmissionKind, Title, By, Area) = step.Submit();

    /// <summary>What is sent in.</summary>
    public string SubmissionKind { get; }

    /// <summary>What it is called in lists, or null for the dialog's title.</summary>
    public Text? Title { get; }

    /// <summary>The role that reviews it.</summary>
    public string By { get; }

    /// <summary>The answer, or the field of the person as <c>contact.region</c>, whose area decides who reviews it; null for the person's region.</summary>
    public string? Area { get; }

    /// <inheritdoc />
    public override bool Waits => true;

    /// <inheritdoc />
    public override IEnumerable<Text> Texts => Title is null ? base.Texts : [.. base.Texts, Title];

    internal override Next Enter(TurnBuilder turn)
    {
        turn.ReachSummary(this);
        turn.OpenQuestion(this);
        return Again(turn);
    }

    internal override Next Again(TurnBuilder turn)
    {
        var lines = Lines(turn);
        var head = (Say ?? turn.Context.Texts["summary"]).In(turn.Language).Render(turn);
        turn.Add(new Say(Summary.Write(lines, head), Buttons(turn, lines)));
        return Next.Stay;
    }

    internal override Next Receive(TurnBuilder turn, Input input)
    {
        var lines = Lines(turn);
        var wanted = input switch
        {
            PressInput press when ButtonData.TryReadChoice(press.Data, out _, out _, out var choice) => choice,
            TextInput text => Meant(turn, lines, text.Text),
            _ => null,
        };
        if (wanted == Send)
        {
            return Submit(turn);
        }

        if (turn.Dialog.Find(wanted) is Question question)
        {
            turn.CloseQuestion(this, wanted);
            return question.Enter(turn);
        }

        turn.MarkUnusable();
        turn.SayBot("summary_unclear", Buttons(turn, lines));
        return Next.Stay;
    }

    private Next Submit(TurnBuilder turn)
    {
        var questions = Questions(turn);
        var conversation = turn.Conversation;
        var area = Area is null ? turn.Fields["region"]
            : Area.StartsWith("contact.", StringComparison.Ordinal) ? turn.Fields[Area["contact.".Length..]]
            : conversation.Answers[Area];
        var title = turn.Render(Title ?? turn.Dialog.Title)!.ReplaceLineEndings(" ").Trim();
        turn.CloseQuestion(this, Send);
        turn.Add(new Submit(
            turn.Dialog.Id, turn.Dialog.Revision, Id, SubmissionKind, By, area,
            title.ShortenTo(LongestTitle - 1),
            [.. questions.Select(question => question.Id)],
            ValueSet.Of(questions.Select(question => new KeyValuePair<string, string?>(question.Asks, conversation.Answers[question.Asks]))),
            conversation.Submission));
        turn.LeaveSummary();
        return Complete(turn);
    }

    /// <summary>What typed words mean here, in any language: that it may be sent, or the name of an answer ("ubah lembaga").</summary>
    private static string? Meant(TurnBuilder turn, ImmutableArray<SummaryLine> lines, string text)
    {
        var normalizer = turn.Context.Texts.Data.Normalizer;
        var words = normalizer.Words(text);
        var send = turn.Context.Texts["submit_button"].ByLanguage.Values.Select(label => Fold.Text(label.Source));
        if (words.Count > 0 && words.All(word => Agreements.Contains(word) || send.Contains(word)))
        {
            return Send;
        }

        var labels = new ChoiceMatcher([.. lines.Select(line => new ChoiceWords(line.Question, LabelsOf(turn.Dialog, line)))], normalizer);
        return (labels.Match(text) as ChoiceMatch.Matched)?.Id;
    }

    private static string[] LabelsOf(Dialog dialog, SummaryLine line) =>
        [.. dialog.Answers[line.Answer].Label?.ByLanguage.Values.Select(label => label.Source) ?? []];

    private ImmutableArray<SummaryLine> Lines(TurnBuilder turn) => Summary.Of(
        turn.Dialog, Questions(turn).Select(question => question.Id), turn.Conversation.Answers, turn.Context.Texts, turn.ValueContext);

    /// <summary>What was answered on the way here; whoever came by giving up a question has answered the others all the same.</summary>
    private ImmutableArray<Question> Questions(TurnBuilder turn)
    {
        var path = AnsweredPath.Of(turn);
        return turn.Dialog.Steps.ElementAtOrDefault(path.StopsAt) == this
            ? path.Questions
            : [.. turn.Dialog.Steps.OfType<Question>().Where(question => turn.Conversation.Answers[question.Asks] is not null).DistinctBy(question => question.Asks)];
    }

    private static ImmutableArray<ImmutableArray<Button>> Buttons(TurnBuilder turn, ImmutableArray<SummaryLine> lines)
    {
        var conversation = turn.Conversation;
        return
        [
            [turn.BotButton("submit_button", ButtonData.Choice(conversation, conversation.Question, Send))],
            .. ButtonRows.Arrange(
                [.. lines.Select(line => new Button(ChangeLabel(turn, line), ButtonData.Choice(conversation, conversation.Question, line.Question)))], ShortLabel),
        ];
    }

    private static string ChangeLabel(TurnBuilder turn, SummaryLine line) =>
        turn.Context.Texts["change_button"].In(turn.Language).Render(new OneValue("label", line.Label)).Text;
}
