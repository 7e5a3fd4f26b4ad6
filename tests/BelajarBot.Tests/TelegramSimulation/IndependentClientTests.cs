using System.Text;
using TelegramSimulator;
using TelegramSimulator.People;

namespace BelajarBot.Tests.TelegramSimulation;

/// <summary>Bots that were written by others for the real Telegram live with the simulator, too.</summary>
public sealed class IndependentClientTests
{
    private const string FileName = "отчёт \"1\" 100%.csv";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("grammy.mjs")]
    [InlineData("node-telegram-bot-api.mjs")]
    public async Task A_bot_on_another_client_polls_sends_edits_and_uploads(string script)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        await using var bot = await NodeClients.StartAsync(script, telegram.BaseUrl, telegram.Token);
        Assert.Equal("ready", await bot.ReadLineAsync());

        await GreetAndPressAsync(telegram.Person());
        await UploadAsync(telegram.Person());
    }

    [Fact]
    public async Task A_bot_on_another_client_takes_updates_by_webhook()
    {
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { IsLocal = true }, RawBot.Cancel);
        await using var bot = await NodeClients.StartAsync("grammy.mjs", telegram.BaseUrl, telegram.Token, "0");
        Assert.Equal("ready", await bot.ReadLineAsync());

        await GreetAndPressAsync(telegram.Person());

        Assert.Equal("rahasia", telegram.Webhook.Settings!.SecretToken);
        Assert.Empty(telegram.RequestsTo("getUpdates"));
        Assert.All(telegram.Webhook.Posts, post => Assert.Equal(200, post.Status));
    }

    [Fact]
    public async Task A_bot_on_another_client_downloads_what_a_person_sends()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        await using var bot = await NodeClients.StartAsync("grammy.mjs", telegram.BaseUrl, telegram.Token);
        Assert.Equal("ready", await bot.ReadLineAsync());
        var sari = telegram.Person();

        sari.SendsDocument("rapor.txt", content: "isi rapor"u8.ToArray());
        sari.Says("/simpan " + sari.Chat[0].File!.Id);
        var answer = await sari.NextMessageAsync(Patience, RawBot.Cancel);

        Assert.Equal("isi rapor", answer.Text);
    }

    private static async Task GreetAndPressAsync(SimulatedPerson sari)
    {
        sari.Says("/start");
        var greeting = await sari.NextMessageAsync(Patience, RawBot.Cancel);
        var press = sari.Presses("Ya")!;
        await Eventually.TrueAsync(() => sari.Find(greeting.Id)!.EditedAt is not null, "the message was edited", 30);

        Assert.Equal("Halo & selamat datang", greeting.Text);
        Assert.Equal(("bold", 0, 4), (greeting.Entities[0].Type, greeting.Entities[0].Offset, greeting.Entities[0].Length));
        Assert.Equal("Siap", press.AnswerText);
        Assert.Equal("Anda memilih ya", sari.Find(greeting.Id)!.Text);
        Assert.Empty(sari.Find(greeting.Id)!.Labels);
    }

    private static async Task UploadAsync(SimulatedPerson sari)
    {
        sari.Says("/berkas");
        var file = (await sari.NextMessageAsync(Patience, RawBot.Cancel)).File!;

        Assert.Equal(FileName, file.FileName);
        Assert.Equal("a,b\n1,2\n", Encoding.UTF8.GetString(file.Bytes.Span));
    }
}
