using System.Text;

namespace BelajarBot.Dialogs.Understanding;

/// <summary>
/// The small tables that officers keep in a spreadsheet: a header line, commas, double quotes where a value holds
/// a comma. Empty lines and lines that begin with <c>#</c> are skipped.
/// </summary>
/// <param name="File">The name to show in problems.</param>
/// <param name="Rows">The lines that have as many values as the header.</param>
internal sealed record CsvTable(string File, IReadOnlyList<CsvTable.Row> Rows)
{
    /// <summary>One line of the table.</summary>
    internal sealed record Row(int Line, string[] Values)
    {
        public string this[int column] => Values[column];
    }

    /// <summary>Reads a table whose header must be exactly <paramref name="columns"/>.</summary>
    public static CsvTable Read(string file, string text, string[] columns, ICollection<DataProblem> problems)
    {
        var rows = new List<Row>();
        var header = false;
        var number = 0;
        foreach (var line in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace() || line[0] == '#')
            {
                continue;
            }

            var values = Split(line);
            if (!header)
            {
                header = true;
                if (!values.SequenceEqual(columns))
                {
                    problems.Add(new DataProblem(file, number, $"the first line must be '{string.Join(',', columns)}'"));
                    break;
                }
            }
            else if (values.Length != columns.Length)
            {
                problems.Add(new DataProblem(file, number,
                    $"{values.Length} values where {columns.Length} belong; put a value that holds a comma in \"double quotes\""));
            }
            else
            {
                rows.Add(new Row(number, values));
            }
        }

        return new CsvTable(file, rows);
    }

    private static string[] Split(ReadOnlySpan<char> line)
    {
        var values = new List<string>(4);
        var value = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                value.Append(line[++i]);
            }
            else if (c == '"' && (quoted || value.Length == 0))
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                values.Add(value.ToString().Trim());
                value.Clear();
            }
            else
            {
                value.Append(c);
            }
        }

        values.Add(value.ToString().Trim());
        return [.. values];
    }
}
