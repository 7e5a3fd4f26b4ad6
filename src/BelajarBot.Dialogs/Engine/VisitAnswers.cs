using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Words that are an answer, a question of the person's own, or a secret.</summary>
internal sealed partial class Visit
{
    /// <summary>In the middle of a dialog less is not worth the offer: the words were more likely an answer that went wrong.</summary>
    private const double Worthwhile = 0.35;

    /// <summary>One unusable answer is a slip; after the second in a row somebody wants help.</summary>
    private const int StuckAfter = 2;

    /// <summary>The standard forms, and those of the second language.</summary>
    private static readonly FrozenSet<string> QuestionWords = FrozenSet.ToFrozenSet(
        ["apa", "apakah", "siapa", "kapan", "mana", "kenapa", "mengapa", "bagaimana", "berapa", "bisakah", "bolehkah", "what", "who", "when", "where", "why", "how"]);

    private void Answer(Input input)
    {
        if (ActiveConversation() is not { } conversation)
        {
            Ask(input);
            return;
        }

        var turn = DialogEngine.Advance(conversation.Dialog, conversation.State, input, context);
        var isStuck = IsStuck(conversation.Dialog, conversation.State, turn.Next);
        var asked = turn.Next.FailedTries > conversation.State.FailedTries ? (input as TextInput)?.Text : null;
        if (asked is not null && AskCommandInPassing(asked, conversation.Dialog))
        {
            return;
        }

        if (asked is not null && AnswerInPassing(asked, conversation.Dialog))
        {
            // Not a wrong answer but a question of their own: it is answered, and the open one put again.
            turn = DialogEngine.Resume(conversation.Dialog, conversation.State, null, context);
            isStuck = false;
        }

        if (input is FileInput { Album: AlbumPlace.First } && turn.Next.LastAnswered != conversation.State.LastAnswered)
        {
            Say("one_of_album", []);
        }

        Take(turn);
        if (isStuck)
        {
            OfferHuman();
        }
    }

    /// <summary>
    /// Whether somebody gets no further by themselves: at least the second unusable answer in a row, or one too many for the author. Not where
    /// the dialog then brings them to a human of its own accord.
    /// </summary>
    private static bool IsStuck(Dialog dialog, Conversation before, Conversation after) => after.Status != ConversationStatus.HandedOver
        && (after.FailedTries > before.FailedTries ? after.FailedTries >= StuckAfter
            : after.LastAnswered == before.LastAnswered && (after.Question != before.Question || after.Step != before.Step)
                && dialog.Find(before.Step) is Question { Tries.Max: var most } && before.FailedTries + 1 >= most);

    /// <summary>Below what was said last; it asks beside the dialog, whose question stays open.</summary>
    private void OfferHuman()
    {
        var last = effects.FindLastIndex(effect => effect is Say);
        if (last >= 0 && effects[last] is Say say && library.Texts.FindCommand(BotTexts.HumanCommand) is not null)
        {
            effects[last] = say with { Buttons = [.. say.Buttons, [AskHumanButton("")]] };
        }
    }

    private Button AskHumanButton(string arguments) => new(Render("ask_human_button", null).Text, ButtonData.Command(BotTexts.HumanCommand, arguments));

    /// <summary>
    /// Hands words that the open question could not use to the command that answers their topic. As after any command the
    /// question stays open and is not put again: the command may itself be waiting for words.
    /// </summary>
    private bool AskCommandInPassing(string text, Dialog open)
    {
        if (LooksLikeQuestion(text)
            && library.Understand(text, open) is { IsSure: true, Ranked: [{ Subject: Subject.About { Topic: { Command: { } command } topic } }] }
            && library.Texts.FindCommand(command) is not null)
        {
            Tell(topic, text);
            return true;
        }

        return false;
    }

    /// <summary>
    /// Answers words that the open question could not use, if they ask something: what the dialog's help says, or a topic.
    /// Where it is not sure what they ask, only what is put as a question is taken for one.
    /// </summary>
    private bool AnswerInPassing(string text, Dialog open)
    {
        var understood = library.Understand(text, open);
        switch (understood)
        {
            case { IsSure: true, Ranked: [{ Subject: Subject.Explain help }] }:
                Say(help.Entry.Say, [], help.Dialog);
                return true;
            case { IsSure: true, Ranked: [{ Subject: Subject.About { Topic: var topic } }] }
                when LooksLikeQuestion(text) && (topic.Say is not null || topic.Dialog != open.Id):
                // Where the dialog is the answer it is only offered: the open one is not left for it.
                Say(topic.Say ?? library.Texts["did_you_mean"], topic.Dialog is null || topic.Dialog == open.Id ? [] : TopicButtons(topic));
                return true;
            case { IsSure: false, Ranked: [{ Score: >= Worthwhile }, ..] } when IsPutAsQuestion(text):
                return Offer(understood);
            default:
                return false;
        }
    }

