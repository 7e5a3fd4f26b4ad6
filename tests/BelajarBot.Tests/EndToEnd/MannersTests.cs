using BelajarBot.Conversations;
using BelajarBot.Tests.Storage;
using BelajarBot.Tests.TelegramSimulation;
using Microsoft.Extensions.DependencyInjection;
using TelegramSimulator;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>What people do beside answering: albums, edits, groups.</summary>
public sealed class MannersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T57_An_album_in_any_order_with_a_late_part_is_answered_once()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
        var sari = telegram.Person();

        sari.SendsAlbum(4, "bukti", [2, 0, 3, 1], TimeSpan.FromSeconds(2));
        await Until.TrueAsync(() => sari.Inbox.Count > 0, "the answer to the first part");
        sari.Says("/menu");
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "the late part, too, was taken");
        await Until.TrueAsync(() => sari.Inbox.Count > 1, "the menu");

        Assert.Equal(2, sari.Inbox.Count);
        Assert.Contains("belum bisa saya baca", sari.Inbox[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T109_Whoever_chooses_a_language_sees_the_menu_of_commands_in_it()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
        var sari = telegram.Person();
        sari.Says("/bahasa");
        await Until.TrueAsync(() => sari.Inbox.Count == 1, "the choice of languages");

        sari.Presses("English");

        await Until.TrueAsync(
            () => telegram.RequestsTo("setMyCommands").Any(request => request.Text.Contains($"\"chat_id\":{sari.Id}", StringComparison.Ordinal)
                && request.Text.Contains("Everything I can help with", StringComparison.Ordinal)),
            "the menu of this chat in English");
    }

    [Fact]
    public async Task T108_A_menu_that_Telegram_did_not_take_is_offered_again_and_so_is_one_that_the_dialogs_change()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        using var dialogs = DialogsCopy.Make();
        telegram.Fail("setMyCommands", new Fault.Status(429, "Too Many Requests: retry after 60", RetryAfter: 60), times: 2);
        await using var bot = await HostedBot.StartAsync(
            clock, BotSettings.For(telegram, store.Options, $"Dialogs:Folder={dialogs.Folder}", "Dialogs:Watch=false"));

        await SetAsync("Lihat semua yang disimpan tentang Anda");
        dialogs.Change("commands/dataku.yaml", "Lihat semua yang disimpan tentang Anda", "Lihat data Anda di sini");
        await bot.Services.GetRequiredService<DialogCatalog>().ReloadAsync(Cancel);
        await SetAsync("Lihat data Anda di sini");

        // Until then everybody's menu is the last that succeeded, and none is set that is there already.
        Assert.InRange(telegram.RequestsTo("setMyCommands").Count, 5, 8);

        async Task SetAsync(string line)
        {
            using var raw = new RawBot(telegram);
            await Until.TrueAsync(
                async () =>
                {
                    clock.Advance(TimeSpan.FromSeconds(5));
                    return (await raw.CallAsync("getMyCommands")).Result.ToString().Contains(line, StringComparison.Ordinal);
                },
                $"the menu says: {line}");
        }
    }

    [Fact]
    public async Task T54_An_edited_answer_stays_as_it_was_and_the_person_hears_how_to_change_it()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
        var sari = telegram.Person();

        sari.Says("/menu");
        sari.Edits("/berhenti");
        await Until.TrueAsync(() => sari.Inbox.Count == 2, "the menu and the hint");

        Assert.Contains("kembali", sari.Inbox[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T53_T61_In_a_group_the_bot_says_once_where_it_helps_and_then_answers_only_its_own_start()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
        var sari = telegram.Person();
        var forum = telegram.Group(isSupergroup: true, isForum: true);

        forum.AddsBot(sari);
        await Until.TrueAsync(() => forum.Inbox.Count == 1, "the greeting");
        forum.Says(sari, "/menu");
        forum.Says(sari, "/dataku@Belajar_Test_Bot");
        forum.Says(sari, "/start");
        forum.RemovesBot(sari);
        forum.AddsBot(sari);
        forum.Says(sari, "/start@belajar_test_bot abc", new MessageManner { ThreadId = 42 });
        await Until.TrueAsync(() => forum.Inbox.Count == 2 && telegram.PendingUpdates == 0, "the answer to its own start");

        Assert.All(forum.Inbox, message => Assert.Contains("obrolan pribadi", message.Text, StringComparison.Ordinal));
        Assert.All(forum.Inbox, message => Assert.Equal(["Mulai di obrolan pribadi"], message.Labels));
        Assert.Equal([null, 42], forum.Inbox.Select(message => message.ThreadId));
        Assert.Empty(sari.Inbox);
        Assert.Equal(0, await bot.Database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from person"), Cancel));
    }

    [Fact]
    public async Task T96_What_is_kept_about_a_person_is_told_so_that_it_cannot_be_passed_on_by_mistake()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
        var sari = telegram.Person();

        sari.Says("/profil");
        await Until.TrueAsync(() => sari.Inbox.Count == 1, "the profile");
        sari.Says("/dataku");
        await Until.TrueAsync(() => sari.Inbox.Count == 2, "the data");

        Assert.True(sari.Inbox[0].IsProtected);
        Assert.Equal("data-saya.json", sari.Inbox[1].File!.FileName);
        Assert.False(sari.Inbox[1].IsProtected, "They have a right to take their data with them, so the file can be saved.");
        Assert.All(sari.Inbox, message => Assert.False(message.IsSilent));
    }

    [Fact]
    public async Task T102_A_question_answered_by_a_button_shows_the_answer_and_five_presses_are_one()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, "Telegram:MarkAnswers=true"));
        var sari = telegram.Person();
        sari.Says("/start akt");
        await Until.TrueAsync(() => sari.Inbox.Any(message => message.Labels.Contains("Sudah tahu")), "the question");
        var question = sari.Inbox.Single(message => message.Labels.Contains("Sudah tahu"));
        var data = question.Keyboard.Rows.SelectMany(row => row).Single(button => button.Text == "Sudah tahu").CallbackData!;

        for (var i = 0; i < 5; i++)
        {
            sari.PressesData(data, question.Id);
        }

        await Until.TrueAsync(() => !sari.Find(question.Id)!.Labels.Any(), "the question without its buttons");
        sari.Says("/menu");
        await Until.TrueAsync(() => sari.Inbox[^1].Text.Contains("Apa yang bisa saya bantu", StringComparison.Ordinal), "the menu");

        Assert.Equal($"{question.Text}\n\n✅ Sudah tahu", sari.Find(question.Id)!.Text);
        Assert.Single(sari.Inbox, message => message.Text.StartsWith("Ketik alamatnya", StringComparison.Ordinal));
        Assert.Single(telegram.RequestsTo("editMessageText"));
    }

    [Theory]
    [InlineData("Bad Request: message is not modified: specified new message content and reply markup are exactly the same")]
    [InlineData("Bad Request: message to edit not found")]
    [InlineData("Bad Request: message can't be edited")]
    public async Task T77_T78_When_a_question_cannot_be_edited_the_answer_counts_all_the_same(string refusal)
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        telegram.Fail("editMessageText", new TelegramSimulator.Faults.Fault.Status(400, refusal));
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, "Telegram:MarkAnswers=true"));
        var sari = telegram.Person();
        sari.Says("/start akt");
        await Until.TrueAsync(() => sari.Inbox.Any(message => message.Labels.Contains("Sudah tahu")), "the question");

        sari.Presses("Sudah tahu");
        await Until.TrueAsync(() => telegram.RequestsTo("editMessageText").Count == 1, "the edit");
        await Until.TrueAsync(() => sari.Inbox[^1].Text.StartsWith("Ketik alamatnya", StringComparison.Ordinal), "the next question");

        Assert.Empty(bot.Log.All);
    }

    [Fact]
    public async Task T110_A_command_that_is_not_for_this_role_does_nothing_however_it_was_found()
    {
        using var dialogs = DialogsCopy.Make();
        await File.WriteAllTextAsync(Path.Combine(dialogs.Folder, "rahasia.yaml"), """
            dialog: rahasia
            title: Hanya untuk dinas
            who: role = dinas
            start: {commands: [rahasia], link: rahasia}
            steps:
              - {id: a, say: Selamat datang di ruang dinas., end: done}
            """, Cancel);
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, $"Dialogs:Folder={dialogs.Folder}"));
        var sari = telegram.Person();

        sari.Says("/rahasia");
        sari.Says("/start rahasia");
        sari.PressesData("o.rahasia");
        await Until.TrueAsync(() => sari.Inbox.Count == 3, "three answers");

        Assert.All(sari.Inbox, message => Assert.Contains("bukan untuk peran Anda", message.Text, StringComparison.Ordinal));
    }
}
