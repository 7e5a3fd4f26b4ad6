using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Who is at the desk: the person, and every conversation that they have had.</summary>
/// <param name="Contact">The person.</param>
/// <param name="Conversations">Their conversations, at most one per dialog.</param>
/// <param name="Active">The dialog whose question is open in the chat, or null.</param>
/// <param name="ConversationCount">How many conversations they have begun so far.</param>
public sealed record Visitor(Contact Contact, IReadOnlyList<Conversation> Conversations, string? Active, long ConversationCount);

/// <summary>What the desk decided.</summary>
/// <param name="Changed">The conversations that are different now.</param>
/// <param name="Active">The dialog whose question is open now, or null.</param>
/// <param name="ConversationCount">How many conversations the person has begun now.</param>
/// <param name="Effects">What to do, in order.</param>
public sealed record Reply(IReadOnlyList<Conversation> Changed, string? Active, long ConversationCount, IReadOnlyList<Effect> Effects);

/// <summary>
/// Decides what an incoming message means before any dialog sees it: a command, a word that means the same
/// everywhere, a press of a button of this question or of an old one, the start of a dialog. The rest is an answer to
/// the open question. Pure, like the engine.
/// </summary>
public static class FrontDesk
{
    /// <summary>Answers one message.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="visitor">The person.</param>
    /// <param name="input">What they did.</param>
    /// <param name="now">The moment, in UTC.</param>
    public static Reply Respond(DialogLibrary library, Visitor visitor, Input input, DateTimeOffset now) =>
        Receive(library, visitor, now).Respond(input);

    /// <summary>What the bot says when a turn failed.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="language">The person's language.</param>
    public static RichText Apology(DialogLibrary library, string language) =>
        library.Texts["trouble"].In(language).Render(OneValue.None);

    /// <summary>The clock has come to the moment at which one of the person's conversations was due.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="visitor">The person.</param>
    /// <param name="dialogId">The dialog of the conversation.</param>
    /// <param name="now">The moment, in UTC.</param>
    public static Reply Wake(DialogLibrary library, Visitor visitor, string dialogId, DateTimeOffset now) =>
        Receive(library, visitor, now).Wake(dialogId);

    /// <summary>The human who had taken over is done: the dialog goes on.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="visitor">The person.</param>
    /// <param name="dialogId">The dialog that had handed over.</param>
    /// <param name="now">The moment, in UTC.</param>
    public static Reply GiveBack(DialogLibrary library, Visitor visitor, string dialogId, DateTimeOffset now) =>
        Receive(library, visitor, now).GiveBack(dialogId);

    private static Visit Receive(DialogLibrary library, Visitor visitor, DateTimeOffset now) =>
        new(library, visitor, new TurnContext(now, visitor.Contact, library.Texts) { MilestoneScopes = library.MilestoneScopes });

    private sealed class Visit(DialogLibrary library, Visitor visitor, TurnContext onArrival) : ITemplateValues
    {
        private TurnContext context = onArrival;
        private Dialog? about;

        private readonly List<Conversation> changed = [];
        private readonly List<Effect> effects = [];
        private string? active = visitor.Active;
        private long count = visitor.ConversationCount;

        internal Reply Respond(Input input)
        {
            switch (input)
            {
                case StartInput start:
                    Start(start.Payload);
                    break;
                case PressInput press:
                    Press(press);
                    break;
                case TextInput { Text: var text } when text.StartsWith('/') && text.Length > 1 && !char.IsWhiteSpace(text[1]):
                    Command(text);
                    break;
                case TextInput text when SecretDetector.Redact(text.Text).Kinds.Count > 0:
                    Secret();
                    break;
                case TextInput text:
                    Words(text);
                    break;
                default:
                    Answer(input);
                    break;
            }

            return new Reply(changed, active, count, effects);
        }

        internal Reply Wake(string dialogId)
        {
            if (StateOf(dialogId) is { } state && DialogOf(state) is { } dialog)
            {
                // Somebody who asked for silence is looked at again tomorrow; nothing is lost meanwhile.
                var turn = context.Contact.IsStopped
                    ? new Turn(state with { DueAt = context.Now + TimeSpan.FromDays(1) }, [])
                    : DialogEngine.Wake(dialog, state, context);
                if (turn.Next.Step != state.Step || turn.Next.Question != state.Question)
                {
                    active = dialogId;
                }

                Take(turn);
            }

            return new Reply(changed, active, count, effects);
        }

