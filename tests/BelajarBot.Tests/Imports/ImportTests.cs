using System.Text;
using BelajarBot.Access;
using BelajarBot.Imports;
using BelajarBot.People;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Statistics;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Imports;

/// <summary>Contacts and schools from files: every mistake is told, and what came in is found again.</summary>
public sealed class ImportTests(QuestionReaderTests.Shipped shipped) : IClassFixture<QuestionReaderTests.Shipped>
{
    private Dialogs.Understanding.Regions Regions => shipped.Library.Texts.Data.Types.Regions;

    [Fact]
    public void Every_line_that_cannot_be_taken_is_told_with_its_reason()
    {
        var read = ImportedLists.ReadSchools(
            Bytes("""
                npsn,name,area,level
                20104567,SDN 1 Bandung,32.73,sd
                2010456,SDN 2,32.73,sd
                20104569,SDN 3,99.99,sd
                20104570,SDN 4,32.73,kuliah
                20104567,SDN 5,32.73,sd
                20104571,"SDN ""6"", Bandung",Kota Bandung,
                20104572,,32.73,sd
                20104573,SDN 8
                """),
            Regions);

        Assert.Equal(["SDN 1 Bandung", "SDN \"6\", Bandung"], read.Rows.Select(school => school.Name));
        Assert.Equal([3, 4, 5, 6, 8, 9], read.Rejected.Select(line => line.Line));
        Assert.Contains("eight digits", read.Rejected[0].Reason, StringComparison.Ordinal);
        Assert.Contains("twice", read.Rejected[3].Reason, StringComparison.Ordinal);
        Assert.Equal("name is empty", read.Rejected[4].Reason);
    }

    [Fact]
    public void Codes_of_before_2022_in_Papua_become_the_present_ones()
    {
        var read = ImportedLists.ReadSchools(Bytes("npsn;name;area\n60300001;SD Inpres Merauke;91.01\n60300002;SD Sorong;92.01\n"), Regions);

        Assert.Empty(read.Rejected);
        Assert.Equal(["93.01", "96.01"], read.Rows.Select(school => school.Area));
        Assert.Equal(2, read.Moved);
    }

    [Fact]
    public void A_file_that_is_not_in_UTF_8_is_refused_with_the_line_and_the_way_out()
    {
        var latin = ImportedLists.ReadContacts(Encoding.Latin1.GetBytes("area,name,phone\n32,Dinas,1\n32,Caf\u00e9,2\n"), Regions);
        var wide = ImportedLists.ReadContacts(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("area,name\n")).ToArray(), Regions);
        var marked = ImportedLists.ReadContacts(Encoding.UTF8.GetPreamble().Concat(Bytes("area,name,phone\n32,Café,2\n")).ToArray(), Regions);

