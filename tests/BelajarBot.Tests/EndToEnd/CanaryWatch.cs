using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>Hears everything that a process tells: every log line at every level, every trace, every measurement.</summary>
internal sealed class CanaryWatch : ILoggerProvider
{
    private readonly ConcurrentQueue<string> told = new();
    private readonly ActivityListener traces;
    private readonly MeterListener metrics = new();

    public CanaryWatch()
    {
        traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Tell(
                "trace", $"{activity.Source.Name} {activity.DisplayName} {string.Join(';', activity.TagObjects)} {string.Join(';', activity.Events.SelectMany(e => e.Tags))} {activity.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(traces);
        metrics.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        metrics.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Measure(instrument, value, tags));
        metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        metrics.Start();
    }

    /// <summary>All of it, each line with its kind in front: <c>log</c>, <c>trace</c> or <c>metric</c>.</summary>
    public IReadOnlyCollection<string> Told => told;

    /// <summary>Takes note of something else, such as a page.</summary>
    public void Tell(string kind, string text) => told.Enqueue($"{kind} {text}");

    /// <summary>Asks the gauges that answer only when asked.</summary>
    public void Observe() => metrics.RecordObservableInstruments();

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }

    private void Measure<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Tell("metric", $"{instrument.Meter.Name} {instrument.Name} {value} {string.Join(';', tags.ToArray())}");

    private sealed class Lines(CanaryWatch watch, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            watch.Tell("log", $"{category} scope {Words(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            watch.Tell("log", $"{category} {logLevel} {formatter(state, exception)} {Words(state)} {exception}");

        private static string Words<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(';', values) : $"{state}";
    }
}
