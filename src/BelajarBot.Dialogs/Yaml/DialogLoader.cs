using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;
using BelajarBot.Dialogs.Understanding.Values;
using Place = BelajarBot.Dialogs.Checks.Place;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>The files of one dialog as they were when it was loaded: what is kept so that people in it can finish.</summary>
/// <param name="Dialog">The dialog's id.</param>
/// <param name="Revision">A hash of the files.</param>
/// <param name="Files">The texts by file name: the dialog, then its translations.</param>
public sealed record DialogSource(string Dialog, string Revision, ImmutableSortedDictionary<string, string> Files);

/// <summary>What became of a folder of dialogs.</summary>
/// <param name="Library">The dialogs; null when any file has an error, so that nothing is half loaded.</param>
/// <param name="Sources">The files behind each dialog.</param>
/// <param name="Problems">Everything that is wrong or could be better, by place.</param>
public sealed record LoadedDialogs(DialogLibrary? Library, ImmutableArray<DialogSource> Sources, IReadOnlyList<Problem> Problems);

/// <summary>Turns the files of a dialog folder into a library: all of it or, with the reasons, nothing.</summary>
public static class DialogLoader
{
    internal const string BotFile = "bot.yaml";
    internal const string ConsentsFile = "consents.yaml";
    private const string HolidaysFile = "holidays.yaml";
    private const string RegionsFile = "regions.csv";
    private const string AliasesFile = "bahasa/region-aliases.csv";
    private const string LexiconFile = "bahasa/slang.csv";
    private const string ValuesFile = "bahasa/values.csv";
    private const string ExamplesFile = "topics/examples.csv";
    private const string AnswersFile = "topics/answers.yaml";

    /// <summary>Whether a file of the folder takes part in loading, by its path within the folder.</summary>
    /// <param name="path">With forward slashes.</param>
    public static bool Reads(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal) || path is RegionsFile or AliasesFile or LexiconFile or ValuesFile or ExamplesFile;

    /// <summary>The tables in the order in which <see cref="LanguageTables.Read"/> takes them.</summary>
    private static readonly ImmutableArray<string> LanguageFiles = [RegionsFile, AliasesFile, LexiconFile, ValuesFile, ExamplesFile];

    /// <summary>
    /// The tables as they were read last. They are large and seldom change, and learning the questions takes most of a
    /// second: a reload of dialogs does not do that again.
    /// </summary>
    private static volatile LanguageTables? lastTables;

    /// <summary>Reads and checks everything.</summary>
    /// <param name="files">The files of the folder: path with forward slashes, and text.</param>
    /// <param name="inUse">Older revisions that people are still in; those equal to today's are left out.</param>
    /// <param name="contracts">What the bot's capabilities need to answer their commands; null when it does not matter.</param>
    /// <param name="overrides">What administrators wrote over the programmes' files, the oldest first; null for nothing.</param>
    public static LoadedDialogs Load(
        IReadOnlyDictionary<string, string> files,
        IEnumerable<DialogSource> inUse,
        IReadOnlyCollection<CommandContract>? contracts = null,
        IEnumerable<ProgrammeOverride>? overrides = null)
    {
        var problems = new ProblemList();
        var data = ReadLanguage(files, problems, out var topicNames);
        var programmes = ReadProgrammes(files, data, problems);
        data = data with { Lists = programmes.Lists };
        var sources = ImmutableArray.CreateBuilder<DialogSource>();
        var dialogs = new List<Dialog>();
        foreach (var (path, group) in Group(files, problems))
        {
            if (ReadDialog(path, group, data, problems, out var source) is { } dialog)
            {
                sources.Add(source!);
                dialogs.Add(dialog);
            }
        }

        var commands = CommandsReader.Read(CommandFiles(files), contracts, data, problems);
        var texts = BotTextsReader.Read(BotFile, Translated(files, BotFile), commands, data, problems);
        var topics = TopicsReader.Read(
            AnswersFile, Translated(files, AnswersFile), data, topicNames, [.. dialogs.Select(dialog => dialog.Id)], [.. commands.Select(command => command.Name)], problems);
        var consents = ConsentsReader.Read(ConsentsFile, Translated(files, ConsentsFile), data, problems);
        var holidays = HolidaysReader.Read(HolidaysFile, files, data, problems);
        var outside = new NamesOutside(data.AreaWords, [.. consents.Keys], programmes);
        Compile([.. dialogs, .. programmes.Reminding], dialogs, outside, problems);
        DialogChecks.Run(dialogs, topics, texts, consents, programmes, problems);
        if (problems.HasErrors || texts is null)
        {
            return new LoadedDialogs(null, [], problems.InOrder());
        }

        var library = new DialogLibrary(texts, dialogs, ReadOlder(inUse, dialogs, outside, data), topics)
        {
            Consents = consents,
            Programmes = programmes.With(overrides ?? []),
            Policy = ReminderPolicy.Usual with { Holidays = holidays },
        };
        return new LoadedDialogs(library, sources.ToImmutable(), problems.InOrder());
    }

