namespace BelajarBot.Dialogs.Understanding;

/// <summary>
/// How teachers write, and the standard word for it: <c>gmn</c>, <c>piye</c> and <c>kumaha</c> are <c>bagaimana</c>.
/// Kept in a table that officers edit (<c>dialogs/bahasa/slang.csv</c>, columns <c>standard,written</c>, the written
/// forms with <c>/</c> between them); words with an empty standard form say nothing (<c>min</c>, <c>pak</c>,
/// <c>sih</c>) and are dropped.
/// </summary>
public sealed class Lexicon
{
    /// <summary>The most words that one entry may replace.</summary>
    internal const int LongestPhrase = 4;

    private readonly Dictionary<string, string[]> entries;

    private Lexicon(Dictionary<string, string[]> entries) => this.entries = entries;

    /// <summary>A lexicon that changes nothing.</summary>
    public static Lexicon Empty { get; } = new([]);

    /// <summary>The words that are known to be right, because something is standard for them.</summary>
    internal IEnumerable<string> StandardWords => entries.Values.SelectMany(words => words);

    /// <summary>Reads the table.</summary>
    /// <param name="file">The name to show in problems.</param>
    /// <param name="text">What the file holds.</param>
    /// <param name="problems">Receives every mistake; the lines without one are used all the same.</param>
    public static Lexicon Parse(string file, string text, ICollection<DataProblem> problems)
    {
        var read = new Dictionary<string, string[]>();
        foreach (var row in CsvTable.Read(file, text, ["standard", "written"], problems).Rows)
        {
            var standard = Fold.Words(row[0]);
            if (standard.Length > 1)
            {
                // Written in full it is kept whole, or "kata sandi" would become "kata kata sandi".
                read.TryAdd(string.Join(' ', standard), standard);
            }

            foreach (var form in row[1].Split('/', StringSplitOptions.TrimEntries))
            {
                var written = Fold.Words(form);
                if (written.Length is 0 or > LongestPhrase)
                {
                    problems.Add(new DataProblem(file, row.Line, $"'{form}' must be one to {LongestPhrase} words"));
                }
                else if (written.SequenceEqual(standard))
                {
                    problems.Add(new DataProblem(file, row.Line, $"'{form}' stands for itself; leave it out"));
                }
                else if (!read.TryAdd(string.Join(' ', written), standard))
                {
                    problems.Add(new DataProblem(file, row.Line, $"'{form}' is already explained; keep one of the two"));
                }
            }
        }

        return new Lexicon(read);
    }

    /// <summary>The standard words for what was written, if the table has it.</summary>
    internal bool TryGet(string written, out string[] standard) => entries.TryGetValue(written, out standard!);
}
