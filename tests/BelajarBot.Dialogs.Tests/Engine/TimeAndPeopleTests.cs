using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Reminders;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>Steps that wait for time, for a human, for another dialog; and reminders.</summary>
public sealed class TimeAndPeopleTests
{
    private const string Errand = """
        dialog: uji
        title: Urusan
        start: {commands: [urusan]}
        milestones: [beres]
        answers:
          hasil: {type: choice}
          kapan: {type: date}
        steps:
          - id: minta
            say: Minta kepada operator. Saya tanya lagi besok.
            wait: 1 day
          - id: tanya
            ask: hasil
            say: Sudah dapat?
            choices:
              - {id: sudah, label: Sudah, go: selesai, milestone: beres}
              - {id: belum, label: Belum, go: minta}
              - {id: macet, label: Macet, go: serahkan}
          - id: serahkan
            say: Saya teruskan kepada petugas.
            handover: {queue: duta, note: "Hasil: {hasil|-}", reply_within: 1 day}
            resume: tanya
          - id: selesai
            say: Bagus.
            end: done
        """;

    private const string Reminding = """
        dialog: uji
        title: Urusan
        start: {commands: [urusan]}
        milestones: [mulai]
        answers:
          kapan: {type: date}
          hasil: {type: choice}
        steps:
          - id: tanya_kapan
            ask: kapan
            say: Kapan rapatnya?
            milestone: mulai
          - id: tanya
            ask: hasil
            say: Sudah siap?
            choices:
              - {id: sudah, label: Sudah}
          - id: selesai
            say: Bagus.
            end: done
        reminders:
          - id: lanjut
            when: idle 1 day
            say: Lanjutkan sekarang?
            buttons: [resume, later, stop]
          - id: lanjut_akhir
            when: idle 3 days
            unless: reached(mulai)
            say: Masih ada satu langkah.
            buttons: [resume]
          - id: rapat
            when: 7 days before kapan at 09:00
            say: Rapat tinggal 7 hari.
            buttons: []
        """;

    [Fact]
    public void A_wait_goes_on_by_itself_when_its_time_has_come()
    {
        var chat = new Chat(Errand);

        Assert.Equal(["Minta kepada operator. Saya tanya lagi besok."], chat.Says("/urusan"));
        Assert.Empty(chat.Waits(TimeSpan.FromHours(23)));
        Assert.Equal(["Sudah dapat? [Sudah] [Belum] [Macet]"], chat.Waits(TimeSpan.FromHours(1)));
        Assert.Equal(["Minta kepada operator. Saya tanya lagi besok."], chat.Presses("Belum"));
        Assert.Equal(["Sudah dapat? [Sudah] [Belum] [Macet]"], chat.Waits(TimeSpan.FromDays(2)));
        Assert.Equal(["Bagus. [Menu]"], chat.Presses("Sudah"));
        Assert.Null(chat["uji"].DueAt);
    }

