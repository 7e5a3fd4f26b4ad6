using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>Conversations with a small dialog, as a person has them.</summary>
public sealed class FrontDeskTests
{
    private const string Coffee = """
        dialog: uji
        title: Pesan kopi
        consent: data_program
        start:
          commands: [kopi]
          keywords: [pesan kopi]
          link: kopi
        milestones: [dipilih, selesai]
        answers:
          jenis: {type: choice}
          npsn: {type: npsn, save: contact.npsn}
          catatan: {type: text, max: 20}
        steps:
          - id: sapa
            say: Selamat datang di warung.
          - id: tanya_jenis
            ask: jenis
            say: Kopi apa?
            hint: Hitam tanpa susu.
            choices:
              - {id: hitam, label: Hitam, also: [item], milestone: dipilih}
              - {id: susu, label: Susu, go: tanya_catatan}
          - id: tanya_npsn
            ask: npsn
            say: Berapa NPSN sekolah?
            invalid: "\"{answer}\" bukan NPSN."
            tries: {max: 3, then: tanya_catatan}
          - id: tanya_catatan
            ask: catatan
            say: Ada catatan untuk kopi {jenis}?
          - id: selesai
            say: Siap, {contact.name|Bapak/Ibu}. Catatan "{catatan}" untuk NPSN {contact.npsn|-}.
            milestone: selesai
            end: done
        help:
          - ask: [berapa harganya, harga]
            say: Gratis.
        """;

    [Fact]
    public void A_dialog_is_walked_from_a_command_to_its_end()
    {
        var chat = new Chat(Coffee);

        Assert.Equal(["Selamat datang di warung.", "Kopi apa? [Hitam] [Susu]"], chat.Says("/kopi"));
        Assert.Equal(["Berapa NPSN sekolah?"], chat.Presses("Hitam"));
        Assert.Equal(["Ada catatan untuk kopi Hitam?"], chat.Says("2010 4567"));
        Assert.Equal(["Siap, Bapak/Ibu. Catatan \"manis\" untuk NPSN 20104567. [Menu]"], chat.Says("manis"));

        Assert.Equal(["dipilih", "selesai"], chat.Milestones);
        Assert.Equal("20104567", chat.Fields["npsn"]);
        Assert.Equal(ConversationStatus.Ended, chat["uji"].Status);
        Assert.Equal("done", chat["uji"].Outcome);
        Assert.Null(chat.Active);
    }

    [Theory]
    [InlineData("pesan kopi")]
    [InlineData("  PESAN   Kopi!! ")]
    [InlineData("/kopi")]
    [InlineData("/KOPI sekarang")]
    public void A_dialog_begins_by_its_command_or_its_words(string text) =>
        Assert.Equal(["Selamat datang di warung.", "Kopi apa? [Hitam] [Susu]"], new Chat(Coffee).Says(text));

    [Fact]
    public void A_dialog_begins_by_its_link() =>
        Assert.Equal(["Selamat datang di warung.", "Kopi apa? [Hitam] [Susu]"], new Chat(Coffee).Starts("kopi"));