        internal Reply GiveBack(string dialogId)
        {
            if (StateOf(dialogId) is { Status: ConversationStatus.HandedOver } state && DialogOf(state) is { } dialog)
            {
                active = dialogId;
                Take(DialogEngine.Return(dialog, state, context));
            }

            return new Reply(changed, active, count, effects);
        }

        private void Start(string payload)
        {
            if (library.ByLink(payload) is { } dialog)
            {
                Open(dialog);
            }
            else if (payload.Length > 0 && library.ByCommand(payload.ToLowerInvariant()) is { } named)
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

        private void Command(string text)
        {
            var end = text.IndexOfAny([' ', '\n', '\t']);
            var command = (end < 0 ? text[1..] : text[1..end]).ToLowerInvariant();
            if (library.Texts.Find(command) is { } word)
            {
                Global(word);
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

        private void Words(TextInput text)
        {
            var folded = Fold.Text(text.Text);
            if (library.Texts.Find(folded) is { } word)
            {
                Global(word);
            }
            else if (library.ByKeyword(folded) is { } dialog && dialog.Id != active)
            {
                Open(dialog);
            }
            else
            {
                Answer(text);
            }
        }

        private void Global(GlobalWord word)
        {
            switch (word)
            {
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
                    effects.Add(new SetSending(IsStopped: true));
                    Say("stopped", []);
                    break;
                case GlobalWord.Start:
                    effects.Add(new SetSending(IsStopped: false));
                    Say("started", Menu());
                    break;
                case GlobalWord.Human:
                    Say("human", Menu());
                    break;
                case GlobalWord.Language:
                    Say("language", [.. library.Texts.Languages.Select(language =>
                        ImmutableArray.Create(new Button(library.Texts.LanguageNames[language], ButtonData.Language(language))))]);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown word: {word}.");
            }
        }

        private void Press(PressInput press)
        {
            var data = press.Data;
            if (ButtonData.TryReadChoice(data, out var number, out var question, out var choiceId))
            {
                PressChoice(press, number, question, choiceId);
            }
            else if (ButtonData.TryReadDialog(data, out var id, out var fromTheStart) && library.Find(id) is { } dialog)
            {
                if (fromTheStart)
                {
                    Begin(dialog);
                }
                else
                {
                    Open(dialog);
                }
            }
            else if (ButtonData.TryReadLanguage(data, out var language) && library.Texts.Languages.Contains(language))
            {
                effects.Add(new ChooseLanguage(language));
                context = context with { Contact = context.Contact with { Language = language } };
                if (ActiveConversation() is { } conversation)
                {
                    Take(DialogEngine.Resume(conversation.Dialog, conversation.State, "language_chosen", context));
                }
                else
                {
                    Say("language_chosen", Menu());
                }
            }
            else if (ButtonData.TryReadReminder(data, out var reminded, out var isStop)
                && StateOf(reminded) is { IsUnfinished: true } nudged && DialogOf(nudged) is { } nudging)
            {
                Take(DialogEngine.Snooze(nudging, nudged, isStop, context));
            }
            else if (ButtonData.TryReadTopic(data, out var topicId) && library.FindTopic(topicId) is { } topic)
            {
                Tell(topic);
            }
            else if (data == ButtonData.Menu)
            {
                Global(GlobalWord.Menu);
            }
            else
            {
                OldButton();
            }
        }

        private void PressChoice(PressInput press, long number, int question, string choiceId)
        {
            var state = visitor.Conversations.FirstOrDefault(c => c.Number == number);
            if (state is not null && state.LastAnswered == question && state.LastChoice == choiceId)
            {
                // The same button twice, by an impatient thumb or a bad network: it has had its effect.
                return;
            }

            if (state is { IsUnfinished: true } && state.Question == question && state.LastAnswered != question && DialogOf(state) is { } dialog)
            {
                // An open question of a dialog that was set aside is as good as that of the one in hand.
                active = state.Dialog;
                Take(DialogEngine.Advance(dialog, state with { Status = ConversationStatus.Open }, press, context));
                return;
            }

            OldButton();
        }

        private void OldButton()
        {
            if (ActiveConversation() is { } conversation)
            {
                Take(DialogEngine.Resume(conversation.Dialog, conversation.State, "old_button", context));
            }
            else
            {
                Say("old_button_no_question", Menu());
            }
        }

        private void Answer(Input input)
        {
            if (ActiveConversation() is not { } conversation)
            {
                Ask(input);
                return;
            }

            var turn = DialogEngine.Advance(conversation.Dialog, conversation.State, input, context);
            if (turn.Next.FailedTries > conversation.State.FailedTries && input is TextInput { Text: var text }
                && LooksLikeQuestion(text) && library.TopicsFor(text, out var isSure) is [{ Say: { } answer } topic] && isSure)
            {
                // Not a wrong answer but a question of their own: it is answered, and the open one put again.
                Say(answer, topic.Dialog is null || topic.Dialog == conversation.Dialog.Id ? [] : TopicButtons(topic));
                turn = DialogEngine.Resume(conversation.Dialog, conversation.State, null, context);
            }

            Take(turn);
        }

        /// <summary>Something was said while no question is open.</summary>
        private void Ask(Input input)
        {
            var topics = input is TextInput { Text: var text } ? library.TopicsFor(text, out _) : [];
            switch (topics)
            {
                case []:
                    Say("not_understood", Menu());
                    break;
                case [var topic]:
                    Tell(topic);
                    break;
                default:
                    Say("did_you_mean", [.. topics.Select(topic => ImmutableArray.Create(
                        new Button(topic.Title.In(context.Contact.Language).Render(OneValue.None).Text, ButtonData.Topic(topic.Id))))]);
                    break;
            }
        }

        private void Tell(Topic topic)
        {
            if (topic.Say is not null)
            {
                Say(topic.Say, TopicButtons(topic));
            }
            else if (library.Find(topic.Dialog!) is { } dialog)
            {
                Open(dialog);
            }
        }

        private ImmutableArray<ImmutableArray<Button>> TopicButtons(Topic topic) =>
            topic.Dialog is { } id && library.Find(id) is { } dialog
                ? [[new Button(Render(StateOf(id) is { IsUnfinished: true } ? "resume_button" : "open_button", dialog).Text, ButtonData.Open(id))]]
                : [[new Button(Render("menu_button", null).Text, ButtonData.Menu)]];

        /// <summary>A password, a code or an identity number goes no further than here.</summary>
        private void Secret()
        {
            Say("secret", []);
            if (ActiveConversation() is { } conversation)
            {
                Take(DialogEngine.Resume(conversation.Dialog, conversation.State, null, context));
            }
        }

        /// <summary>Two words or less are an answer that went wrong; a question takes more.</summary>
        private static bool LooksLikeQuestion(string text) => text.Contains('?') || Fold.Words(text).Length > 2;

        /// <summary>Goes on with a dialog where one is unfinished, and begins it otherwise.</summary>
        private void Open(Dialog dialog)
        {
            if (StateOf(dialog.Id) is { Status: ConversationStatus.Calling } calling && CalledBy(calling) is { } called)
            {
                Open(called);
            }
            else if (StateOf(dialog.Id) is { Status: ConversationStatus.HandedOver })
            {
                active = dialog.Id;
                Say("with_human", [], dialog);
            }
            else if (StateOf(dialog.Id) is { IsUnfinished: true } state && DialogOf(state) is { } same)
            {
                active = dialog.Id;
                Take(DialogEngine.Resume(same, state, "resumed", context));
            }
            else
            {
                Begin(dialog);
            }
        }

        private void Begin(Dialog dialog, string? caller = null)
        {
            active = dialog.Id;
            var turn = DialogEngine.Begin(dialog, ++count, context);
            Take(turn with { Next = turn.Next with { Caller = caller } });
        }

        /// <summary>Takes what a turn decided, and goes on with what follows from it: a dialog that it calls, one that called it.</summary>
        private void Take(Turn turn)
        {
            var next = turn.Next;
            changed.RemoveAll(conversation => conversation.Dialog == next.Dialog);
            changed.Add(next);
            effects.AddRange(turn.Effects);
            if (next.Status == ConversationStatus.Calling && CalledBy(next) is { } called)
            {
                Call(called, next.Dialog);
            }
            else if (!next.IsUnfinished)
            {
                active = null;
                if (next.Caller is { } caller && StateOf(caller) is { Status: ConversationStatus.Calling } waiting
                    && DialogOf(waiting) is { } dialog)
                {
                    active = caller;
                    Take(DialogEngine.Return(dialog, waiting, context));
                }
                else
                {
                    OfferMenu();
                }
            }
        }

        /// <summary>An end is no dead end: its last words carry the way to everything else.</summary>
        private void OfferMenu()
        {
            var last = effects.FindLastIndex(effect => effect is Say);
            if (last >= 0 && effects[last] is Say { Buttons.IsEmpty: true } say)
            {
                effects[last] = say with { Buttons = [[new Button(Render("menu_button", null).Text, ButtonData.Menu)]] };
            }
        }

        private void Call(Dialog called, string caller)
        {
            if (StateOf(called.Id) is { IsUnfinished: true } state && DialogOf(state) is { } same)
            {
                active = called.Id;
                Take(DialogEngine.Resume(same, state with { Caller = caller }, "resumed", context));
            }
            else
            {
                Begin(called, caller);
            }
        }

        private Dialog? CalledBy(Conversation calling) =>
            DialogOf(calling)?.Find(calling.Step) is CallStep step ? library.Find(step.Dialog) : null;

        /// <summary>A conversation as it is now, within this visit.</summary>
        private Conversation? StateOf(string? dialogId) =>
            changed.Find(c => c.Dialog == dialogId) ?? visitor.Conversations.FirstOrDefault(c => c.Dialog == dialogId);

        private (Dialog Dialog, Conversation State)? ActiveConversation() =>
            StateOf(active) is { Status: ConversationStatus.Open or ConversationStatus.HandedOver } state && DialogOf(state) is { } dialog
                ? (dialog, state)
                : null;

        /// <summary>The dialog on the conversation's own revision; on today's when that one is lost.</summary>
        private Dialog? DialogOf(Conversation state) => library.Find(state.Dialog, state.Revision) ?? library.Find(state.Dialog);

        private (Dialog Dialog, Conversation State)? Unfinished() =>
            visitor.Conversations.Where(c => c.IsUnfinished).MaxBy(c => c.TouchedAt) is { } state && DialogOf(state) is { } dialog
                ? (dialog, state)
                : null;

        private ImmutableArray<ImmutableArray<Button>> Menu()
        {
            var unfinished = Unfinished()?.Dialog;
            var rows = ImmutableArray.CreateBuilder<ImmutableArray<Button>>();
            if (unfinished is not null)
            {
                rows.Add([new Button(Render("resume_button", unfinished).Text, ButtonData.Open(unfinished.Id))]);
            }

            foreach (var dialog in library.Dialogs)
            {
                if (dialog.Id != unfinished?.Id)
                {
                    rows.Add([new Button(TitleOf(dialog), ButtonData.Open(dialog.Id))]);
                }
            }

            return rows.ToImmutable();
        }

        private void Say(string key, ImmutableArray<ImmutableArray<Button>> buttons, Dialog? about = null) =>
            effects.Add(new Say(Render(key, about), buttons));

        private void Say(Text text, ImmutableArray<ImmutableArray<Button>> buttons)
        {
            about = null;
            effects.Add(new Say(text.In(context.Contact.Language).Render(this), buttons));
        }

        private RichText Render(string key, Dialog? of)
        {
            about = of;
            return library.Texts[key].In(context.Contact.Language).Render(this);
        }

        private string TitleOf(Dialog dialog) => dialog.Title.In(context.Contact.Language).Render(OneValue.None).Text;

        string? ITemplateValues.WordsFor(TemplateVariable variable) => variable.Name switch
        {
            "name" => context.Contact.Fields["name"],
            "title" => about is null ? null : TitleOf(about),
            _ => null,
        };
    }

    /// <summary>A text with at most one variable.</summary>
    private sealed class OneValue(string name, string value) : ITemplateValues
    {
        internal static readonly OneValue None = new("", "");

        public string? WordsFor(TemplateVariable variable) => variable.Name == name ? value : null;
    }
}
