using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// The Bot API methods that we use, typed. One attempt each: whoever calls decides about another (T131). Polls have
/// connections of their own, so that a held poll never keeps a message waiting (T13).
/// </summary>
internal sealed partial class BotApiClient : IDisposable
{
    private const int MostAnswerBytes = 64 << 20;
    private const int MostCallsAtOnce = 50;
    private static readonly MediaTypeHeaderValue JsonType = new("application/json") { CharSet = "utf-8" };
    private static readonly TimeSpan LongestPollMargin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWaitToAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Bytes a second: an upload that is slower than this counts as unanswered.</summary>
    private const int SlowestUpload = 50_000;

    private readonly TelegramOptions options;
    private readonly TimeProvider time;
    private readonly CallPace? pace;
    private readonly HttpClient calls;
    private readonly HttpClient polls;
    private readonly string baseUrl;
    private readonly string environment;
    private volatile string token;
    private volatile string? refused;

    /// <param name="options">Where Telegram is, and who we are.</param>
    /// <param name="time">Measures the timeouts.</param>
    /// <param name="pace">The pace of all calls that count for Telegram's limits; null: as fast as they come.</param>
    public BotApiClient(IOptions<TelegramOptions> options, TimeProvider time, CallPace? pace = null)
    {
        this.options = options.Value;
        this.time = time;
        this.pace = pace;
        baseUrl = this.options.BaseUrl.TrimEnd('/');
        environment = this.options.TestEnvironment ? "test/" : "";
        token = this.options.ReadToken();
        calls = NewHttpClient(MostCallsAtOnce);
        polls = NewHttpClient(2);
    }

    /// <summary>The bot's number, which stands in front of the token's colon.</summary>
    public string BotId => token.Split(':')[0];

    /// <summary>Whether there is another token by now than the one that was refused last (T161).</summary>
    public bool HasFreshToken()
    {
        Reload();
        return token != refused;
    }

    /// <summary>The bot's user name, once Telegram has told it; null before.</summary>
    public string? UserName { get; private set; }

    public async Task<BotApiResult<BotUser>> GetMeAsync(CancellationToken cancel)
    {
        var answer = await CallAsync("getMe", new NoParameters(), BotApiWire.Json.NoParameters, BotApiWire.Json.BotApiEnvelopeBotUser, cancel);
        if (answer is BotApiResult<BotUser>.Ok { Value.Username: { Length: > 0 } name })
        {
            UserName = name;
        }

        return answer;
    }

    /// <summary>Ends webhook delivery. What waits is kept (T43).</summary>
    public Task<BotApiResult<bool?>> DeleteWebhookAsync(CancellationToken cancel) => CallAsync(
        "deleteWebhook",
        new DeleteWebhookRequest(DropPendingUpdates: false),
        BotApiWire.Json.DeleteWebhookRequest,
        BotApiWire.Json.BotApiEnvelopeNullableBoolean,
        cancel);

    /// <summary>What Telegram knows of the webhook, and how delivery goes (T44).</summary>
    public Task<BotApiResult<WebhookInfo>> GetWebhookInfoAsync(CancellationToken cancel) => CallAsync(
        "getWebhookInfo", new NoParameters(), BotApiWire.Json.NoParameters, BotApiWire.Json.BotApiEnvelopeWebhookInfo, cancel);

    /// <summary>Begins webhook delivery. What waits is kept (T43).</summary>
    public Task<BotApiResult<bool?>> SetWebhookAsync(
        string url, string secretToken, int maxConnections, IReadOnlyList<string> kinds, CancellationToken cancel) => CallAsync(
        "setWebhook",
        new SetWebhookRequest(url, secretToken, maxConnections, kinds, DropPendingUpdates: false),
        BotApiWire.Json.SetWebhookRequest,
        BotApiWire.Json.BotApiEnvelopeNullableBoolean,
        cancel);

    /// <summary>Takes a batch of updates, each still unread; a call acknowledges everything below the offset (T17).</summary>
    public Task<BotApiResult<JsonElement>> GetUpdatesAsync(
        long? offset, int limit, TimeSpan hold, IReadOnlyList<string> kinds, CancellationToken cancel)
    {
        var margin = options.RequestTimeout < LongestPollMargin ? options.RequestTimeout : LongestPollMargin;
        return CallAsync(
            polls,
            "getUpdates",
            () => Json(new GetUpdatesRequest(offset, limit, (int)hold.TotalSeconds, kinds), BotApiWire.Json.GetUpdatesRequest),
            BotApiWire.Json.BotApiEnvelopeJsonElement,
            hold + margin,
            cancel);
    }

