using System.Text;
using BelajarBot.Links;

namespace BelajarBot.Tests.Links;

/// <summary>
/// Reads a clean code as a phone does, from the published tables and in its own way: format, mask, zigzag, blocks, syndromes.
/// </summary>
internal static class QrReader
{
    /// <summary>By version at level M: codewords for correction, and the lengths of the data blocks.</summary>
    private static readonly (int Correction, int[] Blocks)[] Versions =
    [
        (10, [16]), (16, [28]), (26, [44]), (18, [32, 32]), (24, [43, 43]), (16, [27, 27, 27, 27]), (18, [31, 31, 31, 31]),
        (22, [38, 38, 39, 39]), (22, [36, 36, 36, 37, 37]),
    ];

    internal static string Read(QrCode code)
    {
        var version = (code.Size - 17) / 4;
        var codewords = Codewords(code, version, MaskOf(code));
        var (correction, lengths) = Versions[version - 1];
        var blocks = lengths.Select(_ => new List<byte>()).ToArray();
        var at = 0;
        for (var i = 0; i < lengths.Max(); i++)
        {
            foreach (var (block, length) in blocks.Zip(lengths).Where(pair => i < pair.Second))
            {
                block.Add(codewords[at++]);
            }
        }

        var data = blocks.SelectMany(block => block).ToArray();
        for (var i = 0; i < correction; i++)
        {
            foreach (var block in blocks)
            {
                block.Add(codewords[at++]);
            }
        }

        Assert.All(blocks, block => Assert.All(Syndromes(block, correction), syndrome => Assert.Equal(0, syndrome)));
        Assert.Equal(4, data[0] >> 4);
        var count = (data[0] & 15) << 4 | data[1] >> 4;
        return Encoding.UTF8.GetString([.. Enumerable.Range(0, count).Select(i => (byte)(data[i + 1] << 4 | data[i + 2] >> 4))]);
    }

    private static int MaskOf(QrCode code)
    {
        // The fifteen bits beside the finder at the top left, the first of them at the left.
        (int Row, int Column)[] places =
        [
            (8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8), (5, 8), (4, 8), (3, 8), (2, 8), (1, 8), (0, 8),
        ];
        var bits = places.Aggregate(0, (sum, place) => sum << 1 | (code[place.Row, place.Column] ? 1 : 0)) ^ 0b101010000010010;
        Assert.Equal(0, bits >> 13);
        return bits >> 10;
    }

    private static List<byte> Codewords(QrCode code, int version, int mask)
    {
        var bits = new List<bool>();
        var isUp = true;
        foreach (var right in Enumerable.Range(0, (code.Size - 1) / 2).Select(i => code.Size - 1 - 2 * i).Select(c => c <= 6 ? c - 1 : c))
        {
            foreach (var row in isUp ? Enumerable.Range(0, code.Size).Reverse() : Enumerable.Range(0, code.Size))
            {
                foreach (var column in new[] { right, right - 1 }.Where(column => !IsPattern(version, code.Size, row, column)))
                {
                    bits.Add(code[row, column] ^ IsInverted(mask, row, column));
                }
            }

            isUp = !isUp;
        }

        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => (byte)eight.Aggregate(0, (sum, bit) => sum << 1 | (bit ? 1 : 0)))];
    }

    private static bool IsPattern(int version, int size, int row, int column)
    {
        int[][] all = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46]];
        var middles = all[version - 1];
        var isFinder = (row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9);
        var isAlignment = middles.SelectMany(r => middles.Select(c => (r, c)))
            .Where(at => !((at.r == 6 && at.c == 6) || (at.r == 6 && at.c == middles[^1]) || (at.r == middles[^1] && at.c == 6)))
            .Any(at => Math.Abs(at.r - row) <= 2 && Math.Abs(at.c - column) <= 2);
        var isVersion = version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11));
        return isFinder || isAlignment || isVersion || row == 6 || column == 6;
    }

    private static bool IsInverted(int mask, int i, int j) => mask switch
    {
        0 => (i + j) % 2 == 0,
        1 => i % 2 == 0,
        2 => j % 3 == 0,
        3 => (i + j) % 3 == 0,
        4 => (i / 2 + j / 3) % 2 == 0,
        5 => i * j % 2 + i * j % 3 == 0,
        6 => (i * j % 2 + i * j % 3) % 2 == 0,
        _ => ((i + j) % 2 + i * j % 3) % 2 == 0,
    };

    private static IEnumerable<int> Syndromes(List<byte> block, int correction)
    {
        var powers = new int[255];
        powers[0] = 1;
        for (var i = 1; i < 255; i++)
        {
            powers[i] = powers[i - 1] * 2 > 255 ? powers[i - 1] * 2 ^ 0x11D : powers[i - 1] * 2;
        }

        return Enumerable.Range(0, correction).Select(root => block.Aggregate(0, (sum, codeword) =>
            (sum == 0 ? 0 : powers[(Array.IndexOf(powers, sum) + root) % 255]) ^ codeword));
    }
}
