using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Access;

/// <summary>
/// Closes the roles whose time is over, tells who held them, and forgets invitations that nobody took. A role
/// ends at its moment by itself; this only makes it known.
/// </summary>
internal sealed class EndedRoles(
    Database database, DialogCatalog catalog, Sender sender, ChangedMenus menus, FileFolder files, TimeProvider time) : IDueWork
{
    private const int AtOnce = 100;

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until)
    {
        var role = await session.FirstOrDefaultAsync<DateTimeOffset?>(
            "select min(until) from role_grant where revoked_at is null and until <= @until", new { until });
        var invitation = await Invitations.NextEndAsync(session, until);
        return role is null || invitation < role ? invitation : role;
    }

    /// <inheritdoc />
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (count, pictures) = await database.WriteAsync(session => Invitations.EndAsync(session, now), cancel);
        foreach (var picture in pictures)
        {
            files.Delete(picture);
        }

        while (true)
        {
            var (ended, outgoing) = await database.WriteAsync(
                async session =>
                {
                    var roles = await session.QueryAsync<Ended>(
                        $"""
                        update role_grant set revoked_at = until where id in (
                            select id from role_grant where revoked_at is null and until <= @now order by id limit {AtOnce}{session.Dialect.ForUpdateSkipLocked})
                        returning person_id, role, area
                        """,
                        new { now });
                    var told = new List<Channels.OutgoingMessage>();
                    foreach (var role in roles)
                    {
                        if (await RolesCommand.TellOfEndAsync(session, role.PersonId, role.Role, role.Area, catalog.Current, now) is { } message)
                        {
                            told.Add(message);
                        }
                    }

                    return (roles, told);
                },
                cancel);
            sender.Enqueue(outgoing);
            ended.ForEach(role => menus.Add(role.PersonId));
            count += ended.Count;
            if (ended.Count < AtOnce)
            {
                return count;
            }
        }
    }

    private sealed record Ended(long PersonId, Role Role, string Area);
}
