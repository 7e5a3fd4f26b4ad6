using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BelajarBot.Tests.TelegramSimulation;

/// <summary>An update as a webhook gets it.</summary>
internal sealed record HookedUpdate(int Id, string? Secret, string ContentType, string ConnectionId, JsonElement Json);

/// <summary>A webhook on loopback that answers as the test says: an HTTP status, and whatever else it writes.</summary>
internal sealed class HookedBot : IAsyncDisposable
{
    private readonly WebApplication app;

    private HookedBot(WebApplication app) => this.app = app;

    public string Url { get; private set; } = "";

    public ConcurrentQueue<HookedUpdate> Received { get; } = new();

    public int[] ReceivedIds => [.. Received.Select(update => update.Id)];

    public static async Task<HookedBot> StartAsync(Func<HookedUpdate, HttpResponse, Task>? answer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var bot = new HookedBot(builder.Build());
        bot.app.Run(async context =>
        {
            var json = JsonElement.Parse(await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted));
            var update = new HookedUpdate(
                json.GetProperty("update_id").GetInt32(),
                context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"],
                context.Request.ContentType ?? "",
                context.Connection.Id,
                json);
            bot.Received.Enqueue(update);
            if (answer is not null)
            {
                await answer(update, context.Response);
            }
        });
        await bot.app.StartAsync(RawBot.Cancel);
        bot.Url = bot.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";
        return bot;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }
}
