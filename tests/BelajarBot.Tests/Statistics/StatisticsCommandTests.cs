using BelajarBot.Access;
using BelajarBot.People;
using BelajarBot.Statistics;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Statistics;

/// <summary>What officers are told, on both databases.</summary>
public sealed class StatisticsCommandTests
{
    [Theory, BothDatabases]
    public async Task An_officer_sees_their_own_area_and_no_small_numbers_of_others(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Duta, "32");

        var own = await TextAsync(chat, "/statistik aktivasi jabar");
        Assert.Equal(
            """
            📊 Akun belajar.id
            Jawa Barat · sampai sekarang

            Mulai ikut: 12
            ▰▰▰▰▰▰▰▰▰▰
            Alamat akun ditemukan: 8 (67%)
            ▰▰▰▰▰▰▰▱▱▱
            Berhasil masuk pertama kali: 3 (25%)
            ▰▰▰▱▱▱▱▱▱▱
            Kata sandi diganti: 0 (0%)
            ▱▱▱▱▱▱▱▱▱▱
            Verifikasi 2 langkah menyala: 0 (0%)
            ▱▱▱▱▱▱▱▱▱▱
            Akun aktif dan aman: 0 (0%)
            ▱▱▱▱▱▱▱▱▱▱

            Paling banyak berhenti setelah "Alamat akun ditemukan": kira-kira 5 orang.

            Sampai akhir: 0%; rata-rata Seluruh Indonesia: 0%.
            """.ReplaceLineEndings("\n"),
            own);

        Assert.Contains("Kota Bandung: 8\n", await TextAsync(chat, "/statistik orang per kabupaten"), StringComparison.Ordinal);
        Assert.Contains("Alamat akun ditemukan: 8 (sebelumnya 0)", await TextAsync(chat, "/statistik aktivasi minggu ini"), StringComparison.Ordinal);
        Assert.Contains("2 Mar: 8", await TextAsync(chat, "/statistik aktivasi akun ditemukan per minggu"), StringComparison.Ordinal);
        Assert.Contains("Kota Bandung: 2 (25%)", await TextAsync(chat, "/statistik aktivasi masuk pertama per kabupaten"), StringComparison.Ordinal);

        var other = await TextAsync(chat, "/statistik orang jateng per jenjang");
        Assert.Contains("SD: <5\n▱▱▱▱▱▱▱▱▱▱\n", other, StringComparison.Ordinal);
        Assert.DoesNotContain("3", other, StringComparison.Ordinal);
        Assert.Equal("<5", Line(await TextAsync(chat, "/statistik aktivasi jateng"), "Mulai ikut"));

