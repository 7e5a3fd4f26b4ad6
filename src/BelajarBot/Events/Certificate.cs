using System.Globalization;
using System.Text;

namespace BelajarBot.Events;

/// <summary>The words of a certificate, from top to bottom.</summary>
internal sealed record CertificateText(string Heading, string Given, string Name, string TookPart, string Title, string Day, string Number);

/// <summary>
/// A certificate of attendance, one page of PDF (A4, landscape). It is set in Helvetica, which every reader has, so that no font
/// has to be shipped or found; the price is that only names in Latin letters of western Europe can be written.
/// </summary>
internal static class Certificate
{
    private const double Width = 842;
    private const double Height = 595;
    private const double Margin = 30;
    private const double Narrowest = 0.5;

    /// <summary>The width of the characters from the blank to the tilde in Helvetica-Bold, in thousandths (its font metrics).</summary>
    private static readonly int[] Widths =
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333,
        584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
        667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
        333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ];

    /// <summary>Whether all of it can be written with the letters that there are.</summary>
    internal static bool CanWrite(string words) => words.All(c => c is >= ' ' and <= '~' or >= '\u00A1' and <= '\u00FF');

    internal static byte[] Write(CertificateText text)
    {
        var page = new StringBuilder();
        page.Append("0.10 0.35 0.55 RG 4 w ").AppendLine(Rectangle(Margin));
        page.Append("1 w ").AppendLine(Rectangle(Margin + 8));
        Line(page, text.Heading, 40, 455);
        Line(page, text.Given, 15, 400);
        Line(page, text.Name, 32, 350);
        Line(page, text.TookPart, 15, 300);
        Line(page, text.Title, 24, 260);
        Line(page, text.Day, 15, 220);
        Line(page, text.Number, 9, 70);
        return Assemble(page.ToString());
    }

    private static string Rectangle(double inset) =>
        string.Create(CultureInfo.InvariantCulture, $"{inset:0.##} {inset:0.##} {Width - (2 * inset):0.##} {Height - (2 * inset):0.##} re S");

    /// <summary>A line in the middle of the page; what is too wide for it becomes smaller, and what would be too small is cut.</summary>
    private static void Line(StringBuilder page, string words, double size, double y)
    {
        const double room = Width - (4 * Margin);
        var plain = new string([.. words.Select(c => CanWrite(c.ToString()) ? c : c == '–' ? '-' : '?')]);
        while (WidthOf(plain) * size * Narrowest > room)
        {
            plain = plain[..^1];
        }

        var fitting = Math.Min(size, room / Math.Max(WidthOf(plain), 0.001));
        var x = (Width - (WidthOf(plain) * fitting)) / 2;
        page.Append(string.Create(CultureInfo.InvariantCulture, $"BT /F1 {fitting:0.##} Tf {x:0.##} {y:0.##} Td ("))
            .Append(plain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal))
            .AppendLine(") Tj ET");
    }

    /// <summary>The width of a line at the size 1. Letters with accents are about as wide as those without.</summary>
    private static double WidthOf(string words) => words.Sum(c => c <= '~' ? Widths[c - ' '] : 600) / 1000.0;

    /// <summary>The objects of the file, with the table that says at which byte each begins.</summary>
    private static byte[] Assemble(string page)
    {
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {page.Length} >>\nstream\n{page}endstream"),
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (index, content) in objects.Index())
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{content}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            pdf.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        }

        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");

        // Every character is one byte in this encoding, so the places counted in characters are those in bytes.
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }
}
