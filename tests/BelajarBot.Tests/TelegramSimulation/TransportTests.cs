using System.Net.Http.Json;
using System.Text;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class TransportTests
{
    [Fact]
    public async Task T1_An_error_has_one_envelope_and_its_code_is_the_HTTP_status()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 77, text = "halo" });

        Assert.Equal(400, answer.Status);
        Assert.Equal("""{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}""", answer.Json.GetRawText());
    }

    [Fact]
    public async Task T1_A_429_carries_the_wait_in_the_body_and_in_the_header()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Fail("getMe", new Fault.Status(429, "Too Many Requests: retry after 37", RetryAfter: 37));

        using var response = await bot.Http.GetAsync(bot.Url("getMe"), RawBot.Cancel);
        var answer = await RawBot.ReadAsync(response);

        Assert.Equal(429, answer.Status);
        Assert.Equal(37, answer.Json.GetProperty("parameters").GetProperty("retry_after").GetInt32());
        Assert.Equal(TimeSpan.FromSeconds(37), response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("nonsense", 401, "Unauthorized: invalid token specified")]
    [InlineData("abc:def", 401, "Unauthorized: invalid token specified")]
    [InlineData("999:other", 401, "Unauthorized")]
    public async Task T5_A_wrong_token_is_unauthorised(string token, int status, string description)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await RawBot.ReadAsync(await bot.Http.GetAsync($"{telegram.BaseUrl}/bot{token}/getMe", RawBot.Cancel));

        Assert.Equal((status, description), (answer.Status, answer.Description));
    }

    [Fact]
    public async Task T5_A_revoked_token_is_unauthorised_until_it_is_restored()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        telegram.RevokeToken();
        var revoked = await bot.CallAsync("getMe");
        telegram.RestoreToken();
        var restored = await bot.CallAsync("getMe");

        Assert.Equal((401, 200), (revoked.Status, restored.Status));
    }

    [Fact]
    public async Task T5_An_unknown_method_is_not_found()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("sendMesage");

        Assert.Equal((404, "Not Found: method not found"), (answer.Status, answer.Description));
    }

    [Fact]
    public async Task T6_Parameters_come_from_query_form_JSON_and_multipart_alike_and_case_of_the_method_does_not_matter()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");
        const string Markup = """{"inline_keyboard":[[{"text":"Ya","callback_data":"ya"}]]}""";
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["chat_id"] = "5", ["text"] = "halo", ["disable_notification"] = "yes", ["reply_markup"] = Markup,
        };

        await bot.Http.GetAsync(bot.Url("SENDMESSAGE") + "?chat_id=5&text=halo&reply_markup=" + Uri.EscapeDataString(Markup), RawBot.Cancel);
        await bot.Http.PostAsync(bot.Url("sendmessage"), new FormUrlEncodedContent(fields), RawBot.Cancel);
        using var multipart = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            multipart.Add(new StringContent(value), name);
        }

        await bot.Http.PutAsync(bot.Url("sendMessage"), multipart, RawBot.Cancel);
        await bot.Http.PostAsync(
            bot.Url("sendMessage"),
            new StringContent($$"""{"chat_id":5,"text":"halo","reply_markup":{{Markup}}}""", Encoding.UTF8, "application/json"),
            RawBot.Cancel);

        Assert.Equal(4, sari.Inbox.Count);
        Assert.All(sari.Inbox, message => Assert.Equal(("halo", "Ya"), (message.Text, message.Labels.Single())));
    }

    [Fact]
    public async Task T7_Parameters_of_more_than_a_mebibyte_are_refused()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text = new string('a', 1 << 20) });

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task T15_A_path_prefix_belongs_to_the_base_address()
    {
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { PathPrefix = "/prefix" }, RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var with = await bot.CallAsync("getMe");
        using var without = await bot.Http.GetAsync(bot.Url("getMe").Replace("/prefix", "", StringComparison.Ordinal), RawBot.Cancel);

        Assert.EndsWith("/prefix", telegram.BaseUrl, StringComparison.Ordinal);
        Assert.Equal((200, 404), (with.Status, (int)without.StatusCode));
    }

    [Fact]
    public async Task T147_A_parameter_or_field_that_the_method_does_not_have_fails_loudly()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var parameter = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", disable_web_page_preview = true });
        var field = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", link_preview_options = new { disabled = true } });
        var type = await bot.CallAsync("getUpdates", new { offset = "soon" });

        Assert.Contains("no parameter \"disable_web_page_preview\"", parameter.Description, StringComparison.Ordinal);
        Assert.Contains("no field \"disabled\"", field.Description, StringComparison.Ordinal);
        Assert.Contains("\"offset\" must be int", type.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_are_recorded_as_they_came()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        await bot.CallAsync("getMe", new { });

        var request = Assert.Single(telegram.RequestsTo("getme"));
        Assert.Equal(("POST", "{}"), (request.Verb, request.Text));
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scripted_fault_meets_the_nth_call_and_only_so_many()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Fail("getMe", new Fault.Status(500, "Internal Server Error"), nth: 2, times: 2);

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await bot.CallAsync("getMe")).Status);
        }

        Assert.Equal([200, 500, 500, 200], statuses);
    }

    [Fact]
    public async Task A_call_whose_connection_drops_after_it_took_effect_did_take_effect()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        sari.Says("/start");
        telegram.Fail("sendMessage", new Fault.DropAfterApply());

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => bot.CallAsync("sendMessage", new { chat_id = sari.Id, text = "halo" }));

        Assert.Equal("halo", Assert.Single(sari.Inbox).Text);
    }

    [Fact]
    public async Task The_page_lets_a_person_play_a_user()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var root = new Uri(telegram.BaseUrl);

        var page = await bot.Http.GetStringAsync(new Uri(root, "/"), RawBot.Cancel);
        using var said = await bot.Http.PostAsJsonAsync(new Uri(root, "/say"), new { person = 5, name = "Sari", text = "halo" }, RawBot.Cancel);
        var state = await bot.Http.GetStringAsync(new Uri(root, "/state?person=5"), RawBot.Cancel);

        Assert.Contains("Telegram simulator", page, StringComparison.Ordinal);
        Assert.Equal(1, telegram.PendingUpdates);
        Assert.Contains("\"text\":\"halo\"", state, StringComparison.Ordinal);
    }
}
