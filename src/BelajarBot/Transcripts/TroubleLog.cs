using System.Collections.Concurrent;

namespace BelajarBot.Transcripts;

/// <summary>Keeps the errors that the bot logs, so that a failing conversation can say why.</summary>
internal sealed class TroubleLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> troubles = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var message = formatter(state, exception);
            troubles.Enqueue(exception is null ? message : $"{message}: {exception}");
        }
    }

    internal bool IsEmpty => troubles.IsEmpty;

    /// <summary>What was logged since the last call.</summary>
    internal IReadOnlyList<string> Take()
    {
        var all = new List<string>();
        while (troubles.TryDequeue(out var next))
        {
            all.Add(next);
        }

        return all;
    }

    public void Dispose()
    {
    }
}
