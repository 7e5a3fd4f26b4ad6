using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>What a file is by its content.</summary>
public enum FileFormat
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>A PDF.</summary>
    Pdf,

    /// <summary>A JPEG picture.</summary>
    Jpeg,

    /// <summary>A PNG picture.</summary>
    Png,

    /// <summary>A Word document (DOCX).</summary>
    Word,

    /// <summary>An Excel workbook (XLSX).</summary>
    Excel,

    /// <summary>Plain text.</summary>
    Text,
}

/// <summary>Tells what a file is from its first bytes: its name and its declared type are only what the sender's device says.</summary>
public static class FileFormats
{
    /// <summary>So many bytes from the beginning are enough.</summary>
    public const int Needed = 16 * 1024;

    private static readonly FrozenDictionary<FileFormat, string[]> Endings = new Dictionary<FileFormat, string[]>
    {
        [FileFormat.Pdf] = [".pdf"],
        [FileFormat.Jpeg] = [".jpg", ".jpeg"],
        [FileFormat.Png] = [".png"],
        [FileFormat.Word] = [".docx"],
        [FileFormat.Excel] = [".xlsx"],
        [FileFormat.Text] = [".txt", ".csv", ".md"],
    }.ToFrozenDictionary();

    /// <summary>What a file is that begins so.</summary>
    /// <param name="start">Its first <see cref="Needed"/> bytes, or all of it when it is shorter.</param>
    public static FileFormat Of(ReadOnlySpan<byte> start) =>
        start.StartsWith("%PDF-"u8) ? FileFormat.Pdf
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? FileFormat.Jpeg
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? FileFormat.Png
        : start.StartsWith("PK\u0003\u0004"u8) ? OfOffice(start)
        : IsText(start) ? FileFormat.Text
        : FileFormat.Other;

    /// <summary>Whether a file of this name can be what it is: no ending, or one of those that go with it.</summary>
    /// <param name="format">What it is.</param>
    /// <param name="name">What its sender's device calls it, or null.</param>
    public static bool Fits(FileFormat format, string? name) =>
        Endings.TryGetValue(format, out var endings)
        && (Path.GetExtension(name) is not { Length: > 0 } ending || endings.Contains(ending, StringComparer.OrdinalIgnoreCase));

    /// <summary>An Office file is a ZIP whose entries tell what it is; a ZIP without those is none.</summary>
    private static FileFormat OfOffice(ReadOnlySpan<byte> start) =>
        start.IndexOf("word/"u8) >= 0 ? FileFormat.Word
        : start.IndexOf("xl/"u8) >= 0 ? FileFormat.Excel
        : FileFormat.Other;

    /// <summary>Whether it is UTF-8 without control characters; the last character may be cut.</summary>
    private static bool IsText(ReadOnlySpan<byte> start)
    {
        while (!start.IsEmpty)
        {
            switch (Rune.DecodeFromUtf8(start, out var rune, out var length))
            {
                case OperationStatus.NeedMoreData:
                    return true;
                case OperationStatus.Done when !Rune.IsControl(rune) || rune.Value is '\t' or '\n' or '\r' or '\f':
                    start = start[length..];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
