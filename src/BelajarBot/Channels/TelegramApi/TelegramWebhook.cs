using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// Lets Telegram post updates to us: tells it where to, once, and looks after how that goes. The posts themselves come to
/// <see cref="WebhookEndpoint"/>.
/// </summary>
internal sealed partial class TelegramWebhook(
    BotApiClient client,
    WebhookEndpoint endpoint,
    Database database,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramWebhook> logger) : IUpdateSource
{
    /// <summary>How long to wait while another process tells Telegram.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>A failure that is older than this when the bot starts is of no interest.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    private readonly TelegramOptions options = options.Value;
    private readonly TelegramOutage outage = new(options.Value, time, logger);
    private volatile TelegramTrouble? delivery;
    private volatile string? backlog;

    public bool IsForOneProcess => false;

    /// <inheritdoc />
    public TelegramHealth Health
    {
        get
        {
            var health = outage.Health with { LastContact = endpoint.LastTaken ?? outage.Health.LastContact, Note = backlog };
            return health with { Trouble = endpoint.StoreTrouble ?? health.Trouble ?? delivery?.Text };
        }
    }

    /// <inheritdoc />
    public async Task RunAsync(Receive receive, NoteReachability noteReachability, Park park, CancellationToken stop)
    {
        var calls = new PatientCalls(client, options, outage, time);
        UpdateIntake? intake = null;
        try
        {
            if (await calls.UntilAnsweredAsync(client.GetMeAsync, stop) is { } me)
            {
                LogStarted(me.Id, me.CanJoinGroups, me.CanReadAllGroupMessages);
                intake = new UpdateIntake(
                    client, new TelegramUpdates(me.Username), "webhook", receive, noteReachability, park, time, logger);
                endpoint.Open(intake);
                await WatchAsync(calls, me.Id, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The way in which a wait ends when it is time to stop.
        }
        finally
        {
            // The webhook stays set: Telegram keeps what comes meanwhile and posts it to the next start.
            endpoint.Close();
            await endpoint.WhenIdleAsync();
            await (intake?.WhenAnsweredAsync() ?? Task.CompletedTask);
            LogStopped();
        }
    }

    /// <summary>Registers where that is needed, then looks from time to time; ends when the token is refused for good.</summary>
    private async Task WatchAsync(PatientCalls calls, long botId, CancellationToken stop)
    {
        var record = new WebhookRecord(database, options, time);
        var since = time.GetUtcNow() - Recent;
        var isStart = true;
        while (await calls.UntilAnsweredAsync(client.GetWebhookInfoAsync, stop) is { } info)
        {
            var pause = options.WebhookCheck;
            try
            {
                // Later on another address is somebody's doing, and taking it back would be a fight without end (T44).
                var isOurs = isStart || string.IsNullOrEmpty(info.Url) || WebhookState.IsAt(info, options);
                if (isOurs && !await IsSettledAsync(info, record, botId, isStart, stop))
                {
                    switch (await RegisterAsync(calls, record, botId, isStart, stop))
                    {
                        case Registration.Hopeless:
                            return;
                        case Registration.Elsewhere:
                            pause = Turn;
                            break;
                        case Registration.Done:
                            isStart = false;
                            break;
                    }
                }
                else
                {
                    isStart = false;
                    backlog = WebhookState.BacklogNote(info);
                    Note(WebhookState.DeliveryTrouble(info, options, endpoint.LastTaken, since));
                }
            }
            catch (StorageException problem)
            {
                LogNotLooked(problem);
            }

            await Task.Delay(pause, time, stop);
        }
    }

    /// <summary>Whether Telegram need be told nothing; at the start that includes the secret, which it does not show.</summary>
    private async Task<bool> IsSettledAsync(WebhookInfo info, WebhookRecord record, long botId, bool isStart, CancellationToken cancel) =>
        WebhookState.IsAsWanted(info, options) && (!isStart || await record.IsCurrentAsync(botId, cancel));

    private async Task<Registration> RegisterAsync(
        PatientCalls calls, WebhookRecord record, long botId, bool isStart, CancellationToken stop)
    {
        if (!await record.TryClaimAsync(botId, stop))
        {
            return Registration.Elsewhere;
        }

        var wasTold = false;
        try
        {
            // Another process may have been quicker between the look and the claim.
            if (await client.GetWebhookInfoAsync(stop) is BotApiResult<WebhookInfo>.Ok { Value: var info }
                && await IsSettledAsync(info, record, botId, isStart, stop))
            {
                return Registration.Done;
            }

            wasTold = await calls.UntilAnsweredAsync(
                cancel => client.SetWebhookAsync(
                    options.WebhookUrl, options.SecretToken, options.MaxConnections, TelegramUpdates.Kinds, cancel),
                stop) is not null;
            if (!wasTold)
            {
                return Registration.Hopeless;
            }

            LogRegistered();
            return Registration.Done;
        }
        finally
        {
            await record.ReleaseAsync(botId, wasTold, CancellationToken.None);
        }
    }

    /// <summary>Tells of trouble with delivery once, and once when it is over.</summary>
    private void Note(TelegramTrouble? now)
    {
        var before = delivery;
        delivery = now;
        if (now is not null && now.Kind != before?.Kind)
        {
            LogDelivery(now.Text);
        }
        else if (now is null && before is not null)
        {
            LogDeliveredAgain();
        }
    }

    /// <summary>What came of an attempt to tell Telegram where to post.</summary>
    private enum Registration
    {
        /// <summary>Telegram knows.</summary>
        Done,

        /// <summary>Another process is at it.</summary>
        Elsewhere,

        /// <summary>The token is refused for good.</summary>
        Hopeless,
    }

    [LoggerMessage(3030, LogLevel.Information, "Webhook of bot {BotId}; may join groups: {JoinsGroups}, reads all in groups: {ReadsGroups}")]
    private partial void LogStarted(long botId, bool? joinsGroups, bool? readsGroups);

    [LoggerMessage(3031, LogLevel.Information, "The webhook takes no more updates")]
    private partial void LogStopped();

    [LoggerMessage(3032, LogLevel.Information, "Telegram knows where to post")]
    private partial void LogRegistered();

    [LoggerMessage(3033, LogLevel.Warning, "{Trouble}")]
    private partial void LogDelivery(string trouble);

    [LoggerMessage(3036, LogLevel.Warning, "What Telegram was told about the webhook could not be looked up or written down; the next look tries again")]
    private partial void LogNotLooked(Exception problem);

    [LoggerMessage(3034, LogLevel.Information, "Telegram delivers again")]
    private partial void LogDeliveredAgain();
}