        Assert.Contains("32", await chat.QueryAsync<string?>("select area from audit where act = 'statistik.read' order by id"));
    }

    [Theory, BothDatabases]
    public async Task The_overview_of_some_days_is_about_those_days(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Duta, "32");

        // All twelve came ten days ago and joined today.
        var now = await TextAsync(chat, "/statistik jabar minggu ini");
        Assert.StartsWith("📊 Ringkasan\nJawa Barat · 2 Mar 2026\n\nOrang baru: 0 (–)\n\nAkun belajar.id: 12 mulai ikut; Akun aktif dan aman 0\n", now, StringComparison.Ordinal);
        var before = await TextAsync(chat, "/statistik jabar februari");
        Assert.Contains("Orang baru: 12 (sebelumnya 0)\n\nAkun belajar.id: Akun aktif dan aman 0\n", before, StringComparison.Ordinal);

        // Two dates beside each other look like a number that is nobody's business; with a word between they do not.
        Assert.Contains("· 16–22 Feb 2026\n\nOrang baru: 12 ", await TextAsync(chat, "/statistik jabar 2026-02-16 s/d 2026-02-22"), StringComparison.Ordinal);

        // Everything at once cannot be divided, so it is people who are.
        Assert.StartsWith("📊 Orang per kabupaten/kota\nJawa Barat · ", await TextAsync(chat, "/statistik per kabupaten"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Tickets_and_meetings_say_their_days_and_are_divided_by_area(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Duta, "32");
        foreach (var (who, area, daysAgo, answered, isClosed) in new (string, string, int, int?, bool)[]
        {
            ("orang0", "32.73", 1, 60, true), ("orang1", "32.73", 2, 180, false), ("orang8", "32.04", 3, null, false), ("orang2", "32.73", 40, 10, true), ("orang12", "33.74", 1, 5, true),
        })
        {
            var opened = PrivacyChat.Start.AddDays(-daysAgo);
            await chat.ExecuteAsync(
                """
                insert into ticket (person_id, dialog, queue, area, opened_at, first_answer_at, closed_at)
                select id, 'uji', 'uji', @area, @opened, @answer, @closed from person where address = @who
                """,
                new { who, area, opened, answer = answered is { } minutes ? opened.AddMinutes(minutes) : (DateTimeOffset?)null, closed = isClosed ? opened.AddDays(1) : (DateTimeOffset?)null });
        }

        Assert.Equal(
            """
            📊 Tiket
            Jawa Barat · 1 Feb – 2 Mar 2026

            Masuk: 3 (+200%, sebelumnya 1)
            Sudah dijawab: 2 (+100%, sebelumnya 1)
            Belum dijawab: 1
            Selesai: 1
            Jawaban pertama, nilai tengah: 3 jam
            """.ReplaceLineEndings("\n"),
            await TextAsync(chat, "/statistik tiket"));
        Assert.Equal(
            "📊 Tiket per kabupaten/kota\nJawa Barat · 1 Feb – 2 Mar 2026\n\nKota Bandung: 2 masuk, 2 dijawab\nKabupaten Bandung: 1 masuk, 0 dijawab",
            await TextAsync(chat, "/statistik tiket per kabupaten"));

        var (held, first) = (PrivacyChat.Start.AddDays(-2), PrivacyChat.Start.AddDays(-40));
        await chat.ExecuteAsync(
            """
            insert into event (channel, state, kind, area, starts_at, link_code, attendance_code, created_at) values
                ('uji', 'open', 'webinar', '32.73', @held, 'a', 'a', 1), ('uji', 'open', 'webinar', '32', @first, 'b', 'b', 1), ('uji', 'cancelled', 'webinar', '32.04', @held, 'c', 'c', 1)
            """,
            new { held, first });
        await chat.ExecuteAsync(
            """
            insert into event_answer (event_id, person_id, state, asked_at, told_version, attended_at, rating)
            select (select id from event where link_code = case when address = 'orang2' then 'b' else 'a' end), id, 'yes', 1, 0, case when address = 'orang1' then null else 1 end, case when address = 'orang0' then 4 end
            from person where address in ('orang0', 'orang1', 'orang2')
            """);

        Assert.Equal(
            """
            📊 Kegiatan
            Jawa Barat · 1 Feb – 2 Mar 2026

            Diadakan: 1 (sama seperti sebelumnya), dibatalkan: 1
            Mendaftar: 2
            Hadir: 1 (sama seperti sebelumnya)
            Penilaian: 4
            """.ReplaceLineEndings("\n"),
            await TextAsync(chat, "/statistik kegiatan"));
        Assert.EndsWith("\n\nKota Bandung: 1 diadakan, 1 hadir\nKabupaten Bandung: 0 diadakan, 0 hadir", await TextAsync(chat, "/statistik kegiatan per kabupaten"), StringComparison.Ordinal);

        // What they cannot be divided by is said, rather than left out without a word.
        Assert.StartsWith("Tiket dan kegiatan hanya dihitung", await TextAsync(chat, "/statistik tiket sd"), StringComparison.Ordinal);
        Assert.StartsWith("Tiket dan kegiatan hanya dihitung", await TextAsync(chat, "/statistik kegiatan per minggu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cycle_that_is_named_is_told_with_the_way_to_the_one_before_it()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Duta, "32");
        await chat.ExecuteAsync("insert into enrolment (person_id, program, cycle, enrolled_at) select id, 'pembatik', '2025', 1 from person where address in ('orang0', 'orang1', 'orang12')");
        await chat.ExecuteAsync("insert into enrolment (person_id, program, cycle, enrolled_at) select id, 'pembatik', '2024', 1 from person where address in ('orang2')");
        await chat.Database.WriteAsync(CounterCheck.RepairAsync, TestContext.Current.CancellationToken);

        var later = Assert.Single(await chat.SaysAsync("/statistik pembatik 2025", "duta"));
        Assert.StartsWith("📊 PembaTIK 2025\nJawa Barat · sampai sekarang\n\nMulai ikut: 2\n", later.Text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kirim ke yang berhenti", later.Buttons.SelectMany(row => row).Select(button => button.Label));

        var before = Assert.Single(await chat.PressesAsync(PrivacyChat.DataOf([later], "Siklus 2024"), "duta"));
        Assert.StartsWith("📊 PembaTIK 2024\nJawa Barat · sampai sekarang\n\nMulai ikut: 1\n", before.Text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(before.Buttons.SelectMany(row => row), button => button.Label.StartsWith("Siklus", StringComparison.Ordinal));

        Assert.StartsWith("PembaTIK 2025, Jawa Barat, sampai sekarang.", Assert.Single(await chat.SaysAsync("/ekspor pembatik 2025 csv", "duta")).Text.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_country_is_divided_by_what_is_asked_for(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Admin, "");

        Assert.StartsWith("📊 Orang per provinsi\nSeluruh Indonesia · sampai sekarang\n\nJawa Barat: 12\n", await TextAsync(chat, "/statistik orang per provinsi"), StringComparison.Ordinal);
        var natural = Assert.Single(await chat.SaysAsync("/statistik orang per wilayah", "duta"));
        Assert.Contains("\nJawa Barat: 12\n", natural.Text.Text, StringComparison.Ordinal);
        var regencies = Assert.Single(await chat.PressesAsync(PrivacyChat.DataOf([natural], "Per kabupaten/kota"), "duta")).Text.Text;
        Assert.StartsWith("📊 Orang per kabupaten/kota\nSeluruh Indonesia · sampai sekarang\n\nKota Bandung: 8\n", regencies, StringComparison.Ordinal);
        Assert.Contains("\nKota Semarang: 3\n", regencies, StringComparison.Ordinal);
        Assert.Contains("\nKota Bandung: 6\n", await TextAsync(chat, "/statistik aktivasi akun ditemukan per kabupaten minggu ini"), StringComparison.Ordinal);

        // Over a long time these would be too many rows, and it says so.
        var year = await TextAsync(chat, "/statistik orang tahun ini per kabupaten");
        Assert.StartsWith("📊 Orang per provinsi\n", year, StringComparison.Ordinal);
        Assert.Contains("\nJawa Barat: 12\n", year, StringComparison.Ordinal);
        Assert.EndsWith("Sebut satu provinsi untuk angka per kabupaten/kota; semuanya ada di berkas.", year, StringComparison.Ordinal);
        Assert.Contains("\nKota Bandung: 8\n", await TextAsync(chat, "/statistik orang tahun ini jabar per kabupaten"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Small_numbers_of_others_cannot_be_found_by_subtracting_ones_own()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Duta, "32.73");

        // Eight of the twelve are the officer's own, so the rest is four: fewer than may be told.
        Assert.Contains("8", Line(await TextAsync(chat, "/statistik aktivasi"), "Mulai ikut"), StringComparison.Ordinal);
        Assert.Equal("10", Line(await TextAsync(chat, "/statistik aktivasi jabar"), "Mulai ikut"));
        Assert.Equal("<5", Line(await TextAsync(chat, "/statistik aktivasi masuk pertama jabar"), "Berhasil masuk pertama kali"));
        var divided = await TextAsync(chat, "/statistik orang jabar per kabupaten");
        Assert.Contains("Kota Bandung: 10\n", divided, StringComparison.Ordinal);
        Assert.Contains("Kabupaten Bandung: <5\n", divided, StringComparison.Ordinal);
        Assert.EndsWith("Wilayah lain: angka di bawah 5 tidak ditampilkan dan yang lain dibulatkan ke kelipatan 5, agar tidak ada orang yang dapat dikenali.", divided, StringComparison.Ordinal);

        // What is of officers' work is not told of other areas at all, and never under another's name.
        Assert.StartsWith("Maaf, itu di luar wilayah Anda: Jawa Tengah.", await TextAsync(chat, "/statistik tiket jateng"), StringComparison.Ordinal);
        Assert.Contains("\nKota Bandung ·", await TextAsync(chat, "/statistik tiket jabar"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task One_tap_opens_a_broadcast_to_those_who_stopped_here_and_only_there(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Duta, "32");
        var figures = Assert.Single(await chat.SaysAsync("/statistik aktivasi kota bandung smp", "duta"));
        var tap = figures.Buttons.SelectMany(row => row).Single(button => button.Label == "Kirim ke yang berhenti di sini").Data;

        var said = Assert.Single(await chat.PressesAsync(tap, "duta"));

        // Of the six in Kota Bandung who found their account, three teach at an SMP; one of them went on.
        Assert.Contains("Berhenti setelah \"Alamat akun ditemukan\" (Akun belajar.id), SMP, Kota Bandung", said.Text.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["reached(aktivasi.akun_ditemukan) and not reached(aktivasi.masuk_pertama) and area = 32.73 and level = smp"],
            await chat.QueryAsync<string>("select audience from broadcast"));
        Assert.Contains("siaran.counted", await chat.QueryAsync<string>("select act from audit"));

        // One that was made up, or is of another time, opens the list.
        Assert.StartsWith("Siaran yang belum selesai", Assert.Single(await chat.PressesAsync("k.siaran.henti.00000000.-.32", "duta")).Text.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task An_expression_is_counted_beside_the_turn_and_only_in_the_officers_areas(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Duta, "32");

        Assert.StartsWith("Sedang dihitung.", await TextAsync(chat, "/statistik orang where role = guru and reached(aktivasi.akun_ditemukan)"), StringComparison.Ordinal);
        Assert.Equal(
            """
            📊 8 orang dari 12 (67%)
            Jawa Barat · role = guru and reached(aktivasi.akun_ditemukan)

            Kota Bandung: 6
            Kabupaten Bandung: 2
            """.ReplaceLineEndings("\n"),
            await SlowAsync(chat));

        // The last question counts, and area and level narrow it down.
        await TextAsync(chat, "/statistik orang where level = sd");
        await TextAsync(chat, "/statistik orang kota bandung smp syarat role = guru");
        Assert.StartsWith("📊 4 orang dari 4 (100%)\nKota Bandung, SMP · role = guru", await SlowAsync(chat), StringComparison.Ordinal);

        // What was asked is written down with how many it was, but not the values.
        Assert.Equal(
            [("32", "syarat role aktivasi.akun_ditemukan =8"), ("32.73", "syarat smp role =4")],
            await chat.QueryAsync<(string, string)>("select area, details from audit where act = 'statistik.counted' order by id"));

        // Mistakes are told with their place and the way out; other areas are not counted at all.
        Assert.Contains("huruf ke-8: role = 👉gru\n", await TextAsync(chat, "/statistik orang where role = gru"), StringComparison.Ordinal);
        Assert.StartsWith("Di depan syarat", await TextAsync(chat, "/statistik tiket where role = guru"), StringComparison.Ordinal);
        Assert.StartsWith("Syarat itu terlalu panjang", await TextAsync(chat, $"/statistik where level = sd{string.Concat(Enumerable.Repeat(" or level = sd", 40))}"), StringComparison.Ordinal);
        Assert.StartsWith("Maaf, itu di luar wilayah Anda: Jawa Tengah. Dengan /statistik Anda bertugas di Jawa Barat.", await TextAsync(chat, "/statistik orang jateng where role = guru"), StringComparison.Ordinal);

        // Whoever lost the role in the meantime is told no figures, but why.
        await TextAsync(chat, "/statistik where role = guru");
        await chat.ExecuteAsync("delete from role_grant");
        Assert.StartsWith("Angka yang Anda tanyakan tidak dihitung: peran", await SlowAsync(chat), StringComparison.Ordinal);
        Assert.Equal(2, (await chat.QueryAsync<string>("select act from audit where act = 'statistik.refused'")).Count);
    }

    /// <summary>What comes for the officer when figures are read beside the turns.</summary>
    private static async Task<string?> SlowAsync(PrivacyChat chat)
    {
        await chat.Bot.Of<SlowFigures>().RunDueAsync(TestContext.Current.CancellationToken);
        return (await chat.Bot.TakeSentAsync("duta", TestContext.Current.CancellationToken)).SingleOrDefault()?.Text.Text;
    }

    [Theory, BothDatabases]
    public async Task Reminders_and_broadcasts_are_told_with_what_came_of_them_in_the_officers_areas(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Duta, "32");
        var reached = PrivacyChat.Start.ToUnixTimeMilliseconds();
        var (dayBefore, longBefore) = (reached - 86_400_000, reached - (4 * 86_400_000L));

        // The first three found their account at the start, the seventh and eighth did nothing since; the 13th is of another area.
        await chat.ExecuteAsync(
            $"""
            insert into reminder_log (person_id, dialog, reminder, revision, planned_for, decided_at, decision, reason)
            select id, 'aktivasi', 'lanjut', 'x', 1, case when address = 'orang2' then {longBefore} else {dayBefore} end,
                case when address = 'orang7' then 'dropped' else 'sent' end, case when address = 'orang7' then 'late' end
            from person where address in ('orang0', 'orang1', 'orang2', 'orang6', 'orang7', 'orang12')
            """);
        await chat.ExecuteAsync("update enrolment set enrolled_at = 1 where person_id in (select id from person where address in ('orang6', 'orang7'))");
        await chat.ExecuteAsync(
            $"insert into broadcast (channel, state, campaign_id, created_at, changed_at, started_at) values ('uji', 'started', 77, 1, 1, {longBefore})");
        await chat.ExecuteAsync(
            $"""
            insert into outbox (channel, address, person_id, class, body, state, campaign_id, not_before, created_at, sent_at)
            select channel, address, id, 2, 'id', case when address = 'orang7' then 'blocked' else 'sent' end, 77, 1, 1, {dayBefore}
            from person where address in ('orang0', 'orang6', 'orang7', 'orang12')
            """);

        Assert.StartsWith("Sedang dihitung", await TextAsync(chat, "/statistik pengingat"), StringComparison.Ordinal);
        Assert.Equal(
            """
            ⏰ Pengingat
            Jawa Barat · 1 Feb 2026 – 2 Mar 2026

            Terkirim: 4
            Maju dalam 3 hari: 2 (50%)
            Tidak jadi dikirim: 1
            sudah terlambat: 1
            """.ReplaceLineEndings("\n"),
            await SlowAsync(chat));

        Assert.Equal(["pengingat =4"], await chat.QueryAsync<string>("select details from audit where act = 'statistik.counted'"));

        await TextAsync(chat, "/statistik siaran kota bandung minggu lalu");
        Assert.Equal(
            """
            📣 Siaran: 1
            Kota Bandung · 23 Feb 2026 – 1 Mar 2026

            Penerima: 3
            Terkirim: 2
            Maju sejak itu: 1 (50%)

            Siaran 1 (26 Feb 2026): 2 dari 3 terkirim, 1 maju
            """.ReplaceLineEndings("\n"),
            await SlowAsync(chat));
        Assert.StartsWith("Angka ini hanya dibagi", await TextAsync(chat, "/statistik siaran per kabupaten"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_is_too_long_for_a_button_still_has_a_way_on()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await GrantAsync(chat, "duta", Role.Duta, "32");

        foreach (var command in new[] { "/statistik", "/ekspor" })
        {
            var said = Assert.Single(await chat.SaysAsync($"{command} aktivasi akun ditemukan bandung smp 2026-01-05 s/d 2026-01-11", "duta"));

            Assert.StartsWith("Wilayah yang mana?\n", said.Text.Text, StringComparison.Ordinal);
            Assert.Contains("\nKota Bandung: 32.73", said.Text.Text, StringComparison.Ordinal);
        }

        Assert.StartsWith(
            "📊 Akun belajar.id: Alamat akun ditemukan\nKota Bandung, SMP · 5–11 Jan 2026\n",
            await TextAsync(chat, "/statistik aktivasi akun ditemukan 32.73 smp 2026-01-05 s/d 2026-01-11"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_officer_gets_no_figures_however_they_ask()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        foreach (var said in new[] { await chat.SaysAsync("/statistik"), await chat.SaysAsync("statistik"), await chat.PressesAsync("k.statistik.orang") })
        {
            Assert.StartsWith("Maaf, /statistik hanya untuk petugas", Assert.Single(said).Text.Text, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await chat.QueryAsync<string>("select act from audit where act = 'statistik.refused'")).Count);
    }

    [Fact]
    public async Task Every_button_of_every_answer_is_answered()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await PeopleAsync(chat);
        await GrantAsync(chat, "duta", Role.Superadmin, "");

        var (todo, done) = (new Queue<string>(["k.statistik."]), new HashSet<string>());
        while (todo.TryDequeue(out var data) && done.Count < 60)
        {
            if (!data.StartsWith("k.statistik.", StringComparison.Ordinal) || !done.Add(data))
            {
                continue;
            }

            var said = Assert.Single(await chat.PressesAsync(data, "duta"));
            Assert.DoesNotContain("belum mengerti", said.Text.Text, StringComparison.Ordinal);
            foreach (var button in said.Buttons.SelectMany(row => row))
            {
                todo.Enqueue(button.Data);
            }
        }

        Assert.True(done.Count > 20);
    }

    /// <summary>Of Jawa Barat 12, of whom 8 live in Kota Bandung; and 3 of Jawa Tengah.</summary>
    internal static Task PeopleAsync(PrivacyChat chat) => chat.Database.WriteAsync(
        async session =>
        {
            var now = PrivacyChat.Start;
            for (var i = 0; i < 15; i++)
            {
                var stranger = await PersonStore.FindOrAddAsync(session, "uji", $"orang{i}", "id", null, now.AddDays(-10));
                var counters = new Counters(await CountedFact.OfPersonAsync(session, stranger.Id));
                var person = stranger with { Region = i < 8 ? "32.73" : i < 12 ? "32.04" : "33.74", Level = i % 2 == 0 && i < 12 ? "smp" : "sd", Role = "guru", Name = $"Orang {i}" };
                await session.ExecuteAsync(
                    "insert into enrolment (person_id, program, cycle, enrolled_at) values (@Id, 'belajar_id', '', @now)", new { person.Id, now });
                counters.Note(new CountedFact(CountedFact.Enrolled, "belajar_id", "", "", now));
                foreach (var mark in new[] { i is < 6 or 8 or 9 or 12 ? "akun_ditemukan" : null, i is 0 or 1 or 8 ? "masuk_pertama" : null }.OfType<string>())
                {
                    await session.ExecuteAsync(
                        "insert into milestone (person_id, scope, cycle, milestone, reached_at) values (@Id, 'belajar_id', '', @mark, @now)", new { person.Id, mark, now });
                    counters.Note(new CountedFact(CountedFact.Reached, "belajar_id", "", mark, now));
                }

                PersonStore.Save(session, person, isPresent: false, now);
                counters.Write(session, stranger, person);
            }
        },
        TestContext.Current.CancellationToken);

    /// <summary>Makes somebody known and gives them a role.</summary>
    internal static async Task GrantAsync(PrivacyChat chat, string address, Role role, string area)
    {
        await chat.SaysAsync("/bantuan", address);
        await chat.ExecuteAsync(
            "insert into role_grant (person_id, role, area, granted_at) select id, @role, @area, 1 from person where address = @address", new { role, area, address });
    }

    private static async Task<string> TextAsync(PrivacyChat chat, string asked) => Assert.Single(await chat.SaysAsync(asked, "duta")).Text.Text;

    private static string Line(string text, string name) =>
        text.Split('\n').Single(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..];
}
