using System.Security.Cryptography;

namespace BelajarBot.Access;

/// <summary>
/// The code by which somebody takes a bot that belongs to nobody: shown on the console of the process that made it, and good
/// for the life of that process or until there is a superadmin.
/// </summary>
internal sealed class ClaimCode
{
    private volatile string? hash;

    /// <summary>Makes the code; it is not kept.</summary>
    internal string Issue()
    {
        var code = InvitationCode.New(RandomNumberGenerator.GetString);
        hash = InvitationCode.Hash(code);
        return InvitationCode.Shown(code);
    }

    /// <summary>Whether this is it.</summary>
    internal bool Is(string code) => hash is { } expected && InvitationCode.Hash(code) == expected;
}
