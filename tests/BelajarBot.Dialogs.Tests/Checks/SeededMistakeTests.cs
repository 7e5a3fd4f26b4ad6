namespace BelajarBot.Dialogs.Tests.Checks;

/// <summary>Slips that officers really make, each made once in the shipped activation dialog; every one must be caught as what it is.</summary>
public sealed class SeededMistakeTests
{
    private const string Dialog = "belajar-id/aktivasi.yaml";
    private const string English = "belajar-id/aktivasi.en.yaml";
    private const string Programme = "programs/pembatik.yaml";
    private const string ProgrammeEnglish = "programs/pembatik.en.yaml";
    private const string Bot = "bot.yaml";
    private const string Topics = "topics/answers.yaml";

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // Targets and flow.
        { "D010", Dialog, "go: tulis_alamat}", "go: tulis_alamt}" },
        { "D010", Dialog, "    go: tanya_ketemu", "    go: tanya_ketmu" },
        { "D010", Dialog, "then: bantuan_resmi", "then: bantuan_rasmi" },
        { "D010", Dialog, "then: cari", "then: antahberantah" },
        { "D010", Dialog, "help:\n", "moved: {dulu: entah_di_mana}\nhelp:\n" },
        { "D011", Dialog, "go: madrasah}", "go: cari}" },
        { "D011", Dialog, ", go: tunggu}", ", go: selesai}" },
        { "D011", Dialog, "go: kendala_kode}", "go: kendala_akun}" },
        { "D012", Dialog, "Itu penipuan.\n    end: done", "Itu penipuan." },
        { "D012", Dialog, "Itu penipuan.\n    end: done", "Itu penipuan.\n    end: done\n    skip_if: contact.npsn" },
        { "D013", Dialog, "besok, lalu jawab pertanyaan ini. Bila terlupa, saya ingatkan.\n    go: cek_status", "besok.\n    go: tunggu" },
        { "D013", Dialog, "minta operator sekolah memeriksa data Anda di Dapodik.\n    go: coba_masuk", "tunggu.\n    go: cari2\n\n  - id: cari2\n    say: Cari lagi.\n    go: kendala_akun" },
        { "D014", Dialog, "milestone: aktif, go: selesai}", "milestone: aktif, go: tunggu}" },
        { "D016", Dialog, "  - id: tanya_alamat\n", "  - {id: x1, say: a}\n  - {id: x2, say: a}\n  - {id: x3, say: a}\n  - {id: x4, say: a}\n  - {id: x5, say: a}\n  - id: tanya_alamat\n" },

        // Answers, variables, conditions.
        { "D020", Dialog, "ask: tahu_alamat", "ask: tau_alamat" },
        { "D020", Dialog, "  cerita: {type: text, max: 500}\n", "" },
        { "D021", Dialog, "alamat: {type: belajar_id, personal", "alamat: {type: belajarid, personal" },
        { "D021", Dialog, "cerita: {type: text, max: 500}", "cerita: {type: text, max: 500, save: contact.npsn}" },
        { "D022", Dialog, "  status: {type: choice}\n", "  status: {type: choice}\n  sekolah: {type: choice}\n" },
        { "D023", Dialog, "Mari aktifkan akun belajar.id Anda, {contact.name|", "Mari aktifkan akun belajar.id Anda, {contact.nama|" },
        { "D023", Dialog, "forget: [alamat]", "forget: [alamt]" },
        { "D023", Dialog, "Selamat, {contact.name|", "Selamat, {nama|" },
        { "D023", Dialog, "label: Sudah tahu", "label: \"Sudah tahu {contact.name|}\"" },
        { "D023", Dialog, "say: Apa yang muncul?", "say: Apa yang muncul, {answer}?" },
        { "D023", Topics, "{program.belajar_id.jatah_akun|", "{program.belajar_id.jatahakun|" },
        { "D023", Topics, "{program.belajar_id.jatah_akun|", "{program.jatah_akun|" },
        { "D023", Topics, "title: Punya dua akun", "title: \"Punya dua akun {name|}\"" },
        { "D106", Topics, "{program.belajar_id.telepon_ult|belum dapat saya pastikan}", "{program.belajar_id.telepon_ult}" },
        { "D024", Dialog, "say: Alamatnya sudah ketemu?", "say: \"{cerita}, sudah ketemu?\"" },
        { "D024", Dialog, "Penulisannya benar.", "Alamat {alamat} benar." },
        { "D024", Dialog, "Selamat, {contact.name|Bapak/Ibu}", "Selamat, {contact.name}" },
        { "D025", Dialog, "  - id: cari\n", "  - id: cari\n    if: contact.role == guru\n" },
        { "D026", Dialog, "  - id: cari\n", "  - id: cari\n    if: tahu_alamat = blm\n" },
        { "D026", Dialog, "  - id: cari\n", "  - id: cari\n    if: contact.npsn or not contact.npsn\n" },
        { "D052", Dialog, "  - id: cari\n", "  - id: cari\n    skip_if: reached(aktiv)\n" },

