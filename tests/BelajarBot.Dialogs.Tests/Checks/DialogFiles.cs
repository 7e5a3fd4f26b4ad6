using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Checks;

/// <summary>The dialog folder as it is shipped, and small dialogs set beside its <c>bot.yaml</c> and language files.</summary>
internal static partial class DialogFiles
{
    public const string Activation = "belajar-id/aktivasi.yaml";
    public const string ActivationInEnglish = "belajar-id/aktivasi.en.yaml";

    private static readonly string Folder = InRepository("dialogs");

    /// <summary>Every file that takes part in loading, by path.</summary>
    public static IReadOnlyDictionary<string, string> Shipped { get; } = Directory
        .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Where(DialogLoader.Reads)
        .ToDictionary(path => path, path => File.ReadAllText(Path.Combine(Folder, path)));

    /// <summary>The bot's own files and the programmes, without any dialog.</summary>
    public static IReadOnlyDictionary<string, string> Bare { get; } = Shipped
        .Where(file => !file.Key.EndsWith(".yaml", StringComparison.Ordinal)
            || file.Key is "bot.yaml" or "bot.en.yaml" or "consents.yaml" or "consents.en.yaml"
            || file.Key.StartsWith("programs/", StringComparison.Ordinal))
        .ToDictionary(file => file.Key, file => WithoutReminders(file.Key, file.Value));

    /// <summary>A programme without its reminders, which lead to dialogs that are not there; every other file as it is.</summary>
    internal static string WithoutReminders(string path, string text) =>
        path.StartsWith("programs/", StringComparison.Ordinal) ? Reminders().Replace(text.ReplaceLineEndings("\n"), "") : text;

    [GeneratedRegex(@"^reminders:\n(?:[ #].*\n)+|^reminder\..*\n", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reminders();

    public static Dictionary<string, string> With(this IReadOnlyDictionary<string, string> files, string path, string text) =>
        new(files) { [path] = text };

    /// <summary>The one command that the bot of the check cases can answer.</summary>
    public static readonly IReadOnlyCollection<CommandContract> Contracts = [new("uji", ("intro", ["name"]))];

    public static LoadedDialogs Load(this IReadOnlyDictionary<string, string> files) => DialogLoader.Load(files, []);

    /// <summary>How many lines a shipped file has, and a few more for what a test adds to it.</summary>
    public static int LinesOf(string path) => Shipped[path].Split('\n').Length + 5;

    /// <summary>A file or folder of this test project.</summary>
    public static string TestFolder(string path) => InRepository($"tests/BelajarBot.Dialogs.Tests/{path}");

    /// <summary>The source of the dialog library.</summary>
    public static IEnumerable<string> SourceFiles() => Directory
        .EnumerateFiles(InRepository("src/BelajarBot.Dialogs"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText);

    public static string InRepository(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BelajarBot.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no BelajarBot.sln above the tests");
        }

        return Path.Combine(folder, path);
    }
}
