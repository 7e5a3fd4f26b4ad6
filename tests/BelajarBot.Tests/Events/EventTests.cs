using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Broadcasts;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Events;

/// <summary>Officers who hold meetings and teachers who come to them.</summary>
public sealed class EventTests
{
    private const string Officer = "tini";

    [Theory, BothDatabases]
    public async Task Thirty_seats_and_forty_five_answers_fill_thirty_and_queue_fifteen_who_move_up_in_their_order(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await InviteAsync(chat, capacity: 30, teachers: 45);

        for (var i = 0; i < 45; i++)
        {
            await chat.SendsAsync($"guru{i}", new PressInput("k.kegiatan.ya.1.0"));
        }

        Assert.Equal([30, 15], await chat.QueryAsync<long>("select count(*) from event_answer group by state order by state desc"));
        Assert.Contains("nomor 15", chat.Last("guru44").Text.Text, StringComparison.Ordinal);

        // One says no, another is erased: two seats.
        await chat.SendsAsync("guru3", new PressInput("k.kegiatan.tidak.1.0"));
        await chat.ExecuteAsync("delete from person where address = 'guru4'");
        await chat.PassesAsync(TimeSpan.FromHours(2), "guru30", "guru31", "guru32");

        Assert.StartsWith("🎉", chat.Last("guru30").Text.Text, StringComparison.Ordinal);
        Assert.StartsWith("🎉", chat.Last("guru31").Text.Text, StringComparison.Ordinal);
        Assert.Contains("nomor 3", chat.Last("guru32").Text.Text, StringComparison.Ordinal);
        Assert.Equal([30], await chat.QueryAsync<long>("select count(*) from event_answer where state in ('yes', 'offered')"));
    }