    /// <summary>Reads only what the bot knows of the language; mistakes in it are passed over, <see cref="Load"/> reports them.</summary>
    /// <param name="files">The files of the folder.</param>
    public static LanguageData LoadLanguage(IReadOnlyDictionary<string, string> files) => ReadLanguage(files, new ProblemList(), out _);

    /// <summary>
    /// The same library with one more revision that somebody is still in; null when that revision cannot be read any more.
    /// </summary>
    /// <param name="library">The library.</param>
    /// <param name="revision">The files of the revision.</param>
    public static DialogLibrary? Add(DialogLibrary library, DialogSource revision) =>
        ReadOlder(revision, library.Dialogs, NamesOf(library), library.Texts.Data) is { } dialog
            ? library.With(dialog)
            : null;

    private static NamesOutside NamesOf(DialogLibrary library) =>
        new(library.Texts.Data.AreaWords, [.. library.Consents.Keys], library.Programmes);

    private static IEnumerable<Dialog> ReadOlder(
        IEnumerable<DialogSource> inUse, List<Dialog> current, NamesOutside outside, LanguageData data)
    {
        var now = current.Select(dialog => (dialog.Id, dialog.Revision)).ToHashSet();
        return inUse.Where(source => !now.Contains((source.Dialog, source.Revision)))
            .Select(source => ReadOlder(source, current, outside, data)).OfType<Dialog>();
    }

    /// <summary>It was checked when it was published; what it mentions elsewhere may have changed since.</summary>
    private static Dialog? ReadOlder(
        DialogSource source, IEnumerable<Dialog> current, NamesOutside outside, LanguageData data)
    {
        var ignored = new ProblemList();
        var main = source.Files.Keys.FirstOrDefault(path => LanguageOf(path) is null);
        if (main is null || ReadDialog(main, source.Files, data, ignored, out _) is not { } dialog)
        {
            return null;
        }

        // Only its own conditions: those of today's dialogs are compiled against today's names.
        DialogConditions.Compile(dialog, NamesOf([dialog, .. current.Where(d => d.Id != dialog.Id)]), outside, ignored);
        return dialog;
    }

    private static Programmes ReadProgrammes(IReadOnlyDictionary<string, string> files, LanguageData data, ProblemList problems)
    {
        var programmes = new List<Programme>();
        foreach (var path in files.Keys.Where(IsProgramme).Order(StringComparer.Ordinal))
        {
            if (LanguageOf(path) is { } language)
            {
                ReportAlone(files, path, language, problems);
                continue;
            }

            var group = Translated(files, path);
            if (YamlFile.Read(path, files[path], problems) is { } root)
            {
                var (file, translations) = Open(path, root, group, data, problems);
                if (ProgrammeReader.Read(root, file) is { } programme)
                {
                    programmes.Add(programme);
                }

                foreach (var translation in translations)
                {
                    translation.ReportUnused(problems);
                }
            }
        }

        foreach (var twice in programmes.GroupBy(programme => programme.Id).SelectMany(same => same.Skip(1)))
        {
            problems.Error(new Place(twice.File, 1, 1), "D001",
                $"Ada dua berkas program \"{twice.Id}\". Hapus salah satunya.", $"There are two files of the programme \"{twice.Id}\". Remove one.");
        }

        return new Programmes(programmes.DistinctBy(programme => programme.Id));
    }

