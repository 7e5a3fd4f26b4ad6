using System.Collections.Immutable;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Transcripts;

namespace BelajarBot.Dialogs.Tests.Transcripts;

public sealed class ChatCompareTests
{
    [Theory]
    [InlineData("halo", "halo", true)]
    [InlineData("halo", "Halo", false)]
    [InlineData("halo …", "halo bu", true)]
    [InlineData("…", "", true)]
    [InlineData("a…b…c", "a 1 b 2 c", true)]
    [InlineData("a…b…c", "a 1 c 2 b", false)]
    [InlineData("ab…bc", "abc", false)]
    [InlineData("Menu…", "menu", false)]
    [InlineData("Begini: …", "Begini:\n1. Buka", true)]
    [InlineData("a b", "a\nb", false)]
    public void An_ellipsis_stands_for_any_words(string pattern, string text, bool fits) =>
        Assert.Equal(fits, ChatPattern.Matches(pattern, text));

    [Theory]
    [InlineData("x  [A] [B]", "A,B", true)]
    [InlineData("x  [A] [B]", "B,A", false)]
    [InlineData("x", "A", false)]
    [InlineData("x  [A]", "", false)]
    [InlineData("x  […]", "", true)]
    [InlineData("x  […]", "A,B", true)]
    [InlineData("x  [A] […]", "A", true)]
    [InlineData("x  [A] [… B]", "A,ke B", true)]
    [InlineData("x  […] [Z]", "A,B", false)]
    public void Buttons_are_compared_in_order(string written, string labels, bool fits)
    {
        var expected = Scene($"# t\n> y\n< {written}").Said[0];

        Assert.Equal(fits, ChatPattern.Matches(expected, new SaidMessage("x", [.. labels.Split(',', StringSplitOptions.RemoveEmptyEntries)])));
    }

    [Fact]
    public void A_difference_is_shown_as_lines_of_the_chat()
    {
        var file = ChatReader.Read("uji.chat", "# Kopi\n> hitam\n< Satu\n< Dua  [Ya]\n< Tiga\n! done\n> lagi\n< x");
        var result = Played(file, ["Satu", "Dua", "Tiga"], ["y"]);

        Assert.Equal(
            [
                "uji.chat:2  # Kopi",
                "    > hitam",
                "    < Satu",
                "  - < Dua  [Ya]",
                "  + < Dua",
                "    < Tiga",
                "    (1 bagian sesudahnya juga berbeda / later parts differ too)",
            ],
            ChatDiff.Explain(file, result));
    }

    [Fact]
    public void An_update_changes_only_what_differs()
    {
        var file = ChatReader.Read("uji.chat", "## catatan\n# Kopi\n> hitam   # pekat\n< Sa…\n! step x\n< Dua\n  lama  [Ya]\n\n> lagi\n\n# Teh\n> y\n< z\n");
        var results = new[] { Played(file, ["Satu", "Dua\nbaru", "Tiga"], ["Empat"]), Played(file, 1, ["z"]) };

        var updated = ChatUpdate.Apply(file, results);

        Assert.Equal(
            "## catatan\n# Kopi\n> hitam   # pekat\n< Sa…\n! step x\n< Dua\n  baru\n< Tiga\n\n> lagi\n< Empat\n\n# Teh\n> y\n< z\n",
            string.Join('\n', updated));
        Assert.True(ChatReader.Read("uji.chat", string.Join('\n', updated)).Problems.Count == 0);
    }

    [Fact]
    public void What_is_recorded_can_be_read_and_says_the_same()
    {
        var record = new ChatRecord("Rekaman", "id", TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"));
        var start = new DateTimeOffset(2026, 3, 3, 3, 0, 0, TimeSpan.Zero);
        record.Did(new StartInput(""), start);
        record.Said("Pilih:", [new Button("Ya", "c.1.1.ya"), new Button("Tidak", "c.1.1.tidak")]);
        record.Did(new PressInput("c.1.1.ya"), start.AddSeconds(5));
        record.Said("Sekali lagi:", [new Button("Ya", "c.1.2.ya")]);
        record.Did(new PressInput("c.1.1.tidak"), start.AddDays(1));
        record.Did(new TextInput("(foto) saya\n[x]"), start.AddDays(1));
        record.Did(new PressInput("palsu"), start.AddDays(1));

        var transcript = Assert.Single(ChatReader.Read("uji.chat", record.ToString()).Transcripts);

        Assert.Equal(start, transcript.Now);
        Assert.Equal(
            ["Sends", "Presses", "TimeIs", "PressesOld", "Sends", "Sends"],
            transcript.Scenes.Select(scene => scene.Action.GetType().Name));
        Assert.Equal(new ChatAction.PressesOld(10, 10, "Tidak", 1), transcript.Scenes[3].Action);
        Assert.Equal(new TextInput("(foto) saya\n[x]"), Assert.IsType<ChatAction.Sends>(transcript.Scenes[4].Action).Input);
        Assert.Equal(new PressInput("palsu"), Assert.IsType<ChatAction.Sends>(transcript.Scenes[5].Action).Input);
    }

    private static Scene Scene(string text) => Assert.Single(Assert.Single(ChatReader.Read("uji.chat", text).Transcripts).Scenes);

    private static TranscriptResult Played(ChatFile file, params string[][] said) => Played(file, 0, said);

    private static TranscriptResult Played(ChatFile file, int transcript, params string[][] said) => new(
        file.Transcripts[transcript],
        [.. file.Transcripts[transcript].Scenes.Select((scene, i) =>
            new SceneResult(scene, [.. said[i].Select(text => new SaidMessage(text, ImmutableArray<string>.Empty))], []))]);
}