    public Task<BotApiResult<SentMessage>> SendMessageAsync(SendMessageRequest request, CancellationToken cancel) => CallAsync(
        "sendMessage", request, BotApiWire.Json.SendMessageRequest, BotApiWire.Json.BotApiEnvelopeSentMessage, cancel);

    /// <summary>Sends a place with its name, which the app shows on a map.</summary>
    public Task<BotApiResult<SentMessage>> SendVenueAsync(SendVenueRequest request, CancellationToken cancel) => CallAsync(
        "sendVenue", request, BotApiWire.Json.SendVenueRequest, BotApiWire.Json.BotApiEnvelopeSentMessage, cancel);

    /// <summary>Changes a message of the bot's; its buttons go.</summary>
    public Task<BotApiResult<SentMessage>> EditMessageTextAsync(EditMessageTextRequest request, CancellationToken cancel) => CallAsync(
        "editMessageText", request, BotApiWire.Json.EditMessageTextRequest, BotApiWire.Json.BotApiEnvelopeSentMessage, cancel);

    /// <summary>Sends a file that Telegram has already, by its id.</summary>
    public Task<BotApiResult<SentMessage>> SendFileAsync(SendFileRequest request, CancellationToken cancel) => CallAsync(
        MethodFor(request), request, BotApiWire.Json.SendFileRequest, BotApiWire.Json.BotApiEnvelopeSentMessage, cancel);

