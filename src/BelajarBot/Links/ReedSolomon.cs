namespace BelajarBot.Links;

/// <summary>The correction of QR codes: what a polynomial over GF(256) leaves when it is divided by one with known roots.</summary>
internal static class ReedSolomon
{
    /// <summary>The field's polynomial, x⁸ + x⁴ + x³ + x² + 1.</summary>
    private const int Field = 0x11D;

    /// <summary>So many codewords for correcting these.</summary>
    internal static byte[] Correction(ReadOnlySpan<byte> data, int count)
    {
        var divisor = Divisor(count);
        var rest = new byte[count];
        foreach (var codeword in data)
        {
            var factor = (byte)(codeword ^ rest[0]);
            rest.AsSpan(1).CopyTo(rest);
            rest[^1] = 0;
            for (var i = 0; i < count; i++)
            {
                rest[i] ^= Multiply(divisor[i], factor);
            }
        }

        return rest;
    }

    /// <summary>Product in the field.</summary>
    internal static byte Multiply(byte left, byte right)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
        {
            product = (product << 1) ^ ((product >> 7) * Field);
            product ^= (right >> bit & 1) * left;
        }

        return (byte)product;
    }

    /// <summary>The product of (x − 2ⁱ), highest power first, without its leading 1.</summary>
    private static byte[] Divisor(int degree)
    {
        var divisor = new byte[degree];
        divisor[^1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
            {
                divisor[j] = Multiply(divisor[j], root);
                divisor[j] ^= j + 1 < degree ? divisor[j + 1] : (byte)0;
            }

            root = Multiply(root, 2);
        }

        return divisor;
    }
}
