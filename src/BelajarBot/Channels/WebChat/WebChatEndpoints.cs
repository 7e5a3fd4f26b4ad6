using BelajarBot.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BelajarBot.Channels.WebChat;

/// <summary>A line of the page's command menu.</summary>
/// <param name="Command">With its slash: <c>/menu</c>.</param>
/// <param name="Description">What it does, in the person's language.</param>
internal sealed record WebCommand(string Command, string Description);

/// <summary>The addresses of the web chat: the page, its events, and where it posts.</summary>
internal static partial class WebChatEndpoints
{
    private const int LargestBody = 64 * 1024;

    /// <summary>Adds the channel; an <see cref="IWebHistory"/>, a <see cref="FileFolder"/> and a <see cref="TimeProvider"/> must be there too.</summary>
    public static IServiceCollection AddWebChat(this IServiceCollection services)
    {
        services.AddOptions<WebOptions>().BindConfiguration("Web").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WebChatChannel>();
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<WebChatChannel>());
        services.AddSingleton<WebFloodGate>();
        return services;
    }

    /// <summary>Serves the page at <c>/</c> and the chat below <c>/chat</c>.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="receive">Takes what people say into their turns.</param>
    /// <param name="commands">The command menu of the person at an address, in a language (<c>id</c>, <c>en</c>), as it is now.</param>
    /// <param name="redactor">
    /// What takes secrets out of a text before it is stored for showing. It is made for an address, and for what was said there
    /// before, or null: whether something is a secret depends on both.
    /// </param>
    /// <param name="cast">The people beside the visitor, or null.</param>
    public static void MapWebChat(
        this IEndpointRouteBuilder endpoints,
        Receive receive,
        Func<string?, string, CancellationToken, Task<IReadOnlyList<WebCommand>>> commands,
        Func<string, string?, CancellationToken, Task<Func<string, string>>> redactor,
        WebCast? cast = null)
    {
        var services = endpoints.ServiceProvider;
        var options = services.GetRequiredService<IOptions<WebOptions>>().Value;
        var channel = services.GetRequiredService<WebChatChannel>();
        var flood = services.GetRequiredService<WebFloodGate>();
        var files = services.GetRequiredService<FileFolder>();
        var logger = services.GetRequiredService<ILogger<WebChatChannel>>();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

        var web = endpoints.MapGroup("");
        web.AddEndpointFilter((call, next) => WebGuard.CheckAsync(call.HttpContext, options, () => next(call)));

        web.MapGet("/", (HttpContext context) =>
        {
            WebVisitor.Welcome(context);
            return WebPage.Assets[WebPage.Index].Serve(context);
        });

        foreach (var asset in WebPage.Assets.Values.Where(asset => asset.Name != WebPage.Index))
        {
            web.MapGet($"/chat/{asset.Name}", asset.Serve);
        }

        web.MapGet("/chat/commands", async (HttpContext context, string? language) =>
            Results.Json(await commands(await WebCast.AddressOfAsync(cast, context), language ?? "id", context.RequestAborted), WebBody.Json));

        web.MapGet("/chat/people", async Task<IResult> (HttpContext context) =>
            Results.Json(cast is null ? [] : await cast.OfferedToAsync(context), WebBody.Json));

        web.MapGet("/chat/events", async (HttpContext context, long? after) =>
        {
            if (await WebCast.AddressOfAsync(cast, context) is not { } address)
            {
                return Unknown();
            }

            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            // nginx would otherwise hold events back until a buffer is full.
            context.Response.Headers["X-Accel-Buffering"] = "no";

            // A browser that reconnects by itself says where it was; that is newer than the address it first opened.
            var from = long.TryParse(context.Request.Headers["Last-Event-ID"], out var last) ? last : after ?? 0;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);

            try
            {
                await channel.FollowAsync(address, from, context.Response.Body, either.Token);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                // The page was closed or the host stops: the ordinary end of a stream.
            }

            return Results.Empty;
        });

        web.MapGet("/chat/files/{id:long}", async (HttpContext context, long id) =>
        {
            if (await WebCast.AddressOfAsync(cast, context) is not { } address)
            {
                return Unknown();
            }

            // Always saved and never shown: what is in it must not run as a page of ours.
            context.Response.Headers.CacheControl = "private, no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return await channel.FindFileAsync(address, id, context.RequestAborted) is { } file && files.Open(file.Path) is { } content
                ? Results.File(content, file.MimeType, file.Name)
                : Refuse(StatusCodes.Status404NotFound, "There is no such file here (any more).");
        });

        web.MapPost("/chat/messages", async (HttpContext context) =>
        {
            if (await WebCast.AddressOfAsync(cast, context) is not { } address)
            {
                return Unknown();
            }

            if (!context.Request.HasJsonContentType())
            {
                return Refuse(StatusCodes.Status415UnsupportedMediaType, "Send Content-Type: application/json.");
            }

            if (!flood.Admits(address))
            {
                context.Response.Headers.RetryAfter = "2";
                return Refuse(StatusCodes.Status429TooManyRequests, "Too many messages at once; wait a moment.");
            }

            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBody;
            WebPost? post;

            try
            {
                (post, var problem) = await WebPost.ReadAsync(context.Request.Body, context.RequestAborted);
                if (post is null)
                {
                    return Refuse(StatusCodes.Status400BadRequest, problem!);
                }
            }
            catch (BadHttpRequestException refused)
            {
                return Refuse(refused.StatusCode, "The body could not be read; at most 64 KB are taken.");
            }

            try
            {
                // Not the request's own token: a page that is closed right after Enter does not take the words back.
                var before = await channel.LastSaidAsync(address, post.Id!.Value, stopping);
                var redact = await redactor(address, before, stopping);
                await channel.StoreAsync(address, post.ToBody(redact), post.Id!.Value, stopping);
                await receive(
                    new IncomingMessage(
                        channel.Name, address, post.UpdateIdFor(address), post.ToInput(), LanguageOf(context.Request)),
                    stopping);
            }
            catch (Exception failure)
            {
                // The page keeps the message and offers it again under the same number.
                if (!stopping.IsCancellationRequested)
                {
                    LogNotTaken(logger, failure);
                }

                context.Response.Headers.RetryAfter = "5";
                return Refuse(StatusCodes.Status503ServiceUnavailable, "The bot cannot take messages now; try again.");
            }

            return Results.Json(new { taken = post.Id });
        });
    }

    private static string? LanguageOf(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.MaxBy(language => language.Quality ?? 1)?.Value.Value;

    private static IResult Unknown() =>
        Refuse(StatusCodes.Status401Unauthorized, "There is no visitor cookie; open the page at / first.");

    private static IResult Refuse(int status, string error) => Results.Json(new { error }, statusCode: status);

    [LoggerMessage(3040, LogLevel.Error, "A message from the web chat could not be taken; the page will offer it again")]
    private static partial void LogNotTaken(ILogger logger, Exception failure);
}
