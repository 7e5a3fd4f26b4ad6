using BelajarBot.Hosting;
using BelajarBot.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// The token and the secret, looked for in everything that the whole program tells at its most talkative, while everything
/// goes wrong that can. The redactor is taken out: it is the second net, and this is about the first.
/// </summary>
public sealed class SecretsTests
{
    private const string Token = "7654321:CANARY-token-that-must-never-show-000";
    private const string Secret = "SECRETCANARY_of-the-webhook";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T159_T118_While_polling_the_token_is_in_no_log_no_trace_no_metric_and_no_page()
    {
        using var watch = new CanaryWatch();
        await using var stage = await WebhookStage.StartAsync(new SimulatorOptions { Token = Token });
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        var telegram = stage.Telegram;
        telegram.Fail("getMe", new Fault.Status(500, "Internal Server Error"));
        telegram.Fail("getUpdates", new Fault.Body(502, "<html>Bad Gateway</html>"));
        telegram.Fail("getUpdates", new Fault.DropAfterApply());
        telegram.Fail("getUpdates", new Fault.Status(429, "Too Many Requests: retry after 1", RetryAfter: 1));
        telegram.Fail("answerCallbackQuery", new Fault.Status(400, "Bad Request: query is too old"));

        var bot = await StartAsync(BotSettings.For(telegram, store.Options), watch);
        await LiveThroughTroubleAsync(telegram, bot, watch);
        telegram.RevokeToken();
        telegram.Person().Says("/menu");
        await Until.TrueAsync(() => Said(watch, "Telegram refuses the token"), "the refusal");
        await LookAtPagesAsync(bot, watch);
        await StopAsync(bot);

        AssertQuiet(watch);
    }

    [Fact]
    public async Task T159_T160_By_webhook_the_token_and_the_secret_are_in_no_log_no_trace_no_metric_and_no_page()
    {
        using var watch = new CanaryWatch();
        await using var stage = await WebhookStage.StartAsync(new SimulatorOptions { Token = Token });
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        var telegram = stage.Telegram;
        telegram.Fail("setWebhook", new Fault.Status(429, "Too Many Requests: retry after 1", RetryAfter: 1));
        telegram.Fail("getWebhookInfo", new Fault.Body(502, "<html>Bad Gateway</html>"));

        var bot = await StartAsync(stage.Settings(store.Options, $"Telegram:SecretToken={Secret}"), watch);
        stage.Bot = new Uri(bot.Urls.First());
        telegram.Webhook.LoseAnswers(1);
        await LiveThroughTroubleAsync(telegram, bot, watch);
        await PostWithoutSecretAsync(bot, watch);
        telegram.RevokeToken();
        await Until.TrueAsync(() => Said(watch, "Telegram refuses the token"), "the refusal");
        await LookAtPagesAsync(bot, watch);
        await StopAsync(bot);

        Assert.DoesNotContain("CANARY", new Uri(telegram.RequestsTo("setWebhook")[^1].Json.GetProperty("url").GetString()!).AbsolutePath, StringComparison.Ordinal);
        AssertQuiet(watch);
    }