    [Theory, BothDatabases]
    public async Task Who_was_there_rates_it_and_gets_a_certificate_in_the_name_that_they_write(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await InviteAsync(chat, capacity: 30, teachers: 2, certificate: "Dengan");
        await chat.SendsAsync("guru0", new PressInput("k.kegiatan.ya.1.0"));
        var code = (await chat.QueryAsync<string>("select attendance_code from event"))[0];

        await chat.SaysAsync("guru0", $"/hadir {code}");
        Assert.Contains("belum dimulai", chat.Last("guru0").Text.Text, StringComparison.Ordinal);

        await chat.PassesAsync(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(75), "guru0");
        await chat.SendsAsync("guru0", new StartInput($"hadir-{code}"));
        Assert.Contains("tercatat", chat.Last("guru0").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("guru1", $"/hadir {code.ToUpperInvariant()}");
        await chat.SaysAsync("guru0", $"/hadir {code}");
        Assert.Contains("memang sudah", chat.Last("guru0").Text.Text, StringComparison.Ordinal);
        await chat.SendsAsync("guru0", new PressInput("k.kegiatan.sert.1"));
        Assert.Contains("sesudah kegiatan selesai", chat.Last("guru0").Text.Text, StringComparison.Ordinal);

        await chat.PassesAsync(TimeSpan.FromHours(2), "guru0", "guru1");
        await chat.PressesAsync("guru0", "⭐⭐⭐⭐ ");
        await chat.SaysAsync("guru0", "Bagus, tambah praktik.");
        await chat.PressesAsync("guru0", "📜");
        await chat.SaysAsync("guru0", "さくら");
        await chat.SaysAsync("guru0", "Sari Wulandari, S.Pd.");

        Assert.EndsWith(".pdf", chat.Last("guru0").File!.Name, StringComparison.Ordinal);
        Assert.Equal(["4 Bagus, tambah praktik. Sari Wulandari, S.Pd."], await chat.QueryAsync<string>(
            "select rating || ' ' || comment || ' ' || certificate_name from event_answer where rating is not null"));
        Assert.Contains("Bagaimana menurut Anda", chat.Last("guru1").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync(Officer, "/statistik kegiatan");
        Assert.Contains("Diadakan: 1 (sebelumnya 0), dibatalkan: 0\nMendaftar: 1\nHadir: 2 (sebelumnya 0)\nPenilaian: 4", chat.Last(Officer).Text.Text, StringComparison.Ordinal);
        await chat.PassesAsync(TimeSpan.FromHours(3), "guru1");
        await chat.SaysAsync("guru1", $"/hadir {code}");
        Assert.Contains("tidak berlaku", chat.Last("guru1").Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_it_was_is_asked_in_the_morning_of_those_who_rest_and_what_begins_early_is_said_without_a_sound()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await InviteAsync(chat, capacity: 30, teachers: 2);
        await chat.ExecuteAsync("update person set zone = 'Asia/Jayapura' where address = 'guru1'");
        await chat.SendsAsync("guru0", new PressInput("k.kegiatan.ya.1.0"));
        await chat.SendsAsync("guru1", new PressInput("k.kegiatan.ya.1.0"));

        // At seven in the evening in Bandung, which is nine at night in Papua.
        await chat.ExecuteAsync($"update event set starts_at = {new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()}, length_minutes = 30, due_at = 1");
        await chat.PassesAsync(TimeSpan.FromHours(82), "guru0", "guru1");
        var before = chat.Last("guru1");
        Assert.StartsWith("⏰", before.Text.Text, StringComparison.Ordinal);
        Assert.Equal((false, true), (chat.Last("guru0").IsSilent, before.IsSilent));
        await chat.ExecuteAsync("update event_answer set attended_at = 1");
        await chat.PassesAsync(TimeSpan.FromHours(2), "guru0", "guru1");
        Assert.Contains("Bagaimana menurut Anda", chat.Last("guru0").Text.Text, StringComparison.Ordinal);
        Assert.Same(before, chat.Last("guru1"));

        await chat.PassesAsync(TimeSpan.FromHours(9), "guru1");

        Assert.Contains("Bagaimana menurut Anda", chat.Last("guru1").Text.Text, StringComparison.Ordinal);
        Assert.False(chat.Last("guru1").IsSilent);
    }

    [Fact]
    public async Task Why_knows_who_was_not_reminded_of_a_meeting_because_they_said_stop_or_cannot_be_reached()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await InviteAsync(chat, capacity: 30, teachers: 3);
        foreach (var teacher in new[] { "guru0", "guru1", "guru2" })
        {
            await chat.SendsAsync(teacher, new PressInput("k.kegiatan.ya.1.0"));
        }

        await chat.ExecuteAsync("update person set status = 'stopped' where address = 'guru1'");
        await chat.ExecuteAsync("update person set unreachable_since = 1 where address = 'guru2'");
        await chat.PassesAsync(TimeSpan.FromDays(2.1), "guru0");

        Assert.Equal(["guru0 -", "guru1 stopped", "guru2 unreachable"], await chat.QueryAsync<string>(
            "select distinct p.address || ' ' || coalesce(r.reason, '-') from reminder_log r join person p on p.id = r.person_id where r.decision = 'asked' order by 1"));
    }

    [Fact]
    public async Task Nobody_else_sees_or_runs_it_and_names_stay_in_the_area()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await InviteAsync(chat, capacity: 0, teachers: 1);
        await chat.TeacherAsync("orang", region: "33.74", name: "Orang Luar");
        await chat.OfficerAsync("budi", Role.Duta, "33");
        await chat.OfficerAsync("admin", Role.Admin, "32");
        var link = (await chat.QueryAsync<string>("select link_code from event"))[0];

        foreach (var verb in new[] { "kelola.1", "orang.1", "kode.1", "batalya.1.ya@9", "pindahya.1.30000000", "lihat.1", "ya.1.0", "hapus.1", "j.1.title" })
        {
            await chat.SendsAsync("orang", new PressInput($"k.kegiatan.{verb}"));
            Assert.Contains("tidak ditujukan kepada Anda", chat.Last("orang").Text.Text, StringComparison.Ordinal);
            await chat.SendsAsync("budi", new PressInput($"k.kegiatan.{verb}"));
            Assert.Contains("tidak ditujukan kepada Anda", chat.Last("budi").Text.Text, StringComparison.Ordinal);
        }

        // Whoever has the link may come; the officer of another area sees no name of theirs, and they are counted.
        await chat.SendsAsync("orang", new StartInput($"kegiatan-{link}"));
        await chat.PressesAsync("orang", "✅");
        await chat.SendsAsync("guru0", new PressInput("k.kegiatan.ya.1.0"));
        await chat.SendsAsync("admin", new PressInput("k.kegiatan.orang.1"));

        Assert.Contains("Guru 0", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Orang Luar", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        Assert.EndsWith("wilayah Anda: 1", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        Assert.Equal(["32.73"], await chat.QueryAsync<string>("select area from audit where act = 'kegiatan.names'"));
    }

    [Theory, BothDatabases]
    public async Task A_cancellation_reaches_everybody_whom_it_concerns_once_and_nobody_else(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await InviteAsync(chat, capacity: 150, teachers: 160);
        await chat.ExecuteAsync(
            """
            insert into event_answer (event_id, person_id, state, asked_at, told_version)
            select 1, id, case when id % 3 = 0 then 'no' else 'yes' end, id, 0 from person where address like 'guru%'
            """);
        await chat.ExecuteAsync("update person set status = 'stopped' where address = 'guru7'");
        var concerned = (await chat.QueryAsync<long>("select count(*) from event_answer a join person p on p.id = a.person_id where a.state = 'yes' and p.status = 'active'"))[0];

        await chat.SendsAsync(Officer, new PressInput("k.kegiatan.batal.1"));
        await chat.PressesAsync(Officer, "Ya, batalkan");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer);
        await chat.PassesAsync(TimeSpan.FromHours(2), Officer);

        var told = 0;
        for (var i = 0; i < 160; i++)
        {
            var said = await chat.Bot.TakeSentAsync($"guru{i}", TestContext.Current.CancellationToken);
            told += said.Count(message => message.Text.Text.StartsWith('❌'));
        }

        Assert.Equal(concerned, told);
        Assert.Equal(["cancelled"], await chat.QueryAsync<string>("select state from event"));
    }

    [Fact]
    public async Task A_pin_is_shown_on_the_map_where_there_are_maps_and_as_a_link_everywhere()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await InviteAsync(chat, capacity: 30, teachers: 1);
        await chat.SendsAsync("guru0", new PressInput("k.kegiatan.peta.1"));
        Assert.Null(chat.Last("guru0").Place);

        await chat.SendsAsync(Officer, new PressInput("k.kegiatan.j.1.place"));
        await chat.SendsAsync(Officer, new PlaceInput(-6.9025, 107.6188, null));
        await chat.PassesAsync(TimeSpan.FromMinutes(1), "guru0");
        await chat.SendsAsync("guru0", new PressInput("k.kegiatan.ya.1.1"));
        await chat.PressesAsync("guru0", "🗺 Peta");

        var shown = chat.Last("guru0");
        Assert.Equal(new PlaceToSend(-6.9025, 107.6188, "Klinik akun", "Aula"), shown.Place);
        Assert.Equal("https://www.google.com/maps/search/?api=1&query=-6.9025%2C107.6188", shown.Buttons[0][0].Data);

        // Another address is another place: the old pin goes with the old words.
        await chat.SendsAsync(Officer, new PressInput("k.kegiatan.j.1.place"));
        await chat.SaysAsync(Officer, "Gedung B");
        Assert.Equal([null], await chat.QueryAsync<string?>("select pin from event"));
    }

