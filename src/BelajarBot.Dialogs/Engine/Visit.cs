using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Engine;

/// <summary>One visit to the front desk: first, what the message means.</summary>
internal sealed partial class Visit(DialogLibrary library, Visitor visitor, TurnContext onArrival) : ITemplateValues
{
    private TurnContext context = onArrival;
    private Dialog? about;

    private readonly List<Conversation> changed = [];
    private readonly List<Effect> effects = [];
    private string? active = visitor.Active;
    private long count = visitor.ConversationCount;
    private string? awaiting = visitor.Awaiting;
    private SecretKind? announced = visitor.Announced;
    private ToldAnswer? told = visitor.Told;

    internal Reply Respond(Input input)
    {
        var announcedBefore = announced;
        announced = input is TextInput said ? SecretDetector.Announced(said.Text) : null;
        switch (input)
        {
            case StartInput start:
                Start(start.Payload);
                break;
            case PressInput press:
                Press(press);
                break;
            case EditInput:
                Say("edited", []);
                break;
            case FileInput { Album: AlbumPlace.Later } when ActiveConversation() is not { State.Status: ConversationStatus.HandedOver }:
                // The first of its album had the turn; only a human wants to see them all.
                if (IsWithOfficer && ActiveConversation() is null)
                {
                    effects.Add(new PassToTicket(null, input));
                }

                break;
            case TextInput text when announcedBefore is { } kind && SecretDetector.IsLikely(kind, text.Text) && !IsPlainly(text.Text):
                Secret();
                break;
            case TextInput { IsForwarded: true } text when SecretDetector.Redact(text.Text).Kinds.Count == 0:
                AnswerWhoAsked(text);
                break;
            case TextInput { IsForwarded: false, Text: var text } when text.StartsWith('/') && text.Length > 1 && !char.IsWhiteSpace(text[1]):
                Command(text);
                break;
            case TextInput text when SecretDetector.Redact(text.Text).Kinds.Count > 0:
                Secret();
                break;
            case TextInput text:
                Words(text);
                break;
            default:
                AnswerWhoAsked(input);
                break;
        }

        if (input is TextInput { Text: var words } && effects.TrueForAll(effect => effect is not ChooseLanguage))
        {
            OfferEnglish(words);
        }

        return Decided();
    }

    private Reply Decided() => new(changed, active, count, effects) { Awaiting = awaiting, Announced = announced ?? AskedFor(), Told = told };

    /// <summary>
    /// The bot's own question about a password announces one as much as its person would, although it only asks whether they have it.
    /// Not where a capability may be waiting for words of another kind.
    /// </summary>
    private SecretKind? AskedFor() =>
        awaiting is null && ActiveConversation() is { State: { Status: ConversationStatus.Open, Step: { } step }, Dialog: var dialog }
        && dialog.Find(step) is ChoicesStep { IsAboutPassword: true } && !effects.Exists(effect => effect is AskCapability)
            ? SecretKind.Password : null;

    /// <summary>A command, or an answer of the open question word for word, is what it looks like.</summary>
    private bool IsPlainly(string text) => text.StartsWith('/') && !text.Split(' ')[0].AsSpan().ContainsAnyInRange('0', '9')
        || ActiveConversation() is var (dialog, state) && dialog.Find(state.Step) is ChoicesStep choices && choices.Lists(text);

    internal Reply Wake(string dialogId)
    {
        if (StateOf(dialogId) is { } state && DialogOf(state) is { } dialog)
        {
            // For somebody who asked for silence a wait goes on tomorrow; nothing is lost meanwhile. Reminders are left out.
            context = context with { Told = ToldDates.BesidesThat(library, visitor, dialog, context) };
            var turn = context.Contact.IsStopped && state.WaitingUntil is not null
                ? new Turn(state with { DueAt = context.Now + TimeSpan.FromDays(1) }, [])
                : DialogEngine.Wake(dialog, state, context);
            if (turn.Next.Step != state.Step || turn.Next.Question != state.Question || turn.Next.Status != state.Status)
            {
                active = dialogId;
            }

            // A reminder of what waits for another dialog is no reason to go there.
            if (turn.Next.Status == ConversationStatus.Calling && state.Status == ConversationStatus.Calling)
            {
                Note(turn);
            }
            else
            {
                Take(turn);
            }
        }

        return Decided();
    }

