using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Broadcasts;

/// <summary>What officers get wrong, and what happens behind their backs.</summary>
public sealed class BroadcastMistakeTests
{
    [Theory]
    [InlineData("Halo {nama}", false, null)]
    [InlineData("Halo *semua", false, typeof(TextMistake.Broken))]
    [InlineData("Halo {", false, typeof(TextMistake.Broken))]
    [InlineData("Halo {nik}", false, typeof(TextMistake.UnknownName))]
    [InlineData("  ", false, typeof(TextMistake.Missing))]
    [InlineData("", true, null)]
    public void A_text_is_looked_at_before_anybody_gets_it(string source, bool hasFile, Type? mistake) =>
        Assert.Equal(mistake, BroadcastText.Check(source, hasFile)?.GetType());

    [Fact]
    public void A_text_must_fit_into_one_message_with_the_longest_name_and_with_a_file_into_its_caption()
    {
        Assert.Null(BroadcastText.Check(new string('x', 4096), hasFile: false));
        Assert.Equal(new TextMistake.TooLong(4097, 4096), BroadcastText.Check(new string('x', 4097), hasFile: false));
        Assert.Equal(new TextMistake.TooLong(4124, 4096), BroadcastText.Check(new string('x', 4060) + "{nama}", hasFile: false));
        Assert.Equal(new TextMistake.TooLong(1025, 1024), BroadcastText.Check(new string('x', 1025), hasFile: true));
    }

    [Theory, BothDatabases]
    public async Task Reminders_and_broadcasts_together_are_at_most_so_many_a_week(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", level: "sd");
        await chat.TeacherAsync("tini", level: "sd");
        var now = BroadcastChat.Start.ToUnixTimeMilliseconds();
        for (var day = 1; day <= 3; day++)
        {
            await chat.ExecuteAsync(
                $"""
                insert into reminder_log (person_id, dialog, reminder, revision, planned_for, decided_at, decision)
                select id, 'aktivasi', 'lanjut', 'x', 1, {now - (day * 86_400_000L)}, 'sent' from person where address = 'sari'
                """);
        }

        await chat.ComposesAsync("duta", "Halo", "level = sd");
        Assert.Contains("Penerima: 1 orang. Tidak dikirimi: yang di luar Jawa Barat (wilayah Anda), 1 sudah cukup menerima pesan minggu ini.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari", "tini");

        Assert.Empty(chat.ReadBy("sari"));
        Assert.Equal("Halo", Assert.Single(chat.ReadBy("tini")).Text.Text);
        Assert.Equal(3, (await SpokenToAsync("sari", days: 0)).Count);
        Assert.InRange(Assert.Single(await SpokenToAsync("tini", days: 0)), BroadcastChat.Start, BroadcastChat.Start.AddSeconds(5));
        Assert.Empty(await SpokenToAsync("tini", days: 8));

        Task<List<DateTimeOffset>> SpokenToAsync(string address, int days) => chat.Bot.Database.ReadAsync(
            async session =>
            {
                var id = await session.ScalarAsync<long>("select id from person where address = @address", new { address });
                return (await ReminderLog.SentInWeekBeforeAsync(session, [id], chat.Bot.Clock.GetUtcNow().AddDays(days)))[id].Select(each => each.At).ToList();
            },
            TestContext.Current.CancellationToken);
    }

    [Theory, BothDatabases]
    public async Task What_comes_of_circulars_and_invitations_counts_for_the_week_and_a_circular_keeps_to_it(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind, options => options.QuietDays = 0);
        await chat.OfficerAsync("tinjau", Role.Reviewer, "32");
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", level: "sd");
        await PublishAsync("Satu", "2 orang");
        await PublishAsync("Dua", "2 orang");
        await PublishAsync("Tiga", "2 orang");

