using System.Net;
using System.Net.Sockets;
using System.Text;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

public sealed class WebhookTests : IAsyncLifetime
{
    private WebhookStage stage = null!;
    private BotStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        stage = await WebhookStage.StartAsync();
        store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
    }

    public async ValueTask DisposeAsync()
    {
        await stage.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task T12_T50_At_the_start_Telegram_is_told_the_address_the_secret_and_exactly_the_kinds_that_the_bot_understands()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        await Until.TrueAsync(() => stage.Telegram.Webhook.Settings is not null, "the webhook was set");

        var told = Assert.Single(stage.Telegram.RequestsTo("setWebhook")).Json;
        Assert.Equal(
            $$"""{"url":"{{WebhookStage.Url}}","secret_token":"{{WebhookStage.Secret}}","max_connections":40,"allowed_updates":["message","edited_message","callback_query","my_chat_member"],"drop_pending_updates":false}""",
            told.GetRawText());
    }

    [Fact]
    public async Task T33_An_update_that_is_posted_three_times_is_answered_once()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        var sari = stage.Telegram.Person();
        stage.Telegram.Webhook.LoseAnswers(2);

        sari.Says("/satu");
        await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "the update was acknowledged", TimeSpan.FromSeconds(20));
        sari.Says("/dua");
        await Until.TrueAsync(() => sari.Inbox.Any(message => message.Text.Contains("/dua")), "the second answer");

        Assert.Equal(2, sari.Inbox.Count);
        Assert.True(stage.Telegram.Webhook.Posts.Count >= 4);
    }

    [Fact]
    public async Task T33_T17_Killed_again_and_again_the_bot_answers_every_message_in_its_order()
    {
        // Always the same port, as behind a proxy, so that posts find the bot that came after the killed one.
        var web = WebhookStage.FreeAddress();
        stage.Bot = web;
        var settings = stage.Settings(store.Options, $"Web:Url={web.GetLeftPart(UriPartial.Authority)}");
        var people = Enumerable.Range(0, 10).Select(_ => stage.Telegram.Person()).ToList();
        for (var i = 0; i < 8; i++)
        {
            people.ForEach(person => person.Says($"/kata{i}"));
        }

        for (var kills = 1; kills <= 3; kills++)
        {
            await using var killed = BotProcess.Run(settings);
            await Until.TrueAsync(() => people.Sum(person => person.Inbox.Count) >= kills * 10, "some answers");
            await killed.KillAsync();
        }

        await using var bot = BotProcess.Run(settings);
        await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "all were acknowledged", TimeSpan.FromMinutes(2));
        await Until.TrueAsync(
            () => people.TrueForAll(person => Words(person).Distinct().Count() == 8), "every answer arrived");

        // What was sent but not yet written down when the bot was killed may come twice; its order stays.
        Assert.All(people, person => Assert.Equal(Enumerable.Range(0, 8).Select(i => $"/kata{i}"), Words(person).Distinct()));
    }

    [Fact]
    public async Task T35_A_poisonous_update_is_parked_and_its_chat_and_others_go_on()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        var (sari, budi) = (stage.Telegram.Person(), stage.Telegram.Person());

        sari.Says("/satu");
        stage.Telegram.Enqueue($$$"""{"update_id":$ID,"message":{"message_id":"x","chat":{"id":{{{sari.Id}}}},"text":7}}""");
        sari.Says("/dua");
        budi.Says("/tiga");
        await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "all were acknowledged");
        await Until.TrueAsync(() => sari.Inbox.Count == 2 && budi.Inbox.Count == 1, "all answers");

        Assert.Equal(1, bot.Log.Count("could not be read and is parked"));
        Assert.All(stage.Telegram.Webhook.Posts, post => Assert.Equal(200, post.Status));
    }

    [Fact]
    public async Task T36_A_message_and_a_press_of_one_person_at_once_end_as_if_one_had_come_after_the_other()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        var sari = stage.Telegram.Person();
        sari.Says("/aktivasi");
        await Until.TrueAsync(() => sari.Inbox is [.., var last] && last.Labels.Contains("Sudah tahu"), "the first question");
        var question = sari.Inbox[^1];

        for (var round = 0; round < 5; round++)
        {
            sari.Presses("Sudah tahu", question.Id);
            sari.Says("kembali");
        }

        await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "all were acknowledged");
        sari.Says("/menu");
        await Until.TrueAsync(() => sari.Inbox[^1].Text.Contains("Apa yang bisa saya bantu", StringComparison.Ordinal), "the menu");

        Assert.Equal(0, bot.Log.Count("failed"));
        Assert.DoesNotContain(sari.Inbox, message => message.Text.Contains("gangguan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T39_T31_T38_T41_Over_the_wire_every_answer_is_empty_never_410_and_a_good_connection_is_kept()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        await Until.TrueAsync(() => stage.Telegram.Webhook.Settings is not null, "the webhook was set");
        var connections = 0;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

        var taken = new[] { await PostAsync(http, bot, Ignored(1)), await PostAsync(http, bot, Ignored(2)) };
        var connectionsOfTaken = connections;
        var refused = new[]
        {
            await PostAsync(http, bot, Ignored(3), secret: null),
            await PostAsync(http, bot, Ignored(4), secret: "wrong"),
            await PostAsync(http, bot, ""),
            await PostAsync(http, bot, new string('x', 1 << 20)),
            await PostAsync(http, bot, new string('x', 1 << 20), isChunked: true),
        };

        Assert.Equal([(200, ""), (200, "")], taken);
        Assert.Equal(1, connectionsOfTaken);
        Assert.Equal([(401, ""), (401, ""), (400, ""), (413, ""), (413, "")], refused);
    }

    [Fact]
    public async Task T37_Fifty_people_at_once_are_answered_quickly_enough_that_Telegram_keeps_its_connections()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        var people = Enumerable.Range(0, 50).Select(_ => stage.Telegram.Person()).ToList();

        for (var round = 0; round < 4; round++)
        {
            people.ForEach(person => person.Says("/menu"));
        }

        await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "all were acknowledged");
        await Until.TrueAsync(() => people.TrueForAll(person => person.Inbox.Count == 4), "all were answered");

        Assert.Equal(200, stage.Telegram.Webhook.Posts.Count);
        Assert.InRange(stage.Telegram.Webhook.MostAtOnce, 2, 40);
    }

    [Fact]
    public async Task T42_A_restart_with_nothing_changed_tells_Telegram_nothing_and_a_new_secret_once()
    {
        await using (await stage.StartBotAsync(store.Options))
        {
            await Until.TrueAsync(() => stage.Telegram.RequestsTo("getWebhookInfo").Count > 2, "the webhook was set and looked at");
        }

        await using (await stage.StartBotAsync(store.Options))
        {
            stage.Telegram.Person().Says("/menu");
            await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "an update after the restart");
        }

        var afterRestart = stage.Telegram.RequestsTo("setWebhook").Count;
        await using (await stage.StartBotAsync(store.Options, "Telegram:SecretToken=lain"))
        {
            stage.Telegram.Person().Says("/menu");
            await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "an update with the new secret", TimeSpan.FromSeconds(20));
        }

        // Telegram takes one such call a second, so the second may have had to wait.
        var told = stage.Telegram.RequestsTo("setWebhook").Select(request => request.Json.GetProperty("secret_token").GetString());
        Assert.Equal(1, afterRestart);
        Assert.Equal([WebhookStage.Secret, "lain"], told.Distinct());
    }

    [Fact]
    public async Task T42_Five_processes_that_start_together_tell_Telegram_once()
    {
        await using var shared = await BotStore.CreateAsync(DatabaseKind.Postgres);

        var bots = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => stage.StartBotAsync(shared.Options)));
        await Until.TrueAsync(() => stage.Telegram.RequestsTo("getWebhookInfo").Count >= 15, "everyone looked more than once");
        stage.Telegram.Person().Says("/menu");
        await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "an update");

        foreach (var bot in bots)
        {
            await bot.DisposeAsync();
        }

        Assert.Single(stage.Telegram.RequestsTo("setWebhook"));
    }

    [Fact]
    public async Task T70_Two_processes_that_share_the_posts_keep_the_limit_of_calls_together()
    {
        await using var shared = await BotStore.CreateAsync(DatabaseKind.Postgres);
        await using var one = await stage.StartBotAsync(shared.Options, "Sending:PerSecond=30");
        await using var two = await stage.StartBotAsync(shared.Options, "Sending:PerSecond=30");
        stage.Share(one.Address, two.Address);
        var people = Enumerable.Range(0, 60).Select(_ => stage.Telegram.Person()).ToList();

        var presses = people.ConvertAll(person => person.PressesData("lama"));
        await Until.TrueAsync(() => people.TrueForAll(person => person.Inbox.Count == 1), "everybody has an answer");

        var calls = new[] { "sendMessage", "answerCallbackQuery" }.SelectMany(stage.Telegram.RequestsTo).Select(request => request.At).Order().ToList();
        Assert.InRange(calls.Max(from => calls.Count(at => at >= from && at < from.AddSeconds(1))), 10, 30);
        Assert.InRange(presses.Count(press => press.AnsweredAt is not null), 10, 60);
        Assert.Equal(0, stage.Telegram.Sent.Refused);
    }

    [Fact]
    public async Task T44_When_Telegram_cannot_deliver_readyz_says_why_until_it_can()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 200, "ready");
        stage.Telegram.Webhook.LoseAnswers(3);
        var sari = stage.Telegram.Person();

        sari.Says("/menu");
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 503, "not ready");
        var unready = await bot.ReadyAsync();
        await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "delivery went on", TimeSpan.FromSeconds(30));
        sari.Says("/menu");
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 200, "ready again");

        Assert.Contains("Telegram cannot deliver to Telegram:WebhookUrl: Connection closed", unready.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Telegram.Token, unready.Text, StringComparison.Ordinal);
        Assert.InRange(bot.Log.Count("Telegram cannot deliver"), 1, 3);
    }

    [Fact]
    public async Task T44_A_webhook_that_somebody_deleted_is_set_again_and_one_that_somebody_moved_is_told()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        await Until.TrueAsync(() => stage.Telegram.Webhook.Settings is not null, "the webhook was set");

        await stage.Telegram.Webhook.SetAsync(null);
        await Until.TrueAsync(() => stage.Telegram.Webhook.Settings?.Url == WebhookStage.Url, "the webhook was set again");
        await stage.Telegram.Webhook.SetAsync(stage.Telegram.Webhook.Settings! with { Url = "https://other.example.org/" });
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 503, "not ready");

        Assert.Contains("posts to another address", (await bot.ReadyAsync()).Text, StringComparison.Ordinal);
        Assert.Equal("https://other.example.org/", stage.Telegram.Webhook.Settings?.Url);
    }

    [Fact]
    public async Task T24_Many_updates_that_wait_are_a_note_and_not_a_trouble()
    {
        stage.Telegram.Fail("getUpdates", new Fault.Status(502, "Bad Gateway"), times: 1);
        for (var i = 0; i < 1200; i++)
        {
            stage.Telegram.Enqueue("""{"update_id":$ID,"poll":{}}""");
        }

        await using var bot = await HostedBot.StartAsync(BotSettings.For(stage.Telegram, store.Options));
        await Until.TrueAsync(() => stage.Telegram.RequestsTo("getWebhookInfo").Count > 0, "it looked how many wait");
        await Until.TrueAsync(() => stage.Telegram.PendingUpdates == 0, "all were taken");

        Assert.Single(stage.Telegram.RequestsTo("getWebhookInfo"));
        Assert.Equal("1500 updates wait at Telegram, which drops new ones beyond 100,000.", WebhookState.BacklogNote(new WebhookInfo("", 1500, null, null, null, null)));
        Assert.Null(WebhookState.BacklogNote(new WebhookInfo("", 1000, null, null, null, null)));
    }

    [Fact]
    public async Task T45_T27_T25_T43_Switching_to_webhook_and_back_loses_nothing_and_answers_nothing_twice()
    {
        var sari = stage.Telegram.Person();
        var polling = BotSettings.For(stage.Telegram, store.Options, "Telegram:PollTimeout=00:00:50");
        await using (await HostedBot.StartAsync(polling))
        {
            sari.Says("/satu");
            await Until.TrueAsync(() => sari.Inbox.Count == 1 && stage.Telegram.IsPolled, "the first, by polling");
        }

        sari.Says("/dua");
        await using (await stage.StartBotAsync(store.Options))
        {
            await Until.TrueAsync(() => sari.Inbox.Count == 2, "the second, which waited, by webhook");
            sari.Says("/tiga");
            await Until.TrueAsync(() => sari.Inbox.Count == 3 && stage.Telegram.PendingUpdates == 0, "the third, by webhook");
        }

        sari.Says("/empat");
        await using (await HostedBot.StartAsync(polling))
        {
            await Until.TrueAsync(() => sari.Inbox.Count == 4, "the fourth, which waited, by polling");
        }

        Assert.Equal(["/satu", "/dua", "/tiga", "/empat"], Words(sari));
        Assert.All(
            stage.Telegram.RequestsTo("setWebhook").Concat(stage.Telegram.RequestsTo("deleteWebhook")),
            request => Assert.False(request.Json.GetProperty("drop_pending_updates").GetBoolean()));
    }

    [Fact]
    public async Task T27_A_webhook_that_is_set_while_the_bot_polls_is_told_as_a_conflict_and_nothing_is_lost()
    {
        var sari = stage.Telegram.Person();
        await using var polling = await HostedBot.StartAsync(BotSettings.For(stage.Telegram, store.Options));
        await Until.TrueAsync(() => stage.Telegram.IsPolled, "a poll is held");
        await using var other = await BotStore.CreateAsync(DatabaseKind.Sqlite);

        await using (await stage.StartBotAsync(other.Options))
        {
            await Until.TrueAsync(() => polling.Log.Count("Someone else takes this bot's updates") == 1, "the conflict was told");
            sari.Says("/satu");
            await Until.TrueAsync(() => sari.Inbox.Count == 1, "the answer, by webhook");
        }

        Assert.Equal(1, polling.Log.Count("Someone else takes this bot's updates"));
    }

    [Fact]
    public async Task T34_While_the_store_is_down_Telegram_comes_again_when_it_is_told_to_and_nothing_is_lost()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        var sari = stage.Telegram.Person();
        sari.Says("/satu");
        await Until.TrueAsync(() => sari.Inbox.Count == 1, "the first answer");

        // Another connection holds the file's write lock for longer than the bot waits for it.
        await using (var blocker = new Microsoft.Data.Sqlite.SqliteConnection(store.Options.ConnectionString + ";Pooling=false"))
        {
            await blocker.OpenAsync(Cancel);
            await using var begin = blocker.CreateCommand();
            begin.CommandText = "begin immediate";
            await begin.ExecuteNonQueryAsync(Cancel);
            sari.Says("/dua");
            await Until.TrueAsync(() => stage.Telegram.Webhook.Posts.Any(post => post.Status == 503), "a post was put off");
        }

        await Until.TrueAsync(() => sari.Inbox.Count == 2 && stage.Telegram.PendingUpdates == 0, "the second answer");

        var posts = stage.Telegram.Webhook.Posts.Where(post => post.UpdateId == stage.Telegram.Webhook.Posts[^1].UpdateId).ToList();
        Assert.Equal(200, posts[^1].Status);
        Assert.True(posts[^1].At - posts[^2].At >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task T161_A_new_token_in_the_token_file_is_taken_without_a_restart()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "1000001:an-old-token-that-is-revoked-now-000000", Cancel);
        try
        {
            await using var bot = await stage.StartBotAsync(store.Options, "Telegram:Token=", $"Telegram:TokenFile={file}");
            await Until.TrueAsync(() => bot.Log.Count("Telegram refuses the token") == 1, "the refusal");
            await File.WriteAllTextAsync(file, stage.Telegram.Token + "\n", Cancel);
            var sari = stage.Telegram.Person();
            sari.Says("/menu");

            await Until.TrueAsync(() => sari.Inbox.Count == 1, "an answer with the new token");
            await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 200, "ready again");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task T5_A_token_that_is_revoked_while_the_bot_runs_is_one_alarm_and_no_more_calls()
    {
        await using var bot = await stage.StartBotAsync(store.Options);
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 200, "ready");
        await Until.TrueAsync(() => stage.Telegram.RequestsTo("setMyCommands").Count == 2, "the menu was set beside it, in both languages");

        stage.Telegram.RevokeToken();
        await Until.TrueAsync(() => bot.Log.Count("Critical: Telegram refuses the token") == 1, "the alarm");
        var calls = stage.Telegram.Requests.Count;
        using var http = new HttpClient();
        await Until.TrueAsync(async () => await PostAsync(http, bot, Ignored(1)) == (503, ""), "posts were put off");

        // It gave up, and that was the last call: nothing is left that would make another.
        Assert.True(bot.Services.GetRequiredService<IUpdateSource>().Health.IsClosed);
        Assert.Equal(calls, stage.Telegram.Requests.Count);
        Assert.Contains("Get the current one from BotFather", (await bot.ReadyAsync()).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Words(SimulatedPerson person) =>
        person.Inbox.Select(message => message.Text.Split(' ').First(word => word.StartsWith('/')).TrimEnd('.'));

    private static string Ignored(int id) => $$$"""{"update_id":{{{id}}},"poll":{}}""";

    private static async Task<(int Status, string Body)> PostAsync(
        HttpClient http, HostedBot bot, string body, string? secret = WebhookStage.Secret, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address, "/telegram"));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Headers.TransferEncodingChunked = isChunked;
        if (secret is not null)
        {
            request.Headers.Add(WebhookEndpoint.SecretHeader, secret);
        }

        using var response = await http.SendAsync(request, Cancel);
        Assert.NotEqual(HttpStatusCode.Gone, response.StatusCode);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
