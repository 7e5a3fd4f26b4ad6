using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Tests.TelegramSimulation;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

public sealed class TelegramTroubleTests : OneBotTests
{
    public static TheoryData<string> SendingFaults => ["429", "500", "502 page", "dropped", "dropped after it was delivered", "cut off"];

    [Fact]
    public async Task T17_T47_An_update_that_comes_again_after_a_restart_is_answered_only_once()
    {
        var sari = Telegram.Person();
        int first;
        await using (await StartAsync())
        {
            first = sari.Says("/satu")!.Value;
            await sari.NextMessageAsync();
        }

        Telegram.RestartUpdateIdsAt(first);
        sari.Says("/satu");
        sari.Says("/dua");
        await using (await StartAsync())
        {
            var answer = await sari.NextMessageAsync();
            await Until.TrueAsync(() => Telegram.PendingUpdates == 0, "both were acknowledged");

            Assert.Contains("/dua", answer.Text);
            Assert.Equal(2, sari.Inbox.Count);
        }
    }

    [Fact]
    public async Task T55_T102_An_old_button_is_recognised_and_the_open_question_asked_again()
    {
        var sari = Telegram.Person();
        await using var bot = await StartAsync();
        sari.Says("/aktivasi");
        await sari.NextMessageAsync();
        var first = await sari.NextMessageAsync();
        sari.Presses("Sudah tahu", first.Id);
        var second = await sari.NextMessageAsync();

        var press = sari.Presses("Belum tahu", first.Id);

        Assert.StartsWith("Tombol itu dari pertanyaan yang sudah lewat", (await sari.NextMessageAsync()).Text);
        Assert.Equal(second.Text, (await sari.NextMessageAsync()).Text);
        await Until.TrueAsync(() => press!.AnsweredAt is not null, "the phone was told that the press arrived");
    }

    [Fact]
    public async Task T130_When_a_question_arrives_twice_the_buttons_of_both_lead_to_one_effect()
    {
        var sari = Telegram.Person();
        await using var bot = await StartAsync();
        Telegram.Fail("sendMessage", new Fault.DropAfterApply(), nth: 2);
        sari.Says("/aktivasi");
        await Until.TrueAsync(() => sari.Inbox.Count == 3, "the question arrived twice");
        var (one, other) = (sari.Inbox[1], sari.Inbox[2]);
        Assert.Equal(one.Text, other.Text);

        sari.Presses("Sudah tahu", other.Id);
        var next = await NthAsync(sari, 4);
        var before = await StandingAsync(bot);
        sari.Presses("Belum tahu", one.Id);

        Assert.StartsWith("Tombol itu dari pertanyaan yang sudah lewat", (await NthAsync(sari, 5)).Text);
        Assert.Equal(next.Text, (await NthAsync(sari, 6)).Text);
        Assert.Equal(before, await StandingAsync(bot));
    }

    [Fact]
    public async Task T139_Who_writes_in_a_topic_is_answered_there_and_outside_it_when_it_is_gone()
    {
        var sari = Telegram.Person();
        await using var bot = await StartAsync();

        sari.SendsFields(InTopic("/satu", 42));
        await NthAsync(sari, 1);
        sari.Says("/dua");
        await NthAsync(sari, 2);
        Telegram.Fail("sendMessage", new Fault.Status(400, "Bad Request: message thread not found"));
        sari.SendsFields(InTopic("/tiga", 43));
        await NthAsync(sari, 3);

        Assert.Equal([42, null, null], sari.Inbox.Select(message => message.ThreadId));
        Assert.Equal(4, Telegram.RequestsTo("sendMessage").Count);
    }