        // Words and buttons.
        { "D030", Dialog, "{id: sudah, label: Sudah diganti, also: [sudah, beres, ya], milestone: sandi_diganti}\n      - {id: tidak_diminta, label: Tidak diminta, also: [tidak diminta ganti, tidak muncul, tidak]}", "" },
        { "D031", Dialog, "also: [belum, tidak tahu, blm tau, lupa alamat]", "also: [belum, tahu]" },
        { "D031", Dialog, "also: [sudah punya, punya, ada, ya]", "also: [sudah punya, Lupa!]" },
        { "D031", English, "tanya_alamat.also.belum: [no, not yet,", "tanya_alamat.also.belum: [no, not yet, yes," },
        { "D031", Dialog, "also: [nanti, belum, besok]", "also: [nanti, gratis]" },
        { "D032", Dialog, "also: [nanti, belum, besok]", "also: [nanti, batal]" },
        { "D032", English, "pasang_dua_langkah.also.nanti: [not yet,", "pasang_dua_langkah.also.nanti: [stop," },
        { "D034", Dialog, "label: Tidak diminta,", "label: Sudah digunti," },
        { "D035", Dialog, "commands: [aktivasi]", "commands: [menu]" },
        { "D035", Dialog, "keywords: [aktivasi,", "keywords: [petugas," },
        { "D035", Bot, "help: [bantuan,", "help: [bantuan, aktivasi," },
        { "D042", Dialog, "label: Masuk ke Gmail pribadi", "label: Saya malah masuk ke akun Gmail pribadi saya" },
        { "D044", Dialog, "commands: [aktivasi]", "commands: [Aktivasi]" },
        { "D044", Dialog, "link: akt", "link: \"akt?\"" },

        // Texts.
        { "D040", Dialog, "cerita: {type: text, max: 500}", "cerita: {type: text, max: 4096}" },
        { "D043", Dialog, "*Jangan kirim kata sandi atau kode apa pun di sini*", "*Jangan kirim kata sandi atau kode apa pun di sini" },
        { "D043", English, "*two* ways", "*two ways" },
        { "D043", Dialog, "Selamat, {contact.name|Bapak/Ibu}!", "Selamat, {contact.name|Bapak/Ibu!" },
        { "D045", Dialog, "Buka mail.google.com, lebih aman", "Buka http://mail.google.com, lebih aman" },
        { "D083", Dialog, "Tanpa kata sandi dan tanpa kode, ya.", "Sertakan juga kata sandi Anda." },
        { "D083", Dialog, "Ketik alamatnya. Saya hanya memeriksa penulisannya, tidak menyimpannya.", "Ketik alamatnya dan tanggal lahir Anda." },
        { "D083", English, "Without passwords and codes, please.", "Please add your verification code." },
        { "D092", Dialog, "say: Apa yang muncul?", "say: Tolong ceritakan kepada saya apa saja yang muncul di layar HP atau laptop Anda pada saat Anda mencoba masuk ke akun belajar.id dengan alamat dan kata sandi baru itu" },

        { "D046", Dialog, "say: Apa yang muncul?", "say: \"{contact.name|}\"" },
        { "D046", Dialog, "hint: Dua cara itu penting, supaya Anda tidak terkunci bila ganti HP.", "hint: \"{contact.name}\"" },
        { "D046", English, "tanya_kendala.say: What do you see?", "tanya_kendala.say: \"\"" },
        { "D046", Bot, "invalid_choice: \"Saya belum menangkap maksud \\\"{answer|jawaban itu}\\\". Pilih salah satu tombol ini, ya.\"", "invalid_choice: \"{answer}\"" },

        // Reminders, humans, versions.
        { "D070", Dialog, "reminders:\n", "reminders:\n  - {id: ingat, when: besok, say: Lanjut?}\n" },
        { "D070", Programme, "when: 3 days before program.level_1_selesai at 09:00", "when: idle 3 days" },
        { "D071", Programme, "when: 3 days before program.level_1_selesai at 09:00", "when: 3 days before program.level_1_seleai at 09:00" },
        { "D072", Programme, "when: 3 days before program.level_1_selesai at 09:00", "when: 3 days after program.level_1_selesai at 09:00" },
        { "D074", Programme, "when: 3 days before program.level_1_selesai at 09:00", "when: 3 days before program.level_1_selesai at 22:00" },
        { "D001", Programme, "  - id: akhir_level_2", "  - id: akhir_level_1" },
        { "D005", Programme, "  - id: akhir_level_1", "  - id: Akhir level 1" },
        { "D010", Programme, "    opens: pembatik_daftar", "    opens: pembatik_dftar" },
        { "D010", Programme, "    opens: pembatik_daftar\n", "" },
        { "D023", Programme, "ditutup {program.pendaftaran_tutup|", "ditutup {program.pendaftaran_tutp|" },
        { "D052", Programme, "unless: milestone lulus_level_1", "unless: milestone lulus_level_9" },
        { "D060", ProgrammeEnglish, "reminder.akhir_level_1.say:", "# reminder.akhir_level_1.say:" },
        { "D073", Dialog, "reminders:\n", "reminders:\n  - {id: r1, when: idle 1 day, say: Lanjut?}\n  - {id: r2, when: idle 2 days, say: Lanjut?}\n  - {id: r3, when: idle 3 days, say: Lanjut?}\n  - {id: r4, when: idle 4 days, say: Lanjut?}\n" },
        { "D081", "profil/ubah-npsn.yaml", "/profil.\n    end: batal", "/profil.\n    end: batal\n  - {id: serahkan, say: Saya teruskan., handover: {queue: duta}, resume: nanti}" },
        { "D082", Dialog, "Itu penipuan.\n    end: done", "Itu penipuan.\n    end: done\n\n  - {id: serahkan, say: Saya teruskan., handover: {queue: duta, note: \"{alamat|-}\"}, resume: selesai}" },
        { "D008", Dialog, "format: 1", "format: 11" },
        { "D004", Dialog, "format: 1", "format: satu" },
        { "D004", Dialog, "format: 1", "format: 1\ndrop: ulang" },
        { "D002", Dialog, "format: 1", "format: 1\ndorp: restart" },

