using System.Security.Cryptography;
using System.Text;

namespace BelajarBot.Access;

/// <summary>So many of these letters that nobody can guess them; transcripts have some that stand in their lines.</summary>
internal delegate string RandomLetters(ReadOnlySpan<char> letters, int length);

/// <summary>
/// A code that whoever holds it may use once. Nineteen letters without vowels: nothing to mistake for another, no words by
/// chance, and no digits that would look like a secret of the person's. Sixteen of them are 67 bits.
/// </summary>
internal static class InvitationCode
{
    private const string Letters = "bcdfghjkmnpqrstvwxz";
    private const int Length = 16;

    /// <summary>A code that nobody has had before.</summary>
    internal static string New(RandomLetters random) => random(Letters, Length);

    /// <summary>A code as people can copy it by hand: <c>bcdf-ghjk-mnpq-rstv</c>.</summary>
    internal static string Shown(string code) => string.Join('-', code.Chunk(4).Select(part => new string(part)));

    /// <summary>The code in what somebody typed, in capitals or in groups; null when it cannot be one.</summary>
    internal static string? Read(string typed)
    {
        if (typed.Length > 4 * Length)
        {
            return null;
        }

        var code = new string([.. typed.ToLowerInvariant().Where(c => c is not (' ' or '-'))]);
        return code.Length == Length && code.All(c => Letters.Contains(c, StringComparison.Ordinal)) ? code : null;
    }

    /// <summary>What is kept of a code.</summary>
    internal static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}
