using BelajarBot.Channels.TelegramApi;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BelajarBot.Hosting;

/// <summary>
/// The second net under the token (T159): whatever is logged, by us or by a library and at any level, passes through here
/// before any provider has it. The first net is that nothing logs an address with the token in it.
/// </summary>
internal static class RedactedLogging
{
    internal static void AddRedaction(this ILoggingBuilder logging) =>
        logging.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(
            services => new RedactingFactory(ActivatorUtilities.CreateInstance<LoggerFactory>(services))));

    private sealed class RedactingFactory(LoggerFactory inner) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        public void Dispose() => inner.Dispose();
    }

    private sealed class RedactingLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!inner.IsEnabled(logLevel))
            {
                return;
            }

            var text = formatter(state, exception);
            var (clean, failure) = (TokenText.Redact(text), exception?.ToString());
            if (ReferenceEquals(clean, text) && (failure is null || ReferenceEquals(TokenText.Redact(failure), failure)))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return;
            }

            // The values behind the words hold the token too, so only the cleaned words go on.
            inner.Log(logLevel, eventId, clean, failure is null ? null : new RedactedException(TokenText.Redact(failure)), static (words, _) => words);
        }
    }

    /// <summary>Stands for an exception whose text held a token.</summary>
    private sealed class RedactedException(string text) : Exception("An exception with a token in its text.")
    {
        public override string ToString() => text;
    }
}
