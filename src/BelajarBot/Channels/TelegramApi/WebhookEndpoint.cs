using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BelajarBot.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// Takes what Telegram posts. A post is answered 200 only after its turn is committed or it is parked; anything else makes
/// Telegram post it again (T33). Bodies are read only for those who know the secret, and answers have none (T40).
/// </summary>
internal sealed partial class WebhookEndpoint(
    IOptions<TelegramOptions> options, TimeProvider time, ILogger<WebhookEndpoint> logger) : IDisposable
{
    /// <summary>The header that carries the secret.</summary>
    public const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    /// <summary>Telegram keeps no update that is larger (T41).</summary>
    private const int MostBytes = 512 << 10;

    private const string SoonSeconds = "1";
    private const string StoreSeconds = "5";

    private readonly TelegramOptions options = options.Value;
    private readonly byte[] secret = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.SecretToken));
    private readonly TelegramOutage store = new(options.Value, time, logger);
    private readonly CancellationTokenSource grace = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile UpdateIntake? intake;
    private volatile bool isClosed;
    private int underWay;
    private long lastTaken;

    /// <summary>The path at which it takes posts.</summary>
    public string Path => new Uri(options.WebhookUrl).AbsolutePath;

    /// <summary>When it last took an update, or null before the first.</summary>
    public DateTimeOffset? LastTaken =>
        Interlocked.Read(ref lastTaken) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>What is wrong with storing updates, or null.</summary>
    public string? StoreTrouble => store.Health.Trouble;

    /// <summary>From here on posts are taken; before that Telegram is asked to come again.</summary>
    public void Open(UpdateIntake updates) => intake = updates;

    /// <summary>The bot stops: new posts are put off to the next start, and those under way have a while to finish.</summary>
    public void Close()
    {
        if (!isClosed)
        {
            isClosed = true;
            grace.CancelAfter(options.StopGrace);
        }
    }

    /// <summary>Ends when nothing is under way, or the grace is over.</summary>
    public async Task WhenIdleAsync()
    {
        if (Volatile.Read(ref underWay) > 0)
        {
            await idle.Task.WaitAsync(options.StopGrace + TimeSpan.FromSeconds(1), time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Answers one post.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var (status, retryAfter) = await AnswerAsync(context);
        if (status != StatusCodes.Status200OK)
        {
            BotTelemetry.WebhookRefused.Add(1, new KeyValuePair<string, object?>("status", status));
            context.Response.Headers.RetryAfter = retryAfter;
        }

        if (status is StatusCodes.Status401Unauthorized or StatusCodes.Status413PayloadTooLarge)
        {
            // A body that nobody reads is not waited for either.
            context.Response.Headers.Connection = "close";
        }

        context.Response.StatusCode = status;
    }

    public void Dispose() => grace.Dispose();

    private async Task<(int Status, string? RetryAfter)> AnswerAsync(HttpContext context)
    {
        if (!KnowsSecret(context.Request))
        {
            return (StatusCodes.Status401Unauthorized, null);
        }

        if (context.Request.ContentLength > MostBytes)
        {
            return (StatusCodes.Status413PayloadTooLarge, null);
        }

        if (isClosed || intake is not { } updates)
        {
            return (StatusCodes.Status503ServiceUnavailable, SoonSeconds);
        }

        try
        {
            if (Interlocked.Increment(ref underWay) > options.MaxConnections)
            {
                return (StatusCodes.Status503ServiceUnavailable, SoonSeconds);
            }

            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = MostBytes;
            }

            return await TakeAsync(updates, await ReadAsync(context));
        }
        catch (BadHttpRequestException refused)
        {
            return (refused.StatusCode, null);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Whoever posted hung up in the middle; there is nobody to answer.
            return (StatusCodes.Status400BadRequest, null);
        }
        finally
        {
            if (Interlocked.Decrement(ref underWay) == 0 && isClosed)
            {
                idle.TrySetResult();
            }
        }
    }

    private async Task<(int Status, string? RetryAfter)> TakeAsync(UpdateIntake updates, byte[] body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return await ParkAsync(updates, body);
        }

        using (document)
        {
            if (updates.Read(document.RootElement) is not { } update)
            {
                return (StatusCodes.Status400BadRequest, null);
            }

            return Settle(await updates.OfferAsync(update, grace.Token));
        }
    }

    /// <summary>A body that is no JSON, or too deep a one, would be posted again for a day and hold up its chat (T35).</summary>
    private async Task<(int Status, string? RetryAfter)> ParkAsync(UpdateIntake updates, byte[] body)
    {
        if (TelegramUpdates.IdIn(body) is not { } id)
        {
            LogUnreadable(body.Length);
            return (StatusCodes.Status400BadRequest, null);
        }

        try
        {
            await updates.KeepAsync(id, "The update is not JSON, or nested too deeply.", Encoding.UTF8.GetString(body), grace.Token);
            return Settle(null);
        }
        catch (Exception problem)
        {
            return Settle(problem);
        }
    }

    private (int Status, string? RetryAfter) Settle(Exception? problem)
    {
        if (problem is not null)
        {
            store.Begin(TelegramTrouble.NotStored(problem));
            return (StatusCodes.Status503ServiceUnavailable, StoreSeconds);
        }

        if (store.Health.Trouble is not null)
        {
            store.End();
        }

        Interlocked.Exchange(ref lastTaken, time.GetUtcNow().ToUnixTimeMilliseconds());
        return (StatusCodes.Status200OK, null);
    }

    /// <summary>Exactly one header with exactly the secret; how long the comparison takes tells nothing (T31).</summary>
    private bool KnowsSecret(HttpRequest request)
    {
        var given = request.Headers[SecretHeader];
        return given is [{ } word]
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(word)), secret);
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    [LoggerMessage(3035, LogLevel.Warning, "A post of {Bytes} bytes with the right secret was no update and was refused")]
    private partial void LogUnreadable(int bytes);
}
