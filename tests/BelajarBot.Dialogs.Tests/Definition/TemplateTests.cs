using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Tests.Definition;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("Halo, Bu Sari!", "Halo, Bu Sari!")]
    [InlineData("  Halo \n", "Halo")]
    [InlineData("", "")]
    [InlineData("3 * 4 = 12", "3 * 4 = 12")]
    [InlineData("kunci_rahasia_saya", "kunci_rahasia_saya")]
    [InlineData("2*3*4", "2*3*4")]
    [InlineData("* satu\n* dua", "* satu\n* dua")]
    [InlineData(@"\*bukan tebal\*", "*bukan tebal*")]
    [InlineData(@"\{biasa\}", "{biasa}")]
    [InlineData(@"C:\nama\_x", @"C:\nama_x")]
    [InlineData(@"akhir \", @"akhir \")]
    [InlineData("a } b", "a } b")]
    public void Plain_words_stay_as_they_are(string source, string words)
    {
        var template = Template.Parse(source, out var mistakes);

        var text = template.Render(Values.None);

        Assert.Empty(mistakes);
        Assert.Equal(words, text.Text);
        Assert.Empty(text.Spans);
    }

    [Fact]
    public void Stars_make_bold_and_underscores_make_italic()
    {
        var text = Template.Parse("Ketik *bantuan* atau _batal_.", out _).Render(Values.None);

        Assert.Equal("Ketik bantuan atau batal.", text.Text);
        Assert.Equal([new TextSpan(6, 7, SpanKind.Bold), new TextSpan(19, 5, SpanKind.Italic)], text.Spans);
    }

    [Fact]
    public void Spans_count_utf16_units_and_move_with_the_values()
    {
        var text = Template.Parse("🎉 {contact.name|Guru}: *🎉 selamat*", out _).Render(new Values(("contact.name", "Ibu Sari 👩‍🏫")));

        var span = Assert.Single(text.Spans);
        Assert.Equal("🎉 selamat", text.Text.Substring(span.Offset, span.Length));
    }

    [Fact]
    public void What_fills_a_variable_is_never_markup()
    {
        var text = Template.Parse("Anda menulis *{answer}*", out _).Render(new Values(("answer", "*tebal* _miring_ {contact.name}")));

        Assert.Equal("Anda menulis *tebal* _miring_ {contact.name}", text.Text);
        Assert.Equal(new TextSpan(13, 31, SpanKind.Bold), Assert.Single(text.Spans));
    }

    [Theory]
    [InlineData("{npsn}", "npsn", null, null)]
    [InlineData("{ npsn }", "npsn", null, null)]
    [InlineData("{contact.name|Bapak/Ibu}", "contact.name", null, "Bapak/Ibu")]
    [InlineData("{npsn|}", "npsn", null, "")]
    [InlineData("{tanggal|date}", "tanggal", "date", null)]
    [InlineData("{tanggal|date|besok}", "tanggal", "date", "besok")]
    [InlineData("{a|b|c}", "a", null, "b|c")]
    public void A_variable_has_a_name_a_format_and_other_words(string source, string name, string? format, string? fallback)
    {
        var template = Template.Parse(source, out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal(new TemplateVariable(name, format, fallback), Assert.Single(template.Variables));
    }

    [Theory]
    [InlineData("{npsn|belum ada}", "belum ada")]
    [InlineData("({npsn})", "()")]
    public void Without_a_value_the_other_words_stand_or_none(string source, string words)
    {
        Assert.Equal(words, Template.Parse(source, out _).Render(Values.None).Text);
    }

    [Fact]
    public void An_empty_bold_stretch_leaves_no_span()
    {
        var text = Template.Parse("Halo *{npsn}*!", out _).Render(Values.None);

        Assert.Equal("Halo !", text.Text);
        Assert.Empty(text.Spans);
    }

    [Theory]
    [InlineData("Tulis *NPSN", 6)]
    [InlineData("Tulis _NPSN dan nama", 6)]
    [InlineData("{nama Anda}", 0)]
    [InlineData("{", 0)]
    [InlineData("{}", 0)]
    [InlineData("Halo {contact.name", 5)]
    [InlineData("{1}", 0)]
    public void A_mark_or_brace_that_stays_open_is_a_mistake_and_the_words_stay(string source, int offset)
    {
        var template = Template.Parse(source, out var mistakes);

        var mistake = Assert.Single(mistakes);
        Assert.Equal(offset, mistake.Offset);
        Assert.True(mistake.IsMarkup);
        Assert.Equal(source, template.Render(Values.None).Text);
    }

    [Fact]
    public void A_style_may_lie_inside_the_other()
    {
        var text = Template.Parse("*tebal _dan miring_*", out var mistakes).Render(Values.None);

        Assert.Empty(mistakes);
        Assert.Equal("tebal dan miring", text.Text);
        Assert.Equal(2, text.Spans.Length);
    }

    [Theory]
    [InlineData("Halo", 4)]
    [InlineData("*Halo* \\*", 6)]
    [InlineData("Halo {npsn}", 13)]
    [InlineData("{npsn}{npsn}", 16)]
    [InlineData("{npsn|lebih dari delapan}", 18)]
    [InlineData("🎉", 2)]
    public void The_worst_length_counts_words_and_the_longest_values_but_no_marks(string source, int length)
    {
        Assert.Equal(length, Template.Parse(source, out _).WorstLength(_ => 8));
    }

    [Fact]
    public void A_text_without_variables_is_made_once()
    {
        var template = Template.Parse("Halo *Bu Sari*", out _);

        Assert.Same(template.Render(Values.None), template.Render(new Values(("npsn", "20104567"))));
    }

    private sealed class Values(params (string Name, string Words)[] known) : ITemplateValues
    {
        public static readonly Values None = new();

        public string? WordsFor(TemplateVariable variable) =>
            known.Where(value => value.Name == variable.Name).Select(value => value.Words).FirstOrDefault();
    }
}
