using System.Threading.Channels;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>What becomes of a message once the channel has answered.</summary>
internal sealed partial class Sender
{
    /// <summary>
    /// How often one message may fail without a clear answer while others arrive: then it is the message, and what waits behind it in
    /// its chat has waited long enough.
    /// </summary>
    private const int MostDoubts = 20;

    /// <summary>How old a reply may be to be tried again when nobody knows what became of it: by then its question is forgotten.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromHours(24);

    private static readonly TimeSpan AfterUnknown = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestAfterUnknown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WhileClosed = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a sent row may stand: taking each out at once would cost the turns a disk sync each time. After a crash the
    /// replies of this time go out once more.
    /// </summary>
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMilliseconds(50);
    private const int MostNotedTogether = 2000;

    private readonly Channel<SentMessage> sent =
        Channel.CreateUnbounded<SentMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock troubles = new();
    private readonly Complaints complaints = new();
    private readonly Refusals refusals = new();
    private Slowdown? slowdown;
    private volatile string? closed;
    private long lastArrival;

    /// <summary>Writes down what became of a message and says what happens to it next.</summary>
    private async Task SettleAsync(QueuedMessage queued, SendResult result)
    {
        var message = queued.Message;
        if (result is not (SendResult.ChannelClosed or SendResult.TryLater or SendResult.Unknown))
        {
            closed = null;
        }

        switch (result)
        {
            case SendResult.Sent { HasMore: true }:
                await NotePartAsync(queued);
                break;
            case SendResult.Sent done:
                NoteSuccess(message);
                Volatile.Write(ref lastArrival, time.GetTimestamp());
                queue.NoteOver(message.OutboxId);
                sent.Writer.TryWrite(new SentMessage(message.OutboxId, message.CampaignId is not null || message.IsPreview, done.MessageId == 0 ? null : done.MessageId));
                queue.Finish(message);
                break;
            case SendResult.TryLater later:
                await PostponeAsync(queued, later.Wait, later.Reason);
                break;
            case SendResult.SlowDown slow:
                await SlowDownAsync(message.Address, slow.Wait);
                await PostponeAsync(queued, slow.Wait + Jitter(message), slow.Reason);
                break;
            case SendResult.Unknown unknown when message.IsAtMostOnce:
                await EndAsync(message, Outcome.Unknown, unknown.Reason);
                break;
            case SendResult.Unknown unknown:
                await DoubtAsync(queued, unknown.Reason);
                break;
            case SendResult.StylesRefused refused:
                LogStylesRefused(message.OutboxId, refused.Reason);
                await ReturnAsync(queued, message with { Text = RichText.Plain(message.Text.Text) });
                break;
            case SendResult.TopicGone gone:
                LogTopicGone(message.OutboxId, gone.Reason);
                await ReturnAsync(queued, message with { Thread = null });
                break;
            case SendResult.Refused refused:
                LogRefused(message.OutboxId, refused.Reason);
                await RefuseAsync(message, refused.Reason);
                break;
            case SendResult.Unreachable unreachable:
                await EndAsync(message, Outcome.Of(unreachable.Cause), unreachable.Reason, session => PersonStore.SetUnreachableAsync(
                    session, message.Channel, message.Address, Outcome.Of(unreachable.Cause), time.GetUtcNow()));
                break;
            case SendResult.Moved moved:
                await FollowAsync(queued, moved.Address);
                break;
            case SendResult.ChannelClosed channelClosed:
                if (closed is null)
                {
                    LogClosed(message.Channel, channelClosed.Reason);
                }

                closed = channelClosed.Reason;
                PauseAll(WhileClosed);
                await PostponeAsync(queued, WhileClosed, channelClosed.Reason);
                break;
            default:
                throw new InvalidOperationException($"Unknown result: {result.GetType().Name}.");
        }
    }