    private static bool IsProgramme(string path) =>
        path.StartsWith(ProgrammeReader.Folder, StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal);

    /// <summary>Each dialog's file with its translations beside it.</summary>
    private static IEnumerable<(string Path, ImmutableSortedDictionary<string, string> Group)> Group(
        IReadOnlyDictionary<string, string> files, ProblemList problems)
    {
        foreach (var path in files.Keys.Order(StringComparer.Ordinal))
        {
            if (!path.EndsWith(".yaml", StringComparison.Ordinal) || IsProgramme(path) || path.StartsWith("topics/", StringComparison.Ordinal)
                || path.StartsWith(CommandsReader.Folder, StringComparison.Ordinal)
                || path.StartsWith("bot.", StringComparison.Ordinal) || path.StartsWith("consents.", StringComparison.Ordinal)
                || path == HolidaysFile)
            {
                continue;
            }

            if (LanguageOf(path) is not { } language)
            {
                yield return (path, Translated(files, path));
            }
            else
            {
                ReportAlone(files, path, language, problems);
            }
        }
    }

    private static IEnumerable<(string Path, IReadOnlyDictionary<string, string> Group)> CommandFiles(IReadOnlyDictionary<string, string> files) => files.Keys
        .Where(path => path.StartsWith(CommandsReader.Folder, StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal) && LanguageOf(path) is null)
        .Order(StringComparer.Ordinal)
        .Select(path => (path, (IReadOnlyDictionary<string, string>)Translated(files, path)));

    private static void ReportAlone(IReadOnlyDictionary<string, string> files, string path, string language, ProblemList problems)
    {
        if (!files.ContainsKey($"{path[..^(language.Length + 6)]}.yaml"))
        {
            problems.Warn(new Place(path, 1, 1), "D062",
                "Terjemahan ini tidak punya berkas sumber di sebelahnya.", "This translation has no source file beside it.");
        }
    }

