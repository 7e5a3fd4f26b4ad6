using System.Diagnostics;
using System.Text.Json;
using BelajarBot.Telemetry;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>An update on its way into a turn.</summary>
/// <param name="UpdateId">Telegram's number of it.</param>
/// <param name="Raw">It, as it arrived.</param>
/// <param name="Translation">What it turned out to be.</param>
internal sealed record OfferedUpdate(long UpdateId, JsonElement Raw, Translation Translation);

/// <summary>What becomes of one update, whichever way it came in.</summary>
/// <param name="client">Answers button presses.</param>
/// <param name="updates">Reads updates.</param>
/// <param name="way">The way in, for those who count: <c>polling</c> or <c>webhook</c>.</param>
/// <param name="receive">Takes messages into their turns.</param>
/// <param name="noteReachability">Writes down who can be reached.</param>
/// <param name="park">Keeps what could not be read.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of updates by their number.</param>
internal sealed partial class UpdateIntake(
    BotApiClient client,
    TelegramUpdates updates,
    string way,
    Receive receive,
    NoteReachability noteReachability,
    Park park,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>
    /// How many presses of one person may wait to be answered; of a flood of them the rest goes without, lest it take the room
    /// of other people's.
    /// </summary>
    private const int MostWaitingOfOne = 4;

    private readonly Lock gate = new();
    private readonly List<Task> answers = [];
    private readonly Dictionary<string, int> waiting = [];

    /// <summary>
    /// Reads an update; null when it has no number, so that nobody could tell it from another. A button press is answered
    /// from here on: the phone shows the button as working until then, so that waits for no turn (T101).
    /// </summary>
    public OfferedUpdate? Read(JsonElement raw)
    {
        if (TelegramUpdates.IdOf(raw) is not { } id)
        {
            LogWithoutId();
            return null;
        }

        var translation = updates.Translate(id, raw);
        Count(raw, translation);
        if (translation.CallbackQueryId is { } query)
        {
            BeginAnswer(query, translation is Translation.Said { Message.Address: var address } ? address : "");
        }

        return new OfferedUpdate(id, raw, translation);
    }

    /// <summary>Takes an update to its end: null when that is committed, otherwise why it could not be.</summary>
    /// <param name="update">The update.</param>
    /// <param name="grace">Ends the waiting for the store when the bot stops and its grace is over.</param>
    /// <param name="begin">Turns begin when this ends (<see cref="IncomingMessage.Begin"/>).</param>
    public async Task<Exception?> OfferAsync(OfferedUpdate update, CancellationToken grace, Task? begin = null)
    {
        using var span = BotTelemetry.Traces.StartActivity("telegram.update", ActivityKind.Consumer);
        span?.SetTag("update_id", update.UpdateId).SetTag("way", way);
        BotTelemetry.UpdatesUnderWay.Add(1);
        try
        {
            switch (update.Translation)
            {
                case Translation.Said { Message: var message }:
                    await receive(message with { Begin = begin }, grace);
                    break;
                case Translation.Reachability { Change: var change }:
                    BotTelemetry.Reachability.Add(1, new KeyValuePair<string, object?>("reachable", change.IsReachable));
                    await noteReachability(change, grace);
                    break;
                case Translation.Unreadable { Reason: var reason }:
                    await KeepAsync(update.UpdateId, reason, TelegramUpdates.RawText(update.Raw), grace);
                    break;
                case Translation.Ignored { Why: var why }:
                    LogIgnored(update.UpdateId, why);
                    break;
            }

            return null;
        }
        catch (Exception problem)
        {
            BotTelemetry.UpdatesFailed.Add(1, new KeyValuePair<string, object?>("why", "not stored"));
            span?.SetStatus(ActivityStatusCode.Error, problem.GetType().Name);
            LogNotTaken(update.UpdateId, problem);
            return problem;
        }
        finally
        {
            BotTelemetry.UpdatesUnderWay.Add(-1);
        }
    }

    /// <summary>Parks an update that could not be read, so that the others can go on (T35).</summary>
    public Task KeepAsync(long updateId, string reason, string raw, CancellationToken grace)
    {
        BotTelemetry.UpdatesFailed.Add(1, new KeyValuePair<string, object?>("why", "unreadable"));
        LogParked(updateId);
        return park(TelegramChannel.ChannelName, updateId, reason, raw, grace);
    }

    /// <summary>Ends when every press so far is answered.</summary>
    public Task WhenAnsweredAsync()
    {
        lock (gate)
        {
            return Task.WhenAll(answers);
        }
    }

    private void BeginAnswer(string callbackQueryId, string address)
    {
        lock (gate)
        {
            answers.RemoveAll(static answer => answer.IsCompletedSuccessfully);
            var before = waiting.GetValueOrDefault(address);
            if (before < MostWaitingOfOne)
            {
                waiting[address] = before + 1;
                answers.Add(AnswerAsync(callbackQueryId, address));
            }
        }
    }

    private async Task AnswerAsync(string callbackQueryId, string address)
    {
        // Not inside the lock of whoever begins it.
        await Task.Yield();
        try
        {
            // Never cancelled: it is short, and the person waits for it even while the bot stops.
            switch (await client.AnswerCallbackQueryAsync(callbackQueryId, CancellationToken.None))
            {
                case BotApiResult<bool?>.Error error:
                    LogPressNotAnswered(error.Description);
                    break;
                case BotApiResult<bool?>.NoAnswer lost:
                    LogPressNotAnswered(lost.Reason);
                    break;
            }
        }
        finally
        {
            lock (gate)
            {
                if (--waiting[address] == 0)
                {
                    waiting.Remove(address);
                }
            }
        }
    }

    private void Count(JsonElement raw, Translation translation)
    {
        var kind = TelegramUpdates.Kinds.FirstOrDefault(kind => raw.TryGetProperty(kind, out _)) ?? "other";
        var now = time.GetUtcNow();
        BotTelemetry.UpdatesReceived.Add(1, new("way", way), new("kind", kind));
        BotTelemetry.LastContact.Record(now.ToUnixTimeSeconds());
        if (translation is Translation.Said { Message.SentAt: { } sentAt })
        {
            BotTelemetry.UpdateLag.Record(Math.Max(0, (now - sentAt).TotalSeconds));
        }
    }

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
}
