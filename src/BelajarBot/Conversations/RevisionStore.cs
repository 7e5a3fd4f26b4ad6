using System.Collections.Immutable;
using System.Text.Json;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>How many unfinished conversations stand on a step of a revision.</summary>
internal sealed record StandingRow(string Dialog, string Revision, string Step, long Count);

/// <summary>The files of every revision that was ever in use: people finish on the one that they began with.</summary>
internal static class RevisionStore
{
    /// <summary>Keeps the files of all dialogs as they are from now on; together they become what people begin with.</summary>
    internal static async Task KeepAsync(Session session, ImmutableArray<DialogSource> sources, DateTimeOffset now)
    {
        // Most starts find everything as it was.
        var running = await session.QueryAsync<Running>(
            "select dialog, revision from dialog_revision where loaded_at = (select max(loaded_at) from dialog_revision)");
        if (running.ToHashSet().SetEquals(sources.Select(source => new Running(source.Dialog, source.Revision))))
        {
            return;
        }

        // Later than every earlier time, also when the clock was set back: the latest is what people begin with.
        var last = await session.ScalarAsync<long>("select coalesce(max(loaded_at), 0) from dialog_revision");
        var loadedAt = Math.Max(now.ToUnixTimeMilliseconds(), last + 1);
        foreach (var source in sources)
        {
            await session.ExecuteAsync(
                """
                insert into dialog_revision (dialog, revision, source, loaded_at) values (@Dialog, @Revision, @files, @loadedAt)
                on conflict (dialog, revision) do update set loaded_at = excluded.loaded_at
                """,
                new { source.Dialog, source.Revision, files = JsonSerializer.Serialize(source.Files), loadedAt });
        }
    }

    /// <summary>The revisions that somebody is still in, or has sent something in with that is not decided on.</summary>
    internal static async Task<List<DialogSource>> InUseAsync(Session session)
    {
        var rows = await session.QueryAsync<Row>(
            """
            select dialog, revision, source from dialog_revision
            where (dialog, revision) in (
                select dialog, revision from conversation where status <> 'ended'
                union
                select dialog, revision from submission where state in ('submitted', 'in_review', 'returned'))
            """);
        return rows.ConvertAll(ToSource);
    }

    /// <summary>One revision, or null when it was never kept.</summary>
    internal static async Task<DialogSource?> FindAsync(Session session, string dialog, string revision) =>
        await session.FirstOrDefaultAsync<Row>(
            "select dialog, revision, source from dialog_revision where dialog = @dialog and revision = @revision", new { dialog, revision })
            is { } row ? ToSource(row) : null;

    /// <summary>The dialogs as they were taken into use last: what people begin with now. Empty before the first time.</summary>
    internal static async Task<List<DialogSource>> RunningAsync(Session session)
    {
        var rows = await session.QueryAsync<Row>(
            """
            select dialog, revision, source from dialog_revision
            where loaded_at = (select max(loaded_at) from dialog_revision) order by dialog
            """);
        return rows.ConvertAll(ToSource);
    }

    /// <summary>Who stands where: unfinished conversations by dialog, revision and step.</summary>
    internal static async Task<List<StandingRow>> StandingAsync(Session session) =>
        await session.QueryAsync<StandingRow>(
            """
            select dialog, revision, step, count(*) as count from conversation where status in ('open', 'paused')
            group by dialog, revision, step order by dialog, revision, step
            """);

    private static DialogSource ToSource(Row row) => new(
        row.Dialog, row.Revision, JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(row.Source)!);

    private sealed record Running(string Dialog, string Revision);

    private sealed record Row(string Dialog, string Revision, string Source);
}
