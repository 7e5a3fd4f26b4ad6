using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Definition;

/// <summary>
/// A task that the bot guides a person through: one file, read and checked. Immutable; a change of the file makes
/// another one, with another revision.
/// </summary>
public sealed class Dialog
{
    private FrozenDictionary<string, int> indexOf = FrozenDictionary<string, int>.Empty;
    private readonly ConsentStep? consentStep;
    private ImmutableArray<ReminderRule> reminders = [];
    private FrozenDictionary<string, HelpEntry> helpByWords = FrozenDictionary<string, HelpEntry>.Empty;

    /// <summary>Its permanent name, the same as the file's.</summary>
    public required string Id { get; init; }

    /// <summary>A hash of everything that its files say. Conversations stay on the revision that they began with.</summary>
    public required string Revision { get; init; }

    /// <summary>The file, as the author knows it.</summary>
    public required string File { get; init; }

    /// <summary>What people read in menus.</summary>
    public required Text Title { get; init; }

    /// <summary>The languages it speaks; the first is the one it was written in.</summary>
    public required ImmutableArray<string> Languages { get; init; }

    /// <summary>The programme that a person enrols in by beginning, or null.</summary>
    public string? Program { get; init; }

    /// <summary>Who may begin, or null for everyone.</summary>
    public Condition? Who { get; init; }

    /// <summary>What the person has to agree to before its first step, or null.</summary>
    public string? Consent
    {
        get;
        init
        {
            field = value;
            consentStep = value is null ? null : new ConsentStep(value, new Place(Yaml.DialogLoader.ConsentsFile, 1, 1));
        }
    }

    /// <summary>The word for everybody among <see cref="MenuPlaces"/>.</summary>
    public const string EveryRole = "all";

    /// <summary>
    /// Where it stands in the menu, 1 to 99, by role: in the menu of those who have that role, or under <see cref="EveryRole"/>
    /// in that of all others. Who finds no place here comes to it by its words, its link, a topic or another dialog.
    /// </summary>
    public required FrozenDictionary<string, int> MenuPlaces { get; init; }

    /// <summary>Whether everybody's menu offers it.</summary>
    public bool IsInMenu => MenuPlaces.ContainsKey(EveryRole);

    /// <summary>Whether only the menus of some roles offer it, such as that of partners.</summary>
    public bool IsInMenuOfRoles => !IsInMenu && MenuPlaces.Count > 0;

    /// <summary>How a person begins it.</summary>
    public required StartWords Start { get; init; }

    /// <summary>The marks on the way, in the order in which people reach them.</summary>
    public required ImmutableArray<string> Milestones { get; init; }

    /// <summary>What its milestones belong to: the programme, shared by several dialogs, or the dialog itself.</summary>
    public string MilestoneScope => Program ?? Id;

    /// <summary>Everything that it may ask and remember, by name.</summary>
    public required FrozenDictionary<string, Answer> Answers { get; init; }

    /// <summary>The steps, in the order of the flow.</summary>
    public required ImmutableArray<Step> Steps
    {
        get;
        init
        {
            field = value;
            indexOf = value.Select((step, index) => (step.Id, index)).DistinctBy(s => s.Id).ToFrozenDictionary(s => s.Id, s => s.index);
        }
    }

    /// <summary>Questions that are answered anywhere in it.</summary>
    public required ImmutableArray<HelpEntry> Help
    {
        get;
        init
        {
            field = value;
            helpByWords = value.SelectMany(entry => entry.Ask.All.Select(words => (Words: Fold.Text(words), entry)))
                .DistinctBy(asked => asked.Words).ToFrozenDictionary(asked => asked.Words, asked => asked.entry);
        }
    }

    /// <summary>Nudges for people who stopped in the middle.</summary>
    public ImmutableArray<ReminderRule> Reminders
    {
        get => reminders;
        init => reminders = value;
    }

    /// <summary>Whether it is no more than the reminders of its programme (<see cref="Programme.Reminding"/>): what is open in it is an enrolment.</summary>
    public bool IsOfProgramme { get; init; }

    /// <summary>Where a person goes who stands on a step that is gone: old id to new id.</summary>
    public required FrozenDictionary<string, string> Moved { get; init; }

    /// <summary>What becomes of people whose step is gone and whom <see cref="Moved"/> does not carry.</summary>
    public DropRule Drop { get; init; }

    /// <summary>Where its keys and the words listed under them stand: <c>start.link</c>, <c>milestones.aktif</c>, <c>moved.sapa</c>.</summary>
    public required IReadOnlyDictionary<string, Place> KeyPlaces { get; init; }

    /// <summary>Every text of it, for checks and translation.</summary>
    public IEnumerable<Text> Texts => [Title, .. Answers.Values.OrderBy(answer => answer.Place.Line).Select(answer => answer.Label).OfType<Text>(), .. Steps.SelectMany(step => step.Texts), .. Reminders.Select(rule => rule.Say), .. Help.Select(entry => entry.Say)];

    /// <summary>Every list of words that it understands.</summary>
    public IEnumerable<WordList> WordLists =>
    [
        .. Start.Keywords is null ? [] : new[] { Start.Keywords },
        .. Steps.SelectMany(step => step.WordLists),
        .. Help.Select(entry => entry.Ask),
    ];

