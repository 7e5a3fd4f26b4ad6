using System.Collections.Immutable;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;

namespace BelajarBot.Dialogs.Engine;

/// <summary>A talk with an officer goes on in plain words, beside the dialogs, as it would between people.</summary>
internal sealed partial class Visit
{
    /// <summary>For so long after an officer wrote, words may be meant for them.</summary>
    private static readonly TimeSpan TalkGoesOn = TimeSpan.FromDays(1);

    /// <summary>Whether an officer wrote to the person not long ago, and the question is open still. A clock that was put back changes nothing.</summary>
    private bool IsWithOfficer => visitor.OfficerSaidAt is { } at && (context.Now - at).Duration() < TalkGoesOn;

    /// <summary>
    /// Whether something that was said while no question is open is for the officer: whatever the bot itself is not sure to answer,
    /// pictures too. A bare NPSN is what officers ask for.
    /// </summary>
    private bool IsForOfficer(Input input, Understood understood) => IsWithOfficer
        && (input is FileInput || input is TextInput { Text: var text } && (IsNpsn(text) || IsAside(understood) || !understood.IsSure));

    /// <summary>
    /// Whether what the open question could not use is for the officer: thanks and the like always, other words where the officer
    /// spoke last. While the person is busy with the dialog they are more likely an answer that went wrong.
    /// </summary>
    private bool IsForOfficer(Input input, Understood understood, Conversation state)
    {
        if (!IsWithOfficer || state.Status == ConversationStatus.HandedOver)
        {
            return false;
        }

        var hasSpokenLast = visitor.OfficerSaidAt > state.TouchedAt;
        return input switch
        {
            FileInput => hasSpokenLast,
            TextInput { Text: var text } => IsAside(understood) || hasSpokenLast && !(understood.IsSure && LooksLikeQuestion(text)),
            _ => false,
        };
    }

    private static bool IsAside(Understood understood) =>
        understood is { IsSure: true, Ranked: [{ Subject: Subject.About { Topic.IsAside: true } }] };

    /// <summary>Thanks and hardly anything else, or folded hands: whoever says so and asks on in the same breath wants an answer.</summary>
    private bool IsThanks(string text) => !text.Contains('?')
        && (Fold.Text(text).Length == 0 || Understand(text, null) is { IsSure: true, Ranked: [{ Subject: Subject.About { Topic.Id: TopicRanker.Thanks } }] });

    /// <summary>Takes it to the officer, and says so: it may have been meant for the bot. The open question stays open.</summary>
    private void PassToOfficer(Input input)
    {
        effects.Add(new PassToTicket(null, input) { IsThanks = input is TextInput { Text: var text } && IsThanks(text) });
        ImmutableArray<Button> menu = [new Button(Render("menu_button", null).Text, ButtonData.Menu)];
        Say("passed_to_officer", ActiveConversation() is { } open ? [[OpenButton(open.Dialog)], menu] : [menu]);
    }

    /// <summary>Where the bot has answered and the words may still have been for the officer: one tap sends them there.</summary>
    private void OfferOfficer(string words)
    {
        if (IsWithOfficer && effects.LastOrDefault() is Say && !effects.Exists(effect => effect is KeepQuestion) && library.Texts.FindCommand(BotTexts.HumanCommand) is not null)
        {
            effects.Insert(0, new KeepQuestion(words));
            AddBelow(AskHumanButton(KeptWords, "to_officer_button"));
        }
    }
}
