using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Broadcasts;

/// <summary>Officers who type what stands on the buttons, and look at what is over.</summary>
public sealed class TypedAnswerTests
{
    [Fact]
    public async Task Whoever_types_the_words_of_the_buttons_comes_to_the_end_without_pressing_one()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", level: "sd");
        await chat.TeacherAsync("budi", level: "smp");

        await SaysAsync("/siaran", "Belum ada siaran yang berjalan");
        await SaysAsync("baru", "Untuk siapa?");
        await SaysAsync("yang rajin", "Pilih dengan tombol");
        await SaysAsync("semua", "Itu semua orang yang bisa Anda kirimi, 3 orang");
        await SaysAsync("persempit", "Untuk siapa?");
        await SaysAsync("jenjang", "Pilih salah satu.");
        await SaysAsync("sd", "Semua orang, SD");
        await SaysAsync("lanjut", "Tulis pesannya");
        await SaysAsync("Halo", "Tombol di bawah pesan");
        await SaysAsync("tanpa", "Kapan dikirim?");
        await SaysAsync("sekarang", "Siaran 1 akan tampak seperti di atas");
        await SaysAsync("ubah waktu", "Kapan dikirim?");
        await SaysAsync("besok jam 8 pagi", "Siaran 1 akan tampak seperti di atas");

        // What cannot be undone is never guessed.
        await SaysAsync("krim aja", "Pilih dengan tombol");
        await SaysAsync("kirim", "Siaran 1 dijadwalkan");
        await chat.PassesAsync(TimeSpan.FromHours(25), "duta", "sari", "budi");

        Assert.Equal("Halo", Assert.Single(chat.ReadBy("sari")).Text.Text);
        Assert.Empty(chat.ReadBy("budi"));

