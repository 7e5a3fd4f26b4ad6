using TelegramSimulator;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class GroupTests
{
    [Fact]
    public async Task T61_With_privacy_on_a_member_bot_hears_only_what_is_meant_for_it()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        var group = telegram.Group();
        group.AddsBot(sari);
        var sent = await bot.CallAsync("sendMessage", new { chat_id = group.Id, text = "Halo" });
        var answered = new MessageManner { ReplyToMessageId = sent.Result.GetProperty("message_id").GetInt32() };

        int?[] heard =
        [
            group.Says(sari, "/menu"), group.Says(sari, "/menu@Belajar_Test_Bot"), group.Says(sari, "ya", answered),
            group.SendsFields(sari, "\"new_chat_title\":\"Baru\""),
        ];
        int?[] unheard = [group.Says(sari, "selamat pagi"), group.Says(sari, "/menu@bot_lain")];

        Assert.All(heard, id => Assert.NotNull(id));
        Assert.All(unheard, id => Assert.Null(id));
    }

    [Fact]
    public async Task T61_Without_privacy_or_as_an_administrator_the_bot_hears_all()
    {
        await using var open = await Simulator.StartAsync(new SimulatorOptions { HasPrivacyMode = false }, RawBot.Cancel);
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        var (openGroup, group) = (open.Group(), telegram.Group());
        var (dewi, sari) = (open.Person(), telegram.Person());
        openGroup.AddsBot(dewi);
        group.AddsBot(sari);
        group.PromotesBot(sari);

        Assert.NotNull(openGroup.Says(dewi, "selamat pagi"));
        Assert.NotNull(group.Says(sari, "selamat pagi"));
    }

    [Fact]
    public async Task T61_The_topic_of_a_forum_is_in_the_message_and_in_the_answer()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        var forum = telegram.Group(isSupergroup: true, isForum: true);
        forum.AddsBot(sari);
        forum.Says(sari, "/menu", new MessageManner { ThreadId = 42 });

        var message = (await bot.CallAsync("getUpdates")).Result.EnumerateArray().Last().GetProperty("message");
        var answer = await bot.CallAsync("sendMessage", new { chat_id = forum.Id, text = "Menu", message_thread_id = 42 });

        Assert.Equal((42, true), (message.GetProperty("message_thread_id").GetInt32(), message.GetProperty("chat").GetProperty("is_forum").GetBoolean()));
        Assert.Equal(42, answer.Result.GetProperty("message_thread_id").GetInt32());
        Assert.Equal(42, forum.Inbox[0].ThreadId);
    }

    [Fact]
    public async Task T53_The_bot_hears_of_being_added_promoted_and_removed()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        var group = telegram.Group();

        group.AddsBot(sari);
        group.PromotesBot(sari);
        group.RemovesBot(sari);
        var updates = (await bot.CallAsync("getUpdates")).Result.EnumerateArray().ToList();

        var statuses = updates.Where(update => update.TryGetProperty("my_chat_member", out _))
            .Select(update => update.GetProperty("my_chat_member").GetProperty("new_chat_member").GetProperty("status").GetString());
        Assert.Equal(["member", "administrator", "kicked"], statuses);
        Assert.Contains(updates, update => update.TryGetProperty("message", out var message) && message.TryGetProperty("new_chat_members", out _));
    }

    [Fact]
    public async Task T74_A_group_that_does_not_have_the_bot_cannot_be_written_to()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        var (kicked, superKicked, never, gone, left) = (
            telegram.Group(), telegram.Group(isSupergroup: true), telegram.Group(isSupergroup: true), telegram.Group(), telegram.Group());
        foreach (var group in new[] { kicked, superKicked, gone, left })
        {
            group.AddsBot(sari);
        }

        kicked.RemovesBot(sari);
        superKicked.RemovesBot(sari);
        gone.IsDeleted = true;
        await bot.CallAsync("leaveChat", new { chat_id = left.Id });

        var answers = new List<string>();
        foreach (var group in new[] { kicked, superKicked, never, gone, left })
        {
            answers.Add((await bot.CallAsync("sendMessage", new { chat_id = group.Id, text = "a" })).Description);
        }

        Assert.Equal(
            [
                "Forbidden: bot was kicked from the group chat", "Forbidden: bot was kicked from the supergroup chat",
                "Forbidden: bot is not a member of the supergroup chat", "Forbidden: the group chat was deleted",
                "Forbidden: bot is not a member of the group chat",
            ],
            answers);
    }

    [Fact]
    public async Task T75_A_group_that_became_a_supergroup_says_so_in_both_and_to_whoever_writes_to_the_old_one()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        var old = telegram.Group();
        old.AddsBot(sari);

        var next = old.Migrates(sari);
        var refused = await bot.CallAsync("sendMessage", new { chat_id = old.Id, text = "a" });
        var sent = await bot.CallAsync("sendMessage", new { chat_id = next.Id, text = "a" });
        var messages = (await bot.CallAsync("getUpdates")).Result.EnumerateArray()
            .Where(update => update.TryGetProperty("message", out _)).Select(update => update.GetProperty("message")).ToList();

        Assert.Equal((400, "Bad Request: group chat was upgraded to a supergroup chat"), (refused.Status, refused.Description));
        Assert.Equal(next.Id, refused.Json.GetProperty("parameters").GetProperty("migrate_to_chat_id").GetInt64());
        Assert.Equal(200, sent.Status);
        Assert.Equal(next.Id, messages[^2].GetProperty("migrate_to_chat_id").GetInt64());
        Assert.Equal(old.Id, messages[^1].GetProperty("migrate_from_chat_id").GetInt64());
        Assert.StartsWith("-100", $"{next.Id}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task T63_A_group_takes_twenty_messages_a_minute()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(
            new SimulatorOptions { Time = clock, Limits = new RateLimits() }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var group = telegram.Group();
        group.AddsBot(telegram.Person());

        var statuses = new List<int>();
        for (var i = 0; i < 21; i++)
        {
            statuses.Add((await bot.CallAsync("sendMessage", new { chat_id = group.Id, text = "a" })).Status);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        clock.Advance(TimeSpan.FromSeconds(40));
        var later = await bot.CallAsync("sendMessage", new { chat_id = group.Id, text = "a" });

        Assert.Equal([.. Enumerable.Repeat(200, 20), 429], statuses);
        Assert.Equal(200, later.Status);
        Assert.Equal((20, 1), (telegram.Sent.MostToOneGroupInOneMinute, telegram.Sent.Refused));
    }

    [Fact]
    public async Task T106_A_phone_number_is_requested_in_private_chats_only()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var group = telegram.Group();
        group.AddsBot(telegram.Person());

        var answer = await bot.CallAsync("sendMessage", new
        {
            chat_id = group.Id, text = "Nomor?", reply_markup = new { keyboard = new[] { new[] { new { text = "Kirim", request_contact = true } } } },
        });

        Assert.Equal("Bad Request: phone number can be requested in private chats only", answer.Description);
    }

    [Fact]
    public async Task T36_A_member_presses_a_button_in_the_group()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        var group = telegram.Group();
        group.AddsBot(sari);
        await bot.CallAsync("sendMessage", new
        {
            chat_id = group.Id, text = "?", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Ya", callback_data = "ya" } } } },
        });

        group.Presses(sari, "Ya");
        var query = (await bot.CallAsync("getUpdates")).Result.EnumerateArray().Last().GetProperty("callback_query");

        Assert.Equal(group.Id, query.GetProperty("message").GetProperty("chat").GetProperty("id").GetInt64());
        Assert.Equal(sari.Id, query.GetProperty("from").GetProperty("id").GetInt64());
    }
}
