using System.Collections.Concurrent;
using BelajarBot.Hosting;
using BelajarBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>The real host with everything that <c>run</c> puts into it, inside the test's own process.</summary>
internal sealed class HostedBot : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly HttpClient web = new();

    private HostedBot(WebApplication host, LogLines log) => (this.host, Log) = (host, log);

    /// <summary>What it logged so far, from warnings upwards, with the failure behind each line.</summary>
    public LogLines Log { get; }

    /// <summary>Where its pages and its webhook are.</summary>
    public Uri Address => new(host.Urls.First());

    /// <summary>Its parts.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Its store.</summary>
    public Database Database => host.Services.GetRequiredService<Database>();

    public static Task<HostedBot> StartAsync(params string[] settings) => StartAsync(TimeProvider.System, settings);

    /// <summary>A bot that lives by this clock.</summary>
    public static async Task<HostedBot> StartAsync(TimeProvider time, params string[] settings)
    {
        var log = new LogLines();
        var built = RunVerb.Build(settings, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddSingleton(time);
        });
        await RunVerb.StartAsync(built, TestContext.Current.CancellationToken);
        return new HostedBot(built, log);
    }

    /// <summary>What <c>/readyz</c> says now.</summary>
    public async Task<(int Status, string Text)> ReadyAsync()
    {
        using var response = await web.GetAsync($"{host.Urls.First()}/readyz", TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        await host.DisposeAsync();
        web.Dispose();
    }
}

/// <summary>Keeps log lines for a test to look at.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> All => [.. lines];

    public int Count(string words) => All.Count(line => line.Contains(words, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Lines(lines);

    public void Dispose()
    {
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
