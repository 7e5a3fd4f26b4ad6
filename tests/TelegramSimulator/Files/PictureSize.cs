using System.Buffers.Binary;

namespace TelegramSimulator.Files;

/// <summary>Width and height of a picture, read from its first bytes.</summary>
internal static class PictureSize
{
    private const int MostSides = 10_000;
    private const int MostRatio = 20;

    /// <summary>Why Telegram would not take these bytes as a photo, or null (T122).</summary>
    public static string? FindProblem(ReadOnlySpan<byte> bytes, out (int Width, int Height) size)
    {
        size = ReadPng(bytes) ?? ReadJpeg(bytes) ?? default;
        return size.Width <= 0 || size.Height <= 0 ? "IMAGE_PROCESS_FAILED"
            : size.Width + size.Height > MostSides || Math.Max(size.Width, size.Height) > MostRatio * Math.Min(size.Width, size.Height)
                ? "PHOTO_INVALID_DIMENSIONS"
            : null;
    }

    private static (int, int)? ReadPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 24 && bytes[0] == 0x89 && bytes[1..].StartsWith("PNG\r\n"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
            : null;

    /// <summary>Walks over the segments up to the one that starts the frame.</summary>
    private static (int, int)? ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
        {
            return null;
        }

        for (var at = 2; at + 9 <= bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }
}
