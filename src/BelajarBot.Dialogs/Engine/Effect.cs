using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Reminders;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Something that a turn asks the world to do. The engine says; the host does, within the turn's transaction.</summary>
public abstract record Effect
{
    private protected Effect()
    {
    }
}

/// <summary>Send the person a message.</summary>
/// <param name="Text">The words.</param>
/// <param name="Buttons">Rows of buttons, from top to bottom.</param>
public sealed record Say(RichText Text, ImmutableArray<ImmutableArray<Button>> Buttons) : Effect
{
    /// <summary>The file that comes with the words, or null.</summary>
    public FileToSend? File { get; init; }

    /// <summary>Whether the message holds what is private, so that it should not be passed on.</summary>
    public bool IsProtected { get; init; }

    /// <summary>A message without buttons.</summary>
    /// <param name="text">The words.</param>
    public static Say Only(RichText text) => new(text, []);
}

/// <summary>A file for a person: a table, a calendar entry, a certificate.</summary>
/// <param name="Path">Where the host keeps it, below its folder of files.</param>
/// <param name="Name">What the person's device shall call it.</param>
/// <param name="MimeType">What it is, for example <c>text/csv</c>.</param>
/// <param name="Kind">Whether it is shown as a picture.</param>
public sealed record FileToSend(
    string Path, string Name, string MimeType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FileKind Kind = FileKind.Document)
{
    /// <summary>The channel's own name for a file that came by it (<see cref="FileInput.Reference"/>): it is sent on as it is, and the path is empty.</summary>
    public string? Reference { get; init; }

    /// <summary>The words that go out instead when the channel has such a file no more; null for none.</summary>
    public string? WhenGone { get; init; }
}

/// <summary>The person reached a mark; it counts once per programme cycle, however often this is said.</summary>
/// <param name="Scope">The programme that it belongs to, or the dialog where there is none.</param>
/// <param name="Cycle">The programme's cycle, or empty where there is none.</param>
/// <param name="Name">The milestone.</param>
public sealed record ReachMilestone(string Scope, string Cycle, string Name) : Effect;

/// <summary>The person takes part in a programme's cycle from now on; it counts once, however often this is said.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Cycle">Its open cycle; empty for a programme without cycles.</param>
public sealed record Enrol(string Program, string Cycle) : Effect;

/// <summary>The state of an enrolment's reminders after a turn of the clock.</summary>
/// <param name="Enrolment">As the engine keeps it: a conversation with what reminds those who take part.</param>
public sealed record KeepEnrolment(Conversation Enrolment) : Effect;

/// <summary>The person answers a reminder of a programme; whether they take part still, and what becomes of it, is looked up then.</summary>
/// <param name="Program">The programme; never to be trusted.</param>
/// <param name="Rule">The reminder, or empty.</param>
/// <param name="Days">In how many days they want it; 0 for never again.</param>
public sealed record AnswerEnrolment(string Program, string Rule, int Days) : Effect;

/// <summary>Something about the person is now known, or is known better.</summary>
/// <param name="Field">The field, without <c>contact.</c>.</param>
/// <param name="Value">Its new value, or null when it is taken back.</param>
public sealed record SaveField(string Field, string? Value) : Effect;

/// <summary>The person gave or refused a consent.</summary>
/// <param name="Shown">The text that they decided on.</param>
/// <param name="IsGiven">Whether they gave it.</param>
/// <param name="How">How they said so.</param>
public sealed record DecideConsent(ConsentText Shown, bool IsGiven, ConsentManner How) : Effect
{
    /// <summary>What is given after it.</summary>
    /// <param name="before">What was given before it, with the versions.</param>
    public ValueSet After(ValueSet before) => IsGiven ? before.With(Shown.Consent, Shown.Version) : before.Without(Shown.Consent);
}

/// <summary>How a decision on a consent was made.</summary>
public enum ConsentManner
{
    /// <summary>By its button.</summary>
    Button,

    /// <summary>By one of the words that are listed for it, exactly.</summary>
    Word,
}

/// <summary>A reminder that was due.</summary>
/// <param name="Dialog">The dialog that it is about.</param>
/// <param name="Revision">The revision that the person stands on.</param>
/// <param name="Rule">The rule that it follows.</param>
/// <param name="Planned">When it was due.</param>
public sealed record DueReminder(string Dialog, string Revision, string Rule, DateTimeOffset Planned);

