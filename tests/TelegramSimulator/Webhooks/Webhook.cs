using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TelegramSimulator.Updates;

namespace TelegramSimulator.Webhooks;

/// <summary>The bot's webhook: where it is, what was posted there and what came of it.</summary>
public sealed class Webhook : IAsyncDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MostGone = TimeSpan.FromHours(23);

    private readonly SimulatorOptions options;
    private readonly UpdateQueue queue;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly ConcurrentQueue<WebhookPost> posts = new();
    private readonly Lock gate = new();
    private WebhookDelivery? delivery;
    private DateTimeOffset? goneSince;
    private int answersToLose;
    private int atOnce;
    private int mostAtOnce;

    internal Webhook(SimulatorOptions options, UpdateQueue queue)
    {
        (this.options, this.queue) = (options, queue);
        queue.Added += () => Volatile.Read(ref delivery)?.Pump();
    }

    /// <summary>What the bot set, or null while there is no webhook.</summary>
    public WebhookSettings? Settings { get; private set; }

    /// <summary>Every attempt so far, in the order in which they ended; only while requests are recorded.</summary>
    public IReadOnlyList<WebhookPost> Posts => [.. posts];

    /// <summary>The most posts that were ever under way together.</summary>
    public int MostAtOnce => Volatile.Read(ref mostAtOnce);

    /// <summary>What went wrong last, or null.</summary>
    public string? LastTrouble { get; private set; }

    /// <summary>When it went wrong last.</summary>
    public DateTimeOffset LastTroubleAt { get; private set; }

    /// <summary>Runs the method with which a bot answers a post (T40).</summary>
    internal Func<string, byte[], Task>? Call { get; set; }

    /// <summary>Whether the next answer is lost on its way.</summary>
    internal Func<bool>? LosesAnswer { get; init; }

    /// <summary>Loses the bot's next answers on the way, so that what it has handled is posted again (T33).</summary>
    public void LoseAnswers(int count) => Volatile.Write(ref answersToLose, count);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await SetAsync(null);
        http.Dispose();
    }

    /// <summary>Puts the webhook in the place of the one before; the updates that wait are kept.</summary>
    public async Task SetAsync(WebhookSettings? settings)
    {
        WebhookDelivery? before;
        lock (gate)
        {
            before = delivery;
            delivery = null;
            Settings = settings;
            LastTrouble = null;
            goneSince = null;
        }

        if (before is not null)
        {
            await before.DisposeAsync();
        }

        if (settings is null)
        {
            return;
        }

        var next = new WebhookDelivery(settings.MaxConnections, queue, (update, cancel) => PostAsync(settings, update, cancel), options.Time);
        lock (gate)
        {
            queue.LoadFromTheBeginning();
            delivery = next;
        }

        next.Pump();
    }

    private async Task<PostOutcome> PostAsync(WebhookSettings settings, PendingUpdate update, CancellationToken cancel)
    {
        var at = options.Time.GetUtcNow();
        InterlockedMax(ref mostAtOnce, Interlocked.Increment(ref atOnce));
        var (status, outcome) = await SendInTimeAsync(settings, update, cancel);
        if (outcome.Trouble is not null)
        {
            (LastTrouble, LastTroubleAt) = (outcome.Trouble, options.Time.GetUtcNow());
        }

        if (options.Record)
        {
            posts.Enqueue(new WebhookPost(update.Id, at, status, outcome.Trouble));
        }

        if (outcome.EndsWebhook)
        {
            lock (gate)
            {
                delivery = null;
                Settings = null;
            }
        }

        return outcome;
    }

    private async Task<(int? Status, PostOutcome Outcome)> SendInTimeAsync(
        WebhookSettings settings, PendingUpdate update, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(LongestAnswer, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            return await SendAsync(settings, update, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, new PostOutcome("Read timeout expired"));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            var isRefused = problem is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
            return (null, new PostOutcome(isRefused ? "Connection refused" : "Connection closed"));
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
        }
    }

    private async Task<(int? Status, PostOutcome Outcome)> SendAsync(WebhookSettings settings, PendingUpdate update, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Route(settings));
        request.Content = new ByteArrayContent(update.Json);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (settings.SecretToken is { } secret)
        {
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        }

        using var response = await http.SendAsync(request, cancel);
        var body = await response.Content.ReadAsByteArrayAsync(cancel);
        if ((Volatile.Read(ref answersToLose) > 0 && Interlocked.Decrement(ref answersToLose) >= 0) || (LosesAnswer?.Invoke() ?? false))
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        }

        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            goneSince = null;
            await RunMethodAsync(body);
            return (status, new PostOutcome(null));
        }

        var now = options.Time.GetUtcNow();
        goneSince = response.StatusCode == HttpStatusCode.Gone ? goneSince ?? now : null;
        return (status, new PostOutcome(
            $"Wrong response from the webhook: {status} {response.ReasonPhrase}", response.Headers.RetryAfter?.Delta, now - goneSince > MostGone));
    }

    /// <summary>Where a post really goes. Nothing ever leaves this computer.</summary>
    private Uri Route(WebhookSettings settings)
    {
        var url = new Uri(settings.Url);
        var routed = options.WebhookRoute?.Invoke(url) ?? url;
        return routed.IsLoopback
            ? routed
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "The simulator reaches nothing beyond this computer.");
    }

    private async Task RunMethodAsync(byte[] body)
    {
        if (body.Length == 0 || body[0] != '{' || Call is null)
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            var method = json.RootElement.TryGetProperty("method", out var named) ? named.GetString()?.ToLowerInvariant() : null;
            if (method is { Length: > 0 } and not ("setwebhook" or "deletewebhook" or "close" or "logout")
                && !method.StartsWith("get", StringComparison.Ordinal))
            {
                await Call(method, body);
            }
        }
        catch (JsonException)
        {
            // The real server does not tell the bot either.
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
