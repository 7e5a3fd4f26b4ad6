using BelajarBot.Access;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Storage;

namespace BelajarBot.Imports;

/// <summary>Somebody who shall be invited to a role.</summary>
/// <param name="Role">The role.</param>
/// <param name="Area">For which area.</param>
/// <param name="Name">Whom the code is for: only to hand it out, and kept nowhere.</param>
internal sealed record OfficerRow(Role Role, string Area, string Name);

/// <summary>Officers from a file. Nobody holds a role by standing there: each gets an invitation of their own, and takes it in the chat.</summary>
internal static class OfficerList
{
    /// <summary>The columns of the file.</summary>
    internal static readonly (string[] Required, string[] Optional) Columns = (["role", "area", "name"], []);

    /// <summary>Reads a file; what its inviter may not grant is rejected.</summary>
    internal static ImportRead<OfficerRow> Read(byte[] content, Regions regions, Officer inviter) => ImportFile.Read<OfficerRow>(
        content, Columns.Required, Columns.Optional,
        row =>
        {
            if (Roles.Find(row["role"]!.ToLowerInvariant()) is not { } role)
            {
                return (null, $"\"{row["role"]}\" is no role. There are: {string.Join(", ", Enum.GetValues<Role>().Select(each => each.Name()))}", false);
            }

            return ImportedLists.Area(row["area"]!, regions, mayBeCountry: true) is not { } area ? (null, ImportedLists.UnknownArea(row["area"]!), false)
                : !inviter.MayGrant(role, area) ? (null, $"whoever invites may not grant {role.Name()} for {AreaNames.Write(area)}", false)
                : (new OfficerRow(role, area, row["name"]!), null, ImportedLists.IsMoved(row["area"]!, area));
        });

    /// <summary>Makes an invitation for each; returns their codes in the order of the rows. They hold as others do: once, and for seven days.</summary>
    internal static async Task<IReadOnlyList<string>> InviteAsync(Session session, IReadOnlyList<OfficerRow> rows, long inviter, RandomLetters random, DateTimeOffset now)
    {
        var codes = new List<string>();
        foreach (var row in rows)
        {
            var code = InvitationCode.New(random);
            await Invitations.AddAsync(session, code, new Invitation(row.Role, row.Area, LastsDays: null, inviter, Picture: null), now);
            await AuditLog.AddAsync(session, inviter, "peran.invited", row.Area, personId: null, $"{row.Role.Name()} 0", now);
            codes.Add(InvitationCode.Shown(code));
        }

        return codes;
    }
}
