using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TelegramSimulator.Api;
using TelegramSimulator.Faults;
using TelegramSimulator.Page;

namespace TelegramSimulator;

/// <summary>The HTTP end: finds token and method in the path, meets the scripted faults, and writes the answer.</summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private const int MostBytes = 60 << 20;
    private const string FilesPath = "/file/bot";

    private readonly Simulator telegram;
    private readonly BotMethods methods;
    private readonly FaultScript faults;
    private readonly WebApplication app;

    public SimulatorServer(Simulator telegram, BotMethods methods, FaultScript faults)
    {
        this.telegram = telegram;
        this.methods = methods;
        this.faults = faults;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 << 10;
            kestrel.Listen(IPAddress.Loopback, telegram.Options.Port);
        });
        app = builder.Build();
        app.Run(HandleAsync);
    }

    /// <summary>Where it listens, without the path prefix.</summary>
    public string Address { get; private set; } = "";

    public async Task StartAsync(CancellationToken cancel)
    {
        await app.StartAsync(cancel);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = addresses.First();
    }

    public async ValueTask DisposeAsync()
    {
        // Held polls and unanswered calls would keep a polite stop waiting; a cancelled one ends them at once.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var prefix = telegram.Options.PathPrefix;
        if (path.StartsWith(prefix + "/bot", StringComparison.Ordinal))
        {
            await HandleApiAsync(context, path[(prefix.Length + "/bot".Length)..]);
        }
        else if (path.StartsWith(prefix + FilesPath, StringComparison.Ordinal))
        {
            await DownloadAsync(context, path[(prefix.Length + FilesPath.Length)..]);
        }
        else
        {
            await ChatPage.HandleAsync(telegram, context);
        }
    }

    private async Task HandleApiAsync(HttpContext context, string tokenAndMethod)
    {
        var request = context.Request;
        var cut = tokenAndMethod.LastIndexOf('/');
        var token = cut < 0 ? tokenAndMethod : tokenAndMethod[..cut];
        var method = cut < 0 ? "" : tokenAndMethod[(cut + 1)..];
        try
        {
            var body = await ReadAsync(request.BodyReader, context.RequestAborted);
            if (telegram.Options.Record)
            {
                telegram.Record(new RecordedRequest(
                    telegram.Now, request.Method, request.Path + request.QueryString, method,
                    request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
            }

            var fault = faults.Next(method) ?? telegram.Weather?.NextFault();
            if (fault is not null && await MeetAsync(fault, context) is var over && over)
            {
                return;
            }

            var answer = await AnswerAsync(token, method, request, body, context.RequestAborted);
            switch (fault)
            {
                case Fault.DropAfterApply:
                    context.Abort();
                    return;
                case Fault.TruncatedAfterApply:
                    await WriteAsync(context.Response, answer with { Body = answer.Body[..(answer.Body.Length / 2)] });
                    return;
                default:
                    await WriteAsync(context.Response, answer);
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            // The caller hung up, or the simulator stops: there is nobody left to answer.
            context.Abort();
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await WriteAsync(context.Response, ApiAnswer.Error(413, "Request Entity Too Large"));
        }
        catch (IOException)
        {
            context.Abort();
        }
    }

    /// <summary>The content of a file while its link lasts (T117).</summary>
    private async Task DownloadAsync(HttpContext context, string tokenAndPath)
    {
        var isAllowed = !telegram.IsTokenRevoked && tokenAndPath.StartsWith(telegram.Token + "/", StringComparison.Ordinal);
        if (!isAllowed)
        {
            await WriteAsync(context.Response, ApiAnswer.Error(401, "Unauthorized"));
            return;
        }

        var fault = faults.Next("/file");
        if (fault is not null && await MeetAsync(fault, context))
        {
            return;
        }

        var file = telegram.Files.Open(tokenAndPath[(telegram.Token.Length + 1)..]);
        await WriteAsync(
            context.Response,
            file is null ? ApiAnswer.Error(404, "Not Found") : new ApiAnswer(200, file.Bytes, "application/octet-stream"));
    }

    /// <summary>What happens before the call would take effect; true when that was all.</summary>
    private async Task<bool> MeetAsync(Fault fault, HttpContext context)
    {
        switch (fault)
        {
            case Fault.Status status:
                await WriteAsync(
                    context.Response, ApiAnswer.Error(status.Code, status.Description, status.RetryAfter, status.MigrateToChatId));
                return true;
            case Fault.Body page:
                await WriteAsync(context.Response, new ApiAnswer(page.Code, Encoding.UTF8.GetBytes(page.Text), page.ContentType));
                return true;
            case Fault.Drop:
                context.Abort();
                return true;
            case Fault.NeverAnswer:
                using (var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, telegram.Stopping))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, ended.Token);
                }

                return true;
            case Fault.Delay delay:
                await Task.Delay(delay.Time, telegram.Options.Time, context.RequestAborted);
                return false;
            default:
                return false;
        }
    }

    private async ValueTask<ApiAnswer> AnswerAsync(
        string token, string method, HttpRequest request, byte[] body, CancellationToken cancel)
    {
        if (token.IndexOf(':') is var colon && (colon < 1 || !long.TryParse(token.AsSpan(0, colon), out _)))
        {
            return ApiAnswer.Error(401, "Unauthorized: invalid token specified");
        }

        if (telegram.IsTokenRevoked || token != telegram.Token)
        {
            return ApiAnswer.Error(401, "Unauthorized");
        }

        if (method.Equals("getUpdates", StringComparison.OrdinalIgnoreCase))
        {
            return await methods.HandleAsync(method, request.Query, request.ContentType, body, cancel);
        }

        try
        {
            return telegram.Sent.TryBegin()
                ? await methods.HandleAsync(method, request.Query, request.ContentType, body, cancel)
                : ApiAnswer.TooManyRequests(60);
        }
        finally
        {
            telegram.Sent.End();
        }
    }

    private static async ValueTask<byte[]> ReadAsync(PipeReader reader, CancellationToken cancel)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async ValueTask WriteAsync(HttpResponse response, ApiAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        if (answer.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString();
        }

        await response.BodyWriter.WriteAsync(answer.Body);
    }
}
