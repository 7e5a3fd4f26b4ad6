using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class LimitTests
{
    [Fact]
    public async Task T63_Thirty_messages_go_in_any_second_over_all_chats_and_the_rest_has_to_wait()
    {
        var clock = new VirtualClock();
        await using var telegram = await StartAsync(clock, new RateLimits());
        using var bot = new RawBot(telegram);
        Start(telegram, 40);

        var statuses = new List<int>();
        for (var id = 1; id <= 40; id++)
        {
            statuses.Add((await bot.CallAsync("sendMessage", new { chat_id = id, text = "a" })).Status);
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        var later = await bot.CallAsync("sendMessage", new { chat_id = 40, text = "a" });

        Assert.Equal((30, 10), (statuses.Count(status => status == 200), statuses.Count(status => status == 429)));
        Assert.Equal(200, later.Status);
        Assert.Equal((31, 30, 10), (telegram.Sent.Total, telegram.Sent.MostInOneSecond, telegram.Sent.Refused));
    }

    [Fact]
    public async Task T63_One_chat_takes_a_message_a_second_after_a_short_burst()
    {
        var clock = new VirtualClock();
        await using var telegram = await StartAsync(clock, new RateLimits(BurstPerChat: 3));
        using var bot = new RawBot(telegram);
        Start(telegram, 1);

        async Task<int> SendAsync() => (await bot.CallAsync("sendMessage", new { chat_id = 1, text = "a" })).Status;
        int[] burst = [await SendAsync(), await SendAsync(), await SendAsync(), await SendAsync()];
        clock.Advance(TimeSpan.FromSeconds(1));
        int[] paced = [await SendAsync(), await SendAsync()];

        Assert.Equal([200, 200, 200, 429], burst);
        Assert.Equal([200, 429], paced);
        Assert.Equal(3, telegram.Sent.MostToOneChatInOneSecond);
    }

    [Fact]
    public async Task T65_A_429_by_the_limits_says_how_long_in_body_and_header()
    {
        await using var telegram = await StartAsync(new VirtualClock(), new RateLimits());
        using var bot = new RawBot(telegram);
        Start(telegram, 1);
        await bot.CallAsync("sendMessage", new { chat_id = 1, text = "a" });

        using var response = await bot.Http.GetAsync(bot.Url("sendMessage") + "?chat_id=1&text=a", RawBot.Cancel);
        var answer = await RawBot.ReadAsync(response);

        Assert.Equal("Too Many Requests: retry after 1", answer.Description);
        Assert.Equal(1, answer.Json.GetProperty("parameters").GetProperty("retry_after").GetInt32());
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task T68_Edits_count_like_messages()
    {
        await using var telegram = await StartAsync(new VirtualClock(), new RateLimits());
        using var bot = new RawBot(telegram);
        Start(telegram, 1);
        var sent = await bot.CallAsync("sendMessage", new { chat_id = 1, text = "a" });

        var edit = await bot.CallAsync("editMessageText", new { chat_id = 1, message_id = sent.Result.GetProperty("message_id").GetInt32(), text = "b" });

        Assert.Equal(429, edit.Status);
    }

    [Fact]
    public async Task T71_Too_many_calls_at_once_have_to_wait_a_minute()
    {
        await using var telegram = await StartAsync(TimeProvider.System, new RateLimits(InFlight: 0));
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("getMe");

        Assert.Equal((429, "Too Many Requests: retry after 60"), (answer.Status, answer.Description));
        Assert.Equal(1, telegram.Sent.MostInFlight);
    }

    [Fact]
    public async Task T73_A_paid_broadcast_is_seen()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        Start(telegram, 1);

        await bot.CallAsync("sendMessage", new { chat_id = 1, text = "a", allow_paid_broadcast = true, disable_notification = true });

        var message = telegram.Person(1).Inbox[0];
        Assert.Equal((true, true, false), (message.IsPaidBroadcast, message.IsSilent, message.IsProtected));
    }

    [Fact]
    public async Task T81_A_chat_can_be_told_to_refuse_and_others_go_on()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        Start(telegram, 2);
        telegram.Person(1).Refusal = KnownErrors.TooManyRequests(10_072);

        var refused = await bot.CallAsync("sendMessage", new { chat_id = 1, text = "a" });
        var sent = await bot.CallAsync("sendMessage", new { chat_id = 2, text = "a" });

        Assert.Equal((429, 10_072), (refused.Status, refused.Json.GetProperty("parameters").GetProperty("retry_after").GetInt32()));
        Assert.Equal(200, sent.Status);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task T2_An_answer_need_not_be_JSON(int status, string body)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Fail("getMe", status == 502 ? KnownErrors.BadGateway : body.Length == 0 ? KnownErrors.EmptySuccess : KnownErrors.TruncatedJson);

        using var response = await bot.Http.GetAsync(bot.Url("getMe"), RawBot.Cancel);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith(body, await response.Content.ReadAsStringAsync(RawBot.Cancel), StringComparison.Ordinal);
    }

    public static TheoryData<int, string> Pages => new() { { 502, "<html>" }, { 200, "" }, { 200, "{\"ok\":true" } };

    private static Task<Simulator> StartAsync(TimeProvider time, RateLimits limits) =>
        Simulator.StartAsync(new SimulatorOptions { Time = time, Limits = limits }, RawBot.Cancel);

    private static void Start(Simulator telegram, int people)
    {
        for (var id = 1; id <= people; id++)
        {
            telegram.Person(id).Says("/start");
        }
    }
}
