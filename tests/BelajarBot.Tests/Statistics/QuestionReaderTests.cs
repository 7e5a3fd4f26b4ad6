using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Hosting;
using BelajarBot.Statistics;
using Understood = BelajarBot.Statistics.Understood;

namespace BelajarBot.Tests.Statistics;

/// <summary>Questions about figures in words, on the shipped dialogs and regions; today is Thursday, 5 March 2026.</summary>
public sealed class QuestionReaderTests(QuestionReaderTests.Shipped shipped) : IClassFixture<QuestionReaderTests.Shipped>
{
    private static readonly DateOnly Today = new(2026, 3, 5);

    [Theory]
    [InlineData("", "ringkasan")]
    [InlineData("aktivasi jabar minggu ini", "belajar_id 32 minggu ini")]
    [InlineData("Minggu ini, aktivasi di Jawa Barat!", "belajar_id 32 minggu ini")]
    [InlineData("aktivasi jabar this week", "belajar_id 32 minggu ini")]
    [InlineData("belajar.id 32.73 mgg ini", "belajar_id 32.73 minggu ini")]
    [InlineData("aktivasi masuk pertama kota bandung", "belajar_id masuk_pertama 32.73")]
    [InlineData("orang per kabupaten", "orang per kab")]
    [InlineData("people by week", "orang per minggu")]
    [InlineData("jabar per jenjang", "orang 32 per jenjang")]
    [InlineData("orang sd jabar", "orang 32 sd")]
    [InlineData("tiket bulan ini", "tiket bulan ini")]
    [InlineData("orang nasional 12 hari", "orang nasional 12 hari")]
    [InlineData("orang 12", "orang 12")]
    [InlineData("orang maret 2025", "orang maret 2025")]
    [InlineData("orang februari", "orang februari 2026")]
    [InlineData("orang 2026-01-05 2026-01-11", "orang 2026-01-05 s/d 2026-01-11")]
    [InlineData("orang 2026-01-05 s/d 2026-01-11", "orang 2026-01-05 s/d 2026-01-11")]
    [InlineData("orang 5/1/2026 sampai 11/1/2026", "orang 2026-01-05 s/d 2026-01-11")]
    [InlineData("orang 2026-01-05", "orang 2026-01-05")]
    [InlineData("aktivasi 11 maret 2026", "belajar_id 2026-03-11")]
    [InlineData("aktivasi 1 maret jabar", "belajar_id 32 2026-03-01")]
    [InlineData("orang sd 11 maret", "orang sd 2025-03-11")]
    [InlineData("orang 1-15 februari", "orang 2026-02-01 s/d 2026-02-15")]
    [InlineData("orang 1 – 15 Februari 2025", "orang 2025-02-01 s/d 2025-02-15")]
    [InlineData("orang dari 28 desember sampai 3 januari", "orang 2025-12-28 s/d 2026-01-03")]
    [InlineData("pembatik level 2 maret", "pembatik lulus_level_2 maret 2026")]
    [InlineData("orang 32 maret", "orang 32 maret 2026")]
    [InlineData("orang minggu lalu", "orang minggu lalu")]
    [InlineData("orang last week", "orang minggu lalu")]
    [InlineData("orang hari ini", "orang hari ini")]
    [InlineData("orang kemarin", "orang kemarin")]
    [InlineData("orang 3 bulan", "orang 3 bulan")]
    [InlineData("orang tahun ini", "orang tahun ini")]
    [InlineData("pembatik 2025", "pembatik 2025")]
    [InlineData("level 2 pembatik jabar 2025 bulan ini", "pembatik 2025 lulus_level_2 32 bulan ini")]
    [InlineData("pembatik maret 2025", "pembatik maret 2025")]
    [InlineData("orang papua selatan", "orang 93")]
    [InlineData("orang kota bandung jawa barat", "orang 32.73")]
    [InlineData("orang di provinsi jawa barat", "orang 32")]
    [InlineData("orang kabupaten bandung barat minggu ini", "orang 32.17 minggu ini")]
    [InlineData("orang 91.01", "orang 93.01")]
    public void Words_in_any_order_are_one_question(string text, string words)
    {
        var understood = QuestionReader.Read(text, shipped.Library, Today);

        var question = Assert.IsType<Understood.Clear>(understood).Question;
        Assert.Equal(words, question.ToWords());
    }

