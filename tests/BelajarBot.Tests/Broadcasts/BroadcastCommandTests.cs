using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Broadcasts;

/// <summary><c>/siaran</c> from the first button to the follow-up, as an officer and the teachers see it.</summary>
public sealed class BroadcastCommandTests
{
    [Fact]
    public async Task Partners_are_sent_a_button_to_a_dialog_that_only_their_menu_offers()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("mitra");
        await chat.ExecuteAsync("update person set role = 'mitra' where address = 'mitra'");

        await chat.SaysAsync("duta", "/siaran baru");
        await chat.SaysAsync("duta", "role = mitra");
        await chat.PressesAsync("duta", "Lanjut");
        await chat.SaysAsync("duta", "Ayo usulkan rencana Anda.");
        var labels = chat.Last("duta").Buttons.SelectMany(row => row).Select(button => button.Label).ToList();
        await chat.PressesAsync("duta", "Usulkan RTL");
        await chat.PressesAsync("duta", "Sekarang");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "mitra");

        Assert.Equal("o.rtl", chat.Last("mitra").Buttons[0][0].Data);
        Assert.All(chat.Bot.Library.Dialogs.Where(dialog => dialog.MenuPlaces.Count > 0), dialog => Assert.Contains(dialog.Title.In("id").Source, labels));
        Assert.True(labels.IndexOf("Mitra pembangunan") < labels.IndexOf("Usulkan RTL"), "What everybody is offered stands first.");
    }

    [Fact]
    public async Task Where_partners_have_stopped_is_offered_beside_however_many_steps_where_more_teachers_have()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.TeacherAsync("duta");
        var (library, duta) = (chat.Bot.Library, await chat.Bot.Database.ReadAsync(session => PersonStore.FindAsync(session, 1), TestContext.Current.CancellationToken));
        var teachers = library.Dialogs.Where(dialog => dialog.IsInMenu).SelectMany(dialog => dialog.Steps.Select(step => new StuckStep(dialog.Id, step.Id, 900)));
        var partners = library.Find("rtl")!.Steps.Select(step => new StuckStep("rtl", step.Id, 2));

        var offers = new AudienceOffers(library, new BroadcastWords(library, duta!, BroadcastChat.Start)).Of(new StuckLook([.. teachers, .. partners], IsComplete: true));

        Assert.Equal(14, offers.Take(AudienceOffers.Page).Count(offer => offer.Label.EndsWith(" · 900 orang", StringComparison.Ordinal)));
        Assert.Contains(offers.Take(AudienceOffers.Page), offer => offer is { Value: "stuck(rtl.tanya_lembaga)", Label: "Usulkan RTL: tanya lembaga · 2 orang" });
        Assert.Equal(teachers.Count() + partners.Count(), offers.Distinct().Count());
    }

    [Theory, BothDatabases]
    public async Task An_officer_reaches_exactly_those_of_the_area_who_want_it_and_follows_up_with_the_rest(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", name: "Bu Sari", level: "sd");
        await chat.TeacherAsync("tini", region: "32.04", language: "en", level: "sd");
        await chat.TeacherAsync("jauh", region: "33.01", level: "sd");
        await chat.TeacherAsync("henti", status: "stopped", level: "sd");
        await chat.TeacherAsync("blokir", isBlocked: true, level: "sd");
        await chat.TeacherAsync("smp", level: "smp");

        // The usual way, by buttons, narrowed down to a level.
        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "✉️");
        await chat.PressesAsync("duta", "Akun belum aktif");
        await chat.PressesAsync("duta", "Persempit");
        await chat.PressesAsync("duta", "Menurut jenjang");
        await chat.PressesAsync("duta", "SD");
        Assert.Contains("Akun belum aktif, SD", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("Penerima: 2 orang.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("Tidak dikirimi: yang di luar Jawa Barat (wilayah Anda), 1 berhenti menerima pesan, 1 memblokir bot.", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.PressesAsync("duta", "Lanjut");
        await chat.SaysAsync("duta", "Halo *{nama}*, ayo!");
        await chat.SaysAsync("duta", "Hello {nama}, come on!");
        await chat.PressesAsync("duta", "Aktivasi akun");
        await chat.PressesAsync("duta", "Sekarang");

        // The previews in both languages came before the question, and nothing has gone out.
        var texts = chat.ReadBy("duta").Select(message => message.Text.Text).ToList();
        Assert.Contains("Halo Bapak/Ibu, ayo!", texts);
        Assert.Contains("Hello colleague, come on!", texts);
        Assert.True(texts.IndexOf("Halo Bapak/Ibu, ayo!") < texts.IndexOf("Hello colleague, come on!"), "Most people read Indonesian, so it is shown first.");
        Assert.Contains("Lama pengiriman: kurang dari semenit", texts[^1], StringComparison.Ordinal);
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari", "tini", "jauh", "henti", "blokir", "smp");

        Assert.Equal("Halo Bu Sari, ayo!", chat.Last("sari").Text.Text);
        Assert.Equal(new TextSpan(5, 7, SpanKind.Bold), Assert.Single(chat.Last("sari").Text.Spans));
        Assert.Equal("o.aktivasi", chat.Last("sari").Buttons[0][0].Data);
        Assert.Equal("Hello colleague, come on!", chat.Last("tini").Text.Text);
        Assert.All(["jauh", "henti", "blokir", "smp"], other => Assert.Empty(chat.ReadBy(other)));
        Assert.StartsWith("Siaran 1 selesai, 2 penerima.\n2 terkirim", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains(chat.ReadBy("duta"), message => message.Text.Text.StartsWith("Siaran 1: berjalan\n░░░░░░░░░░ 0%", StringComparison.Ordinal));
        Assert.Contains(chat.Bot.TakeEdited(), edit => edit.Text.Contains("▓▓▓▓▓▓▓▓▓▓ 100%", StringComparison.Ordinal));

        // One of the two moves on; the other is reminded, however lately they were told.
        await chat.ExecuteAsync(
            "insert into milestone (person_id, scope, cycle, milestone, reached_at) select id, 'belajar_id', @cycle, 'aktif', 1 from person where address = 'sari'",
            new { cycle = chat.Bot.Library.CycleOf("aktivasi") });
        await chat.PressesAsync("duta", "📊");
        Assert.Contains("Dari 2 yang menerima, 1 sudah maju sejak itu.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync("duta", "Ingatkan 1 lainnya");
        await chat.PressesAsync("duta", "Sekarang");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari", "tini");

        Assert.Single(chat.ReadBy("sari"));
        Assert.Equal(2, chat.ReadBy("tini").Count);
        Assert.Equal(["1: 2, 1"], await chat.QueryAsync<string>("select details from audit where act = 'siaran.result'"));
    }

    [Fact]
    public async Task What_an_officer_is_told_does_not_depend_on_who_there_is_outside_the_area()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", name: "Bu Sari");
        await chat.TeacherAsync("jauh", name: "Bu Siti", region: "33.01");
        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "✉️");

        var (there, notThere) = (await AskAsync("Bu Siti"), await AskAsync("Bu Tidak Ada"));

        Assert.Contains("Tidak ada yang akan menerima.", there, StringComparison.Ordinal);
        Assert.Contains("Tidak dikirimi: yang di luar Jawa Barat (wilayah Anda).", there, StringComparison.Ordinal);
        Assert.Equal(notThere.Replace("Bu Tidak Ada", "Bu Siti", StringComparison.Ordinal), there);

        async Task<string> AskAsync(string name)
        {
            await chat.PressesAsync("duta", "⌨️");
            await chat.SaysAsync("duta", $"area = 33.01 and contact.name = \"{name}\"");
            var answer = chat.Last("duta").Text.Text;
            await chat.PressesAsync("duta", "Pilih penerima lain");
            return answer;
        }
    }

    [Fact]
    public async Task Whoever_was_told_lately_is_left_out_and_told_again_after_the_quiet_days()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari");
        await chat.TeacherAsync("tini");
        await chat.ComposesAsync("duta");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta");

        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "✉️");
        await chat.PressesAsync("duta", "Akun belum aktif");
        Assert.Contains("Tidak ada yang akan menerima", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("3 baru dapat siaran dalam 3 hari", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.PassesAsync(TimeSpan.FromDays(3), "duta");
        await chat.PressesAsync("duta", "Pilih penerima lain");
        await chat.PressesAsync("duta", "Akun belum aktif");
        Assert.Contains("semua orang yang bisa Anda kirimi, 3 orang", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Above_the_limit_the_first_of_two_second_officers_decides_and_the_other_is_told(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind, options => options.ApprovalAbove = 1);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("duta2", Role.Duta, "32");
        await chat.OfficerAsync("admin", Role.Admin, "");
        await chat.OfficerAsync("tetangga", Role.Duta, "33");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta");
        Assert.Contains("Petugas kedua atau admin harus menyetujui", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.PressesAsync("duta", "✅");
        Assert.Contains("menunggu persetujuan", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta2", "admin", "tetangga", "sari");
        Assert.Empty(chat.ReadBy("sari"));
        Assert.Empty(chat.ReadBy("tetangga"));
        Assert.Equal(2, chat.ReadBy("duta2").Count);

        // Neither the author nor a neighbour can decide, whatever button they forge.
        var approve = chat.DataOf("duta2", "✅ Setujui");
        await chat.SendsAsync("duta", new PressInput(approve));
        await chat.SendsAsync("tetangga", new PressInput(approve));
        Assert.Equal(["awaiting"], await chat.QueryAsync<string>("select state from broadcast"));

        await chat.PressesAsync("duta2", "✅ Setujui");
        await chat.PressesAsync("admin", "↩️");
        Assert.StartsWith("Siaran 1 sudah diputuskan", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari");

        Assert.Contains(chat.ReadBy("duta"), message => message.Text.Text == "Siaran 1 disetujui.");
        Assert.Single(chat.ReadBy("sari"));
        Assert.Equal([1L], await chat.QueryAsync<long>("select count(*) from audit where act = 'siaran.approved'"));
    }

    [Fact]
    public async Task A_broadcast_that_is_given_back_can_be_changed_and_handed_in_again()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite, options => options.ApprovalAbove = 1);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("duta2", Role.Duta, "32");
        await chat.ComposesAsync("duta");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(1), "duta2");
        await chat.PressesAsync("duta2", "↩️");
        await chat.PassesAsync(TimeSpan.FromSeconds(1), "duta");

        await chat.PressesAsync("duta", "Siaran 1: draf");
        await chat.PressesAsync("duta", "Ubah pesan");
        await chat.SaysAsync("duta", "Lebih ramah.");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(1), "duta2");
        await chat.PressesAsync("duta2", "✅ Setujui");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "duta2");

        Assert.Contains(chat.ReadBy("duta2"), message => message.Text.Text == "Lebih ramah.");
    }

    [Fact]
    public async Task A_later_time_in_a_named_zone_is_kept_over_a_restart_and_the_button_of_an_older_look_sends_nothing()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta", time: "besok jam 9 pagi WITA");
        Assert.Contains("Selasa, 3 Maret 2026, pukul 09.00 WITA", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        var older = chat.DataOf("duta", "✅");
        await chat.PressesAsync("duta", "Ubah waktu");
        await chat.SaysAsync("duta", "besok pukul 10.00");
        Assert.Contains("pukul 10.00 WIB", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.SendsAsync("duta", new PressInput(older));
        Assert.Equal(["draft"], await chat.QueryAsync<string>("select state from broadcast"));
        await chat.PressesAsync("duta", "✅");
        await chat.Bot.RestartAsync(TestContext.Current.CancellationToken);
        await chat.PassesAsync(TimeSpan.FromHours(25), "duta", "sari");
        Assert.Empty(chat.ReadBy("sari"));

        await chat.PassesAsync(TimeSpan.FromHours(2), "duta", "sari");
        Assert.Single(chat.ReadBy("sari"));
    }

    [Fact]
    public async Task The_same_message_to_the_same_people_within_a_day_is_asked_about_again()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite, options => options.QuietDays = 0);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromHours(1), "duta", "sari");

        await chat.ComposesAsync("duta");
        await chat.PressesAsync("duta", "✅");
        Assert.Contains("sudah diajukan dalam 24 jam terakhir", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Equal(["started", "draft"], await chat.QueryAsync<string>("select state from broadcast order by id"));

        await chat.PressesAsync("duta", "Ya, kirim lagi");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari");
        Assert.Equal(2, chat.ReadBy("sari").Count);
    }

    [Fact]
    public async Task A_photo_goes_with_its_caption_and_a_voice_note_is_no_message()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", name: "Bu Sari");
        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "✉️");
        await chat.PressesAsync("duta", "Akun belum aktif");
        await chat.PressesAsync("duta", "Ya, semua");

        await chat.SendsAsync("duta", new UnsupportedInput("voice"));
        Assert.Equal("Kirim tulisan, foto, atau dokumen.", chat.Last("duta").Text.Text);
        await chat.SendsAsync("duta", new FileInput(FileKind.Photo, "foto-di-telegram", null, 10, "Lihat, {nama}"));
        await chat.PressesAsync("duta", "Tanpa tombol");
        await chat.PressesAsync("duta", "Sekarang");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari");

        Assert.Equal(("Lihat, Bu Sari", "foto-di-telegram"), (chat.Last("sari").Text.Text, chat.Last("sari").File?.Reference));
    }
}
