using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Tests.Programs;
using FsCheck;
using FsCheck.Fluent;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>What dialogs say, ask and remind of programmes.</summary>
public sealed class ProgrammesInDialogsTests
{
    private const string Unknown = "Maaf, belum ada informasi resmi tentang Lomba Menulis yang dapat saya sampaikan.\nPantau saluran resminya: lomba.example";

    [Theory]
    [InlineData("Biayanya {program.biaya}.", "Biayanya gratis.")]
    [InlineData("Tutup {program.daftar_tutup|date}.", "Tutup Rabu, 15 Juli 2026.")]
    [InlineData("{program.title} {program.cycle}: {program.state}.", "Lomba Menulis 2026: dibuka.")]
    [InlineData("Berikutnya {program.next}.", "Berikutnya 2027.")]
    [InlineData("Nilai {program.nilai|number}, di {program.situs}.", "Nilai 70, di lomba.example.")]
    [InlineData("Hadiahnya {program.hadiah|belum diumumkan}.", "Hadiahnya belum diumumkan.")]
    [InlineData("Undian {program.undian|date|belum ada tanggal}.", "Undian belum ada tanggal.")]
    [InlineData("Final {program.final|date|belum ada tanggal}.", "Final belum ada tanggal.")]
    [InlineData("Hadiahnya {program.hadiah}.", Unknown)]
    [InlineData("Biayanya {program.biaya}, undian {program.undian}.", Unknown)]
    [InlineData("Biaya lomba {program.lomba.biaya}.", "Biaya lomba gratis.")]
    public void A_text_shows_only_what_is_certain(string say, string said) =>
        Assert.Equal([$"{said} [Menu]"], Dialog(say: say).Says("/lomba"));

    [Fact]
    public void A_text_in_English_shows_the_English_words()
    {
        var chat = Dialog(say: "Biayanya {program.biaya}, {program.state}, {program.daftar_tutup|date}.", language: "en");

        Assert.Equal(["Biayanya free, open, Wednesday, 15 July 2026. [Menu]"], chat.Says("/lomba"));
    }

    [Fact]
    public void A_question_that_rests_on_something_unknown_keeps_its_buttons()
    {
        var chat = new Chat(Files("""
              - id: a
                ask: mau
                say: Hadiahnya {program.hadiah}. Mau ikut?
                choices: [{id: ya, label: Mau}, {id: tidak, label: Nanti saja}]
              - {id: b, say: Baik., end: done}
            """));

        Assert.Equal([$"{Unknown} [Mau] [Nanti saja]"], chat.Says("/lomba"));
        Assert.Equal(["Baik. [Menu]"], chat.Says("mau"));
    }

    [Theory]
    [InlineData("program.state = open", true)]
    [InlineData("program.state in (closed, not_held)", false)]
    [InlineData("program.daftar_tutup", true)]
    [InlineData("program.final", false)]
    [InlineData("program.hadiah", false)]
    [InlineData("now < program.daftar_tutup", true)]
    [InlineData("until(program.daftar_tutup) < 7 days", false)]
    [InlineData("program.nilai >= 70", true)]
    [InlineData("program.cycle = \"2026\"", true)]
    [InlineData("lomba.x or program.lomba.state = open", null)]
    [InlineData("program.lomba.state = open", true)]
    [InlineData("program.undian > 2020-01-01", false)]
    public void Conditions_read_what_is_certain(string condition, bool? holds)
    {
        var files = Files($$"""
              - {id: a, if: '{{condition}}', say: Ya., end: done}
              - {id: b, say: Tidak., end: done}
            """);
        if (holds is null)
        {
            Assert.Contains(Chat.LoadAll(files).Problems, problem => problem.Code == "D023");
            return;
        }

        Assert.Equal([holds.Value ? "Ya. [Menu]" : "Tidak. [Menu]"], new Chat(files).Says("/lomba"));
    }

    [Fact]
    public void Whoever_does_something_is_enrolled_once_in_the_open_cycle()
    {
        var chat = Dialog(steps: """
              - {id: a, ask: mau, say: "Mau?", choices: [{id: ya, label: Mau}, {id: tidak, label: Nanti saja, go: a}]}
              - {id: b, if: enrolled(lomba), say: Terdaftar., end: done}
              - {id: c, say: Belum., end: done}
            """);

        chat.Says("/lomba");
        chat.Says("nanti saja");

        Assert.Equal([new Enrol("lomba", "2026")], chat.Effects.OfType<Enrol>());
        Assert.Equal("2026", chat["uji"].Cycle);
        Assert.Equal(["Terdaftar. [Menu]"], chat.Says("mau"));
    }