    /// <summary>
    /// Nobody knows whether it arrived, so it goes again; while Telegram is out of order for everybody that is no fault of the
    /// message and counts for nothing.
    /// </summary>
    private async Task DoubtAsync(QueuedMessage queued, string reason)
    {
        var doubts = queued.Doubts + (DoOthersArrive ? 1 : 0);
        var age = time.GetUtcNow() - queued.CreatedAt;
        if (age > Stale || doubts >= MostDoubts)
        {
            LogGivenUp(queued.Message.OutboxId, age.TotalMinutes, reason);
            await EndAsync(queued.Message, Outcome.Unknown, reason);
            return;
        }

        var wait = AfterUnknown * (queued.Attempts + 1);
        await PostponeAsync(queued with { Doubts = doubts }, wait < LongestAfterUnknown ? wait : LongestAfterUnknown, reason);
    }

    private bool DoOthersArrive => Volatile.Read(ref lastArrival) is not 0 and var at && time.GetElapsedTime(at) < LongestAfterUnknown;

    /// <summary>A part of a long message has arrived: another attempt, even after a crash, begins with the next.</summary>
    private Task NotePartAsync(QueuedMessage queued)
    {
        var arrived = queued.Message.PartsSent + 1;
        return ReturnAsync(
            queued,
            queued.Message with { PartsSent = arrived },
            session => Outbox.NotePartsAsync(session, queued.Message.OutboxId, arrived));
    }

    /// <summary>The message goes once more at once, changed; its row says again that it waits.</summary>
    private async Task ReturnAsync(QueuedMessage queued, OutgoingMessage changed, Func<Session, Task>? also = null)
    {
        var again = queued with { Message = changed };
        await database.WriteAsync(
            async session =>
            {
                await (also?.Invoke(session) ?? Task.CompletedTask);
                if (changed.IsAtMostOnce)
                {
                    await Outbox.PostponeAsync(session, again, "");
                }
            },
            CancellationToken.None);
        queue.Return(queued.Message, again);
    }

    private async Task PostponeAsync(QueuedMessage queued, TimeSpan wait, string reason)
    {
        var again = queued with { Attempts = queued.Attempts + 1, NotBefore = time.GetUtcNow() + wait };
        try
        {
            await database.WriteAsync(session => Outbox.PostponeAsync(session, again, reason), CancellationToken.None);
        }
        catch (StorageException failure)
        {
            // Only a restart would need it: then a reply goes sooner than it should, which is better than not at all.
            LogNotNoted(queued.Message.OutboxId, failure);
        }

        LogPostponed(queued.Message.OutboxId, wait.TotalSeconds, reason);
        queue.Return(queued.Message, again);
    }

    private async Task EndAsync(OutgoingMessage message, string outcome, string reason, Func<Session, Task>? also = null)
    {
        await database.WriteAsync(
            async session =>
            {
                await (also?.Invoke(session) ?? Task.CompletedTask);
                await Outbox.EndAsync(session, message.OutboxId, outcome, reason);
            },
            CancellationToken.None);
        queue.NoteOver(message.OutboxId);
        queue.Finish(message);
        await reader.ForgetAsync([message.OutboxId]);
    }

    /// <summary>A group has become a supergroup: everything of it moves, and the message goes there once (T75).</summary>
    private async Task FollowAsync(QueuedMessage queued, string newAddress)
    {
        var message = queued.Message;
        if (message.Address == newAddress)
        {
            await EndAsync(message, Outcome.Failed, "the chat moves in a circle");
            return;
        }

        await ReturnAsync(
            queued,
            message with { Address = newAddress },
            session => Outbox.MoveAsync(session, message.Channel, message.Address, newAddress));
    }

    /// <summary>A campaign whose messages are refused one after another for the same reason is wrong itself (T81).</summary>
    private async Task RefuseAsync(OutgoingMessage message, string reason)
    {
        var isHopeless = false;
        if (message.CampaignId is { } campaign)
        {
            lock (troubles)
            {
                isHopeless = refusals.Add(campaign, reason);
            }

            if (isHopeless)
            {
                LogCampaignStopped(campaign, reason);
            }
        }

        await EndAsync(message, Outcome.Failed, reason, isHopeless
            ? session => Campaigns.StopAsync(session, message.CampaignId!.Value, reason, time.GetUtcNow())
            : null);
    }

    private void NoteSuccess(OutgoingMessage message)
    {
        if (message.CampaignId is { } campaign)
        {
            lock (troubles)
            {
                refusals.Clear(campaign);
            }
        }
    }

