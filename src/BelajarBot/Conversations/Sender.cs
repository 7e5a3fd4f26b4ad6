using System.Collections.Frozen;
using System.Threading.Channels;
using BelajarBot.Channels;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Conversations;

/// <summary>
/// Sends what is in the outbox: in order to each person, replies before reminders before broadcasts, never faster than
/// allowed. It hears of new messages in memory and reads what a crash left behind from the table. Replies are sent at
/// least once: one whose fate is unknown is tried again.
/// </summary>
internal sealed partial class Sender : BackgroundService
{
    private const int MostAttempts = 10;
    private static readonly TimeSpan AfterUnknown = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a sent row may stand: taking each out at once would cost the turns a disk sync each time. After a crash the
    /// messages of this time go out once more.
    /// </summary>
    private static readonly TimeSpan RemoveEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterStoreTrouble = TimeSpan.FromSeconds(1);
    private const int MostRemovedTogether = 2000;

    private readonly Database database;
    private readonly TimeProvider time;
    private readonly ILogger<Sender> logger;
    private readonly FrozenDictionary<string, IChannel> channels;
    private readonly SendQueue queue;
    private readonly int atOnce;
    private readonly Channel<long> done = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
    private volatile string? closed;

    public Sender(
        Database database, IEnumerable<IChannel> channels, IOptions<SendingOptions> options, TimeProvider time, ILogger<Sender> logger)
    {
        (this.database, this.time, this.logger) = (database, time, logger);
        this.channels = channels.ToFrozenDictionary(channel => channel.Name);
        queue = new SendQueue(options.Value, time);
        atOnce = options.Value.AtOnce;
    }

    /// <summary>Why nothing can be sent at all, or null.</summary>
    internal string? Closed => closed;

    /// <summary>How many messages wait or are under way.</summary>
    internal int Waiting => queue.Count;

    /// <summary>Takes committed messages of one person; they go in the order of their numbers, and none goes twice.</summary>
    internal void Enqueue(IReadOnlyList<OutgoingMessage> messages) =>
        queue.Add(messages.Select(message => new QueuedMessage(message, 0, default)));