        // Three of anything are enough for a week: neither a fourth circular nor a broadcast comes.
        await PublishAsync("Empat", "0 orang");
        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "✉️");
        await chat.PressesAsync("duta", "⌨️");
        await chat.SaysAsync("duta", "level = sd");
        Assert.Contains("Tidak ada yang akan menerima", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("1 sudah cukup menerima pesan minggu ini", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Equal(3, chat.ReadBy("sari").Count);

        await chat.PassesAsync(TimeSpan.FromDays(7), "sari");
        await PublishAsync("Lima", "2 orang");
        Assert.Equal(4, chat.ReadBy("sari").Count);

        async Task PublishAsync(string title, string count)
        {
            await chat.SaysAsync("tinjau", "/edaran baru");
            await chat.PressesAsync("tinjau", "Jawa Barat");
            await chat.SendsAsync("tinjau", new FileInput(FileKind.Document, "berkas", "surat.pdf", 1000, title));
            Assert.Contains($"kepada {count}", chat.Last("tinjau").Text.Text, StringComparison.Ordinal);
            await chat.PressesAsync("tinjau", "✅ Terbitkan");
            await chat.PassesAsync(TimeSpan.FromMinutes(1), "tinjau", "sari");
        }
    }

    [Theory, BothDatabases]
    public async Task Many_people_are_counted_beside_the_turn_and_the_draft_goes_on_with_the_result(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind, options => options.CountAtOnceUpTo = 1);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", level: "sd");
        await chat.TeacherAsync("jauh", region: "33.01", level: "sd");
        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "✉️");
        await chat.PressesAsync("duta", "⌨️");

        await chat.SaysAsync("duta", "level = sd");
        Assert.StartsWith("Penerimanya sedang dihitung", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await CountsAsync(1);
        Assert.Contains("Penerima: 1 orang.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await CountsAsync(0);
        await chat.SendsAsync("duta", new PressInput("k.siaran.terhitung.1.audience"));
        Assert.StartsWith("Tulis pesannya", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.SaysAsync("duta", "Halo");
        await chat.PressesAsync("duta", "Tanpa tombol");
        await chat.PressesAsync("duta", "Sekarang");
        Assert.StartsWith("Penerimanya sedang dihitung", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await CountsAsync(1);
        Assert.StartsWith("Siaran 1 akan tampak seperti di atas", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari", "jauh");

        Assert.Equal("Halo", Assert.Single(chat.ReadBy("sari")).Text.Text);
        Assert.Empty(chat.ReadBy("jauh"));

        async Task CountsAsync(int drafts)
        {
            Assert.Equal(drafts, await chat.Bot.Of<BroadcastCounts>().RunDueAsync(TestContext.Current.CancellationToken));
            await chat.PassesAsync(TimeSpan.Zero, "duta");
        }
    }

    [Fact]
    public async Task A_mistake_in_the_audience_or_the_text_or_the_time_is_told_with_its_place_and_asked_again()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", level: "sd");
        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "✉️");
        await chat.PressesAsync("duta", "⌨️");

        await chat.SaysAsync("duta", "level = sd and role = gru");
        Assert.Contains("ke-23", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("👉gru", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("Maksud Anda 'guru'?", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "level = smk");
        Assert.Contains("Tidak ada yang akan menerima", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync("duta", "Pilih penerima lain");
        await chat.PressesAsync("duta", "⌨️");
        await chat.SaysAsync("duta", "level = sd");
        await chat.PressesAsync("duta", "Lanjut");

        await chat.SaysAsync("duta", "Ayo *semangat");
        Assert.StartsWith("Ada tanda yang keliru di huruf ke-5", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "Halo {nik}");
        Assert.StartsWith("Saya tidak tahu isi {nik}", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", new string('x', 5000));
        Assert.StartsWith("Pesan itu bisa menjadi 5.000 karakter", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "Ayo!");
        await chat.PressesAsync("duta", "Tanpa tombol");

        await chat.SaysAsync("duta", "kapan-kapan");
        Assert.StartsWith("Waktunya belum bisa dibaca", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "kemarin jam 8 pagi");
        Assert.StartsWith("Waktu itu sudah lewat", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "jam 9 pagi");

        // The moment passes while the officer hesitates.
        await chat.PassesAsync(TimeSpan.FromHours(2), "duta");
        await chat.PressesAsync("duta", "✅");
        Assert.StartsWith("Waktu itu sudah lewat", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teachers_and_strangers_to_a_draft_get_nowhere_with_forged_buttons()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("lain", Role.Duta, "33");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta");
        var send = chat.DataOf("duta", "✅");

        await chat.SendsAsync("sari", new PressInput(send));
        await chat.SendsAsync("lain", new PressInput(send));
        foreach (var data in new[] { "k.siaran.kirim.1.x", "k.siaran.kirim.99999999999999999999.1", "k.siaran.s.1..00000000", "k.siaran.p.1.x.y", "k.siaran.w.1.99999999999999999", "k.siaran.jeda.1", "k.siaran." })
        {
            await chat.SendsAsync("duta", new PressInput(data));
        }

        Assert.Equal(["draft"], await chat.QueryAsync<string>("select state from broadcast"));
        Assert.StartsWith("Belum ada siaran", chat.Last("lain").Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_and_what_nobody_approves_expire_and_an_old_button_says_so()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite, options => options.ApprovalAbove = 1);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta");
        await chat.PressesAsync("duta", "✅");
        Assert.Contains("belum ada petugas kedua", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PassesAsync(TimeSpan.FromDays(3.1), "duta", "sari");
        Assert.StartsWith("Siaran 1 kedaluwarsa karena belum disetujui", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.ComposesAsync("duta", text: "Lain");
        await chat.PassesAsync(TimeSpan.FromDays(7.1), "duta", "sari");
        await chat.PressesAsync("duta", "✅");
        Assert.StartsWith("Siaran 2 sudah kedaluwarsa", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Empty(chat.ReadBy("sari"));
    }

    [Fact]
    public async Task What_was_due_while_the_bot_was_off_for_long_and_what_an_officer_may_no_longer_send_does_not_go_out()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta", time: "besok jam 9 pagi");
        await chat.PressesAsync("duta", "✅");
        chat.Bot.Clock.Advance(TimeSpan.FromDays(3));
        await chat.PassesAsync(TimeSpan.Zero, "duta", "sari");
        Assert.StartsWith("Siaran 1 tidak dikirim karena waktunya sudah lama lewat", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.ComposesAsync("duta", time: "besok jam 9 pagi");
        await chat.PressesAsync("duta", "✅");
        await chat.ExecuteAsync("update role_grant set revoked_at = 1");
        await chat.PassesAsync(TimeSpan.FromDays(2), "duta", "sari");
        Assert.StartsWith("Siaran 2 tidak dikirim karena Anda tidak lagi bertugas", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Empty(chat.ReadBy("sari"));
    }

    [Fact]
    public async Task A_scheduled_broadcast_can_be_cancelled_and_then_nobody_gets_it()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta", time: "besok jam 9 pagi");
        await chat.PressesAsync("duta", "✅");

        await chat.PressesAsync("duta", "⏹");
        Assert.Equal("Batalkan siaran 1? 2 orang tidak akan menerima. Ini tidak bisa diurungkan.", chat.Last("duta").Text.Text);
        await chat.PressesAsync("duta", "Ya, batalkan");
        await chat.PassesAsync(TimeSpan.FromDays(2), "duta", "sari");

        Assert.Empty(chat.ReadBy("sari"));
        Assert.Equal(["cancelled"], await chat.QueryAsync<string>("select state from broadcast"));
        Assert.Equal(["cancelled"], await chat.QueryAsync<string>("select state from campaign"));
    }
}
