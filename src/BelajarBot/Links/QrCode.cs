using System.Text;

namespace BelajarBot.Links;

/// <summary>
/// A QR code (ISO/IEC 18004) of a short text: byte mode, error correction level M, versions 1 to 9, which hold any link to a
/// bot. On a poster a sixth of it may be dirty or torn.
/// </summary>
internal sealed class QrCode
{
    /// <summary>The most bytes that a code of this kind holds.</summary>
    internal const int MostBytes = 180;

    private const int LargestVersion = 9;

    // By version: all codewords, those for correction in each block, and blocks, at level M.
    private static readonly int[] Codewords = [0, 26, 44, 70, 100, 134, 172, 196, 242, 292];
    private static readonly int[] Correction = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22];
    private static readonly int[] Blocks = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5];

    private static readonly Func<int, int, bool>[] Masks =
    [
        (row, column) => (row + column) % 2 == 0,
        (row, _) => row % 2 == 0,
        (_, column) => column % 3 == 0,
        (row, column) => (row + column) % 3 == 0,
        (row, column) => (row / 2 + column / 3) % 2 == 0,
        (row, column) => row * column % 2 + row * column % 3 == 0,
        (row, column) => (row * column % 2 + row * column % 3) % 2 == 0,
        (row, column) => ((row + column) % 2 + row * column % 3) % 2 == 0,
    ];

    private readonly int version;
    private readonly bool[,] dark;
    private readonly bool[,] isFixed;

    private QrCode(int version)
    {
        this.version = version;
        Size = 17 + 4 * version;
        dark = new bool[Size, Size];
        isFixed = new bool[Size, Size];
    }

    /// <summary>How many modules it is wide and high, without the quiet zone of 4 around it.</summary>
    internal int Size { get; }

    /// <summary>Whether a module is dark.</summary>
    internal bool this[int row, int column] => dark[row, column];

    /// <summary>The smallest code that holds the text.</summary>
    /// <exception cref="ArgumentException">The text has more than <see cref="MostBytes"/> bytes.</exception>
    internal static QrCode Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > MostBytes)
        {
            throw new ArgumentException($"A QR code of this kind holds at most {MostBytes} bytes.", nameof(text));
        }

        // Mode and length take 12 bits before the text.
        var smallest = Enumerable.Range(1, LargestVersion).First(v => DataCodewords(v) * 8 >= 12 + 8 * bytes.Length);
        var stream = Interleave(smallest, Data(smallest, bytes));
        return Enumerable.Range(0, Masks.Length).Select(mask => Draw(smallest, stream, mask)).MinBy(code => code.Penalty())!;
    }

    private static int DataCodewords(int version) => Codewords[version] - Correction[version] * Blocks[version];

    private static byte[] Data(int version, byte[] bytes)
    {
        var data = new byte[DataCodewords(version)];
        data[0] = (byte)(0x40 | bytes.Length >> 4);
        data[1] = (byte)(bytes.Length << 4);
        for (var i = 0; i < bytes.Length; i++)
        {
            data[i + 1] |= (byte)(bytes[i] >> 4);
            data[i + 2] = (byte)(bytes[i] << 4);
        }

        for (var i = bytes.Length + 2; i < data.Length; i++)
        {
            data[i] = (byte)((i - bytes.Length) % 2 == 0 ? 0xEC : 0x11);
        }

        return data;
    }

    /// <summary>Cuts the data into blocks, gives each its correction, and takes a codeword of each in turn.</summary>
    private static List<byte> Interleave(int version, byte[] data)
    {
        var (count, length) = (Blocks[version], data.Length / Blocks[version]);
        var shortBlocks = count - data.Length % count;
        var blocks = new List<byte[]>();
        for (int i = 0, at = 0; i < count; i++)
        {
            var size = i < shortBlocks ? length : length + 1;
            blocks.Add(data[at..(at + size)]);
            at += size;
        }

        var corrections = blocks.ConvertAll(block => ReedSolomon.Correction(block, Correction[version]));
        return
        [
            .. Enumerable.Range(0, length + 1).SelectMany(i => blocks.Where(block => i < block.Length).Select(block => block[i])),
            .. Enumerable.Range(0, Correction[version]).SelectMany(i => corrections.Select(block => block[i])),
        ];
    }

    private static QrCode Draw(int version, List<byte> stream, int mask)
    {
        var code = new QrCode(version);
        code.DrawFinders();
        code.DrawAlignments();
        for (var i = 8; i < code.Size - 8; i++)
        {
            code.Fix(6, i, i % 2 == 0);
            code.Fix(i, 6, i % 2 == 0);
        }

        code.DrawFormat(mask);
        code.DrawVersion();
        code.DrawStream(stream, Masks[mask]);
        return code;
    }

    private void Fix(int row, int column, bool isDark) => (dark[row, column], isFixed[row, column]) = (isDark, true);

    private void DrawFinders()
    {
        foreach (var (top, left) in new[] { (0, 0), (0, Size - 7), (Size - 7, 0) })
        {
            for (var row = Math.Max(0, top - 1); row <= Math.Min(Size - 1, top + 7); row++)
            {
                for (var column = Math.Max(0, left - 1); column <= Math.Min(Size - 1, left + 7); column++)
                {
                    var ring = Math.Max(Math.Abs(row - top - 3), Math.Abs(column - left - 3));
                    Fix(row, column, ring is not (2 or 4));
                }
            }
        }
    }

    private void DrawAlignments()
    {
        int[] middles = version switch
        {
            1 => [],
            < 7 => [6, Size - 7],
            _ => [6, (Size - 1) / 2, Size - 7],
        };
        foreach (var (row, column) in middles.SelectMany(row => middles.Select(column => (row, column))))
        {
            // Where a finder is there is no room for one.
            if (isFixed[row, column])
            {
                continue;
            }

            for (var down = -2; down <= 2; down++)
            {
                for (var right = -2; right <= 2; right++)
                {
                    Fix(row + down, column + right, Math.Max(Math.Abs(down), Math.Abs(right)) != 1);
                }
            }
        }
    }

    /// <summary>Level M and the mask, twice, with their own correction.</summary>
    private void DrawFormat(int mask)
    {
        var bits = WithRemainder(mask, 10, 0x537) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var bit = (bits >> i & 1) != 0;
            Fix(i < 6 ? i : i < 8 ? i + 1 : Size - 15 + i, 8, bit);
            Fix(8, i < 8 ? Size - 1 - i : i == 8 ? 7 : 14 - i, bit);
        }

        Fix(Size - 8, 8, isDark: true);
    }

    /// <summary>From version 7 on the code says how large it is, twice.</summary>
    private void DrawVersion()
    {
        if (version < 7)
        {
            return;
        }

        var bits = WithRemainder(version, 12, 0x1F25);
        for (var i = 0; i < 18; i++)
        {
            var bit = (bits >> i & 1) != 0;
            Fix(i / 3, Size - 11 + i % 3, bit);
            Fix(Size - 11 + i % 3, i / 3, bit);
        }
    }

    private static int WithRemainder(int value, int degree, int divisor)
    {
        var rest = value << degree;
        for (var bit = 31 - degree; bit >= 0; bit--)
        {
            if ((rest >> (bit + degree) & 1) != 0)
            {
                rest ^= divisor << bit;
            }
        }

        return value << degree | rest;
    }

    /// <summary>In columns of two, from the right, up and down by turns.</summary>
    private void DrawStream(List<byte> stream, Func<int, int, bool> mask)
    {
        var at = 0;
        var isUp = true;
        for (var right = Size - 1; right > 0; right -= 2, isUp = !isUp)
        {
            // The column of the timing pattern is passed over whole.
            right = right == 6 ? 5 : right;
            for (var step = 0; step < Size; step++)
            {
                var row = isUp ? Size - 1 - step : step;
                foreach (var column in new[] { right, right - 1 })
                {
                    if (!isFixed[row, column])
                    {
                        var bit = at < stream.Count * 8 && (stream[at / 8] >> (7 - at % 8) & 1) != 0;
                        dark[row, column] = bit ^ mask(row, column);
                        at++;
                    }
                }
            }
        }
    }

    /// <summary>How hard it is for a camera: long runs, squares, what looks like a finder, and too much of one colour.</summary>
    private int Penalty()
    {
        var penalty = 0;
        var darks = 0;
        for (var i = 0; i < Size; i++)
        {
            penalty += LinePenalty(j => dark[i, j]) + LinePenalty(j => dark[j, i]);
            for (var j = 0; j < Size; j++)
            {
                darks += dark[i, j] ? 1 : 0;
                if (i > 0 && j > 0 && dark[i, j] == dark[i - 1, j] && dark[i, j] == dark[i, j - 1] && dark[i, j] == dark[i - 1, j - 1])
                {
                    penalty += 3;
                }
            }
        }

        return penalty + Math.Abs(darks * 20 - Size * Size * 10) / (Size * Size) * 10;
    }

    private int LinePenalty(Func<int, bool> isDark)
    {
        const int finder = 0b10111010000;
        var (penalty, run, seen) = (0, 0, 0);
        for (var i = 0; i < Size; i++)
        {
            run = i > 0 && isDark(i) == isDark(i - 1) ? run + 1 : 1;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
            seen = (seen << 1 | (isDark(i) ? 1 : 0)) & 0x7FF;
            penalty += i >= 10 && seen is finder or 0b00001011101 ? 40 : 0;
        }

        return penalty;
    }
}
