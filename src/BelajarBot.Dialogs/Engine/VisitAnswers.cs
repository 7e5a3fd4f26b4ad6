using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Words that are an answer, a question of the person's own, or a secret.</summary>
internal sealed partial class Visit
{
    private void Answer(Input input)
    {
        if (ActiveConversation() is not { } conversation)
        {
            Ask(input);
            return;
        }

        var turn = DialogEngine.Advance(conversation.Dialog, conversation.State, input, context);
        if (turn.Next.FailedTries > conversation.State.FailedTries && input is TextInput { Text: var text }
            && LooksLikeQuestion(text) && library.TopicsFor(text, out var isSure) is [var topic] && isSure
            && (topic.Say is not null || topic.Dialog != conversation.Dialog.Id))
        {
            // Not a wrong answer but a question of their own: it is answered, or its dialog offered, and the open one put again.
            Say(topic.Say ?? library.Texts["did_you_mean"], topic.Dialog is null || topic.Dialog == conversation.Dialog.Id ? [] : TopicButtons(topic));
            turn = DialogEngine.Resume(conversation.Dialog, conversation.State, null, context);
        }

        if (input is FileInput { Album: AlbumPlace.First } && turn.Next.LastAnswered != conversation.State.LastAnswered)
        {
            Say("one_of_album", []);
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
            case [{ Id: TopicRanker.OutOfScope, Say: { } words }]:
                Say(words, Menu());
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
}
