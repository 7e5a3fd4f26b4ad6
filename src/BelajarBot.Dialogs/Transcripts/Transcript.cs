using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>A <c>.chat</c> file: conversations that the bot must have exactly as written.</summary>
/// <param name="Path">The file, as its author knows it.</param>
/// <param name="Lines">All its lines, for rewriting it.</param>
/// <param name="Transcripts">The conversations; those with mistakes in them are left out.</param>
/// <param name="Problems">What could not be read.</param>
public sealed record ChatFile(
    string Path, ImmutableArray<string> Lines, ImmutableArray<Transcript> Transcripts, IReadOnlyList<Problem> Problems);

/// <summary>One conversation with a fresh person, from its <c># title</c> on.</summary>
/// <param name="Place">Where the title stands.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Given">What is known of the person beforehand.</param>
/// <param name="Now">When it begins.</param>
/// <param name="Zone">The person's clock.</param>
/// <param name="Scenes">What happens, in order.</param>
public sealed record Transcript(
    Place Place, string Title, ImmutableArray<Given> Given, DateTimeOffset Now, TimeZoneInfo Zone, ImmutableArray<Scene> Scenes)
{
    /// <summary>Who else talks with the bot in it, each in a chat of their own, in the order in which they were introduced.</summary>
    public ImmutableArray<OtherPerson> Others { get; init; } = [];
}

/// <summary>Somebody else in a conversation: <c>with tini officer: duta 32</c>.</summary>
/// <param name="Name">What their lines begin with: small letters and digits.</param>
/// <param name="Given">What is known of them beforehand.</param>
public sealed record OtherPerson(string Name, ImmutableArray<Given> Given);

/// <summary>Something that is known before the conversation.</summary>
/// <param name="Key"><c>lang</c>, <c>consent</c>, a field of the person, or a value of a programme (<c>program.tenggat</c>).</param>
/// <param name="Value">Its value, as stored.</param>
public sealed record Given(string Key, string Value)
{
    /// <summary>The key of the language that the person reads.</summary>
    public const string Language = "lang";

    /// <summary>The key of a consent that the person has given, in its present version.</summary>
    public const string Consent = "consent";

    /// <summary>The key of a role that the person holds: <c>duta 32</c>, <c>admin nasional</c>.</summary>
    public const string Officer = "officer";

    /// <summary>The key of a school in the list of schools: NPSN, area and name, as in <c>69990001 32.04 SDN 1 Cibadak</c>.</summary>
    public const string School = "school";
}

/// <summary>One thing that happens, and everything that the bot says to it.</summary>
/// <param name="Action">What happens.</param>
/// <param name="Said">What the bot says, all of it, in order.</param>
/// <param name="Facts">What is true afterwards.</param>
public sealed record Scene(ChatAction Action, ImmutableArray<SaidLine> Said, ImmutableArray<Fact> Facts);

/// <summary>A message that the bot must send.</summary>
/// <param name="FirstLine">The line where it begins.</param>
/// <param name="LastLine">The line where it ends.</param>
/// <param name="Text">Its words; <c>…</c> stands for any others.</param>
/// <param name="Buttons">The labels in order; a label <c>…</c> alone stands for any number of buttons.</param>
public sealed record SaidLine(int FirstLine, int LastLine, string Text, ImmutableArray<string> Buttons)
{
    /// <summary>To whom: the name of another person of the conversation, or empty for the one whom it is about.</summary>
    public string Who { get; init; } = "";
}

/// <summary>A message that the bot did send.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Buttons">The labels of its buttons, in order.</param>
public sealed record SaidMessage(string Text, ImmutableArray<string> Buttons)
{
    /// <summary>To whom: the name of another person of the conversation, or empty for the one whom it is about.</summary>
    public string Who { get; init; } = "";
}

/// <summary>Something that happens in a conversation besides the bot's answers.</summary>
/// <param name="FirstLine">The line where it begins.</param>
/// <param name="LastLine">The line where it ends.</param>
public abstract record ChatAction(int FirstLine, int LastLine)
{
    /// <summary>Who does it, where a person does: the name of another person of the conversation, or empty for the one whom it is about.</summary>
    public string Who { get; init; } = "";

    /// <summary><c>&gt; words</c>, <c>&gt; /command</c>, <c>&gt; (photo)</c>: the person sends something.</summary>
    /// <inheritdoc/>
    public sealed record Sends(int FirstLine, int LastLine, Input Input) : ChatAction(FirstLine, LastLine);

