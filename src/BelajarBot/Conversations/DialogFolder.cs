using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Conversations;

/// <summary>Reads the files of a dialog folder.</summary>
internal static class DialogFolder
{
    /// <summary>
    /// The folder that is meant: as named, or, for a relative name that is not here, in the nearest folder above that has
    /// it, so that the bot can be started from anywhere in its repository.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    internal static string Find(string folder)
    {
        for (var at = new DirectoryInfo(Directory.GetCurrentDirectory()); at is not null && !Path.IsPathRooted(folder); at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, folder)))
            {
                return Path.Combine(at.FullName, folder);
            }
        }

        var beside = Path.Combine(AppContext.BaseDirectory, folder);
        return Directory.Exists(folder) ? Path.GetFullPath(folder)
            : Directory.Exists(beside) ? beside
            : throw new DirectoryNotFoundException(
                $"The folder '{folder}' with the dialogs does not exist. Set Dialogs:Folder to where they are.");
    }

    /// <summary>The texts of all files that take part in loading, by path within the folder.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> ReadAsync(string folder, CancellationToken cancel)
    {
        var root = Find(folder);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (DialogLoader.Reads(path))
            {
                files[path] = await File.ReadAllTextAsync(file, cancel);
            }
        }

        return files;
    }

    /// <summary>A number that differs when any file of the folder does.</summary>
    internal static int Stamp(string folder)
    {
        var hash = new HashCode();
        foreach (var file in new DirectoryInfo(Find(folder)).EnumerateFiles("*", SearchOption.AllDirectories)
            .OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            hash.Add(file.FullName);
            hash.Add(file.Length);
            hash.Add(file.LastWriteTimeUtc);
        }

        return hash.ToHashCode();
    }
}
