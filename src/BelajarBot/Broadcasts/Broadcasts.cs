using System.Collections.Concurrent;
using System.Collections.Immutable;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Broadcasts;

/// <summary>
/// What happens to broadcasts while nobody presses anything: scheduled ones are planned and started, running ones show how
/// far they are and pause when too much fails, finished ones are reported, forgotten ones expire. The rows are the truth, so
/// whatever a crash interrupts goes on with the next tick.
/// </summary>
internal sealed partial class Broadcasts(
    Database database, DialogCatalog catalog, Sender sender, Officers officers, IEnumerable<IChannel> channels, CallPace pace,
    IOptions<BroadcastsOptions> options, IOptions<RemindersOptions> reminders, IOptions<SendingOptions> sending, TimeProvider time, ILogger<Broadcasts> logger) : IDueWork
{
    /// <summary>So many messages have to be over before their failures say anything.</summary>
    private const long EnoughToJudge = 20;

    /// <summary>How many people are looked at in one unit at first; then as many as keep the others waiting for this long.</summary>
    private const long FirstRange = 1000;
    private const long LeastRange = 200;
    private const long LargestRange = 20_000;
    private static readonly TimeSpan LongestUnit = TimeSpan.FromMilliseconds(40);

    /// <summary>What each progress message shows now; forgotten at a restart, which costs one needless edit.</summary>
    private readonly ConcurrentDictionary<long, Shown> shown = new();

    private DateTimeOffset quietUntil;

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until)
    {
        // What runs is looked at all the time; what pauses, until its officer sees so.
        var running = (await BroadcastStore.UnderWayAsync(session)).Where(each => shown.GetValueOrDefault(each.Id)?.RestsAs != each.Campaign)
            .Select(each => each.StartedAt < until ? each.StartedAt : until);
        running = running.Concat((await BroadcastStore.OrphansAsync(session, officers, Now)).Select(orphan => orphan.ChangedAt < until ? orphan.ChangedAt : until));
        var next = await BroadcastStore.NextMomentAsync(session, options.Value.KeepDrafts, options.Value.ApproveWithin);
        return running.Append(next ?? DateTimeOffset.MaxValue).Min() is var moment && moment <= until ? moment : null;
    }

    /// <inheritdoc />
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var count = await PassOnOrphansAsync(cancel);
        foreach (var state in new[] { BroadcastState.Draft, BroadcastState.Awaiting })
        {
            foreach (var old in await InAsync(state, cancel))
            {
                count += await ExpireAsync(old, cancel) ? 1 : 0;
            }
        }

        foreach (var due in (await InAsync(BroadcastState.Scheduled, cancel)).Where(each => each.StartAt(Now) <= Now))
        {
            count += await PlanAsync(due.Id, cancel) ? 1 : 0;
        }

        foreach (var started in await InAsync(BroadcastState.Started, cancel))
        {
            count += await LookAfterAsync(started, cancel) ? 1 : 0;
        }

        return count;
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private Task<List<Broadcast>> InAsync(string state, CancellationToken cancel) =>
        database.ReadAsync(session => BroadcastStore.InAsync(session, state), cancel);

    private async Task<bool> ExpireAsync(Broadcast broadcast, CancellationToken cancel)
    {
        var isDraft = broadcast.State == BroadcastState.Draft;
        if (Now - broadcast.ChangedAt < (isDraft ? options.Value.KeepDrafts : options.Value.ApproveWithin))
        {
            return false;
        }

        await WriteAsync(session => EndAsync(session, broadcast, BroadcastState.Expired, isDraft ? null : "not_approved"), cancel);
        return true;
    }

    /// <summary>Shows how far it is; true when that tells its officer something new.</summary>
    private async Task<bool> LookAfterAsync(Broadcast broadcast, CancellationToken cancel)
    {
        if (broadcast.CampaignId is not { } campaign
            || await database.ReadAsync(session => Campaigns.StandingAsync(session, campaign), cancel) is not { } standing)
        {
            return false;
        }

        // A commit is awaited for what is under way, so that the numbers of the result are the last.
        if (standing.State is Campaigns.Finished or Campaigns.Cancelled && standing.Of("sending") == 0)
        {
            await ShowProgressAsync(broadcast, standing, cancel);
            await WriteAsync(session => ReportAsync(session, broadcast, standing), cancel);
            shown.TryRemove(broadcast.Id, out _);
            return true;
        }

        var isJudged = await JudgeAsync(broadcast, campaign, standing, cancel);
        await ShowProgressAsync(broadcast, standing, cancel);
        return isJudged;
    }

    /// <summary>Pauses it when too much of what was sent since the last look failed, and tells of a pause that the sender made; true when it did.</summary>
    private async Task<bool> JudgeAsync(Broadcast broadcast, long campaign, CampaignStanding standing, CancellationToken cancel)
    {
        if (standing.State == Campaigns.Stopped && broadcast.Reason is null)
        {
            await WriteAsync(session => TellPausedAsync(session, broadcast, standing.Reason ?? "-"), cancel);
            return true;
        }

        var (ended, failed) = await database.ReadAsync(session => TriedAsync(session, campaign, standing), cancel);
        if (standing.State != Campaigns.Running || ended - broadcast.SeenEnded < EnoughToJudge)
        {
            return false;
        }

        var share = (failed - broadcast.SeenFailed) / (double)(ended - broadcast.SeenEnded);
        var isPaused = false;
        await WriteAsync(
            async session =>
            {
                await BroadcastStore.NoteSeenAsync(session, broadcast.Id, ended, failed);
                isPaused = share > options.Value.PauseAtFailures && await Campaigns.PauseAsync(session, campaign, Now);
                return isPaused ? await TellPausedAsync(session, broadcast, $"{share:P0}") : [];
            },
            cancel);
        return isPaused;
    }

    /// <summary>
    /// How many of its messages were tried to the end, and how many of those failed. A restart leaves some of which nobody knows; that
    /// says nothing of how sending goes.
    /// </summary>
    internal static async Task<(long Ended, long Failed)> TriedAsync(Session session, long campaign, CampaignStanding standing)
    {
        var forsaken = standing.Of(Outcome.Unknown) == 0 ? 0 : await Outbox.ForsakenAsync(session, campaign);
        return (standing.Recipients - standing.Waiting - forsaken, standing.Of(Outcome.Failed) + standing.Of(Outcome.Unknown) - forsaken);
    }

    private async Task<IReadOnlyList<OutgoingMessage>> TellPausedAsync(Session session, Broadcast broadcast, string reason)
    {
        LogPaused(broadcast.Id);
        await BroadcastStore.NoteReasonAsync(session, broadcast.Id, reason);
        return await TellAsync(session, broadcast, words => (
            words["paused_itself", ("number", words.Number(broadcast.Id)), ("reason", reason)],
            [words.Button("resume_button", $"jalan.{broadcast.Id}"), words.Button("cancel_button", $"batal.{broadcast.Id}")]));
    }

    private async Task<IReadOnlyList<OutgoingMessage>> ReportAsync(Session session, Broadcast broadcast, CampaignStanding standing)
    {
        if (!await BroadcastStore.NoteReportedAsync(session, broadcast.Id, standing, Now))
        {
            return [];
        }

        await session.ExecuteAsync("delete from outbox where id = @ProgressId", new { broadcast.ProgressId });
        LogEnded(broadcast.Id, standing.Of(Outcome.Sent), standing.Recipients);
        return await TellAsync(session, broadcast, words => (
            words[
                standing.State == Campaigns.Cancelled ? "ended_cancelled" : standing.Recipients == 0 ? "ended_nobody" : "ended",
                ("number", words.Number(broadcast.Id)), ("recipients", words.Number(standing.Recipients)), ("outcomes", words.Outcomes(standing)),
                ("left", words.Number(standing.Waiting))],
            [words.Button("result_button", $"hasil.{broadcast.Id}"), words.MenuButton]));
    }

    /// <summary>Changes the progress message, if there is a place for that in the pace now: no message ever waits for it.</summary>
    private async Task ShowProgressAsync(Broadcast broadcast, CampaignStanding standing, CancellationToken cancel)
    {
        if (broadcast is not { OfficerId: { } officerId, ProgressId: { } progressId } || Now < quietUntil
            || await database.ReadAsync(session => PersonStore.FindAsync(session, officerId), cancel) is not { } officer
            || channels.FirstOrDefault(each => each.Name == officer.Channel) is not { } channel
            || await database.ReadAsync(
                session => session.FirstOrDefaultAsync<long?>("select message_id from outbox where id = @progressId and state = 'sent'", new { progressId }), cancel)
                is not { } messageId)
        {
            return;
        }

        var words = new BroadcastWords(catalog.Current, officer, Now);
        var text = words.Progress(broadcast, standing, sending.Value.BroadcastsPerSecond);
        var next = new Shown(text.Text, standing.State is Campaigns.Paused or Campaigns.Stopped && standing.Of("sending") == 0 ? standing.State : null);
        if (shown.GetValueOrDefault(broadcast.Id)?.Text == next.Text)
        {
            shown[broadcast.Id] = next;
            return;
        }

        if (!pace.TryBegin(out _))
        {
            return;
        }

        try
        {
            var result = await channel.EditAsync(
                officer.Address, messageId, text, [.. words.Controls(broadcast, standing).Select(button => (IReadOnlyList<Button>)[button])], cancel);
            if (result is SendResult.SlowDown slow)
            {
                quietUntil = Now + slow.Wait;
            }
            else
            {
                shown[broadcast.Id] = next;
            }
        }
        finally
        {
            pace.End();
        }
    }

    /// <summary>It does not happen (any more); its officer is told why, if there is anything to tell.</summary>
    private async Task<IReadOnlyList<OutgoingMessage>> EndAsync(Session session, Broadcast broadcast, string state, string? why)
    {
        if (!await BroadcastStore.MoveAsync(session, broadcast, state, why, Now))
        {
            return [];
        }

        if (broadcast.CampaignId is { } campaign)
        {
            await Campaigns.CancelAsync(session, campaign, Now);
        }

        LogNotStarted(broadcast.Id, state);
        return why is null ? [] : await TellAsync(session, broadcast, words => (
            words[$"why_{why}", ("number", words.Number(broadcast.Id))], [words.Button("list_button", ""), words.MenuButton]));
    }

    private async Task<IReadOnlyList<OutgoingMessage>> TellAsync(
        Session session, Broadcast broadcast, Func<BroadcastWords, (RichText Text, Button[] Buttons)> say)
    {
        if (broadcast.OfficerId is not { } officerId || await PersonStore.FindAsync(session, officerId) is not { } officer)
        {
            return [];
        }

        var (text, buttons) = say(new BroadcastWords(catalog.Current, officer, Now));
        return [await SayAsync(session, officer, text, buttons)];
    }

    private Task<OutgoingMessage> SayAsync(Session session, Person to, RichText text, Button[] buttons, bool isKept = false) => Outbox.AddAsync(
        session, to.Id, to.Channel, to.Address, MessageClass.Reply,
        Body.Of(text, [.. buttons.Select(button => ImmutableArray.Create(button))]) with { IsPreview = isKept }, Now);

    private async Task WriteAsync(Func<Session, Task<IReadOnlyList<OutgoingMessage>>> work, CancellationToken cancel) =>
        sender.Enqueue(await database.WriteAsync(work, cancel));

    /// <summary>What a progress message shows.</summary>
    /// <param name="Text">Its words.</param>
    /// <param name="RestsAs">The state in which the campaign rests, nothing of it being under way any more; null while it does not.</param>
    private sealed record Shown(string Text, string? RestsAs);

    [LoggerMessage(2802, LogLevel.Information, "Broadcast {Number} starts, to about {Recipients} people")]
    private partial void LogStarted(long number, long recipients);

    [LoggerMessage(2806, LogLevel.Information, "Broadcast {Number} awaits approval: it has {Recipients} recipients by now")]
    private partial void LogHeld(long number, long recipients);

    [LoggerMessage(2803, LogLevel.Warning, "Broadcast {Number} has paused: too much of it fails")]
    private partial void LogPaused(long number);

    [LoggerMessage(2804, LogLevel.Information, "Broadcast {Number} is over: {Sent} of {Recipients} arrived")]
    private partial void LogEnded(long number, long sent, long recipients);

    [LoggerMessage(2805, LogLevel.Information, "Broadcast {Number} did not start: {State}")]
    private partial void LogNotStarted(long number, string state);
}
