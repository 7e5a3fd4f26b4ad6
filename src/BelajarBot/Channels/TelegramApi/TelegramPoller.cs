using System.Text.Json;
using BelajarBot.Telemetry;
using Microsoft.Extensions.Options;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// Takes updates from Telegram by long polling. The offset moves only when every update of a batch is committed or parked,
/// so a crash at any point costs a second delivery and never a message (T17).
/// </summary>
internal sealed partial class TelegramPoller(
    BotApiClient client, IOptions<TelegramOptions> options, TimeProvider time, ILogger<TelegramPoller> logger) : IUpdateSource
{
    private const int BatchSize = 100;
    private static readonly TimeSpan ShortestRound = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan ConfirmLimit = TimeSpan.FromSeconds(5);

    private readonly TelegramOptions options = options.Value;
    private readonly TelegramOutage outage = new(options.Value, time, logger);
    private volatile string? backlog;
    private long lookedAt;

    public bool IsForOneProcess => true;

    /// <inheritdoc />
    public TelegramHealth Health
    {
        get
        {
            // The watchdog (T14): every call has a deadline, so this long without a round means that a turn never ends.
            var longest = options.PollTimeout + (2 * options.RequestTimeout) + TimeSpan.FromMinutes(1);
            var health = outage.Health with { Note = backlog };
            return health is { Trouble: null, LastContact: { } last } && time.GetUtcNow() - last > longest
                ? health with { Trouble = $"No poll has ended for {(time.GetUtcNow() - last).TotalSeconds:0} s. Restart the bot; nothing is lost.", Since = last }
                : health;
        }
    }

    /// <summary>Runs until stopped, then finishes and confirms the batch in hand (T18).</summary>
    /// <inheritdoc cref="IUpdateSource.RunAsync"/>
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
                    client, new TelegramUpdates(me.Username), "polling", receive, noteReachability, park, time, logger);

                // A webhook left from before would make every poll a conflict (T25).
                if (await calls.UntilAnsweredAsync(client.DeleteWebhookAsync, stop) is not null)
                {
                    await PollAsync(calls, intake, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The way in which a wait ends when it is time to stop.
        }
        finally
        {
            await (intake?.WhenAnsweredAsync() ?? Task.CompletedTask);
            LogStopped();
        }
    }

    private async Task PollAsync(PatientCalls calls, UpdateIntake intake, CancellationToken stop)
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
                    if (!await calls.OvercomeAsync(result, stop))
                    {
                        return;
                    }

                    continue;
                }

                outage.End();
                BotTelemetry.LastContact.Record(time.GetUtcNow().ToUnixTimeSeconds());
                var offered = batch.EnumerateArray().Select(intake.Read).OfType<OfferedUpdate>().ToList();
                await LookBehindAsync(offered.Count, stop);
                if (offered.Count > 0 && await TakeAsync(calls, intake, offered, grace.Token, stop))
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

    /// <summary>Behind a full batch there may be many more, and beyond 100,000 Telegram drops them without a word (T24).</summary>
    private async Task LookBehindAsync(int batch, CancellationToken stop)
    {
        if (batch < BatchSize)
        {
            (backlog, lookedAt) = (null, 0);
            return;
        }

        if (lookedAt != 0 && time.GetElapsedTime(lookedAt) < options.WebhookCheck)
        {
            return;
        }

        lookedAt = time.GetTimestamp();
        if (await client.GetWebhookInfoAsync(stop) is BotApiResult<WebhookInfo>.Ok { Value: var info })
        {
            backlog = WebhookState.BacklogNote(info);
        }
    }

    /// <summary>
    /// Offers all updates side by side, in their order and before any of them begins, and those that failed again until none is left. False when
    /// the bot was stopped before that: then nothing is acknowledged, and the turn's memory of update ids sorts it out.
    /// </summary>
    private async Task<bool> TakeAsync(
        PatientCalls calls, UpdateIntake intake, IReadOnlyList<OfferedUpdate> batch, CancellationToken grace, CancellationToken stop)
    {
        var waiting = batch;
        while (true)
        {
            var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var offers = waiting.Select(update => intake.OfferAsync(update, grace, begin.Task)).ToList();
            begin.SetResult();
            var failures = await Task.WhenAll(offers);
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
            await calls.OvercomeAsync(TelegramTrouble.NotStored(Array.Find(failures, failure => failure is not null)!), stop);
        }
    }

    [LoggerMessage(3001, LogLevel.Information, "Polling for bot {BotId}; may join groups: {JoinsGroups}, reads all in groups: {ReadsGroups}")]
    private partial void LogStarted(long botId, bool? joinsGroups, bool? readsGroups);

    [LoggerMessage(3002, LogLevel.Information, "Polling has stopped")]
    private partial void LogStopped();

    [LoggerMessage(3010, LogLevel.Warning, "The last batch could not be confirmed; it comes again at the next start")]
    private partial void LogNotConfirmed();

    [LoggerMessage(3011, LogLevel.Warning, "{Count} updates are left for the next start")]
    private partial void LogLeft(int count);
}