    /// <summary>What people write around an NPSN when they ask what school it is.</summary>
    private static readonly FrozenSet<string> AroundNpsn = FrozenSet.ToFrozenSet(
        ["npsn", "nomor", "no", "sekolah", "sekolahnya", "saya", "cek", "cari", "ini", "itu", "apa", "mana", "dengan", "nama", "namanya", "school", "is", "what", "which", "check", "my"]);

    /// <summary>Something was said while no question is open.</summary>
    private void Ask(Input input)
    {
        if (input is TextInput { Text: var number } && IsNpsn(number) && library.Texts.FindCommand(BotTexts.SchoolCommand) is { } school)
        {
            effects.Add(new AskCapability(school.Name, number, IsPress: false));
            return;
        }

        var understood = input is TextInput { Text: var text } ? library.Understand(text, null) : Understood.Nothing;
        if (understood is { IsSure: true, Ranked: [{ Subject: Subject.Begin begin }] })
        {
            Open(begin.Dialog);
        }
        else if (understood is { Ranked: [{ Subject: Subject.About { Topic: { Id: TopicRanker.OutOfScope, Say: { } elsewhere } } }] })
        {
            KeepForHuman(input);
            Say(elsewhere, MenuWithHuman());
        }
        else if (understood is { Ranked: [{ Subject: Subject.About about }] })
        {
            Tell(about.Topic, ((TextInput)input).Text);
        }
        else if (!Offer(understood))
        {
            KeepForHuman(input);
            Say("not_understood", MenuWithHuman());
        }
    }

    /// <summary>An NPSN and hardly anything else: a question about an account that names one is another.</summary>
    private bool IsNpsn(string text) =>
        library.Texts.Data.Types.TryCreate(NpsnType.Word, ValueOptions.None, out var npsn)
        && npsn.Parse(new TextInput(text), new ValueContext(context.Now, context.Contact.Zone, context.Contact.Language)) is ValueResult.Accepted
        && Fold.Words(text).All(word => word.Any(char.IsAsciiDigit) || AroundNpsn.Contains(word));

    private void KeepForHuman(Input input)
    {
        if (input is TextInput { Text: var words })
        {
            effects.Add(new KeepQuestion(words));
        }
    }

    /// <summary>The menu, and below it the way to a human, where the bot has one.</summary>
    private ImmutableArray<ImmutableArray<Button>> MenuWithHuman() => library.Texts.FindCommand(BotTexts.HumanCommand) is null
        ? Menu()
        : [.. Menu(), [AskHumanButton("kirim")]];

    /// <summary>Offers what may have been meant; false when none of it is for this person.</summary>
    private bool Offer(Understood understood)
    {
        ImmutableArray<ImmutableArray<Button>> buttons = [.. understood.Ranked.Select(ranked => ButtonFor(ranked.Subject)).OfType<Button>().Select(ImmutableArray.Create)];
        if (!buttons.IsEmpty)
        {
            Say("did_you_mean", buttons);
        }

        return !buttons.IsEmpty;
    }

    private Button? ButtonFor(Subject subject)
    {
        var language = context.Contact.Language;
        return subject switch
        {
            Subject.About { Topic: var topic } => new Button(topic.Title.In(language).Render(OneValue.None).Text, ButtonData.Topic(topic.Id)),
            Subject.Begin { Dialog: var dialog } => DialogEngine.MayBegin(dialog, context) ? new Button(TitleOf(dialog), ButtonData.Open(dialog.Id)) : null,
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

    private void Tell(Topic topic, string asked = "")
    {
        if (topic.Command is { } command && library.Texts.FindCommand(command) is not null)
        {
            effects.Add(new AskCapability(command, asked, IsPress: false));
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

    private ImmutableArray<ImmutableArray<Button>> TopicButtons(Topic topic) =>
        topic.Dialog is { } id && library.Find(id) is { } dialog
            ? [[OpenButton(dialog)]]
            : [[new Button(Render("menu_button", null).Text, ButtonData.Menu)]];

    private Button OpenButton(Dialog dialog) =>
        new(Render(StateOf(dialog.Id) is { IsUnfinished: true } ? "resume_button" : "open_button", dialog).Text, ButtonData.Open(dialog.Id));

    /// <summary>A password, a code or an identity number goes no further than here.</summary>
    private void Secret()
    {
        Say("secret", []);
        if (awaiting is not null)
        {
            // Whoever asked last still waits, for other words.
            Say("secret_awaited", []);
        }
        else if (ActiveConversation() is { } conversation)
        {
            Take(DialogEngine.Resume(conversation.Dialog, conversation.State, null, context));
        }
    }

    /// <summary>Two words or less are an answer that went wrong; a question takes more.</summary>
    private static bool LooksLikeQuestion(string text) => text.Contains('?') || Fold.Words(text).Length > 2;

    /// <summary>Whether the words themselves ask: a question mark, or a word that begins questions.</summary>
    private bool IsPutAsQuestion(string text) =>
        text.Contains('?') || LooksLikeQuestion(text) && library.Texts.Data.Normalizer.Words(text).Any(QuestionWords.Contains);
}