    internal Reply Remind(Conversation enrolment)
    {
        if (library.FindReminding(enrolment.Dialog) is { IsOfProgramme: true } reminding)
        {
            context = context with { Told = ToldDates.BesidesThat(library, visitor, reminding, context) };
            var turn = DialogEngine.Wake(reminding, enrolment, context);
            effects.AddRange(turn.Effects.Select(effect => effect is Remind remind ? remind with { Buttons = [.. remind.Buttons.Select(Named)] } : effect));
            effects.Add(new KeepEnrolment(turn.Next));
        }
        else
        {
            // Its programme reminds of nothing any more, so the clock need not look again.
            effects.Add(new KeepEnrolment(enrolment with { DueAt = null }));
        }

        return Decided();
    }

    /// <summary>A button to a dialog says which, and whether they have begun it.</summary>
    private ImmutableArray<Button> Named(ImmutableArray<Button> row) =>
        [.. row.Select(button => ButtonData.TryReadDialog(button.Data, out var id, out _) && library.Find(id) is { } dialog ? OpenButton(dialog) : button)];

    internal Reply GiveBack(string dialogId)
    {
        if (StateOf(dialogId) is { Status: ConversationStatus.HandedOver } state && DialogOf(state) is { } dialog)
        {
            active = dialogId;
            Take(DialogEngine.Return(dialog, state, context));
        }

        return Decided();
    }

    private void Start(string payload)
    {
        awaiting = null;
        var dash = payload.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0 && library.Texts.FindCommand(payload[..dash]) is { } asked)
        {
            // An invitation, an attendance code: what a link carries for a command is as if it had been typed.
            effects.Add(new AskCapability(asked.Name, payload[(dash + 1)..], IsPress: false));
            return;
        }

        var named = library.ByLink(payload) ?? (payload.Length > 0 ? library.ByCommand(payload.ToLowerInvariant()) : null);
        if (named is null && IsCampaign(payload))
        {
            effects.Add(new RememberSource(payload));
            named = library.ByLink(payload.Split('-')[0]);
        }