        // Milestones.
        { "D050", Dialog, "milestone: masuk_pertama", "milestone: masuk_pertma" },
        { "D050", Dialog, "    milestone: akun_ditemukan", "    milestone: alamat_ditemukan" },
        { "D051", Dialog, "verifikasi_2_langkah, aktif]", "verifikasi_2_langkah, aktif, mahir]" },
        { "D051", Dialog, "[akun_ditemukan, masuk_pertama, sandi_diganti,", "[akun_ditemukan, sandi_diganti, masuk_pertama," },

        // Translations.
        { "D060", English, "tanya_kendala.say: What do you see?\n", "" },
        { "D060", English, "help.5.ask: [what is dapodik]\n", "" },
        { "D060", Dialog, "say: Apa yang muncul?", "say: Apa yang muncul?\n    hint: Lihat layarnya" },
        { "D061", English, "Congratulations, {contact.name|dear teacher}!", "Congratulations!" },
        { "D062", English, "reset.say:", "resett.say:" },
        { "D062", English, "tanya_kendala.choice.sandi:", "tanya_kendala.choice.sandy:" },
        { "D063", English, "tanya_kendala.say: What do you see?", "tanya_kendala.say: {of: 12345678, text: What do you see?}" },
        { "D064", English, "tanya_kendala.say: What do you see?", "tanya_kendala.say: Apa yang muncul?" },

        // Reading.
        { "D000", Dialog, "say: Apa yang muncul?", "say: Lihat: apa yang muncul?" },
        { "D000", Dialog, "    ask: kendala\n", "\task: kendala\n" },
        { "D001", Dialog, "  - id: kendala_akun", "  - id: kendala_sandi" },
        { "D001", Dialog, "{id: gagal, label: Belum bisa", "{id: ya, label: Belum bisa" },
        { "D001", Dialog, "    ask: kendala\n", "    ask: kendala\n    ask: kendala\n" },
        { "D002", Dialog, "    ask: kendala\n", "    ask: kendala\n    hnit: Lihat layarnya\n" },
        { "D002", Dialog, "milestone: sandi_diganti}", "milstone: sandi_diganti}" },
        { "D003", Dialog, "  - id: tanya_kendala\n", "  - id: kosong\n\n  - id: tanya_kendala\n" },
        { "D004", Dialog, "  - id: minta_sandi\n", "  - id: minta_sandi\n    tries: {max: 3, then: cari}\n" },
        { "D004", Dialog, "tries: {max: 3, then: cari}", "tries: {max: tiga, then: cari}" },
        { "D004", Dialog, "personal: true", "personal: ya" },
        { "D005", Dialog, "  - id: bantuan_resmi", "  - id: bantuan-resmi" },
        { "D005", Dialog, "dialog: aktivasi", "dialog: aktifasi" },
        { "D080", Dialog, "cerita: {type: text, max: 500}", "cerita: {type: text}" },
        { "D080", Dialog, "    tries: {max: 3, then: bantuan_resmi}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_slip_in_the_shipped_dialog_is_caught(string code, string file, string right, string wrong)
    {
        var text = DialogFiles.Shipped[file];
        if (code == "D040")
        {
            text = text.Replace("      Untuk ini,", "      Anda menulis: {cerita|-}. Untuk ini,", StringComparison.Ordinal);
        }

        Assert.Contains(right, text, StringComparison.Ordinal);
        var at = text.IndexOf(right, StringComparison.Ordinal);

        var problems = DialogFiles.Shipped.With(file, text[..at] + wrong + text[(at + right.Length)..]).Load().Problems;

        var caught = problems.Where(problem => problem.Code == code).ToList();
        Assert.True(caught.Count > 0, $"{code} was not reported, but: {string.Join('\n', problems)}");
        Assert.All(caught, problem => Assert.InRange(problem.Place.Line, 1, DialogFiles.LinesOf(problem.Place.File)));
    }

    [Fact]
    public void There_are_at_least_sixty_of_them() => Assert.InRange(Mistakes.Count, 60, 1000);
}