        Assert.Equal(3, Assert.Single(latin.Rejected).Line);
        Assert.Contains("CSV UTF-8", latin.Rejected[0].Reason, StringComparison.Ordinal);
        Assert.Contains("UTF-16", Assert.Single(wide.Rejected).Reason, StringComparison.Ordinal);
        Assert.Equal("Café", Assert.Single(marked.Rows).Name);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("npsn,nama,area\n", "the column name is missing")]
    [InlineData("npsn,name,area,kota\n", "nobody knows the column \"kota\"")]
    [InlineData("npsn,name,area,name\n", "twice")]
    public void A_header_that_does_not_fit_is_told(string text, string reason)
    {
        var read = ImportedLists.ReadSchools(Bytes(text), Regions);

        Assert.Contains(reason, Assert.Single(read.Rejected).Reason, StringComparison.Ordinal);
        Assert.Empty(read.Rows);
    }

    [Theory, BothDatabases]
    public async Task What_came_in_is_what_people_are_told(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var contacts = ImportedLists.ReadContacts(
            Bytes("area,name,duty,phone,telegram,email,hours\nnasional,BLPT,,021,,,\n32,Dinas Jabar,,022,,,\n32.73,Kapten Bandung,Kapten belajar.id,,@kapten,,Senin–Jumat\n33,Dinas Jateng,,024,,,\n"),
            Regions);
        var schools = ImportedLists.ReadSchools(Bytes("npsn,name,area\n20104567,SDN 1 Bandung,32.73\n"), Regions);
        await chat.Database.WriteAsync(
            async session =>
            {
                await ImportedLists.WriteAsync(session, contacts.Rows);
                await ImportedLists.WriteAsync(session, contacts.Rows);
                await ImportedLists.WriteAsync(session, schools.Rows);
                await ImportedLists.WriteAsync(session, [schools.Rows[0] with { Name = "SDN 1 Kota Bandung" }]);
            },
            TestContext.Current.CancellationToken);
        await chat.SaysAsync("/bantuan");
        await chat.ExecuteAsync("update person set npsn = '20104567', region = '32.73'");

        var told = Assert.Single(await chat.SaysAsync("/kontak"));
        var profile = Assert.Single(await chat.SaysAsync("/profil"));

        Assert.Equal(
            "Kontak untuk Kota Bandung\nKapten Bandung, Kapten belajar.id\n@kapten\nSenin–Jumat\n\nDinas Jabar\n022\n\nBLPT\n021", told.Text.Text);
        Assert.Contains("NPSN: 20104567 (SDN 1 Kota Bandung)", profile.Text.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_file_of_one_province_leaves_the_contacts_of_others_and_many_of_a_regency_hide_nobody_above(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await ImportAsync("area,name,phone\nnasional,BLPT,1\n32,Dinas Jabar,2\n32.73,Kapten lama,3\n33,Dinas Jateng,4\n33.01,Kapten Cilacap,5\n");

        await ImportAsync("area,name,phone\n32,Dinas Jabar baru,6\n" + string.Concat(Enumerable.Range(1, 12).Select(n => $"32.73,Kapten {n},7\n")));

        Assert.StartsWith("Kontak untuk Kabupaten Cilacap\nKapten Cilacap\n5\n\nDinas Jateng\n4\n\nBLPT\n1", await TextAsync(chat, "/kontak 33.01"), StringComparison.Ordinal);
        var bandung = await TextAsync(chat, "/kontak 32.73");
        Assert.Contains("Kapten 5\n7\n\nDinas Jabar baru\n6\n\nBLPT\n1", bandung, StringComparison.Ordinal);
        Assert.DoesNotContain("Kapten lama", bandung, StringComparison.Ordinal);

        Task ImportAsync(string file) => chat.Database.WriteAsync(
            session => ImportedLists.WriteAsync(session, ImportedLists.ReadContacts(Bytes(file), Regions).Rows), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Officers_of_a_file_get_a_code_each_that_they_take_in_the_chat_and_no_role_before()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await chat.SaysAsync("/menu", "ani");
        Assert.True(await chat.Bot.AppointAsync("ani", "admin 32", TestContext.Current.CancellationToken));
        var inviter = (await chat.QueryAsync<long>("select id from person where address = 'ani'"))[0];
        var officer = new Officer([new Grant(1, Role.Admin, "32", Until: null)]);

        var wrong = OfficerList.Read(Bytes("role,area,name\nduta,33,Budi\nraja,32,Rina\nadmin,32,Dewi\nkapten,32.73,Eko\n"), Regions, officer);
        var read = OfficerList.Read(Bytes("role;area;name\nKapten;32.73;Eko\nduta;32;Tini\n"), Regions, officer);
        var codes = await chat.Database.WriteAsync(
            session => OfficerList.InviteAsync(session, read.Rows, inviter, chat.Bot.Of<RandomLetters>(), chat.Bot.Clock.GetUtcNow()), TestContext.Current.CancellationToken);

        Assert.Equal([2, 3, 4], wrong.Rejected.Select(line => line.Line));
        Assert.Equal([1L], await chat.QueryAsync<long>("select count(*) from role_grant"));
        await chat.PressesAsync(PrivacyChat.DataOf(await chat.SaysAsync($"/peran {codes[0]}", "eko"), "Ya, saya terima"), "eko");
        Assert.StartsWith("Peran Anda\n• Kapten", (await chat.SaysAsync("/peran", "eko"))[0].Text.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task An_NPSN_answers_with_its_school_where_it_is_asked_for_and_when_it_is_typed_as_a_question(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await chat.ExecuteAsync("insert into school (npsn, name, area) values ('20202020', 'SDN 1 Cibadak', '32.02'), ('20202021', 'SMPN 1 Cibadak', '32.02')");

        Assert.Equal("NPSN 20202020: SDN 1 Cibadak, Kabupaten Sukabumi.", await TextAsync(chat, "npsn 2020 2020 sekolah apa?"));
        Assert.StartsWith("NPSN 20209999 tidak ada di daftar", await TextAsync(chat, "20209999"), StringComparison.Ordinal);
        Assert.StartsWith("Berapa NPSN", await TextAsync(chat, "/sekolah"), StringComparison.Ordinal);
        Assert.StartsWith("Itu bukan NPSN", await TextAsync(chat, "1234"), StringComparison.Ordinal);
        Assert.Equal("NPSN 20202021: SMPN 1 Cibadak, Kabupaten Sukabumi.", await TextAsync(chat, "20202021"));

        // In the dialog the school is confirmed; another number may be given before it is taken.
        var open = PrivacyChat.DataOf(await chat.SaysAsync("20202021"), "✏️ Isi NPSN saya");
        await chat.PressesAsync(open);
        await chat.SaysAsync("setuju");
        var asked = await chat.SaysAsync("20202021");
        Assert.Equal("NPSN 20202021: SMPN 1 Cibadak, Kabupaten Sukabumi. Benar ini sekolah Anda?", Assert.Single(asked).Text.Text);
        Assert.StartsWith("Berapa NPSN", Assert.Single(await chat.PressesAsync(PrivacyChat.DataOf(asked, "✏️ Bukan"))).Text.Text, StringComparison.Ordinal);
        Assert.Equal([null], await chat.QueryAsync<string?>("select npsn from person"));
        Assert.Contains("SDN 1 Cibadak", await TextAsync(chat, "20202020"), StringComparison.Ordinal);
        Assert.Contains("SDN 1 Cibadak", (await chat.SaysAsync("bantuan"))[^1].Text.Text, StringComparison.Ordinal);
        Assert.StartsWith("Tercatat: 20202020.", await TextAsync(chat, "betul"), StringComparison.Ordinal);

        // What no list has is taken as it is.
        await chat.PressesAsync(open);
        Assert.StartsWith("Tercatat: 20209999.", await TextAsync(chat, "20209999"), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(PrivacyChat chat, string said) => Assert.Single(await chat.SaysAsync(said)).Text.Text;

    /// <summary>5,000 lines, and 100,000 in the long form. How long it takes and what it holds is measured in tests/Benchmarks.</summary>
    [Theory, BothDatabases]
    public async Task A_long_list_comes_in_whole(DatabaseKind kind)
    {
        var count = TestRun.IsLong ? 100_000 : 5_000;
        await using var store = await TestDatabase.CreateAsync(kind);
        var text = new StringBuilder("npsn;name;area;level\r\n");
        for (var i = 0; i < count; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{20_000_000 + i};SD Negeri {i} Cibadak;32.{(i % 27 == 0 ? 73 : 1 + (i % 18)):00};sd\r\n");
        }

        var content = Encoding.UTF8.GetPreamble().Concat(Bytes(text.ToString())).ToArray();

        var read = ImportedLists.ReadSchools(content, Regions);
        await store.Database.WriteAsync(session => ImportedLists.WriteAsync(session, read.Rows), TestContext.Current.CancellationToken);

        Assert.Empty(read.Rejected);
        Assert.Equal(count, await store.Database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from school"), TestContext.Current.CancellationToken));
        Assert.Equal(
            $"SD Negeri {count - 1} Cibadak",
            (await store.Database.ReadAsync(session => Schools.FindAsync(session, $"{20_000_000 + count - 1}"), TestContext.Current.CancellationToken))?.Name);
    }

    [Fact]
    public void Whatever_a_spreadsheet_saved_is_taken_or_the_way_out_is_told()
    {
        const string Words = "area;name;phone\r\n32;Dinas \u201cJabar\u201d \u2013 caf\u00e9;022\r\n";
        var windows = Words.Select(c => c switch { '\u201c' => (byte)0x93, '\u201d' => (byte)0x94, '\u2013' => (byte)0x96, _ => (byte)c }).ToArray();

        var good = ImportedLists.ReadContacts(Bytes(Words), Regions);
        var old = ImportedLists.ReadContacts(windows, Regions);
        var wideWithoutMark = ImportedLists.ReadContacts(Encoding.Unicode.GetBytes(Words), Regions);
        var wideOtherWay = ImportedLists.ReadContacts(Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes(Words)).ToArray(), Regions);
        var workbook = ImportedLists.ReadContacts([(byte)'P', (byte)'K', 3, 4, 0x14, 0, 6, 0], Regions);

        Assert.Equal("Dinas \u201cJabar\u201d \u2013 caf\u00e9", Assert.Single(good.Rows).Name);
        Assert.Equal((2L, true), (Assert.Single(old.Rejected).Line, old.Rejected[0].Reason.Contains("CSV UTF-8", StringComparison.Ordinal)));
        foreach (var refused in new[] { wideWithoutMark, wideOtherWay, workbook })
        {
            Assert.Contains("CSV UTF-8", Assert.Single(refused.Rejected).Reason, StringComparison.Ordinal);
            Assert.Empty(refused.Rows);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
