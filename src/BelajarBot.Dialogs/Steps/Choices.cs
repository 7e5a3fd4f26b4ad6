using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Steps;

/// <summary>
/// Asks with buttons; typed words mean the same as pressing:
/// <code>
/// - id: status
///   ask: status
///   say: Sudah punya akun?
///   choices:
///     - {id: sudah, label: Sudah punya, also: [sdh, punya], go: masuk}
///     - {id: belum, label: Belum punya, also: [blm]}
/// </code>
/// </summary>
public sealed class ChoicesStep : Question
{
    internal static readonly StepKind Kind =
        new("choices", ["ask", "choices", "match", "hint", "invalid", "must", "tries"], step => new ChoicesStep(step));

    /// <summary>Labels no longer than this stand two in a row; longer ones have a row of their own.</summary>
    private const int ShortLabel = 14;

    private readonly ChoiceMatcher matcher;
    private readonly IndonesianNormalizer normalizer;

    private ChoicesStep(StepReader step)
        : base(step.Basics, step.Word("ask") ?? step.Id, step)
    {
        Choices = step.Choices();
        matcher = new ChoiceMatcher(
            [.. Choices.Select(WordsOf)], step.Data.Normalizer, step.Is("match", "exact"), Say?.ByLanguage.Values.Select(words => words.Source));
        normalizer = step.Data.Normalizer;
        IsAboutPassword = Say?.ByLanguage.Values.Any(words => SecretDetector.NamesPassword(words.Source)) ?? false;
    }

    /// <summary>The answers, in the order of the buttons.</summary>
    public ImmutableArray<Choice> Choices { get; }

    /// <summary>Whether it is about a password: what looks like one here and is no choice is one, however little was said.</summary>
    internal bool IsAboutPassword { get; }

    /// <summary>Whether these are exactly the words of a choice.</summary>
    internal bool Lists(string text)
    {
        var key = ChoiceMatcher.KeyOf(text);
        return Choices.Any(choice => choice.Label.ByLanguage.Values.Select(label => label.Source).Concat(choice.Also.All).Any(words => ChoiceMatcher.KeyOf(words) == key));
    }

    /// <inheritdoc />
    public override IEnumerable<Text> Texts => [.. base.Texts, .. Own.Select(choice => choice.Label)];

    /// <inheritdoc />
    public override IEnumerable<WordList> WordLists => Own.Select(choice => choice.Also);

    /// <summary>Those that its own file writes; the words of a list are the programme's.</summary>
    private IEnumerable<Choice> Own => Choices.Where(choice => choice.Listed is null);

    private protected override IEnumerable<Way> Answered => Choices.IsEmpty ? base.Answered : Choices.Select(choice =>
        (choice.Go is null ? Onward : new Way(choice.Go, choice.PlaceOf("go"))) with { Choice = choice });

    /// <summary>The choice of this id, or null.</summary>
    /// <param name="choiceId">The id.</param>
    public Choice? Find(string choiceId)
    {
        foreach (var choice in Choices)
        {
            if (choice.Id == choiceId)
            {
                return choice;
            }
        }

        return null;
    }

    /// <summary>Who has said the answer already, in the sentence that answered the question before, is not asked for it.</summary>
    internal override Next Enter(TurnBuilder turn)
    {
        if (turn.TakeUnusedWords() is { } words && matcher.NamedIn(words) is { } named && Find(named) is { } choice
            && choice.IsOffered(turn.Context.Now) && !IsForbidden(turn, choice.Id, out _))
        {
            turn.OpenQuestion(this);
            return Accepted(turn, choice);
        }

        return base.Enter(turn);
    }

    internal override void Ask(TurnBuilder turn)
    {
        if (Say is not null)
        {
            turn.Say(Say, Buttons(turn, Choices));
        }
    }

