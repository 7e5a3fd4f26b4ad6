using System.Net;
using System.Text;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class MessageRuleTests
{
    [Theory]
    [InlineData("a", 4096, 200)]
    [InlineData("a", 4097, 400)]
    [InlineData("😀", 2048, 200)]
    [InlineData("😀", 2049, 400)]
    public async Task T85_A_text_holds_4096_UTF16_units(string unit, int times, int status)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text = string.Concat(Enumerable.Repeat(unit, times)) });

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData(1, 2, "begins in a middle of a UTF-16 symbol")]
    [InlineData(0, 1, "ends in a middle of a UTF-16 symbol")]
    [InlineData(0, 9, "ends after the end of the text")]
    [InlineData(0, 0, "covers nothing")]
    public async Task T90_An_entity_that_does_not_fit_is_refused(int offset, int length, string reason)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "😀 ok", entities = new[] { new { type = "bold", offset, length } } });

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  \t ")]
    [InlineData("\u202e")]
    [InlineData("")]
    public async Task T92_A_text_that_is_nothing_after_normalising_is_refused(string text)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text });

        Assert.Equal(400, answer.Status);
        Assert.Contains("empty", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T92_A_text_is_trimmed_and_its_entities_move_along()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");

        await bot.CallAsync("sendMessage", new { chat_id = 5, text = " \r\nhalo\tSari ", entities = new[] { new { type = "bold", offset = 8, length = 4 } } });

        var message = Assert.Single(sari.Inbox);
        Assert.Equal("halo Sari", message.Text);
        Assert.Equal((5, 4), (message.Entities[0].Offset, message.Entities[0].Length));
    }

    [Theory]
    [InlineData("""{"chat_id":5,"text":"\ud83d"}""")]
    [InlineData("""{"chat_id":5,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"\ude00","callback_data":"x"}]]}}""")]
    public async Task T93_A_lone_surrogate_is_refused_wherever_it_is(string json)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");
        using var body = new StringContent(json, Encoding.UTF8, "application/json");

        using var response = await bot.Http.PostAsync(bot.Url("sendMessage"), body, RawBot.Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    public async Task T100_Callback_data_is_counted_in_bytes(int bytes, int status)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");
        var data = new string('é', bytes / 2) + new string('a', bytes % 2);

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_markup = Inline(new { text = "A", callback_data = data }) });

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Description == "Bad Request: BUTTON_DATA_INVALID");
    }

    [Fact]
    public async Task T103_A_keyboard_of_nine_in_a_row_is_refused_instead_of_cut()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");
        var row = Enumerable.Range(0, 9).Select(i => (object)new { text = $"{i}", callback_data = $"{i}" }).ToArray();

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_markup = Inline(row) });

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task T104_An_inline_button_has_words_and_exactly_one_action()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var empty = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_markup = Inline(new { text = " ", callback_data = "x" }) });
        var none = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_markup = Inline(new { text = "A" }) });
        var two = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_markup = Inline(new { text = "A", callback_data = "x", url = "https://a.id" }) });

        Assert.Equal("Bad Request: inline keyboard button text must be non-empty", empty.Description);
        Assert.Equal("Bad Request: text buttons are unallowed in the inline keyboard", none.Description);
        Assert.Equal(400, two.Status);
    }

    [Fact]
    public async Task T105_A_button_to_a_private_address_is_refused()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_markup = Inline(new { text = "A", url = "http://localhost:5000" }) });

        Assert.Contains("Wrong HTTP URL", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T74_Who_blocked_is_gone_or_never_started_cannot_be_written_to()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var (blocked, gone, stranger) = (telegram.Person(1), telegram.Person(2), telegram.Person(3));
        blocked.Says("/start");
        blocked.Blocks();
        gone.Says("/start");
        gone.IsDeactivated = true;

        var answers = new List<string>();
        foreach (var id in new[] { blocked.Id, gone.Id, stranger.Id, 4 })
        {
            answers.Add((await bot.CallAsync("sendMessage", new { chat_id = id, text = "a" })).Description);
        }

        Assert.Equal(
            [
                "Forbidden: bot was blocked by the user", "Forbidden: user is deactivated",
                "Forbidden: bot can't initiate conversation with a user", "Bad Request: chat not found",
            ],
            answers);
    }

    [Fact]
    public async Task T77_The_same_edit_twice_is_not_modified()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");
        var sent = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "lama", reply_markup = Inline(new { text = "A", callback_data = "x" }) });
        var id = sent.Result.GetProperty("message_id").GetInt32();

        var first = await bot.CallAsync("editMessageText", new { chat_id = 5, message_id = id, text = "baru" });
        var second = await bot.CallAsync("editMessageText", new { chat_id = 5, message_id = id, text = " baru " });
        var markup = await bot.CallAsync("editMessageReplyMarkup", new { chat_id = 5, message_id = id });

        Assert.Equal(200, first.Status);
        Assert.StartsWith("Bad Request: message is not modified", second.Description, StringComparison.Ordinal);
        Assert.StartsWith("Bad Request: message is not modified", markup.Description, StringComparison.Ordinal);
        Assert.Equal("baru", Assert.Single(sari.Inbox).Text);
        Assert.Empty(sari.Inbox[0].Labels);
    }

    [Fact]
    public async Task T78_Only_an_existing_message_of_the_bot_can_be_edited()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");

        var missing = await bot.CallAsync("editMessageText", new { chat_id = 5, message_id = 9, text = "a" });
        var foreign = await bot.CallAsync("editMessageText", new { chat_id = 5, message_id = sari.Chat[0].Id, text = "a" });

        Assert.Equal("Bad Request: message to edit not found", missing.Description);
        Assert.Equal("Bad Request: message can't be edited", foreign.Description);
    }

    [Fact]
    public async Task T80_A_press_can_be_answered_while_it_lives()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        var answered = sari.PressesData("a");
        var tooOld = sari.PressesData("b");

        var inTime = await bot.CallAsync("answerCallbackQuery", new { callback_query_id = answered.Id, text = "ya" });
        clock.Advance(TimeSpan.FromMinutes(3));
        var late = await bot.CallAsync("answerCallbackQuery", new { callback_query_id = tooOld.Id });

        Assert.Equal((200, "ya"), (inTime.Status, answered.AnswerText));
        Assert.Equal("Bad Request: query is too old and response timeout expired or query ID is invalid", late.Description);
        Assert.Null(tooOld.AnsweredAt);
    }

    [Fact]
    public async Task T108_Commands_are_kept_per_language_and_bad_names_are_refused()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        await bot.CallAsync("setMyCommands", new { commands = new[] { new { command = "menu", description = "Menu utama" } } });
        var english = await bot.CallAsync("getMyCommands", new { language_code = "en" });
        var common = await bot.CallAsync("getMyCommands");
        var bad = await bot.CallAsync("setMyCommands", new { commands = new[] { new { command = "Menu", description = "x" } } });
        await bot.CallAsync("deleteMyCommands");
        var gone = await bot.CallAsync("getMyCommands");

        Assert.Equal((0, 1, 0), (english.Result.GetArrayLength(), common.Result.GetArrayLength(), gone.Result.GetArrayLength()));
        Assert.Equal("Bad Request: BOT_COMMAND_INVALID", bad.Description);
    }

    [Fact]
    public async Task T63_More_than_the_official_rate_is_told_to_wait()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock, Limits = new RateLimits(PerSecond: 3) }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        for (var id = 1; id <= 4; id++)
        {
            telegram.Person(id).Says("/start");
        }

        var statuses = new List<int>();
        foreach (var id in new[] { 1, 1, 2, 3, 4 })
        {
            statuses.Add((await bot.CallAsync("sendMessage", new { chat_id = id, text = "a" })).Status);
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        var later = await bot.CallAsync("sendMessage", new { chat_id = 1, text = "a" });

        Assert.Equal([200, 429, 200, 200, 429], statuses);
        Assert.Equal(200, later.Status);
    }

    private static object Inline(params object[] row) => new { inline_keyboard = new[] { row } };
}
