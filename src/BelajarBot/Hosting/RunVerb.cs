using System.Net;
using System.Net.Sockets;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Channels.WebChat;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>run</c>: the bot's main job.</summary>
internal static class RunVerb
{
    internal static async Task<int> RunAsync(IEnumerable<string> settings, CancellationToken cancel)
    {
        await using var app = Build(settings);
        await StartAsync(app, cancel);
        await app.WaitForShutdownAsync(cancel);
        return ExitCode.Fine;
    }

    /// <summary>The host, ready to be started; a test may start it too.</summary>
    internal static WebApplication Build(IEnumerable<string> settings, Action<WebApplicationBuilder>? change = null)
    {
        var builder = BotHost.CreateBuilder(settings);
        builder.AddSchedule();
        builder.Services.AddHostedService<TelemetryExport>();
        change?.Invoke(builder);
        var telegram = builder.Configuration.GetSection(TelegramOptions.Section);
        if (string.IsNullOrWhiteSpace(telegram["Token"]) && string.IsNullOrWhiteSpace(telegram["TokenFile"]))
        {
            builder.Services.AddSingleton<IWebHistory, WebHistory>();
            builder.Services.AddWebChat();
        }
        else
        {
            builder.Services.AddTelegram();
        }

        return builder.Build();
    }

    internal static async Task StartAsync(WebApplication app, CancellationToken cancel)
    {
        await BotHost.PrepareAsync(app.Services, cancel);
        var url = app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Url;
        ProbePort(url);
        app.Urls.Clear();
        app.Urls.Add(url);
        app.MapWeb();
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException trouble)
        {
            throw CannotServe(url, trouble);
        }

        await Console.Out.WriteLineAsync(app.Services.GetService<IUpdateSource>() is null
            ? $"BelajarBot is ready. Open {app.Urls.First()} in a browser to chat. Ctrl-C stops it."
            : $"BelajarBot talks to Telegram. Its health is at {app.Urls.First()}/readyz. Ctrl-C stops it.");
    }

    /// <summary>
    /// Finds out that the port is taken before anything has started: later it would tear down services that are at work
    /// already, with pages of log around the one line that counts.
    /// </summary>
    private static void ProbePort(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            return;
        }

        try
        {
            using var probe = new TcpListener(ip, address.Port);
            probe.Start();
        }
        catch (SocketException trouble)
        {
            throw CannotServe(url, trouble);
        }
    }

    private static HostStartException CannotServe(string url, Exception trouble) =>
        new($"{url} cannot be served: {trouble.Message.TrimEnd('.')}. Is the bot running already? Set Web:Url to another port.", trouble);
}
