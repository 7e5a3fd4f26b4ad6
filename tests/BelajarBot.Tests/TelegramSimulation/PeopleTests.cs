using System.Text.Json;
using TelegramSimulator;
using TelegramSimulator.People;
using TelegramSimulator.Updates;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class PeopleTests
{
    public static TheoryData<string> Kinds => [.. UpdateSamples.ByKind.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task T140_There_is_a_sample_of_every_kind_of_update(string kind)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        telegram.Enqueue(UpdateSamples.ByKind[kind]);
        var update = Assert.Single((await bot.CallAsync("getUpdates")).Result.EnumerateArray());

        Assert.Equal(["update_id", kind, "unseen_field"], update.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void T140_There_are_25_of_them() => Assert.Equal(25, UpdateSamples.ByKind.Count);

    [Fact]
    public async Task T56_A_contact_is_ones_own_somebody_elses_of_nobody_or_forwarded()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();

        sari.SendsContact();
        sari.SendsContact(ofUser: 77);
        sari.SendsContact(ofUser: 0);
        sari.SendsContact(forwarded: true);
        var messages = await MessagesAsync(bot);

        var owners = messages.Select(message => message.GetProperty("contact").TryGetProperty("user_id", out var id) ? id.GetInt64() : 0);
        Assert.Equal([sari.Id, 77, 0, sari.Id], owners);
        Assert.Equal([false, false, false, true], messages.Select(message => message.TryGetProperty("forward_origin", out _)));
    }

    [Fact]
    public async Task T57_The_pictures_of_an_album_come_shuffled_and_one_of_them_late()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);

        telegram.Person().SendsAlbum(4, "Sertifikat", order: [2, 0, 3, 1], lastIsLateBy: TimeSpan.FromSeconds(2));
        var atOnce = await MessagesAsync(bot);
        clock.Advance(TimeSpan.FromSeconds(2));
        var all = await MessagesAsync(bot);

        Assert.Equal((3, 4), (atOnce.Count, all.Count));
        Assert.Single(all.Select(message => message.GetProperty("media_group_id").GetString()).Distinct());
        Assert.Equal([false, true, false, false], all.Select(message => message.TryGetProperty("caption", out _)));
    }

    [Fact]
    public async Task T57_The_largest_size_of_a_photo_is_not_the_last()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        telegram.Person().SendsPhoto();
        var sizes = (await MessagesAsync(bot))[0].GetProperty("photo").EnumerateArray().Select(size => size.GetProperty("width").GetInt32());

        Assert.Equal([90, 1280, 320], sizes);
    }

    [Fact]
    public async Task T60_A_message_may_have_no_sender()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        telegram.Person().Says("halo", new MessageManner { HasNoSender = true });
        var message = (await MessagesAsync(bot))[0];

        Assert.False(message.TryGetProperty("from", out _));
        Assert.True(message.TryGetProperty("sender_chat", out _));
    }

    [Fact]
    public async Task T59_A_service_message_carries_no_words_and_perhaps_nothing_at_all()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();

        sari.SendsFields("\"write_access_allowed\":{}");
        sari.SendsFields(manner: new MessageManner { HasNoSender = true });
        var messages = await MessagesAsync(bot);

        Assert.True(messages[0].TryGetProperty("write_access_allowed", out _));
        Assert.Equal(["message_id", "sender_chat", "chat", "date"], messages[1].EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task T54_An_edited_message_keeps_its_number()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();

        sari.Says("satu");
        sari.Edits("dua");
        var updates = (await bot.CallAsync("getUpdates")).Result.EnumerateArray().ToList();

        var (before, after) = (updates[0].GetProperty("message"), updates[1].GetProperty("edited_message"));
        Assert.Equal(before.GetProperty("message_id").GetInt32(), after.GetProperty("message_id").GetInt32());
        Assert.Equal("dua", after.GetProperty("text").GetString());
        Assert.True(after.TryGetProperty("edit_date", out _));
    }

    [Fact]
    public async Task T79_An_answer_shows_what_it_answers_and_one_to_nothing_is_refused_unless_told_otherwise()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("satu");
        var id = sari.Chat[0].Id;

        var answered = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_parameters = new { message_id = id } });
        var missing = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_parameters = new { message_id = 9 } });
        var anyway = await bot.CallAsync("sendMessage", new { chat_id = 5, text = "a", reply_parameters = new { message_id = 9, allow_sending_without_reply = true } });

        Assert.Equal("satu", answered.Result.GetProperty("reply_to_message").GetProperty("text").GetString());
        Assert.Equal("Bad Request: message to be replied not found", missing.Description);
        Assert.Equal(200, anyway.Status);
    }

    private static async Task<List<JsonElement>> MessagesAsync(RawBot bot) =>
        [.. (await bot.CallAsync("getUpdates", new { timeout = 0, offset = 1 })).Result.EnumerateArray().Select(update => update.GetProperty("message"))];
}
