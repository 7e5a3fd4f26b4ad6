using BelajarBot.Dialogs.Changes;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Tests.Engine;

namespace BelajarBot.Dialogs.Tests.Changes;

public sealed class ComparisonTests
{
    private const string Before = """
        dialog: uji
        title: Uji
        languages: [id, en]
        start: {commands: [uji], keywords: [coba]}
        milestones: [mulai]
        answers:
          warna: {type: choice}
          nama: {type: text, max: 20}
        steps:
          - id: tanya_warna
            ask: warna
            say: Warna apa?
            milestone: mulai
            choices:
              - {id: merah, label: Merah}
              - {id: biru, label: Biru}
          - id: tanya_nama
            ask: nama
            say: Siapa nama Anda?
            tries: {max: 3, then: selesai}
          - id: pesan
            say: Terima kasih.
          - id: selesai
            say: Selesai.
            end: done
        """;

    private const string English = """
        title: Test
        tanya_nama.say: What is your name?
        """;

    [Theory]
    [InlineData("say: Terima kasih.", "say: Terima kasih banyak.", "~ teks pesan.say: \"Terima kasih.\" → \"Terima kasih banyak.\"")]
    [InlineData("say: Siapa nama Anda?", "say: Siapa?", "~ teks tanya_nama.say: \"Siapa nama Anda?\" → \"Siapa?\"\n! terjemahan tanya_nama.say (en) menjadi usang")]
    [InlineData("{id: biru, label: Biru}", "{id: biru, label: Biru, go: selesai}", "~ pilihan \"biru\" pada langkah \"tanya_warna\": \"selesai\", sebelumnya langkah berikutnya")]
    [InlineData("      - {id: biru, label: Biru}", "      - {id: biru, label: Biru}\n      - {id: hijau, label: Hijau}", "+ pilihan \"hijau\" pada langkah \"tanya_warna\"")]
    [InlineData("      - {id: biru, label: Biru}\n", "", "- pilihan \"biru\" pada langkah \"tanya_warna\"")]
    [InlineData("nama: {type: text, max: 20}", "nama: {type: email}", "~ jawaban nama: email, sebelumnya text")]
    [InlineData("milestones: [mulai]", "milestones: [mulai, akhir]", "+ tonggak akhir")]
    [InlineData("keywords: [coba]", "keywords: [tes]", "+ dimulai dengan tes\n- tidak lagi dimulai dengan coba")]
    [InlineData("  - id: pesan\n    say: Terima kasih.\n", "", "- langkah \"pesan\"")]
    [InlineData("  - id: pesan", "  - id: sela\n    say: Sela.\n  - id: pesan", "+ langkah \"sela\"")]
    [InlineData("    say: Terima kasih.\n", "    say: Terima kasih.\n    end: cukup\n", "~ sesudah langkah \"pesan\": end: cukup, sebelumnya langkah berikutnya")]
    public void A_change_is_said_in_words(string old, string now, string said)
    {
        Assert.Contains(old, Before);

        Assert.Equal(said.Split('\n'), Say(Before.Replace(old, now, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_dialog_that_means_the_same_has_no_differences() =>
        Assert.Empty(DialogDifference.Between([Load(Before)], [Load(Before + "\n# sebuah catatan")]));

    [Fact]
    public void A_step_that_moved_up_is_said_once()
    {
        const string Pesan = "  - id: pesan\n    say: Terima kasih.\n";
        var after = Before.Replace(Pesan, "", StringComparison.Ordinal).Replace("steps:\n", "steps:\n" + Pesan, StringComparison.Ordinal);

        Assert.Equal(["~ langkah \"pesan\" berpindah urutan"], Say(after));
    }

    [Fact]
    public void A_renamed_step_is_the_same_step_when_the_author_says_so()
    {
        var after = Before.Replace("tanya_nama", "nama_anda", StringComparison.Ordinal).Replace("Siapa nama", "Siapakah nama", StringComparison.Ordinal)
            + "\nmoved: {tanya_nama: nama_anda}";

        Assert.Equal(
            ["~ langkah \"tanya_nama\" menjadi \"nama_anda\" (moved)", "~ teks nama_anda.say: \"Siapa nama Anda?\" → \"Siapakah nama Anda?\""],
            Say(after));
    }

    [Fact]
    public void Dialogs_come_and_go()
    {
        var dialog = Load(Before);

        Assert.IsType<DialogChange.DialogAdded>(Assert.Single(Assert.Single(DialogDifference.Between([], [dialog])).Changes));
        Assert.IsType<DialogChange.DialogRemoved>(Assert.Single(Assert.Single(DialogDifference.Between([dialog], [])).Changes));
    }

    [Fact]
    public void Every_kind_of_change_has_words_in_both_languages()
    {
        foreach (var kind in typeof(DialogChange).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(DialogChange))))
        {
            var change = (DialogChange)Activator.CreateInstance(kind, [.. kind.GetConstructors()[0].GetParameters().Select(p => (object)$"<{p.Name}>")])!;

            var (indonesian, english) = (new ChangeWords(false).Say(change), new ChangeWords(true).Say(change));

            Assert.NotEqual(indonesian, english);
            Assert.All(kind.GetConstructors()[0].GetParameters(), p => Assert.Contains($"<{p.Name}>", english));
        }
    }

    [Theory]
    [InlineData("tanya_nama", StandingFate.Moved, "2 berdiri di \"tanya_nama\": dipindahkan ke \"nama_anda\" (moved).")]
    [InlineData("tanya_warna", StandingFate.Finishes, null)]
    [InlineData("pesan", StandingFate.StepGone, "D090: 2 berdiri di \"pesan\", yang sudah tidak ada. Tambahkan `moved:` atau mereka menyelesaikan versi lama.")]
    public void Who_stands_where_is_told_with_what_becomes_of_them(string step, StandingFate fate, string? said)
    {
        var (from, to) = (Load(Before), Load(Before.Replace("tanya_nama", "nama_anda", StringComparison.Ordinal)
            .Replace("id: pesan", "id: kabar", StringComparison.Ordinal) + "\nmoved: {tanya_nama: nama_anda}"));

        var standing = Standing.Of(from.Revision, step, 2, from, to);

        Assert.Equal(fate, standing.Fate);
        Assert.Equal(said ?? $"2 berdiri di \"{step}\": menyelesaikan versi lama ({from.Revision}).", new ChangeWords(false).Say(standing));
    }

    [Theory]
    [InlineData("restart", StandingFate.Restarts, "mulai lagi dari awal, jawabannya tetap (drop: restart).")]
    [InlineData("handover", StandingFate.HandedOver, "diserahkan kepada petugas (drop: handover).")]
    public void Whoever_is_dropped_is_told_with_what_becomes_of_them(string drop, StandingFate fate, string said)
    {
        var (from, to) = (Load(Before), Load(Before.Replace("id: pesan", "id: kabar", StringComparison.Ordinal) + $"\ndrop: {drop}"));

        var standing = Standing.Of(from.Revision, "pesan", 2, from, to);

        Assert.Equal(fate, standing.Fate);
        Assert.Equal($"2 berdiri di \"pesan\", yang sudah tidak ada: {said}", new ChangeWords(false).Say(standing));
        Assert.Contains($"(drop: {drop})", new ChangeWords(true).Say(standing), StringComparison.Ordinal);
        Assert.Equal(StandingFate.Finishes, Standing.Of(from.Revision, "tanya_warna", 2, from, to).Fate);
    }

    private static IEnumerable<string> Say(string after) =>
        Assert.Single(DialogDifference.Between([Load(Before)], [Load(after)])).Changes.Select(new ChangeWords(false).Say);

    private static Dialog Load(string yaml) =>
        Chat.Load(new Dictionary<string, string>
        {
            ["uji.yaml"] = yaml,
            ["uji.en.yaml"] = English.Replace("tanya_nama", yaml.Contains("nama_anda", StringComparison.Ordinal) ? "lain" : "tanya_nama", StringComparison.Ordinal),
        }).Find("uji")!;
}