    private static ImmutableSortedDictionary<string, string> Translated(IReadOnlyDictionary<string, string> files, string path)
    {
        var stem = path[..^".yaml".Length];
        return files
            .Where(file => file.Key == path || (LanguageOf(file.Key) is { } language && file.Key == $"{stem}.{language}.yaml"))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary><c>en</c> for <c>aktivasi.en.yaml</c>, null for <c>aktivasi.yaml</c>.</summary>
    private static string? LanguageOf(string path)
    {
        var name = path.Split('/')[^1].Split('.');
        return name.Length == 3 && name[1].Length == 2 ? name[1] : null;
    }

    private static Dialog? ReadDialog(
        string path, ImmutableSortedDictionary<string, string> group, LanguageData data, ProblemList problems, out DialogSource? source)
    {
        source = null;
        if (!group.TryGetValue(path, out var text) || YamlFile.Read(path, text, problems) is not { } written
            || DialogFormat.InCurrent(path, text, written, problems) is not { } root)
        {
            return null;
        }

        var revision = RevisionOf(group);
        var (file, translations) = Open(path, root, group, data, problems);
        var dialog = DialogReader.Read(root, file, file.Languages, revision);
        foreach (var translation in translations)
        {
            translation.ReportUnused(problems);
        }

        if (dialog is not null)
        {
            source = new DialogSource(dialog.Id, revision, group);
        }

        return dialog;
    }

    internal static (FileReader File, IReadOnlyCollection<Translation> Translations) Open(
        string path, MapNode root, IReadOnlyDictionary<string, string> group, LanguageData data, ProblemList problems)
    {
        var languages = new FileReader(path, ["id"], new Dictionary<string, Translation>(), problems, data).Words(root, "languages");
        foreach (var wrong in languages.Where(language => !IsLanguage(language)))
        {
            problems.Error(root.PlaceOf("languages"), "D005",
                $"\"{wrong}\" bukan kode bahasa: dua huruf kecil, misalnya id atau en.",
                $"\"{wrong}\" is no code of a language: two small letters, such as id or en.");
        }

        languages = [.. languages.Where(IsLanguage).Distinct()];
        if (languages.IsEmpty)
        {
            languages = ["id"];
        }

        var translations = new Dictionary<string, Translation>();
        foreach (var (name, text) in group)
        {
            if (LanguageOf(name) is not { } language)
            {
                continue;
            }

            if (!languages.Contains(language))
            {
                problems.Warn(new Place(name, 1, 1), "D062",
                    $"Bahasa \"{language}\" belum tertulis di \"languages\" pada {path}.",
                    $"The language \"{language}\" is not listed under \"languages\" in {path}.");
                continue;
            }

            if (!Translation.IsBlank(text) && YamlFile.Read(name, text, problems) is { } map)
            {
                translations[language] = new Translation(language, map);
            }
        }

        return (new FileReader(path, languages, translations, problems, data), translations.Values);
    }

    private static bool IsLanguage(string code) => code.Length == 2 && code.All(char.IsAsciiLetterLower);

    internal static string RevisionOf(IReadOnlyDictionary<string, string> group)
    {
        var content = new StringBuilder();
        foreach (var (name, text) in group.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            content.Append(name).Append('\n').Append(text.ReplaceLineEndings("\n")).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())))[..12];
    }

    private static void Compile(IEnumerable<Dialog> compiled, IReadOnlyCollection<Dialog> dialogs, NamesOutside outside, ProblemList problems)
    {
        var names = NamesOf(dialogs);
        foreach (var dialog in compiled)
        {
            DialogConditions.Compile(dialog, names, outside, problems);
        }
    }

    /// <summary>What conditions may mention: dialogs, and programmes for the milestones that their dialogs share.</summary>
    internal static List<DialogNames> NamesOf(IReadOnlyCollection<Dialog> dialogs) =>
    [
        .. dialogs.Select(d => new DialogNames(d.Id, d.Milestones, [.. d.Steps.Select(s => s.Id)])),
        .. dialogs.Where(d => d.Program is not null).GroupBy(d => d.Program!)
            .Select(program => new DialogNames(program.Key, [.. program.SelectMany(d => d.Milestones).Distinct()], [])),
    ];

    private static LanguageData ReadLanguage(
        IReadOnlyDictionary<string, string> files, ProblemList problems, out IReadOnlyCollection<string> topics)
    {
        ImmutableArray<string> texts = [.. LanguageFiles.Select(file => files.GetValueOrDefault(file) ?? "")];
        if (lastTables is not { } tables || !tables.Texts.SequenceEqual(texts))
        {
            lastTables = tables = LanguageTables.Read(texts);
        }

        topics = tables.Topics;
        foreach (var mistake in tables.Mistakes)
        {
            problems.Error(new Place(mistake.File, mistake.Line, 1), "D006",
                $"Tabel ini tidak terbaca di sini: {mistake.Message}.", $"This table cannot be read here: {mistake.Message}.");
        }

        return tables.Data;
    }

    /// <summary>The tables of the language, read.</summary>
    private sealed record LanguageTables(
        ImmutableArray<string> Texts, LanguageData Data, IReadOnlyCollection<string> Topics, IReadOnlyList<DataProblem> Mistakes)
    {
        internal static LanguageTables Read(ImmutableArray<string> texts)
        {
            var mistakes = new List<DataProblem>();
            var regions = Regions.Parse(RegionsFile, texts[0], AliasesFile, texts[1], mistakes);
            var lexicon = Lexicon.Parse(LexiconFile, texts[2], mistakes);
            var values = ValueTexts.Parse(ValuesFile, texts[3], mistakes);
            var examples = texts[4].Length == 0 ? [] : TopicExample.Parse(ExamplesFile, texts[4], mistakes);
            var data = new LanguageData(
                new IndonesianNormalizer(lexicon), new ValueTypes(regions), values,
                examples.Count == 0 ? null : new Lazy<TopicRanker>(() => new TopicRanker(examples, lexicon)))
            {
                AreaWords = regions.Words(),
            };
            return new LanguageTables(texts, data, [.. examples.Select(example => example.Topic).Distinct()], mistakes);
        }
    }
}
