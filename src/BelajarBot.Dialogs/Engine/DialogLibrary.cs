using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// All dialogs that can be begun, the older revisions that people are still in, and the bot's own texts. An immutable
/// snapshot: a reload makes a new one and swaps it whole.
/// </summary>
public sealed class DialogLibrary
{
    private readonly FrozenDictionary<string, Dialog> current;
    private readonly FrozenDictionary<(string Dialog, string Revision), Dialog> older;
    private readonly FrozenDictionary<string, Dialog> byCommand;
    private readonly FrozenDictionary<string, Dialog> byKeyword;
    private readonly FrozenDictionary<string, Dialog> byLink;
    private readonly FrozenDictionary<string, Topic> topics;
    private readonly Questions questions;

    /// <summary>Makes a library.</summary>
    /// <param name="texts">The bot's own texts.</param>
    /// <param name="dialogs">The dialogs that can be begun, checked.</param>
    /// <param name="older">Older revisions that people are still in.</param>
    /// <param name="topics">What the bot has to say on what people ask.</param>
    public DialogLibrary(BotTexts texts, IEnumerable<Dialog> dialogs, IEnumerable<Dialog> older, IEnumerable<Topic> topics)
    {
        this.topics = topics.ToFrozenDictionary(topic => topic.Id);
        Texts = texts;
        Dialogs = [.. dialogs.OrderBy(d => d.Id, StringComparer.Ordinal)];
        current = Dialogs.ToFrozenDictionary(d => d.Id);

        // A rule that was changed or taken away reminds nobody as it was, wherever people stand.
        this.older = older.DistinctBy(d => (d.Id, d.Revision))
            .ToFrozenDictionary(d => (d.Id, d.Revision), d => d.WithReminders(Find(d.Id)?.Reminders ?? []));
        MilestoneScopes = Dialogs.Where(d => d.Program is not null).ToFrozenDictionary(d => d.Id, d => d.MilestoneScope);
        ReadsSchools = Dialogs.Concat(this.older.Values).Any(d =>
            d.Texts.Any(text => text.ByLanguage.Values.Any(template => template.Variables.Any(variable => variable.Name == $"contact.{ContactFields.School}")))
            || d.Conditions.Any(c => c.Source.Contains(ContactFields.School, StringComparison.Ordinal)));
        byCommand = By(d => d.Start.Commands);
        byKeyword = By(d => d.Start.Keywords?.All.Select(Fold.Text) ?? []);
        byLink = By(d => d.Start.Link is { } link ? [link] : []);
        questions = new Questions(texts.Data, this.topics, texts.Commands, Dialogs, Revisions);
    }

    /// <summary>The bot's own texts.</summary>
    public BotTexts Texts { get; }

    /// <summary>The consents that dialogs may name, by name.</summary>
    public IReadOnlyDictionary<string, Consent> Consents { get; init; } = FrozenDictionary<string, Consent>.Empty;

    /// <summary>What the milestones of each dialog belong to, where that is not the dialog itself.</summary>
    public IReadOnlyDictionary<string, string> MilestoneScopes { get; }

    /// <summary>Whether any dialog reads the school of a person; if none does, nobody need look it up.</summary>
    public bool ReadsSchools { get; }

    /// <summary>The programmes as they are now.</summary>
    public Programmes Programmes { get; init; } = Programmes.None;

    /// <summary>When and how often the bot may speak first.</summary>
    public ReminderPolicy Policy { get; init; } = ReminderPolicy.Usual;

    /// <summary>The present cycle of a dialog or programme, as its milestones have it; empty where there are no cycles.</summary>
    /// <param name="name">The dialog or the programme.</param>
    public string CycleOf(string name) => Programmes.CycleOf(MilestoneScopes.GetValueOrDefault(name, name));

    /// <summary>What a turn may look at.</summary>
    /// <param name="contact">The person.</param>
    /// <param name="now">The moment, in UTC.</param>
    public TurnContext ContextFor(Contact contact, DateTimeOffset now) => new(now, contact, Texts)
    {
        MilestoneScopes = MilestoneScopes,
        Consents = Consents,
        Programmes = Programmes,
        Policy = Policy,
    };

    /// <summary>The dialogs that can be begun, by id.</summary>
    public ImmutableArray<Dialog> Dialogs { get; }

    /// <summary>The dialog of this id as it is now, or null.</summary>
    /// <param name="id">The dialog's id.</param>
    public Dialog? Find(string id) => current.GetValueOrDefault(id);

    /// <summary>What reminds under this name: a dialog, or a programme (<c>program.pembatik</c>); or null.</summary>
    /// <param name="id">As in <see cref="DueReminder.Dialog"/>.</param>
    public Dialog? FindReminding(string id) => Find(id)
        ?? (id.StartsWith(Programmes.Prefix, StringComparison.Ordinal) ? Programmes.Find(id[Programmes.Prefix.Length..])?.Reminding : null);

