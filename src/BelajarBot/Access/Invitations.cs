using BelajarBot.Storage;

namespace BelajarBot.Access;

/// <summary>A role that waits for whoever comes with its code.</summary>
/// <param name="Role">The role.</param>
/// <param name="Area">For which area.</param>
/// <param name="LastsDays">How long it lasts once taken; null for ever.</param>
/// <param name="InvitedBy">Who invited; null for the console.</param>
/// <param name="Picture">Where the picture of the code is kept, or null.</param>
internal sealed record Invitation(Role Role, string Area, int? LastsDays, long? InvitedBy, string? Picture);

/// <summary>The invitations that are open. Of a code only its hash is kept.</summary>
internal static class Invitations
{
    internal static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    internal static Task AddAsync(Session session, string code, Invitation invitation, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            insert into invitation (code_hash, role, area, lasts_days, invited_by, created_at, until, picture)
            values (@hash, @Role, @Area, @LastsDays, @InvitedBy, @now, @until, @Picture)
            """,
            new
            {
                hash = InvitationCode.Hash(code),
                invitation.Role,
                invitation.Area,
                invitation.LastsDays,
                invitation.InvitedBy,
                now,
                until = now + Validity,
                invitation.Picture,
            });

    /// <summary>The invitation of this code, if it is open and somebody else's; its inviter was erased meanwhile: none.</summary>
    internal static Task<Invitation?> FindAsync(Session session, string code, long personId, DateTimeOffset now) =>
        session.FirstOrDefaultAsync<Invitation>(
            """
            select role, area, lasts_days, invited_by, picture from invitation
            where code_hash = @hash and used_at is null and until > @now and invited_by <> @personId
            """,
            new { hash = InvitationCode.Hash(code), personId, now });

    /// <summary>Takes it; false when somebody else was quicker.</summary>
    internal static async Task<bool> TakeAsync(Session session, string code, long personId, DateTimeOffset now) =>
        await session.ExecuteAsync(
            "update invitation set used_by = @personId, used_at = @now, picture = null where code_hash = @hash and used_at is null and until > @now",
            new { hash = InvitationCode.Hash(code), personId, now }) == 1;

    /// <summary>How many of this inviter's are open.</summary>
    internal static Task<long> OpenByAsync(Session session, long personId, DateTimeOffset now) =>
        session.ScalarAsync<long>(
            "select count(*) from invitation where invited_by = @personId and used_at is null and until > @now", new { personId, now });

    /// <summary>The earliest moment, up to the one given, at which one ends; null when none does.</summary>
    internal static Task<DateTimeOffset?> NextEndAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(until) from invitation where until <= @until", new { until });

    /// <summary>Forgets what has ended; returns how many, and the pictures that nobody needs any more.</summary>
    internal static async Task<(int Count, IReadOnlyList<string> Pictures)> EndAsync(Session session, DateTimeOffset now)
    {
        var pictures = await session.QueryAsync<string>("select picture from invitation where until <= @now and picture is not null", new { now });
        return (await session.ExecuteAsync("delete from invitation where until <= @now", new { now }), pictures);
    }
}
