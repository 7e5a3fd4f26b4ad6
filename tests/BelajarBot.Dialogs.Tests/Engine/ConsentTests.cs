using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>Consent is asked before the first step, given only by its button or its exact words, and can be refused.</summary>
public sealed class ConsentTests
{
    private const string Dialog = """
        dialog: uji
        title: Uji
        languages: [id, en]
        consent: data_uji
        start: {commands: [uji]}
        answers:
          npsn: {type: npsn, save: contact.npsn}
          kota: {type: text, max: 50}
        steps:
          - {id: satu, ask: npsn, say: NPSN?}
          - {id: dua, ask: kota, say: Kota?}
          - {id: akhir, say: "Selesai: {npsn}.", end: done}
        """;

    private const string English = """
        title: Test
        satu.say: NPSN please?
        dua.say: City?
        akhir.say: "Done: {npsn}."
        """;

    private const string Question = "Bolehkah saya menyimpan NPSN? [Saya setuju] [Tidak]";

    [Fact]
    public void It_is_asked_once_before_the_first_step()
    {
        var chat = NewChat();

        var first = chat.Says("/uji");
        var then = chat.Presses("Saya setuju");
        chat.Says("20104567");
        chat.Says("Bandung");
        var again = chat.Says("/uji");

        Assert.Equal([Question], first);
        Assert.Equal(["NPSN?"], then);
        Assert.Equal(["NPSN?"], again);
        Assert.Equal("1", chat.Consents["data_uji"]);
    }

    [Theory]
    [InlineData("Saya setuju", true)]
    [InlineData("  SETUJU!! 🙏", true)]
    [InlineData("i agree", true)]
    [InlineData("tidak", false)]
    public void An_exact_word_decides_whatever_its_case_and_punctuation(string words, bool isGiven)
    {
        var chat = NewChat();
        chat.Says("/uji");

        chat.Says(words);

        var decision = Assert.Single(chat.Effects.OfType<DecideConsent>());
        Assert.Equal((isGiven, ConsentManner.Word), (decision.IsGiven, decision.How));
    }

    [Theory]
    [InlineData("setujuu")]
    [InlineData("setju")]
    [InlineData("ya")]
    [InlineData("1")]
    [InlineData("saya setuju kalau datanya aman")]
    [InlineData("")]
    [InlineData("👍")]
    public void Anything_near_repeats_the_question_without_its_text_and_decides_nothing(string words)
    {
        var chat = NewChat();
        chat.Says("/uji");

        var answer = Assert.Single(chat.Says(words));

        Assert.Equal("Setujukah Anda dengan yang tertulis di atas? Saya perlu jawaban yang pasti: tekan tombolnya, atau tulis setuju atau tidak setuju. [Saya setuju] [Tidak]", answer);
        Assert.Empty(chat.Effects.OfType<DecideConsent>());
        Assert.Equal("=consent", chat["uji"].Step);
    }

    [Theory]
    [InlineData("c.1.1.ya")]
    [InlineData("c.1.1.")]
    [InlineData("c.1.1.YES")]
    public void A_forged_button_decides_nothing(string data)
    {
        var chat = NewChat();
        chat.Says("/uji");

        chat.Sends(new PressInput(data));

        Assert.Empty(chat.Effects.OfType<DecideConsent>());
    }

    [Fact]
    public void A_refusal_ends_kindly_with_the_way_to_the_menu_and_can_be_changed_later()
    {
        var chat = NewChat();
        chat.Says("/uji");

        var refused = chat.Presses("Tidak");
        var changed = chat.Says("/uji");
        var given = chat.Presses("Saya setuju");

        Assert.Equal(["Baik, tidak saya simpan. [Menu]"], refused);
        Assert.Equal([Question], changed);
        Assert.Equal(["NPSN?"], given);
        Assert.Equal([false, true], chat.Effects.OfType<DecideConsent>().Select(decision => decision.IsGiven));
    }

    [Fact]
    public void A_second_press_of_the_button_stays_quiet()
    {
        var chat = NewChat();
        chat.Says("/uji");
        var data = chat.DataOf("Saya setuju");
        chat.Sends(new PressInput(data));

        var again = chat.Sends(new PressInput(data));

        Assert.Empty(again);
        Assert.Single(chat.Effects.OfType<DecideConsent>());
    }

    [Fact]
    public void The_decision_holds_the_version_and_the_words_in_the_language_that_was_shown()
    {
        var chat = NewChat(language: "en");
        chat.Says("/uji");

        chat.Presses("I agree");

        var shown = Assert.Single(chat.Effects.OfType<DecideConsent>()).Shown;
        Assert.Equal(("data_uji", "1", "en", "May I keep your NPSN?"), (shown.Consent, shown.Version, shown.Language, shown.Words));
        Assert.Matches("^[0-9a-f]{8}$", shown.Hash);
    }

    [Fact]
    public void A_new_version_is_asked_at_the_next_question_which_then_waits_again()
    {
        var chat = NewChat();
        chat.Says("/uji");
        chat.Presses("Saya setuju");
        chat.Library = Load(Consents(version: 2, say: "Bolehkah saya menyimpan NPSN dan kota?"));

        var asked = chat.Says("20104567");
        var goesOn = chat.Presses("Saya setuju");
        var answered = chat.Says("20104567");

        Assert.Equal(["Bolehkah saya menyimpan NPSN dan kota? [Saya setuju] [Tidak]"], asked);
        Assert.Equal(["NPSN?"], goesOn);
        Assert.Equal(["Kota?"], answered);
        Assert.Equal("2", chat.Consents["data_uji"]);
    }