    /// <summary>Every condition of it.</summary>
    public IEnumerable<Condition> Conditions => [.. Who is null ? [] : new[] { Who }, .. Steps.SelectMany(step => step.Conditions), .. Reminders.Select(rule => rule.Unless).OfType<Condition>()];

    /// <summary>Where a key stands, or the beginning of the file when it has no such key.</summary>
    /// <param name="key">As in <see cref="KeyPlaces"/>.</param>
    internal Place PlaceOf(string key) => KeyPlaces.TryGetValue(key, out var place) ? place : new Place(File, 1, 1);

    /// <summary>The question that these words ask exactly, or null: where any words are an answer, only those count as a question.</summary>
    /// <param name="folded">The words after <see cref="Fold.Text"/>.</param>
    public HelpEntry? FindHelp(string folded) => helpByWords.GetValueOrDefault(folded);

    /// <summary>The position of a step, or -1 when there is no such step.</summary>
    /// <param name="stepId">The step's id.</param>
    public int IndexOf(string? stepId) => stepId is not null && indexOf.TryGetValue(stepId, out var index) ? index : -1;

    /// <summary>The step of this name, or null. The question of the consent has a name, too, though it is none of the steps.</summary>
    /// <param name="stepId">The step's id.</param>
    public Step? Find(string? stepId) => IndexOf(stepId) is >= 0 and var index ? Steps[index]
        : stepId == ConsentStep.StepId ? consentStep : null;

    /// <summary>The same dialog with other reminders.</summary>
    internal Dialog WithReminders(ImmutableArray<ReminderRule> rules)
    {
        var copy = (Dialog)MemberwiseClone();
        copy.reminders = rules;
        return copy;
    }
}

/// <summary>What a publish does with people who stand on a step that is gone and that <c>moved</c> does not carry.</summary>
public enum DropRule
{
    /// <summary>They finish on the revision that they began with.</summary>
    Finish,

    /// <summary>They begin anew with everything that they answered, and are told so.</summary>
    Restart,

    /// <summary>A human takes over, and they are told so.</summary>
    Handover,
}

/// <summary>How a person begins a dialog.</summary>
/// <param name="Commands">Commands without the slash.</param>
/// <param name="Keywords">Words that begin it when somebody writes exactly them.</param>
/// <param name="Link">What a link to the bot carries to begin it (<c>t.me/bot?start=…</c>), or null.</param>
public sealed record StartWords(ImmutableArray<string> Commands, WordList? Keywords, string? Link);

/// <summary>Something that a dialog may ask and remember.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The kind of value.</param>
/// <param name="Save">The field of the person that it is also written to, without <c>contact.</c>, or null.</param>
/// <param name="IsPersonal">Whether it is masked in logs and erased on request.</param>
/// <param name="Options">What else the author wrote about the value, such as the most characters.</param>
/// <param name="ValueType">How it is read; null for a choice, which its question reads.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record Answer(
    string Name, string Type, string? Save, bool IsPersonal, ValueOptions Options, IValueType? ValueType, Place Place)
{
    /// <summary>What it is called in the summary of what is sent in, or null where nothing is sent in.</summary>
    public Text? Label { get; init; }
}

/// <summary>A question that may come at any moment, with its answer.</summary>
/// <param name="Ask">How people put it.</param>
/// <param name="Say">The answer.</param>
public sealed record HelpEntry(WordList Ask, Text Say);

/// <summary>One of the answers to a question with buttons.</summary>
/// <param name="Id">What is stored.</param>
/// <param name="Label">What the button says.</param>
/// <param name="Also">Other words that mean the same.</param>
/// <param name="Go">The step that it leads to, or null for the next.</param>
/// <param name="Milestone">The mark that it reaches, or null.</param>
/// <param name="Forget">Answers that it takes back.</param>
/// <param name="Place">Where it is declared.</param>
/// <param name="KeyPlaces">Where each of its keys stands.</param>
public sealed record Choice(
    string Id, Text Label, WordList Also, string? Go, string? Milestone, ImmutableArray<string> Forget, Place Place,
    IReadOnlyDictionary<string, Place> KeyPlaces)
{
    /// <summary>Where it comes from and when it holds, if it stands in a list of a programme; null for one of the dialog's own.</summary>
    public SourcedValue? Listed { get; init; }

    /// <summary>Whether it is among the answers now: what is doubted or over is not.</summary>
    /// <param name="now">The moment.</param>
    public bool IsOffered(DateTimeOffset now) => Listed?.IsCertain(now) ?? true;

    /// <summary>Where a key's value stands, or the choice itself when it has no such key.</summary>
    internal Place PlaceOf(string key) => KeyPlaces.TryGetValue(key, out var place) ? place : Place;
}

/// <summary>What must also be true of an answer that could be read.</summary>
/// <param name="Check">The condition; <c>answer</c> is the value.</param>
/// <param name="Else">What to say when it is not.</param>
public sealed record Must(Condition Check, Text Else);

/// <summary>What happens after too many answers that could not be used.</summary>
/// <param name="Max">How many are allowed.</param>
/// <param name="Then">The step that comes then; null where the dialog is set aside, with everything that was answered.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record Tries(int Max, string? Then, Place Place);
