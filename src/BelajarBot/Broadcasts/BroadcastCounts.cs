using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Broadcasts;

/// <summary>What is counted of a broadcast, and what for.</summary>
internal static class Counting
{
    /// <summary>The officer has just chosen them.</summary>
    internal const string Audience = "audience";

    /// <summary>The officer looks at all of it.</summary>
    internal const string Review = "review";

    private const string Stuck = "stuck.";
    private const string Narrower = "n.";
    private const string Result = "result.";

    /// <summary>The officer wants to choose a step that people are stuck at, to narrow down what was chosen before or not, from one of their list on.</summary>
    internal static string StuckFrom(int from, bool isNarrower) => string.Create(CultureInfo.InvariantCulture, $"{Stuck}{(isNarrower ? Narrower : "")}{from}");

    /// <summary>What is wanted of such steps, if that is what is awaited.</summary>
    internal static (int From, bool IsNarrower)? ReadStuck(string? counting) =>
        counting?.StartsWith(Stuck, StringComparison.Ordinal) == true && counting[Stuck.Length..] is var rest && rest.StartsWith(Narrower, StringComparison.Ordinal) is var isNarrower
        && int.TryParse(isNarrower ? rest[Narrower.Length..] : rest, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? (from, isNarrower) : null;

    /// <summary>Somebody looks at the result of a broadcast that is over.</summary>
    internal static string ResultFor(long personId) => string.Create(CultureInfo.InvariantCulture, $"{Result}{personId}");

    /// <summary>Who looks at the result, if that is what is awaited.</summary>
    internal static long? WhoLooksAtResult(string? counting) =>
        counting?.StartsWith(Result, StringComparison.Ordinal) == true && long.TryParse(counting.AsSpan(Result.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>How long is looked for such steps.</summary>
    internal static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(500);
}

/// <summary>
/// Counts the recipients of drafts where there are so many people that a turn must not wait for it: a read beside the turns,
/// whose result goes on in a turn of the officer's. The draft says what is awaited, so a crash only delays it.
/// </summary>
internal sealed class BroadcastCounts(
    Database database, DialogCatalog catalog, Officers officers, Turns turns, IOptions<BroadcastsOptions> options, IOptions<RemindersOptions> reminders, TimeProvider time) : IDueWork
{
    /// <summary>A count that takes longer is given up: the audience has to be made simpler.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        await BroadcastStore.CountingSinceAsync(session) is { } since ? (since < until ? since : until) : null;

    /// <summary>The drafts that are counted at present: a tick may come while a hint is followed.</summary>
    private readonly ConcurrentDictionary<long, bool> underWay = new();

    /// <summary>Counts what is awaited; returns how many drafts went on.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var count = 0;
        foreach (var draft in (await database.ReadAsync(BroadcastStore.CountingAsync, cancel)).Where(draft => underWay.TryAdd(draft.Id, true)))
        {
            try
            {
                count += await GoOnAsync(draft, cancel) ? 1 : 0;
            }
            finally
            {
                underWay.TryRemove(draft.Id, out _);
            }
        }

        return count;
    }

    private async Task<bool> GoOnAsync(Broadcast draft, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if ((Counting.WhoLooksAtResult(draft.Counting) ?? draft.OfficerId) is not { } officerId || await database.ReadAsync(session => PersonStore.FindAsync(session, officerId), cancel) is not { } officer)
        {
            return await database.WriteAsync(session => BroadcastStore.NoteCountAsync(session, draft, count: null), cancel);
        }

        var limit = (await database.ReadAsync(session => officers.OfAsync(session, officer, now), cancel)).In(Permission.Broadcast);
        var (purpose, count) = draft.Counting switch
        {
            var counting when Counting.ReadStuck(counting) is not null => (counting, JsonSerializer.Serialize(
                await database.ReadAsync(session => StuckLook.ReadAsync(session, limit, Counting.LongestLook), cancel))),
            var counting when Counting.WhoLooksAtResult(counting) is not null => (counting, await MovedOnAsync(draft, now, cancel)),
            _ => await CountAsync(draft, limit, now, cancel),
        };
        return await turns.ActAsync(
            officer.Channel, officer.Address,
            async (session, _) => await BroadcastStore.NoteCountAsync(session, draft, count)
                ? (_, visitor) => Reply.Only(
                    visitor, new AskCapability(BroadcastCommand.Contract.Command, $"{BroadcastCommand.CountedVerb}.{draft.Id}.{purpose}", IsPress: true))
                : null,
            cancel);
    }

    /// <summary>Counts the recipients; one that cannot be read any more is asked for anew where the draft goes on.</summary>
    private async Task<(string? Purpose, string? Count)> CountAsync(Broadcast draft, AreaLimit limit, DateTimeOffset now, CancellationToken cancel)
    {
        var library = catalog.Current;
        if (draft.Audience is not { } source || Audience.Compile(source, library).Expression is not { } audience)
        {
            return (draft.Counting, null);
        }

        var recipients = new Recipients(draft, audience, library, limit, new(options.Value.QuietDays, reminders.Value.PerWeek), database.Dialect, now);
        return await database.ReadWithinAsync(Longest, recipients.CountAsync, cancel) is { } counted
            ? (draft.Counting, JsonSerializer.Serialize(counted))
            : (BroadcastCommand.TooSlow, null);
    }

    /// <summary>How many of those who got it have moved on; null when that cannot be known in time, or at all.</summary>
    private async Task<string?> MovedOnAsync(Broadcast broadcast, DateTimeOffset now, CancellationToken cancel) =>
        broadcast.CampaignId is { } campaign
        && Recipients.Of(broadcast, catalog.Current, new(options.Value.QuietDays, reminders.Value.PerWeek), database.Dialect, now) is { } recipients
            ? await database.ReadWithinAsync(
                Longest, async session => (await recipients.MovedOnAsync(session, campaign)).ToString(CultureInfo.InvariantCulture), cancel)
            : null;
}
