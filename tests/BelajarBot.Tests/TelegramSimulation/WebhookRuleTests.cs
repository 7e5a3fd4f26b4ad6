using TelegramSimulator;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class WebhookRuleTests
{
    [Theory]
    [InlineData("http://bot.example.org/hook", "An HTTPS URL must be provided for webhook")]
    [InlineData("https://bot.example.org:8080/hook", "Webhook can be set up only on ports 80, 88, 443 or 8443")]
    [InlineData("https://localhost/hook", "Failed to resolve host")]
    [InlineData("https://192.168.1.7/hook", "IP address 192.168.1.7 is reserved")]
    [InlineData("https://127.0.0.1:8443/hook", "IP address 127.0.0.1 is reserved")]
    [InlineData("https://[2a00::1]/hook", "IPv6-only addresses are not allowed")]
    [InlineData("bot.example.org", "invalid webhook URL specified")]
    public async Task T29_An_address_that_Telegram_cannot_reach_is_refused(string url, string reason)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("setWebhook", new { url });

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Description, StringComparison.Ordinal);
        Assert.Null(telegram.Webhook.Settings);
    }

    [Theory]
    [InlineData("https://bot.example.org/hook")]
    [InlineData("https://bot.example.org:8443/hook?a=b")]
    [InlineData("https://8.8.8.8:88/hook")]
    public async Task T29_A_public_HTTPS_address_is_taken(string url)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("setWebhook", new { url });

        Assert.Equal((200, "Webhook was set"), (answer.Status, answer.Description));
        Assert.Equal(url, (await bot.CallAsync("getWebhookInfo")).Result.GetProperty("url").GetString());
    }

    [Theory]
    [InlineData(false, 0, 1)]
    [InlineData(false, 5000, 100)]
    [InlineData(true, 5000, 5000)]
    public async Task T30_The_number_of_connections_is_brought_into_range(bool isLocal, int asked, int taken)
    {
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { IsLocal = isLocal }, RawBot.Cancel);
        using var bot = new RawBot(telegram);

        await bot.CallAsync("setWebhook", new { url = "https://bot.example.org/hook", max_connections = asked });

        Assert.Equal(taken, telegram.Webhook.Settings!.MaxConnections);
    }

    [Theory]
    [InlineData("ab c")]
    [InlineData("rahasia!")]
    [InlineData("é")]
    public async Task T31_A_secret_of_other_characters_is_refused(string secret)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("setWebhook", new { url = "https://bot.example.org/hook", secret_token = secret });

        Assert.Equal("Bad Request: secret token contains unallowed characters", answer.Description);
    }

    [Fact]
    public async Task T31_A_secret_of_257_characters_is_refused()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("setWebhook", new { url = "https://bot.example.org/hook", secret_token = new string('a', 257) });

        Assert.Equal("Bad Request: secret token is too long", answer.Description);
    }

    [Fact]
    public async Task T42_A_second_change_within_a_second_has_to_wait_and_the_same_once_more_is_fine()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var first = await bot.CallAsync("setWebhook", new { url = "https://a.example.org/" });
        var same = await bot.CallAsync("setWebhook", new { url = "https://a.example.org/" });
        var tooSoon = await bot.CallAsync("setWebhook", new { url = "https://b.example.org/" });
        clock.Advance(TimeSpan.FromSeconds(1));
        var later = await bot.CallAsync("setWebhook", new { url = "https://b.example.org/" });

        Assert.Equal("Webhook was set", first.Description);
        Assert.Equal("Webhook is already set", same.Description);
        Assert.Equal((429, 1), (tooSoon.Status, tooSoon.Json.GetProperty("parameters").GetProperty("retry_after").GetInt32()));
        Assert.Equal("Webhook was set", later.Description);
    }

    [Fact]
    public async Task T43_Only_drop_pending_updates_drops_what_waits()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person().Says("halo");

        await bot.CallAsync("setWebhook", new { url = "https://a.example.org/" });
        await bot.CallAsync("deleteWebhook");
        var kept = telegram.PendingUpdates;
        await bot.CallAsync("deleteWebhook", new { drop_pending_updates = true });

        Assert.Equal((1, 0), (kept, telegram.PendingUpdates));
    }

    [Fact]
    public async Task T12_The_kinds_of_setWebhook_are_kept_and_shown_unless_they_are_the_default()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var before = await bot.CallAsync("getWebhookInfo");
        await bot.CallAsync("setWebhook", new { url = "https://a.example.org/", allowed_updates = new[] { "message" } });
        var after = await bot.CallAsync("getWebhookInfo");

        Assert.False(before.Result.TryGetProperty("allowed_updates", out _));
        Assert.Equal("""["message"]""", after.Result.GetProperty("allowed_updates").GetRawText());
    }

    [Fact]
    public async Task T27_Setting_a_webhook_ends_a_held_poll()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var poll = bot.CallAsync("getUpdates", new { timeout = 50 });
        await Eventually.TrueAsync(() => telegram.IsPolled, "the poll is held");

        await bot.CallAsync("setWebhook", new { url = "https://a.example.org/" });

        Assert.Equal("Conflict: terminated by setWebhook request", (await poll).Description);
    }

    [Fact]
    public async Task T46_A_certificate_is_a_file_of_at_most_three_mebibytes()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var small = await SetWithCertificateAsync(bot, 2000);
        var big = await SetWithCertificateAsync(bot, (3 << 20) + 1);

        Assert.Equal(200, small.Status);
        Assert.True(telegram.Webhook.Settings!.HasCustomCertificate);
        Assert.Equal("Bad Request: certificate size is too big", big.Description);
    }

    private static async Task<Answer> SetWithCertificateAsync(RawBot bot, int bytes)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("https://bot.example.org/"), "url");
        form.Add(new ByteArrayContent(new byte[bytes]), "certificate", "cert.pem");
        return await RawBot.ReadAsync(await bot.Http.PostAsync(bot.Url("setWebhook"), form, RawBot.Cancel));
    }
}