        if (named is not null)
        {
            Open(named);
        }
        else if (Unfinished() is { } unfinished)
        {
            Say("welcome_back", Menu(), unfinished.Dialog);
        }
        else
        {
            Say("welcome", Menu());
        }
    }

    /// <summary>What is no dialog's link says where the person came from; <c>akt-webinar3</c> opens the dialog of <c>akt</c> besides.</summary>
    private static bool IsCampaign(string payload) =>
        payload.Length is > 0 and <= 64 && payload.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');

    private void Command(string text)
    {
        awaiting = null;
        var end = text.IndexOfAny([' ', '\n', '\t']);
        var command = (end < 0 ? text[1..] : text[1..end]).ToLowerInvariant();
        if (library.Texts.Find(command) is { } word)
        {
            Global(word);
        }
        else if (library.Texts.FindCommand(command) is { } asked)
        {
            AskFor(asked, end < 0 ? "" : text[end..].Trim());
        }
        else if (library.ByCommand(command) is { } dialog)
        {
            Open(dialog);
        }
        else
        {
            effects.Add(new Say(
                library.Texts["unknown_command"].In(context.Contact.Language).Render(new OneValue("command", command)), Menu()));
        }
    }

    private void AskFor(BotCommand command, string arguments)
    {
        if (SecretDetector.Redact(arguments).Kinds.Count > 0)
        {
            Secret();
        }
        else
        {
            effects.Add(new AskCapability(command.Name, arguments, IsPress: false));
        }
    }

    private void Words(TextInput text)
    {
        var folded = Fold.Text(text.Text);
        if (CommonWord(text.Text, folded) is { } word)
        {
            Global(word);
        }
        else if (awaiting is null && library.Texts.FindLanguage(folded) is { } language && ActiveConversation() is var open
            && open?.Dialog.Find(open.Value.State.Step) is not AskStep)
        {
            Speak(language);
        }
        else if (LeaveAlone(text.Text))
        {
            // Before whoever waits for words: "jangan hubungi saya" is no question to a human and no title of a reminder.
        }
        else if (Await(text))
        {
            // It was asked for by the bot itself, so no dialog sees it.
        }
        else if (library.Texts.CommandAskedBy(folded) is { } asked)
        {
            effects.Add(new AskCapability(asked.Name, "", IsPress: false));
        }
        else if (library.ByKeyword(folded) is { } dialog && (dialog.Id != active || ActiveConversation() is { State.Status: ConversationStatus.HandedOver }))
        {
            // The name of the dialog in hand may be the answer to its question; a human who has it asked none.
            Open(dialog);
        }
        else if (library.Texts.CommandBegunBy(folded) is { } begun)
        {
            effects.Add(new AskCapability(begun.Name, text.Text, IsPress: false));
        }
        else
        {
            Answer(text);
        }
    }

    /// <summary>
    /// The common word that the message is. A greeting or thanks is for whoever reads it: where a human does, or a capability has asked for
    /// words, or no dialog is open, it is no common word. What is a choice of the open question stays one, unless it is a common word to the letter.
    /// </summary>
    private GlobalWord? CommonWord(string text, string folded)
    {
        var exact = library.Texts.Find(folded);
        var word = exact ?? library.Texts.FindLoosely(text);
        var open = ActiveConversation();
        var isChoice = open is ({ } dialog, { } state) && dialog.Find(state.Step) is ChoicesStep choices && choices.Takes(text);
        return word switch
        {
            null => null,
            GlobalWord.Greeting or GlobalWord.Thanks => awaiting is null && open is { State: { Status: ConversationStatus.Open, WaitingUntil: null } } && !isChoice ? word : null,
            GlobalWord.Wait => awaiting is null && open is not { State.Status: ConversationStatus.HandedOver } && !isChoice ? word : null,
            _ when exact is not null => exact,
            GlobalWord.Cancel => isChoice || open is null && awaiting is null ? null : word,
            _ => isChoice || awaiting is not null ? null : word,
        };
    }

    /// <summary>An answer is for whoever asked last: a capability, or else the open question.</summary>
    private void AnswerWhoAsked(Input input)
    {
        if (!Await(input))
        {
            Answer(input);
        }
    }

    private bool Await(Input said)
    {
        if (!Engine.Awaiting.TryRead(awaiting, out var command, out var arguments, out var letsPass) || library.Texts.FindCommand(command) is null)
        {
            return false;
        }

        if (letsPass && said is TextInput { IsForwarded: false } words && PassBy(words, command))
        {
            return true;
        }

        awaiting = null;
        effects.Add(new AskCapability(command, arguments, IsPress: false) { Said = said });
        return true;
    }

    private void Global(GlobalWord word)
    {
        var wasAwaited = awaiting is not null;
        awaiting = null;
        switch (word)
        {
            case GlobalWord.Cancel when wasAwaited:
                Say("not_awaited", Menu());
                break;
            case GlobalWord.Menu:
                Say("menu", Menu());
                break;
            case GlobalWord.Help when ActiveConversation() is { } conversation:
                Take(DialogEngine.Explain(conversation.Dialog, conversation.State, context));
                break;
            case GlobalWord.Help:
                Say("help", Menu());
                break;
            case GlobalWord.Back when ActiveConversation() is { } conversation:
                Take(DialogEngine.Back(conversation.Dialog, conversation.State, context));
                break;
            case GlobalWord.Back:
                Say("menu", Menu());
                break;
            case GlobalWord.Cancel when ActiveConversation() is { } conversation:
                Take(DialogEngine.Cancel(conversation.Dialog, conversation.State, context));
                active = null;
                break;
            case GlobalWord.Cancel:
                Say("nothing_to_cancel", Menu());
                break;
            case GlobalWord.Stop:
                // Words after this are no answer any more; a human who is at it still gets them, and buttons keep their question.
                active = ActiveConversation() is { State.Status: ConversationStatus.HandedOver } ? active : null;
                effects.Add(new SetSending(IsStopped: true));
                Say("stopped", []);
                if (ActiveConversation() is { State.Status: ConversationStatus.Open })
                {
                    // Whoever says goodbye answers nothing any more; the question waits where it is, and so do its buttons.
                    active = null;
                }

                break;
            case GlobalWord.Start:
                effects.Add(new SetSending(IsStopped: false));
                Say("started", Menu());
                break;
            case GlobalWord.Human when library.Texts.FindCommand(BotTexts.HumanCommand) is { } asked:
                effects.Add(new AskCapability(asked.Name, "", IsPress: false));
                break;
            case GlobalWord.Human:
                Say("human", Menu());
                break;
            case GlobalWord.Language:
                Say("language", [.. library.Texts.Languages.Select(language =>
                    ImmutableArray.Create(new Button(library.Texts.LanguageNames[language], ButtonData.Language(language))))]);
                break;
            case GlobalWord.Greeting when ActiveConversation() is { } conversation:
                Take(DialogEngine.Resume(conversation.Dialog, conversation.State, "greeting", context));
                break;
            case GlobalWord.Greeting:
                Say("welcome", Menu());
                break;
            case GlobalWord.Thanks:
                Say("thanks", ActiveConversation() is null ? Menu() : []);
                break;
            case GlobalWord.Wait:
                Say("take_your_time", ActiveConversation() is null ? [[new Button(Render("menu_button", null).Text, ButtonData.Menu)]] : []);
                break;
            default:
                throw new InvalidOperationException($"Unknown word: {word}.");
        }
    }
}
