using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Tests.Understanding;

public sealed class ChoiceMatcherTests
{
    private static readonly IndonesianNormalizer Normalizer = new(BahasaFiles.Lexicon);

    private static readonly ChoiceMatcher Account = new(
        [
            new ChoiceWords("sudah", ["Sudah punya", "sdh", "punya", "ada", "sudah"]),
            new ChoiceWords("belum", ["Belum punya", "blm", "belum ada", "belum"]),
            new ChoiceWords("lupa", ["🔑 Lupa kata sandi", "lupa password", "lupa sandi"]),
        ],
        Normalizer);

    private static readonly ChoiceMatcher Login = new(
        [
            new ChoiceWords("ya", ["Berhasil", "sudah", "bisa", "sukses"]),
            new ChoiceWords("gagal", ["Belum bisa", "gagal", "tidak bisa", "error"]),
        ],
        Normalizer);

    [Theory]
    [InlineData("Sudah punya", "sudah")]
    [InlineData("SUDAH PUNYA!!!", "sudah")]
    [InlineData("lupa kata sandi", "lupa")]
    [InlineData("blm", "belum")]
    [InlineData("durung duwe", "belum")]
    [InlineData("teu acan", "belum")]
    [InlineData("sudah puny", "sudah")]
    [InlineData("lupa pasword", "lupa")]
    [InlineData("belum ada", "belum")]
    [InlineData("iya bu sudah", "sudah")]
    [InlineData("saya belum punya akun pak", "belum")]
    [InlineData("1", "sudah")]
    [InlineData("nomor 2", "belum")]
    [InlineData("no. 3", "lupa")]
    [InlineData("yg pertama", "sudah")]
    [InlineData("yang ke 2", "belum")]
    [InlineData("pilihan b", "belum")]
    [InlineData("yang terakhir", "lupa")]
    [InlineData("１", "sudah")]
    public void Words_buttons_and_typos_mean_the_same_choice(string typed, string id)
    {
        Assert.Equal(new ChoiceMatch.Matched(id), Account.Match(typed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("🙏")]
    [InlineData("4")]
    [InlineData("apa itu akun?")]
    [InlineData("apakah saya sudah punya?")]
    [InlineData("kalau belum punya bagaimana")]
    [InlineData("sudah tapi hilang")]
    [InlineData("kucing")]
    public void What_means_no_choice_is_not_forced_into_one(string typed)
    {
        Assert.Equal(ChoiceMatch.None.Instance, Account.Match(typed));
    }

    [Theory]
    [InlineData("tidak bisa", "gagal")]
    [InlineData("masih belum bisa pak", "gagal")]
    [InlineData("gak bisa bu", "gagal")]
    [InlineData("ora iso", "gagal")]
    [InlineData("alhamdulillah bisa", "ya")]
    [InlineData("sudah bisa masuk", "ya")]
    public void A_negated_word_is_not_the_word(string typed, string id)
    {
        Assert.Equal(new ChoiceMatch.Matched(id), Login.Match(typed));
    }

    [Fact]
    public void A_negation_that_no_choice_has_matches_none()
    {
        Assert.Equal(ChoiceMatch.None.Instance, Login.Match("belum juga sukses"));
    }

    [Fact]
    public void Words_of_two_choices_ask_again_with_both()
    {
        var match = Account.Match("sudah punya dan lupa sandi");

        Assert.Equal(new ChoiceMatch.Ambiguous("lupa", "sudah"), match);
    }

    [Fact]
    public void A_slip_as_near_to_two_choices_asks_again_with_both()
    {
        var matcher = new ChoiceMatcher([new ChoiceWords("x", ["kancil"]), new ChoiceWords("y", ["kancin"])], Normalizer);

        Assert.Equal(new ChoiceMatch.Ambiguous("x", "y"), matcher.Match("kancir"));
    }

    [Theory]
    [InlineData("Ya, saya setuju", true)]
    [InlineData("ya saya setuju", true)]
    [InlineData("ya saya setju", false)]
    [InlineData("1", false)]
    [InlineData("iya bu ya saya setuju deh", false)]
    public void A_strict_question_takes_only_the_words_themselves(string typed, bool taken)
    {
        var consent = new ChoiceMatcher([new ChoiceWords("ya", ["Ya, saya setuju"]), new ChoiceWords("tidak", ["Tidak"])], Normalizer, strict: true);

        Assert.Equal(taken, consent.Match(typed) is ChoiceMatch.Matched);
    }

    [Fact]
    public void Numbers_in_labels_are_labels_and_not_positions()
    {
        var teams = new ChoiceMatcher([new ChoiceWords("dua", ["2 tim"]), new ChoiceWords("satu", ["1 tim"])], Normalizer);

        Assert.Equal(new ChoiceMatch.Matched("satu"), teams.Match("1 tim"));
        Assert.Equal(ChoiceMatch.None.Instance, teams.Match("2"));
    }

    [Fact]
    public void A_label_of_emoji_alone_can_be_typed()
    {
        var mood = new ChoiceMatcher([new ChoiceWords("baik", ["👍"]), new ChoiceWords("buruk", ["👎"])], Normalizer);

        Assert.Equal(new ChoiceMatch.Matched("buruk"), mood.Match(" 👎 "));
    }

    [Fact]
    public void Whatever_is_typed_gives_an_answer()
    {
        var random = new Random(11);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(0x20, 0x3000)));

            Assert.NotNull(Account.Match(text));
        }
    }

    [Fact]
    public void A_label_typed_in_full_allocates_nothing()
    {
        Account.Match("Sudah punya");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Account.Match("  sudah PUNYA ✅");

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