        async Task SaysAsync(string text, string answer)
        {
            await chat.SaysAsync("duta", text);
            Assert.Contains(answer, chat.Last("duta").Text.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_condition_can_be_typed_right_away_and_batal_ends_the_questions_but_not_the_draft()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", level: "sd");
        await chat.SaysAsync("duta", "/siaran baru");

        await chat.SaysAsync("duta", "level = sd and silent > 3 days");
        Assert.Contains("Penerima: 1 orang.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "persempit");
        await chat.SaysAsync("duta", "not reached(aktivasi.aktif)");
        Assert.Contains("level = sd and silent > 3 days, not reached(aktivasi.aktif)", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "batal");
        await chat.SaysAsync("duta", "lanjut");
        Assert.DoesNotContain("Tulis pesannya", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "/siaran");
        await chat.PressesAsync("duta", "Siaran 1: draf");
        Assert.StartsWith("Tulis pesannya", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_words_of_an_older_look_at_the_draft_send_nothing()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta");
        await chat.ExecuteAsync("update broadcast set version = version + 1");

        await chat.SaysAsync("duta", "kirim");

        Assert.Equal(["draft"], await chat.QueryAsync<string>("select state from broadcast"));
        Assert.StartsWith("Siaran 1 akan tampak seperti di atas", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("semua", "b")]
    [InlineData("semua orang aja", "b")]
    [InlineData("yang kedua", "b")]
    [InlineData("2", "b")]
    [InlineData("SD", "d")]
    [InlineData("sd saja bu", "d")]
    [InlineData("akun", "a")]
    [InlineData("orang", "b")]
    [InlineData("belum aktif", "a")]
    [InlineData("blm aktif", "a")]
    [InlineData("akun blm aktip", "a")]
    [InlineData("mendaftar", "c")]
    [InlineData("kab bandung", "e")]
    [InlineData("kabupaten bandug", "e")]
    [InlineData("hapus", "hapus.1")]
    [InlineData("belum", null)]
    [InlineData("semua guru", null)]
    [InlineData("semua orang yang belum aktif", null)]
    [InlineData("bukan semua", null)]
    [InlineData("aktif", "a")]
    [InlineData("Kota Bandung", null)]
    [InlineData("guru sd", null)]
    [InlineData("hapis", null)]
    [InlineData("hapus aja", null)]
    [InlineData("draf", null)]
    [InlineData("siapa saja", null)]
    public void A_button_is_meant_by_words_of_its_label_unless_others_beside_them_say_something_else(string typed, string? meant)
    {
        Button[] buttons =
        [
            Of("Akun belum aktif", "a"), Of("Semua orang", "b"), Of("Belum mendaftar program", "c"), Of("SD · 12 orang", "d"), Of("Kabupaten Bandung · 1 orang", "e"),
            Of("🗑 Hapus draf", "hapus.1"), Button.ToMenu("Menu"),
        ];
        var normalizer = new IndonesianNormalizer(Lexicon.Parse("slang.csv", "standard,written\nbelum,blm\nkabupaten,kab\n", []));

        Assert.Equal(meant, TypedButton.Find("siaran", buttons, typed, normalizer, isStrict: false));
    }

    [Theory]
    [InlineData("kirim", "kirim.1")]
    [InlineData("Kirim kepada 12 orang", "kirim.1")]
    [InlineData("batalkan", "batalya.1")]
    [InlineData("orang", null)]
    [InlineData("krim", null)]
    [InlineData("kirim dong", null)]
    public void What_cannot_be_undone_is_meant_only_by_its_own_words(string typed, string? meant)
    {
        Button[] buttons = [Of("✅ Kirim kepada 12 orang", "kirim.1"), Of("Ya, batalkan", "batalya.1"), Of("Ubah waktu", "w.1")];

        Assert.Equal(meant, TypedButton.Find("siaran", buttons, typed, new IndonesianNormalizer(Lexicon.Empty), isStrict: true));
    }

    [Fact]
    public async Task A_region_is_found_by_its_name_whether_it_is_shown_or_not_and_never_another_of_the_same_name()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        foreach (var region in new[] { "32.04", "32.73", "32.75", "32.76" })
        {
            await chat.TeacherAsync(region, region);
        }

        await chat.SaysAsync("duta", "/siaran baru");
        await chat.PressesAsync("duta", "Menurut kabupaten/kota");
        await SaysAsync("Kota Bandung", "*Kota Bandung*", "Penerima: 1 orang.");
        await SaysAsync("pilih penerima lain", "Untuk siapa?");
        await SaysAsync("kabupaten", "Pilih salah satu, atau ketik nama daerahnya.");
        await SaysAsync("kota bogor", "*Kota Bogor*", "Tidak ada yang akan menerima.");
        await SaysAsync("pilih penerima lain", "Untuk siapa?");
        await SaysAsync("kab bandung", "*Kabupaten Bandung*", "Penerima: 1 orang.");
        await SaysAsync("persempit", "Untuk siapa?");

        // Two of one name, a word that says more than the name, and one in somebody else's province.
        await SaysAsync("bandung", "Pilih salah satu.");
        Assert.Equal(["Kabupaten Bandung", "Kota Bandung", "Pilih penerima lain"], chat.Last("duta").Buttons.Select(row => row[0].Label).Order());
        await SaysAsync("guru di kota bandung", "Pilih dengan tombol");
        await SaysAsync("kota semarang", "Pilih dengan tombol");

        async Task SaysAsync(string text, params string[] answers)
        {
            await chat.SaysAsync("duta", text);
            Assert.All(answers, answer => Assert.Contains(answer.Trim('*'), chat.Last("duta").Text.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Whoever_has_many_regions_sees_the_provinces_first_and_the_others_behind_a_button()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("admin", Role.Admin, "");
        await chat.ExecuteAsync(
            """
            insert into person (channel, address, language, region, status, created_at, seen_at)
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 27)
            select 'script', 'g' || i, 'id', case when i < 25 then '32.' || substr('0' || i, -2) else '33.0' || (i - 24) end, 'active', 1, 1 from n where i <> 19 and i <> 20
            """);
        await chat.Bot.Database.WriteAsync(BelajarBot.People.CounterCheck.RepairAsync, TestContext.Current.CancellationToken);
        await chat.SaysAsync("admin", "/siaran baru");

        await chat.PressesAsync("admin", "Menurut kabupaten/kota");
        var first = chat.Last("admin").Buttons.Select(row => row[0].Label).ToList();
        Assert.Equal(["Jawa Barat · 22 orang", "Jawa Tengah · 3 orang"], first.Take(2));
        Assert.Equal(["Yang lain", "Pilih penerima lain"], first.Skip(20));
        await chat.SaysAsync("admin", "yang lain");
        var others = chat.Last("admin").Buttons.Select(row => row[0].Label).ToList();
        Assert.Equal((8, "Pilih penerima lain"), (others.Count, others[^1]));
        Assert.Empty(first.SkipLast(2).Intersect(others.SkipLast(1)));

        await chat.SaysAsync("admin", "jawa barat");
        Assert.Contains("Penerima: 22 orang.", chat.Last("admin").Text.Text, StringComparison.Ordinal);
    }

    private static Button Of(string label, string arguments) => Button.Asking(label, "siaran", arguments);

    [Theory, BothDatabases]
    public async Task What_is_over_is_listed_to_its_officer_and_to_admins_of_all_its_areas_and_the_look_is_written_down(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind, options => options.QuietDays = 0);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("rekan", Role.Duta, "32");
        await chat.OfficerAsync("admin", Role.Admin, "32");
        await chat.OfficerAsync("tetangga", Role.Admin, "33");
        await chat.OfficerAsync("sebagian", Role.Admin, "32.73");
        await chat.TeacherAsync("sari", level: "sd");
        await chat.ComposesAsync("duta", audience: "level = sd");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari");

        await chat.SaysAsync("duta", "/siaran riwayat");
        Assert.Contains("Siaran 1, Senin, 2 Maret 2026, pukul 08.00 WIB\nlevel = sd\n1 terkirim", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("admin", "/siaran");
        await chat.SaysAsync("admin", "riwayat");
        Assert.Contains("1 terkirim", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync("admin", "📊 Siaran 1");
        Assert.Contains("Dari 1 yang menerima, 0 sudah maju sejak itu.", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        foreach (var other in new[] { "rekan", "tetangga", "sebagian" })
        {
            await chat.SaysAsync(other, "/siaran riwayat");
            Assert.Equal("Belum ada siaran yang selesai.", chat.Last(other).Text.Text);
        }

        Assert.Equal(["", "", "", "1", "1"], await chat.QueryAsync<string>("select details from audit where act = 'siaran.history' order by details"));
    }

    [Fact]
    public async Task A_long_history_goes_on_with_a_button()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.ExecuteAsync(
            """
            insert into broadcast (officer_id, channel, state, audience, audience_words, created_at, changed_at, started_at, reported_at)
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 8)
            select (select id from person), 'script', 'started', 'true', 'Semua orang', 1, 1, 1, 1 from n
            """);

        await chat.SaysAsync("duta", "/siaran riwayat");
        Assert.Contains("Siaran 3,", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Siaran 2,", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync("duta", "Yang lebih lama");

        Assert.Contains("Siaran 2,", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(chat.Last("duta").Buttons.SelectMany(row => row), button => button.Label == "Yang lebih lama");
    }

    [Theory, BothDatabases]
    public async Task With_many_people_steps_and_results_are_counted_beside_the_turn_for_whoever_asked(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind, options => options.CountAtOnceUpTo = 0);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("admin", Role.Admin, "");
        await chat.TeacherAsync("sari");
        await chat.TeacherAsync("jauh", region: "33.01");
        await chat.SaysAsync("sari", "/aktivasi");
        await chat.SaysAsync("jauh", "/aktivasi");
        await chat.SaysAsync("duta", "/siaran baru");

        await chat.PressesAsync("duta", "Berhenti di suatu langkah");
        Assert.StartsWith("Penerimanya sedang dihitung", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await CountsAsync();
        var offer = Assert.Single(chat.Last("duta").Buttons.SelectMany(row => row), button => button.Label.Contains(" · ", StringComparison.Ordinal));
        Assert.EndsWith(" · 1 orang", offer.Label, StringComparison.Ordinal);
        await chat.SaysAsync("duta", offer.Label.Split(" · ")[0]);
        await CountsAsync();
        Assert.Contains("Penerima: 1 orang.", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.SaysAsync("duta", "lanjut");
        await chat.SaysAsync("duta", "Halo");
        await chat.SaysAsync("duta", "tanpa tombol");
        await chat.SaysAsync("duta", "sekarang");
        await CountsAsync();
        await chat.SaysAsync("duta", "kirim");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "admin");
        await chat.SaysAsync("admin", "/siaran riwayat");
        await chat.PressesAsync("admin", "📊 Siaran 1");
        Assert.StartsWith("Penerimanya sedang dihitung", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        await CountsAsync();
        Assert.Contains("Dari 1 yang menerima, 0 sudah maju sejak itu.", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        Assert.Contains(chat.Last("admin").Buttons.SelectMany(row => row), button => button.Label == "Ingatkan 1 lainnya");

        async Task CountsAsync()
        {
            Assert.Equal(1, await chat.Bot.Of<BroadcastCounts>().RunDueAsync(TestContext.Current.CancellationToken));
            await chat.PassesAsync(TimeSpan.Zero, "duta", "admin");
        }
    }
}
