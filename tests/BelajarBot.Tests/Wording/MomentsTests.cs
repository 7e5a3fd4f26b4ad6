using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Hosting;
using BelajarBot.Wording;

namespace BelajarBot.Tests.Wording;

/// <summary>How moments, spans and numbers are written; what the dialog core writes and reads says the same.</summary>
public sealed class MomentsTests
{
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    /// <summary>Monday, 08:00 in Jakarta.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Asia/Jakarta", "id", "Senin, 2 Maret 2026, pukul 08.00 WIB")]
    [InlineData("Asia/Makassar", "id", "Senin, 2 Maret 2026, pukul 09.00 WITA")]
    [InlineData("Asia/Jayapura", "id", "Senin, 2 Maret 2026, pukul 10.00 WIT")]
    [InlineData("Asia/Tokyo", "id", "Senin, 2 Maret 2026, pukul 10.00 UTC+09:00")]
    [InlineData("UTC", "en", "Monday, 2 March 2026, 01:00 UTC")]
    [InlineData("Asia/Jakarta", "en", "Monday, 2 March 2026, 08:00 WIB")]
    public void A_moment_names_its_clock(string zone, string language, string words) =>
        Assert.Equal(words, Moments.At(Now, TimeZoneInfo.FindSystemTimeZoneById(zone), language));

    [Theory]
    [InlineData(0.01, "id", "36 detik lagi")]
    [InlineData(2, "id", "2 jam lagi")]
    [InlineData(24, "id", "besok")]
    [InlineData(48, "id", "2 hari lagi")]
    [InlineData(24 * 70, "id", "2 bulan lagi")]
    [InlineData(24 * 800, "id", "2 tahun lagi")]
    [InlineData(-3, "id", "3 jam yang lalu")]
    [InlineData(-24, "id", "kemarin")]
    [InlineData(-72, "id", "3 hari yang lalu")]
    [InlineData(48, "en", "2 days from now")]
    [InlineData(24, "en", "tomorrow")]
    public void What_lies_between_is_told_in_words(double hours, string language, string words) =>
        Assert.Equal(words, Moments.FromNow(Now.AddHours(hours), Now, Jakarta, language));

    [Theory]
    [InlineData(125, "id", "2 jam 5 menit")]
    [InlineData(60 * 24 * 3, "id", "3 hari")]
    [InlineData(125, "en", "2 hours 5 minutes")]
    public void A_span_has_its_two_largest_units(double minutes, string language, string words) =>
        Assert.Equal(words, Moments.Span(TimeSpan.FromMinutes(minutes), language));

    [Fact]
    public async Task Numbers_and_days_are_written_as_the_dialogs_write_them()
    {
        var data = DialogLoader.Load(await DialogFolder.ReadAsync("dialogs", TestContext.Current.CancellationToken), [], BotHost.Contracts).Library!.Texts.Data;

        foreach (var language in new[] { "id", "en" })
        {
            var context = new ValueContext(Now, Jakarta, language);
            Assert.All(new[] { 0m, 7m, 1234.5m, 1000000m, -12.25m }, number => Assert.Equal(
                data.Display("number", number.ToString(System.Globalization.CultureInfo.InvariantCulture), context), Moments.Number(number, language)));
            Assert.Equal(data.Display("date", "2026-03-02", context), Moments.Day(Now, Jakarta, language));
            Assert.StartsWith(LanguageData.Moment(Now, context), Moments.At(Now, Jakarta, language), StringComparison.Ordinal);
        }

        Assert.Equal("1.234,5", Moments.Number(1234.5m, "id"));
    }

    [Fact]
    public async Task What_it_writes_of_days_the_date_reader_reads_again()
    {
        var data = DialogLoader.Load(await DialogFolder.ReadAsync("dialogs", TestContext.Current.CancellationToken), [], BotHost.Contracts).Library!.Texts.Data;
        Assert.True(data.Types.TryCreate("date", ValueOptions.None, out var date));

        Assert.All(Enumerable.Range(-25, 50).Where(days => days != 0), days => Assert.Equal(
            DateOnly.FromDateTime(Now.UtcDateTime).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Assert.IsType<ValueResult.Accepted>(date.Parse(
                new TextInput(Moments.FromNow(Now.AddDays(days), Now, Jakarta, "id")), new ValueContext(Now, Jakarta, "id"))).Value));
    }
}