    /// <summary>One chat that is told to wait waits alone; when several are within seconds, everybody waits and goes slower (T67).</summary>
    private async Task SlowDownAsync(string address, TimeSpan wait)
    {
        Slowdown? now;
        lock (troubles)
        {
            if (complaints.Add(address, time.GetUtcNow(), wait) is not { } longest)
            {
                return;
            }

            now = slowdown = Slowdown.After(slowdown, time.GetUtcNow(), longest, options.PerSecond);
            queue.Slow(now);
        }

        LogSlowedDown(now.PerSecond, (now.Until - time.GetUtcNow()).TotalSeconds);
        try
        {
            await database.WriteAsync(session => SendingPauses.SaveAsync(session, now), CancellationToken.None);
        }
        catch (StorageException failure)
        {
            LogPauseNotNoted(failure);
        }
    }

    private void PauseAll(TimeSpan wait)
    {
        lock (troubles)
        {
            slowdown = Slowdown.Pause(slowdown, time.GetUtcNow(), wait, options.PerSecond);
            queue.Slow(slowdown);
        }
    }

    /// <summary>Chats that were told to wait equally long do not all come back at the same moment.</summary>
    private static TimeSpan Jitter(OutgoingMessage message) => TimeSpan.FromMilliseconds(message.OutboxId % 16 * 40);

    /// <summary>Writes down what has arrived, many together, and keeps trying while the store is out of order.</summary>
    private async Task NoteSentAsync(CancellationToken stop)
    {
        var notes = new List<SentMessage>();
        var isTroubled = false;
        while (notes.Count > 0 || await sent.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Task.Delay(isTroubled ? AfterStoreTrouble : NoteEvery, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (notes.Count < MostNotedTogether && sent.Reader.TryRead(out var note))
            {
                notes.Add(note);
            }

            try
            {
                await database.WriteAsync(session => Outbox.SettleSentAsync(session, notes), CancellationToken.None);
                await reader.ForgetAsync(notes.Select(note => note.Id));
                notes.Clear();
                isTroubled = false;
            }
            catch (Exception trouble)
            {
                if (!isTroubled)
                {
                    LogNotRemoved(notes.Count, trouble);
                }

                isTroubled = true;
                if (stop.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    [LoggerMessage(2204, LogLevel.Error, "Message {OutboxId} is refused and will not be sent: {Reason}")]
    private partial void LogRefused(long outboxId, string reason);

    [LoggerMessage(2205, LogLevel.Critical, "Nothing can be sent on {Channel}: {Reason}")]
    private partial void LogClosed(string channel, string reason);

    [LoggerMessage(2206, LogLevel.Debug, "Message {OutboxId} waits {Seconds} s: {Reason}")]
    private partial void LogPostponed(long outboxId, double seconds, string reason);

    [LoggerMessage(2207, LogLevel.Warning, "That {Count} messages were sent could not be written down yet; a restart would send replies among them again")]
    private partial void LogNotRemoved(int count, Exception trouble);

    [LoggerMessage(2216, LogLevel.Warning, "Message {OutboxId} is given up after {Minutes:0} minutes; whether it arrived is unknown: {Reason}")]
    private partial void LogGivenUp(long outboxId, double minutes, string reason);

    [LoggerMessage(2210, LogLevel.Error, "The styles of message {OutboxId} are refused, and it goes without them: {Reason}")]
    private partial void LogStylesRefused(long outboxId, string reason);

    [LoggerMessage(2214, LogLevel.Debug, "The topic that message {OutboxId} answers in is gone, and it goes outside it: {Reason}")]
    private partial void LogTopicGone(long outboxId, string reason);

    [LoggerMessage(2211, LogLevel.Error, "Campaign {CampaignId} is stopped: {Reason}")]
    private partial void LogCampaignStopped(long campaignId, string reason);

    [LoggerMessage(2212, LogLevel.Warning, "Several chats were told to wait: nothing goes for {Seconds:0.#} s, and then {PerSecond} a second")]
    private partial void LogSlowedDown(int perSecond, double seconds);

    [LoggerMessage(2213, LogLevel.Warning, "That sending pauses could not be written down; a restart would not know of it")]
    private partial void LogPauseNotNoted(Exception failure);
}
