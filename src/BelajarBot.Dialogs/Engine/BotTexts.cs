using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Engine;

/// <summary>A word that means the same everywhere and can never be an answer.</summary>
public enum GlobalWord
{
    /// <summary><c>bantuan</c>: help with the open question.</summary>
    Help,

    /// <summary><c>kembali</c>: the question before.</summary>
    Back,

    /// <summary><c>batal</c>: set the dialog aside.</summary>
    Cancel,

    /// <summary><c>menu</c>: what can be done here.</summary>
    Menu,

    /// <summary><c>berhenti</c>: no more messages.</summary>
    Stop,

    /// <summary><c>mulai</c>: messages again.</summary>
    Start,

    /// <summary><c>petugas</c>: a person instead of a bot.</summary>
    Human,

    /// <summary><c>bahasa</c>: another language.</summary>
    Language,

    /// <summary><c>halo</c>, in the middle of a dialog.</summary>
    Greeting,

    /// <summary><c>terima kasih</c>, in the middle of a dialog.</summary>
    Thanks,

    /// <summary><c>tunggu sebentar</c>.</summary>
    Wait,
}

/// <summary>What the bot itself says and understands, outside any dialog: the file <c>bot.yaml</c>.</summary>
public sealed class BotTexts
{
    private readonly FrozenDictionary<string, Text> texts;
    private readonly FrozenDictionary<string, GlobalWord> words;
    private readonly Lazy<FrozenDictionary<string, GlobalWord>> loosely;
    private FrozenDictionary<string, string> byLanguageWords = FrozenDictionary<string, string>.Empty;
    private FrozenDictionary<string, BotCommand> byName = FrozenDictionary<string, BotCommand>.Empty;
    private ImmutableArray<(string Words, BotCommand Command)> begins = [];
    private FrozenDictionary<string, BotCommand> byWords = FrozenDictionary<string, BotCommand>.Empty;

    internal BotTexts(IReadOnlyDictionary<string, Text> texts, IReadOnlyDictionary<GlobalWord, WordList> words, ImmutableArray<string> languages)
    {
        this.texts = texts.ToFrozenDictionary();
        Words = words.ToFrozenDictionary();
        Languages = languages;
        this.words = words
            .SelectMany(entry => entry.Value.All.Select(word => (Word: Fold.Text(word), entry.Key)))
            .Where(entry => entry.Word.Length > 0)
            .DistinctBy(entry => entry.Word)
            .ToFrozenDictionary(entry => entry.Word, entry => entry.Key);
        loosely = new(() => this.words.Where(entry => entry.Value is not (GlobalWord.Stop or GlobalWord.Start or GlobalWord.Language))
            .Select(entry => (Word: Plainly(entry.Key), entry.Value))
            .DistinctBy(entry => entry.Word)
            .ToFrozenDictionary(entry => entry.Word, entry => entry.Value));
    }

    private const int LongestWord = 60;

    /// <summary>The command of the capability that brings a question to a human, where there is one.</summary>
    internal const string HumanCommand = "tanyapetugas";

    /// <summary>The command of the capability that shows officers what they may do, where there is one.</summary>
    internal const string OfficerCommand = "tugas";

    /// <summary>The command of the capability that knows schools by their NPSN, where there is one.</summary>
    internal const string SchoolCommand = "sekolah";

    /// <summary>Every text that the bot needs, with the variables that it may use.</summary>
    public static FrozenDictionary<string, ImmutableArray<string>> Needed { get; } = new Dictionary<string, ImmutableArray<string>>
    {
        ["welcome"] = ["name"],
        ["welcome_back"] = ["name", "title"],
        ["menu"] = [],
        ["menu_button"] = [],
        ["next_button"] = ["title"],
        ["more_button"] = [],
        ["menu_more"] = [],
        ["resume_button"] = ["title"],
        ["restart_button"] = [],
        ["not_understood"] = [],
        ["unknown_command"] = ["command"],
        ["help"] = [],
        ["help_in_dialog"] = ["title"],
        ["invalid_choice"] = ["answer"],
        ["which_one"] = [],
        ["did_you_mean"] = [],
        ["did_you_mean_this"] = [],
        ["not_for_you"] = ["title"],
        ["asks_for_secret"] = ["secret"],
        ["secret"] = [],
        ["secret_awaited"] = [],
        ["waiting"] = ["until"],
        ["go_on_button"] = [],
        ["with_human"] = [],
        ["passed_on"] = [],
        ["passed_to_officer"] = [],
        ["told_again"] = [],
        ["to_officer_button"] = [],
        ["from_staff"] = ["words"],
        ["summary"] = [],
        ["summary_unclear"] = [],
        ["submit_button"] = [],
        ["change_button"] = ["label"],
        ["returned_reason"] = ["words"],
        ["tomorrow_button"] = [],
        ["in_three_days_button"] = [],
        ["no_reminders_button"] = [],
        ["later"] = ["until"],
        ["no_reminders"] = ["title"],
        ["reminder_over"] = [],
        ["open_button"] = ["title"],
        ["resumed"] = ["title"],
        ["cancelled"] = ["title"],
        ["set_aside"] = ["title"],
        ["greeting"] = ["name"],
        ["thanks"] = [],
        ["take_your_time"] = [],
        ["in_this_guide"] = ["title"],
        ["only_words"] = [],
        ["nothing_to_cancel"] = [],
        ["not_awaited"] = [],
        ["not_allowed"] = ["command"],
        ["outside_your_area"] = ["command", "area", "own"],
        ["whole_country"] = [],
        ["nothing_before"] = [],
        ["old_button"] = [],
        ["old_button_no_question"] = [],
        ["stopped"] = [],
        ["still_stopped"] = [],
        ["started"] = [],
        ["human"] = [],
        ["ask_human_button"] = [],
        ["language"] = [],
        ["language_chosen"] = [],
        ["dialog_changed"] = ["title"],
        ["dropped"] = ["title"],
        ["dropped_note"] = ["title"],
        ["consent_unclear"] = [],
        ["consent_changed"] = [],
        ["trouble"] = [],
        ["no_official_information"] = ["program", "link"],
        ["program_unannounced"] = [],
        ["program_open"] = [],
        ["program_closed"] = [],
        ["program_not_held"] = [],
        ["too_fast"] = [],
        ["about_bot"] = [],
        ["about_bot_briefly"] = [],
        ["edited"] = [],
        ["one_of_album"] = [],
        ["in_group"] = [],
        ["in_group_button"] = [],
        ["command_menu"] = [],
        ["command_help"] = [],
        ["command_language"] = [],
        ["command_stop"] = [],
        ["command_start"] = [],
    }.ToFrozenDictionary(e => e.Key, e => e.Value);

