using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BelajarBot.Progress;

/// <summary>Writes a picture as PNG: eight bits for each of red, green and blue, the plainest kind there is.</summary>
internal static class PngFile
{
    private const int Channels = 3;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>The file.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Red, green and blue of each pixel, row after row.</param>
    internal static byte[] Write(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Compress(width * Channels, height, pixels));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Each row is written as its difference from the one above, which is mostly none.</summary>
    private static ReadOnlySpan<byte> Compress(int stride, int height, ReadOnlySpan<byte> pixels)
    {
        const byte up = 2;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            var row = new byte[stride + 1];
            row[0] = up;
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < stride; x++)
                {
                    var above = y == 0 ? 0 : pixels[((y - 1) * stride) + x];
                    row[x + 1] = (byte)(pixels[(y * stride) + x] - above);
                }

                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);

        var name = Encoding.ASCII.GetBytes(type);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(Crc(uint.MaxValue, name), data) ^ uint.MaxValue);
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var each in data)
        {
            crc = CrcTable[(byte)(crc ^ each)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint CrcOf(int index)
    {
        const uint polynomial = 0xEDB88320;
        var crc = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ polynomial;
        }

        return crc;
    }
}
