using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    /// <summary>The shipped dialog files, by path within the folder.</summary>
    internal static Dictionary<string, string> DialogFiles()
    {
        var folder = Path.Combine(Root, "dialogs");
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => DialogLoader.Reads(Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BelajarBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside their repository.");
    }
}
