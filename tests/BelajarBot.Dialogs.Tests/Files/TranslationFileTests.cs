using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Tests.Engine;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Files;

public sealed class TranslationFileTests
{
    private const string Source = """
        dialog: uji
        title: Uji
        languages: [id, en]
        start: {commands: [uji], keywords: [coba]}
        answers:
          warna: {type: choice}
        steps:
          - id: tanya
            ask: warna
            say: |
              Warna apa?
              Pilih satu.
            choices:
              - {id: merah, label: Merah, also: [abang]}
              - {id: biru, label: Biru}
          - {id: selesai, say: Selesai., end: done}
        """;

    [Fact]
    public void A_first_extract_has_every_text_as_a_comment_to_fill_in()
    {
        var extracted = Extract("");

        Assert.Equal((7, 0, 0), (extracted.Missing, extracted.Stale, extracted.Orphans));
        Assert.Contains("# Warna apa?\n# Pilih satu.\n# tanya.say: {of: ", extracted.Text);
        Assert.All(extracted.Text.Split('\n'), line => Assert.True(line.Length == 0 || line.StartsWith('#'), line));
        Assert.Equal("Uji", Load(Source, extracted.Text).Title.In("en").Source);
    }

    [Fact]
    public void A_filled_in_line_is_a_translation()
    {
        var filled = Extract("").Text.Replace("# tanya.choice.merah:", "tanya.choice.merah:", StringComparison.Ordinal)
            .Split('\n').Select(line => line.StartsWith("tanya.choice.merah", StringComparison.Ordinal) ? line.Replace("\"\"", "Red", StringComparison.Ordinal) : line);

        var dialog = Load(Source, string.Join('\n', filled));

        Assert.Equal("Red", dialog.Steps[0].Texts.Single(text => text.Key == "tanya.choice.merah").In("en").Source);
    }

    [Fact]
    public void No_translation_is_lost_however_often_it_is_extracted()
    {
        const string Existing = """
            tanya.say: |
              Which "colour"?
                \ indented: (you)
            tanya.also.merah: [red one, "crimson, dark"]
            lama.say: An old one
            lebih.lama: {of: 12345678, text: [a, b]}
            """;

        var once = Extract(Existing);
        var twice = Extract(once.Text);

        Assert.Equal(once.Text, twice.Text);
        Assert.Equal(2, twice.Orphans);
        Assert.Contains("An old one", twice.Text);
        Assert.Contains("\"lebih.lama\": {\"of\": \"12345678\", \"text\": [\"a\", \"b\"]}", twice.Text);
        Assert.Equal(
            "Which \"colour\"?\n  \\ indented: (you)", Load(Source, twice.Text).Steps[0].Say!.In("en").Source);
    }

    [Fact]
    public void A_translation_whose_source_changed_stays_and_is_marked()
    {
        var before = Extract("selesai.say: Done.").Text;

        var after = Extract(before, Source.Replace("Selesai.", "Sudah selesai.", StringComparison.Ordinal));

        Assert.Equal(1, after.Stale);
        Assert.Contains("# USANG, sumbernya sekarang: Sudah selesai.\nselesai.say: {of: ", after.Text);
        Assert.Contains("\"Done.\"", after.Text);
        Assert.Equal(1, Extract(after.Text, Source.Replace("Selesai.", "Sudah selesai.", StringComparison.Ordinal)).Stale);
    }

    [Theory]
    [InlineData("tanya.say: \"tidak ditutup")]
    [InlineData("tanya.say: a\ntanya.say: b")]
    public void A_file_that_cannot_be_read_is_not_written_over(string existing)
    {
        Assert.Null(TranslationFile.Extract(Load(Source, ""), "en", "uji.en.yaml", existing, out var problems));
        Assert.NotEmpty(problems);
    }

    private static ExtractedTranslation Extract(string existing, string source = Source)
    {
        var extracted = TranslationFile.Extract(Load(source, ""), "en", "uji.en.yaml", existing, out var problems);
        Assert.Empty(problems);
        return extracted!;
    }

    private static Dialog Load(string source, string english)
    {
        var files = new Dictionary<string, string> { ["uji.yaml"] = source };
        if (english.Length > 0)
        {
            files["uji.en.yaml"] = english;
        }

        return Chat.Load(files).Find("uji")!;
    }
}
