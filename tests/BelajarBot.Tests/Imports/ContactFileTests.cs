using System.Text;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Broadcasts;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Imports;

/// <summary>An admin sends the list of contacts of their area as a file.</summary>
public sealed class ContactFileTests
{
    private const string Admin = "ani";
    private const string List = "area;name;phone\n32;Dinas Jabar;022\n32.73;Kapten Bandung;0812\n32.73;Duta Bandung;0813\n";

    [Theory, BothDatabases]
    public async Task A_list_in_a_file_is_shown_first_and_takes_its_place_once_with_a_yes(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind);

        await SendsAsync(chat, Encoding.UTF8.GetBytes(List));
        Assert.StartsWith("Berkasnya sedang dibaca", chat.Last(Admin).Text.Text, StringComparison.Ordinal);
        await chat.PassesAsync(TimeSpan.FromSeconds(3), Admin);

        Assert.StartsWith("3 kontak terbaca:\n• Jawa Barat: 1\n• Kota Bandung: 2\n", chat.Last(Admin).Text.Text, StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<string>("select name from office_contact"));
        var save = new PressInput(chat.DataOf(Admin, "✅ Simpan 3 kontak"));
        await chat.SendsAsync(Admin, save);
        Assert.Equal("3 kontak tersimpan: Jawa Barat, Kota Bandung.", chat.Last(Admin).Text.Text);
        await chat.SendsAsync(Admin, save);
        Assert.StartsWith("Daftar itu sudah disimpan", chat.Last(Admin).Text.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await chat.QueryAsync<string>("select name from office_contact")).Count);
        Assert.Empty(await chat.QueryAsync<long>("select person_id from contact_file"));
        Assert.Single(await chat.QueryAsync<string>("select act from audit where act = 'kontak.imported'"));
    }

    [Fact]
    public async Task Every_line_that_is_wrong_is_told_by_its_number_and_nothing_is_kept()
    {
        await using var chat = await StartAsync();

        await SendsAsync(chat, "area;name;phone\n32;Dinas Jabar;022\n33;Dinas Jateng;024\n32;Bu Rina;\n32;Bu Tini 3201123456780001;021\n"u8.ToArray());
        await chat.PassesAsync(TimeSpan.FromSeconds(3), Admin);

        Assert.Equal(
            "Belum ada yang disimpan:\n• baris 3 di luar wilayah Anda\n• baris 4 tidak dapat dibaca: periksa kolom, wilayah, dan cara menghubunginya\n"
                + "• baris 5 berisi nomor identitas, kata sandi, atau kode: hapus itu",
            chat.Last(Admin).Text.Text.Split("\nPerbaiki")[0]);
        Assert.Empty(await chat.QueryAsync<long>("select person_id from contact_file"));
        Assert.Single(await chat.QueryAsync<string>("select act from audit where act = 'kontak.refused'"));
        await chat.PressesAsync(Admin, "✏️ Kirim daftar lagi");
        Assert.StartsWith("Tulis daftarnya dalam satu pesan, atau kirim sebagai berkas CSV.", chat.Last(Admin).Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_table_in_UTF_8_too_large_or_gone_is_told_with_the_way_out()
    {
        await using var chat = await StartAsync();
        foreach (var (content, answer) in new (Download, string)[]
        {
            (new Download.Read(Encoding.Latin1.GetBytes("area;name;phone\n32;Café;022\n")), "• baris 2: berkasnya bukan teks UTF-8"),
            (new Download.Read(Encoding.Unicode.GetBytes(List)), "• baris 1: berkasnya bukan teks UTF-8"),
            (new Download.Read(Encoding.UTF8.GetBytes(List + new string(' ', 2000) + "\0")), "• baris 1: berkasnya bukan teks UTF-8"),
            (new Download.Read([]), "• baris 1 tidak dapat dibaca"), (new Download.Read("area;name;phone\n"u8.ToArray()), "• baris 2 tidak dapat dibaca"),
            (new Download.Read(new byte[300_000]), "Berkasnya terlalu besar; paling banyak 256 KB."),
            (new Download.Gone("wrong file_id"), "Berkasnya tidak bisa diambil."),
            (new Download.TryLater(TimeSpan.FromSeconds(5), "no connection"), "Berkasnya tidak bisa diambil."),
        })
        {
            await SendsAsync(chat, content);
            await chat.PassesAsync(TimeSpan.FromMinutes(1), Admin);

            Assert.Contains(answer, chat.Last(Admin).Text.Text, StringComparison.Ordinal);
        }

        await chat.SaysAsync(Admin, "/kontak impor");
        await chat.SendsAsync(Admin, new FileInput(FileKind.Document, "besar", "kontak.csv", 300_000, null));
        Assert.StartsWith("Berkasnya terlalu besar", chat.Last(Admin).Text.Text, StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<long>("select person_id from contact_file"));
    }

    [Fact]
    public async Task What_cannot_be_fetched_now_is_tried_again()
    {
        await using var chat = await StartAsync();

        await SendsAsync(chat, new Download.TryLater(TimeSpan.FromSeconds(30), "no connection"));
        await chat.PassesAsync(TimeSpan.FromSeconds(3), Admin);
        chat.Bot.Lay("daftar", new Download.Read(Encoding.UTF8.GetBytes(List)));
        await chat.PassesAsync(TimeSpan.FromMinutes(1), Admin);

        Assert.StartsWith("3 kontak terbaca", chat.Last(Admin).Text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("a day later")]
    [InlineData("another file")]
    [InlineData("the role has ended")]
    public async Task Without_a_yes_that_still_counts_nothing_is_kept(string what)
    {
        await using var chat = await StartAsync();
        await SendsAsync(chat, Encoding.UTF8.GetBytes(List));
        await chat.PassesAsync(TimeSpan.FromSeconds(3), Admin);
        var save = new PressInput(chat.DataOf(Admin, "✅ Simpan"));

        await (what switch
        {
            "no" => chat.PressesAsync(Admin, "Jangan simpan"),
            "a day later" => chat.PassesAsync(TimeSpan.FromDays(1.1), Admin),
            "another file" => SendsAsync(chat, new Download.Gone("nothing")),
            _ => chat.ExecuteAsync("update role_grant set area = '33'"),
        });
        await chat.SendsAsync(Admin, save);

        Assert.StartsWith(what == "the role has ended" ? "Belum ada yang disimpan:\n• baris 2 di luar" : "Daftar itu sudah disimpan, diganti", chat.Last(Admin).Text.Text, StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<string>("select name from office_contact"));
    }

    [Fact]
    public async Task Nobody_but_an_admin_sends_one_or_says_yes_to_one()
    {
        await using var chat = await StartAsync();
        await chat.TeacherAsync("sari");
        await SendsAsync(chat, Encoding.UTF8.GetBytes(List));
        await chat.PassesAsync(TimeSpan.FromSeconds(3), Admin);

        await chat.SendsAsync("sari", new PressInput(chat.DataOf(Admin, "✅ Simpan")));
        Assert.StartsWith("Maaf, /kontak hanya untuk petugas", chat.Last("sari").Text.Text, StringComparison.Ordinal);
        await chat.ExecuteAsync("insert into role_grant (person_id, role, area, granted_at) select id, @role, '32', 1 from person where address = 'sari'", new { role = Role.Admin });
        await chat.SendsAsync("sari", new PressInput(chat.DataOf(Admin, "✅ Simpan")));

        Assert.StartsWith("Daftar itu sudah disimpan, diganti", chat.Last("sari").Text.Text, StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<string>("select name from office_contact"));
    }

    private static async Task<BroadcastChat> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var chat = await BroadcastChat.StartAsync(kind);
        await chat.OfficerAsync(Admin, Role.Admin, "32");
        return chat;
    }

    private static Task SendsAsync(BroadcastChat chat, byte[] content) => SendsAsync(chat, new Download.Read(content));

    private static async Task SendsAsync(BroadcastChat chat, Download file)
    {
        chat.Bot.Lay("daftar", file);
        await chat.SaysAsync(Admin, "/kontak impor");
        await chat.SendsAsync(Admin, new FileInput(FileKind.Document, "daftar", "kontak.csv", 100, null));
    }
}