    [Fact]
    public void A_corrected_spelling_in_the_same_version_asks_nobody_again()
    {
        var chat = NewChat();
        chat.Says("/uji");
        chat.Presses("Saya setuju");
        chat.Library = Load(Consents(version: 1, say: "Bolehkah saya menyimpan NPSN Anda?"));

        var answer = chat.Says("20104567");

        Assert.Equal(["Kota?"], answer);
    }

    [Fact]
    public void Nobody_agrees_to_a_text_that_changed_after_it_was_shown()
    {
        var chat = NewChat();
        chat.Says("/uji");
        chat.Library = Load(Consents(version: 1, say: "Bolehkah saya menyimpan semuanya?"));

        var answer = chat.Says("setuju");

        Assert.Equal("Bolehkah saya menyimpan semuanya? [Saya setuju] [Tidak]", answer[^1]);
        Assert.Empty(chat.Effects.OfType<DecideConsent>());
    }

    [Fact]
    public void A_change_of_language_shows_the_text_in_the_other_one_and_that_is_what_is_agreed_to()
    {
        var chat = NewChat();
        chat.Says("/uji");
        chat.Says("bahasa");

        var english = chat.Presses("English");
        chat.Presses("I agree");

        Assert.Equal("May I keep your NPSN? [I agree] [No]", english[^1]);
        Assert.Equal("en", Assert.Single(chat.Effects.OfType<DecideConsent>()).Shown.Language);
    }

    [Fact]
    public void Help_back_and_cancel_work_at_the_question_of_the_consent()
    {
        var chat = NewChat();
        chat.Says("/uji");

        Assert.Equal(Question, chat.Says("bantuan")[^1]);
        Assert.Equal(Question, chat.Says("kembali")[^1]);
        chat.Says("batal");
        Assert.Equal(Question, chat.Says("/uji")[^1]);
        Assert.Empty(chat.Effects.OfType<DecideConsent>());
    }

    [Fact]
    public void Back_never_leads_to_the_question_of_the_consent()
    {
        var chat = NewChat();
        chat.Says("/uji");
        chat.Presses("Saya setuju");

        var answer = chat.Says("kembali");

        Assert.Equal("NPSN?", answer[^1]);
    }

    [Fact]
    public void A_dialog_that_is_called_asks_what_its_caller_has_not_asked()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["uji.yaml"] = Dialog,
            ["uji.en.yaml"] = English,
            ["consents.yaml"] = Consents(version: 1, say: "Bolehkah saya menyimpan NPSN?"),
            ["consents.en.yaml"] = ConsentsInEnglish,
            ["luar.yaml"] = """
                dialog: luar
                title: Luar
                start: {commands: [luar]}
                steps:
                  - {id: panggil, call: uji}
                  - {id: akhir, say: Kembali di luar., end: done}
                """,
        });

        var asked = chat.Says("/luar");
        var refused = chat.Presses("Tidak");

        Assert.Equal([Question], asked);
        Assert.Equal(["Baik, tidak saya simpan.", "Kembali di luar. [Menu]"], refused);
    }

    [Fact]
    public void A_condition_may_ask_what_was_agreed_to()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["consents.yaml"] = Consents(version: 1, say: "Boleh?"),
            ["consents.en.yaml"] = ConsentsInEnglish,
            ["uji.yaml"] = """
                dialog: uji
                title: Uji
                start: {commands: [uji]}
                steps:
                  - {id: a, if: consented(data_uji), say: Sudah setuju.}
                  - {id: b, if: not consented(data_uji), say: Belum setuju.}
                  - {id: akhir, end: done, say: Selesai.}
                """,
        });

        var before = chat.Says("/uji");
        chat.Consents = chat.Consents.With("data_uji", "0");
        var after = chat.Says("/uji");

        Assert.Equal("Belum setuju.", before[0]);
        Assert.Equal("Sudah setuju.", after[0]);
    }

    private const string ConsentsInEnglish = """
        data_uji.title: Test data
        data_uji.say: May I keep your NPSN?
        data_uji.yes.label: I agree
        data_uji.yes.also: [agreed]
        data_uji.no.label: "No"
        data_uji.refused: All right, I keep nothing.
        """;

    private static string Consents(int version, string say) => $$"""
        languages: [id, en]
        consents:
          data_uji:
            version: {{version}}
            title: Data uji
            say: {{say}}
            yes: {label: Saya setuju, also: [setuju]}
            no: {label: Tidak}
            refused: Baik, tidak saya simpan.
        """;

    private static Dictionary<string, string> Files(string consents) => new()
    {
        ["uji.yaml"] = Dialog,
        ["uji.en.yaml"] = English,
        ["consents.yaml"] = consents,
        ["consents.en.yaml"] = ConsentsInEnglish,
    };

    private static DialogLibrary Load(string consents) => Chat.Load(Files(consents));

    private static Chat NewChat(string language = "id") => new(Files(Consents(version: 1, say: "Bolehkah saya menyimpan NPSN?")), language);
}