    [Theory]
    [InlineData("to from")]
    [InlineData("from to")]
    [InlineData("from")]
    [InlineData("")]
    public async Task T75_Whichever_signs_of_a_move_come_and_in_whatever_order_it_is_followed_with_one_resend(string signs)
    {
        var sari = Telegram.Person();
        var old = Telegram.Group();
        old.AddsBot(sari);
        var next = old.Migrates(sari);
        var (from, to) = ($"{old.Id}", $"{next.Id}");
        await using (var database = await Database.OpenAsync(Store.Options, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            await database.WriteAsync(
                async session =>
                {
                    var group = await PersonStore.FindOrAddAsync(session, "telegram", from, "id", null, DateTimeOffset.UtcNow);
                    await Outbox.AddAsync(session, group.Id, "telegram", from, MessageClass.Reminder, RichText.Plain("Ingat"), [], DateTimeOffset.UtcNow);
                },
                TestContext.Current.CancellationToken);
        }

        // The simulated group has told of its move already; here that comes as each case says.
        using (var raw = new RawBot(Telegram))
        {
            await raw.CallAsync("deleteWebhook", new { drop_pending_updates = true });
        }

        foreach (var sign in signs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (chat, other) = sign == "to" ? (from, to) : (to, from);
            Telegram.Enqueue(
                $$"""{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":{{chat}},"type":"group"},"migrate_{{sign}}_chat_id":{{other}} } }""");
        }

        await using var bot = await StartAsync();
        await Until.TrueAsync(() => Telegram.PendingUpdates == 0 && next.Inbox.Count > 0, "the message arrived and the signs were taken");
        await Until.TrueAsync(async () => await CountAsync(bot, "select count(*) from outbox") == 0, "nothing waits any more");

        Assert.Equal("Ingat", Assert.Single(next.Inbox).Text);
        Assert.Empty(old.Inbox);
        Assert.InRange(Telegram.RequestsTo("sendMessage").Count, 1, 2);
        Assert.Equal(1, await CountAsync(bot, $"select count(*) from person where address = '{to}'"));
        Assert.Equal(0, await CountAsync(bot, $"select count(*) from person where address = '{from}'"));
    }

    [Fact]
    public async Task T83_T142_A_message_that_has_no_number_yet_is_kept_without_one()
    {
        var sari = Telegram.Person();
        await using var bot = await StartAsync();
        sari.Says("/menu");
        await NthAsync(sari, 1);
        Telegram.Fail(
            "sendMessage",
            new Fault.Body(200, $$"""{"ok":true,"result":{"message_id":0,"date":1,"chat":{"id":{{sari.Id}},"type":"private"} } }""", "application/json"),
            nth: 2);

        var campaign = await bot.Database.WriteAsync(
            async session =>
            {
                var now = DateTimeOffset.UtcNow;
                var id = await Campaigns.AddAsync(session, new Dictionary<string, Body> { ["id"] = Body.Of(RichText.Plain("Siaran"), []) }, now);
                await Campaigns.AddRecipientsAsync(session, id, "1 = 1", new Dictionary<string, object?>(), now);
                await Campaigns.PreviewAsync(session, id, (await PersonStore.FindAsync(session, "telegram", $"{sari.Id}"))!, now);
                return id;
            },
            TestContext.Current.CancellationToken);
        await Until.TrueAsync(
            () => bot.Database.WriteAsync(session => Campaigns.StartAsync(session, campaign, DateTimeOffset.UtcNow), TestContext.Current.CancellationToken),
            "the preview arrived");
        await Until.TrueAsync(async () => await CountAsync(bot, "select count(*) from campaign where state = 'finished'") == 1, "the campaign ended");

        Assert.Equal(1, await CountAsync(bot, $"select count(*) from outbox where campaign_id = {campaign} and state = 'sent' and message_id is null"));
        Assert.Equal(1, await CountAsync(bot, "select count(*) from outbox where campaign_id is null and state = 'sent' and message_id > 0"));
    }

    [Fact]
    public async Task T165_An_update_that_cannot_be_read_is_parked_and_those_around_it_are_answered()
    {
        var (sari, budi) = (Telegram.Person(), Telegram.Person());
        sari.Says("/satu");
        Telegram.Enqueue("""{"update_id":$ID,"message":{"message_id":"x","chat":"?","text":7}}""");
        budi.Says("/dua");

        await using var bot = await StartAsync();

        Assert.Contains("/satu", (await sari.NextMessageAsync()).Text);
        Assert.Contains("/dua", (await budi.NextMessageAsync()).Text);
        await Until.TrueAsync(() => Telegram.PendingUpdates == 0, "all three were acknowledged");
        Assert.Equal(1, bot.Log.Count("could not be read and is parked"));
        Assert.Equal(1, await bot.Database.ReadAsync(
            session => session.ScalarAsync<long>("select count(*) from parked_update"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task T52_Any_message_proves_that_the_chat_is_open_again()
    {
        var sari = Telegram.Person();
        await using var bot = await StartAsync();
        sari.Says("/menu");
        await sari.NextMessageAsync();
        Telegram.Enqueue(
            $$"""{"update_id":$ID,"my_chat_member":{"chat":{"id":{{sari.Id}},"type":"private"},"new_chat_member":{"status":"kicked"} } }""");
        await Until.TrueAsync(async () => await UnreachableAsync(bot) == 1, "the block was noted");

        // The update about the unblocking never came.
        sari.Says("/start");
        await sari.NextMessageAsync();

        await Until.TrueAsync(async () => await UnreachableAsync(bot) == 0, "the chat was open again");
    }

    [Theory, MemberData(nameof(SendingFaults))]
    public async Task Whatever_goes_wrong_with_sending_the_reply_arrives(string fault)
    {
        var sari = Telegram.Person();
        await using var bot = await StartAsync();
        Telegram.Fail("sendMessage", fault switch
        {
            "429" => new Fault.Status(429, "Too Many Requests: retry after 1", RetryAfter: 1),
            "500" => new Fault.Status(500, "Internal Server Error"),
            "502 page" => new Fault.Body(502, "<html>Bad Gateway</html>"),
            "dropped" => new Fault.Drop(),
            "cut off" => new Fault.TruncatedAfterApply(),
            _ => new Fault.DropAfterApply(),
        });

        sari.Says("/satu");
        sari.Says("/dua");

        await Until.TrueAsync(() => sari.Inbox.Any(m => m.Text.Contains("/dua")), "the second answer arrived");
        Assert.Contains("/satu", sari.Inbox[0].Text);
    }

    [Theory]
    [InlineData("getUpdates")]
    [InlineData("sendMessage")]
    public async Task A_connection_that_hangs_is_given_up_after_its_deadline_and_nothing_is_lost(string method)
    {
        var sari = Telegram.Person();
        await using var bot = await StartAsync("Telegram:RequestTimeout=00:00:01", "Telegram:PollTimeout=00:00:01");
        sari.Says("/satu");
        await sari.NextMessageAsync();
        Telegram.Fail(method, new Fault.NeverAnswer(), times: 2);

        sari.Says("/dua");

        await Until.TrueAsync(() => sari.Inbox.Any(message => message.Text.Contains("/dua")), "the second answer arrived");
        await Until.TrueAsync(() => Telegram.PendingUpdates == 0, "both updates were acknowledged");
        Assert.DoesNotContain(bot.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://tidak-ada.invalid")]
    [InlineData("http://127.0.0.1:9")]
    public async Task Where_Telegram_cannot_be_found_the_bot_lives_and_says_what_is_missing(string address)
    {
        await using var bot = await StartAsync($"Telegram:BaseUrl={address}");

        await Until.TrueAsync(async () => (await bot.ReadyAsync()) is { Status: 503, Text: var text } && text.Contains("Telegram"), "it said so");
        await Until.TrueAsync(() => bot.Log.Count("Telegram") > 0, "the log said so");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bot.ReadyAsync()));

        Assert.InRange(bot.Log.Count("Telegram"), 1, 3);
    }

    [Fact]
    public async Task T5_A_refused_token_makes_the_bot_unready_and_says_how_to_mend_it()
    {
        await using var bot = await StartAsync();
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 200, "the bot was ready");

        Telegram.RevokeToken();
        Telegram.Person().Says("/menu");

        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 503, "the bot was unready");
        Assert.Contains("Get the current one from BotFather", (await bot.ReadyAsync()).Text);
        Assert.Equal(1, bot.Log.Count("Critical: Telegram refuses the token"));
    }

    private static Task<long> UnreachableAsync(HostedBot bot) => bot.Database.ReadAsync(
        session => session.ScalarAsync<long>("select count(*) from person where unreachable_since is not null"),
        TestContext.Current.CancellationToken);

    private static Task<long> CountAsync(HostedBot bot, string sql) =>
        bot.Database.ReadAsync(session => session.ScalarAsync<long>(sql), TestContext.Current.CancellationToken);

    private static Task<List<string>> StandingAsync(HostedBot bot) => bot.Database.ReadAsync(
        session => session.QueryAsync<string>("select dialog || ' ' || step || ' ' || status from conversation order by dialog"),
        TestContext.Current.CancellationToken);

    /// <summary>Words in a topic of a private chat, as Telegram sends them on.</summary>
    private static string InTopic(string words, int thread) =>
        $"\"text\":\"{words}\",\"message_thread_id\":{thread},\"is_topic_message\":true";

    private static async Task<ChatMessage> NthAsync(SimulatedPerson person, int number)
    {
        await Until.TrueAsync(() => person.Inbox.Count >= number, $"message {number} arrived");
        return person.Inbox[number - 1];
    }

    private Task<HostedBot> StartAsync(params string[] settings) => HostedBot.StartAsync(BotSettings.For(Telegram, Store.Options, settings));
}