    /// <summary>Ends when nothing waits for this person any more.</summary>
    internal Task WhenQuietAsync(string channel, string address, CancellationToken cancel) => queue.WhenQuietAsync(channel, address, cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What a crash or a stop left behind comes first: it is older than anything that a turn adds from now on.
        var left = await database.ReadAsync(Outbox.QueuedAsync, stoppingToken);
        queue.Add(left);
        if (left.Count > 0)
        {
            LogRecovered(left.Count);
        }

        var removing = RemoveDoneAsync(stoppingToken);
        var slots = new SemaphoreSlim(atOnce);
        try
        {
            while (true)
            {
                await slots.WaitAsync(stoppingToken);
                _ = SendInSlotAsync(await queue.TakeAsync(stoppingToken), slots, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is under way is finished; what waits is in the table. One slot went with the wait that was cut off.
            using var limit = new CancellationTokenSource(StopLimit, time);
            while (queue.UnderWay > 0 && !limit.IsCancellationRequested)
            {
                await queue.WhenChangedAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        done.Writer.Complete();
        await removing.WaitAsync(StopLimit, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Never throws: whatever becomes of the message is settled inside.</summary>
    private async Task SendInSlotAsync(QueuedMessage message, SemaphoreSlim slots, CancellationToken stop)
    {
        try
        {
            await SendAsync(message, stop);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task SendAsync(QueuedMessage queued, CancellationToken stop)
    {
        var message = queued.Message;
        SendResult result;
        try
        {
            // A request that is under way is finished even while the bot stops: cutting it off would leave its fate unknown.
            result = channels.TryGetValue(message.Channel, out var channel)
                ? await channel.SendAsync(message, CancellationToken.None)
                : new SendResult.TryLater(TimeSpan.FromHours(1), $"the channel {message.Channel} is not in use");
        }
        catch (Exception failure)
        {
            LogBroken(message.OutboxId, failure);
            result = new SendResult.Unknown(failure.GetType().Name);
        }

        try
        {
            await SettleAsync(queued, result, stop);
        }
        catch (Exception failure) when (failure is StorageException or OperationCanceledException)
        {
            // The row stays queued; the next start finds it. Until then it must not block this person's later messages.
            LogNotNoted(message.OutboxId, failure);
            queue.Finish(message);
        }
    }

    /// <summary>Writes down what became of a message and says what happens to it next.</summary>
    private async Task SettleAsync(QueuedMessage queued, SendResult result, CancellationToken stop)
    {
        var message = queued.Message;
        switch (result)
        {
            case SendResult.Sent:
                queue.NoteSent(message.OutboxId);
                done.Writer.TryWrite(message.OutboxId);
                queue.Finish(message);
                break;
            case SendResult.TryLater later:
                await PostponeAsync(queued, later.Wait, later.Reason, stop);
                break;
            case SendResult.Unknown unknown when queued.Attempts + 1 < MostAttempts:
                await PostponeAsync(queued, AfterUnknown * (queued.Attempts + 1), unknown.Reason, stop);
                break;
            case SendResult.Unknown unknown:
                await FailAsync(message, unknown.Reason, stop);
                break;
            case SendResult.Refused refused:
                LogRefused(message.OutboxId, refused.Reason);
                await FailAsync(message, refused.Reason, stop);
                break;
            case SendResult.Unreachable unreachable:
                await database.WriteAsync(
                    session => PersonStore.SetReachableAsync(session, message.Channel, message.Address, isReachable: false, time.GetUtcNow()), stop);
                await FailAsync(message, unreachable.Reason, stop);
                break;
            case SendResult.ChannelClosed channelClosed:
                if (closed is null)
                {
                    LogClosed(message.Channel, channelClosed.Reason);
                }

                closed = channelClosed.Reason;
                await PostponeAsync(queued, TimeSpan.FromMinutes(1), channelClosed.Reason, stop);
                break;
            default:
                throw new InvalidOperationException($"Unknown result: {result.GetType().Name}.");
        }

        if (result is SendResult.Sent)
        {
            closed = null;
        }
    }

    private async Task PostponeAsync(QueuedMessage queued, TimeSpan wait, string reason, CancellationToken stop)
    {
        var again = queued with { Attempts = queued.Attempts + 1, NotBefore = time.GetUtcNow() + wait };
        try
        {
            await database.WriteAsync(
                session => Outbox.PostponeAsync(session, queued.Message.OutboxId, again.Attempts, again.NotBefore, reason), stop);
        }
        catch (StorageException failure)
        {
            // Only a restart would need it: then the message goes sooner than it should, which is better than not at all.
            LogNotNoted(queued.Message.OutboxId, failure);
        }

        LogPostponed(queued.Message.OutboxId, wait.TotalSeconds, reason);
        queue.Return(again);
    }

    private async Task FailAsync(OutgoingMessage message, string reason, CancellationToken stop)
    {
        await database.WriteAsync(session => Outbox.FailAsync(session, message.OutboxId, reason), stop);
        queue.Finish(message);
    }

    /// <summary>Takes sent rows out of the table, many together, and keeps trying while the store is out of order.</summary>
    private async Task RemoveDoneAsync(CancellationToken stop)
    {
        var ids = new List<long>();
        var isTroubled = false;
        while (ids.Count > 0 || await done.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Task.Delay(isTroubled ? AfterStoreTrouble : RemoveEvery, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (ids.Count < MostRemovedTogether && done.Reader.TryRead(out var id))
            {
                ids.Add(id);
            }

            try
            {
                await database.WriteAsync(session => Outbox.RemoveAsync(session, ids), CancellationToken.None);
                queue.Forget(ids);
                ids.Clear();
                isTroubled = false;
            }
            catch (StorageException trouble)
            {
                if (!isTroubled)
                {
                    LogNotRemoved(ids.Count, trouble);
                }

                isTroubled = true;
                if (stop.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    [LoggerMessage(2201, LogLevel.Information, "{Count} messages from before the start are sent now")]
    private partial void LogRecovered(int count);

    [LoggerMessage(2202, LogLevel.Error, "Sending message {OutboxId} broke off")]
    private partial void LogBroken(long outboxId, Exception failure);

    [LoggerMessage(2203, LogLevel.Warning, "What became of message {OutboxId} could not be written down")]
    private partial void LogNotNoted(long outboxId, Exception failure);

    [LoggerMessage(2204, LogLevel.Error, "Message {OutboxId} is refused and will not be sent: {Reason}")]
    private partial void LogRefused(long outboxId, string reason);

    [LoggerMessage(2205, LogLevel.Critical, "Nothing can be sent on {Channel}: {Reason}")]
    private partial void LogClosed(string channel, string reason);

    [LoggerMessage(2206, LogLevel.Debug, "Message {OutboxId} waits {Seconds} s: {Reason}")]
    private partial void LogPostponed(long outboxId, double seconds, string reason);

    [LoggerMessage(2207, LogLevel.Warning, "{Count} sent messages could not be taken out of the outbox yet; a restart would send them again")]
    private partial void LogNotRemoved(int count, Exception trouble);
}