    /// <summary>Uploads a file and sends it; the stream is disposed.</summary>
    /// <param name="request">The request without the file.</param>
    /// <param name="part">Which parameter the file is: <c>document</c> or <c>photo</c>.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="mimeType">What it is.</param>
    /// <param name="file">Its content, seekable.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<BotApiResult<SentMessage>> UploadAsync(
        SendFileRequest request, string part, string name, string mimeType, Stream file, CancellationToken cancel)
    {
        await using var content = file;
        var fields = JsonSerializer.SerializeToElement(request, BotApiWire.Json.SendFileRequest).EnumerateObject()
            .Select(field => (field.Name, field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText()))
            .ToList();
        return await CallAsync(
            calls,
            part == "photo" ? "sendPhoto" : "sendDocument",
            () => new MultipartBody(fields, part, name, mimeType, content),
            BotApiWire.Json.BotApiEnvelopeSentMessage,
            options.RequestTimeout + TimeSpan.FromSeconds(file.Length / SlowestUpload),
            cancel);
    }

    /// <summary>Asks where a file that somebody sent can be fetched.</summary>
    public Task<BotApiResult<TelegramFile>> GetFileAsync(string fileId, CancellationToken cancel) => CallAsync(
        "getFile", new GetFileRequest(fileId), BotApiWire.Json.GetFileRequest, BotApiWire.Json.BotApiEnvelopeTelegramFile, cancel);

    /// <summary>Fetches a file from the address that <see cref="GetFileAsync"/> told; whoever takes it reads it to its end or stops.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<BotApiResult<T>> FetchAsync<T>(string filePath, Func<Stream, CancellationToken, Task<T>> take, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(LongestDownload, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            // The address holds the token, so it goes nowhere but here (T118).
            var address = string.Join('/', filePath.Split('/').Select(Uri.EscapeDataString));
            using var response = await calls.GetAsync(
                new Uri($"{baseUrl}/file/bot{token}/{environment}{address}"), HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                var status = (int)response.StatusCode;
                return new BotApiResult<T>.Error(KindOf(status), status, $"HTTP {status}", response.Headers.RetryAfter?.Delta);
            }

            await using var content = await response.Content.ReadAsStreamAsync(either.Token);
            return new BotApiResult<T>.Ok(await take(content, either.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new BotApiResult<T>.NoAnswer(IsCertainlyNotSent: true, "it took too long");
        }
        catch (HttpRequestException problem)
        {
            return new BotApiResult<T>.NoAnswer(IsCertainlyNotSent: true, $"the connection failed ({problem.HttpRequestError})");
        }
    }

    /// <summary>
    /// Tells the phone that the press arrived. It counts for the limits like a message (T68), and goes before them; where there is
    /// no room for it within seconds it is left, and the phone stops waiting by itself.
    /// </summary>
    public async Task<BotApiResult<bool?>> AnswerCallbackQueryAsync(string callbackQueryId, CancellationToken cancel)
    {
        if (pace is not null && !await pace.BeginAheadAsync(LongestWaitToAnswer, cancel))
        {
            return new BotApiResult<bool?>.NoAnswer(IsCertainlyNotSent: true, "there was no room for it in time");
        }

        try
        {
            return await CallAsync(
                "answerCallbackQuery",
                new AnswerCallbackQueryRequest(callbackQueryId),
                BotApiWire.Json.AnswerCallbackQueryRequest,
                BotApiWire.Json.BotApiEnvelopeNullableBoolean,
                cancel);
        }
        finally
        {
            pace?.EndAhead();
        }
    }

    public Task<BotApiResult<IReadOnlyList<BotCommand>>> GetMyCommandsAsync(CommandScope? scope, string? languageCode, CancellationToken cancel) => CallAsync(
        "getMyCommands",
        new GetMyCommandsRequest(scope, languageCode),
        BotApiWire.Json.GetMyCommandsRequest,
        BotApiWire.Json.BotApiEnvelopeIReadOnlyListBotCommand,
        cancel);

    public Task<BotApiResult<bool?>> SetMyCommandsAsync(
        IReadOnlyList<BotCommand> commands, CommandScope? scope, string? languageCode, CancellationToken cancel) => CallAsync(
        "setMyCommands",
        new SetMyCommandsRequest(commands, scope, languageCode),
        BotApiWire.Json.SetMyCommandsRequest,
        BotApiWire.Json.BotApiEnvelopeNullableBoolean,
        cancel);

    public Task<BotApiResult<BotDescription>> GetMyDescriptionAsync(string? languageCode, CancellationToken cancel) => CallAsync(
        "getMyDescription",
        new LanguageRequest(languageCode),
        BotApiWire.Json.LanguageRequest,
        BotApiWire.Json.BotApiEnvelopeBotDescription,
        cancel);

    public Task<BotApiResult<BotShortDescription>> GetMyShortDescriptionAsync(string? languageCode, CancellationToken cancel) => CallAsync(
        "getMyShortDescription",
        new LanguageRequest(languageCode),
        BotApiWire.Json.LanguageRequest,
        BotApiWire.Json.BotApiEnvelopeBotShortDescription,
        cancel);

    public Task<BotApiResult<bool?>> SetMyDescriptionAsync(string description, string? languageCode, CancellationToken cancel) => CallAsync(
        "setMyDescription",
        new SetMyDescriptionRequest(description, languageCode),
        BotApiWire.Json.SetMyDescriptionRequest,
        BotApiWire.Json.BotApiEnvelopeNullableBoolean,
        cancel);

    public Task<BotApiResult<bool?>> SetMyShortDescriptionAsync(string shortDescription, string? languageCode, CancellationToken cancel) => CallAsync(
        "setMyShortDescription",
        new SetMyShortDescriptionRequest(shortDescription, languageCode),
        BotApiWire.Json.SetMyShortDescriptionRequest,
        BotApiWire.Json.BotApiEnvelopeNullableBoolean,
        cancel);

    public void Dispose()
    {
        calls.Dispose();
        polls.Dispose();
    }

    private HttpClient NewHttpClient(int connections) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxConnectionsPerServer = connections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            UseProxy = options.Proxy.Length > 0,
            Proxy = options.Proxy.Length > 0 ? new WebProxy(options.Proxy) : null,

            // Without a propagator no activity is made, so the token in the path gets into no trace (T159).
            ActivityHeadersPropagator = null,
        })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MostAnswerBytes,
    };

    private static string MethodFor(SendFileRequest request) => request.Photo is null ? "sendDocument" : "sendPhoto";

    private static ByteArrayContent Json<TRequest>(TRequest request, JsonTypeInfo<TRequest> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, type));
        content.Headers.ContentType = JsonType;
        return content;
    }
}