    /// <summary>The dialog on the revision of a conversation, or null when that revision is not at hand.</summary>
    /// <param name="id">The dialog's id.</param>
    /// <param name="revision">The revision.</param>
    public Dialog? Find(string id, string revision) =>
        current.GetValueOrDefault(id) is { } now && now.Revision == revision ? now : older.GetValueOrDefault((id, revision));

    /// <summary>The same library with one more older revision.</summary>
    /// <param name="revision">The dialog on that revision.</param>
    internal DialogLibrary With(Dialog revision) =>
        Copy([.. older.Values, revision], Programmes, Policy);

    /// <summary>The same dialogs with the programmes as administrators have changed them.</summary>
    /// <param name="overrides">All that they wrote, the oldest first.</param>
    public DialogLibrary With(IEnumerable<ProgrammeOverride> overrides) =>
        Copy(older.Values, Programmes.With(overrides), Policy);

    /// <summary>The same dialogs for a bot that speaks first at other hours, or less often.</summary>
    /// <param name="quiet">The hours in which people rest.</param>
    /// <param name="perWeek">The most reminders in any seven days.</param>
    public DialogLibrary With(QuietHours quiet, int perWeek) =>
        Copy(older.Values, Programmes, Policy with { Quiet = quiet, PerWeek = perWeek });

    private DialogLibrary Copy(IEnumerable<Dialog> revisions, Programmes programmes, ReminderPolicy policy) =>
        new(Texts, Dialogs, revisions, topics.Values) { Consents = Consents, Programmes = programmes, Policy = policy };

    /// <summary>Every revision of every dialog at hand.</summary>
    public IEnumerable<Dialog> Revisions => Dialogs.Concat(older.Values);

    /// <summary>The dialog that a command begins, or null.</summary>
    /// <param name="command">The command without its slash, in small letters.</param>
    public Dialog? ByCommand(string command) => byCommand.GetValueOrDefault(command);

    /// <summary>The dialog that these words begin, or null.</summary>
    /// <param name="folded">The words after <see cref="Fold.Text"/>.</param>
    public Dialog? ByKeyword(string folded) => byKeyword.GetValueOrDefault(folded);

    /// <summary>The dialog that a link begins, or null.</summary>
    /// <param name="payload">What the link carries.</param>
    public Dialog? ByLink(string payload) => byLink.GetValueOrDefault(payload);

    /// <summary>
    /// The commands that a menu shows, with what they do, in a language: the dialogs first. Everybody sees the same list, so what
    /// is only for some (<c>who</c>) is not on it; they come to it by its words, or from another dialog.
    /// </summary>
    /// <param name="language">For example <c>id</c>.</param>
    public IEnumerable<(string Command, string Description)> Commands(string language)
    {
        foreach (var dialog in Dialogs.Where(dialog => dialog.Who is null && !dialog.Start.Commands.IsEmpty))
        {
            yield return (dialog.Start.Commands[0], dialog.Title.In(language).Source);
        }

        foreach (var command in Texts.Commands.Where(command => !command.IsHidden))
        {
            yield return (command.Name, command.Description.In(language).Source);
        }

        foreach (var (word, key) in new[]
        {
            (GlobalWord.Menu, "command_menu"), (GlobalWord.Help, "command_help"), (GlobalWord.Language, "command_language"),
            (GlobalWord.Stop, "command_stop"), (GlobalWord.Start, "command_start"),
        })
        {
            yield return (Texts.Words[word].ByLanguage[Texts.Languages[0]][0], Texts[key].In(language).Source);
        }
    }

    /// <summary>What the bot has to say on a topic, or null.</summary>
    /// <param name="id">The topic's name.</param>
    public Topic? FindTopic(string id) => topics.GetValueOrDefault(id);

    /// <summary>What a question is after, among the topics, the keywords of dialogs, the ways to ask for commands, and the help of the dialog in whose middle it is asked.</summary>
    /// <param name="question">As typed.</param>
    /// <param name="open">That dialog, or null.</param>
    /// <param name="isOfficer">Whether an officer asks: they ask for their own commands in words that mean something else from others.</param>
    public Understood Understand(string question, Dialog? open, bool isOfficer = false) => questions.Rank(question, open, isOfficer);

    /// <summary>Every keyword and every help entry that a question resembles, wherever it may be asked: for the author who wants to see.</summary>
    /// <param name="question">As typed.</param>
    public IEnumerable<RankedSubject> PhrasesLike(string question) => questions.Resembled(question);

    private FrozenDictionary<string, Dialog> By(Func<Dialog, IEnumerable<string>> words) => Dialogs
        .SelectMany(dialog => words(dialog).Select(word => (word, dialog)))
        .DistinctBy(entry => entry.word)
        .ToFrozenDictionary(entry => entry.word, entry => entry.dialog);
}
