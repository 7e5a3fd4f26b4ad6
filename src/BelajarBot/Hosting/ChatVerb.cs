using BelajarBot.Channels;
using BelajarBot.Channels.Terminal;
using BelajarBot.Conversations;
using Spectre.Console;

namespace BelajarBot.Hosting;

/// <summary><c>chat</c>: one person talks with the bot in the terminal, on the same database as the bot.</summary>
internal static class ChatVerb
{
    internal static async Task<int> RunAsync(IEnumerable<string> settings, CancellationToken cancel)
    {
        var builder = BotHost.CreateBuilder(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(provider => new TerminalChat(
            Console.In,
            Console.Out,
            (message, stop) => provider.GetRequiredService<Turns>().ReceiveAsync(message, stop),
            stop => provider.GetRequiredService<Sender>().WhenQuietAsync("terminal", TerminalChat.Address, stop),
            Console.IsInputRedirected || Console.IsOutputRedirected ? null : AnsiConsole.Console,
            provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IChannel>(provider => provider.GetRequiredService<TerminalChat>());
        await using var app = builder.Build();
        await BotHost.PrepareAsync(app.Services, cancel);

        // The web server stays off: only the services behind the conversation run.
        var sender = app.Services.GetRequiredService<Sender>();
        await sender.StartAsync(cancel);
        try
        {
            await app.Services.GetRequiredService<TerminalChat>().RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync();
        }

        await sender.StopAsync(CancellationToken.None);
        return ExitCode.Fine;
    }
}
