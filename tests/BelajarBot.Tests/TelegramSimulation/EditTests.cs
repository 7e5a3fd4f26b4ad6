using TelegramSimulator;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class EditTests
{
    [Fact]
    public async Task T78_A_deleted_message_is_gone_for_the_next_edit_and_the_next_deletion()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");
        var id = (await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a" })).Result.GetProperty("message_id").GetInt32();

        var deleted = await bot.CallAsync("deleteMessage", new { chat_id = 5, message_id = id });
        var again = await bot.CallAsync("deleteMessage", new { chat_id = 5, message_id = id });
        var edit = await bot.CallAsync("editMessageText", new { chat_id = 5, message_id = id, text = "b" });

        Assert.Equal(200, deleted.Status);
        Assert.Equal("Bad Request: message to delete not found", again.Description);
        Assert.Equal("Bad Request: message to edit not found", edit.Description);
        Assert.Empty(sari.Inbox);
    }

    [Fact]
    public async Task T78_After_two_days_a_message_cannot_be_deleted_nor_can_another_members_in_a_group()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        var group = telegram.Group();
        group.AddsBot(sari);
        sari.Says("/start");
        group.Says(sari, "/menu");
        var old = (await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a" })).Result.GetProperty("message_id").GetInt32();
        clock.Advance(TimeSpan.FromHours(49));

        var tooOld = await bot.CallAsync("deleteMessage", new { chat_id = 5, message_id = old });
        var others = await bot.CallAsync("deleteMessage", new { chat_id = group.Id, message_id = group.Chat[^1].Id });

        Assert.Equal("Bad Request: message can't be deleted", tooOld.Description);
        Assert.Equal("Bad Request: message can't be deleted", others.Description);
    }

    [Fact]
    public async Task T78_A_message_that_brought_a_reply_keyboard_cannot_be_edited()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");
        var sent = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_markup = new { remove_keyboard = true } });

        var edit = await bot.CallAsync("editMessageText", new { chat_id = 5, message_id = sent.Result.GetProperty("message_id").GetInt32(), text = "b" });

        Assert.Equal("Bad Request: message can't be edited", edit.Description);
    }

    [Fact]
    public async Task T77_A_caption_is_edited_as_a_caption_and_a_text_as_a_text()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.SendsDocument();
        var file = sari.Chat[0].File!.Id;
        var document = (await bot.CallAsync("sendDocument", new { chat_id = 5, document = file, caption = "lama" })).Result.GetProperty("message_id").GetInt32();
        var text = (await bot.CallAsync("sendMessage", new { chat_id = 5, text = "teks" })).Result.GetProperty("message_id").GetInt32();

        var caption = await bot.CallAsync("editMessageCaption", new { chat_id = 5, message_id = document, caption = "baru" });
        var same = await bot.CallAsync("editMessageCaption", new { chat_id = 5, message_id = document, caption = "baru" });
        var noText = await bot.CallAsync("editMessageText", new { chat_id = 5, message_id = document, text = "x" });
        var noCaption = await bot.CallAsync("editMessageCaption", new { chat_id = 5, message_id = text, caption = "x" });

        Assert.Equal("baru", caption.Result.GetProperty("caption").GetString());
        Assert.StartsWith("Bad Request: message is not modified", same.Description, StringComparison.Ordinal);
        Assert.Equal("Bad Request: there is no text in the message to edit", noText.Description);
        Assert.Equal("Bad Request: there is no caption in the message to edit", noCaption.Description);
    }

    [Fact]
    public async Task T80_A_press_is_answered_once_and_within_its_life()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");
        var (pressed, late) = (sari.PressesData("a"), sari.PressesData("b"));

        var first = await bot.CallAsync("answerCallbackQuery", new { callback_query_id = pressed.Id, text = "Siap" });
        var second = await bot.CallAsync("answerCallbackQuery", new { callback_query_id = pressed.Id });
        clock.Advance(TimeSpan.FromSeconds(151));
        var tooLate = await bot.CallAsync("answerCallbackQuery", new { callback_query_id = late.Id });

        Assert.Equal(200, first.Status);
        Assert.Equal("Siap", pressed.AnswerText);
        Assert.StartsWith("Bad Request: query is too old", second.Description, StringComparison.Ordinal);
        Assert.StartsWith("Bad Request: query is too old", tooLate.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T84_A_copy_has_a_number_only_and_needs_its_original()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var (sari, budi) = (telegram.Person(5), telegram.Person(6));
        sari.Says("kabar");
        budi.Says("/start");

        var copy = await bot.CallAsync("copyMessage", new { chat_id = 6, from_chat_id = 5, message_id = sari.Chat[0].Id });
        var missing = await bot.CallAsync("copyMessage", new { chat_id = 6, from_chat_id = 5, message_id = 9 });

        Assert.Equal(["message_id"], copy.Result.EnumerateObject().Select(field => field.Name));
        Assert.Equal("kabar", budi.Inbox[0].Text);
        Assert.Equal("Bad Request: message to copy not found", missing.Description);
    }
}
