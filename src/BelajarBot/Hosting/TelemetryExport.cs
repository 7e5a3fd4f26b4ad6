using System.Diagnostics.Metrics;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BelajarBot.Hosting;

/// <summary>
/// Sends metrics and traces to a collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the other OTEL_ variables are
/// understood too. Without it nothing is collected.
/// </summary>
internal sealed class TelemetryExport(IConfiguration configuration, Sender sender, CallPace pace) : IHostedService, IDisposable
{
    internal const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Meter gauges = new(BotTelemetry.Name);
    private MeterProvider? metrics;
    private TracerProvider? traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        gauges.CreateObservableGauge("belajarbot.sends.waiting", () => sender.Waiting);
        gauges.CreateObservableGauge("belajarbot.sends.closed", () => sender.Closed is null ? 0 : 1);
        gauges.CreateObservableGauge("belajarbot.sends.rate", () => pace.PerSecond);
        if (!string.IsNullOrWhiteSpace(configuration[EndpointVariable]))
        {
            var resource = ResourceBuilder.CreateDefault().AddService("belajarbot");
            metrics = OpenTelemetry.Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(configuration))
                .SetResourceBuilder(resource).AddMeter(BotTelemetry.Name).AddOtlpExporter().Build();
            traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(configuration))
                .SetResourceBuilder(resource).AddSource(BotTelemetry.Name).AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what is not sent yet.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
        gauges.Dispose();
    }
}
