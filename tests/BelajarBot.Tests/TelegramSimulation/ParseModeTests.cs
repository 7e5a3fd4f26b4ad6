using TelegramSimulator;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class ParseModeTests
{
    [Theory]
    [InlineData("HTML", "<br>", "can't parse entities: Unsupported start tag \"br\" at byte offset 0")]
    [InlineData("html", "é<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("HTML", "<b>x</i>", "can't parse entities: Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"")]
    [InlineData("MarkdownV2", "a.b", "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'")]
    [InlineData("MarkdownV2", "é*x", "can't parse entities: Can't find end of Bold entity at byte offset 2")]
    [InlineData("BBCode", "x", "unsupported parse_mode")]
    [InlineData("HTML", "<b></b>", "text must be non-empty")]
    public async Task T87_T88_A_text_that_cannot_be_parsed_is_refused_in_the_servers_words(string mode, string text, string reason)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text, parse_mode = mode });

        Assert.Equal("Bad Request: " + reason, answer.Description);
    }

    [Fact]
    public async Task T85_The_text_is_counted_after_its_markup_is_taken_out()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");

        var answer = await bot.CallAsync("sendMessage", new { chat_id = 5, text = $" <b>{new string('a', 4096)}</b> ", parse_mode = "HTML" });

        Assert.Equal(200, answer.Status);
        Assert.Equal((0, 4096), (sari.Inbox[0].Entities[0].Offset, sari.Inbox[0].Entities[0].Length));
    }

    [Fact]
    public async Task T89_A_mention_by_link_names_its_user_and_a_script_link_is_dropped()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var answer = await bot.CallAsync("sendMessage", new
        {
            chat_id = 5, text = "<a href=\"tg://user?id=5\">Sari</a> <a href=\"javascript:alert(1)\">x</a>", parse_mode = "HTML",
        });

        var entity = Assert.Single(answer.Result.GetProperty("entities").EnumerateArray());
        Assert.Equal(("text_mention", 5), (entity.GetProperty("type").GetString(), entity.GetProperty("user").GetProperty("id").GetInt32()));
    }
}
