using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using BelajarBot.Telemetry;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.Hosting;

public sealed class TelemetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T163_Everything_worth_watching_is_measured_and_sent_to_a_collector_that_the_settings_name()
    {
        await using var collector = await Collector.StartAsync();
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        telegram.Fail("sendMessage", new Fault.Status(429, "Too Many Requests: retry after 1", RetryAfter: 1));
        var sari = telegram.Person();
        sari.Says("/menu");
        sari.Blocks();
        sari.Unblocks();
        telegram.Enqueue("""{"update_id":$ID,"message":7}""");

        await using (await HostedBot.StartAsync(BotSettings.For(
            telegram, store.Options, $"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Url}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf")))
        {
            await Until.TrueAsync(() => sari.Inbox.Count == 1 && telegram.PendingUpdates == 0, "the answer");
        }

        var metrics = collector.TextAt("/v1/metrics");
        Assert.All(
            [
                "belajarbot.updates.received", "belajarbot.updates.lag", "belajarbot.updates.under_way", "belajarbot.updates.failed",
                "belajarbot.people.reachability", "belajarbot.telegram.calls", "belajarbot.telegram.waits", "belajarbot.telegram.last_contact",
                "belajarbot.sends", "belajarbot.sends.duration", "belajarbot.sends.waiting", "belajarbot.sends.rate",
                "belajarbot.sends.closed",
            ],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.Contains("telegram.call", collector.TextAt("/v1/traces"), StringComparison.Ordinal);
        Assert.DoesNotContain(telegram.Token, metrics + collector.TextAt("/v1/traces"), StringComparison.Ordinal);
    }

    [Fact]
    public void T163_Instruments_are_named_alike()
    {
        var names = new ConcurrentBag<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == BotTelemetry.Name)
            {
                names.Add(instrument.Name);
            }
        };
        _ = BotTelemetry.Sends;
        listener.Start();

        Assert.Contains("belajarbot.updates.turned_away", names);
        Assert.Contains("belajarbot.webhook.refused", names);
        Assert.Contains("belajarbot.telegram.backlog", names);
        Assert.All(names, name => Assert.Matches("^belajarbot(\\.[a-z_]+)+$", name));
    }

    /// <summary>Takes whatever is sent to it.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ConcurrentQueue<(string Path, string Text)> posts = new();

        private Collector(WebApplication app) => this.app = app;

        public string Url => app.Urls.First();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var collector = new Collector(builder.Build());
            collector.app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                collector.posts.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            });
            await collector.app.StartAsync(Cancel);
            return collector;
        }

        public string TextAt(string path) => string.Concat(posts.Where(post => post.Path == path).Select(post => post.Text));

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