/// <summary>Nudge the person.</summary>
/// <param name="Due">The reminder.</param>
/// <param name="Text">The words.</param>
/// <param name="Buttons">Rows of buttons.</param>
/// <param name="ValidUntil">When it is too late to say it, however long it waits on its way.</param>
public sealed record Remind(DueReminder Due, RichText Text, ImmutableArray<ImmutableArray<Button>> Buttons, DateTimeOffset ValidUntil) : Effect;

/// <summary>A reminder was left out, for good.</summary>
/// <param name="Due">The reminder.</param>
/// <param name="Reason">Why.</param>
public sealed record MissReminder(DueReminder Due, ReminderReason Reason) : Effect;

/// <summary>A reminder comes later than planned.</summary>
/// <param name="Due">The reminder.</param>
/// <param name="Until">When.</param>
/// <param name="Reason">Why.</param>
public sealed record DelayReminder(DueReminder Due, DateTimeOffset Until, ReminderReason Reason) : Effect;

/// <summary>Ask a human to take over.</summary>
/// <param name="Dialog">The dialog that hands over.</param>
/// <param name="Queue">Who is asked.</param>
/// <param name="Area">The region code of whom it concerns, or null when it is not known.</param>
/// <param name="Note">What the human is told, or null.</param>
/// <param name="Sla">How soon somebody should answer, or null.</param>
public sealed record OpenTicket(string Dialog, string Queue, string? Area, string? Note, TimeSpan? Sla) : Effect;

/// <summary>The person sends in what they answered, to be reviewed.</summary>
/// <param name="Dialog">The dialog.</param>
/// <param name="Revision">Its revision: what was sent in is read and mended with the questions that it answers.</param>
/// <param name="Step">The step that sent it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="By">The role that reviews it: <c>reviewer</c> or <c>admin</c>.</param>
/// <param name="Area">The region code of those who review it, or null for the whole country's.</param>
/// <param name="Title">What it is called in lists.</param>
/// <param name="Questions">The questions that were answered, in their order.</param>
/// <param name="Answers">What was answered.</param>
/// <param name="Again">The number of the submission that this mends, or null for a new one.</param>
public sealed record Submit(
    string Dialog, string Revision, string Step, string Kind, string By, string? Area, string Title,
    ImmutableArray<string> Questions, ValueSet Answers, long? Again) : Effect;

/// <summary>What the person said is for the human who took over, or with whom they talk beside the dialogs.</summary>
/// <param name="Dialog">The dialog that handed over; null for the question that an officer wrote about last.</param>
/// <param name="Said">What they said.</param>
public sealed record PassToTicket(string? Dialog, Input Said) : Effect
{
    /// <summary>Whether it is thanks and no more, for which nobody waits for an answer.</summary>
    public bool IsThanks { get; init; }
}

/// <summary>The bot could not answer this; it is for a human, should the person want one.</summary>
/// <param name="Words">What they asked.</param>
public sealed record KeepQuestion(string Words) : Effect;

/// <summary>
/// The person asked for something that a capability of the bot answers, by its command, its words, or a button of an
/// earlier answer of it.
/// </summary>
/// <param name="Command">The command without its slash: one of <see cref="BotTexts.Commands"/>.</param>
/// <param name="Arguments">What stood behind the command, or what the button carried; may be empty, and is never to be trusted.</param>
/// <param name="IsPress">Whether it was a button.</param>
public sealed record AskCapability(string Command, string Arguments, bool IsPress) : Effect
{
    /// <summary>What the person said, where the capability had asked for it (then the arguments are its own); otherwise null.</summary>
    public Input? Said { get; init; }
}

/// <summary>The person came through a link of a campaign.</summary>
/// <param name="Source">What the link carried: 1 to 64 of <c>a-z0-9_-</c>.</param>
public sealed record RememberSource(string Source) : Effect;

/// <summary>The person chose a language.</summary>
/// <param name="Language">For example <c>en</c>.</param>
public sealed record ChooseLanguage(string Language) : Effect;

/// <summary>The person wants no more messages than answers to their own, or wants them again.</summary>
/// <param name="IsStopped">True for stop.</param>
public sealed record SetSending(bool IsStopped) : Effect;
