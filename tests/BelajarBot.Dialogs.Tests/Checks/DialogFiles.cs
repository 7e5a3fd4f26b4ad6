using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Checks;

/// <summary>The dialog folder as it is shipped, and small dialogs set beside its <c>bot.yaml</c> and language files.</summary>
internal static class DialogFiles
{
    private static readonly string Folder = FindFolder();

    /// <summary>Every file that takes part in loading, by path.</summary>
    public static IReadOnlyDictionary<string, string> Shipped { get; } = Directory
        .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Where(DialogLoader.Reads)
        .ToDictionary(path => path, path => File.ReadAllText(Path.Combine(Folder, path)));

    /// <summary>The bot's own files without any dialog.</summary>
    public static IReadOnlyDictionary<string, string> Bare { get; } = Shipped
        .Where(file => !file.Key.EndsWith(".yaml", StringComparison.Ordinal) || file.Key is "bot.yaml" or "bot.en.yaml")
        .ToDictionary();

    public static Dictionary<string, string> With(this IReadOnlyDictionary<string, string> files, string path, string text) =>
        new(files) { [path] = text };

    public static LoadedDialogs Load(this IReadOnlyDictionary<string, string> files) => DialogLoader.Load(files, []);

    private static string FindFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BelajarBot.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no BelajarBot.sln above the tests");
        }

        return Path.Combine(folder, "dialogs");
    }
}