    internal override Next Receive(TurnBuilder turn, Input input)
    {
        switch (input)
        {
            case PressInput press when ButtonData.TryReadChoice(press.Data, out _, out _, out var id) && Find(id) is { } pressed && pressed.IsOffered(turn.Context.Now):
                return Accepted(turn, pressed);
            case TextInput text:
                turn.SetWritten(text.Text);
                switch (Match(turn, text.Text, out var rest))
                {
                    case ChoiceMatch.Matched matched when Find(matched.Id)!.IsOffered(turn.Context.Now):
                        turn.KeepUnusedWords(rest);
                        return Accepted(turn, Find(matched.Id)!);
                    case ChoiceMatch.Ambiguous two:
                        return Clarify(turn, [two.First, two.Second], t => t.SayBot("which_one", Buttons(t, [Find(two.First)!, Find(two.Second)!])));
                    default:
                        break;
                }

                break;
            case not PressInput:
                return Fail(turn, t => t.SayBot("only_words", Buttons(t, Choices)));
            default:
                break;
        }

        return Fail(turn, t => t.Say(Invalid ?? t.Context.Texts["invalid_choice"], Buttons(t, Choices)));
    }

    internal override Next Past(TurnBuilder turn) =>
        Find(turn.Conversation.Answers[Asks] ?? "")?.Go is { } target ? Next.Go(target) : base.Past(turn);

    /// <summary>Whether words typed here would be taken for a choice, or for one of two.</summary>
    internal bool Takes(string text) => matcher.Match(text) is not ChoiceMatch.None;

    /// <summary>Who was asked which of two means one of these by "the second"; and what says nothing among all may say it between the two.</summary>
    private ChoiceMatch Match(TurnBuilder turn, string text, out IReadOnlyList<string> rest)
    {
        if (turn.Conversation.Offered is { IsEmpty: false } offered)
        {
            var between = new ChoiceMatcher([.. Choices.Where(choice => offered.Contains(choice.Id)).Select(WordsOf)], normalizer);
            rest = [];
            return between.AtPlace(text) is { } placed ? new ChoiceMatch.Matched(placed)
                : matcher.Match(text, out rest) is ChoiceMatch.Matched matched ? matched
                : between.Match(text);
        }

        return matcher.Match(text, out rest);
    }

    private static ChoiceWords WordsOf(Choice choice) => new(
        choice.Id, [.. choice.Label.ByLanguage.Values.Select(label => label.Source), .. choice.Also.All], choice.Label.ByLanguage.Count);

    /// <summary>
    /// The choice that is made by giving at once what only it would ask for next: who is asked whether they know their address,
    /// and writes it. Null where that is not plain.
    /// </summary>
    internal (Choice Choice, AskStep Next)? MadeBy(TurnBuilder turn, TextInput text)
    {
        (Choice, AskStep)? made = null;
        foreach (var choice in Choices)
        {
            if (choice.Go is { } target && choice.IsOffered(turn.Context.Now) && turn.Dialog.Find(target) is AskStep next
                && !next.IsPassedOver(turn) && next.Recognises(turn, text))
            {
                if (made is not null)
                {
                    return null;
                }

                made = (choice, next);
            }
        }

        return Must.IsEmpty ? made : null;
    }

    internal Next Accepted(TurnBuilder turn, Choice choice)
    {
        if (IsForbidden(turn, choice.Id, out var reason))
        {
            return Fail(turn, t => t.Say(reason, Buttons(t, Choices)));
        }

        turn.CloseQuestion(this, choice.Id);
        turn.Remember(Asks, choice.Id);
        if (choice.Milestone is not null)
        {
            turn.Reach(choice.Milestone);
        }

        foreach (var name in choice.Forget)
        {
            turn.ForgetAnswer(name);
        }

        var next = Complete(turn);
        return choice.Go is null ? next : Next.Go(choice.Go);
    }

    private static ImmutableArray<ImmutableArray<Button>> Buttons(TurnBuilder turn, ImmutableArray<Choice> choices)
    {
        var conversation = turn.Conversation;
        var buttons = ImmutableArray.CreateBuilder<Button>(choices.Length);
        foreach (var choice in choices)
        {
            if (choice.IsOffered(turn.Context.Now))
            {
                var label = choice.Label.In(turn.Language).Render(turn).Text;
                buttons.Add(new Button(label, ButtonData.Choice(conversation, conversation.Question, choice.Id)));
            }
        }

        return ButtonRows.Arrange(buttons.ToArray(), ShortLabel);
    }
}
