using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Tests.Transcripts;

public sealed class ChatReaderTests
{
    [Fact]
    public void A_conversation_reads_as_what_happens_and_what_is_said_to_it()
    {
        var transcript = Assert.Single(Read(
            """
            ## a note
            # Pesan kopi
            given name: Bu Sari; role: guru
            given lang: en
            now 2026-03-03 10:00 WITA

            > /kopi                      # a note behind it
            < Baris satu

              baris dua  [Ya] [Tidak]
            ! step tanya
            > [Ya]
            @ +2 days
            < Masih di sana?
            """).Transcripts);

        Assert.Equal("Pesan kopi", transcript.Title);
        Assert.Equal([new("name", "Bu Sari"), new("role", "guru"), new("lang", "en")], transcript.Given);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero), transcript.Now.ToUniversalTime());
        Assert.Equal("Asia/Makassar", transcript.Zone.Id);
        Assert.Equal(3, transcript.Scenes.Length);
        Assert.Equal(new ChatAction.Sends(7, 7, new TextInput("/kopi")), transcript.Scenes[0].Action);
        var said = Assert.Single(transcript.Scenes[0].Said);
        Assert.Equal("Baris satu\n\nbaris dua", said.Text);
        Assert.Equal(["Ya", "Tidak"], said.Buttons);
        Assert.Equal((8, 10), (said.FirstLine, said.LastLine));
        Assert.Equal(new Fact(11, IsNot: false, FactKind.Step, "tanya", null), Assert.Single(transcript.Scenes[0].Facts));
        Assert.Equal(new ChatAction.TimePasses(13, 13, TimeSpan.FromDays(2)), transcript.Scenes[2].Action);
    }

    [Theory]
    [InlineData("halo bu", "halo bu")]
    [InlineData("\\(bukan foto)", "(bukan foto)")]
    [InlineData("\\[bukan tombol]", "[bukan tombol]")]
    [InlineData("\\again", "again")]
    [InlineData("2 # 3", "2 # 3")]
    public void Words_are_sent_as_written(string written, string sent) =>
        Assert.Equal(new TextInput(sent), InputOf(written));

    [Fact]
    public void What_is_not_words_stands_in_round_brackets()
    {
        Assert.Equal(FileKind.Photo, Assert.IsType<FileInput>(InputOf("(photo)")).Kind);
        Assert.Equal("layar saya", Assert.IsType<FileInput>(InputOf("(photo layar saya)")).Caption);
        Assert.Equal("rtl.docx", Assert.IsType<FileInput>(InputOf("(document rtl.docx)")).Name);
        Assert.Equal(FileFormat.Text, Assert.IsType<FileInput>(InputOf("(document rtl.docx; is text)")).Format);
        Assert.Equal(25L << 20, Assert.IsType<FileInput>(InputOf("(document rtl.docx; 25 MB)")).Bytes);
        Assert.True(Assert.IsType<FileInput>(InputOf("(document rtl.docx; gone)")).IsGone);
        Assert.Equal(new UnsupportedInput("voice"), InputOf("(voice)"));
        Assert.Equal(new ContactInput("+628123", IsOwn: true), InputOf("(contact +628123)"));
        Assert.Equal(new StartInput("akt"), InputOf("(start akt)"));
        Assert.Equal(new StartInput("akt"), InputOf("/start akt"));
        Assert.Equal(new StartInput(""), InputOf("/start"));
        Assert.Equal(5000, Assert.IsType<TextInput>(InputOf("(long 5000)")).Text.Length);
    }

    [Fact]
    public void Buttons_repeated_updates_and_restarts_are_actions_of_their_own()
    {
        var actions = Assert.Single(Read("# a\n> x\n> [A \\[1\\]]\n> old [B] #3\n> again\nrestart\n@ 2026-06-23 09:00").Transcripts)
            .Scenes.Select(scene => scene.Action).ToList();

        Assert.Equal(new ChatAction.Presses(3, 3, "A [1]"), actions[1]);
        Assert.Equal(new ChatAction.PressesOld(4, 4, "B", 3), actions[2]);
        Assert.Equal(new ChatAction.ArrivesAgain(5, 5), actions[3]);
        Assert.Equal(new ChatAction.Restarts(6, 6), actions[4]);
        Assert.Equal(new DateTimeOffset(2026, 6, 23, 2, 0, 0, TimeSpan.Zero), Assert.IsType<ChatAction.TimeIs>(actions[5]).Moment);
    }

    [Theory]
    [InlineData("# a\nhalo", 2, "T001")]
    [InlineData("# a\n  menjorok", 2, "T001")]
    [InlineData("# a\n>", 2, "T001")]
    [InlineData("> halo", 1, "T002")]
    [InlineData("#\n> x", 1, "T002")]
    [InlineData("# kosong", 1, "T002")]
    [InlineData("# a\ngiven nama: Sari\n> x", 2, "T003")]
    [InlineData("# a\ngiven role: gru\n> x", 2, "T003")]
    [InlineData("# a\nnow besok\n> x", 2, "T004")]
    [InlineData("# a\nnow 0001-01-01 00:00 Asia/Jakarta\n> x", 2, "T004")]
    [InlineData("# a\n> x\ngiven name: Sari", 3, "T004")]
    [InlineData("# a\n> x\n@ +9999999999 days", 3, "T005")]
    [InlineData("# a\n> x\n@ +2000000000 weeks", 3, "T005")]
    [InlineData("# a\n> x\n@ besok", 3, "T005")]
    [InlineData("# a\n> (phoot)", 2, "T006")]
    [InlineData("# a\n> old [A]", 2, "T006")]
    [InlineData("# a\n> (long 999999999)", 2, "T006")]
    [InlineData("# a\n< halo\n> x", 2, "T007")]
    [InlineData("# a\n! done\n> x", 2, "T007")]
    [InlineData("# a\n> x\n! mileston y", 3, "T008")]
    [InlineData("# a\n> x\n! contact.nama = y", 3, "T008")]
    [InlineData("# a\n> x\n! contact.name y", 3, "T008")]
    [InlineData("# a\n> x\n! ticket", 3, "T008")]
    [InlineData("# a\n> x\n! ticket duta atau siapa", 3, "T008")]
    [InlineData("# a\n> x\n! ticket duta note=", 3, "T008")]
    [InlineData("# a\n> x\n! ticket area=32", 3, "T008")]
    [InlineData("# a\n> x\n! scheduled", 3, "T008")]
    [InlineData("# a\n> x\n! scheduled lanjut besok", 3, "T008")]
    [InlineData("# a\n> x\n! scheduled lanjut at 2026-06-23 09:00 Asia/Jakarta", 3, "T008")]
    [InlineData("# a\n> x\nduta", 3, "T010")]
    [InlineData("# a\n> x\nduta says", 3, "T010")]
    [InlineData("# a\n> x\nduta close", 3, "T010")]
    [InlineData("# a\n> x\nadmin", 3, "T010")]
    [InlineData("# a\n> x\nadmin publishes", 3, "T010")]
    [InlineData("# a\n> x\nadmin publish v2", 3, "T010")]
    [InlineData("# a\ngiven officer: dut 32\n> x", 2, "T003")]
    [InlineData("# a\ngiven officer: duta\n> x", 2, "T003")]
    [InlineData("# a\ngiven officer: duta jabar\n> x", 2, "T003")]
    [InlineData("# a\nwith\n> x", 2, "T011")]
    [InlineData("# a\nwith Tini\n> x", 2, "T011")]
    [InlineData("# a\nwith duta\n> x", 2, "T011")]
    [InlineData("# a\nwith tini program.tenggat: 2026-06-30\n> x", 2, "T011")]
    [InlineData("# a\nwith tini officer: dut 32\n> x", 2, "T003")]
    [InlineData("# a\n> x\nwith tini", 3, "T004")]
    [InlineData("# a\nwith tini\n> x\ntino < y", 4, "T011")]
    public void A_bad_line_is_named_with_the_way_out(string text, int line, string code)
    {
        var file = Read(text);

        var problem = Assert.Single(file.Problems);
        Assert.Equal((line, code), (problem.Place.Line, problem.Code));
        Assert.Equal("uji.chat", problem.Place.File);
        Assert.True(problem.Message.Length > 20 && problem.English.Length > 20);
        Assert.Empty(file.Transcripts);
    }

    [Fact]
    public void Staff_and_administrators_act_too()
    {
        var actions = Assert.Single(Read("# a\n> x\nduta says halo Bu\n  apa kabar?\nduta closes\nadmin publishes v2").Transcripts)
            .Scenes.Select(scene => scene.Action).ToList();

        Assert.Equal(new ChatAction.StaffSays(3, 4, "halo Bu\napa kabar?"), actions[1]);
        Assert.Equal(new ChatAction.StaffCloses(5, 5), actions[2]);
        Assert.Equal(new ChatAction.Publishes(6, 6, "v2"), actions[3]);
    }

    [Fact]
    public void Several_people_have_chats_of_their_own()
    {
        var transcript = Assert.Single(Read(
            """
            # Dua orang
            given officer: admin nasional
            with tini name: Bu Tini; officer: duta 32
            with budi
            tini > /siaran
            tini < Kirim?
              Ke siapa?  [Ya]
            < Halo
            tini > [Ya]
            tini ! contact.name = Bu Tini
            """).Transcripts);

        Assert.Equal([new("officer", "admin nasional")], transcript.Given);
        Assert.Equal(["tini", "budi"], transcript.Others.Select(other => other.Name));
        Assert.Equal([new("name", "Bu Tini"), new("officer", "duta 32")], transcript.Others[0].Given);
        Assert.Equal(new ChatAction.Sends(5, 5, new TextInput("/siaran")) { Who = "tini" }, transcript.Scenes[0].Action);
        Assert.Equal([("tini", "Kirim?\nKe siapa?"), ("", "Halo")], transcript.Scenes[0].Said.Select(said => (said.Who, said.Text)));
        Assert.Equal(new ChatAction.Presses(9, 9, "Ya") { Who = "tini" }, transcript.Scenes[1].Action);
        Assert.Equal("tini", Assert.Single(transcript.Scenes[1].Facts).Who);
        Assert.Equal(["tini < Kirim?", "  Ke siapa?  [Ya]"], ChatText.BotLines(new SaidMessage("Kirim?\nKe siapa?", ["Ya"]) { Who = "tini" }));
    }

    [Fact]
    public void Staff_write_no_more_than_a_message_holds() =>
        Assert.Equal("T010", Assert.Single(Read("# a\n> x\nduta says " + new string('x', 3501)).Problems).Code);

    [Theory]
    [InlineData("ticket duta", FactKind.Ticket, "duta", null, null)]
    [InlineData("ticket duta area=32.73", FactKind.Ticket, "duta", "32.73", null)]
    [InlineData("ticket duta note=Kendala: area=x", FactKind.Ticket, "duta", null, "Kendala: area=x")]
    [InlineData("ticket duta area=Kab. Bogor note=Kendala: kode", FactKind.Ticket, "duta", "Kab. Bogor", "Kendala: kode")]
    [InlineData("scheduled lanjut", FactKind.Scheduled, "lanjut", null, null)]
    [InlineData("scheduled lanjut at 2026-06-23 09:00", FactKind.Scheduled, "lanjut", null, "2026-06-23 09:00")]
    [InlineData("scheduled lanjut 2026-06-23 09:00", FactKind.Scheduled, "lanjut", null, "2026-06-23 09:00")]
    public void Tickets_and_reminders_are_facts(string written, FactKind kind, string name, string? area, string? value)
    {
        var fact = Assert.Single(Assert.Single(Assert.Single(Read($"# a\n> x\n! not {written}").Transcripts).Scenes).Facts);

        Assert.Equal(new Fact(3, IsNot: true, kind, name, value) { Area = area }, fact);
    }

    [Fact]
    public void A_conversation_with_a_mistake_is_left_out_and_the_others_stay()
    {
        var file = Read("# a\n> (phoot)\n# b\n> x\n< y");

        Assert.Equal("b", Assert.Single(file.Transcripts).Title);
        Assert.Contains("photo", Assert.Single(file.Problems).English, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_lines_without_end_are_refused()
    {
        Assert.Equal("T009", Assert.Single(Read(new string('x', 1_000_001)).Problems).Code);
        Assert.Equal("T009", Assert.Single(Read("# a\n> " + new string('x', 10_001)).Problems, p => p.Code == "T009").Code);
        Assert.Contains(Read("# a\n" + string.Concat(Enumerable.Repeat("> x\n", 1002))).Problems, p => p.Code == "T009");
    }

    [Fact]
    public void Noise_never_throws()
    {
        var random = new Random(7);
        string[] pieces = ["# ", "## ", "> ", "< ", "@ ", "! ", "given ", "with ", "tini ", "officer: ", "duta 32", "now ", "restart", "duta ", "says ", "closes", "admin ", "publishes ", "ticket ", "scheduled ", " at ", "area=", "note=", "2026-06-23 09:00", "  ", "\n", "\r\n", "[", "]", "(", ")", "\\", "…", "#", ":", ";", "=", "+1 day", "old", "again", "not ", "contact.", "\u0000", "😀", "x"];
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]));

            var file = Read(text);

            Assert.All(file.Problems, problem => Assert.InRange(problem.Place.Line, 1, file.Lines.Length));
        }
    }

    [Fact]
    public void Every_message_reads_back_as_it_was_written()
    {
        var random = new Random(11);
        string[] pieces = ["a", " ", "  ", "\n", "\n\n", "[", "]", "[A]", "  [A]", "\\", "#", "  # ", "## ", "(x)", "…", "> ", "< ", "again", "old ", "😀"];
        for (var i = 0; i < 3000; i++)
        {
            string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var message = new SaidMessage("a" + Text() + "z", [.. Enumerable.Range(0, random.Next(3)).Select(_ => "l" + Text().ReplaceLineEndings(" ") + "l")]);
            var words = "a" + Text() + "z";

            var scene = Assert.Single(Assert.Single(Read(string.Join('\n', [
                "# t", .. ChatText.PersonLines(words), .. ChatText.BotLines(message)])).Transcripts).Scenes);

            Assert.Equal(new TextInput(ChatText.Normal(words)), Assert.IsType<ChatAction.Sends>(scene.Action).Input);
            var said = Assert.Single(scene.Said);
            Assert.Equal(ChatText.Normal(message.Text), said.Text);
            Assert.Equal(message.Buttons, said.Buttons);
        }
    }

    private static ChatFile Read(string text) => ChatReader.Read("uji.chat", text);

    private static Input InputOf(string written) =>
        Assert.IsType<ChatAction.Sends>(Assert.Single(Assert.Single(Read($"# a\n> {written}").Transcripts).Scenes).Action).Input;
}
