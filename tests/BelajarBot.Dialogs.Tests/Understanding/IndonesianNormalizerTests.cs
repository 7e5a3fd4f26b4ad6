using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Tests.Understanding;

public sealed class IndonesianNormalizerTests
{
    private static readonly IndonesianNormalizer Normalizer =
        new(BahasaFiles.Lexicon, ["aktif", "masuk", "banget", "lengkap", "simpan", "tautan", "guru", "pembatik", "kirim", "daftar"]);

    [Theory]
    [InlineData("gmn cara aktifasi akun bljr id", "bagaimana aktivasi akun belajar id")]
    [InlineData("piye carane ngaktifke akun", "bagaimana aktivasi akun")]
    [InlineData("sdh masuk2 tp ga bs", "sudah masuk masuk tapi tidak bisa")]
    [InlineData("lengkap2", "lengkap lengkap")]
    [InlineData("level2 gmn", "level 2 bagaimana")]
    [InlineData("bangeeet", "banget")]
    [InlineData("daftar pppk", "daftar pppk")]
    [InlineData("uu pdp", "uu pdp")]
    [InlineData("can we join", "bisa ikut")]
    [InlineData("lupa pasword min", "lupa kata sandi")]
    [InlineData("teu tiasa lebet", "tidak bisa masuk")]
    [InlineData("min kak", "min kak")]
    [InlineData("maaf saat minggu", "maaf saat minggu")]
    [InlineData("pembatki", "pembatik")]
    public void Slang_becomes_standard_words(string typed, string standard)
    {
        Assert.Equal(standard, Normalizer.Text(typed));
    }

    [Theory]
    [InlineData("diaktifin", "aktif")]
    [InlineData("mengaktifkan", "aktif")]
    [InlineData("menyimpannya", "simpan")]
    [InlineData("pengiriman", "kirim")]
    [InlineData("gurunya", "guru")]
    [InlineData("makan", "makan")]
    public void Affixes_come_off_only_where_a_known_word_remains(string word, string stem)
    {
        Assert.Equal(stem, Normalizer.Stem(word));
    }

    [Fact]
    public void A_slip_that_could_be_two_words_is_left_alone()
    {
        var normalizer = new IndonesianNormalizer(Lexicon.Empty, ["kantin", "kancil", "kancin"]);

        Assert.Equal("kanctin", normalizer.Text("kanctin"));
    }

    [Fact]
    public void Mistakes_in_the_table_are_all_reported_with_their_lines()
    {
        const string Table = """
            standard,written
            sudah,sdh / udh
            sudah,udh
            belum
            belum,belum
            """;
        var problems = new List<DataProblem>();

        var lexicon = Lexicon.Parse("slang.csv", Table, problems);

        Assert.Equal([3, 4, 5], problems.Select(problem => problem.Line).Order());
        Assert.Equal("sudah", new IndonesianNormalizer(lexicon).Text("sdh"));
    }
}
