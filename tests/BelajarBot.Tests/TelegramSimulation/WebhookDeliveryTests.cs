using TelegramSimulator;
using TelegramSimulator.Webhooks;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class WebhookDeliveryTests
{
    [Fact]
    public async Task T31_An_update_is_posted_as_JSON_with_the_secret_and_then_gone()
    {
        await using var hook = await HookedBot.StartAsync();
        await using var telegram = await StartAsync();
        using var bot = new RawBot(telegram);
        await bot.CallAsync("setWebhook", new { url = hook.Url, secret_token = "rahasia_1-A" });

        var id = telegram.Person().Says("halo")!.Value;
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the update was delivered");

        var update = Assert.Single(hook.Received);
        Assert.Equal((id, "rahasia_1-A", "application/json"), (update.Id, update.Secret, update.ContentType));
        Assert.Equal("halo", update.Json.GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public async Task T45_What_waited_before_the_webhook_is_posted_and_what_fails_waits_for_the_next_poll()
    {
        var status = 500;
        await using var hook = await HookedBot.StartAsync((_, response) =>
        {
            response.StatusCode = Volatile.Read(ref status);
            return Task.CompletedTask;
        });
        await using var telegram = await StartAsync(new VirtualClock());
        using var bot = new RawBot(telegram);
        var id = telegram.Person().Says("halo")!.Value;

        await bot.CallAsync("setWebhook", new { url = hook.Url });
        await Eventually.TrueAsync(() => hook.Received.Count == 2, "it was posted, and at once again");
        await bot.CallAsync("deleteWebhook");
        var polled = await bot.CallAsync("getUpdates");

        Assert.Equal([id, id], hook.ReceivedIds);
        Assert.Equal([id], polled.UpdateIds);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task T33_Anything_but_2xx_is_a_failure_that_getWebhookInfo_tells(int status)
    {
        await using var hook = await HookedBot.StartAsync((_, response) =>
        {
            response.StatusCode = status;
            response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        await using var telegram = await StartAsync(new VirtualClock());
        using var bot = new RawBot(telegram);
        await bot.CallAsync("setWebhook", new { url = hook.Url });

        telegram.Person().Says("halo");
        await Eventually.TrueAsync(() => telegram.Webhook.Posts.Count == 2, "two attempts");
        var info = (await bot.CallAsync("getWebhookInfo")).Result;

        Assert.StartsWith($"Wrong response from the webhook: {status}", info.GetProperty("last_error_message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, info.GetProperty("pending_update_count").GetInt32());
    }

    [Fact]
    public async Task T33_An_answer_that_is_lost_on_the_way_brings_the_update_again()
    {
        await using var hook = await HookedBot.StartAsync();
        await using var telegram = await StartAsync();
        telegram.Webhook.LoseAnswers(1);
        await telegram.Webhook.SetAsync(new(hook.Url));

        var id = telegram.Person().Says("halo")!.Value;
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "delivered in the end");

        Assert.Equal([id, id], hook.ReceivedIds);
    }

    [Fact]
    public async Task T33_No_answer_within_sixty_seconds_is_a_failure()
    {
        var clock = new VirtualClock();
        var isFirst = true;
        await using var hook = await HookedBot.StartAsync(async (_, response) =>
        {
            if (isFirst)
            {
                isFirst = false;
                await Task.Delay(Timeout.Infinite, response.HttpContext.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        });
        await using var telegram = await StartAsync(clock);
        await telegram.Webhook.SetAsync(new(hook.Url));

        telegram.Person().Says("halo");
        await Eventually.TrueAsync(() => hook.Received.Count == 1, "the first post");
        clock.Advance(TimeSpan.FromSeconds(59));
        var early = telegram.Webhook.Posts.Count;
        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the second post was answered");

        Assert.Equal(0, early);
        Assert.Equal(["Read timeout expired", null], telegram.Webhook.Posts.Select(post => post.Trouble));
    }

    [Fact]
    public async Task T34_A_failing_update_is_posted_again_at_once_and_then_after_two_four_and_eight_seconds()
    {
        var clock = new VirtualClock();
        await using var hook = await HookedBot.StartAsync((_, response) =>
        {
            response.StatusCode = 500;
            return Task.CompletedTask;
        });
        await using var telegram = await StartAsync(clock);
        await telegram.Webhook.SetAsync(new(hook.Url));

        telegram.Person().Says("halo");
        await PostsAsync(telegram, 2);
        foreach (var seconds in new[] { 2, 4, 8 })
        {
            var before = telegram.Webhook.Posts.Count;
            await Eventually.TrueAsync(() => clock.PendingTimers > 0, "the next attempt is planned");
            clock.Advance(TimeSpan.FromSeconds(seconds));
            await PostsAsync(telegram, before + 1);
        }

        var posts = telegram.Webhook.Posts;
        Assert.Equal([0, 2, 4, 8], posts.Zip(posts.Skip(1)).Select(pair => (int)(pair.Second.At - pair.First.At).TotalSeconds));
    }

    [Fact]
    public void T34_The_wait_grows_to_a_minute_or_two_and_what_the_bot_asks_for_counts_up_to_an_hour()
    {
        var delay = new RetryDelay();

        List<double> waits = [.. Enumerable.Range(0, 12).Select(_ => delay.Next(null).TotalSeconds)];
        var asked = delay.Next(TimeSpan.FromSeconds(30));
        var tooMuch = delay.Next(TimeSpan.FromDays(1));

        Assert.Equal([0, 2, 4, 8, 16, 32], waits[..6]);
        Assert.All(waits[7..], seconds => Assert.InRange(seconds, 60, 120));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)), (asked, tooMuch));
    }

    [Fact]
    public async Task T34_A_Retry_After_header_is_honoured_from_the_first_failure()
    {
        var clock = new VirtualClock();
        await using var hook = await HookedBot.StartAsync((_, response) =>
        {
            response.StatusCode = 503;
            response.Headers.RetryAfter = "30";
            return Task.CompletedTask;
        });
        await using var telegram = await StartAsync(clock);
        await telegram.Webhook.SetAsync(new(hook.Url));

        telegram.Person().Says("halo");
        await PostsAsync(telegram, 1);
        await Eventually.TrueAsync(() => clock.PendingTimers > 0, "the next attempt is planned");
        clock.Advance(TimeSpan.FromSeconds(29));
        var early = telegram.Webhook.Posts.Count;
        clock.Advance(TimeSpan.FromSeconds(1));
        await PostsAsync(telegram, 2);

        Assert.Equal(1, early);
    }

    [Fact]
    public async Task T35_A_poisoned_update_holds_up_its_own_chat_only_and_order_is_kept()
    {
        var poison = 0;
        await using var hook = await HookedBot.StartAsync((update, response) =>
        {
            response.StatusCode = update.Id == Volatile.Read(ref poison) ? 500 : 200;
            return Task.CompletedTask;
        });
        await using var telegram = await StartAsync();
        await telegram.Webhook.SetAsync(new(hook.Url));
        var (sari, budi) = (telegram.Person(), telegram.Person());
        budi.Says("0");
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the webhook works");

        Volatile.Write(ref poison, 700_000_002);
        int[] stuck = [sari.Says("1")!.Value, sari.Says("2")!.Value];
        int[] flowing = [budi.Says("3")!.Value, budi.Says("4")!.Value];
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 2, "the other chat went on");
        var meanwhile = hook.ReceivedIds;
        Volatile.Write(ref poison, 0);
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the chat goes on when the update is taken");

        Assert.DoesNotContain(stuck[1], meanwhile);
        Assert.Equal(flowing, hook.ReceivedIds.Where(flowing.Contains));
        Assert.Equal(stuck[1], hook.ReceivedIds[^1]);
    }

    [Fact]
    public async Task T36_A_message_and_a_press_of_one_person_are_under_way_together()
    {
        var release = new TaskCompletionSource();
        var isHolding = false;
        await using var hook = await HookedBot.StartAsync((_, _) => Volatile.Read(ref isHolding) ? release.Task : Task.CompletedTask);
        await using var telegram = await StartAsync();
        await telegram.Webhook.SetAsync(new(hook.Url));
        var sari = telegram.Person();
        sari.Says("/start");
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the webhook works");

        Volatile.Write(ref isHolding, true);
        sari.Says("halo");
        sari.PressesData("tombol");
        await Eventually.TrueAsync(() => hook.Received.Count == 3, "both were posted before either was answered");
        release.SetResult();

        Assert.Equal(2, telegram.Webhook.MostAtOnce);
    }

    [Fact]
    public async Task T30_No_more_posts_are_under_way_than_the_bot_allows()
    {
        var underWay = 0;
        var most = 0;
        await using var hook = await HookedBot.StartAsync(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
        });
        await using var telegram = await StartAsync();
        await telegram.Webhook.SetAsync(new(hook.Url, MaxConnections: 3));

        for (var i = 0; i < 60; i++)
        {
            telegram.Person(100 + i).Says("halo");
        }

        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "all were delivered");

        Assert.InRange(most, 1, 3);
        Assert.InRange(telegram.Webhook.MostAtOnce, 2, 3);
    }

    [Fact]
    public async Task T37_After_ten_seconds_without_success_one_connection_is_used()
    {
        var clock = new VirtualClock();
        var release = new TaskCompletionSource();
        var isHolding = false;
        await using var hook = await HookedBot.StartAsync((_, _) => Volatile.Read(ref isHolding) ? release.Task : Task.CompletedTask);
        await using var telegram = await StartAsync(clock);
        await telegram.Webhook.SetAsync(new(hook.Url));
        telegram.Person(1).Says("halo");
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the webhook works");

        Volatile.Write(ref isHolding, true);
        clock.Advance(TimeSpan.FromSeconds(11));
        telegram.Person(2).Says("halo");
        telegram.Person(3).Says("halo");
        await Eventually.TrueAsync(() => hook.Received.Count == 2, "one was posted");
        var beforeRelease = telegram.Webhook.MostAtOnce;
        release.SetResult();
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "then the other");

        Assert.Equal(1, beforeRelease);
    }

    [Fact]
    public async Task T38_A_webhook_that_is_gone_for_23_hours_is_removed()
    {
        var clock = new VirtualClock();
        await using var hook = await HookedBot.StartAsync((_, response) =>
        {
            response.StatusCode = 410;
            return Task.CompletedTask;
        });
        await using var telegram = await StartAsync(clock);
        await telegram.Webhook.SetAsync(new(hook.Url));

        telegram.Person().Says("halo");
        await PostsAsync(telegram, 2);
        await Eventually.TrueAsync(() => clock.PendingTimers > 0, "the next attempt is planned");
        clock.Advance(TimeSpan.FromHours(23.5));
        await Eventually.TrueAsync(() => telegram.Webhook.Settings is null, "the webhook was removed");

        Assert.Equal(1, telegram.PendingUpdates);
    }

    [Fact]
    public async Task T39_Posts_share_a_connection()
    {
        await using var hook = await HookedBot.StartAsync();
        await using var telegram = await StartAsync();
        await telegram.Webhook.SetAsync(new(hook.Url));
        var sari = telegram.Person();

        sari.Says("satu");
        sari.Says("dua");
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "both were delivered");

        Assert.Single(hook.Received.Select(update => update.ConnectionId).Distinct());
    }

    [Fact]
    public async Task T40_A_method_in_the_answer_is_called_unless_it_is_one_of_those_that_may_not()
    {
        var answer = """{"method":"sendMessage","chat_id":5,"text":"halo"}""";
        await using var hook = await HookedBot.StartAsync((_, response) => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(response, answer));
        await using var telegram = await StartAsync();
        await telegram.Webhook.SetAsync(new(hook.Url));
        var sari = telegram.Person(5);

        sari.Says("/start");
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "delivered");
        answer = """{"method":"deleteWebhook"}""";
        sari.Says("lagi");
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "delivered");

        Assert.Equal("halo", Assert.Single(sari.Inbox).Text);
        Assert.NotNull(telegram.Webhook.Settings);
    }

    [Fact]
    public async Task T29_A_public_address_can_lead_to_a_bot_on_this_computer_as_through_a_proxy()
    {
        await using var hook = await HookedBot.StartAsync();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { WebhookRoute = _ => new Uri(hook.Url) }, RawBot.Cancel);
        using var bot = new RawBot(telegram);

        await bot.CallAsync("setWebhook", new { url = "https://bot.example.org/hook" });
        telegram.Person().Says("halo");

        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "delivered");
        Assert.Single(hook.Received);
    }

    private static Task<Simulator> StartAsync(TimeProvider? time = null) =>
        Simulator.StartAsync(new SimulatorOptions { IsLocal = true, Time = time ?? TimeProvider.System }, RawBot.Cancel);

    private static Task PostsAsync(Simulator telegram, int count) =>
        Eventually.TrueAsync(() => telegram.Webhook.Posts.Count >= count, $"{count} posts");
}
