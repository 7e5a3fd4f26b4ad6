using BelajarBot.Storage;

namespace BelajarBot.Access;

/// <summary>Who looked at what or changed what, in the transaction in which they did.</summary>
internal static class AuditLog
{
    /// <summary>Writes one line.</summary>
    /// <param name="session">The unit in which it happens.</param>
    /// <param name="officerId">Who did it.</param>
    /// <param name="act">What: <c>command.act</c>.</param>
    /// <param name="area">The area that it concerned, or null.</param>
    /// <param name="personId">Whom it concerned, if it was one person; or null.</param>
    /// <param name="details">Codes and numbers; never names or words of people.</param>
    /// <param name="now">When.</param>
    internal static Task AddAsync(
        Session session, long officerId, string act, string? area, long? personId, string? details, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            insert into audit (at, officer_id, act, area, person_id, details) values (@now, @officerId, @act, @area, @personId, @details)
            """,
            new { now, officerId, act, area, personId, details });
}
