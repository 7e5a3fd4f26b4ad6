using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Broadcasts;

/// <summary>Broadcasts while clocks jump, people move, officers act at once, and the bot is stopped in the middle.</summary>
public sealed class BroadcastTroubleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clock_that_jumps_while_it_is_scheduled_starts_it_once_or_says_that_it_is_too_late()
    {
        await using var chat = await StartAsync();
        await ScheduleAsync(chat, "Satu");

        // Half an hour before its moment the clock goes back an hour, and comes to the moment in its own time.
        chat.Bot.Clock.MoveTo(BroadcastChat.Start.AddHours(24.5));
        await chat.PassesAsync(TimeSpan.FromHours(-1), "duta", "sari");
        await chat.PassesAsync(TimeSpan.FromHours(1), "duta", "sari");
        Assert.Empty(chat.ReadBy("sari"));
        await chat.PassesAsync(TimeSpan.FromHours(1), "duta", "sari");
        Assert.Single(chat.ReadBy("sari"));

        // After it the same hour comes once more.
        await chat.PassesAsync(TimeSpan.FromHours(-1), "duta", "sari");
        await chat.PassesAsync(TimeSpan.FromHours(2), "duta", "sari");
        Assert.Single(chat.ReadBy("sari"));

        // A day ahead, over the moment of another one: that one is too late, and stays so when the clock is right again.
        await ScheduleAsync(chat, "Dua");
        chat.Bot.Clock.Advance(TimeSpan.FromDays(2));
        await chat.PassesAsync(TimeSpan.Zero, "duta", "sari");
        await chat.PassesAsync(TimeSpan.FromDays(-2), "duta", "sari");
        await chat.PassesAsync(TimeSpan.FromDays(1), "duta", "sari");
        Assert.StartsWith("Siaran 2 tidak dikirim karena waktunya sudah lama lewat", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Single(chat.ReadBy("sari"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(24)]
    public async Task A_clock_that_jumps_while_it_runs_delays_nobody_and_reaches_nobody_twice(int hours)
    {
        await using var chat = await StartAsync();
        await RunsAsync(chat);
        await chat.SendsAsync("duta", new PressInput("k.siaran.jeda.1"));
        var before = await StandingAsync(chat);

        chat.Bot.Clock.Advance(TimeSpan.FromHours(hours));
        await chat.Bot.RestartAsync(Cancel);
        await chat.SendsAsync("duta", new PressInput("k.siaran.jalan.1"));
        await chat.PassesAsync(TimeSpan.FromSeconds(1), Everybody);

        AssertOnceEach(chat);
        var after = await StandingAsync(chat);
        Assert.Equal((before.Recipients, Campaigns.Finished, 0), (after.Recipients, after.State, after.Waiting));
    }

    [Fact]
    public async Task What_a_crash_left_of_which_nobody_knows_does_not_blunt_the_pause_after_going_on()
    {
        await using var chat = await StartAsync();
        await RunsAsync(chat);
        await chat.SendsAsync("duta", new PressInput("k.siaran.jeda.1"));
        await chat.ExecuteAsync("update outbox set state = 'failed', reason = 'x' where campaign_id = 1");
        await chat.ExecuteAsync("update outbox set state = 'sending' where campaign_id = 1 and person_id > 3");
        var forsaken = await chat.Bot.Database.WriteAsync(Outbox.ForsakeAsync, Cancel);

        await chat.SendsAsync("duta", new PressInput("k.siaran.jalan.1"));

        // The failures before were seen; what the crash left counts neither as an end nor as a failure.
        Assert.Equal(5, forsaken);
        Assert.Equal([(3, 3)], await chat.QueryAsync<(long, long)>("select seen_ended, seen_failed from broadcast"));
    }

    [Fact]
    public async Task At_the_night_of_those_who_get_it_it_comes_without_a_sound_and_its_officer_was_told_so()
    {
        await using var chat = await StartAsync();
        await chat.OfficerAsync("pusat", Role.Admin, "");
        await chat.TeacherAsync("timur", region: "91.71");
        await chat.ExecuteAsync("update person set zone = 'Asia/Jayapura' where address = 'timur'");

        // Ten to eight in the evening is ten to ten in Papua.
        await chat.ComposesAsync("pusat", time: "besok pukul 19.50");
        Assert.Contains("🌙 Sebagian sampai di jam tenang penerima (pukul 20.00 sampai 07.00 di jam mereka), tanpa bunyi.", chat.Last("pusat").Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync("pusat", "✅");
        await chat.PassesAsync(TimeSpan.FromHours(36), "timur", "sari");

        Assert.Equal((true, false), (Assert.Single(chat.ReadBy("timur")).IsSilent, Assert.Single(chat.ReadBy("sari")).IsSilent));
        await chat.ComposesAsync("duta", time: "lusa pukul 13.00");
        Assert.DoesNotContain("🌙", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_officer_who_moves_to_another_zone_changes_nothing_about_the_moment_that_was_chosen()
    {
        await using var chat = await StartAsync();
        await ScheduleAsync(chat, "Halo");

        await chat.ExecuteAsync("update person set region = '91.71', zone = 'Asia/Jayapura' where address = 'duta'");
        await chat.SendsAsync("duta", new PressInput("k.siaran.lihat.1"));
        Assert.Contains("pukul 09.00 WIB", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PassesAsync(TimeSpan.FromHours(24.9), "duta", "sari");
        Assert.Empty(chat.ReadBy("sari"));
        await chat.PassesAsync(TimeSpan.FromHours(0.2), "duta", "sari");

        Assert.Single(chat.ReadBy("sari"));
    }

    [Fact]
    public async Task An_hour_that_may_be_in_the_morning_or_in_the_afternoon_keeps_the_zone_that_was_named_with_it()
    {
        await using var chat = await StartAsync();

        await chat.ComposesAsync("duta", time: "besok jam 2 WITA");
        Assert.Equal("Yang mana?", chat.Last("duta").Text.Text);
        await chat.PressesAsync("duta", "Selasa, 3 Maret 2026, pukul 14.00");

        Assert.Contains("Waktu: Selasa, 3 Maret 2026, pukul 14.00 WITA.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Equal([(new DateTimeOffset(2026, 3, 3, 6, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), "Asia/Makassar")], await chat.QueryAsync<(long, string)>("select starts_at, zone from broadcast"));
    }

    [Theory, BothDatabases]
    public async Task Of_two_officers_who_decide_at_the_same_moment_one_counts(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, options => options.ApprovalAbove = 1);
        foreach (var other in new[] { "duta2", "duta3" })
        {
            await chat.OfficerAsync(other, Role.Duta, "32");
        }

        await chat.ComposesAsync("duta");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(1), "duta2", "duta3");
        var approve = new PressInput(chat.DataOf("duta2", "✅ Setujui"));
        var reject = new PressInput(chat.DataOf("duta3", "↩️"));

        var answers = await Task.WhenAll(
            chat.Bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, "duta2", 9001, approve, "id"), Cancel),
            chat.Bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, "duta3", 9002, reject, "id"), Cancel));

        Assert.Single(answers, said => said[^1].Text.Text.StartsWith("Siaran 1 sudah diputuskan", StringComparison.Ordinal));
        Assert.Single(await chat.QueryAsync<string>("select act from audit where act in ('siaran.approved', 'siaran.rejected')"));
    }

    [Theory, BothDatabases]
    public async Task One_that_has_grown_over_the_limit_by_its_moment_awaits_approval_and_then_goes_to_all_of_them_once(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, options => options.ApprovalAbove = 9);
        await chat.OfficerAsync("duta2", Role.Duta, "32");
        await ScheduleAsync(chat, "Halo");
        foreach (var late in new[] { "baru1", "baru2" })
        {
            await chat.TeacherAsync(late);
        }

        await chat.PassesAsync(TimeSpan.FromHours(25.1), ["duta", "duta2", "baru1", .. Teachers]);
        Assert.StartsWith("Siaran 1 sekarang untuk 11 orang. Di atas 9 orang perlu persetujuan", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("menunggu persetujuan Bapak/Ibu", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("11 orang", chat.Last("duta2").Text.Text, StringComparison.Ordinal);
        Assert.Empty(chat.ReadBy("sari"));
        Assert.Equal([0], await chat.QueryAsync<long>("select count(*) from outbox where campaign_id is not null"));

        await chat.PressesAsync("duta2", "✅ Setujui");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), ["duta", "duta2", "baru1", .. Teachers]);

        Assert.All(["baru1", .. Teachers], teacher => Assert.Equal("Halo", Assert.Single(chat.ReadBy(teacher)).Text.Text));
        Assert.Single(await chat.QueryAsync<string>("select state from campaign where state = 'finished'"));
    }

    [Theory]
    [InlineData(26.9, true)]
    [InlineData(27.1, false)]
    public async Task An_approval_long_after_the_moment_that_was_chosen_sends_nothing_and_asks_the_author_for_another(double hours, bool isSent)
    {
        await using var chat = await StartAsync(change: options => options.ApprovalAbove = 1);
        await chat.OfficerAsync("duta2", Role.Duta, "32");
        await ScheduleAsync(chat, "Halo");
        await chat.PassesAsync(TimeSpan.FromHours(hours), "duta2");

        await chat.PressesAsync("duta2", "✅ Setujui");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari");

        Assert.Equal(isSent ? 1 : 0, chat.ReadBy("sari").Count);
        if (!isSent)
        {
            Assert.StartsWith("Waktu siaran 1 sudah lama lewat: Selasa, 3 Maret 2026, pukul 09.00 WIB", chat.Last("duta2").Text.Text, StringComparison.Ordinal);
            Assert.StartsWith("Siaran 1 disetujui setelah waktunya lewat", chat.Last("duta").Text.Text, StringComparison.Ordinal);
            await chat.PressesAsync("duta", "Siaran 1: draf");
            await chat.PressesAsync("duta", "✅");
            Assert.StartsWith("Waktu itu sudah lewat", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_preview_of_which_nobody_knows_whether_it_arrived_is_shown_again_before_anything_is_sent()
    {
        await using var chat = await StartAsync();
        await chat.ComposesAsync("duta", "Halo", time: "besok jam 9 pagi");
        await LoseAsync("unknown");

        await chat.PressesAsync("duta", "✅");
        Assert.Equal(
            ["Pratinjau tadi tidak pasti sampai, jadi saya kirim lagi. Periksa dulu, lalu kirim.", "Halo", "Siaran 1 akan tampak seperti di atas."],
            chat.ReadBy("duta").TakeLast(3).Select(message => message.Text.Text.Split('\n')[0]));
        await chat.PressesAsync("duta", "✅");
        await LoseAsync("unknown");
        await chat.PassesAsync(TimeSpan.FromHours(25.1), "duta", "sari");

        Assert.Contains(chat.ReadBy("duta"), message => message.Text.Text.StartsWith("Siaran 1 menunggu sebentar", StringComparison.Ordinal));
        Assert.Equal("Halo", Assert.Single(chat.ReadBy("sari")).Text.Text);

        // What Telegram refuses is a draft again, and can be handed in once it says something else.
        await chat.ComposesAsync("duta", "Hai", time: "besok jam 9 pagi");
        await chat.PressesAsync("duta", "✅");
        await LoseAsync("failed");
        await chat.PassesAsync(TimeSpan.FromHours(25.1), "duta", "sari");
        Assert.StartsWith("Siaran 2 tidak dikirim karena pratinjaunya tidak bisa dikirim kepada Anda: rusak.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync("duta", "Ubah pesan");
        await chat.SaysAsync("duta", "Hai lagi");
        await chat.PressesAsync("duta", "Ubah waktu");
        await chat.PressesAsync("duta", "Sekarang");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), "duta", "sari");

        Assert.Equal(["Halo", "Hai lagi"], chat.ReadBy("sari").Select(message => message.Text.Text));

        Task LoseAsync(string state) => chat.ExecuteAsync(
            "update outbox set state = @state, reason = 'rusak' where id in (select outbox_id from campaign_preview)", new { state });
    }

    [Fact]
    public async Task Two_presses_of_the_same_button_hand_it_in_once()
    {
        await using var chat = await StartAsync();
        await chat.ComposesAsync("duta");
        var send = new PressInput(chat.DataOf("duta", "✅"));

        await Task.WhenAll(
            chat.Bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, "duta", 9001, send, "id"), Cancel),
            chat.Bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, "duta", 9002, send, "id"), Cancel));
        await chat.PassesAsync(TimeSpan.FromSeconds(5), Everybody);

        Assert.Single(await chat.QueryAsync<string>("select act from audit where act = 'siaran.handed_in'"));
        AssertOnceEach(chat);
    }

    [Fact]
    public async Task The_buttons_and_the_awaited_words_of_a_draft_that_is_gone_only_say_so()
    {
        await using var chat = await StartAsync();
        await chat.ComposesAsync("duta");
        var (send, change) = (chat.DataOf("duta", "✅"), chat.DataOf("duta", "Ubah pesan"));
        await chat.PressesAsync("duta", "🗑");
        foreach (var old in new[] { send, change, "k.siaran.s.1..ffffffff", "k.siaran.terhitung.1.audience" })
        {
            await chat.SendsAsync("duta", new PressInput(old));
            Assert.Equal("Siaran 1 dibatalkan. Tidak ada yang dikirim.", chat.Last("duta").Text.Text);
        }

        // Another one expires while its officer is asked for words.
        await chat.ComposesAsync("duta");
        await chat.PressesAsync("duta", "Ubah pesan");
        await chat.PassesAsync(TimeSpan.FromDays(7.1), "duta");
        await chat.SaysAsync("duta", "Lebih ramah.");
        Assert.StartsWith("Siaran 2 sudah kedaluwarsa", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        // A third is taken from the table altogether, as an erased officer's is.
        await chat.ComposesAsync("duta");
        await chat.ExecuteAsync("delete from broadcast where id = 3");
        await chat.PressesAsync("duta", "✅");
        Assert.StartsWith("Belum ada siaran yang berjalan", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_language_is_looked_at_for_itself_and_a_caption_is_shorter_than_a_message()
    {
        await using var chat = await StartAsync();
        await chat.TeacherAsync("tini", language: "en");
        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "✉️");
        await chat.PressesAsync("duta", "Akun belum aktif");
        await chat.PressesAsync("duta", "Ya, semua");

        // An emoji counts as two, as Telegram counts.
        await chat.SendsAsync("duta", Photo(string.Concat(Enumerable.Repeat("🙂", 513))));
        Assert.StartsWith("Pesan itu bisa menjadi 1.026 karakter, paling banyak 1.024", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SendsAsync("duta", Photo("Ayo *semangat"));
        Assert.StartsWith("Ada tanda yang keliru", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SendsAsync("duta", Photo(string.Concat(Enumerable.Repeat("🙂", 512))));
        Assert.StartsWith("Penerima yang memilih bahasa lain ada 1", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        foreach (var (words, answer) in new[]
        {
            (new string('x', 1025), "Pesan itu bisa menjadi 1.025 karakter, paling banyak 1.024"), ("Come *on", "Ada tanda yang keliru"),
            ("Hello {nip}", "Saya tidak tahu isi {nip}"), ("   ", "Pesannya kosong"),
        })
        {
            await chat.SaysAsync("duta", words);
            Assert.StartsWith(answer, chat.Last("duta").Text.Text, StringComparison.Ordinal);
        }

        await chat.SendsAsync("duta", Photo(""));
        Assert.StartsWith("Pesannya kosong", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "Come on, {name}!");
        Assert.StartsWith("Tombol di bawah pesan", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        static FileInput Photo(string caption) => new(FileKind.Photo, "foto-di-telegram", null, 10, caption);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("awaiting")]
    [InlineData("scheduled")]
    [InlineData("planning")]
    [InlineData("running")]
    [InlineData("paused")]
    public async Task A_restart_in_any_state_goes_on_where_it_stopped(string state)
    {
        await using var chat = await StartAsync(change: options => options.ApprovalAbove = state == "awaiting" ? 1 : 500);
        await chat.OfficerAsync("duta2", Role.Duta, "32");
        await chat.ComposesAsync("duta", time: state == "scheduled" ? "besok jam 9 pagi" : "Sekarang");
        if (state != "draft")
        {
            await chat.PressesAsync("duta", "✅");
        }

        if (state == "planning")
        {
            // The first two people were looked at when it stopped.
            await chat.Bot.Database.WriteAsync(
                session => Campaigns.AddRecipientsAsync(session, 1, "id <= 2", new Dictionary<string, object?>(), chat.Bot.Clock.GetUtcNow()), Cancel);
            await chat.ExecuteAsync("update broadcast set planned_to = 2");
        }
        else if (state is "running" or "paused")
        {
            await RunsAsync(chat, isComposed: true);
            if (state == "paused")
            {
                await chat.SendsAsync("duta", new PressInput("k.siaran.jeda.1"));
            }
        }

        await chat.Bot.RestartAsync(Cancel);
        chat.Options.ApprovalAbove = 500;
        await (state switch
        {
            "draft" => chat.PressesAsync("duta", "✅"),
            "awaiting" => ApproveAsync(),
            "scheduled" => chat.PassesAsync(TimeSpan.FromHours(26), Everybody),
            "paused" => chat.SendsAsync("duta", new PressInput("k.siaran.jalan.1")),
            _ => Task.CompletedTask,
        });
        await chat.PassesAsync(TimeSpan.FromSeconds(5), Everybody);

        AssertOnceEach(chat);
        Assert.Equal([Campaigns.Finished], await chat.QueryAsync<string>("select state from campaign"));

        async Task ApproveAsync()
        {
            await chat.PassesAsync(TimeSpan.FromSeconds(1), "duta2");
            await chat.PressesAsync("duta2", "✅ Setujui");
        }
    }

    private static readonly string[] Teachers = [.. Enumerable.Range(1, 6).Select(number => $"guru{number}"), "sari"];
    private static readonly string[] Everybody = ["duta", .. Teachers];

    private static async Task<BroadcastChat> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite, Action<BroadcastsOptions>? change = null)
    {
        var chat = await BroadcastChat.StartAsync(kind, change + (options => options.QuietDays = 0));
        await chat.OfficerAsync("duta", Role.Duta, "32");
        foreach (var teacher in Teachers)
        {
            await chat.TeacherAsync(teacher);
        }

        return chat;
    }

    private static async Task ScheduleAsync(BroadcastChat chat, string text)
    {
        await chat.ComposesAsync("duta", text, time: "besok jam 9 pagi");
        await chat.PressesAsync("duta", "✅");
    }

    /// <summary>It has begun, and some of it may have gone out.</summary>
    private static async Task RunsAsync(BroadcastChat chat, bool isComposed = false)
    {
        if (!isComposed)
        {
            await chat.ComposesAsync("duta");
            await chat.PressesAsync("duta", "✅");
        }

        await EndToEnd.Until.TrueAsync(
            async () =>
            {
                await chat.Bot.Of<BelajarBot.Broadcasts.Broadcasts>().RunDueAsync(Cancel);
                return (await chat.QueryAsync<string>("select state from broadcast"))[0] == BroadcastState.Started;
            },
            "it has started");
    }

    private static async Task<CampaignStanding> StandingAsync(BroadcastChat chat) =>
        (await chat.Bot.Database.ReadAsync(session => Campaigns.StandingAsync(session, 1), Cancel))!;

    private static void AssertOnceEach(BroadcastChat chat) =>
        Assert.All(Teachers, teacher => Assert.Equal("Halo Bapak/Ibu, ayo aktifkan akun Anda.", Assert.Single(chat.ReadBy(teacher)).Text.Text));
}
