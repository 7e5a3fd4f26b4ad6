using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Tests.Understanding;

public sealed class RegionsTests
{
    [Theory]
    [InlineData("32.73", "32.73")]
    [InlineData("jabar", "32")]
    [InlineData("Jateng", "33")]
    [InlineData("DIY", "34")]
    [InlineData("kalsel", "63")]
    [InlineData("Babel", "19")]
    [InlineData("kepri", "21")]
    [InlineData("Jkt", "31")]
    [InlineData("kab bogor", "32.01")]
    [InlineData("Kab. Bogor", "32.01")]
    [InlineData("bogor kota", "32.71")]
    [InlineData("kt bandung", "32.73")]
    [InlineData("Solo", "33.72")]
    [InlineData("saya di Sleman bu", "34.04")]
    [InlineData("jaksel", "31.74")]
    [InlineData("palangka raya", "62.71")]
    [InlineData("Toli-toli", "72.04")]
    [InlineData("bandung barat", "32.17")]
    [InlineData("Kota Serang, Banten", "36.73")]
    [InlineData("banjar kalsel", "63.03")]
    [InlineData("kota jambi", "15.71")]
    [InlineData("provinsi jambi", "15")]
    [InlineData("91.01", "93.01")]
    [InlineData("92.71", "96.71")]
    [InlineData("Purwakrta", "32.14")]
    [InlineData("banyuwngi", "35.10")]
    [InlineData("ciamis, jawa barat", "32.07")]
    public void A_place_is_recognised_however_it_is_written(string typed, string code)
    {
        Assert.Equal([code], BahasaFiles.Regions.Resolve(typed).Select(region => region.Code));
    }

    [Theory]
    [InlineData("Bandung", "32.04", "32.73")]
    [InlineData("banjar", "32.79", "63.03")]
    [InlineData("Jambi", "15", "15.71")]
    [InlineData("gorontalo", "75", "75.01", "75.71")]
    [InlineData("jogja", "34", "34.71")]
    [InlineData("bandng", "32.04", "32.73")]
    public void A_name_of_several_places_offers_them_all(string typed, params string[] codes)
    {
        Assert.Equal(codes, BahasaFiles.Regions.Resolve(typed).Select(region => region.Code).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("entah di mana")]
    [InlineData("99.99")]
    [InlineData("abcdefghij")]
    public void What_is_no_place_gives_none(string typed)
    {
        Assert.Empty(BahasaFiles.Regions.Resolve(typed));
    }

    [Fact]
    public void A_question_for_a_province_takes_the_province_of_a_city()
    {
        BahasaFiles.Types.TryCreate("region", new ValueOptions(Level: RegionLevel.Province), out var type);

        var result = type!.Parse(new TextInput("Bandung"), Context);

        Assert.Equal(new ValueResult.Accepted("32", "Jawa Barat"), result);
    }

    [Fact]
    public void A_question_for_a_regency_offers_those_of_the_province()
    {
        BahasaFiles.Types.TryCreate("region", new ValueOptions(Level: RegionLevel.Regency), out var type);

        var result = Assert.IsType<ValueResult.Choose>(type!.Parse(new TextInput("Banten"), Context));

        Assert.Equal(8, result.Options.Length);
    }

    [Fact]
    public void All_regions_are_there_and_every_name_finds_its_region()
    {
        Assert.Equal(552, BahasaFiles.Regions.All.Count);
        foreach (var region in BahasaFiles.Regions.All)
        {
            Assert.Contains(region, BahasaFiles.Regions.Resolve(region.Name));
            Assert.Contains(region, BahasaFiles.Regions.Resolve(region.Name.ToUpperInvariant().Replace("KABUPATEN", "KAB.", StringComparison.Ordinal)));
        }
    }

    private static ValueContext Context => new(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, "id");
}
