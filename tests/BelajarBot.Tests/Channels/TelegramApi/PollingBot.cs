using System.Collections.Concurrent;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramSimulator;

namespace BelajarBot.Tests.Channels.TelegramApi;

/// <summary>Keeps every line at every level, exceptions in full.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public int Count(string words) => Lines.Count(line => line.Text.Contains(words, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The poller at work on a simulator, quick to retry, with what it took in.</summary>
internal sealed class PollingBot : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Receive? receive;
    private Task running = Task.CompletedTask;

    private PollingBot(TelegramOptions options, Receive? receive)
    {
        this.receive = receive;
        Client = new BotApiClient(Options.Create(options), TimeProvider.System);
        Poller = new TelegramPoller(Client, Options.Create(options), TimeProvider.System, Log);
    }

    public BotApiClient Client { get; }

    public TelegramPoller Poller { get; }

    public LogLines<TelegramPoller> Log { get; } = new();

    public ConcurrentQueue<IncomingMessage> Received { get; } = new();

    public ConcurrentQueue<ReachabilityChange> Changes { get; } = new();

    public ConcurrentQueue<(long UpdateId, string Reason, string Raw)> Parked { get; } = new();

    public bool HasEnded => running.IsCompleted;

    public static TelegramOptions OptionsFor(string baseUrl, string token) => new()
    {
        BaseUrl = baseUrl,
        Token = token,
        PollTimeout = TimeSpan.FromSeconds(1),
        RequestTimeout = TimeSpan.FromSeconds(5),
        RetryDelay = TimeSpan.FromMilliseconds(500),
    };

    public static PollingBot Start(Simulator telegram, Receive? receive = null, Action<TelegramOptions>? configure = null) =>
        Start(telegram.BaseUrl, telegram.Token, receive, configure);

    public static PollingBot Start(string baseUrl, string token, Receive? receive = null, Action<TelegramOptions>? configure = null)
    {
        var options = OptionsFor(baseUrl, token);
        configure?.Invoke(options);
        var bot = new PollingBot(options, receive);
        bot.running = bot.Poller.RunAsync(bot.ReceiveAsync, bot.NoteAsync, bot.ParkAsync, bot.stop.Token);
        return bot;
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        stop.Dispose();
    }

    private async Task ReceiveAsync(IncomingMessage message, CancellationToken cancel)
    {
        if (receive is not null)
        {
            await receive(message, cancel);
        }

        Received.Enqueue(message);
    }

    private Task NoteAsync(ReachabilityChange change, CancellationToken cancel)
    {
        Changes.Enqueue(change);
        return Task.CompletedTask;
    }

    private Task ParkAsync(string channel, long updateId, string reason, string raw, CancellationToken cancel)
    {
        Parked.Enqueue((updateId, reason, raw));
        return Task.CompletedTask;
    }
}