    [Theory]
    [InlineData("belajar_id masuk_pertama 32.73 sd 7 hari per kab")]
    [InlineData("orang nasional minggu ini per jenjang")]
    [InlineData("tiket 32 bulan ini")]
    [InlineData("belajar_id 75 minggu lalu")]
    [InlineData("orang 11 bulan ini")]
    [InlineData("belajar_id 75 minggu ini")]
    [InlineData("orang 12 bulan ini")]
    [InlineData("orang 32 hari ini")]
    [InlineData("orang 32 minggu lalu per kab")]
    [InlineData("orang 12 minggu")]
    public void What_a_button_carries_is_read_as_it_was_meant(string words)
    {
        var once = Assert.IsType<Understood.Clear>(QuestionReader.Read(words, shipped.Library, Today)).Question;

        Assert.Equal(words, once.ToWords());
        Assert.Equal(once, Assert.IsType<Understood.Clear>(QuestionReader.Read(once.ToWords(), shipped.Library, Today)).Question);
    }

    [Fact]
    public void A_name_of_several_areas_asks_which()
    {
        var understood = QuestionReader.Read("aktivasi bandung", shipped.Library, Today);

        Assert.Equal(["32.04", "32.73"], Assert.IsType<Understood.WhichArea>(understood).Areas.Select(area => area.Code).Order());
    }

    [Theory]
    [InlineData("aktivasi di narnia", "narnia")]
    [InlineData("kab bandung smp triwulan ini", "triwulan ini")]
    [InlineData("berapa guru yg belum aktif di kota bandung", "guru yg belum aktif")]
    [InlineData("orang jabar kemarau", "kemarau")]
    [InlineData("orang 2026-03-05 2026-03-01", "2026-03-05 2026-03-01")]
    [InlineData("orang 2020-01-01 2026-03-01", "2020-01-01 2026-03-01")]
    [InlineData("orang 2026-02-31", "2026-02-31")]
    [InlineData("tiket 9999-12-31", "9999-12-31")]
    [InlineData("orang 0001-01-01", "0001-01-01")]
    [InlineData("orang 1 maret 2019, jabar", "1 maret 2019")]
    [InlineData("orang 31 februari", "31 februari")]
    [InlineData("orang 15-1 februari jabar", "15-1 februari")]
    [InlineData("orang 1 januari, 1 februari, 1 maret", "1 januari, 1 februari, 1 maret")]
    [InlineData("orang sampai 1 maret", "sampai 1 maret")]
    [InlineData("'; drop table counter; --", "drop table counter")]
    public void Words_that_mean_nothing_are_named(string text, string unknown)
    {
        var understood = QuestionReader.Read(text, shipped.Library, Today);

        Assert.Equal(unknown, Assert.IsType<Understood.Unknown>(understood).Words);
    }

    [Fact]
    public void Most_people_are_stuck_where_the_way_narrows_most()
    {
        Assert.Equal((1, 60), Funnel.StuckAt([100, 90, 30, 20]));
        Assert.Equal((0, 5), Funnel.StuckAt([5, 0, 3]));
        Assert.Null(Funnel.StuckAt([0, 0, 4]));
    }

    [Theory]
    [InlineData("minggu ini", "2026-03-02 s/d 2026-03-05", "2026-02-23 s/d 2026-02-26")]
    [InlineData("minggu lalu", "2026-02-23 s/d 2026-03-01", "2026-02-16 s/d 2026-02-22")]
    [InlineData("bulan ini", "2026-03-01 s/d 2026-03-05", "2026-02-01 s/d 2026-02-05")]
    [InlineData("bulan lalu", "2026-02-01 s/d 2026-02-28", "2026-01-01 s/d 2026-01-31")]
    [InlineData("maret 2024", "2024-03-01 s/d 2024-03-31", "2024-02-01 s/d 2024-02-29")]
    [InlineData("tahun ini", "2026-01-01 s/d 2026-03-05", "2025-01-01 s/d 2025-03-05")]
    [InlineData("4 hari", "2026-03-02 s/d 2026-03-05", "2026-02-26 s/d 2026-03-01")]
    [InlineData("kemarin", "2026-03-04", "2026-03-03")]
    public void A_week_is_compared_with_the_same_days_of_the_week_before_and_so_are_months_and_years(string words, string days, string before)
    {
        var period = Assert.IsType<Understood.Clear>(QuestionReader.Read($"orang {words}", shipped.Library, Today)).Question.Period!;

        Assert.Equal(days, new Period(period.From, period.To).Words);
        Assert.Equal(before, period.Before.Words);
    }

    /// <summary>The shipped dialogs, loaded once.</summary>
    public sealed class Shipped : IAsyncLifetime
    {
        internal DialogLibrary Library { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var files = await DialogFolder.ReadAsync(DialogFolder.Find("dialogs"), CancellationToken.None);
            var loaded = DialogLoader.Load(files, [], BotHost.Contracts);
            Assert.Empty(loaded.Problems);
            Library = loaded.Library!;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
