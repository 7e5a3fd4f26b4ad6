using BelajarBot.Channels.TelegramApi;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class TelegramTextTests
{
    [Theory]
    [InlineData("satu dua\n\ntiga empat", 12, "satu dua|tiga empat")]
    [InlineData("satu dua\ntiga empat", 12, "satu dua|tiga empat")]
    [InlineData("Satu dua. Tiga empat", 12, "Satu dua.|Tiga empat")]
    [InlineData("satu dua tiga", 10, "satu dua|tiga")]
    [InlineData("satuduatigaempat", 10, "satuduatig|aempat")]
    [InlineData("sembilan😀 lagi", 9, "sembilan|😀 lagi")]
    [InlineData("abcdef👨‍👩‍👧xyz", 10, "abcdef|👨‍👩‍👧xy|z")]
    public void T91_A_cut_is_made_at_the_best_border(string text, int most, string expected)
    {
        var parts = TelegramText.Split(RichText.Plain(text), most);

        Assert.Equal(expected, string.Join('|', parts.Select(part => part.Text)));
    }

    [Fact]
    public void T91_Any_text_is_cut_into_parts_that_fit_and_lose_nothing_but_space()
    {
        var random = new Random(20260302);
        string[] pieces = ["kata", " ", "\n", "\n\n", ". ", "😀", "👨‍👩‍👧", "é", "n\u0303", new string('x', 30)];
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => pieces[random.Next(pieces.Length)]));
            var rich = new RichText(text, [new TextSpan(0, text.Length, SpanKind.Bold)]);

            var parts = TelegramText.Split(rich, 40);

            Assert.All(parts, part => Assert.True(part.Text.Length <= 40 || parts.Count == 1));
            Assert.All(parts, part => Assert.False(part.Text.Length > 0 && char.IsLowSurrogate(part.Text[0])));
            Assert.Equal(WithoutSpace(text), WithoutSpace(string.Concat(parts.Select(part => part.Text))));
            Assert.All(parts, part => Assert.All(part.Spans, span => Assert.InRange(span.Offset + span.Length, 1, part.Text.Length)));
        }
    }

    [Fact]
    public void T91_One_letter_longer_than_a_message_is_cut_between_whole_characters()
    {
        var monster = "e" + string.Concat(Enumerable.Repeat("\u0301", 50));

        var parts = TelegramText.Split(RichText.Plain(monster), 20);

        Assert.Equal(monster, string.Concat(parts.Select(part => part.Text)));
    }

    [Fact]
    public void A_style_across_a_cut_goes_on_in_both_parts()
    {
        var text = new RichText("satu dua tiga", [new TextSpan(5, 8, SpanKind.Italic)]);

        var parts = TelegramText.Split(text, 9);

        Assert.Equal([new TextSpan(5, 3, SpanKind.Italic)], parts[0].Spans);
        Assert.Equal([new TextSpan(0, 4, SpanKind.Italic)], parts[1].Spans);
    }

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
