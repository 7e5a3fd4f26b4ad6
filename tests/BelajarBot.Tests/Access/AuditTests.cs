using System.Text.RegularExpressions;
using BelajarBot.Access;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Access;

/// <summary>What an admin of an area finds in <c>/audit</c>: all that was done there or by those of there, in words, by who, what and since when.</summary>
public sealed partial class AuditTests
{
    [Theory, BothDatabases]
    public async Task Acts_without_an_area_of_their_own_are_found_in_the_area_of_the_person_concerned_or_of_the_officer(DatabaseKind kind)
    {
        await using var chat = await OfficeAsync(kind);
        await chat.ExecuteAsync("update person set region = '33.01' where address = 'guru'");

        await chat.SaysAsync("/ekspor orang csv", "duta");
        await chat.SaysAsync("/jadwal", "duta");
        await chat.SaysAsync("/tiket", "dua");
        await chat.SaysAsync("/statistik", "guru");

        Assert.Equal(
            ["ekspor.figures 32", "jadwal.seen 32", "tiket.queue ", "statistik.refused 33.01"],
            await chat.QueryAsync<string>("select act || ' ' || area from audit order by id"));
        var seen = await TextAsync(chat, "/audit");
        Assert.Contains("duta: angka diambil sebagai berkas · Jawa Barat · orang", seen, StringComparison.Ordinal);
        Assert.Contains("duta: jadwal pengingat dilihat · Jawa Barat", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("/statistik", seen, StringComparison.Ordinal);
        Assert.Contains("perintah /statistik ditolak", await TextAsync(chat, "/audit", "pusat"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_record_is_searched_by_who_what_and_since_when_together(DatabaseKind kind)
    {
        await using var chat = await OfficeAsync(kind);
        await chat.SaysAsync("/ekspor orang csv", "duta");
        await chat.SaysAsync("/ekspor orang jateng", "duta");
        await chat.PressesAsync("k.peran.undang/kapten/32.73/30", "duta");
        await chat.PressesAsync("k.peran.undang/kapten/33/30", "admin");
        await chat.ExecuteAsync("update audit set area = '32' where act like '%.refused'");
        chat.Bot.Clock.Advance(TimeSpan.FromDays(2));
        await chat.PressesAsync("k.peran.undang/kapten/32.73/90", "duta");

        var byWho = await TextAsync(chat, "/audit duta peran");
        var refused = await TextAsync(chat, "/audit ditolak");
        var recent = await TextAsync(chat, "/audit duta sejak 3 maret 2026");
        var today = await TextAsync(chat, "/audit hari ini");
        var none = await TextAsync(chat, "/audit ekspor sejak 3 maret 2026");

        Assert.StartsWith("Catatan: perintah /peran, petugas duta\n", byWho, StringComparison.Ordinal);
        Assert.Equal(["undangan peran dibuat · Kota Bandung · Kapten belajar.id, 90 hari", "undangan peran dibuat · Kota Bandung · Kapten belajar.id, 30 hari"], Acts(byWho));
        Assert.Equal(["perintah /peran ditolak karena tanpa izin · Jawa Barat", "perintah /ekspor ditolak karena tanpa izin · Jawa Barat"], Acts(refused));
        Assert.StartsWith("Catatan: petugas duta, sejak Selasa, 3 Maret 2026\n", recent, StringComparison.Ordinal);
        Assert.Single(Acts(recent));
        Assert.Single(Acts(today));
        Assert.StartsWith("Belum ada catatan di wilayah Anda: perintah /ekspor, sejak", none, StringComparison.Ordinal);
        Assert.StartsWith("Tidak ada catatan tentang", await TextAsync(chat, "/audit siapa ekspor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_record_has_pages_and_the_way_back_and_looking_at_it_is_told_only_to_who_asks()
    {
        await using var chat = await OfficeAsync(DatabaseKind.Sqlite);
        for (var i = 1; i <= 23; i++)
        {
            await chat.ExecuteAsync(
                "insert into audit (at, officer_id, act, area, details) select @i, id, 'tiket.show', '32', @details from person where address = 'duta'",
                new { i, details = $"{i}" });
        }

        var first = await chat.SaysAsync("/audit tiket", "admin");
        var second = await chat.PressesAsync(PrivacyChat.DataOf(first, "Lebih lama"), "admin");
        var third = await chat.PressesAsync(PrivacyChat.DataOf(second, "Lebih lama"), "admin");
        var back = await chat.PressesAsync(PrivacyChat.DataOf(third, "Yang terbaru"), "admin");

        Assert.EndsWith("nomor 14", Assert.Single(first).Text.Text, StringComparison.Ordinal);
        Assert.EndsWith("nomor 1", Assert.Single(third).Text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(third.SelectMany(message => message.Buttons).SelectMany(row => row), button => button.Label == "Lebih lama");
        Assert.Equal(Assert.Single(first).Text.Text, Assert.Single(back).Text.Text);
        Assert.DoesNotContain("catatan dibaca", await TextAsync(chat, "/audit"), StringComparison.Ordinal);
        Assert.Equal(5, Acts(await TextAsync(chat, "/audit audit")).Count);
    }

    [Fact]
    public void Every_act_that_is_written_down_has_its_words()
    {
        var source = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src", "BelajarBot"), "*.cs", SearchOption.AllDirectories);
        var written = source.SelectMany(File.ReadLines).Where(line => line.Contains("AuditAsync(", StringComparison.Ordinal))
            .SelectMany(line => Act().Matches(line)).Select(match => match.Groups["act"].Value).Where(act => !act.EndsWith(".refused", StringComparison.Ordinal)).Distinct();

        Assert.Empty(written.Except(ActWords.Acts));
    }

    [Theory]
    [InlineData("semua")]
    [InlineData("p.peran")]
    [InlineData("p.peran+o.12+s.20260303+t")]
    public void A_filter_comes_back_as_a_button_carried_it(string written) => Assert.Equal(written, AuditFilter.Read(written)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("p.PERAN")]
    [InlineData("o.x")]
    [InlineData("s.20261399")]
    [InlineData("t+raja")]
    public void A_forged_filter_is_none(string written) => Assert.Null(AuditFilter.Read(written));

    /// <summary>A Duta and an admin of Jawa Barat, one who is Duta of two provinces, one of the whole country, and a teacher.</summary>
    private static async Task<PrivacyChat> OfficeAsync(DatabaseKind kind)
    {
        var chat = await PrivacyChat.StartAsync(kind);
        foreach (var (address, grants) in new (string, string[])[] { ("duta", ["duta 32"]), ("admin", ["admin 32"]), ("dua", ["duta 32", "duta 33"]), ("pusat", ["admin nasional"]), ("guru", []) })
        {
            await chat.SaysAsync("/menu", address);
            await chat.ExecuteAsync("update person set name = @address where address = @address", new { address });
            foreach (var grant in grants)
            {
                Assert.True(await chat.Bot.AppointAsync(address, grant, TestContext.Current.CancellationToken));
            }
        }

        return chat;
    }

    private static async Task<string> TextAsync(PrivacyChat chat, string asked, string address = "admin") => Assert.Single(await chat.SaysAsync(asked, address)).Text.Text;

    private static List<string> Acts(string record) => [.. record.Split('\n').Where(line => line.StartsWith('•')).Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..])];

    [GeneratedRegex(@"""(?<act>[a-z]+\.[a-z_]+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Act();
}
