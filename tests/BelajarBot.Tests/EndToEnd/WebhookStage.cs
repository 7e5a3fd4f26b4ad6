using System.Net;
using System.Net.Sockets;
using BelajarBot.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// A Telegram that posts to the bot of this test, as a proxy in front of it would let it; bots come and go behind the
/// same public address.
/// </summary>
internal sealed class WebhookStage : IAsyncDisposable
{
    public const string Url = "https://bot.example.org/telegram";
    public const string Secret = "rahasia_2026-ABC";

    /// <summary>Nobody listens on the discard port, so a post without a bot is refused at once.</summary>
    private volatile Uri[] bots = [new("http://127.0.0.1:9")];
    private int posts;

    /// <summary>Where posts go from now on.</summary>
    public Uri Bot
    {
        set => bots = [value];
    }

    /// <summary>Posts go to each of these in turn from now on.</summary>
    public void Share(params Uri[] among) => bots = among;

    private WebhookStage()
    {
    }

    public Simulator Telegram { get; private set; } = null!;

    /// <summary>An address on this computer where nobody listens.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public static async Task<WebhookStage> StartAsync(SimulatorOptions? options = null)
    {
        var stage = new WebhookStage();
        stage.Telegram = await Simulator.StartAsync(
            (options ?? new SimulatorOptions()) with { WebhookRoute = url => new Uri(stage.NextBot(), url.AbsolutePath) },
            TestContext.Current.CancellationToken);
        return stage;
    }

    /// <summary>Starts a bot in webhook mode, to which Telegram's posts go from now on.</summary>
    public async Task<HostedBot> StartBotAsync(StorageOptions storage, params string[] more)
    {
        var started = await HostedBot.StartAsync(Settings(storage, more));
        Bot = started.Address;
        return started;
    }

    /// <summary>The settings of such a bot.</summary>
    public string[] Settings(StorageOptions storage, params string[] more) => BotSettings.For(
        Telegram, storage,
        ["Telegram:Mode=Webhook", $"Telegram:WebhookUrl={Url}", $"Telegram:SecretToken={Secret}", "Telegram:WebhookCheck=00:00:00.2", .. more]);

    private Uri NextBot()
    {
        var now = bots;
        return now[(uint)Interlocked.Increment(ref posts) % now.Length];
    }

    public async ValueTask DisposeAsync() => await Telegram.DisposeAsync();
}