    [Fact]
    public void A_wait_that_would_end_at_night_ends_in_the_morning()
    {
        var chat = new Chat(Errand) { Now = new DateTimeOffset(2026, 3, 3, 14, 30, 0, TimeSpan.Zero) };

        chat.Says("/urusan");

        // 21:30 in Jakarta; a day later at seven.
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero), chat["uji"].DueAt);
    }

    [Fact]
    public void Whoever_writes_during_a_wait_may_go_on_at_once()
    {
        var chat = new Chat(Errand);
        chat.Says("/urusan");

        var line = Assert.Single(chat.Says("halo?"));

        Assert.EndsWith("[Lanjut sekarang]", line);
        Assert.Contains("Maret 2026", line);
        var press = new PressInput(chat.DataOf("Lanjut sekarang"));
        Assert.Equal(["Sudah dapat? [Sudah] [Belum] [Macet]"], chat.Sends(press));
        Assert.Empty(chat.Waits(TimeSpan.FromDays(5)));
        Assert.EndsWith("[Macet]", chat.Sends(press)[^1]);
    }

    [Fact]
    public void A_dialog_that_waits_for_another_one_reminds_of_its_date_and_of_no_silence()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["rapat.yaml"] = """
                dialog: rapat
                title: Rapat
                start: {commands: [rapat]}
                answers: {kapan: {type: date}}
                steps:
                  - {id: tanya_kapan, ask: kapan, say: Kapan?}
                  - {id: panggil, call: data}
                  - {id: selesai, say: Rapat beres., end: done}
                reminders:
                  - {id: lanjut, when: idle 1 day, say: Lanjutkan rapat?, buttons: []}
                  - {id: tinggal, when: 7 days before kapan at 09:00, say: Rapat tinggal 7 hari., buttons: [later]}
                """,
            ["data.yaml"] = """
                dialog: data
                title: Data
                answers: {beres: {type: choice}}
                steps:
                  - {id: tanya, ask: beres, say: Beres?, choices: [{id: sudah, label: Sudah}]}
                  - {id: akhir, end: done}
                """,
        });
        chat.Says("/rapat");
        Assert.Equal(["Beres? [Sudah]"], chat.Says("20 Maret 2026"));

        var said = Assert.Single(chat.Waits(TimeSpan.FromDays(10).Add(TimeSpan.FromHours(1))));
        Assert.StartsWith("Rapat tinggal 7 hari.", said, StringComparison.Ordinal);
        Assert.Equal("data", chat.Active);

        // Put off, it says so and goes nowhere; then the other dialog ends, and this one goes on.
        Assert.Single(chat.Presses("Besok saja"));
        Assert.StartsWith("Rapat tinggal 7 hari.", Assert.Single(chat.Waits(TimeSpan.FromDays(1.1))), StringComparison.Ordinal);
        Assert.Equal(["Rapat beres. [Menu]"], chat.Presses("Sudah"));
    }

    [Fact]
    public void A_handover_is_silent_until_the_human_is_done()
    {
        var chat = new Chat(Errand);
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(1));

        Assert.Equal(["Saya teruskan kepada petugas."], chat.Presses("Macet"));
        var ticket = Assert.Single(chat.Effects.OfType<OpenTicket>());
        Assert.Equal(("duta", "Hasil: Macet", TimeSpan.FromDays(1)), (ticket.Queue, ticket.Note, ticket.Sla));

        Assert.Empty(chat.Says("halo? ada orang?"));
        Assert.Equal(new TextInput("halo? ada orang?"), Assert.Single(chat.Effects.OfType<PassToTicket>()).Said);
        Assert.Equal(["Petugas sedang menangani ini. Tulis saja di sini; pesan Anda saya teruskan. [Menu]"], chat.Says("/urusan"));
        Assert.StartsWith("Apa yang bisa saya bantu?", Assert.Single(chat.Says("menu")));

        Assert.Equal(["Sudah dapat? [Sudah] [Belum] [Macet]"], chat.HumanIsDone("uji"));
        Assert.Empty(chat.HumanIsDone("uji"));
        Assert.Equal(["Bagus. [Menu]"], chat.Says("sudah"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void When_the_human_is_done_the_dialog_goes_on_by_the_clock_or_with_whatever_the_person_writes_before(bool isWriting)
    {
        var chat = new Chat(Errand);
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(1));
        chat.Presses("Macet");
        Assert.Empty(chat.Waits(TimeSpan.FromDays(30)));

        chat.Replace(chat["uji"] with { DueAt = chat.Now }, chat.Library);

        Assert.Equal(["Sudah dapat? [Sudah] [Belum] [Macet]"], isWriting ? chat.Says("sudah") : chat.Waits(TimeSpan.Zero));
        Assert.Empty(chat.Effects.OfType<PassToTicket>());
        Assert.Equal(["Bagus. [Menu]"], chat.Says("sudah"));
    }

    [Fact]
    public void While_a_human_has_it_commands_common_words_buttons_and_names_of_dialogs_work_and_other_words_are_for_the_human()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["uji.yaml"] = Errand,
            ["lain.yaml"] = """
                dialog: lain
                title: Urusan lain
                start: {commands: [lain], keywords: [urusan lain]}
                answers: {nama: {type: text}}
                steps:
                  - {id: tanya, ask: nama, say: Siapa?}
                  - {id: akhir, say: Baik., end: done}
                """,
        });
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(1));
        chat.Presses("Macet");

        Assert.Empty(chat.Says("bagaimana cara mengganti kata sandi?"));
        Assert.Empty(chat.Sends(new UnsupportedInput("sticker")));
        Assert.Equal(2, chat.Effects.OfType<PassToTicket>().Count());

        Assert.StartsWith("Apa yang bisa saya bantu?", Assert.Single(chat.Says("/menu")), StringComparison.Ordinal);
        Assert.Equal(["Petugas sedang menangani ini. Tulis saja di sini; pesan Anda saya teruskan. [Menu]"], chat.Presses("▶️ Lanjutkan: Urusan"));
        Assert.StartsWith("Saya tidak mengenal perintah /tidakada.", Assert.Single(chat.Says("/tidakada")), StringComparison.Ordinal);
        Assert.EndsWith("[Menu]", chat.Says("bantuan")[^1], StringComparison.Ordinal);
        Assert.Equal(["Siapa?"], chat.Says("urusan lain"));
        Assert.Equal(["Baik. [Menu]"], chat.Says("Sari"));
        Assert.Equal(2, chat.Effects.OfType<PassToTicket>().Count());
    }

    [Fact]
    public void Who_names_the_dialog_that_a_human_has_is_told_so_and_once_the_human_is_done_it_goes_on()
    {
        var chat = new Chat(Errand.Replace("commands: [urusan]", "commands: [urusan], keywords: [urusan saya]", StringComparison.Ordinal));
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(1));
        chat.Presses("Macet");

        Assert.Equal(["Petugas sedang menangani ini. Tulis saja di sini; pesan Anda saya teruskan. [Menu]"], chat.Says("urusan saya"));
        chat.Replace(chat["uji"] with { DueAt = chat.Now }, chat.Library);

        Assert.Equal(["Sudah dapat? [Sudah] [Belum] [Macet]"], chat.Says("urusan saya"));
        Assert.Empty(chat.Effects.OfType<PassToTicket>());
    }

    [Fact]
    public void A_handover_that_was_cancelled_can_be_resumed()
    {
        var chat = new Chat(Errand);
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(1));
        chat.Presses("Macet");
        chat.Says("batal");

        Assert.Equal(["Kita lanjutkan dari sini, ya:", "Sudah dapat? [Sudah] [Belum] [Macet]"], chat.Presses("▶️ Lanjutkan: Urusan"));
    }

    [Fact]
    public void A_called_dialog_comes_back_to_its_caller()
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["luar.yaml"] = """
                dialog: luar
                title: Luar
                start: {commands: [luar]}
                milestones: [kembali_lagi]
                steps:
                  - id: sapa
                    say: Kita urus dulu yang dalam.
                    call: dalam
                    milestone: kembali_lagi
                  - id: akhir
                    say: Kembali di luar.
                    end: done
                """,
            ["dalam.yaml"] = """
                dialog: dalam
                title: Dalam
                start: {commands: [dalam]}
                answers:
                  ya: {type: choice}
                steps:
                  - id: tanya
                    ask: ya
                    say: Di dalam?
                    choices: [{id: ya, label: Ya}]
                  - id: selesai
                    say: Dalam selesai.
                    end: done
                """,
        });

        Assert.Equal(["Kita urus dulu yang dalam.", "Di dalam? [Ya]"], chat.Says("/luar"));
        Assert.Equal(["Kita lanjutkan dari sini, ya:", "Di dalam? [Ya]"], chat.Says("/luar"));
        Assert.Equal(["Dalam selesai.", "Kembali di luar. [Menu]"], chat.Says("ya"));
        Assert.Equal(["kembali_lagi"], chat.Milestones);
        Assert.All(["luar", "dalam"], dialog => Assert.Equal(ConversationStatus.Ended, chat[dialog].Status));

        Assert.Equal(["Di dalam? [Ya]"], chat.Says("/dalam"));
        Assert.Equal(["Dalam selesai. [Menu]"], chat.Says("ya"));
    }

    [Fact]
    public void Silence_is_reminded_of_once_for_each_rule_and_no_more()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");

        Assert.Equal(["Lanjutkan sekarang? [▶️ Lanjutkan: Urusan] [Besok saja] [3 hari lagi] [Jangan ingatkan lagi]"], chat.Waits(TimeSpan.FromDays(1)));
        Assert.Equal(["Masih ada satu langkah. [▶️ Lanjutkan: Urusan] [Besok saja] [3 hari lagi] [Jangan ingatkan lagi]"], chat.Waits(TimeSpan.FromDays(2)));
        Assert.Empty(chat.Waits(TimeSpan.FromDays(30)));
        Assert.Equal(["Kita lanjutkan dari sini, ya:", "Kapan rapatnya?"], chat.Presses("▶️ Lanjutkan: Urusan"));
    }

    [Theory]
    [InlineData("reached(siap)")]
    [InlineData("reached(urusan_besar.siap)")]
    [InlineData("reached(uji.siap)")]
    public void A_mark_of_a_programme_is_known_by_its_own_name_and_by_the_programmes(string condition)
    {
        var chat = new Chat(new Dictionary<string, string>
        {
            ["programs/urusan-besar.yaml"] = "{program: urusan_besar, title: Urusan besar}",
            ["uji.yaml"] = $$"""
                dialog: uji
                title: Urusan
                program: urusan_besar
                start: {commands: [urusan]}
                milestones: [siap]
                answers:
                  siap: {type: choice}
                steps:
                  - id: tanya
                    skip_if: {{condition}}
                    ask: siap
                    say: Siap?
                    milestone: siap
                    choices: [{id: ya, label: Ya}]
                  - id: selesai
                    say: Sudah siap.
                    end: done
                """,
        });
        chat.Says("/urusan");
        chat.Says("ya");

        Assert.Equal(["Sudah siap. [Menu]"], chat.Says("/urusan"));
        Assert.Equal("urusan_besar", Assert.Single(chat.Effects.OfType<ReachMilestone>()).Scope);
    }

    [Fact]
    public void A_reminder_is_left_out_when_its_mark_is_reached_or_it_is_stopped()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(1));

        Assert.StartsWith("Baik, \"Urusan\"", Assert.Single(chat.Presses("Jangan ingatkan lagi")));

        Assert.Empty(chat.Waits(TimeSpan.FromDays(30)));
    }

    [Theory]
    [InlineData("Besok saja", 1)]
    [InlineData("3 hari lagi", 3)]
    public void A_reminder_that_is_put_off_comes_when_its_person_said_and_nothing_before(string button, int days)
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(3));

        Assert.StartsWith("Baik, saya ingatkan lagi ", Assert.Single(chat.Presses(button)));

        Assert.Empty(chat.Waits(TimeSpan.FromDays(days) - TimeSpan.FromMinutes(1)));
        Assert.StartsWith("Masih ada satu langkah.", Assert.Single(chat.Waits(TimeSpan.FromMinutes(1))));
        Assert.Equal(ReminderReason.Superseded, Assert.Single(chat.Effects.OfType<MissReminder>()).Reason);
    }

    [Fact]
    public void Whoever_goes_on_by_themselves_is_not_reminded_of_what_they_put_off()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(3));
        chat.Presses("3 hari lagi");

        chat.Says("20 Maret 2026");

        Assert.Null(chat["uji"].PutOff);
        Assert.Equal(chat.Now.AddDays(1), chat["uji"].DueAt);
    }

    [Fact]
    public void A_wish_to_be_reminded_later_outlasts_words_that_answer_nothing()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(3));
        chat.Presses("3 hari lagi");
        chat.Waits(TimeSpan.FromDays(1));

        chat.Says("hmm");

        Assert.Equal(TimeSpan.FromDays(2), chat["uji"].DueAt - chat.Now);
    }

    [Fact]
    public void A_reminder_that_waits_for_the_morning_is_forgotten_when_its_person_speaks_before()
    {
        var chat = new Chat(Reminding.Replace("when: idle 1 day", "when: idle 1 day\n    valid: 1 day", StringComparison.Ordinal))
        {
            Now = new DateTimeOffset(2026, 3, 3, 12, 30, 0, TimeSpan.Zero),
        };
        chat.Says("/urusan");

        // Due at 19:30 in Jakarta; the bot is back at 20:15, and its person speaks at 21:15.
        chat.Now += TimeSpan.FromDays(1) + TimeSpan.FromMinutes(45);
        Assert.Empty(chat.Waits(TimeSpan.Zero));
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero), chat["uji"].DueAt);
        chat.Now += TimeSpan.FromHours(1);
        chat.Says("hmm");

        Assert.Equal(new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.Zero), chat["uji"].DueAt);
    }

    [Fact]
    public void Buttons_of_a_reminder_that_is_over_are_answered_kindly_and_change_nothing()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");
        chat.Waits(TimeSpan.FromDays(1));
        chat.Says("20 Maret 2026");
        chat.Says("sudah");
        var ended = chat["uji"];

        Assert.All(
            new[] { "Besok saja", "3 hari lagi", "Jangan ingatkan lagi" },
            button => Assert.StartsWith("Pengingat itu sudah tidak berlaku", Assert.Single(chat.Presses(button))));
        Assert.All(
            new[] { "s.1.2.lanjut", "s.1.1.", "s.99.1.lanjut", "x.99", "x.uji" },
            forged => Assert.Single(chat.Sends(new PressInput(forged))));
        Assert.Equal(ended, chat["uji"]);
    }

    [Fact]
    public void A_reminder_is_not_said_in_the_quiet_hours_even_after_an_outage()
    {
        var chat = new Chat(Reminding) { Now = new DateTimeOffset(2026, 3, 3, 12, 30, 0, TimeSpan.Zero) };
        chat.Says("/urusan");

        // Due at 19:30 in Jakarta; the bot is back at 20:15.
        chat.Now += TimeSpan.FromDays(1) + TimeSpan.FromMinutes(45);

        Assert.Empty(chat.Waits(TimeSpan.Zero));
        Assert.Equal(ReminderReason.QuietHours, Assert.Single(chat.Effects.OfType<MissReminder>()).Reason);
    }

    [Fact]
    public void Whoever_asked_for_silence_is_not_reminded_and_it_is_known_why()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");
        chat.Says("berhenti");

        Assert.Empty(chat.Waits(TimeSpan.FromDays(30)));
        Assert.Equal([ReminderReason.Stopped, ReminderReason.Stopped], chat.Effects.OfType<MissReminder>().Select(missed => missed.Reason));
    }

    [Theory]
    [InlineData(1, "Lanjutkan sekarang?")]
    [InlineData(-1, "Lanjutkan sekarang?")]
    public void A_clock_that_jumps_reminds_at_most_once(int hours, string words)
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");
        chat.Now += TimeSpan.FromDays(1) + TimeSpan.FromHours(Math.Max(0, hours));

        Assert.StartsWith(words, Assert.Single(chat.Waits(TimeSpan.Zero)));
        chat.Now -= TimeSpan.FromHours(2);

        Assert.Empty(chat.Waits(TimeSpan.FromHours(4)));
    }

    [Fact]
    public void A_day_that_the_clock_skips_leaves_out_what_is_stale_and_keeps_what_is_to_come()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");

        chat.Now += TimeSpan.FromDays(2);

        Assert.Empty(chat.Waits(TimeSpan.Zero));
        Assert.StartsWith("Masih ada satu langkah.", Assert.Single(chat.Waits(TimeSpan.FromDays(1))));
    }

    [Fact]
    public void A_date_is_reminded_of_at_the_hour_of_the_persons_own_clock()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");
        chat.Says("20 Maret 2026");

        var lines = chat.Waits(TimeSpan.FromDays(12));

        Assert.Contains("Rapat tinggal 7 hari. [Besok saja] [3 hari lagi] [Jangan ingatkan lagi]", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Masih ada satu langkah.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reminder_that_comes_too_late_is_left_out_and_counted()
    {
        var chat = new Chat(Reminding);
        chat.Says("/urusan");

        // The bot was down for five days: nobody is told twice, and nobody is told stale things.
        chat.Now += TimeSpan.FromDays(5);

        Assert.Empty(chat.Waits(TimeSpan.Zero));
        Assert.Equal(["lanjut", "lanjut_akhir"], chat.Effects.OfType<MissReminder>().Select(m => m.Due.Rule));
    }

    [Fact]
    public void Whoever_asked_for_silence_is_not_woken_and_goes_on_when_they_return()
    {
        var chat = new Chat(Errand);
        chat.Says("/urusan");
        chat.Says("berhenti");

        Assert.Empty(chat.Waits(TimeSpan.FromDays(3)));

        chat.Says("mulai");
        Assert.Equal(["Sudah dapat? [Sudah] [Belum] [Macet]"], chat.Waits(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Waking_before_the_moment_does_nothing()
    {
        var chat = new Chat(Errand);
        chat.Says("/urusan");
        var visitor = new Visitor(new Contact("id", TimeZoneInfo.Utc, chat.Fields), [chat["uji"]], "uji", 1);

        var reply = FrontDesk.Wake(chat.Library, visitor, "uji", chat.Now + TimeSpan.FromHours(1));

        Assert.Empty(reply.Effects);
        Assert.Equal("minta", reply.Changed[0].Step);
    }
}