    [Fact]
    public async Task A_draft_takes_a_pin_and_asks_for_the_words_of_its_place()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync(Officer, Role.Duta, "32.73");
        await chat.SaysAsync(Officer, "/kegiatan baru.klinik");
        foreach (var words in new[] { "Klinik akun", "kota bandung", "true", "5 Maret jam 9 pagi", "1 jam" })
        {
            await chat.SaysAsync(Officer, words);
        }

        await chat.SaysAsync(Officer, "https://maps.google.com/?q=-6.9025,107.6188");
        Assert.StartsWith("📌", chat.Last(Officer).Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync(Officer, "Aula, Jalan Braga 1");

        Assert.StartsWith("Berapa kursi", chat.Last(Officer).Text.Text, StringComparison.Ordinal);
        Assert.Equal(["Aula, Jalan Braga 1 -6.9025,107.6188"], await chat.QueryAsync<string>("select place || ' ' || pin from event"));
    }

    [Fact]
    public async Task A_circular_is_given_to_its_area_only_and_its_people_are_told_once()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync(Officer, Role.Reviewer, "32");
        await chat.TeacherAsync("guru0");
        await chat.TeacherAsync("jauh", region: "33.74");

        await chat.SaysAsync(Officer, "/edaran baru");
        await chat.PressesAsync(Officer, "Jawa Barat");
        await chat.SendsAsync(Officer, new FileInput(FileKind.Document, "berkas", "05.pdf", 1000, "Edaran 05"));
        await chat.PressesAsync(Officer, "✅ Terbitkan");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), "guru0", "jauh");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), "guru0");
        await chat.SendsAsync("jauh", new PressInput("k.edaran.lihat.1"));
        await chat.SendsAsync("jauh", new PressInput("k.edaran.cabut.1"));

        Assert.Single(chat.ReadBy("guru0"));
        Assert.All(chat.ReadBy("jauh"), message => Assert.Contains("bukan untuk wilayah Anda", message.Text.Text, StringComparison.Ordinal));
        await chat.PressesAsync("guru0", "Buka edaran");
        Assert.Equal("05.pdf", chat.Last("guru0").File!.Name);
        Assert.Equal(["published"], await chat.QueryAsync<string>("select state from circular"));
    }

    [Theory, BothDatabases]
    public async Task Invitations_and_circulars_that_are_refused_and_stop_are_told_once_and_go_on_when_their_officer_says_so(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await InviteAsync(chat, capacity: 30, teachers: 2);
        await chat.ExecuteAsync("insert into circular (officer_id, channel, state, area, title, file, campaign_id, created_at, published_at) select officer_id, channel, 'published', '32.73', 'Edaran 05', '{}', (select max(id) + 1 from campaign), 1, 1 from event");
        await chat.ExecuteAsync("insert into campaign (state, created_at, changed_at) values ('running', 1, 1)");
        await chat.ExecuteAsync("insert into role_grant (person_id, role, area, granted_at) select id, @role, '32.73', 1 from person where address = 'tini'", new { role = Role.Reviewer });
        await chat.ExecuteAsync("update campaign set state = 'stopped', reason = 'Bad Request: BUTTON_INVALID'");

        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer);
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer);

        var told = chat.ReadBy(Officer).Where(message => message.Text.Text.StartsWith("⚠️", StringComparison.Ordinal)).ToList();
        Assert.Equal(["⚠️ Undangan Klinik akun", "⚠️ Pemberitahuan Edaran 05"], told.Select(message => message.Text.Text.Split(" berhenti")[0]).OrderDescending());
        Assert.All(told, message => Assert.Contains("BUTTON_INVALID", message.Text.Text, StringComparison.Ordinal));
        foreach (var message in told)
        {
            await chat.SendsAsync(Officer, new PressInput(message.Buttons[0][0].Data!));
            Assert.Contains("dilanjutkan", chat.Last(Officer).Text.Text, StringComparison.Ordinal);
        }

        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer);
        Assert.Empty(await chat.QueryAsync<long>("select id from campaign where state = 'stopped'"));
    }

    [Theory, BothDatabases]
    public async Task A_preview_of_an_invitation_of_which_nobody_knows_whether_it_arrived_is_shown_again_and_one_that_is_refused_is_told(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await DraftAsync(chat, capacity: 30, teachers: 1);
        await LoseAsync(chat, "unknown");
        await chat.PressesAsync(Officer, "✅ Undang");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");

        Assert.Contains(chat.ReadBy(Officer), message => message.Text.Text.StartsWith("Undangan Klinik akun menunggu sebentar", StringComparison.Ordinal));
        Assert.Equal(2, chat.ReadBy(Officer).Count(message => message.Text.Text.StartsWith("Anda diundang", StringComparison.Ordinal)));
        Assert.Single(chat.ReadBy("guru0"), message => message.Text.Text.StartsWith("Anda diundang", StringComparison.Ordinal));

        // Another one is refused: its officer is told once, and it is shown anew when they say so.
        await ComposeAsync(chat, capacity: 30, title: "Klinik dua");
        await LoseAsync(chat, "failed");
        await chat.PressesAsync(Officer, "✅ Undang");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");

        Assert.Equal(
            "⚠️ Undangan Klinik dua belum dikirim karena pratinjaunya tidak bisa dikirim kepada Anda: rusak",
            Assert.Single(chat.ReadBy(Officer), message => message.Text.Text.StartsWith("⚠️", StringComparison.Ordinal)).Text.Text.Split('\n')[0]);
        Assert.Single(chat.ReadBy("guru0"));
        await chat.PressesAsync(Officer, "▶️");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");
        Assert.StartsWith("Anda diundang: Klinik dua", chat.Last("guru0").Text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invitations_of_whom_the_role_was_taken_from_go_to_nobody_also_where_they_were_planned_already(bool isPlanned)
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await DraftAsync(chat, capacity: 30, teachers: 2);
        await chat.PressesAsync(Officer, "✅ Undang");
        if (isPlanned)
        {
            // Planned, and waiting for its preview, which is on its way.
            await LoseAsync(chat, "queued");
            await chat.Bot.Of<BelajarBot.Events.Events>().RunDueAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["planned 2"], await chat.QueryAsync<string>(Planned));
            await LoseAsync(chat, "sent");
        }

        await chat.ExecuteAsync("update role_grant set revoked_at = 2");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), "guru0", "guru1");

        Assert.Empty(chat.ReadBy("guru0"));
        Assert.Empty(chat.ReadBy("guru1"));
        Assert.Equal([isPlanned ? "cancelled 2" : "cancelled 0"], await chat.QueryAsync<string>(Planned));
        Assert.Equal([null], await chat.QueryAsync<long?>("select planned_to from event"));
    }

    private const string Planned = "select c.state || ' ' || (select count(*) from outbox o where o.campaign_id = c.id) from campaign c";

    [Fact]
    public async Task A_preview_of_a_circular_of_which_nobody_knows_whether_it_arrived_is_shown_again_and_one_that_is_refused_is_told()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync(Officer, Role.Reviewer, "32");
        await chat.TeacherAsync("guru0");
        await CircularAsync("Edaran 05");
        await LoseAsync(chat, "unknown");
        await chat.PressesAsync(Officer, "✅ Terbitkan");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");

        Assert.Contains(chat.ReadBy(Officer), message => message.Text.Text.StartsWith("Pemberitahuan Edaran 05 menunggu sebentar", StringComparison.Ordinal));
        Assert.Single(chat.ReadBy("guru0"));

        await CircularAsync("Edaran 06");
        await LoseAsync(chat, "failed");
        await chat.PressesAsync(Officer, "✅ Terbitkan");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");

        Assert.Equal(
            "⚠️ Pemberitahuan Edaran 06 belum dikirim karena pratinjaunya tidak bisa dikirim kepada Anda: rusak",
            Assert.Single(chat.ReadBy(Officer), message => message.Text.Text.StartsWith("⚠️", StringComparison.Ordinal)).Text.Text.Split('\n')[0]);
        Assert.Single(chat.ReadBy("guru0"));
        await chat.PressesAsync(Officer, "▶️");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");
        Assert.Contains("Edaran 06", chat.Last("guru0").Text.Text, StringComparison.Ordinal);

        async Task CircularAsync(string title)
        {
            await chat.SaysAsync(Officer, "/edaran baru");
            await chat.PressesAsync(Officer, "Jawa Barat");
            await chat.SendsAsync(Officer, new FileInput(FileKind.Document, "berkas", "05.pdf", 1000, title));
        }
    }

    [Theory, BothDatabases]
    public async Task Issues_come_before_meetings_of_officers_who_may_review_them_and_only_such_officers_open_them(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await MeetAsync(chat, ("tini", Role.Duta), ("rina", Role.Reviewer), ("adi", Role.Admin));
        await IssueAsync(chat, by: "reviewer");
        await IssueAsync(chat, by: "admin");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), "guru0");

        Assert.Equal(["1 rina", "2 adi"], await chat.QueryAsync<string>(
            "select a.submission_id || ' ' || p.address from event_agenda a join event e on e.id = a.event_id join person p on p.id = e.officer_id order by 1"));

        // All three run all three meetings.
        foreach (var verb in new[] { "agenda.2", "putus.2.1" })
        {
            await chat.SendsAsync("tini", new PressInput($"k.kegiatan.{verb}"));
            Assert.Contains("hanya untuk petugas", chat.Last("tini").Text.Text, StringComparison.Ordinal);
        }

        foreach (var verb in new[] { "agenda.3", "putus.3.2" })
        {
            await chat.SendsAsync("rina", new PressInput($"k.kegiatan.{verb}"));
            Assert.StartsWith("Belum ada isu", chat.Last("rina").Text.Text, StringComparison.Ordinal);
        }

        await chat.SendsAsync("tini", new PressInput("k.kegiatan.kelola.2"));
        Assert.DoesNotContain(chat.Last("tini").Buttons, row => row[0].Label.Contains("Agenda", StringComparison.Ordinal));
        await chat.SendsAsync("adi", new PressInput("k.kegiatan.kelola.2"));
        await chat.PressesAsync("adi", "📋 Agenda: 1 isu");
        Assert.Contains("belum diputuskan", chat.Last("adi").Text.Text, StringComparison.Ordinal);

        // Whoever raised it finds in /privasi that it was read.
        Assert.Equal(["guru0 2: 1"], await chat.QueryAsync<string>(
            "select p.address || ' ' || a.details from audit a join person p on p.id = a.person_id where a.act = 'kegiatan.agenda'"));
    }

    [Fact]
    public async Task What_is_decided_stays_decided_whatever_an_old_button_or_a_slower_officer_says()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await MeetAsync(chat, ("rina", Role.Reviewer), ("adi", Role.Admin));
        await IssueAsync(chat, by: "reviewer");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), "guru0");

        await chat.SendsAsync("adi", new PressInput("k.kegiatan.putus.1.1"));
        await chat.SendsAsync("rina", new PressInput("k.kegiatan.putus.1.1"));
        await chat.SaysAsync("rina", "Hari aktivasi diadakan.");
        await chat.SaysAsync("adi", "Ditunda saja.");
        Assert.Contains("Hari aktivasi diadakan.", chat.Last("adi").Text.Text, StringComparison.Ordinal);
        await chat.SendsAsync("rina", new PressInput("k.kegiatan.putus.1.1"));
        Assert.StartsWith("Agenda", chat.Last("rina").Text.Text, StringComparison.Ordinal);
        await chat.PassesAsync(TimeSpan.FromMinutes(1), "guru0");

        Assert.Single(chat.ReadBy("guru0"), message => message.Text.Text.StartsWith("⚖️", StringComparison.Ordinal));
        Assert.Equal(["Hari aktivasi diadakan."], await chat.QueryAsync<string>("select decision from event_agenda"));
        Assert.Equal([1L], await chat.QueryAsync<long>("select count(*) from event_task"));
    }

    /// <summary>Officers of Kota Bandung hold a PMO meeting each, on one day after the other, and there is a teacher.</summary>
    private static async Task MeetAsync(BroadcastChat chat, params (string Address, Role Role)[] officers)
    {
        for (var i = 0; i < officers.Length; i++)
        {
            await chat.OfficerAsync(officers[i].Address, officers[i].Role, "32.73");
            await chat.ExecuteAsync(
                """
                insert into event (officer_id, channel, state, kind, title, area, audience, starts_at, zone, length_minutes, place, capacity, materials,
                    gives_certificate, repeats, link_code, attendance_code, version, created_at, due_at)
                select id, channel, 'open', 'pmo', 'Rapat', '32.73', 'petugas', @starts, 'Asia/Jakarta', 60, 'Aula', 0, '-', 0, 'once', address, address, 0, 1, 1
                from person where address = @Address
                """,
                new { officers[i].Address, starts = BroadcastChat.Start.AddDays(3 + i) });
        }

        await chat.TeacherAsync("guru0");
    }

    /// <summary>The teacher has raised an issue, which was approved.</summary>
    private static Task<int> IssueAsync(BroadcastChat chat, string by) => chat.ExecuteAsync(
        """
        insert into submission (person_id, kind, dialog, revision, step, title, area, review_by, state, questions, answers, submitted_at, changed_at, reminders)
        select id, 'pmo', 'pmo', 'x', 'kirim', 'Isu', '32.73', @by, 'approved', '[]', '{}', 1, 1, 0 from person where address = 'guru0'
        """,
        new { by });

    /// <summary>Nobody is sure of the previews that wait for a start, or they were refused.</summary>
    private static Task<int> LoseAsync(BroadcastChat chat, string state) => chat.ExecuteAsync(
        "update outbox set state = @state, reason = 'rusak' where id in (select v.outbox_id from campaign_preview v join campaign c on c.id = v.campaign_id where c.state = 'planned')",
        new { state });

    /// <summary>An officer of Kota Bandung makes an event three days ahead at nine, and its invitations have arrived.</summary>
    private static async Task InviteAsync(BroadcastChat chat, int capacity, int teachers, string certificate = "Tanpa")
    {
        await DraftAsync(chat, capacity, teachers, certificate);
        await chat.PressesAsync(Officer, "✅ Undang");
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Officer, "guru0");
        Assert.StartsWith("Anda diundang", chat.Last("guru0").Text.Text, StringComparison.Ordinal);
    }

    private static async Task DraftAsync(BroadcastChat chat, int capacity, int teachers, string certificate = "Tanpa")
    {
        await chat.OfficerAsync(Officer, Role.Duta, "32.73");
        for (var i = 0; i < teachers; i++)
        {
            await chat.TeacherAsync($"guru{i}", name: string.Create(CultureInfo.InvariantCulture, $"Guru {i}"));
        }

        await ComposeAsync(chat, capacity, certificate);
    }

    private static async Task ComposeAsync(BroadcastChat chat, int capacity, string certificate = "Tanpa", string title = "Klinik akun")
    {
        await chat.SaysAsync(Officer, "/kegiatan baru.klinik");
        foreach (var words in new[] { title, "kota bandung", "true", "5 Maret jam 9 pagi", "1 jam", "Aula", $"{capacity}", "Bawa laptop" })
        {
            await chat.SaysAsync(Officer, words);
        }

        await chat.PressesAsync(Officer, certificate);
        await chat.PressesAsync(Officer, "Sekali");
    }
}
