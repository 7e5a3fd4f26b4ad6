using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BelajarBot.Links;

/// <summary>A QR code as a file: SVG for print, PNG for everything else. Both with the quiet zone that cameras need.</summary>
internal static class QrPicture
{
    private const int QuietZone = 4;
    private const int PixelsPerModule = 12;

    /// <summary>As SVG, one path of dark modules.</summary>
    internal static string Svg(QrCode code)
    {
        var path = new StringBuilder();
        for (var row = 0; row < code.Size; row++)
        {
            for (var column = 0; column < code.Size; column++)
            {
                if (code[row, column])
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{column + QuietZone} {row + QuietZone}h1v1h-1z");
                }
            }
        }

        var side = code.Size + 2 * QuietZone;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">
            <rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/>
            </svg>

            """;
    }

    /// <summary>As PNG in two colours.</summary>
    internal static byte[] Png(QrCode code)
    {
        var side = (code.Size + 2 * QuietZone) * PixelsPerModule;
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        // One bit for each pixel, grey.
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 1;
        WriteChunk(file, "IHDR", header);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var line = new byte[1 + (side + 7) / 8];
            for (var y = 0; y < side; y++)
            {
                Array.Clear(line);
                for (var x = 0; x < side; x++)
                {
                    if (!IsDark(code, y / PixelsPerModule - QuietZone, x / PixelsPerModule - QuietZone))
                    {
                        line[1 + x / 8] |= (byte)(0x80 >> x % 8);
                    }
                }

                zlib.Write(line);
            }
        }

        WriteChunk(file, "IDAT", packed.ToArray());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static bool IsDark(QrCode code, int row, int column) =>
        row >= 0 && column >= 0 && row < code.Size && column < code.Size && code[row, column];

    private static void WriteChunk(MemoryStream file, string kind, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(kind), .. content];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
