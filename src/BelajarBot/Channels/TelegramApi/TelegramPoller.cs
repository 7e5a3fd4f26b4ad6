using System.Text.Json;
using Microsoft.Extensions.Options;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// Takes updates from Telegram by long polling. The offset moves only when every update of a batch is committed or parked,
/// so a crash at any point costs a second delivery and never a message (T17).
/// </summary>
internal sealed partial class TelegramPoller(
    BotApiClient client, IOptions<TelegramOptions> options, TimeProvider time, ILogger<TelegramPoller> logger)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan ShortestRound = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan TokenFileLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConfirmLimit = TimeSpan.FromSeconds(5);
    private static readonly TelegramTrouble Unexpected = new("Unexpected", "Telegram answered with something that is not what was asked for.");

    private readonly TelegramOptions options = options.Value;
    private readonly TelegramOutage outage = new(options.Value, time, logger);
    private readonly List<Task> callbackAnswers = [];

    /// <summary>An update on its way into a turn.</summary>
    private sealed record Offered(long UpdateId, JsonElement Raw, Translation Translation);

    /// <summary>How it is going.</summary>
    public TelegramHealth Health => outage.Health;

    /// <summary>
    /// Runs until stopped, then finishes and confirms the batch in hand (T18). It ends early only when the token is refused
    /// and no token file can bring another one.
    /// </summary>
    public async Task RunAsync(Receive receive, NoteReachability noteReachability, Park park, CancellationToken stop)
    {
        try
        {
            if (await UntilAnsweredAsync(client.GetMeAsync, stop) is { } me)
            {
                LogStarted(me.Id, me.CanJoinGroups, me.CanReadAllGroupMessages);

                // A webhook left from before would make every poll a conflict (T25).
                if (await UntilAnsweredAsync(client.DeleteWebhookAsync, stop) is not null)
                {
                    await PollAsync(new TelegramUpdates(me.Username), receive, noteReachability, park, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The way in which a wait ends when it is time to stop.
        }
        finally
        {
            await Task.WhenAll(callbackAnswers);
            LogStopped();
        }
    }

    private async Task PollAsync(
        TelegramUpdates updates, Receive receive, NoteReachability noteReachability, Park park, CancellationToken stop)
    {
        using var grace = new CancellationTokenSource();
        await using var stopping = stop.Register(() => grace.CancelAfter(options.StopGrace));
        long? next = null;
        long? confirmed = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var started = time.GetTimestamp();
                confirmed = next;
                var result = await client.GetUpdatesAsync(next, BatchSize, options.PollTimeout, TelegramUpdates.Kinds, stop);
                if (result is not BotApiResult<JsonElement>.Ok { Value: { ValueKind: JsonValueKind.Array } batch })
                {
                    if (!await OvercomeAsync(TelegramTrouble.Of(result) ?? Unexpected, stop))
                    {
                        return;
                    }

                    continue;
                }

                outage.End();
                var offered = Translate(updates, batch);
                if (offered.Count > 0 && await TakeAsync(offered, receive, noteReachability, park, grace.Token, stop))
                {
                    next = offered[^1].UpdateId + 1;
                    continue;
                }

                // A server that answers at once with nothing must not be hammered (T22).
                if (ShortestRound - time.GetElapsedTime(started) is var rest && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time, stop);
                }
            }
        }
        finally
        {
            if (next is { } offset && offset != confirmed)
            {
                await ConfirmAsync(offset);
            }
        }
    }

    /// <summary>The last batch is done, and without this call it would come again at the next start.</summary>
    private async Task ConfirmAsync(long offset)
    {
        using var limit = new CancellationTokenSource(ConfirmLimit, time);
        try
        {
            if (await client.GetUpdatesAsync(offset, 1, TimeSpan.Zero, TelegramUpdates.Kinds, limit.Token) is BotApiResult<JsonElement>.Ok)
            {
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The same as no answer.
        }

        LogNotConfirmed();
    }

    private List<Offered> Translate(TelegramUpdates updates, JsonElement batch)
    {
        var offered = new List<Offered>(batch.GetArrayLength());
        foreach (var raw in batch.EnumerateArray())
        {
            if (TelegramUpdates.IdOf(raw) is not { } id)
            {
                LogWithoutId();
                continue;
            }

            var translation = updates.Translate(id, raw);
            offered.Add(new Offered(id, raw, translation));
            if (translation.CallbackQueryId is { } query)
            {
                // The phone shows the button as working until this is done, so it waits for no turn (T101).
                callbackAnswers.Add(AnswerAsync(query));
            }
        }

        callbackAnswers.RemoveAll(static answer => answer.IsCompletedSuccessfully);
        return offered;
    }

    /// <summary>
    /// Offers all updates side by side, begun in their order, and those that failed again until none is left. False when
    /// the bot was stopped before that: then nothing is acknowledged, and the turn's memory of update ids sorts it out.
    /// </summary>
    private async Task<bool> TakeAsync(
        IReadOnlyList<Offered> batch, Receive receive, NoteReachability noteReachability, Park park, CancellationToken grace, CancellationToken stop)
    {
        var waiting = batch;
        while (true)
        {
            var failures = await Task.WhenAll(waiting.Select(update => OfferAsync(update, receive, noteReachability, park, grace)));
            var failed = waiting.Where((_, i) => failures[i] is not null).ToArray();
            if (failed.Length == 0)
            {
                outage.End();
                return true;
            }

            if (stop.IsCancellationRequested)
            {
                LogLeft(failed.Length);
                return false;
            }

            waiting = failed;
            var cause = Array.Find(failures, failure => failure is not null)!;
            await OvercomeAsync(
                new TelegramTrouble("Store", $"Updates cannot be stored ({cause.GetType().Name}). They are kept and offered again."), stop);
        }
    }

    private async Task<Exception?> OfferAsync(
        Offered update, Receive receive, NoteReachability noteReachability, Park park, CancellationToken grace)
    {
        try
        {
            switch (update.Translation)
            {
                case Translation.Said { Message: var message }:
                    await receive(message, grace);
                    break;
                case Translation.Reachability { Change: var change }:
                    await noteReachability(change, grace);
                    break;
                case Translation.Unreadable { Reason: var reason }:
                    LogParked(update.UpdateId);
                    await park(TelegramChannel.ChannelName, update.UpdateId, reason, TelegramUpdates.RawText(update.Raw), grace);
                    break;
                case Translation.Ignored { Why: var why }:
                    LogIgnored(update.UpdateId, why);
                    break;
            }

            return null;
        }
        catch (Exception problem)
        {
            LogNotTaken(update.UpdateId, problem);
            return problem;
        }
    }

    private async Task AnswerAsync(string callbackQueryId)
    {
        // Never cancelled: it is short, and the person waits for it even while the bot stops.
        if (await client.AnswerCallbackQueryAsync(callbackQueryId, CancellationToken.None) is BotApiResult<bool?>.Error error)
        {
            LogPressNotAnswered(error.Description);
        }
    }

    /// <summary>Calls until it works; null when the token is refused for good.</summary>
    private async Task<T?> UntilAnsweredAsync<T>(Func<CancellationToken, Task<BotApiResult<T>>> call, CancellationToken stop)
    {
        while (true)
        {
            var result = await call(stop);
            if (result is BotApiResult<T>.Ok { Value: var value })
            {
                outage.End();
                return value;
            }

            if (!await OvercomeAsync(TelegramTrouble.Of(result) ?? Unexpected, stop))
            {
                return default;
            }
        }
    }

    /// <summary>Waits until another try makes sense; false when none ever will.</summary>
    private async Task<bool> OvercomeAsync(TelegramTrouble trouble, CancellationToken stop)
    {
        outage.Begin(trouble);
        if (trouble.IsTokenRefused)
        {
            return await AwaitTokenAsync(stop);
        }

        await outage.PauseAsync(trouble, stop);
        return true;
    }

    /// <summary>A refused token is not tried again; only another one in the token file is (T5, T161).</summary>
    private async Task<bool> AwaitTokenAsync(CancellationToken stop)
    {
        if (options.TokenFile.Length == 0)
        {
            return false;
        }

        while (!client.TryReloadToken())
        {
            await Task.Delay(options.RetryDelay < TokenFileLook ? options.RetryDelay : TokenFileLook, time, stop);
        }

        return true;
    }

    [LoggerMessage(3001, LogLevel.Information, "Polling for bot {BotId}; may join groups: {JoinsGroups}, reads all in groups: {ReadsGroups}")]
    private partial void LogStarted(long botId, bool? joinsGroups, bool? readsGroups);

    [LoggerMessage(3002, LogLevel.Information, "Polling has stopped")]
    private partial void LogStopped();

    [LoggerMessage(3005, LogLevel.Warning, "Update {UpdateId} could not be read and is parked")]
    private partial void LogParked(long updateId);

    [LoggerMessage(3006, LogLevel.Warning, "An update without a number was dropped")]
    private partial void LogWithoutId();

    [LoggerMessage(3007, LogLevel.Debug, "Update {UpdateId} is ignored: {Why}")]
    private partial void LogIgnored(long updateId, string why);

    [LoggerMessage(3008, LogLevel.Debug, "Update {UpdateId} was not taken")]
    private partial void LogNotTaken(long updateId, Exception problem);

    [LoggerMessage(3009, LogLevel.Debug, "A button press could not be answered: {Reason}")]
    private partial void LogPressNotAnswered(string reason);

    [LoggerMessage(3010, LogLevel.Warning, "The last batch could not be confirmed; it comes again at the next start")]
    private partial void LogNotConfirmed();

    [LoggerMessage(3011, LogLevel.Warning, "{Count} updates are left for the next start")]
    private partial void LogLeft(int count);
}
