using System.Collections.Frozen;
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

    /// <summary>From this score two words are a question of their own.</summary>
    private const double Doubtless = 0.9;

    /// <summary>Somebody who wants no messages and writes no more than this, which means nothing clear, is taking leave.</summary>
    private const int GoodbyeWords = 3;

    /// <summary>One unusable answer is a slip; after the second in a row somebody wants help.</summary>
    private const int StuckAfter = 2;

    /// <summary>The standard forms, and those of the second language.</summary>
    private static readonly FrozenSet<string> QuestionWords = FrozenSet.ToFrozenSet(
        ["apa", "apakah", "siapa", "kapan", "mana", "kenapa", "mengapa", "bagaimana", "berapa", "bisakah", "bolehkah", "what", "who", "when", "where", "why", "how"]);

    private Understood Understand(string text, Dialog? open) => library.Understand(text, open, visitor.IsOfficer);

    private void Answer(Input input)
    {
        if (ActiveConversation() is not { } conversation)
        {
            Ask(input);
            return;
        }

        var isWordless = IsWordless(input, conversation.Dialog, conversation.State);
        var read = isWordless ? CaptionOf(input) ?? input : input;
        if (read != input && HoldsSecret((TextInput)read))
        {
            Secret();
            return;
        }

        var turn = DialogEngine.Advance(conversation.Dialog, conversation.State, read, context);
        var isStuck = turn.IsSetAside || isWordless && turn is { IsUnusable: true, Next.Status: ConversationStatus.Open } || IsStuck(conversation.Dialog, conversation.State, turn.Next);
        var asked = turn.IsUnusable ? (read as TextInput)?.Text : null;
        var understood = asked is null ? Understood.Nothing : Understand(asked, conversation.Dialog);
        if (HasFailed(conversation.Dialog, conversation.State, turn.Next) && IsForOfficer(input, understood, conversation.State))
        {
            PassToOfficer(input);
            return;
        }

        var atButtons = conversation.Dialog.Find(conversation.State.Step) is ChoicesStep;
        if (asked is not null && AskCommandInPassing(asked, understood, atButtons))
        {
            return;
        }

        if (asked is not null && IsAboutThis(asked, understood, conversation.Dialog, atButtons))
        {
            turn = DialogEngine.Resume(conversation.Dialog, conversation.State, "in_this_guide", context);
            isStuck = false;
        }
        else if (asked is not null && AnswerInPassing(asked, understood, conversation.Dialog, atButtons))
        {
            // Not a wrong answer but a question of their own: it is answered, and the open one put again.
            turn = DialogEngine.Resume(conversation.Dialog, conversation.State, null, context);
            isStuck = isWordless;
        }
        else if (read != input && turn.IsUnusable)
        {
            // The words with the picture are no answer, so it is the picture that was meant.
            turn = DialogEngine.Advance(conversation.Dialog, conversation.State, input, context);
        }

        if (input is FileInput { Album: AlbumPlace.First } && turn.Next.LastAnswered != conversation.State.LastAnswered)
        {
            Say("one_of_album", []);
        }

        Take(turn);
        if (asked is not null && IsWithOfficer)
        {
            OfferOfficer(asked);
        }
        else if (isStuck)
        {
            OfferHuman();
        }
    }

    /// <summary>
    /// Whether somebody gets no further by themselves: at least the second unusable answer in a row, or one too many for the author. Not where
    /// the dialog then brings them to a human of its own accord.
    /// </summary>
    private static bool IsStuck(Dialog dialog, Conversation before, Conversation after) => after.Status != ConversationStatus.HandedOver
        && HasFailed(dialog, before, after) && (after.FailedTries <= before.FailedTries || after.FailedTries >= StuckAfter);

    /// <summary>Whether the open question is put again or given up for what was said; to be asked which of two was meant is no failure.</summary>
    private static bool HasFailed(Dialog dialog, Conversation before, Conversation after) => after.FailedTries > before.FailedTries
        || (after.LastAnswered == before.LastAnswered && (after.Question != before.Question || after.Step != before.Step)
            && dialog.Find(before.Step) is Question { Tries.Max: var most } && before.FailedTries + 1 >= most);

    /// <summary>Whether nothing of it can be read: pictures, voices and the like, where they may not be the answer.</summary>
    private static bool IsWordless(Input input, Dialog dialog, Conversation state) =>
        input is FileInput or ContactInput or PlaceInput or UnsupportedInput
        && state.Status == ConversationStatus.Open
        && dialog.Find(state.Step) is not (null or WaitStep or AskStep { TakesMoreThanWords: true });

    /// <summary>The words with a picture, as if somebody else had written them: an answer or a question, but never a command; null where there are none.</summary>
    private static TextInput? CaptionOf(Input input) =>
        input is FileInput { Caption: { } caption } && !string.IsNullOrWhiteSpace(caption) ? new TextInput(caption) { IsForwarded = true } : null;

    /// <summary>Captions have their secrets taken out on arrival; who sent one is told all the same.</summary>
    private static bool HoldsSecret(TextInput caption) =>
        caption.Text.Contains(SecretDetector.Mark, StringComparison.Ordinal) || SecretDetector.Redact(caption.Text).Kinds.Count > 0;

    /// <summary>
    /// Hands words that the open question could not use to the command that answers their topic. As after any command the
    /// question stays open and is not put again: the command may itself be waiting for words.
    /// </summary>
    private bool AskCommandInPassing(string text, Understood understood, bool atButtons)
    {
        if (understood is not { IsSure: true, Ranked: [{ Subject: var subject }] } || !IsWorthAnswer(text, understood, atButtons))
        {
            return false;
        }

        switch (subject)
        {
            case Subject.About { Topic: var topic } when CommandOf(topic) is not null:
                Tell(topic, text);
                return true;
            case Subject.Command { Asked: var asked }:
                effects.Add(new AskCapability(asked.Name, "", IsPress: false));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether they ask for what the open dialog itself tells, so that its question is the answer.</summary>
    private bool IsAboutThis(string text, Understood understood, Dialog open, bool atButtons) => library.ByKeyword(Fold.Text(text))?.Id == open.Id
        || understood is { IsSure: true, Ranked: [{ Subject: Subject.About { Topic: { Say: null, Command: null, Dialog: { } id } } }] }
        && id == open.Id && IsWorthAnswer(text, understood, atButtons);

    /// <summary>
    /// Answers words that the open question could not use, if they ask something: what the dialog's help says, or a topic.
    /// Where it is not sure what they ask, only what is put as a question is taken for one.
    /// </summary>
    private bool AnswerInPassing(string text, Understood understood, Dialog open, bool atButtons)
    {
        switch (understood)
        {
            case { IsSure: true, Ranked: [{ Subject: Subject.Explain help }] }:
                Say(help.Entry.Say, [], help.Dialog);
                return true;
            case { IsSure: true, Ranked: [{ Subject: Subject.About { Topic: var topic } }] }
                when IsWorthAnswer(text, understood, atButtons):
                if (topic.Say is not null && IsToldAgain(topic))
                {
                    KeepAndOfferHuman(text, topic);
                    return true;
                }

                // Where the dialog is the answer it is only offered: the open one is not left for it.
                Say(topic.Say ?? library.Texts["did_you_mean_this"], topic.Dialog is null || topic.Dialog == open.Id ? [] : TopicButtons(topic));
                return true;
            case { IsSure: false, Ranked: [{ Score: >= Worthwhile }, ..] } when IsPutAsQuestion(text) || atButtons && IsStatement(text):
                return Offer(understood);
            default:
                return false;
        }
    }

    /// <summary>
    /// Words below the question of a command that surely are about something else: what only has to be said is said, and the question
    /// stays; whatever leads elsewhere ends it.
    /// </summary>
    private bool PassBy(TextInput said, string command)
    {
        var folded = Fold.Text(said.Text);
        if (library.Texts.CommandAskedBy(folded) is not null || library.ByKeyword(folded) is not null || library.Texts.CommandBegunBy(folded) is not null)
        {
            awaiting = null;
            Words(said);
            return true;
        }

        if (!LooksLikeQuestion(said.Text) || Understand(said.Text, null) is not { IsSure: true, Ranked: [{ Subject: var subject }] })
        {
            return false;
        }

        switch (subject)
        {
            case Subject.About { Topic: { Command: null, Say: { } words } topic } when !topic.IsAside:
                Say(words, TopicButtons(topic));
                return true;
            case Subject.About { Topic: var topic } when topic.Command != command && !topic.IsAside:
                awaiting = null;
                Tell(topic, said.Text);
                return true;
            case Subject.Command { Asked: var asked } when asked.Name != command:
                awaiting = null;
                effects.Add(new AskCapability(asked.Name, "", IsPress: false));
                return true;
            case Subject.Begin begin:
                awaiting = null;
                Open(begin.Dialog);
                return true;
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
        var understood = input is TextInput { Text: var text } ? Understand(text, null) : Understood.Nothing;
        if (IsForOfficer(input, understood))
        {
            PassToOfficer(input);
            return;
        }

        if (CaptionOf(input) is { } caption)
        {
            AskByCaption(caption);
            return;
        }

        if (input is not TextInput)
        {
            Say("only_words", MenuWithHuman(""));
            return;
        }

        if (input is TextInput { Text: var number } && IsNpsn(number) && library.Texts.FindCommand(BotTexts.SchoolCommand) is { } school)
        {
            effects.Add(new AskCapability(school.Name, number, IsPress: false));
            return;
        }

        if (understood is { IsSure: true, Ranked: [{ Subject: Subject.Command { Asked: var command } }] })
        {
            effects.Add(new AskCapability(command.Name, "", IsPress: false));
        }
        else if (understood is { IsSure: true, Ranked: [{ Subject: Subject.Begin begin }] })
        {
            Open(begin.Dialog);
        }
        else if (context.Contact.IsStopped && !understood.IsSure && input is TextInput { Text: var parting } && Fold.Words(parting).Length <= GoodbyeWords && !parting.Contains('?'))
        {
            // "udah ya": whoever has asked for silence is not asked back.
            Say("still_stopped", []);
        }
        else if (understood is { Ranked: [{ Subject: Subject.About { Topic: { Id: TopicRanker.OutOfScope, Say: { } elsewhere } } }] })
        {
            KeepForHuman(input);
            Say(elsewhere, MenuWithHuman(KeptWords));
        }
        else if (understood is { Ranked: [{ Subject: Subject.About about }] })
        {
            var words = ((TextInput)input).Text;
            if (CommandOf(about.Topic) is null && about.Topic.Say is not null && IsToldAgain(about.Topic))
            {
                KeepAndOfferHuman(words, about.Topic);
            }
            else
            {
                Tell(about.Topic, words);
                TakeAlong(input);
            }

            OfferOfficer(words);
        }
        else
        {
            KeepForHuman(input);
            if (!Offer(understood, withHuman: true))
            {
                Say("not_understood", MenuWithHuman(KeptWords));
            }
        }
    }

    /// <summary>What the picture shows only a human can see, so one is offered below every answer to its words.</summary>
    private void AskByCaption(TextInput caption)
    {
        if (HoldsSecret(caption))
        {
            Secret();
        }
        else
        {
            Ask(caption);
            OfferHuman();
        }
    }

    /// <summary>What was said to begin a dialog may be what its first question wants: then that is not put any more.</summary>
    private void TakeAlong(Input said)
    {
        if (ActiveConversation() is var (dialog, state) && effects.FindLastIndex(effect => effect is Say) is >= 0 and var question
            && DialogEngine.AdvanceEarly(dialog, state, said, context) is { } turn)
        {
            effects.RemoveAt(question);
            Take(turn);
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

    /// <summary>
    /// Whether words that the open question cannot use are worth a sure answer. Where there are buttons, two that are none of them may tell a
    /// trouble ("passwordnya lupa"), if they say more than yes or no and leave hardly any doubt.
    /// </summary>
    private bool IsWorthAnswer(string text, Understood understood, bool atButtons) => LooksLikeQuestion(text)
        || atButtons && understood.Ranked is [{ Score: >= Doubtless }] && Fold.Words(text).Length == 2
            && !ChoiceMatcher.SaysOnlyYesOrNo(library.Texts.Data.Normalizer.Words(text));

    /// <summary>More words than a button says.</summary>
    private static bool IsStatement(string text) => Fold.Words(text).Length > 3;

    /// <summary>Whether the words themselves ask: a question mark, or a word that begins questions.</summary>
    private bool IsPutAsQuestion(string text) =>
        text.Contains('?') || LooksLikeQuestion(text) && library.Texts.Data.Normalizer.Words(text).Any(QuestionWords.Contains);
}
