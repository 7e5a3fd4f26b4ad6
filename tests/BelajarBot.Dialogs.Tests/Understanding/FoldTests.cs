using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Tests.Understanding;

public sealed class FoldTests
{
    [Theory]
    [InlineData("  SUDAH,  punya!! 🙏", "sudah punya")]
    [InlineData("Ｓｕｄａｈ　１", "sudah 1")]
    [InlineData("𝗦𝘂𝗱𝗮𝗵 𝟮", "sudah 2")]
    [InlineData("1️⃣", "1")]
    [InlineData("masuk²", "masuk2")]
    [InlineData("Jum'at / jum’at", "jumat jumat")]
    [InlineData("su\u200Bdah\uFEFF", "sudah")]
    [InlineData("cafe\u0301 café", "cafe cafe")]
    [InlineData("✅ Benar", "benar")]
    [InlineData("belajar.id", "belajar id")]
    [InlineData("👍🏽", "")]
    [InlineData("", "")]
    [InlineData("ꦧꦼꦭꦗꦂ صباح", "ꦧꦼꦭꦗꦂ صباح")]
    public void Folding_leaves_only_lower_case_words(string typed, string folded)
    {
        Assert.Equal(folded, Fold.Text(typed));
    }

    [Fact]
    public void Folding_twice_changes_nothing_more()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0x20, 0xFFFF)));

            var once = Fold.Text(text);

            Assert.Equal(once, Fold.Text(once));
            Assert.True(once.Length <= text.Length);
        }
    }

    [Fact]
    public void A_very_long_text_is_folded_whole()
    {
        var folded = Fold.Text(string.Join(' ', Enumerable.Repeat("KATA", 5000)));

        Assert.Equal(5000, folded.Split(' ').Length);
    }

    [Theory]
    [InlineData("sudah", "sudah", 0)]
    [InlineData("sudah", "sudha", 1)]
    [InlineData("sudah", "suda", 1)]
    [InlineData("sudah", "ssudah", 1)]
    [InlineData("sudah", "belum", 3)]
    [InlineData("password", "pasward", 2)]
    public void A_distance_counts_slips_up_to_its_limit(string a, string b, int distance)
    {
        Assert.Equal(distance, Typo.Distance(a, b, 2));
    }
}
