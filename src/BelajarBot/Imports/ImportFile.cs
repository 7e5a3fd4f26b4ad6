using System.Text;
using CsvHelper;

namespace BelajarBot.Imports;

/// <summary>A line that cannot be taken, and why.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Reason">What is wrong and the way out.</param>
internal sealed record RejectedLine(long Line, string Reason);

/// <summary>A file as it was read.</summary>
/// <param name="Rows">Every row that can be taken.</param>
/// <param name="Rejected">Every line that cannot.</param>
/// <param name="Moved">How many rows had an area code of before 2022 and got the present one.</param>
internal sealed record ImportRead<T>(IReadOnlyList<T> Rows, IReadOnlyList<RejectedLine> Rejected, int Moved);

/// <summary>One row, by the names of the columns; an empty cell is null.</summary>
internal sealed class ImportRow(IReadOnlyDictionary<string, string?> cells)
{
    /// <summary>The trimmed cell, or null.</summary>
    internal string? this[string column] => cells.GetValueOrDefault(column);
}

/// <summary>
/// Reads a table that somebody saved from a spreadsheet: commas or semicolons, UTF-8, a header line. It reads to the end
/// whatever is wrong, so that all mistakes are told at once.
/// </summary>
internal static class ImportFile
{
    /// <summary>Larger than any list of all schools in the country.</summary>
    private const int MostBytes = 100 * 1024 * 1024;

    private const int LongestCell = 500;

    /// <summary>Why a file is refused that is in another encoding.</summary>
    internal const string NotUtf8 = "the file is not in UTF-8 (an older Excel format?); save it as \"CSV UTF-8 (comma delimited)\"";

    /// <summary>Why a file is refused that cannot be a table.</summary>
    internal const string NotText = "the file is in UTF-16 or is no text at all; save it as \"CSV UTF-8 (comma delimited)\"";

    private static readonly CsvReaderOptions Options = new() { TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Recover };

    /// <summary>Reads a file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="required">The columns that it must have.</param>
    /// <param name="optional">The columns that it may have.</param>
    /// <param name="take">Makes something of a row: it, or why not; and whether its area code was moved.</param>
    internal static ImportRead<T> Read<T>(byte[] content, string[] required, string[] optional, Func<ImportRow, (T? Taken, string? Reason, bool IsMoved)> take)
        where T : class
    {
        var (rows, rejected, moved) = (new List<T>(), new List<RejectedLine>(), 0);
        if (Text(content, out var mistake) is not { } text)
        {
            return new ImportRead<T>([], [mistake!], 0);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return new ImportRead<T>([], [new RejectedLine(1, $"the file is empty; its first line must name the columns: {string.Join(',', required)}")], 0);
        }

        try
        {
            using var csv = CsvReader.FromText(text, Options);
            csv.ReadHeader();
            var columns = csv.Headers.ToArray().Select(name => name.Trim().ToLowerInvariant()).ToList();
            if (Header(columns, required, optional) is { } wrong)
            {
                return new ImportRead<T>([], [new RejectedLine(1, wrong)], 0);
            }

            while (csv.Read())
            {
                var line = csv.LineNumber;
                if (csv.FieldCount != columns.Count)
                {
                    rejected.Add(new RejectedLine(line, $"{csv.FieldCount} values where {columns.Count} belong; a value that holds the separator needs \"double quotes\""));
                    continue;
                }

                var cells = columns.Select((column, i) => (column, Value: csv.GetString(i).Trim())).ToDictionary(
                    cell => cell.column, cell => cell.Value.Length == 0 ? null : cell.Value, StringComparer.Ordinal);
                if (cells.FirstOrDefault(cell => cell.Value?.Length > LongestCell) is { Key: { } tooLong })
                {
                    rejected.Add(new RejectedLine(line, $"{tooLong} has more than {LongestCell} characters"));
                }
                else if (required.FirstOrDefault(column => cells[column] is null) is { } missing)
                {
                    rejected.Add(new RejectedLine(line, $"{missing} is empty"));
                }
                else
                {
                    var (taken, reason, isMoved) = take(new ImportRow(cells));
                    moved += isMoved ? 1 : 0;
                    if (taken is null)
                    {
                        rejected.Add(new RejectedLine(line, reason!));
                    }
                    else
                    {
                        rows.Add(taken);
                    }
                }
            }
        }
        catch (CsvFormatException broken)
        {
            rejected.Add(new RejectedLine(broken.LineNumber, $"it cannot be read: {broken.Message}"));
        }

        return new ImportRead<T>(rows, rejected, moved);
    }

    private static string? Header(List<string> columns, string[] required, string[] optional)
    {
        var known = required.Concat(optional).ToList();
        var wanted = $"The columns are {string.Join(',', required)}{(optional.Length == 0 ? "" : $" and, if you have them, {string.Join(',', optional)}")}";
        return required.FirstOrDefault(column => !columns.Contains(column)) is { } missing ? $"the column {missing} is missing. {wanted}."
            : columns.Find(column => !known.Contains(column)) is { } unknown ? $"nobody knows the column \"{unknown}\". {wanted}."
            : columns.Distinct().Count() < columns.Count ? $"a column stands there twice. {wanted}."
            : null;
    }

    /// <summary>The text of a file in UTF-8; anything else would come in with broken letters, so it is refused.</summary>
    private static string? Text(byte[] content, out RejectedLine? mistake)
    {
        mistake = null;
        if (content.Length > MostBytes)
        {
            mistake = new RejectedLine(1, $"the file is larger than {MostBytes / 1024 / 1024} MB; split it");
            return null;
        }

        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || content.Contains((byte)0))
        {
            mistake = new RejectedLine(1, NotText);
            return null;
        }

        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException broken)
        {
            var line = 1 + content.AsSpan(0, Math.Clamp(broken.Index, 0, content.Length)).Count((byte)'\n');
            mistake = new RejectedLine(line, NotUtf8);
            return null;
        }
    }
}
