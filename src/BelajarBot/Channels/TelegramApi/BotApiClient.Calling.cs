using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BelajarBot.Telemetry;

namespace BelajarBot.Channels.TelegramApi;

/// <content>How a method is called: one answer, or the reason why there is none, without the token in it.</content>
internal sealed partial class BotApiClient
{
    private Task<BotApiResult<TResult>> CallAsync<TRequest, TResult>(
        string method,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<BotApiEnvelope<TResult>> answerType,
        CancellationToken cancel) =>
        CallAsync(calls, method, () => Json(request, requestType), answerType, options.RequestTimeout, cancel);

    /// <param name="http">The connections to use.</param>
    /// <param name="method">The method.</param>
    /// <param name="content">Makes the body, once more when the token has changed meanwhile.</param>
    /// <param name="answerType">What the answer is read as.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancel">Stops waiting.</param>
    private async Task<BotApiResult<TResult>> CallAsync<TResult>(
        HttpClient http,
        string method,
        Func<HttpContent> content,
        JsonTypeInfo<BotApiEnvelope<TResult>> answerType,
        TimeSpan limit,
        CancellationToken cancel)
    {
        var used = token;
        var result = await TryAsync(http, used, method, content(), answerType, limit, cancel);
        if (!IsRefused(result))
        {
            return result;
        }

        // A call that was refused for its token has had no effect, so with another token it is the same one attempt (T161).
        Reload();
        if (token != used)
        {
            used = token;
            result = await TryAsync(http, used, method, content(), answerType, limit, cancel);
        }

        if (IsRefused(result))
        {
            refused = used;
        }

        return result;
    }

    private static bool IsRefused<TResult>(BotApiResult<TResult> result) =>
        result is BotApiResult<TResult>.Error { Kind: BotApiErrorKind.Unauthorized };

    /// <summary>Takes the token from its file, unless that is being replaced just now: then the next look will find it.</summary>
    private void Reload()
    {
        if (options.TokenFile.Length == 0)
        {
            return;
        }

        try
        {
            if (options.ReadToken() is var now && TelegramOptions.LooksLikeToken(now))
            {
                token = now;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The token that we have is as good as it was.
        }
    }

    /// <summary>One attempt, counted and traced by its method and code, without its address.</summary>
    private async Task<BotApiResult<TResult>> TryAsync<TResult>(
        HttpClient http,
        string withToken,
        string method,
        HttpContent content,
        JsonTypeInfo<BotApiEnvelope<TResult>> answerType,
        TimeSpan limit,
        CancellationToken cancel)
    {
        using var span = BotTelemetry.Traces.StartActivity("telegram.call", ActivityKind.Client);
        var result = await AttemptAsync(http, withToken, method, content, answerType, limit, cancel);
        var error = result as BotApiResult<TResult>.Error;
        var code = error?.Code ?? (result is BotApiResult<TResult>.Ok ? 200 : 0);
        span?.SetTag("method", method).SetTag("code", code);
        BotTelemetry.Calls.Add(1, new("method", method), new("code", code));
        if (error is { Kind: BotApiErrorKind.TooManyRequests, RetryAfter: { } wait })
        {
            BotTelemetry.CallWaits.Record(wait.TotalSeconds, new KeyValuePair<string, object?>("method", method));
        }

        return result;
    }

    private async Task<BotApiResult<TResult>> AttemptAsync<TResult>(
        HttpClient http,
        string withToken,
        string method,
        HttpContent content,
        JsonTypeInfo<BotApiEnvelope<TResult>> answerType,
        TimeSpan limit,
        CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"{baseUrl}/bot{withToken}/{environment}{method}"));
            message.Content = content;
            using var response = await http.SendAsync(message, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return Read(response, body, answerType);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new BotApiResult<TResult>.NoAnswer(IsCertainlyNotSent: false, $"no answer within {limit.TotalSeconds:0.#} s");
        }
        catch (OperationCanceledException)
        {
            return new BotApiResult<TResult>.NoAnswer(IsCertainlyNotSent: true, "no connection in time");
        }
        catch (HttpRequestException problem)
        {
            var notSent = problem.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            return new BotApiResult<TResult>.NoAnswer(notSent, $"the connection failed ({problem.HttpRequestError})");
        }
        catch (IOException)
        {
            return new BotApiResult<TResult>.NoAnswer(IsCertainlyNotSent: false, "the connection broke");
        }
    }

    /// <summary>The status decides what kind of answer it is; the JSON only fills in the details (T2).</summary>
    private static BotApiResult<TResult> Read<TResult>(
        HttpResponseMessage response, byte[] body, JsonTypeInfo<BotApiEnvelope<TResult>> type)
    {
        BotApiEnvelope<TResult>? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            envelope = null;
        }

        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            if (envelope is { Ok: true, Result: { } result })
            {
                return new BotApiResult<TResult>.Ok(result);
            }

            if (envelope is not { Ok: false, ErrorCode: { } code })
            {
                return new BotApiResult<TResult>.NoAnswer(IsCertainlyNotSent: false, "the answer could not be read");
            }

            status = code;
        }

        var wait = envelope?.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : response.Headers.RetryAfter?.Delta;
        return new BotApiResult<TResult>.Error(
            KindOf(status),
            status,
            envelope?.Description ?? $"HTTP {status} without a description",
            wait,
            envelope?.Parameters?.MigrateToChatId);
    }

    private static BotApiErrorKind KindOf(int status) => status switch
    {
        401 => BotApiErrorKind.Unauthorized,
        403 => BotApiErrorKind.Forbidden,
        404 => BotApiErrorKind.NotFound,
        409 => BotApiErrorKind.Conflict,
        413 => BotApiErrorKind.TooLarge,
        429 => BotApiErrorKind.TooManyRequests,
        >= 400 and < 500 => BotApiErrorKind.BadRequest,
        _ => BotApiErrorKind.ServerTrouble,
    };
}
