using BelajarBot.Tests.Storage;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.EndToEnd;

public sealed class TelegramTroubleTests : IAsyncLifetime
{
    private Simulator telegram = null!;
    private BotStore store = null!;

    public static TheoryData<string> SendingFaults => ["429", "500", "502 page", "dropped", "dropped after it was delivered", "cut off"];

    public async ValueTask InitializeAsync()
    {
        telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
    }

    public async ValueTask DisposeAsync()
    {
        await telegram.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task T17_T47_An_update_that_comes_again_after_a_restart_is_answered_only_once()
    {
        var sari = telegram.Person();
        int first;
        await using (await StartAsync())
        {
            first = sari.Says("/satu")!.Value;
            await sari.NextMessageAsync();
        }

        telegram.RestartUpdateIdsAt(first);
        sari.Says("/satu");
        sari.Says("/dua");
        await using (await StartAsync())
        {
            var answer = await sari.NextMessageAsync();
            await Until.TrueAsync(() => telegram.PendingUpdates == 0, "both were acknowledged");

            Assert.Contains("/dua", answer.Text);
            Assert.Equal(2, sari.Inbox.Count);
        }
    }

    [Fact]
    public async Task T55_T102_An_old_button_is_recognised_and_the_open_question_asked_again()
    {
        var sari = telegram.Person();
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
    public async Task T165_An_update_that_cannot_be_read_is_parked_and_those_around_it_are_answered()
    {
        var (sari, budi) = (telegram.Person(), telegram.Person());
        sari.Says("/satu");
        telegram.Enqueue("""{"update_id":$ID,"message":{"message_id":"x","chat":"?","text":7}}""");
        budi.Says("/dua");

        await using var bot = await StartAsync();

        Assert.Contains("/satu", (await sari.NextMessageAsync()).Text);
        Assert.Contains("/dua", (await budi.NextMessageAsync()).Text);
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "all three were acknowledged");
        Assert.Equal(1, bot.Log.Count("could not be read and is parked"));
        Assert.Equal(1, await bot.Database.ReadAsync(
            session => session.ScalarAsync<long>("select count(*) from parked_update"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task T52_Any_message_proves_that_the_chat_is_open_again()
    {
        var sari = telegram.Person();
        await using var bot = await StartAsync();
        sari.Says("/menu");
        await sari.NextMessageAsync();
        telegram.Enqueue(
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
        var sari = telegram.Person();
        await using var bot = await StartAsync();
        telegram.Fail("sendMessage", fault switch
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

    [Fact]
    public async Task T5_A_refused_token_makes_the_bot_unready_and_says_how_to_mend_it()
    {
        await using var bot = await StartAsync();
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 200, "the bot was ready");

        telegram.RevokeToken();
        telegram.Person().Says("/menu");

        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 503, "the bot was unready");
        Assert.Contains("Get the current one from BotFather", (await bot.ReadyAsync()).Text);
        Assert.Equal(1, bot.Log.Count("Critical: Telegram refuses the token"));
    }

    private static Task<long> UnreachableAsync(HostedBot bot) => bot.Database.ReadAsync(
        session => session.ScalarAsync<long>("select count(*) from person where unreachable_since is not null"),
        TestContext.Current.CancellationToken);

    private Task<HostedBot> StartAsync() => HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
}
