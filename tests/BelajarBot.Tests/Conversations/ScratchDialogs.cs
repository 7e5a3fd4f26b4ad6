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

    /// <summary>Writes the programme "lomba", which is open and has one date.</summary>
    /// <param name="date">What the date is called.</param>
    /// <param name="day">The day, as 2026-07-15.</param>
    /// <param name="more">Further cycles, as lines of its list.</param>
    internal void WriteContest(string date, string day, string more = "") => Write("programs/lomba.yaml", $$$"""
        program: lomba
        title: Lomba
        links: {situs: {title: Situs, value: lomba.example, source: uji, last_checked: 2026-01-31, confidence: V}}
        cycles:
          - cycle: 2026
            state: open
            source: uji
            last_checked: 2026-01-31
            confidence: V
            dates:
              {{{date}}}: {value: {{{day}}}, source: uji, last_checked: 2026-01-31, confidence: V}
          {{{more}}}
        """);

    public void Dispose() => folder.Delete(recursive: true);
}