    [Fact]
    public void Nobody_is_enrolled_while_no_cycle_is_open_and_everybody_who_goes_on_is_once_one_opens()
    {
        var chat = Dialog(steps: Question);
        chat.Library = chat.Library.With([Lomba.Change("2026", "state", "closed")]);
        chat.Says("/lomba");
        Assert.Empty(chat.Effects.OfType<Enrol>());
        Assert.Null(chat["uji"].Cycle);

        chat.Library = chat.Library.With([Lomba.Change("2026", "state", "closed"), Lomba.Change("2027", "state", "open")]);
        chat.Says("nanti saja");

        Assert.Equal([new Enrol("lomba", "2027")], chat.Effects.OfType<Enrol>());
    }

    [Fact]
    public void A_mark_is_reached_in_the_cycle_that_counts()
    {
        var chat = Dialog(steps: "  - {id: a, say: Halo, milestone: ikut, end: done}\n");

        chat.Says("/lomba");

        Assert.Equal(new ReachMilestone("lomba", "2026", "ikut"), Assert.Single(chat.Effects.OfType<ReachMilestone>()));
    }

    [Fact]
    public void A_reminder_comes_before_the_date_on_the_persons_clock()
    {
        var chat = Reminding();
        chat.Says("/lomba");

        Assert.Equal(new DateTimeOffset(2026, 7, 8, 9, 0, 0, TimeSpan.FromHours(7)), chat["uji"].DueAt);
        Assert.StartsWith("Tutup Rabu, 15 Juli 2026. [", Assert.Single(chat.Waits(TimeSpan.FromDays(400))));
    }

    [Fact]
    public void A_reminder_by_a_date_that_nobody_knows_does_not_come()
    {
        var chat = Reminding("undian");
        chat.Says("/lomba");

        Assert.Null(chat["uji"].DueAt);
    }

    [Fact]
    public void A_reminder_whose_words_rest_on_something_unknown_is_left_out()
    {
        var chat = Reminding(words: "Hadiahnya {program.hadiah}.");
        chat.Says("/lomba");

        Assert.Empty(chat.Waits(TimeSpan.FromDays(400)));
        Assert.Single(chat.Effects.OfType<MissReminder>());
    }

    [Fact]
    public void However_a_date_moves_each_deadline_is_reminded_of_once_and_only_at_its_own_moment()
    {
        // Days from now on which the administrator moves the date, and where to: days from the first of June.
        var moves = Gen.Choose(1, 20).SelectMany(wait => Gen.Choose(0, 200).Select(day => (wait, day))).ArrayOf(6);

        Prop.ForAll(moves.ToArbitrary(), list =>
        {
            var chat = Reminding(words: "Tinggal 7 hari.");
            chat.Now = Lomba.On("2026-05-01");
            chat.Says("/lomba");
            var (files, touched, day) = (chat.Library, chat.Now, new DateOnly(2026, 7, 15));
            var (said, expected, done) = (new List<DateTimeOffset>(), new List<DateTimeOffset>(), new HashSet<DateOnly>());
            foreach (var (wait, to) in list)
            {
                Pass(TimeSpan.FromDays(wait));
                day = new DateOnly(2026, 6, 1).AddDays(to);
                chat.Library = files.With([Lomba.Change("2026", "daftar_tutup", $"{day:yyyy-MM-dd}")]);
                chat.Reschedule("uji");
            }

            Pass(TimeSpan.FromDays(400));
            Assert.Equal(expected, said);
            return true;

            void Pass(TimeSpan time)
            {
                // It is noon whenever a date moves, so a reminder of the same morning is too late to be of use.
                var due = new DateTimeOffset(day.AddDays(-7).ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(7));
                if (due > touched && due <= chat.Now + time && done.Add(day) && due > chat.Now)
                {
                    expected.Add(due);
                }

                chat.Waits(time, onSaid: said.Add);
            }
        }).QuickCheckThrowOnFailure();
    }

    private const string Question = """
          - {id: a, ask: mau, say: "Mau?", choices: [{id: ya, label: Mau}, {id: tidak, label: Nanti saja, go: a}]}
          - {id: b, say: Baik., end: done}
        """;

    private static Chat Reminding(string date = "daftar_tutup", string words = "Tutup {program.daftar_tutup|date}.") => new(Files(Question, $"""
        reminders:
          - id: tenggat
            when: 7 days before program.{date} at 09:00
            say: "{words}"
            buttons: []
        """));

    private static Chat Dialog(string? say = null, string? steps = null, string language = "id") =>
        new(Files(steps ?? $"  - {{id: a, say: \"{say}\", end: done}}\n"), language);

    private static Dictionary<string, string> Files(string steps, string more = "") => new(Lomba.Files)
    {
        ["uji.yaml"] = "dialog: uji\ntitle: Lomba\nprogram: lomba\nstart: {commands: [lomba]}\nmilestones: [ikut]\nanswers: {mau: {type: choice}}\nsteps:\n"
            + $"{steps}\n{more}\n",
    };
}