    /// <summary><c>&gt; [Label]</c>: the person presses a button of the newest message that has any.</summary>
    /// <inheritdoc/>
    public sealed record Presses(int FirstLine, int LastLine, string Label) : ChatAction(FirstLine, LastLine);

    /// <summary><c>&gt; old [Label] #3</c>: the person presses a button of the bot's third message.</summary>
    /// <inheritdoc/>
    public sealed record PressesOld(int FirstLine, int LastLine, string Label, int Message) : ChatAction(FirstLine, LastLine);

    /// <summary><c>&gt; again</c>: the channel delivers the last update once more.</summary>
    /// <inheritdoc/>
    public sealed record ArrivesAgain(int FirstLine, int LastLine) : ChatAction(FirstLine, LastLine);

    /// <summary><c>@ +1 day</c>: time passes.</summary>
    /// <inheritdoc/>
    public sealed record TimePasses(int FirstLine, int LastLine, TimeSpan By) : ChatAction(FirstLine, LastLine);

    /// <summary><c>@ 2026-06-23 09:00</c>: it is later, by the person's clock.</summary>
    /// <inheritdoc/>
    public sealed record TimeIs(int FirstLine, int LastLine, DateTimeOffset Moment) : ChatAction(FirstLine, LastLine);

    /// <summary><c>admin program.tenggat: 2026-07-10</c>: an administrator changes something of a programme.</summary>
    /// <inheritdoc/>
    public sealed record Administers(int FirstLine, int LastLine, ImmutableArray<Given> Values) : ChatAction(FirstLine, LastLine);

    /// <summary><c>restart</c>: the bot is stopped and started again.</summary>
    /// <inheritdoc/>
    public sealed record Restarts(int FirstLine, int LastLine) : ChatAction(FirstLine, LastLine);

    /// <summary><c>duta says words</c>: the human who has taken over writes to the person.</summary>
    /// <inheritdoc/>
    public sealed record StaffSays(int FirstLine, int LastLine, string Text) : ChatAction(FirstLine, LastLine);

    /// <summary><c>duta closes</c>: the human who has taken over is done.</summary>
    /// <inheritdoc/>
    public sealed record StaffCloses(int FirstLine, int LastLine) : ChatAction(FirstLine, LastLine);

    /// <summary><c>admin publishes v2</c>: a dialog file is replaced by another one that lies beside the transcript.</summary>
    /// <inheritdoc/>
    public sealed record Publishes(int FirstLine, int LastLine, string Version) : ChatAction(FirstLine, LastLine);
}

/// <summary>What a fact is about.</summary>
public enum FactKind
{
    /// <summary><c>! milestone x</c>: the mark is reached.</summary>
    Milestone,

    /// <summary><c>! contact.name = v</c>: the field holds this value; with <c>not</c> and no value, it is empty.</summary>
    Field,

    /// <summary><c>! done</c> or <c>! done outcome</c>: the latest dialog is over.</summary>
    Done,

    /// <summary><c>! step x</c>: the open question is that of this step.</summary>
    Step,

    /// <summary><c>! lang en</c>: the person reads this language.</summary>
    Language,

    /// <summary><c>! consent data_program</c>: the person has given it, and not taken it back.</summary>
    Consent,

    /// <summary><c>! enrolled pembatik</c>: the person takes part in the programme's present cycle.</summary>
    Enrolled,

    /// <summary><c>! stopped</c>: the person wants no messages but answers.</summary>
    Stopped,

    /// <summary><c>! ticket duta area=32.73 note=…</c>: a human is asked, with this area and note where they are written.</summary>
    Ticket,

    /// <summary><c>! scheduled r at 2026-06-23 09:00</c>: this reminder is to come, at this moment where one is written.</summary>
    Scheduled,

    /// <summary><c>! submitted rtl approved</c>: the person has sent this in, and it is in this state where one is written.</summary>
    Submitted,
}

/// <summary>Something that must be true, or with <c>not</c> must not.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="IsNot">Whether it is the opposite that must hold.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Name">The milestone, field, outcome, step, language, queue or reminder; empty where there is none.</param>
/// <param name="Value">The value of a field, the note of a ticket, the moment of a reminder on the person's clock, the state of what was sent in; or null.</param>
public sealed record Fact(int Line, bool IsNot, FactKind Kind, string Name, string? Value)
{
    /// <summary>The area of a ticket, or null.</summary>
    public string? Area { get; init; }

    /// <summary>About whom: the name of another person of the conversation, or empty for the one whom it is about.</summary>
    public string Who { get; init; } = "";
}