    /// <summary>What the bot knows of the language.</summary>
    public required LanguageData Data { get; init; }

    /// <summary>The languages that the bot speaks; the first is the one for strangers.</summary>
    public ImmutableArray<string> Languages { get; }

    /// <summary>The words of each meaning.</summary>
    public IReadOnlyDictionary<GlobalWord, WordList> Words { get; }

    /// <summary>The commands that capabilities answer, by name.</summary>
    public ImmutableArray<BotCommand> Commands
    {
        get;
        init
        {
            field = [.. value.OrderBy(command => command.Name, StringComparer.Ordinal)];
            byName = field.DistinctBy(command => command.Name).ToFrozenDictionary(command => command.Name);
            byWords = field.SelectMany(command => command.Words.All.Select(words => (Words: Fold.Text(words), command)))
                .Where(entry => entry.Words.Length > 0)
                .DistinctBy(entry => entry.Words)
                .ToFrozenDictionary(entry => entry.Words, entry => entry.command);
            begins = [.. field.SelectMany(command => (command.Begins?.All ?? []).Select(words => (Fold.Text(words), command))).Where(entry => entry.Item1.Length > 0)];
        }
    } = [];

    /// <summary>The command of this name, or null.</summary>
    /// <param name="name">Without its slash, in small letters.</param>
    public BotCommand? FindCommand(string name) => byName.GetValueOrDefault(name);

    /// <summary>The command that exactly these words ask for, or null.</summary>
    /// <param name="folded">The words after <see cref="Fold.Text"/>.</param>
    public BotCommand? CommandAskedBy(string folded) => byWords.GetValueOrDefault(folded);

    /// <summary>The command that a message asks for by its first words, or null.</summary>
    /// <param name="folded">The message after <see cref="Fold.Text"/>.</param>
    public BotCommand? CommandBegunBy(string folded) => begins.FirstOrDefault(begin =>
        folded.StartsWith(begin.Words, StringComparison.Ordinal) && (folded.Length == begin.Words.Length || folded[begin.Words.Length] == ' ')).Command;

    /// <summary>What a word means wherever it is written, for the author who wants to use it: a name, or null.</summary>
    internal string? MeaningOf(string folded) =>
        Find(folded)?.ToString().ToLowerInvariant() ?? (CommandAskedBy(folded) is { } command ? $"/{command.Name}" : null);

    /// <summary>All of its texts.</summary>
    internal IEnumerable<Text> Texts => texts.Values;

    /// <summary>One of the bot's own texts.</summary>
    /// <param name="key">One of <see cref="Needed"/>.</param>
    public Text this[string key] => texts[key];

    /// <summary>The name of each language in that language, for the buttons of the language choice.</summary>
    public required IReadOnlyDictionary<string, string> LanguageNames { get; init; }

    /// <summary>The names of each language in any language, as people write them.</summary>
    public required IReadOnlyDictionary<string, WordList> LanguageWords
    {
        get;
        init
        {
            field = value;
            byLanguageWords = value.SelectMany(entry => entry.Value.All.Select(words => (Words: Fold.Text(words), entry.Key)))
                .DistinctBy(entry => entry.Words)
                .ToFrozenDictionary(entry => entry.Words, entry => entry.Key);
        }
    }

    /// <summary>The language that exactly these words name, or null.</summary>
    /// <param name="folded">The words after <see cref="Fold.Text"/>.</param>
    public string? FindLanguage(string folded) => byLanguageWords.GetValueOrDefault(folded);

    /// <summary>The language to speak with somebody whose device is set to this one; the first for strangers.</summary>
    /// <param name="code">An IETF tag such as <c>en-GB</c>, or null.</param>
    public string LanguageFor(string? code)
    {
        var language = code?.Split('-', '_')[0].ToLowerInvariant();
        return language is not null && Languages.Contains(language) ? language : Languages[0];
    }

    /// <summary>What a text means if it is exactly one of the global words; null otherwise.</summary>
    /// <param name="folded">The text after <see cref="Fold.Text"/>.</param>
    public GlobalWord? Find(string folded) => words.TryGetValue(folded, out var word) ? word : null;

    /// <summary>
    /// What a text means that is one of the global words and no more, as people write them: "ga jadi deh", "makasih ya bu". What stops or starts
    /// all messages is taken only as listed.
    /// </summary>
    /// <param name="text">As typed.</param>
    internal GlobalWord? FindLoosely(string text) =>
        text.Length <= LongestWord && loosely.Value.TryGetValue(Plainly(text), out var word) ? word : null;

    /// <summary>In standard words, without those that only make it sound softer: "batal aja dulu" is "batal".</summary>
    private string Plainly(string text) =>
        string.Join(' ', Data.Normalizer.Words(text).Where((word, at) => at == 0 || word is not ("saja" or "aja" or "dulu")));
}
