using System.Globalization;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Statistics;
using BelajarBot.Storage;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace BelajarBot.Tests.Statistics;

/// <summary>Figures and people as files, and figures that come by themselves.</summary>
public sealed class ExportTests
{
    [Theory, BothDatabases]
    public async Task The_rows_of_the_file_add_up_to_what_the_chat_says(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await StatisticsCommandTests.PeopleAsync(chat);
        await StatisticsCommandTests.GrantAsync(chat, "duta", Role.Duta, "32");

        var said = Assert.Single(await chat.SaysAsync("/ekspor aktivasi csv", "duta"));

        var lines = (await TextAsync(chat, said)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\uFEFFProgram,Siklus,Yang dihitung,Peran,Kode wilayah,Wilayah,Jenjang,Orang", lines[0]);
        Assert.Equal(12, Sum(lines, "Mulai ikut"));
        Assert.Equal(8, Sum(lines, "akun_ditemukan"));
        Assert.Equal(3, Sum(lines, "masuk_pertama"));
        Assert.All(lines.Skip(1), line => Assert.Contains(",32.", line, StringComparison.Ordinal));
        Assert.Equal(["ekspor.figures"], await chat.QueryAsync<string>("select act from audit where act like 'ekspor%'"));

        static long Sum(string[] lines, string what) =>
            lines.Where(line => line.Split(',')[2] == what).Sum(line => long.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture));
    }

