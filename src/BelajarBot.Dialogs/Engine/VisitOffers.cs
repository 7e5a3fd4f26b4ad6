using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>What is told of a topic, what else may have been meant, and the way to a human.</summary>
internal sealed partial class Visit
{
    /// <summary>What the button to a human carries where the words were kept: see <see cref="KeepQuestion"/>.</summary>
    private const string KeptWords = "kirim";

    /// <summary>Below what was said last; it asks beside the dialog, whose question stays open.</summary>
    private void OfferHuman()
    {
        var last = effects.FindLast(effect => effect is Say) as Say;
        if (last?.Buttons.Any(row => row.Any(IsAskHuman)) is false && library.Texts.FindCommand(BotTexts.HumanCommand) is not null)
        {
            AddBelow(AskHumanButton(""));
        }
    }

    /// <summary>Adds a button to what was said last.</summary>
    private void AddBelow(Button button)
    {
        var last = effects.FindLastIndex(effect => effect is Say);
        if (last >= 0 && effects[last] is Say say)
        {
            effects[last] = say with { Buttons = [.. say.Buttons, [button]] };
        }
    }

    private Button AskHumanButton(string arguments, string label = "ask_human_button") =>
        new(Render(label, null).Text, ButtonData.Command(BotTexts.HumanCommand, arguments));

    private static bool IsAskHuman(Button button) => ButtonData.TryReadCommand(button.Data, out var command, out _) && command == BotTexts.HumanCommand;

    /// <summary>The menu, and below it the way to a human, where the bot has one.</summary>
    /// <param name="arguments">What the command is told: <c>kirim</c> sends what was kept.</param>
    private ImmutableArray<ImmutableArray<Button>> MenuWithHuman(string arguments) => library.Texts.FindCommand(BotTexts.HumanCommand) is null
        ? Menu()
        : [.. Menu(), [AskHumanButton(arguments)]];

    /// <summary>
    /// Offers what may have been meant; false when nothing of it is for this person. Where a question is open it comes again below, and offers
    /// a human by itself.
    /// </summary>
    private bool Offer(Understood understood, bool withHuman = false)
    {
        ImmutableArray<ImmutableArray<Button>> buttons = [.. understood.Ranked.Select(ranked => ButtonFor(ranked.Subject)).OfType<Button>().Select(ImmutableArray.Create)];
        if (buttons.IsEmpty)
        {
            return false;
        }

        Say(
            buttons.Length == 1 ? "did_you_mean_this" : "did_you_mean",
            withHuman && library.Texts.FindCommand(BotTexts.HumanCommand) is not null ? [.. buttons, [AskHumanButton(KeptWords)]] : buttons);
        return true;
    }

    private Button? ButtonFor(Subject subject)
    {
        var language = context.Contact.Language;
        return subject switch
        {
            Subject.About { Topic.IsAside: true } => null,
            Subject.About { Topic: var topic } => new Button(topic.Title.In(language).Render(OneValue.None).Text, ButtonData.Topic(topic.Id)),
            Subject.Begin { Dialog: var dialog } => DialogEngine.MayBegin(dialog, context) ? new Button(TitleOf(dialog), ButtonData.Open(dialog.Id)) : null,
            Subject.Command { Asked: var command } => Button.Asking(command.Description.In(language).Render(OneValue.None).Text, command.Name, ""),
            Subject.Explain help => new Button(AsLabel(help.Entry.Ask, language), ButtonData.Help(help.Dialog.Id, help.Number)),
            _ => null,
        };
    }

    /// <summary>The first way to put the question, in this language if there is one.</summary>
    private static string AsLabel(WordList ask, string language)
    {
        var words = ask.ByLanguage.GetValueOrDefault(language) is [var own, ..] ? own : ask.All.First();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>What was offered is told; the open question, if there is one, comes again.</summary>
    private void TellOffered(Action tell)
    {
        var before = active;
        tell();
        if (active == before && ActiveConversation() is { State.Status: ConversationStatus.Open } conversation)
        {
            Take(DialogEngine.Resume(conversation.Dialog, conversation.State, null, context));
        }
    }

    /// <summary>Whether the same answer is due for the third time in a row; thanks and the like may be said as often as one wants.</summary>
    private bool IsToldAgain(Topic topic)
    {
        if (topic.IsAside || library.Texts.FindCommand(BotTexts.HumanCommand) is null)
        {
            return false;
        }

        told = ToldAnswer.After(told, topic.Id, context.Now);
        return told.Times >= ToldAnswer.Enough;
    }

    /// <summary>In place of the same words once more: a human, who gets the question by one tap. The guide stays at hand.</summary>
    private void KeepAndOfferHuman(string words, Topic topic)
    {
        effects.Add(new KeepQuestion(words));
        Say("told_again", [[AskHumanButton(KeptWords)], .. TopicButtons(topic)]);
    }

    private void Tell(Topic topic, string asked = "")
    {
        if (CommandOf(topic) is { } command)
        {
            effects.Add(new AskCapability(command.Name, asked, IsPress: false));
        }
        else if (topic.Say is not null)
        {
            Say(topic.Say, TopicButtons(topic));
        }
        else if (topic.Dialog is { } id && library.Find(id) is { } dialog)
        {
            Open(dialog);
        }
    }

    /// <summary>The command that answers a topic for this person, or null.</summary>
    private BotCommand? CommandOf(Topic topic) =>
        ((visitor.IsOfficer ? topic.OfficersCommand : null) ?? topic.Command) is { } name ? library.Texts.FindCommand(name) : null;

    private ImmutableArray<ImmutableArray<Button>> TopicButtons(Topic topic) =>
        topic.Dialog is { } id && library.Find(id) is { } dialog
            ? [[OpenButton(dialog)]]
            : [[new Button(Render("menu_button", null).Text, ButtonData.Menu)]];

    private Button OpenButton(Dialog dialog) =>
        new(Render(StateOf(dialog.Id) is { IsUnfinished: true } ? "resume_button" : "open_button", dialog).Text, ButtonData.Open(dialog.Id));
}
