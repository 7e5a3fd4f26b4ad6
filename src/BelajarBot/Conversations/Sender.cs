using System.Collections.Frozen;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Conversations;

/// <summary>
/// Sends what is in the outbox: in order to each person, replies before reminders before broadcasts, never faster than
/// allowed, and only while this process leads. It hears of new messages in memory and finds in the table what a crash left
/// behind and what other processes committed. Replies are sent at least once: one whose fate is unknown is tried again.
/// Broadcasts are sent at most once: one whose fate is unknown is said to be so.
/// </summary>
internal sealed partial class Sender : BackgroundService
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterStoreTrouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterMistake = TimeSpan.FromMinutes(1);

    private readonly Database database;
    private readonly Lease lease;
    private readonly TimeProvider time;
    private readonly ILogger<Sender> logger;
    private readonly FrozenDictionary<string, IChannel> channels;
    private readonly SendQueue queue;
    private readonly OutboxReader reader;
    private readonly SendingOptions options;
    private readonly QuietHours quiet;

    public Sender(
        Database database, Lease lease, IEnumerable<IChannel> channels, CallPace pace, IOptions<SendingOptions> options,
        IOptions<RemindersOptions> reminders, TimeProvider time, ILogger<Sender> logger)
    {
        (this.database, this.lease, this.time, this.logger, this.options) = (database, lease, time, logger, options.Value);
        quiet = reminders.Value.Quiet;
        this.channels = channels.ToFrozenDictionary(channel => channel.Name);
        queue = new SendQueue(
            options.Value, time, pace, message => this.channels.GetValueOrDefault(message.Channel)?.IsGroup(message.Address) ?? false);
        reader = new OutboxReader(database, queue, quiet, time);
        if (lease.IsHeld)
        {
            // What turns say from here on must not wait for the first look into the table.
            queue.Open();
        }
    }

    /// <summary>Why nothing can be sent at all, or null.</summary>
    internal string? Closed => closed;

    /// <summary>How many messages wait or are under way in this process.</summary>
    internal int Waiting => queue.Count;

    /// <summary>
    /// Takes committed messages of one person; they go in the order of their numbers, and none goes twice. Where another
    /// process leads, it finds them in the table.
    /// </summary>
    internal void Enqueue(IReadOnlyList<OutgoingMessage> messages) =>
        queue.Add(messages.Select(message => new QueuedMessage(message, 0, default, time.GetUtcNow())));

    /// <summary>A press answered the question that it belongs to; its channel may show so when it has nothing better to do.</summary>
    internal void NoteAnswered(IncomingMessage press) => channels.GetValueOrDefault(press.Channel)?.NoteAnswered(press);

    /// <summary>Ends when nothing waits for this person any more.</summary>
    internal Task WhenQuietAsync(string channel, string address, CancellationToken cancel) => queue.WhenQuietAsync(channel, address, cancel);

    /// <summary>Ends when nothing waits for anybody in this process.</summary>
    internal Task WhenEmptyAsync(CancellationToken cancel) => queue.WhenEmptyAsync(cancel);

    /// <summary>
    /// Ends when all that can be sent now is sent, campaigns to their end, and it is written down what became of it. What is for later
    /// is left.
    /// </summary>
    internal async Task WhenDoneAsync(CancellationToken cancel)
    {
        do
        {
            await queue.WhenSettledAsync(cancel);
        }
        while (await reader.FeedAtOnceAsync(cancel) || !queue.IsSettled);
    }

    public override void Dispose()
    {
        reader.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var noting = NoteSentAsync(stoppingToken);
        await lease.WhileHeldAsync(LeadAsync, stoppingToken);
        sent.Writer.Complete();
        await noting.WaitAsync(StopLimit, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Sends until the lease ends or the bot stops.</summary>
    private async Task LeadAsync(CancellationToken held)
    {
        queue.Open();
        Task looking = Task.CompletedTask;
        try
        {
            // What was left behind comes first: it is older than anything that a turn adds from now on.
            await TakeOverAsync(held);
            looking = LookAsync(held);
            var slots = new SemaphoreSlim(options.AtOnce);
            while (true)
            {
                await slots.WaitAsync(held);
                _ = SendInSlotAsync(await queue.TakeAsync(held), slots, held);
            }
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            // What waits is in the table; what is under way is finished.
            queue.Close();
            using var limit = new CancellationTokenSource(StopLimit, time);
            while (queue.UnderWay > 0 && !limit.IsCancellationRequested)
            {
                await queue.WhenChangedAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TakeOverAsync(CancellationToken held)
    {
        while (true)
        {
            try
            {
                var forsaken = await database.WriteAsync(Outbox.ForsakeAsync, held);
                if (forsaken > 0)
                {
                    LogForsaken(forsaken);
                }

                slowdown = await database.ReadAsync(SendingPauses.FindAsync, held);
                queue.Slow(slowdown);
                reader.Reset();
                if (await reader.LookAsync(held) is > 0 and var left)
                {
                    LogRecovered(left);
                }

                return;
            }
            catch (StorageException trouble)
            {
                LogNotLooked(trouble);
                await Task.Delay(AfterStoreTrouble, time, held);
            }
            catch (Exception mistake) when (!held.IsCancellationRequested)
            {
                // What turns say goes all the same; each look tells of it again.
                LogNotLooked(mistake);
                return;
            }
        }
    }

    /// <summary>Looks for what others committed, and for the next rows of campaigns.</summary>
    private async Task LookAsync(CancellationToken held)
    {
        var isTroubled = false;
        while (true)
        {
            await Task.Delay(isTroubled ? AfterStoreTrouble : options.LookEvery, time, held);
            try
            {
                await reader.LookAsync(held);
                isTroubled = false;
            }
            catch (Exception trouble) when (!held.IsCancellationRequested)
            {
                if (!isTroubled)
                {
                    LogNotLooked(trouble);
                }

                isTroubled = true;
            }
        }
    }

    /// <summary>Never throws: whatever becomes of the message is settled inside.</summary>
    private async Task SendInSlotAsync(QueuedMessage message, SemaphoreSlim slots, CancellationToken held)
    {
        try
        {
            await SendAsync(message, held);
        }
        catch (Exception mistake)
        {
            // The line of this person must not stay shut for it. What may go only once has begun in its row, and does not go again.
            LogBroken(message.Message.OutboxId, mistake);
            queue.Return(message.Message, message with { Attempts = message.Attempts + 1, NotBefore = time.GetUtcNow() + AfterMistake });
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task SendAsync(QueuedMessage queued, CancellationToken held)
    {
        var message = queued.Message;
        SendResult result;
        try
        {
            if (!lease.IsHeld || !await MayGoAsync(message, held))
            {
                queue.Finish(message, wasCalled: false);
                return;
            }
        }
        catch (Exception failure) when (failure is StorageException or OperationCanceledException)
        {
            // A commit whose answer was lost leaves the row as 'sending', which the next leader calls unknown; it was not sent.
            LogNotNoted(message.OutboxId, failure);
            queue.Finish(message, wasCalled: false);
            return;
        }

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
            await SettleAsync(queued, result);
        }
        catch (StorageException failure)
        {
            // The row stays as it is, and a later look finds it. Until then it must not block this person's later messages.
            LogNotNoted(message.OutboxId, failure);
            queue.Finish(message);
        }
    }

    /// <summary>
    /// What the bot says by itself is looked at once more: it may have waited for hours, and its person may have said stop. What
    /// began to arrive is finished.
    /// </summary>
    private async Task<bool> MayGoAsync(OutgoingMessage message, CancellationToken held) => message switch
    {
        { IsAtMostOnce: true } => await database.WriteAsync(session => Outbox.BeginAsync(session, message.OutboxId, time.GetUtcNow()), held),
        { Class: MessageClass.Reminder, PartsSent: 0 } => await IsInPlaceAsync(message.OutboxId, held),
        _ => true,
    };

    /// <summary>Whether a reminder is still in place; if not, its row says what becomes of it instead.</summary>
    private async Task<bool> IsInPlaceAsync(long outboxId, CancellationToken held)
    {
        // Most are, so the look is a read; what is written besides is guarded by the row's state.
        var now = time.GetUtcNow();
        if (await database.ReadAsync(session => QueuedReminder.FindAsync(session, outboxId), held) is not { } reminder)
        {
            return false;
        }

        if (reminder.IsUnwanted)
        {
            await database.WriteAsync(session => Outbox.SkipAsync(session, outboxId), held);
            return false;
        }

        switch (reminder.FateAt(now, quiet))
        {
            case ReminderFate.Drop { Reason: var reason }:
                await database.WriteAsync(session => reminder.DropAsync(session, reason, now), held);
                LogReminderDropped(outboxId, reason);
                return false;
            case ReminderFate.Wait { Until: var morning }:
                await database.WriteAsync(session => Outbox.SleepAsync(session, outboxId, morning), held);
                return false;
            default:
                return true;
        }
    }

    [LoggerMessage(2215, LogLevel.Information, "Reminder {OutboxId} waited too long on its way and is not sent: {Reason}")]
    private partial void LogReminderDropped(long outboxId, ReminderReason reason);

    [LoggerMessage(2201, LogLevel.Information, "{Count} messages from before the start are sent now")]
    private partial void LogRecovered(int count);

    [LoggerMessage(2202, LogLevel.Error, "Sending message {OutboxId} broke off")]
    private partial void LogBroken(long outboxId, Exception failure);

    [LoggerMessage(2203, LogLevel.Warning, "What became of message {OutboxId} could not be written down")]
    private partial void LogNotNoted(long outboxId, Exception failure);

    [LoggerMessage(2208, LogLevel.Warning, "{Count} broadcast messages were being sent when the bot ended; whether they arrived is unknown, and they are not sent again")]
    private partial void LogForsaken(int count);

    [LoggerMessage(2209, LogLevel.Warning, "The outbox cannot be read now; what is in it waits")]
    private partial void LogNotLooked(Exception trouble);
}