    [Theory, BothDatabases]
    public async Task Names_come_only_to_those_who_may_and_only_of_their_area(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await StatisticsCommandTests.PeopleAsync(chat);
        await StatisticsCommandTests.GrantAsync(chat, "duta", Role.Duta, "32");
        await StatisticsCommandTests.GrantAsync(chat, "admin", Role.Admin, "32.73");

        await chat.SaysAsync("/ekspor aktivasi nama csv", "duta");
        await chat.SaysAsync("/ekspor aktivasi jabar nama csv", "admin");
        await chat.SaysAsync("/ekspor aktivasi jabar nama csv", "admin");
        var made = await chat.Bot.Of<PeopleExports>().RunDueAsync(TestContext.Current.CancellationToken);
        var said = Assert.Single(await chat.Bot.MoveToAsync(chat.Bot.Clock.GetUtcNow(), "admin", TestContext.Current.CancellationToken));

        Assert.Equal(1, made);
        Assert.True(said.IsProtected);
        var lines = (await TextAsync(chat, said)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\uFEFFNama,Peran,Jenjang,Kode wilayah,Wilayah,NPSN,akun_ditemukan,masuk_pertama,sandi_diganti,verifikasi_2_langkah,aktif", lines[0]);
        Assert.Equal("Orang 0,guru,smp,32.73,Kota Bandung,,2026-03-02,2026-03-02,,,", lines[1]);
        Assert.Equal(8, lines.Length - 1);
        Assert.Empty(await chat.QueryAsync<long>("select id from export_request"));
        Assert.Equal(["ekspor.refused", "ekspor.people", "ekspor.people"], await chat.QueryAsync<string>("select act from audit where act like 'ekspor%' order by id"));
    }

    [Fact]
    public async Task A_file_is_named_after_what_it_holds()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await StatisticsCommandTests.PeopleAsync(chat);
        await StatisticsCommandTests.GrantAsync(chat, "admin", Role.Admin, "32.73");
        await StatisticsCommandTests.GrantAsync(chat, "admin", Role.Captain, "33.74");

        // One of Kota Bandung asks for its province, and for all that is theirs; figures of Semarang they may see, but not have as a file.
        foreach (var asked in new[] { "/ekspor aktivasi jabar csv", "/ekspor aktivasi csv" })
        {
            var said = Assert.Single(await chat.SaysAsync(asked, "admin"));
            Assert.StartsWith("Akun belajar.id, Kota Bandung, sampai sekarang.", said.Text.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(",33.74,", await TextAsync(chat, said), StringComparison.Ordinal);
        }

        Assert.StartsWith("Baik. Daftar orang di Kota Bandung sedang", Assert.Single(await chat.SaysAsync("/ekspor aktivasi jabar nama csv", "admin")).Text.Text, StringComparison.Ordinal);
        Assert.Equal(["32.73"], (await chat.QueryAsync<string>("select area from audit where act like 'ekspor%'")).Distinct());

        await chat.SaysAsync("/statistik jabar where role = guru", "admin");
        await chat.Bot.Of<SlowFigures>().RunDueAsync(TestContext.Current.CancellationToken);
        var counted = Assert.Single(await chat.Bot.TakeSentAsync("admin", TestContext.Current.CancellationToken));
        Assert.StartsWith("📊 8 orang dari 8 (100%)\nKota Bandung · role = guru", counted.Text.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_list_holds_whom_the_chat_counts(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await StatisticsCommandTests.PeopleAsync(chat);
        await StatisticsCommandTests.GrantAsync(chat, "admin", Role.Admin, "32.73");

        // They joined long ago, and six of the eight found their account this week; nobody joins what is no programme.
        await chat.ExecuteAsync("update enrolment set enrolled_at = 1");
        await chat.ExecuteAsync(
            "insert into milestone (person_id, scope, milestone, reached_at) select id, 'perkenalan', 'berkenalan', @at from person where address in ('orang1', 'orang7', 'orang9')",
            new { at = PrivacyChat.Start });
        await chat.SaysAsync("/ekspor aktivasi minggu ini nama csv", "admin");
        await chat.SaysAsync("/ekspor perkenalan nama csv", "admin");
        await chat.Bot.Of<PeopleExports>().RunDueAsync(TestContext.Current.CancellationToken);
        var said = await chat.Bot.MoveToAsync(chat.Bot.Clock.GetUtcNow(), "admin", TestContext.Current.CancellationToken);

        Assert.Equal(["Orang 0", "Orang 1", "Orang 2", "Orang 3", "Orang 4", "Orang 5"], await NamesAsync(said[0]));
        Assert.Equal(["Orang 1", "Orang 7"], await NamesAsync(said[1]));

        async Task<IEnumerable<string>> NamesAsync(OutgoingMessage message) =>
            (await TextAsync(chat, message)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_in_the_meantime_brings_no_file_but_a_word()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await StatisticsCommandTests.GrantAsync(chat, "admin", Role.Admin, "32");
        await chat.SaysAsync("/ekspor orang nama xlsx", "admin");
        await chat.ExecuteAsync("update role_grant set revoked_at = 2");

        await chat.Bot.Of<PeopleExports>().RunDueAsync(TestContext.Current.CancellationToken);

        var said = Assert.Single(await chat.Bot.TakeSentAsync("admin", TestContext.Current.CancellationToken));
        Assert.StartsWith("Daftar orang yang Anda minta tidak dibuat: peran", said.Text.Text, StringComparison.Ordinal);
        Assert.Null(said.File);
        Assert.Empty(await chat.QueryAsync<long>("select id from export_request"));
        Assert.Equal(["ekspor.people", "ekspor.refused"], await chat.QueryAsync<string>("select act from audit where act like 'ekspor%' order by id"));
    }

    [Theory, BothDatabases]
    public async Task What_cannot_be_made_holds_up_nobody_and_is_given_up_with_a_word(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await StatisticsCommandTests.PeopleAsync(chat);
        await StatisticsCommandTests.GrantAsync(chat, "admin", Role.Admin, "32");
        await StatisticsCommandTests.GrantAsync(chat, "lain", Role.Admin, "32");
        await chat.SaysAsync("/ekspor aktivasi nama csv", "admin");
        await chat.SaysAsync("/statistik where reached(aktivasi.aktif)", "admin");
        await chat.SaysAsync("/ekspor orang nama csv", "lain");
        await chat.SaysAsync("/statistik where role = guru", "lain");
        await chat.ExecuteAsync("alter table milestone rename to broken");

        for (var minutes = 0; minutes <= 2; minutes++)
        {
            chat.Bot.Clock.MoveTo(chat.Bot.Clock.GetUtcNow().AddMinutes(minutes));
            await chat.Bot.Of<PeopleExports>().RunDueAsync(TestContext.Current.CancellationToken);
            await chat.Bot.Of<SlowFigures>().RunDueAsync(TestContext.Current.CancellationToken);
            if (minutes == 0)
            {
                var made = await chat.Bot.TakeSentAsync("lain", TestContext.Current.CancellationToken);
                Assert.Equal(["Ini daftar orang", "📊 12 orang dari"], made.Select(message => message.Text.Text[..16].TrimEnd()));
                Assert.Empty(await chat.Bot.TakeSentAsync("admin", TestContext.Current.CancellationToken));
            }
        }

        Assert.Equal(
            ["Daftar orang yang Anda minta tidak berhasil dibuat", "Angka yang Anda tanyakan tidak berhasil dihitung"],
            (await chat.Bot.TakeSentAsync("admin", TestContext.Current.CancellationToken)).Select(message => message.Text.Text.Split('.')[0]));
        Assert.Empty(await chat.QueryAsync<long>("select person_id from export_request union all select person_id from count_request"));
        chat.Bot.TakeTroubles();
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+62811")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    public async Task What_people_call_themselves_is_never_a_formula(string name)
    {
        using var csv = new MemoryStream();
        using var xlsx = new MemoryStream();

        await TableFile.WriteAsync(TableFormat.Csv, csv, RowsAsync([name, 5L]), TestContext.Current.CancellationToken);
        await TableFile.WriteAsync(TableFormat.Xlsx, xlsx, RowsAsync([name, 5L]), TestContext.Current.CancellationToken);

        Assert.StartsWith("'", Encoding.UTF8.GetString(csv.ToArray()).TrimStart('\uFEFF', '"'), StringComparison.Ordinal);
        using var book = SpreadsheetDocument.Open(xlsx, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken));
        var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToList();
        Assert.Equal([name, "5"], cells.Select(cell => cell.InlineString?.InnerText ?? cell.CellValue!.Text));
        Assert.All(cells, cell => Assert.Null(cell.CellFormula));
    }

    [Fact]
    public async Task Signs_that_XML_has_no_place_for_are_left_out()
    {
        using var xlsx = new MemoryStream();

        await TableFile.WriteAsync(TableFormat.Xlsx, xlsx, RowsAsync(["a\u0001b\uD83D\uDE00\uFFFF", new DateOnly(2026, 3, 2), null]), TestContext.Current.CancellationToken);

        using var book = SpreadsheetDocument.Open(xlsx, isEditable: false);
        Assert.Equal(["ab\uD83D\uDE00", "2026-03-02", ""], book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Select(cell => cell.InnerText));
    }

    [Fact]
    public void Figures_come_at_half_past_seven_on_the_officers_own_clock()
    {
        var thursday = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);
        var (jakarta, jayapura) = (TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"), TimeZoneInfo.FindSystemTimeZoneById("Asia/Jayapura"));

        Assert.Equal(thursday.AddMinutes(30), Digests.NextAt(Rhythm.Daily, jakarta, thursday));
        Assert.Equal(thursday.AddDays(1).AddMinutes(30), Digests.NextAt(Rhythm.Daily, jakarta, thursday.AddMinutes(30)));
        Assert.Equal(thursday.AddHours(22.5), Digests.NextAt(Rhythm.Daily, jayapura, thursday));
        Assert.Equal(thursday.AddDays(4).AddMinutes(30), Digests.NextAt(Rhythm.Weekly, jakarta, thursday));
    }

    [Theory, BothDatabases]
    public async Task Subscribed_figures_come_once_and_end_with_the_role(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await StatisticsCommandTests.GrantAsync(chat, "duta", Role.Duta, "32");
        await chat.PressesAsync("k.statistik.+h orang bulan ini", "duta");

        Assert.Equal(0, await SendAsync(chat, 0));
        Assert.Equal(1, await SendAsync(chat, 24));
        var said = Assert.Single(await chat.Bot.MoveToAsync(chat.Bot.Clock.GetUtcNow(), "duta", TestContext.Current.CancellationToken));
        Assert.StartsWith("📊 Orang\nJawa Barat · 1–3 Mar 2026", said.Text.Text, StringComparison.Ordinal);
        Assert.Equal(0, await SendAsync(chat, 0));

        await chat.ExecuteAsync("update role_grant set revoked_at = 2");

        Assert.Equal(0, await SendAsync(chat, 72));
        Assert.Empty(await chat.QueryAsync<long>("select person_id from digest"));
    }

    [Theory, BothDatabases]
    public async Task What_fails_for_one_officer_keeps_no_figures_from_the_others(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await StatisticsCommandTests.GrantAsync(chat, "duta", Role.Duta, "32");
        await StatisticsCommandTests.GrantAsync(chat, "admin", Role.Admin, "32");
        await chat.PressesAsync("k.statistik.+h kegiatan", "duta");
        await chat.PressesAsync("k.statistik.+h orang", "admin");
        await chat.ExecuteAsync("update digest set next_at = next_at - 1 where question = 'kegiatan'");
        await chat.ExecuteAsync("alter table event_answer rename to event_answer_gone");

        var sent = await SendAsync(chat, 24);

        Assert.Equal(1, sent);
        Assert.StartsWith("📊 Orang", Assert.Single(await chat.Bot.TakeSentAsync("admin", TestContext.Current.CancellationToken)).Text.Text, StringComparison.Ordinal);
        Assert.Equal([2L], await chat.QueryAsync<long>("select count(*) from digest where next_at > @now", new { now = chat.Bot.Clock.GetUtcNow() }));
    }

    [Fact]
    public async Task A_question_that_is_not_understood_cannot_be_subscribed_to()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await StatisticsCommandTests.GrantAsync(chat, "duta", Role.Duta, "32");

        var said = Assert.Single(await chat.SaysAsync("/statistik +h tiket 9999-12-31", "duta"));

        Assert.Contains("9999-12-31", said.Text.Text, StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<long>("select person_id from digest"));
    }

    [Theory]
    [InlineData("+s", "minggu ini", 168, "2–8 Mar 2026", "9–15 Mar 2026")]
    [InlineData("+s", "minggu lalu", 168, "2–8 Mar 2026", "9–15 Mar 2026")]
    [InlineData("+h", "hari ini", 24, "2 Mar 2026", "3 Mar 2026")]
    [InlineData("+h", "kemarin", 24, "2 Mar 2026", "3 Mar 2026")]
    [InlineData("+s", "per minggu", 168, "19 Jan – 9 Mar 2026", "26 Jan – 16 Mar 2026")]
    public async Task What_comes_by_itself_is_each_time_about_the_days_that_are_over(string rhythm, string days, int hours, string first, string second)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await StatisticsCommandTests.GrantAsync(chat, "duta", Role.Duta, "32");
        await chat.PressesAsync($"k.statistik.{rhythm} orang {days}", "duta");

        foreach (var expected in new[] { first, second })
        {
            Assert.Equal(1, await SendAsync(chat, hours));
            var said = Assert.Single(await chat.Bot.MoveToAsync(chat.Bot.Clock.GetUtcNow(), "duta", TestContext.Current.CancellationToken));
            Assert.Equal($"Jawa Barat · {expected}", said.Text.Text.Split('\n')[1]);
        }
    }

    private static async Task<int> SendAsync(PrivacyChat chat, int hours)
    {
        chat.Bot.Clock.MoveTo(chat.Bot.Clock.GetUtcNow().AddHours(hours));
        return await chat.Bot.Of<Digests>().RunDueAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> TextAsync(PrivacyChat chat, OutgoingMessage said)
    {
        await using var file = chat.Bot.Of<FileFolder>().Open(said.File!.Path)!;
        using var reader = new StreamReader(file, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IReadOnlyList<object?> row)
    {
        await Task.Yield();
        yield return row;
    }
}
