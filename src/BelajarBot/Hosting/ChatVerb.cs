using System.CommandLine;
using BelajarBot.Channels;
using BelajarBot.Channels.Terminal;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Storage;
using BelajarBot.Transcripts;
using Spectre.Console;

namespace BelajarBot.Hosting;

/// <summary><c>chat</c>: one person talks with the bot in the terminal, on the same database as the bot.</summary>
internal static class ChatVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var save = new Option<string?>("--save")
        {
            Description = "Write the conversation to this .chat file. It is then held with a new person, in a database of its own.",
        };
        var command = new Command("chat", "Talk with the bot in this terminal; /simpan file.chat saves the conversation.") { save };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(save), result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? save, IEnumerable<string> settings, CancellationToken cancel)
    {
        // A transcript begins with somebody whom the bot has never met.
        using var storage = save is null ? null : new ScriptStorage();
        var builder = BotHost.CreateBuilder(storage is null
            ? settings
            : [.. settings, $"Storage:Provider={storage.Options.Provider}", $"Storage:ConnectionString={storage.Options.ConnectionString}"]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(new ChatRecord("Percakapan dari terminal", "id", TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta")));
        builder.Services.AddSingleton(provider => new TerminalChat(
            Console.In,
            Console.Out,
            (message, stop) => provider.GetRequiredService<RecordedTerminal>().ReceiveAsync(message, provider.GetRequiredService<Turns>().ReceiveAsync, stop),
            stop => provider.GetRequiredService<Sender>().WhenQuietAsync("terminal", TerminalChat.Address, stop),
            Console.IsInputRedirected || Console.IsOutputRedirected ? null : AnsiConsole.Console,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<FileFolder>()));
        builder.Services.AddSingleton(provider => new RecordedTerminal(
            provider.GetRequiredService<ChatRecord>(), provider.GetRequiredService<TerminalChat>(), Console.Out, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IChannel>(provider => provider.GetRequiredService<RecordedTerminal>());
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
        if (save is not null)
        {
            await app.Services.GetRequiredService<RecordedTerminal>().SaveAsync(save, CancellationToken.None);
        }

        return ExitCode.Fine;
    }
}
