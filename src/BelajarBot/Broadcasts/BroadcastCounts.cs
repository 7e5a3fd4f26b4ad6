using System.Text.Json;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Broadcasts;

/// <summary>What the recipients of a draft are counted for.</summary>
internal static class Counting
{
    /// <summary>The officer has just chosen them.</summary>
    internal const string Audience = "audience";

    /// <summary>The officer looks at all of it.</summary>
    internal const string Review = "review";
}

/// <summary>
/// Counts the recipients of drafts where there are so many people that a turn must not wait for it: a read beside the turns,
/// whose result goes on in a turn of the officer's. The draft says what is awaited, so a crash only delays it.
/// </summary>
internal sealed class BroadcastCounts(
    Database database, DialogCatalog catalog, Officers officers, Turns turns, IOptions<BroadcastsOptions> options, IOptions<RemindersOptions> reminders, TimeProvider time) : IDueWork
{
    /// <summary>A count that takes longer is given up: the audience has to be made simpler.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        await BroadcastStore.CountingSinceAsync(session) is { } since ? (since < until ? since : until) : null;

    /// <summary>Counts what is awaited; returns how many drafts went on.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var count = 0;
        foreach (var draft in await database.ReadAsync(BroadcastStore.CountingAsync, cancel))
        {
            count += await GoOnAsync(draft, cancel) ? 1 : 0;
        }

        return count;
    }

    private async Task<bool> GoOnAsync(Broadcast draft, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (draft.OfficerId is not { } officerId || await database.ReadAsync(session => PersonStore.FindAsync(session, officerId), cancel) is not { } officer)
        {
            return await database.WriteAsync(session => BroadcastStore.NoteCountAsync(session, draft, count: null), cancel);
        }

        var limit = (await database.ReadAsync(session => officers.OfAsync(session, officer, now), cancel)).In(Permission.Broadcast);
        var library = catalog.Current;
        var audience = draft.Audience is { } source ? Audience.Compile(source, library).Expression : null;
        var counted = audience is not null
            ? await database.ReadWithinAsync(
                Longest, new Recipients(draft, audience, library, limit, new(options.Value.QuietDays, reminders.Value.PerWeek), database.Dialect, now).CountAsync, cancel)
            : null;

        // One that cannot be read any more is asked for anew where the draft goes on.
        var purpose = counted is null && audience is not null ? BroadcastCommand.TooSlow : draft.Counting;
        return await turns.ActAsync(
            officer.Channel, officer.Address,
            async (session, _) => await BroadcastStore.NoteCountAsync(session, draft, counted is null ? null : JsonSerializer.Serialize(counted))
                ? (_, visitor) => new Reply(
                    [], visitor.Active, visitor.ConversationCount,
                    [new AskCapability(BroadcastCommand.Contract.Command, $"{BroadcastCommand.CountedVerb}.{draft.Id}.{purpose}", IsPress: true)])
                {
                    Awaiting = visitor.Awaiting,
                }
                : null,
            cancel);
    }
}
