using System.Text;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using BelajarBot.Tests.TelegramSimulation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TelegramSimulator;

namespace BelajarBot.Tests.Channels.TelegramApi;

/// <summary>What the webhook answers to a post, whoever it is from and whatever is in it.</summary>
public sealed class WebhookEndpointTests : IAsyncLifetime
{
    private const string Secret = "rahasia_2026-ABC";
    private const string Hello =
        """{"update_id":7,"message":{"message_id":1,"date":1772409600,"chat":{"id":5,"type":"private"},"text":"halo"}}""";

    private readonly TelegramOptions options = new()
    {
        Mode = TelegramMode.Webhook, WebhookUrl = "https://bot.example.org/telegram", SecretToken = Secret, MaxConnections = 2,
        StopGrace = TimeSpan.FromMilliseconds(100),
    };

    private readonly List<IncomingMessage> received = [];
    private readonly List<(long UpdateId, string Raw)> parked = [];
    private Simulator telegram = null!;
    private BotApiClient client = null!;
    private WebhookEndpoint endpoint = null!;

    public static TheoryData<string?[]> WrongSecrets => new(
        (string?[])[], [""], ["wrong"], [Secret, Secret], [Secret + "x"], [Secret[..^1]], [Secret.ToLowerInvariant()], [Secret + "," + Secret], ["\ud83d"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        telegram = await Simulator.StartAsync(cancel: Cancel);
        (options.BaseUrl, options.Token) = (telegram.BaseUrl, telegram.Token);
        client = new BotApiClient(Options.Create(options), TimeProvider.System);
        endpoint = new WebhookEndpoint(Options.Create(options), TimeProvider.System, new LogLines<WebhookEndpoint>());
    }

    public async ValueTask DisposeAsync()
    {
        endpoint.Dispose();
        client.Dispose();
        await telegram.DisposeAsync();
    }

    [Theory, MemberData(nameof(WrongSecrets))]
    public async Task T31_Without_the_secret_a_post_is_refused_and_not_one_byte_of_it_is_read(string?[] secrets)
    {
        Open();
        var post = Post(new UnreadableBody(), secrets);

        await endpoint.HandleAsync(post);

        Assert.Equal(401, post.Response.StatusCode);
        Assert.Equal("close", post.Response.Headers.Connection);
        Assert.Equal("", BodyOf(post));
        Assert.Empty(received);
    }

    [Fact]
    public async Task T40_With_the_secret_a_post_has_its_turn_and_an_answer_without_a_body()
    {
        Open();

        var post = await SendAsync(Hello);

        Assert.Equal(200, post.Response.StatusCode);
        Assert.Equal("", BodyOf(post));
        Assert.Equal(new TextInput("halo"), Assert.Single(received).Input);
        Assert.NotNull(endpoint.LastTaken);
    }

    [Fact]
    public async Task T35_While_the_store_is_out_of_order_a_post_is_put_off_and_health_says_so_until_one_is_taken()
    {
        var isBroken = true;
        Open(_ => isBroken ? throw new StorageException(StorageTrouble.Unreachable, "The database is away.") : Task.CompletedTask);

        var early = await SendAsync(Hello);
        var trouble = endpoint.StoreTrouble;
        isBroken = false;
        var late = await SendAsync(Hello);

        Assert.Equal((503, "5"), (early.Response.StatusCode, early.Response.Headers.RetryAfter.ToString()));
        Assert.Contains("cannot be stored", trouble, StringComparison.Ordinal);
        Assert.Equal(200, late.Response.StatusCode);
        Assert.Null(endpoint.StoreTrouble);
    }

    [Fact]
    public async Task T35_While_the_store_is_out_of_order_what_cannot_be_read_is_put_off_too()
    {
        Open(park: () => throw new StorageException(StorageTrouble.Unreachable, "The database is away."));

        var broken = await SendAsync("""{"update_id":8,"message":{"message_id":""");
        var wrong = await SendAsync("""{"update_id":9,"message":7}""");

        Assert.Equal((503, 503), (broken.Response.StatusCode, wrong.Response.StatusCode));
    }

    public static TheoryData<string> Poison =>
    [
        """{"update_id":7,"message":{"message_id":""",
        """{"update_id":7,"message":"oops"}""",
        """{"update_id":7,"message":{"message_id":1,"chat":[],"date":1}}""",
        $$"""{"update_id":7,"x":{{new string('[', 100)}}{{new string(']', 100)}}}""",
        $$"""{"update_id":7,"x":{{new string('[', 20_000)}}""",
    ];

    [Theory, MemberData(nameof(Poison))]
    public async Task T35_T41_What_cannot_be_read_is_parked_and_answered_so_that_it_holds_up_nobody(string body)
    {
        Open();

        var post = await SendAsync(body);

        Assert.Equal(200, post.Response.StatusCode);
        Assert.Equal((7, body), Assert.Single(parked));
        Assert.Empty(received);
    }

    public static TheoryData<string> NoUpdates => ["", " ", "null", "7", "[]", "{}", "halo", "{\"update_id\":\"7\"}", "{\"update_id\":1e99}", "{\"message\":{\"update_id\":7}}"];

    [Theory, MemberData(nameof(NoUpdates))]
    public async Task T41_What_is_no_update_at_all_is_refused(string body)
    {
        Open();

        var post = await SendAsync(body);

        Assert.Equal(400, post.Response.StatusCode);
        Assert.Empty(parked);
        Assert.Empty(received);
    }

    [Fact]
    public async Task T41_A_body_that_says_it_is_larger_than_any_update_is_refused_unread()
    {
        Open();
        var post = Post(new UnreadableBody(), Secret);
        post.Request.ContentLength = 1 << 20;

        await endpoint.HandleAsync(post);

        Assert.Equal(413, post.Response.StatusCode);
    }

    [Fact]
    public async Task T30_More_posts_at_once_than_agreed_are_put_off()
    {
        var release = new TaskCompletionSource();
        Open(_ => release.Task);

        var first = SendAsync(Hello);
        var second = SendAsync(Hello.Replace(":7", ":8", StringComparison.Ordinal));
        var third = await SendAsync(Hello.Replace(":7", ":9", StringComparison.Ordinal));
        release.SetResult();

        Assert.Equal((503, "1"), (third.Response.StatusCode, third.Response.Headers.RetryAfter.ToString()));
        Assert.Equal(200, (await first).Response.StatusCode);
        Assert.Equal(200, (await second).Response.StatusCode);
        Assert.Equal(200, (await SendAsync(Hello)).Response.StatusCode);
    }

    [Fact]
    public async Task T164_Until_the_bot_knows_who_it_is_and_once_it_stops_posts_are_put_off()
    {
        var early = await SendAsync(Hello);
        Open();
        endpoint.Close();
        var late = await SendAsync(Hello);

        Assert.Equal((503, 503), (early.Response.StatusCode, late.Response.StatusCode));
        Assert.Empty(received);
    }

    [Fact]
    public async Task T18_A_stop_waits_for_the_post_that_is_under_way()
    {
        var release = new TaskCompletionSource();
        Open(_ => release.Task);
        options.StopGrace = TimeSpan.FromSeconds(30);

        var post = SendAsync(Hello);
        endpoint.Close();
        var idle = endpoint.WhenIdleAsync();
        var wasIdle = idle.IsCompleted;
        release.SetResult();
        await idle.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        Assert.False(wasIdle);
        Assert.Equal(200, (await post).Response.StatusCode);
    }

    [Fact]
    public async Task T18_A_turn_that_never_ends_is_put_off_when_the_grace_is_over()
    {
        Open(cancel => Task.Delay(Timeout.Infinite, cancel));

        var post = SendAsync(Hello);
        endpoint.Close();

        Assert.Equal(503, (await post.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).Response.StatusCode);
    }

    [Fact]
    public async Task T101_A_press_is_answered_before_its_turn_ends()
    {
        var press = telegram.Person().PressesData("lanjut");
        var release = new TaskCompletionSource();
        Open(_ => release.Task);

        var post = SendAsync(
            $$$$$"""{"update_id":7,"callback_query":{"id":"{{{{{press.Id}}}}}","from":{"id":5},"data":"lanjut","message":{"message_id":1,"date":0,"chat":{"id":5,"type":"private"}}}}""");
        await Eventually.TrueAsync(() => press.AnsweredAt is not null, "the answer to the press");
        var wasTaken = post.IsCompleted;
        release.SetResult();

        Assert.False(wasTaken);
        Assert.Equal(200, (await post).Response.StatusCode);
    }

    private void Open(Func<CancellationToken, Task>? turn = null, Func<Task>? park = null) => endpoint.Open(new UpdateIntake(
        client,
        new TelegramUpdates("belajar_test_bot"),
        "webhook",
        async (message, cancel) =>
        {
            await (turn?.Invoke(cancel) ?? Task.CompletedTask);
            received.Add(message);
        },
        (_, _) => Task.CompletedTask,
        async (_, id, _, raw, _) =>
        {
            await (park?.Invoke() ?? Task.CompletedTask);
            parked.Add((id, raw));
        },
        TimeProvider.System,
        new LogLines<WebhookEndpoint>()));

    private async Task<HttpContext> SendAsync(string body)
    {
        var post = Post(new MemoryStream(Encoding.UTF8.GetBytes(body)), Secret);
        await endpoint.HandleAsync(post);
        return post;
    }

    private static DefaultHttpContext Post(Stream body, params string?[] secrets)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Body = body;
        context.Request.Headers[WebhookEndpoint.SecretHeader] = secrets;
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static string BodyOf(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());

    /// <summary>A body that must not be touched.</summary>
    private sealed class UnreadableBody : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("The body was read.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The body was read.");
    }
}
