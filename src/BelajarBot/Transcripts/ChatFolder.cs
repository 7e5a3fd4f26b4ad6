using BelajarBot.Dialogs.Transcripts;

namespace BelajarBot.Transcripts;

/// <summary>Finds and reads <c>.chat</c> files.</summary>
internal static class ChatFolder
{
    private const string Ending = ".chat";

    /// <summary>The files named and those below the folders named, in order.</summary>
    /// <exception cref="FileNotFoundException">One is not there, or there is none at all.</exception>
    internal static async Task<IReadOnlyList<ChatFile>> ReadAsync(IEnumerable<string> paths, CancellationToken cancel)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path, $"*{Ending}", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
            }
            else if (File.Exists(path))
            {
                files.Add(path);
            }
            else
            {
                throw new FileNotFoundException($"There is no file or folder '{path}'.");
            }
        }

        if (files.Count == 0)
        {
            throw new FileNotFoundException($"There are no {Ending} files in {string.Join(", ", paths)}; docs/transcripts.md shows how to write one.");
        }

        var here = Directory.GetCurrentDirectory();
        var read = new List<ChatFile>();
        foreach (var file in files.Select(Path.GetFullPath).Distinct())
        {
            var shown = Path.GetRelativePath(here, file);
            read.Add(ChatReader.Read(shown.StartsWith("..", StringComparison.Ordinal) ? file : shown, await File.ReadAllTextAsync(file, cancel)));
        }

        return read;
    }
}
