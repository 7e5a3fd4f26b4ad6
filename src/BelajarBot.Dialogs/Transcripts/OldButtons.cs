using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>What pressing a button means by now.</summary>
public enum ButtonAge
{
    /// <summary>It answers an open question.</summary>
    Live,

    /// <summary>It answered the question before; pressing it twice stays quiet.</summary>
    JustPressed,

    /// <summary>Its question has passed; pressing it is answered kindly and changes nothing.</summary>
    Old,

    /// <summary>It is no answer: a menu, a language, the start of a dialog.</summary>
    Timeless,
}

/// <summary>Tells old buttons from new ones, as the front desk does.</summary>
public static class OldButtons
{
    /// <summary>What pressing this button means to this person now.</summary>
    /// <param name="data">What the button carries.</param>
    /// <param name="visitor">The person.</param>
    public static ButtonAge AgeOf(string data, Visitor visitor)
    {
        if (!ButtonData.TryReadChoice(data, out var number, out var question, out var choice))
        {
            return ButtonAge.Timeless;
        }

        var conversation = visitor.Conversations.FirstOrDefault(c => c.Number == number);
        return conversation is null ? ButtonAge.Old
            : conversation.LastAnswered == question && conversation.LastChoice == choice ? ButtonAge.JustPressed
            : conversation.IsUnfinished && conversation.Question == question && conversation.LastAnswered != question ? ButtonAge.Live
            : ButtonAge.Old;
    }

    /// <summary>Whether this is how the bot answers an old button.</summary>
    /// <param name="texts">The bot's own texts.</param>
    /// <param name="language">The person's language.</param>
    /// <param name="said">What it said.</param>
    public static bool IsKindAnswer(BotTexts texts, string language, IReadOnlyList<SaidMessage> said) =>
        said.Count > 0
        && (said[0].Text == Coverage.Words(texts["old_button"], language) || said[0].Text == Coverage.Words(texts["old_button_no_question"], language));
}
