using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using CsvHelper;

namespace BelajarBot.Statistics;

/// <summary>How a table is written as a file.</summary>
internal enum TableFormat
{
    /// <summary>Commas, UTF-8 with the mark that spreadsheets need to see that it is.</summary>
    Csv,

    /// <summary>A workbook of Excel with one sheet.</summary>
    Xlsx,
}

/// <summary>
/// Writes a table row by row, so that one of any length takes the same memory. No cell is ever a formula, whatever people
/// called themselves.
/// </summary>
internal static class TableFile
{
    private static readonly CsvWriterOptions Safe = new() { Injection = CsvInjection.Escape };

    /// <summary>Writes a table.</summary>
    /// <param name="format">As what.</param>
    /// <param name="to">Where to; it stays open.</param>
    /// <param name="rows">The rows, the header first; a cell is a text, a number, a day or null.</param>
    /// <param name="cancel">Stops in the middle.</param>
    internal static Task WriteAsync(TableFormat format, Stream to, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel) =>
        format == TableFormat.Csv ? WriteCsvAsync(to, rows, cancel) : WriteXlsxAsync(to, rows, cancel);

    private static async Task WriteCsvAsync(Stream to, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        await to.WriteAsync(Encoding.UTF8.GetPreamble(), cancel);
        await using var csv = CsvWriter.Create(to, Safe, leaveOpen: true);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            foreach (var cell in row)
            {
                csv.WriteField(Text(cell));
            }

            await csv.EndRecordAsync(cancel);
        }

        await csv.FlushAsync(cancel);
    }

    /// <summary>
    /// The five parts that a workbook needs. The library for such files keeps whole parts in memory while it writes them; this
    /// writes straight into the compressed file.
    /// </summary>
    private static async Task WriteXlsxAsync(Stream to, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        foreach (var (path, content) in Parts)
        {
            await using var part = await zip.CreateEntry(path).OpenAsync(cancel);
            await part.WriteAsync(Encoding.UTF8.GetBytes(content), cancel);
        }

        await using var sheet = await zip.CreateEntry("xl/worksheets/sheet1.xml").OpenAsync(cancel);
        await using var xml = XmlWriter.Create(sheet, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "worksheet", Main);
        await xml.WriteStartElementAsync(null, "sheetData", Main);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            await xml.WriteStartElementAsync(null, "row", Main);
            foreach (var cell in row)
            {
                await WriteCellAsync(xml, cell);
            }

            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndDocumentAsync();
    }

    private static async Task WriteCellAsync(XmlWriter xml, object? cell)
    {
        await xml.WriteStartElementAsync(null, "c", Main);
        if (cell is long number)
        {
            await xml.WriteElementStringAsync(null, "v", Main, number.ToString(CultureInfo.InvariantCulture));
        }
        else if (Text(cell) is { Length: > 0 } text)
        {
            await xml.WriteAttributeStringAsync(null, "t", null, "inlineStr");
            await xml.WriteStartElementAsync(null, "is", Main);
            await xml.WriteElementStringAsync(null, "t", Main, Allowed(text));
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Without the characters that XML has no place for, and not longer than a cell may be.</summary>
    private static string Allowed(string text)
    {
        const int longest = 32_767;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length < longest - 1 && rune != Rune.ReplacementChar && (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value)))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly (string Path, string Content)[] Parts =
    [
        ("[Content_Types].xml",
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """),
        ("_rels/.rels", $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="{Relations}"><Relationship Id="r1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="{Relations}"><Relationship Id="r1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
    ];
}