    [Theory]
    [InlineData("hitam")]
    [InlineData("HITAM!")]
    [InlineData("item")]
    [InlineData("hitm")]
    [InlineData("1")]
    public void Typed_words_typos_and_numbers_mean_the_same_as_the_button(string text)
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        Assert.Equal(["Berapa NPSN sekolah?"], chat.Says(text));
    }

    [Theory]
    [InlineData("teh manis hangat")]
    [InlineData("")]
    [InlineData("😀")]
    public void An_answer_that_is_no_choice_is_asked_again_and_changes_nothing(string text)
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        var before = chat["uji"].Step;

        var line = Assert.Single(chat.Says(text));

        Assert.EndsWith("[Hitam] [Susu]", line);
        Assert.Equal(before, chat["uji"].Step);
        Assert.Empty(chat.Milestones);
    }

    [Fact]
    public void An_invalid_answer_is_quoted_back_and_after_the_tries_the_author_decides()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Says("hitam");

        Assert.Equal(["\"2010456\" bukan NPSN."], chat.Says("2010456"));
        Assert.Equal(["\"apa ya\" bukan NPSN."], chat.Says("apa ya"));
        Assert.Equal(["Ada catatan untuk kopi Hitam?"], chat.Says("x"));
        Assert.Null(chat.Fields["npsn"]);
    }

    [Fact]
    public void Words_longer_than_a_text_may_be_are_refused_with_the_limit()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Susu");

        Assert.Contains("20", Assert.Single(chat.Says(new string('a', 5000))));
        Assert.Equal("tanya_catatan", chat["uji"].Step);
    }

    [Fact]
    public void Kembali_goes_to_the_question_before_again_and_again()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Hitam");
        chat.Says("20104567");

        Assert.Equal(["Berapa NPSN sekolah?"], chat.Says("kembali"));
        Assert.Equal(["Kopi apa? [Hitam] [Susu]"], chat.Says("Kembali"));
        Assert.Equal(["Ini pertanyaan yang pertama:", "Kopi apa? [Hitam] [Susu]"], chat.Says("kembali"));
        Assert.Equal(["Ada catatan untuk kopi Susu?"], chat.Presses("Susu"));
    }

    [Fact]
    public void Bantuan_explains_the_open_question_and_puts_it_again()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        Assert.Equal(["Hitam tanpa susu.", "Kopi apa? [Hitam] [Susu]"], chat.Says("bantuan"));
        Assert.Equal(["Gratis.", "Kopi apa? [Hitam] [Susu]"], chat.Says("Berapa harganya?"));
    }

    [Fact]
    public void Batal_keeps_everything_and_can_be_undone()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Hitam");

        Assert.Equal(
            ["Baik, \"Pesan kopi\" saya simpan. Jawaban Anda tidak hilang. [▶️ Lanjutkan: Pesan kopi] [Ulang dari awal] [Menu]"],
            chat.Says("batal"));
        Assert.Equal(ConversationStatus.Paused, chat["uji"].Status);

        Assert.Equal(["Kita lanjutkan dari sini, ya:", "Berapa NPSN sekolah?"], chat.Presses("▶️ Lanjutkan: Pesan kopi"));
        Assert.Equal("hitam", chat["uji"].Answers["jenis"]);
    }

    [Fact]
    public void Ulang_dari_awal_begins_a_new_conversation()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Hitam");
        chat.Says("batal");

        Assert.Equal(["Selamat datang di warung.", "Kopi apa? [Hitam] [Susu]"], chat.Presses("Ulang dari awal"));
        Assert.Equal(2, chat["uji"].Number);
        Assert.Null(chat["uji"].Answers["jenis"]);
    }

    [Fact]
    public void The_menu_offers_to_go_on_and_leaves_the_question_open()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        Assert.Equal(["Apa yang bisa saya bantu? [▶️ Lanjutkan: Pesan kopi]"], chat.Says("menu"));
        Assert.Equal(["Berapa NPSN sekolah?"], chat.Says("hitam"));
    }

    [Fact]
    public void After_days_the_dialog_goes_on_where_it_was()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Hitam");

        chat.Now += TimeSpan.FromDays(9);

        Assert.Equal(["Kita lanjutkan dari sini, ya:", "Berapa NPSN sekolah?"], chat.Says("hmm"));
        Assert.Equal(0, chat["uji"].FailedTries);
        Assert.Equal(["Ada catatan untuk kopi Hitam?"], chat.Says("20104567"));
    }

    [Fact]
    public void Coming_back_by_start_offers_to_go_on()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        Assert.Equal(
            ["Halo lagi, Bapak/Ibu! \"Pesan kopi\" belum selesai. Mau dilanjutkan? [▶️ Lanjutkan: Pesan kopi]"], chat.Starts());
    }

    [Fact]
    public void A_second_press_of_the_same_button_stays_quiet()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        var press = new PressInput(chat.DataOf("Hitam"));

        Assert.NotEmpty(chat.Sends(press));

        Assert.Empty(chat.Sends(press));
        Assert.Equal(["dipilih"], chat.Milestones);
    }

    [Fact]
    public void An_old_button_is_answered_kindly_and_changes_nothing()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        var susu = new PressInput(chat.DataOf("Susu"));
        chat.Presses("Hitam");

        Assert.Equal(
            ["Tombol itu dari pertanyaan yang sudah lewat. Sekarang kita di sini:", "Berapa NPSN sekolah?"], chat.Sends(susu));
        Assert.Equal("hitam", chat["uji"].Answers["jenis"]);
    }

    [Fact]
    public void A_button_of_a_dialog_that_was_set_aside_still_answers_its_open_question()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        var hitam = new PressInput(chat.DataOf("Hitam"));
        chat.Says("batal");

        Assert.Equal(["Berapa NPSN sekolah?"], chat.Sends(hitam));
        Assert.Equal("uji", chat.Active);
    }

    [Theory]
    [InlineData("c.1.1")]
    [InlineData("c.99999999999999999999.1.x")]
    [InlineData("c.1.1.tidak_ada")]
    [InlineData("o.tidak_ada")]
    [InlineData("l.xx")]
    [InlineData("")]
    [InlineData("'; drop table person; --")]
    public void A_forged_button_only_shows_where_we_are(string data)
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        var before = chat["uji"].Step;

        Assert.NotEmpty(chat.Sends(new PressInput(data)));

        Assert.Equal(before, chat["uji"].Step);
        Assert.Empty(chat.Milestones);
    }

    [Fact]
    public void A_photo_where_words_are_needed_is_answered_with_what_to_write()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Susu");

        var line = Assert.Single(chat.Sends(new FileInput(FileKind.Photo, "f", null, 10, null)));

        Assert.Contains("kata", line);
        Assert.Equal("tanya_catatan", chat["uji"].Step);
    }

    [Theory]
    [InlineData("item", "Berapa NPSN sekolah?")]
    [InlineData("berapa harganya ya", "Gratis.")]
    public void The_words_with_a_picture_are_read(string caption, string answer)
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        var lines = chat.Sends(new FileInput(FileKind.Photo, "f", null, 10, caption));

        Assert.Equal(answer, lines[0]);
    }

    [Fact]
    public void A_picture_whose_words_are_no_answer_is_said_to_be_unreadable()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        var line = Assert.Single(chat.Sends(new FileInput(FileKind.Photo, "f", null, 10, "lihat ini")));

        Assert.StartsWith("Gambar, suara, stiker, dan kontak belum bisa saya baca", line);
        Assert.Contains("[Hitam] [Susu]", line);
    }

    [Fact]
    public void A_secret_with_a_picture_is_a_secret_even_where_it_was_taken_out_on_arrival()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        var lines = chat.Sends(new FileInput(FileKind.Photo, "f", null, 10, "kata sandi saya •••"));

        Assert.Contains("hapus pesan itu", lines[0]);
    }

    [Theory]
    [InlineData("halo bu", "Halo, Bapak/Ibu! Kita lanjutkan dari sini, ya:", 2)]
    [InlineData("makasih ya pak", "Sama-sama! 🙏 Pertanyaan saya yang tadi masih menunggu; jawab kapan saja.", 1)]
    [InlineData("bentar ya bu", "Silakan, tidak usah buru-buru. Tulis lagi kapan saja.", 1)]
    public void Small_talk_gets_a_word_and_is_no_answer_even_where_any_words_are(string words, string answer, int lines)
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Susu");

        var said = chat.Says(words);

        Assert.Equal((answer, lines), (said[0], said.Length));
        Assert.Equal(("tanya_catatan", 0), (chat["uji"].Step, chat["uji"].FailedTries));
    }

    [Theory]
    [InlineData("ga jadi deh")]
    [InlineData("batal aja dulu ya bu")]
    [InlineData("gak jadi")]
    public void A_common_word_as_people_write_it_is_that_word(string words)
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        Assert.StartsWith("Baik, \"Pesan kopi\" saya simpan.", Assert.Single(chat.Says(words)));
    }

    [Fact]
    public void After_stop_nothing_that_is_said_answers_the_question_but_its_buttons_do()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Says("berhenti");

        Assert.StartsWith("Baik, saya tetap diam.", Assert.Single(chat.Says("item ya")));
        Assert.Equal("tanya_jenis", chat["uji"].Step);
        Assert.Equal(["Berapa NPSN sekolah?"], chat.Presses("Hitam"));
    }

    [Fact]
    public void A_question_given_up_without_a_way_on_is_set_aside_with_every_answer()
    {
        var chat = new Chat(Coffee.Replace(", then: tanya_catatan}", "}"));
        chat.Says("/kopi");
        chat.Presses("Hitam");
        chat.Says("belum tahu");
        chat.Says("masih didata");

        var line = Assert.Single(chat.Says("nanti menyusul"));

        Assert.StartsWith("Tidak apa-apa, kita sisihkan dulu. Jawaban Anda di \"Pesan kopi\" tetap tersimpan", line);
        Assert.Contains("[▶️ Lanjutkan: Pesan kopi] [Menu]", line);
        Assert.Null(chat.Active);
        Assert.Equal(["Kita lanjutkan dari sini, ya:", "Berapa NPSN sekolah?"], chat.Says("pesan kopi"));
        Assert.Equal(["Ada catatan untuk kopi Hitam?"], chat.Says("20104567"));
    }

    private const string Place = """
        dialog: uji
        title: Tempat
        start: {commands: [tempat]}
        answers:
          wilayah: {type: region}
        steps:
          - id: tanya
            ask: wilayah
            say: Di mana?
            tries: {max: 2, then: nanti}
          - {id: selesai, say: "{wilayah}.", end: done}
          - {id: nanti, say: Lain kali., end: nanti}
        """;

    [Theory]
    [InlineData("kota", "Kota Bandung. [Menu]")]
    [InlineData("yang kota aja bu", "Kota Bandung. [Menu]")]
    [InlineData("kab", "Kabupaten Bandung. [Menu]")]
    [InlineData("yang pertama", "Kabupaten Bandung. [Menu]")]
    public void Which_of_those_that_were_offered_is_meant_takes_one_word(string words, string answer)
    {
        var chat = new Chat(Place);
        chat.Says("/tempat");

        Assert.Equal(["Maksud Anda yang mana? [Kabupaten Bandung] [Kota Bandung]"], chat.Says("bandung"));

        Assert.Equal([answer], chat.Says(words));
    }

    [Fact]
    public void To_be_asked_which_one_is_no_failed_try_unless_it_is_asked_again()
    {
        var chat = new Chat(Place);
        chat.Says("/tempat");
        chat.Says("bandung");
        Assert.Equal(0, chat["uji"].FailedTries);

        chat.Says("bandung");

        Assert.Equal(1, chat["uji"].FailedTries);
    }

    [Fact]
    public void What_is_not_understood_leads_to_the_menu()
    {
        var chat = new Chat(Coffee);

        Assert.EndsWith("[Pesan kopi]", Assert.Single(chat.Says("entahlah")));
        Assert.EndsWith("[Pesan kopi]", Assert.Single(chat.Says("/tidakada")));
        Assert.EndsWith("[Pesan kopi]", Assert.Single(chat.Sends(new UnsupportedInput("voice"))));
        Assert.EndsWith("[Pesan kopi]", Assert.Single(chat.Sends(new PressInput("c.1.1.hitam"))));
    }

    [Fact]
    public void Berhenti_and_mulai_are_remembered()
    {
        var chat = new Chat(Coffee);

        chat.Says("berhenti");
        chat.Says("/mulai");

        Assert.Equal([true, false], chat.Effects.OfType<SetSending>().Select(e => e.IsStopped));
    }

    [Fact]
    public void The_language_is_chosen_with_a_button()
    {
        var chat = new Chat(Coffee);
        chat.Says("/bahasa");

        Assert.Equal(["All right, in English from now on. [Pesan kopi]"], chat.Presses("English"));
        Assert.StartsWith("How can I help?", Assert.Single(chat.Says("menu")));
    }

    [Fact]
    public void What_a_person_writes_never_becomes_markup_or_a_placeholder()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Hitam");

        chat.Says("*tebal* {jenis}");

        var say = chat.Effects.OfType<Say>().Last();
        Assert.Equal("\"*tebal* {jenis}\" bukan NPSN.", say.Text.Text);
        Assert.Empty(say.Text.Spans);
    }

    [Fact]
    public void A_dialog_for_others_is_refused_politely_and_not_in_the_menu()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["uji.yaml"] = Coffee,
            ["duta.yaml"] = """
                dialog: duta
                title: Ruang Duta
                who: role = dinas
                start: {commands: [duta]}
                steps:
                  - {id: sapa, say: Selamat datang., end: done}
                """,
        });

        Assert.Equal(["Maaf, \"Ruang Duta\" bukan untuk peran Anda atau daerah Anda. Ini yang bisa saya bantu: [Pesan kopi]"], chat.Says("/duta"));
        Assert.Equal(["Apa yang bisa saya bantu? [Pesan kopi]"], chat.Says("menu"));
        Assert.Null(chat.Active);
    }

    [Fact]
    public void A_dialog_kept_out_of_the_menu_is_reached_by_its_words_and_offered_there_while_unfinished()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["uji.yaml"] = Coffee,
            ["gula.yaml"] = """
                dialog: gula
                title: Gula
                menu: false
                start: {keywords: [gula]}
                answers: {suka: {type: choice}}
                steps:
                  - {id: tanya, ask: suka, say: Suka manis?, choices: [{id: suka, label: Suka}]}
                  - {id: siap, say: Siap., end: done}
                """,
        });

        Assert.Equal(["Apa yang bisa saya bantu? [Pesan kopi]"], chat.Says("menu"));
        Assert.Equal(["Suka manis? [Suka]"], chat.Says("gula"));
        Assert.Equal(["Apa yang bisa saya bantu? [▶️ Lanjutkan: Gula] [Pesan kopi]"], chat.Says("menu"));
    }

    [Fact]
    public void What_was_reached_or_saved_a_moment_ago_is_known_to_the_next_step_and_to_the_dialog_that_called()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["cari.yaml"] = """
                dialog: cari
                title: Mencari
                program: belajar_id
                start: {commands: [cari]}
                milestones: [ketemu]
                steps:
                  - {id: tanya, call: data}
                  - {id: kenal, if: contact.name = "Sari", say: Anda Sari.}
                  - {id: bagus, if: milestone ketemu, say: Bagus., end: done}
                  - {id: lain, say: Lain kali., end: done}
                """,
            ["data.yaml"] = """
                dialog: data
                title: Data
                program: belajar_id
                consent: data_program
                milestones: [ketemu]
                answers: {nama: {type: text, max: 20, save: contact.name}}
                steps:
                  - {id: tanya, ask: nama, say: Siapa?, milestone: ketemu, tries: {max: 3, then: tanda}}
                  - {id: tanda, if: milestone ketemu, say: Tercatat.}
                  - {id: akhir, end: done}
                """,
        });
        chat.Says("/cari");

        Assert.Equal(["Tercatat.", "Anda Sari.", "Bagus. [Menu]"], chat.Says("Sari"));
    }

    [Fact]
    public void A_dialog_goes_on_although_what_it_called_was_finished_for_another_one()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["satu.yaml"] = Calling("satu"),
            ["dua.yaml"] = Calling("dua"),
            ["data.yaml"] = """
                dialog: data
                title: Data
                answers: {beres: {type: choice}}
                steps:
                  - {id: tanya, ask: beres, say: Beres?, choices: [{id: sudah, label: Sudah}]}
                  - {id: akhir, end: done}
                """,
        });
        chat.Says("/satu");
        chat.Says("/dua");
        Assert.Equal(["Lanjut dua."], chat.Presses("Sudah").Select(line => line.Split(" [")[0]));

        Assert.Equal(["Lanjut satu. [Menu]"], chat.Says("/satu"));

        static string Calling(string id) => $$"""
            dialog: {{id}}
            title: Dialog {{id}}
            start: {commands: [{{id}}]}
            steps:
              - {id: panggil, call: data}
              - {id: lanjut, say: Lanjut {{id}}., end: done}
            """;
    }

    [Fact]
    public void The_same_turn_gives_the_same_result()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        var contact = new Contact("id", TimeZoneInfo.Utc, chat.Fields);
        var visitor = new Visitor(contact, [chat["uji"]], "uji", 1);

        var one = FrontDesk.Respond(chat.Library, visitor, new TextInput("susu"), chat.Now);
        var two = FrontDesk.Respond(chat.Library, visitor, new TextInput("susu"), chat.Now);

        Assert.Equal(one.Effects.OfType<Say>().Select(s => s.Text.Text), two.Effects.OfType<Say>().Select(s => s.Text.Text));
        Assert.Equal(one.Changed[0].Step, two.Changed[0].Step);
        Assert.Equal(one.Changed[0].Question, two.Changed[0].Question);
    }

    private const string Proof = """
        dialog: uji
        title: Bukti
        consent: data_program
        start: {commands: [bukti]}
        answers: {bukti: {type: photo}, catatan: {type: text, max: 100}}
        steps:
          - {id: a, ask: bukti, say: Kirim buktinya.}
          - {id: b, ask: catatan, say: Ada catatan?}
          - {id: c, say: Terima kasih., end: done}
        """;

    [Fact]
    public void T57_Of_an_album_one_file_is_the_answer_and_the_person_is_told_so()
    {
        var chat = new Chat(Proof);
        chat.Says("/bukti");

        var first = chat.Sends(new FileInput(FileKind.Photo, "2", null, null, null) { Album = AlbumPlace.First });
        var later = chat.Sends(new FileInput(FileKind.Photo, "1", null, null, null) { Album = AlbumPlace.Later });

        Assert.Equal(2, first.Length);
        Assert.StartsWith("Anda mengirim beberapa berkas sekaligus", first[0], StringComparison.Ordinal);
        Assert.Equal("Ada catatan?", first[1]);
        Assert.Empty(later);
        Assert.Equal("b", chat["uji"].Step);
    }

    [Fact]
    public void T54_An_edit_changes_nothing_and_says_how_to_change_an_answer()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");
        chat.Presses("Hitam");
        var before = chat["uji"];

        var said = chat.Sends(new EditInput());

        Assert.Contains("kembali", Assert.Single(said), StringComparison.Ordinal);
        Assert.Equal(before, chat["uji"]);
    }

    [Fact]
    public void A_forwarded_text_can_be_an_answer_but_no_command_no_word_of_the_bots_and_no_consent()
    {
        var chat = new Chat(Coffee) { Consents = BelajarBot.Dialogs.Definition.ValueSet.Empty };
        chat.Says("/kopi");
        var consent = chat["uji"].Step;

        chat.Sends(new TextInput("Setuju") { IsForwarded = true });
        chat.Sends(new TextInput("Saya setuju") { IsForwarded = true });
        Assert.Equal(consent, chat["uji"].Step);

        chat.Says("Setuju");
        chat.Sends(new TextInput("berhenti") { IsForwarded = true });
        chat.Sends(new TextInput("/menu") { IsForwarded = true });
        Assert.Equal("tanya_jenis", chat["uji"].Step);

        chat.Sends(new TextInput("hitam") { IsForwarded = true });
        Assert.Equal("tanya_npsn", chat["uji"].Step);
    }
}
