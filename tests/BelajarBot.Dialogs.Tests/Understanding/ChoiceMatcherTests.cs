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

    private static readonly ChoiceMatcher Found = new(
        [
            new ChoiceWords("ya", ["Sudah ketemu", "sudah", "ketemu", "ya", "ada"]),
            new ChoiceWords("tidak", ["Tidak ditemukan", "tidak", "tidak ada", "gagal", "belum", "no", "i dont"]),
        ],
        Normalizer,
        question: ["Alamatnya sudah ketemu?"]);

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

    [Theory]
    [InlineData("tidak berhasil")]
    [InlineData("gak berhasil bu")]
    [InlineData("belum juga sukses")]
    [InlineData("nggak bisa")]
    public void Whoever_denies_the_yes_takes_the_only_no(string typed)
    {
        Assert.Equal(new ChoiceMatch.Matched("gagal"), Login.Match(typed));
    }

    [Fact]
    public void A_negation_where_two_choices_say_no_matches_none()
    {
        var matcher = new ChoiceMatcher(
            [new ChoiceWords("ya", ["Berhasil", "bisa"]), new ChoiceWords("belum", ["Belum dicoba"]), new ChoiceWords("gagal", ["Tidak muncul"])], Normalizer);

        Assert.Equal(ChoiceMatch.None.Instance, matcher.Match("kayaknya gak bisa"));
    }

    [Theory]
    [InlineData("ga bisa dibuka webnya")]
    [InlineData("npsn saya gak tau")]
    [InlineData("belum saya cek")]
    [InlineData("operator saya ga mau bantu")]
    [InlineData("no wa helpdesk belajar.id")]
    [InlineData("ada di operator")]
    [InlineData("sudah saya tanya operator tapi sibuk")]
    public void A_yes_or_no_about_something_else_is_no_answer(string typed)
    {
        Assert.Equal(ChoiceMatch.None.Instance, Found.Match(typed));
    }

    [Theory]
    [InlineData("belum bu", "tidak")]
    [InlineData("masih belum ketemu pak", "tidak")]
    [InlineData("alamatnya belum", "tidak")]
    [InlineData("gak ketemu", "tidak")]
    [InlineData("sudah saya cari tidak ketemu", "tidak")]
    [InlineData("sudah beres", "ya")]
    [InlineData("alhamdulillah sudah ada bu", "ya")]
    [InlineData("ya alamatnya sudah", "ya")]
    [InlineData("iya", "ya")]
    [InlineData("iya bu", "ya")]
    public void A_yes_or_no_to_the_question_itself_is_the_answer(string typed, string id)
    {
        Assert.Equal(new ChoiceMatch.Matched(id), Found.Match(typed));
    }

    [Theory]
    [InlineData("tanpa", "tanpa")]
    [InlineData("satu aja", "satu")]
    [InlineData("yang situs", "situs")]
    public void A_word_that_only_one_label_has_is_that_label(string typed, string id)
    {
        var matcher = new ChoiceMatcher(
            [new ChoiceWords("satu", ["Satu foto"]), new ChoiceWords("dua", ["Dua foto"]), new ChoiceWords("tanpa", ["Tanpa foto"]), new ChoiceWords("situs", ["Situs web"])], Normalizer);

        Assert.Equal(new ChoiceMatch.Matched(id), matcher.Match(typed));
    }

    [Fact]
    public void Part_of_a_label_without_its_no_is_not_that_label()
    {
        var matcher = new ChoiceMatcher([new ChoiceWords("sandi", ["Sandi salah"]), new ChoiceWords("muncul", ["Tidak muncul"])], Normalizer);

        Assert.Equal(ChoiceMatch.None.Instance, matcher.Match("muncul"));
    }

    [Fact]
    public void What_a_sentence_says_beside_its_answer_is_left_for_the_next_question()
    {
        var trouble = new ChoiceMatcher([new ChoiceWords("kode", ["Diminta kode verifikasi", "kode verifikasi"]), new ChoiceWords("sandi", ["Kata sandi salah"])], Normalizer);

        Assert.Equal(new ChoiceMatch.Matched("gagal"), Login.Match("tidak bisa karena minta kode verifikasi", out var rest));

        Assert.Equal("kode", trouble.NamedIn(rest));
    }

    [Fact]
    public void What_it_denies_is_not_left_for_the_next_question()
    {
        var trouble = new ChoiceMatcher([new ChoiceWords("kode", ["Diminta kode verifikasi", "kode verifikasi"])], Normalizer);

        Assert.Null(trouble.NamedIn(["tidak", "ada", "kode", "verifikasi"]));
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
