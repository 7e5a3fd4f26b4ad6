using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Who is at the desk: the person, and every conversation that they have had.</summary>
/// <param name="Contact">The person.</param>
/// <param name="Conversations">Their conversations, at most one per dialog.</param>
/// <param name="Active">The dialog whose question is open in the chat, or null.</param>
/// <param name="ConversationCount">How many conversations they have begun so far.</param>
public sealed record Visitor(Contact Contact, IReadOnlyList<Conversation> Conversations, string? Active, long ConversationCount)
{
    /// <summary>What their next words are for, where a capability of the bot asked for them: see <see cref="Engine.Awaiting"/>; or null.</summary>
    public string? Awaiting { get; init; }

    /// <summary>The kind of secret that their last message announced without telling it ("password saya"), or null. Nothing else of it is kept.</summary>
    public SecretKind? Announced { get; init; }

    /// <summary>When an officer last wrote to them about a question of theirs that is open still, or null.</summary>
    public DateTimeOffset? OfficerSaidAt { get; init; }

    /// <summary>The answer that they got last in free words, or null.</summary>
    public ToldAnswer? Told { get; init; }

    /// <summary>Whether they are officers themselves. It decides only what they are shown: what they may is looked at when they do it.</summary>
    public bool IsOfficer { get; init; }
}

/// <summary>What the desk decided.</summary>
/// <param name="Changed">The conversations that are different now.</param>
/// <param name="Active">The dialog whose question is open now, or null.</param>
/// <param name="ConversationCount">How many conversations the person has begun now.</param>
/// <param name="Effects">What to do, in order.</param>
public sealed record Reply(IReadOnlyList<Conversation> Changed, string? Active, long ConversationCount, IReadOnlyList<Effect> Effects)
{
    /// <summary>What the person's next words are still for, where a capability asked for them and they were about something else; or null.</summary>
    public string? Awaiting { get; init; }

    /// <summary>The kind of secret that the message announced without telling it, or null: the next one may be the secret.</summary>
    public SecretKind? Announced { get; init; }

    /// <summary>The answer that they got last in free words now, or null.</summary>
    public ToldAnswer? Told { get; init; }

    /// <summary>Only these effects: where the person stands, and what their next words are for, stay as they are.</summary>
    /// <param name="visitor">The person.</param>
    /// <param name="effects">What happens.</param>
    public static Reply Only(Visitor visitor, params IReadOnlyList<Effect> effects) =>
        new([], visitor.Active, visitor.ConversationCount, effects) { Awaiting = visitor.Awaiting, Announced = visitor.Announced, Told = visitor.Told };

    /// <summary>Whether this press was the answer to the question that it belongs to, and no old or repeated one.</summary>
    /// <param name="press">What was responded to.</param>
    public bool IsAnsweredBy(PressInput press) =>
        ButtonData.TryReadChoice(press.Data, out var number, out var question, out var choice)
        && Changed.Any(state => state.Number == number && state.LastAnswered == question && state.LastChoice == choice);
}

/// <summary>
/// Decides what an incoming message means before any dialog sees it: a command, a word that means the same
/// everywhere, a press of a button of this question or of an old one, the start of a dialog. The rest is an answer to
/// the open question. Pure, like the engine.
/// </summary>
public static class FrontDesk
{
    /// <summary>How much staff may write at a time: it goes to the person as one message, with a few words before it.</summary>
    public const int LongestFromStaff = 3500;

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

    /// <summary>What the bot says, once, to somebody who writes faster than it can answer.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="language">The person's language.</param>
    public static RichText TooFast(DialogLibrary library, string language) =>
        library.Texts["too_fast"].In(language).Render(OneValue.None);

    /// <summary>What the bot says in a group, with a button to the chat where it can be talked with alone.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="language">The language of whoever called it.</param>
    /// <param name="link">Where that chat is, or null.</param>
    public static Say InGroup(DialogLibrary library, string language, string? link) => new(
        library.Texts["in_group"].In(language).Render(OneValue.None),
        link is null ? [] : [[new Button(library.Texts["in_group_button"].In(language).Render(OneValue.None).Text, link, ButtonKind.Link)]]);

    /// <summary>The clock has come to the moment at which one of the person's conversations was due.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="visitor">The person.</param>
    /// <param name="dialogId">The dialog of the conversation.</param>
    /// <param name="now">The moment, in UTC.</param>
    public static Reply Wake(DialogLibrary library, Visitor visitor, string dialogId, DateTimeOffset now) =>
        Receive(library, visitor, now).Wake(dialogId);

    /// <summary>The clock has come to the moment at which somebody who takes part in a programme was to be reminded.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="visitor">The person.</param>
    /// <param name="enrolment">What is known of the enrolment.</param>
    /// <param name="now">The moment, in UTC.</param>
    public static Reply Remind(DialogLibrary library, Visitor visitor, Conversation enrolment, DateTimeOffset now) =>
        Receive(library, visitor, now).Remind(enrolment);

    /// <summary>The human who has taken over writes to the person.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="visitor">The person.</param>
    /// <param name="words">What they write, as plain words.</param>
    public static Reply PassOn(DialogLibrary library, Visitor visitor, string words) => Reply.Only(
        visitor, Say.Only(library.Texts["from_staff"].In(visitor.Contact.Language).Render(new OneValue("words", words))));

    /// <summary>The human who had taken over is done: the dialog goes on.</summary>
    /// <param name="library">The dialogs.</param>
    /// <param name="visitor">The person.</param>
    /// <param name="dialogId">The dialog that had handed over.</param>
    /// <param name="now">The moment, in UTC.</param>
    public static Reply GiveBack(DialogLibrary library, Visitor visitor, string dialogId, DateTimeOffset now) =>
        Receive(library, visitor, now).GiveBack(dialogId);

    private static Visit Receive(DialogLibrary library, Visitor visitor, DateTimeOffset now) =>
        new(library, visitor, library.ContextFor(visitor.Contact, now));
}
