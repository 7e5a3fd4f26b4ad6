using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Broadcasts;

/// <summary>When a broadcast goes out: never at night without somebody having been told, and at the hour that was meant.</summary>
public sealed class BroadcastHoursTests
{
    [Theory]
    [InlineData(8, 1, nameof(NightShare.None))]
    [InlineData(19.5, 0.2, nameof(NightShare.None))]
    [InlineData(19, 13, nameof(NightShare.Some))]
    [InlineData(19.9, 1, nameof(NightShare.Some))]
    [InlineData(6, 2, nameof(NightShare.Some))]
    [InlineData(3.4, 0.1, nameof(NightShare.All))]
    [InlineData(20, 11, nameof(NightShare.All))]
    [InlineData(20, 11.1, nameof(NightShare.Some))]
    [InlineData(8, 30, nameof(NightShare.Some))]
    public void How_much_of_it_arrives_at_night_is_told_from_all_of_its_time(double hour, double hours, string expected) =>
        Assert.Equal(expected, Night(hour, hours, "Asia/Jakarta").Night.ToString());

    [Fact]
    public void Where_it_is_night_in_one_part_of_the_country_only_it_is_some_of_it_and_morning_comes_with_the_last()
    {
        var evening = Night(19.5, 0.1, "Asia/Jakarta", "Asia/Jayapura");

        Assert.Equal(NightShare.Some, evening.Night);
        Assert.Equal(evening.Start.AddHours(11.5), evening.Morning);
    }

    [Fact]
    public async Task What_was_looked_at_by_day_does_not_go_at_night_before_its_officer_was_told()
    {
        await using var chat = await StartAsync();
        await chat.ComposesAsync("duta", "Halo");
        Assert.DoesNotContain("🌙", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.PassesAsync(TimeSpan.FromHours(15.2), "duta");

        await chat.SaysAsync("duta", "kirim");
        Assert.Equal(["draft"], await chat.QueryAsync<string>("select state from broadcast"));
        Assert.Contains(chat.ReadBy("duta"), message => message.Text.Text.StartsWith("Sekarang sudah masuk jam tenang penerima.", StringComparison.Ordinal));
        Assert.Contains("🌙 Semuanya sampai di jam tenang penerima", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.SaysAsync("duta", "kirim");
        Assert.StartsWith("Siaran 1 dimulai", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ya", 0.1, "Siaran 1 Anda setujui.")]
    [InlineData("✅ Setujui untuk Selasa, 3 Maret 2026, pukul 07.00 WIB", 7.5, "Siaran 1 Anda setujui. Dikirim Selasa, 3 Maret 2026, pukul 07.00 WIB.")]
    public async Task Whoever_approves_at_night_is_asked_whether_it_shall_go_now_or_in_the_morning(string answer, double hours, string told)
    {
        await using var chat = await StartAsync(approvalAbove: 0);
        await chat.ComposesAsync("duta", "Halo");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromHours(15.5), "admin");
        Assert.Contains("Waktu: begitu disetujui. Lama pengiriman: kurang dari semenit.", chat.Last("admin").Text.Text, StringComparison.Ordinal);

        await chat.PressesAsync("admin", "✅ Setujui");
        Assert.StartsWith("Siaran 1 diajukan Senin, 2 Maret 2026, pukul 08.00 WIB, dan dikirim begitu Anda menyetujui. 🌙 Semuanya", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        Assert.Equal(["awaiting"], await chat.QueryAsync<string>("select state from broadcast"));
        await chat.SaysAsync("admin", answer);
        Assert.Equal(told, chat.Last("admin").Text.Text);
        await chat.PassesAsync(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(5), "sari");
        Assert.Equal(hours < 1 ? 1 : 0, chat.ReadBy("sari").Count);
        await chat.PassesAsync(TimeSpan.FromMinutes(6), "sari");

        Assert.Single(chat.ReadBy("sari"));
    }

    [Fact]
    public async Task Whoever_approves_days_later_what_was_to_go_at_once_has_to_mean_it()
    {
        await using var chat = await StartAsync(approvalAbove: 0);
        await chat.ComposesAsync("duta", "Halo");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromHours(50), "admin");

        await chat.PressesAsync("admin", "✅ Setujui");
        Assert.Equal(["✅ Ya, kirim sekarang", "↩️ Kembalikan"], chat.Last("admin").Buttons.Select(row => row[0].Label));
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "sari");
        Assert.Empty(chat.ReadBy("sari"));
        await chat.PressesAsync("admin", "✅ Ya, kirim sekarang");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "sari");

        Assert.Single(chat.ReadBy("sari"));
    }

    [Theory]
    [InlineData("sore", "Kamis, 5 Maret 2026, pukul 15.00 WIB")]
    [InlineData("yang sore", "Kamis, 5 Maret 2026, pukul 15.00 WIB")]
    [InlineData("pukul 15.00", "Kamis, 5 Maret 2026, pukul 15.00 WIB")]
    [InlineData("jam 3 sore", "Kamis, 5 Maret 2026, pukul 15.00 WIB")]
    [InlineData("15", "Kamis, 5 Maret 2026, pukul 15.00 WIB")]
    [InlineData("03.00", "Kamis, 5 Maret 2026, pukul 03.00 WIB")]
    [InlineData("pagi", "Kamis, 5 Maret 2026, pukul 03.00 WIB")]
    [InlineData("besok jam 3 sore", "Selasa, 3 Maret 2026, pukul 15.00 WIB")]
    [InlineData("jam 3", "Yang mana?")]
    [InlineData("jam 8", "Yang mana?")]
    [InlineData("sore aja ya", "Kamis, 5 Maret 2026, pukul 15.00 WIB")]
    [InlineData("???", "Waktunya belum bisa dibaca.")]
    [InlineData("terserah", "Waktunya belum bisa dibaca.")]
    public async Task Which_of_two_hours_is_meant_can_be_typed_and_keeps_the_day(string typed, string expected)
    {
        await using var chat = await StartAsync();
        await chat.ComposesAsync("duta", "Halo", time: "5 Maret jam 3");
        Assert.Equal("Yang mana?", chat.Last("duta").Text.Text);

        await chat.SaysAsync("duta", typed);

        Assert.Contains(expected, chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_in_more_than_a_year_is_a_mistake()
    {
        await using var chat = await StartAsync();

        await chat.ComposesAsync("duta", "Halo", time: "9 Maret 2035 jam 9 pagi");
        Assert.StartsWith("Waktu itu lebih dari setahun lagi.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("duta", "9 Maret jam 9 pagi");

        Assert.Contains("Waktu: Senin, 9 Maret 2026, pukul 09.00 WIB.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    /// <summary>A Duta, an admin and a teacher of Jawa Barat, at 08:00 WIB.</summary>
    private static async Task<BroadcastChat> StartAsync(long approvalAbove = 500)
    {
        var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite, options => options.ApprovalAbove = approvalAbove);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("admin", Role.Admin, "32");
        await chat.TeacherAsync("sari");
        return chat;
    }

    private static Delivery Night(double hour, double hours, params string[] zones) => new(
        new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(7)).AddHours(hour), TimeSpan.FromHours(hours), [.. zones.Select(TimeZoneInfo.FindSystemTimeZoneById)], QuietHours.Usual);
}