    [Fact]
    public async Task T159_What_a_library_logs_all_the_same_passes_a_redactor()
    {
        using var watch = new CanaryWatch();
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var host = RunVerb.Build(
            BotSettings.For(telegram, store.Options), builder => builder.Logging.ClearProviders().AddProvider(watch));
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("A library");

        logger.LogError(new InvalidOperationException($"GET https://api.telegram.org/bot{Token}/getMe"), "Request {Url} failed", $"/bot{Token}/getMe");
        logger.LogError("GET /bot7654321%3ACANARY-token-that-must-never-show-000/getMe");
        logger.LogError("Nothing to hide at 12:30:45 {Count}", 7);

        var lines = watch.Told.Where(line => line.StartsWith("log A library", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, lines.Count);
        Assert.DoesNotContain(lines, line => line.Contains("CANARY", StringComparison.Ordinal));
        Assert.Contains("Request /bot[token]/getMe failed", lines[0], StringComparison.Ordinal);
        Assert.Contains("GET https://api.telegram.org/bot[token]/getMe", lines[0], StringComparison.Ordinal);
        Assert.Contains("Nothing to hide at 12:30:45 7", lines[2], StringComparison.Ordinal);
        Assert.Contains("[Count, 7]", lines[2], StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(string[] settings, CanaryWatch watch)
    {
        var host = RunVerb.Build(settings, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(watch);
            builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory, LoggerFactory>());
            builder.Services.Configure<LoggerFilterOptions>(options =>
            {
                options.Rules.Clear();
                options.MinLevel = LogLevel.Trace;
            });
        });
        await RunVerb.StartAsync(host, Cancel);
        return host;
    }

    private static async Task LiveThroughTroubleAsync(Simulator telegram, WebApplication bot, CanaryWatch watch)
    {
        telegram.Fail("sendMessage", new Fault.Status(429, "Too Many Requests: retry after 1", RetryAfter: 1));
        telegram.Fail("sendMessage", new Fault.Status(500, "Internal Server Error"), nth: 2);
        telegram.Fail("sendMessage", new Fault.Drop(), nth: 3);
        telegram.Fail("sendMessage", new Fault.TruncatedAfterApply(), nth: 4);
        telegram.Fail("sendMessage", new Fault.Status(400, "Bad Request: message is too long"), nth: 5);
        var sari = telegram.Person();
        sari.Says("/satu");
        sari.PressesData("basi");
        telegram.Enqueue("""{"update_id":$ID,"message":7}""");
        sari.Says("/dua");
        await LookAtPagesAsync(bot, watch);
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "all were acknowledged");
        await Until.TrueAsync(() => sari.Inbox.Any(message => message.Text.Contains("/dua", StringComparison.Ordinal)), "the last answer");
    }

    private static async Task LookAtPagesAsync(WebApplication bot, CanaryWatch watch)
    {
        using var http = new HttpClient { BaseAddress = new Uri(bot.Urls.First()) };
        foreach (var page in new[] { "/healthz", "/readyz", "/", "/nowhere", "/telegram" })
        {
            using var response = await http.GetAsync(page, Cancel);
            watch.Tell("page", $"{response} {await response.Content.ReadAsStringAsync(Cancel)}");
        }
    }

    private static async Task PostWithoutSecretAsync(WebApplication bot, CanaryWatch watch)
    {
        using var http = new HttpClient { BaseAddress = new Uri(bot.Urls.First()) };
        using var response = await http.PostAsync("/telegram", new StringContent("{}"), Cancel);
        watch.Tell("page", $"{response} {await response.Content.ReadAsStringAsync(Cancel)}");
    }

    private static async Task StopAsync(WebApplication bot)
    {
        await bot.StopAsync(CancellationToken.None);
        await bot.DisposeAsync();
    }

    private static bool Said(CanaryWatch watch, string words) => watch.Told.Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>Nothing with the canary in it, among enough of every kind to mean something.</summary>
    private static void AssertQuiet(CanaryWatch watch)
    {
        watch.Observe();
        Assert.All(
            ["log", "trace", "metric", "page"],
            kind => Assert.True(watch.Told.Count(line => line.StartsWith(kind, StringComparison.Ordinal)) > 5, kind));
        Assert.Contains(watch.Told, line => line.StartsWith("metric BelajarBot belajarbot.telegram.calls", StringComparison.Ordinal));
        Assert.Contains(watch.Told, line => line.StartsWith("trace BelajarBot telegram.call", StringComparison.Ordinal));
        Assert.Contains(watch.Told, line => line.StartsWith("metric System.Net.Http", StringComparison.Ordinal));
        Assert.DoesNotContain(watch.Told, line => line.Contains("CANARY", StringComparison.Ordinal));
    }
}
