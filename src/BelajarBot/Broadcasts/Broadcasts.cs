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
    IOptions<BroadcastsOptions> options, IOptions<RemindersOptions> reminders, IOptions<SendingOptions> sending, TimeProvider time, ILogger<Broadcasts> logger)
{
    /// <summary>So many messages have to be over before their failures say anything.</summary>
    private const long EnoughToJudge = 20;

    /// <summary>How many people are looked at in one unit at first; then as many as keep the others waiting for this long.</summary>
    private const long FirstRange = 1000;
    private const long LeastRange = 200;
    private const long LargestRange = 20_000;
    private static readonly TimeSpan LongestUnit = TimeSpan.FromMilliseconds(40);

    /// <summary>What each progress message says now; forgotten at a restart, which costs one needless edit.</summary>
    private readonly ConcurrentDictionary<long, string> shown = new();

    private DateTimeOffset quietUntil;

    /// <summary>Does everything that is due now.</summary>
    internal async Task RunDueAsync(CancellationToken cancel)
    {
        foreach (var state in new[] { BroadcastState.Draft, BroadcastState.Awaiting })
        {
            foreach (var old in await InAsync(state, cancel))
            {
                await ExpireAsync(old, cancel);
            }
        }

        foreach (var due in (await InAsync(BroadcastState.Scheduled, cancel)).Where(each => each.StartAt(Now) <= Now))
        {
            await PlanAsync(due.Id, cancel);
        }

        foreach (var started in await InAsync(BroadcastState.Started, cancel))
        {
            await LookAfterAsync(started, cancel);
        }
    }

    /// <summary>One tick of the clock; what the store refuses now is still due at the next.</summary>
    internal async Task TickAsync(CancellationToken cancel)
    {
        try
        {
            await RunDueAsync(cancel);
        }
        catch (StorageException trouble)
        {
            LogLater(trouble);
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private Task<List<Broadcast>> InAsync(string state, CancellationToken cancel) =>
        database.ReadAsync(session => BroadcastStore.InAsync(session, state), cancel);

    private async Task ExpireAsync(Broadcast broadcast, CancellationToken cancel)
    {
        var isDraft = broadcast.State == BroadcastState.Draft;
        if (Now - broadcast.ChangedAt > (isDraft ? options.Value.KeepDrafts : options.Value.ApproveWithin))
        {
            await WriteAsync(session => EndAsync(session, broadcast, BroadcastState.Expired, isDraft ? null : "not_approved"), cancel);
        }
    }

    /// <summary>
    /// Freezes who gets it, a range of people at a time, and starts. The place where it stands is committed with the rows, so
    /// it goes on there after a crash; turns of others go on in between.
    /// </summary>
    private async Task PlanAsync(long id, CancellationToken cancel)
    {
        var range = FirstRange;
        while (true)
        {
            var began = time.GetTimestamp();
            var isDone = false;
            var size = range;
            await WriteAsync(
                async session =>
                {
                    (isDone, var said) = await PlanRangeAsync(session, id, size);
                    return said;
                },
                cancel);
            if (isDone)
            {
                return;
            }

            var took = time.GetElapsedTime(began);
            range = Math.Clamp(took > LongestUnit ? range / 2 : took < LongestUnit / 2 ? range * 2 : range, LeastRange, LargestRange);
        }
    }

    private async Task<(bool IsDone, IReadOnlyList<OutgoingMessage> Said)> PlanRangeAsync(Session session, long id, long size)
    {
        if (await BroadcastStore.FindAsync(session, id) is not { State: BroadcastState.Scheduled, CampaignId: { } campaign } broadcast)
        {
            return (true, []);
        }

        if (Now - broadcast.StartAt(Now) > options.Value.Late)
        {
            return (true, await EndAsync(session, broadcast, BroadcastState.Expired, "late"));
        }

        // Who lost the role in the meantime sends nothing any more; who lost a part of the area sends nothing there.
        var officer = broadcast.OfficerId is { } officerId ? await PersonStore.FindAsync(session, officerId) : null;
        var areas = officer is null
            ? AreaLimit.Nowhere
            : Both((await officers.OfAsync(session, officer, Now)).In(Permission.Broadcast), broadcast.Limit);
        if (areas.IsEmpty)
        {
            return (true, await EndAsync(session, broadcast, BroadcastState.Cancelled, "no_role"));
        }

        var library = catalog.Current;
        if (Audience.Compile(broadcast.Audience!, library).Expression is not { } audience)
        {
            return (true, await EndAsync(session, broadcast, BroadcastState.Cancelled, "audience"));
        }

        var last = await session.ScalarAsync<long>(AreaLimit.Everywhere.Sql("select coalesce(max(id), 0) from {people} p"));
        var to = Math.Min(broadcast.PlannedTo + size, last);
        await new Recipients(broadcast, audience, library, areas, new(options.Value.QuietDays, reminders.Value.PerWeek), session.Dialect, Now)
            .AddAsync(session, campaign, broadcast.PlannedTo, to, Now);
        await BroadcastStore.NotePlannedAsync(session, id, to);
        return to < last ? (false, []) : (true, await StartAsync(session, broadcast, officer!, campaign));
    }

    private async Task<IReadOnlyList<OutgoingMessage>> StartAsync(Session session, Broadcast broadcast, Person officer, long campaign)
    {
        // The previews are still on their way to the officer: the next tick tries again, until it is too late.
        if (!await Campaigns.StartAsync(session, campaign, Now))
        {
            return [];
        }

        // Counting a million rows here would keep others waiting; the first look, seconds later, shows the exact number.
        var standing = new CampaignStanding(Campaigns.Running, Reason: null, new Dictionary<string, long> { ["queued"] = broadcast.Counted });
        var words = new BroadcastWords(catalog.Current, officer, Now);
        var progress = await SayAsync(
            session, officer, words.Progress(broadcast with { State = BroadcastState.Started }, standing, sending.Value.BroadcastsPerSecond), words.Controls(broadcast, standing), isKept: true);
        await BroadcastStore.NoteStartedAsync(session, broadcast.Id, progress.OutboxId, Now);
        LogStarted(broadcast.Id, broadcast.Counted);
        return [progress];
    }

    private async Task LookAfterAsync(Broadcast broadcast, CancellationToken cancel)
    {
        if (broadcast.CampaignId is not { } campaign
            || await database.ReadAsync(session => Campaigns.StandingAsync(session, campaign), cancel) is not { } standing)
        {
            return;
        }

        // A commit is awaited for what is under way, so that the numbers of the result are the last.
        if (standing.State is Campaigns.Finished or Campaigns.Cancelled && standing.Of("sending") == 0)
        {
            await ShowProgressAsync(broadcast, standing, cancel);
            await WriteAsync(session => ReportAsync(session, broadcast, standing), cancel);
            shown.TryRemove(broadcast.Id, out _);
            return;
        }

        await JudgeAsync(broadcast, campaign, standing, cancel);
        await ShowProgressAsync(broadcast, standing, cancel);
    }

    /// <summary>Pauses it when too much of what was sent since the last look failed, and tells of a pause that the sender made.</summary>
    private async Task JudgeAsync(Broadcast broadcast, long campaign, CampaignStanding standing, CancellationToken cancel)
    {
        if (standing.State == Campaigns.Stopped && broadcast.Reason is null)
        {
            await WriteAsync(session => TellPausedAsync(session, broadcast, standing.Reason ?? "-"), cancel);
            return;
        }

        // A restart leaves some of which nobody knows; that says nothing of how sending goes.
        var forsaken = standing.Of(Outcome.Unknown) == 0 ? 0
            : await database.ReadAsync(session => Outbox.ForsakenAsync(session, campaign), cancel);
        var ended = standing.Recipients - standing.Waiting - forsaken;
        var failed = standing.Of(Outcome.Failed) + standing.Of(Outcome.Unknown) - forsaken;
        if (standing.State != Campaigns.Running || ended - broadcast.SeenEnded < EnoughToJudge)
        {
            return;
        }

        var share = (failed - broadcast.SeenFailed) / (double)(ended - broadcast.SeenEnded);
        await WriteAsync(
            async session =>
            {
                await BroadcastStore.NoteSeenAsync(session, broadcast.Id, ended, failed);
                return share > options.Value.PauseAtFailures && await Campaigns.PauseAsync(session, campaign, Now)
                    ? await TellPausedAsync(session, broadcast, $"{share:P0}")
                    : [];
            },
            cancel);
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
                standing.State == Campaigns.Cancelled ? "ended_cancelled" : "ended",
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
        if (shown.GetValueOrDefault(broadcast.Id) == text.Text || !pace.TryBegin(out _))
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
                shown[broadcast.Id] = text.Text;
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

    private static AreaLimit Both(AreaLimit one, AreaLimit other) => AreaLimit.To(other.Areas.SelectMany(area => one.Within(area).Areas));

    [LoggerMessage(2801, LogLevel.Warning, "Broadcasts could not be looked after; the next tick tries again")]
    private partial void LogLater(Exception trouble);

    [LoggerMessage(2802, LogLevel.Information, "Broadcast {Number} starts, to about {Recipients} people")]
    private partial void LogStarted(long number, long recipients);

    [LoggerMessage(2803, LogLevel.Warning, "Broadcast {Number} has paused: too much of it fails")]
    private partial void LogPaused(long number);

    [LoggerMessage(2804, LogLevel.Information, "Broadcast {Number} is over: {Sent} of {Recipients} arrived")]
    private partial void LogEnded(long number, long sent, long recipients);

    [LoggerMessage(2805, LogLevel.Information, "Broadcast {Number} did not start: {State}")]
    private partial void LogNotStarted(long number, string state);
}
