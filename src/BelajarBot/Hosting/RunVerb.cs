using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Channels.WebChat;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>run</c>: the bot's main job.</summary>
internal static class RunVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var demo = new Option<int?>("--demo")
        {
            Description = "Fill an empty database with so many invented teachers first, 500 for example: for trying the web chat out on this computer.",
        };
        demo.CustomParser = result =>
        {
            if (result.Tokens is [{ Value: var written }] && int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= DemoPeople.Most)
            {
                return count;
            }

            result.AddError($"--demo takes a number from 1 to {DemoPeople.Most}.");
            return null;
        };
        var command = new Command("run", "Run the bot: the web chat on this computer, or Telegram when a token is set (the default).") { demo };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(settings) ?? [], result.GetValue(demo), cancel));
        return command;
    }

    internal static async Task<int> RunAsync(IEnumerable<string> settings, int? demo, CancellationToken cancel)
    {
        await using var app = Build(settings);
        if (demo is { } count)
        {
            await InventAsync(app, count, cancel);
        }

        await StartAsync(app, cancel);
        await app.WaitForShutdownAsync(cancel);
        return ExitCode.Fine;
    }

    private static async Task InventAsync(WebApplication app, int count, CancellationToken cancel)
    {
        await BotHost.PrepareAsync(app.Services, cancel);
        if (app.Services.GetService<DemoPeople>() is not { } people)
        {
            throw new HostStartException("--demo is for the web chat on this computer only: leave out the token, or leave out --demo.");
        }

        await Console.Out.WriteLineAsync($"There are {await people.FillAsync(count, cancel)} invented teachers in this database now; their channel is 'demo'.");
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
            builder.Services.AddSingleton<DemoPeople>();
            builder.Services.AddSingleton<IChannel, DemoChannel>();
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
        if (app.Services.GetService<DemoPeople>() is { } demo)
        {
            await demo.RememberPageAsync(cancel);
        }

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
        await OfferToWhoeverOwnsItAsync(app.Services, cancel);
    }

    /// <summary>A bot without a superadmin belongs to whoever reads its console; the log, which may be shipped, never has the code.</summary>
    private static async Task OfferToWhoeverOwnsItAsync(IServiceProvider services, CancellationToken cancel)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!await services.GetRequiredService<Database>().ReadAsync(
            session => services.GetRequiredService<Officers>().HaveSuperadminAsync(session, now), cancel))
        {
            await Console.Out.WriteLineAsync(
                $"Nobody administers this bot yet. To become its superadmin, send it: /peran {services.GetRequiredService<ClaimCode>().Issue()} "
                + "(good once, until the bot stops; or name somebody in Access:Superadmins).");
        }
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
