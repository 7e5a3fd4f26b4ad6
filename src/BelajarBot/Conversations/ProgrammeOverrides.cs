using BelajarBot.Dialogs.Programs;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>What administrators wrote over the programmes' files. Rows are only ever added, so they are the history too.</summary>
internal static class ProgrammeOverrides
{
    /// <summary>All of them, the oldest first.</summary>
    internal static Task<List<ProgrammeOverride>> AllAsync(Session session) =>
        session.QueryAsync<ProgrammeOverride>("select program, cycle, key, value, by, at from programme_override order by id");

    /// <summary>The number of the last one, or 0: it tells every process whether there is anything new.</summary>
    internal static Task<long> LastAsync(Session session) =>
        session.ScalarAsync<long>("select coalesce(max(id), 0) from programme_override");

    /// <summary>Adds one; every process takes it within seconds.</summary>
    internal static Task AddAsync(Session session, ProgrammeOverride change, string? reason) =>
        session.ExecuteAsync(
            """
            insert into programme_override (program, cycle, key, value, by, at, reason)
            values (@Program, @Cycle, @Key, @Value, @By, @At, @reason)
            """,
            new { change.Program, change.Cycle, change.Key, change.Value, change.By, change.At, reason });
}
