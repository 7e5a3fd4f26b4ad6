using System.Collections.Immutable;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Steps;

/// <summary>
/// Asks for a value that the person writes, sends or shares:
/// <code>
/// - id: npsn
///   ask: npsn
///   say: Berapa NPSN sekolah Anda? (8 angka)
///   invalid: NPSN terdiri dari 8 angka, contohnya 20104567.
/// </code>
/// </summary>
public sealed class AskStep : Question
{
    internal static readonly StepKind Kind =
        new("ask", ["ask", "hint", "invalid", "must", "tries", "accept"], step => new AskStep(step));

    private readonly ImmutableArray<IValueType> types;
    private readonly ValueTexts texts;

    private AskStep(StepReader step)
        : base(step.Basics, step.Word("ask") ?? step.Id, step)
    {
        Accept = step.Types("accept");
        types = [step.TypeOf(Asks), .. Accept.Select(name => step.OfName(name)!)];
        texts = step.Data.ValueTexts;
    }

    /// <summary>Other kinds of input that also answer, such as <c>photo</c>.</summary>
    public ImmutableArray<string> Accept { get; }

    /// <summary>Whether something other than words may answer here; then its own words say what is wrong with what came.</summary>
    internal bool TakesMoreThanWords => types.Any(type => type is PhotoType or DocumentType or PhoneType);

    /// <summary>Whether the words hold what this asks for beyond doubt. Only of addresses it can be told; figures may be anything.</summary>
    internal bool Recognises(TurnBuilder turn, TextInput text) =>
        text.Text.Contains('@', StringComparison.Ordinal) && types[0].Name is BelajarIdType.Word or EmailType.Word
        && types[0].Parse(text, turn.ValueContext) is ValueResult.Accepted;

    internal override Next Receive(TurnBuilder turn, Input input)
    {
        // A button under a text question offers one reading of what was written before: pressing it is writing that.
        var pressed = input is PressInput press && ButtonData.TryReadChoice(press.Data, out _, out _, out var id) ? id : null;
        var answer = pressed is null ? input : new TextInput(pressed);
        turn.SetWritten((answer as TextInput)?.Text);

        var first = types[0].Parse(answer, turn.ValueContext);
        var accepted = first as ValueResult.Accepted
            ?? types.Skip(1).Select(type => type.Parse(answer, turn.ValueContext)).OfType<ValueResult.Accepted>().FirstOrDefault()
            ?? (OneOffered(turn, answer) is { } meant ? types[0].Parse(new TextInput(meant), turn.ValueContext) as ValueResult.Accepted : null);
        return accepted is not null ? Accepted(turn, accepted, pressed)
            : first is ValueResult.Choose choose
                ? Clarify(turn, [.. choose.Options.Select(option => option.Value)], t => t.SayBot("which_one", OptionButtons(t, choose)))
            : answer is TextInput || TakesMoreThanWords ? Fail(turn, t => Refuse(t, (ValueResult.Refused)first))
            : Fail(turn, t => t.SayBot("only_words"));
    }

    /// <summary>Which of those that were offered the words pick out: "kota" of a regency and a city, "yang kedua"; null for none.</summary>
    private string? OneOffered(TurnBuilder turn, Input answer)
    {
        if (answer is not TextInput { Text: var text } || turn.Conversation.Offered is not { IsEmpty: false } offered)
        {
            return null;
        }

        var data = turn.Context.Texts.Data;
        var matcher = new ChoiceMatcher(
            [.. offered.Select(value => new ChoiceWords(value, [data.Display(types[0].Name, value, turn.ValueContext)]))], data.Normalizer);
        return (matcher.Match(text) as ChoiceMatch.Matched)?.Id;
    }

    private Next Accepted(TurnBuilder turn, ValueResult.Accepted accepted, string? pressed)
    {
        if (IsForbidden(turn, accepted.Value, out var reason))
        {
            return Fail(turn, t => t.Say(reason));
        }

        turn.CloseQuestion(this, pressed);
        turn.Remember(Asks, accepted.Value);
        if (accepted.Warning is { } warning && texts.Find(types[0].Name, warning, turn.Language) is { Length: > 0 } words)
        {
            turn.Add(Engine.Say.Only(RichText.Plain(words.Replace("{value}", accepted.Display, StringComparison.Ordinal))));
        }

        return Complete(turn);
    }

    private void Refuse(TurnBuilder turn, ValueResult.Refused refused)
    {
        if (Invalid is not null)
        {
            turn.Say(Invalid);
        }
        else
        {
            turn.Add(Engine.Say.Only(RichText.Plain(texts.ForRefusal(types[0].Name, refused, turn.Written, turn.Language))));
        }
    }

    private static ImmutableArray<ImmutableArray<Button>> OptionButtons(TurnBuilder turn, ValueResult.Choose choose) =>
    [
        .. choose.Options.Select(option => ImmutableArray.Create(
            new Button(option.Display, ButtonData.Choice(turn.Conversation, turn.Conversation.Question, option.Value)))),
    ];
}
