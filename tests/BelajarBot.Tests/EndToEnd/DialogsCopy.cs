namespace BelajarBot.Tests.EndToEnd;

/// <summary>A copy of the dialogs that a test may spoil.</summary>
internal sealed class DialogsCopy : IDisposable
{
    private DialogsCopy(string folder) => Folder = folder;

    public string Folder { get; }

    public static DialogsCopy Make()
    {
        var copy = new DialogsCopy(Directory.CreateTempSubdirectory("belajarbot-dialogs-").FullName);
        // The other dialogs' transcripts would only be played once more.
        foreach (var file in Directory.EnumerateFiles(BotSettings.DialogsFolder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".chat", StringComparison.Ordinal) || Path.GetFileName(file) == "aktivasi.chat"))
        {
            var target = Path.Combine(copy.Folder, Path.GetRelativePath(BotSettings.DialogsFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>Replaces the first place where these words stand.</summary>
    public void Change(string file, string words, string by)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(words, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not say '{words}'.");
        File.WriteAllText(path, text.Remove(at, words.Length).Insert(at, by));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
