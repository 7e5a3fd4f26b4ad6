using BelajarBot.Conversations;

namespace BelajarBot.Tests.Conversations;

/// <summary>A folder of a test's own with the bot's own files as shipped; the dialogs are those that the test writes.</summary>
internal class ScratchDialogs : IDisposable
{
    /// <summary>What the bot needs besides dialogs, by path.</summary>
    internal static readonly IReadOnlyList<string> Shipped =
        ["bot.yaml", "bot.en.yaml", "regions.csv", "bahasa/region-aliases.csv", "bahasa/slang.csv", "bahasa/values.csv"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("belajarbot-dialogs-");

    internal ScratchDialogs(params IEnumerable<string> more)
    {
        foreach (var file in Shipped.Concat(more))
        {
            Write(file, ReadShipped(file));
        }
    }

    internal string Path => folder.FullName;

    internal static string ReadShipped(string file) => File.ReadAllText(System.IO.Path.Combine(DialogFolder.Find("dialogs"), file));

    internal void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
