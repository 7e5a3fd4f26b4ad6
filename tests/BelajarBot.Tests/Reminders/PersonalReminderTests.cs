using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Reminders;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Reminders;

/// <summary>What people ask to be reminded of: read, kept, sent once.</summary>
public sealed class PersonalReminderTests
{
    [Theory]
    [InlineData("ingatkan saya besok jam 8 pagi untuk rapat", "rapat", "2026-03-03T08:00")]
    [InlineData("ingatkan saya untuk rapat guru besok jam 8 pagi", "rapat guru", "2026-03-03T08:00")]
    [InlineData("ingetin saya besok jam 8 pagi buat aktivasi ya", "aktivasi", "2026-03-03T08:00")]
    [InlineData("Tolong ingatkan saya aktivasi besok jam 10", "aktivasi", "2026-03-03T10:00")]
    [InlineData("ingatkan besok pukul 09.30 rapat komite", "rapat komite", "2026-03-03T09:30")]
    [InlineData("ingatkan saya 2 jam lagi", "", "2026-03-02T10:00")]
    [InlineData("remind me tomorrow at 9 am to call the operator", "call the operator", "2026-03-03T09:00")]
    [InlineData("elingke aku sesuk jam 7", "", "2026-03-03T07:00")]
    [InlineData("ingatkan saya tgl 5 bln dpn jam 9 bayar listrik", "bayar listrik", "2026-04-05T09:00")]
    [InlineData("ingatkan bayar listrik tgl 5 bulan depan jam 9", "bayar listrik", "2026-04-05T09:00")]
    [InlineData("ingetin senin dpn jam 8 pg rapat", "rapat", "2026-03-09T08:00")]
    [InlineData("ingatkan tanggal lima jam delapan", "", "2026-03-05T08:00")]
    [InlineData("ingatkan jam delapan besok rapat di SMPN1 Cianjur", "rapat di SMPN1 Cianjur", "2026-03-03T08:00")]
    [InlineData("nanti sore jam 5 ingatkan saya lagi ya", "", "2026-03-02T17:00")]
    [InlineData("besok jam 9 pagi tolong kabari saya untuk isi rtl", "isi rtl", "2026-03-03T09:00")]
    [InlineData("bangunkan saya jam 6 sore untuk isi formulir", "isi formulir", "2026-03-02T18:00")]
    [InlineData("jam 7 malam hubungi saya lagi", "", "2026-03-02T19:00")]
    [InlineData("ingatkan besok jam 8 hubungi operator min", "hubungi operator", "2026-03-03T08:00")]
    [InlineData("ingatkan besok jam 8 rapat kelas 5", "rapat kelas 5", "2026-03-03T08:00")]
    [InlineData("ingatkan saya setiap senin jam 8 pagi upacara", "upacara", "2026-03-09T08:00")]
    public async Task The_time_and_what_it_is_for_are_read_from_one_message(string text, string words, string at)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var request = ReminderRequest.Read(text, chat.Bot.Library.Texts.Data.Types, Context);

        Assert.Equal(words, request.Words);
        Assert.Equal($"{at}+07:00", Assert.IsType<ValueResult.Accepted>(request.When).Value);
    }

    [Theory]
    [InlineData("ingatkan tiap senin", "", true)]
    [InlineData("mau diingatkan setiap hari", "", true)]
    [InlineData("remind me every Friday to back up", "back up", true)]
    [InlineData("ingatkan besok rapat wali", "rapat wali", false)]
    public async Task What_is_wished_for_again_and_again_is_known_as_such(string text, string words, bool isRepeated)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var request = ReminderRequest.Read(text, chat.Bot.Library.Texts.Data.Types, Context);

        Assert.Equal((words, isRepeated), (request.Words, request.IsRepeated));
    }

    [Theory]
    [InlineData("ingatkan saya untuk rapat", "rapat", false)]
    [InlineData("ingatkan saya", "", false)]
    [InlineData("ingatkan saya lusa untuk rapat", "rapat", true)]
    public async Task A_time_that_is_missing_is_not_guessed(string text, string words, bool hasDay)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var request = ReminderRequest.Read(text, chat.Bot.Library.Texts.Data.Types, Context);

        Assert.Equal(words, request.Words);
        Assert.IsType<ValueResult.Refused>(request.When);
        Assert.Equal(hasDay ? new DateOnly(2026, 3, 4) : null, request.Day);
    }

    [Theory]
    [InlineData("jangan ingatkan saya lagi", true)]
    [InlineData("stop pengingat", true)]
    [InlineData("matikan pengingat", true)]
    [InlineData("tolong hapus semua pengingat saya", true)]
    [InlineData("batalkan pengingat rapat besok", true)]
    [InlineData("tidak usah ingatkan saya lagi", true)]
    [InlineData("saya tidak mau diingatkan", true)]
    [InlineData("gak usah ingetin", true)]
    [InlineData("jangan kirim pengingat lagi", true)]
    [InlineData("don't remind me anymore", true)]
    [InlineData("please cancel my reminders", true)]
    [InlineData("jangan lupa ingatkan saya besok jam 8", false)]
    [InlineData("jangan sampai lupa, ingatkan saya besok jam 8", false)]
    [InlineData("saya tidak mau telat, ingatkan besok jam 8", false)]
    [InlineData("ingatkan saya besok jam 8 untuk hapus data", false)]
    [InlineData("ingatkan saya jangan lupa daftar besok jam 8", false)]
    [InlineData("buat pengingat besok jam 8", false)]
    [InlineData("aktifkan pengingat besok jam 8", false)]
    public void Who_wants_an_end_of_reminders_is_told_from_who_wants_one(string text, bool isToEnd) => Assert.Equal(isToEnd, ReminderRequest.IsToEnd(text));

    [Theory, BothDatabases]
    public async Task Many_that_are_due_are_sent_in_portions_each_once_and_to_nobody_who_cannot_be_reached(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await chat.SaysAsync("/bantuan", "sari");
        await chat.SaysAsync("/bantuan", "tini");
        await chat.ExecuteAsync("update person set unreachable_since = 1 where address = 'tini'");
        foreach (var (address, number, isConfirmed) in new[] { ("sari", 1, 1), ("sari", 2, 1), ("sari", 3, 0), ("tini", 4, 1) })
        {
            await chat.ExecuteAsync(
                "insert into personal_reminder (person_id, words, due_at, is_confirmed, created_at) select id, @words, @due, @isConfirmed, 1 from person where address = @address",
                new { words = $"hal {number}", due = PrivacyChat.Start.AddMinutes(number), isConfirmed, address });
        }

        var early = await FireAsync(chat, PrivacyChat.Start, 10);
        var first = await FireAsync(chat, PrivacyChat.Start.AddHours(1), 1);
        var rest = await FireAsync(chat, PrivacyChat.Start.AddHours(1), 10);
        var again = await FireAsync(chat, PrivacyChat.Start.AddHours(1), 10);

        Assert.Empty(early);
        Assert.Equal("⏰ hal 1\nMaaf terlambat; seharusnya Senin, 2 Maret 2026, pukul 08.01 WIB.", Assert.Single(first).Text.Text);
        Assert.StartsWith("⏰ hal 2", Assert.Single(rest).Text.Text, StringComparison.Ordinal);
        Assert.Empty(again);
        Assert.Equal(["hal 3"], await chat.QueryAsync<string>("select words from personal_reminder"));
        Assert.Equal(2, (await chat.QueryAsync<long>("select id from outbox where class = 1")).Count);
    }

    [Theory, BothDatabases]
    public async Task Why_explains_that_somebody_could_not_be_reached_when_their_reminder_was_due(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await AskAsync(chat, "ingatkan saya besok jam 8 pagi untuk rapat");
        await chat.ExecuteAsync("update person set unreachable_since = 1, unreachable_reason = 'blocked'");

        Assert.Empty(await MoveAsync(chat, PrivacyChat.Start.AddHours(24)));

        // She has opened the chat again since, so only the log knows.
        await chat.ExecuteAsync("update person set unreachable_since = null, unreachable_reason = null");
        var why = await chat.Database.ReadAsync(
            session => Why.ReadAsync(
                session, chat.Bot.Of<DialogCatalog>().Current, 1, PrivacyChat.Start, PrivacyChat.Start.AddDays(2), PrivacyChat.Start.AddDays(2)),
            TestContext.Current.CancellationToken);
        Assert.Contains(
            "  2026-03-03 08:00  pengingat yang ia minta sendiri (/pengingat) untuk 2026-03-03 08:00: tidak dikirim: bot tidak dapat menghubunginya.",
            new WhyReport(isEnglish: false).Of(why!));
        Assert.Contains(new WhyReport(isEnglish: true).Of(why!), line => line.EndsWith("not sent: the bot cannot reach them.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_jumps_reminds_once_and_apologises_only_where_it_is_late()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await AskAsync(chat, "ingatkan saya besok jam 8 pagi untuk rapat");
        await AskAsync(chat, "ingatkan saya besok jam 10 pagi untuk laporan");

        // The hour before eight comes twice, and so does the hour after it.
        Assert.Empty(await MoveAsync(chat, PrivacyChat.Start.AddHours(23.5)));
        Assert.Empty(await MoveAsync(chat, PrivacyChat.Start.AddHours(22.5)));
        Assert.Equal(["⏰ rapat"], await MoveAsync(chat, PrivacyChat.Start.AddHours(24)));
        Assert.Empty(await MoveAsync(chat, PrivacyChat.Start.AddHours(23)));
        Assert.Empty(await MoveAsync(chat, PrivacyChat.Start.AddHours(25)));

        // A day ahead over the other one, and back.
        chat.Bot.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(
            ["⏰ laporan\nMaaf terlambat; seharusnya Selasa, 3 Maret 2026, pukul 10.00 WIB."], await MoveAsync(chat, chat.Bot.Clock.GetUtcNow()));
        Assert.Empty(await MoveAsync(chat, PrivacyChat.Start.AddHours(27)));
    }

    [Fact]
    public async Task Whoever_moves_to_another_zone_is_reminded_at_the_moment_that_they_agreed_to_and_reads_it_on_the_new_clock()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await AskAsync(chat, "ingatkan saya besok jam 8 pagi untuk rapat");

        await chat.ExecuteAsync("update person set region = '91.71', zone = 'Asia/Jayapura'");

        var list = await chat.SaysAsync("/pengingat");
        Assert.Contains(list[^1].Buttons.SelectMany(row => row), button => button.Label.Contains("pukul 10.00 WIT", StringComparison.Ordinal));
        Assert.Empty(await MoveAsync(chat, PrivacyChat.Start.AddHours(23.9)));
        Assert.Equal(["⏰ rapat"], await MoveAsync(chat, PrivacyChat.Start.AddHours(24)));
    }

    private static async Task AskAsync(PrivacyChat chat, string words) =>
        await chat.PressesAsync(PrivacyChat.DataOf(await chat.SaysAsync(words), "Ya, ingatkan"));

    private static async Task<IReadOnlyList<string>> MoveAsync(PrivacyChat chat, DateTimeOffset moment) =>
        [.. (await chat.Bot.MoveToAsync(moment, "sari", TestContext.Current.CancellationToken)).Select(message => message.Text.Text)];

    [Fact]
    public async Task Ten_may_wait_and_somebody_elses_cannot_be_touched()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        var asked = await chat.SaysAsync("ingatkan saya besok jam 8 pagi untuk rapat", "sari");
        var yes = PrivacyChat.DataOf(asked, "Ya, ingatkan");

        var foreign = await chat.PressesAsync(yes, "tini");
        await chat.PressesAsync(yes, "sari");
        await chat.ExecuteAsync("insert into personal_reminder (person_id, words, due_at, is_confirmed, created_at) select person_id, 'x', due_at, 1, 1 from personal_reminder, (select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) many");
        var full = await chat.SaysAsync("ingatkan saya lusa jam 8 pagi", "sari");

        Assert.StartsWith("Pengingat itu sudah tidak ada.", Assert.Single(foreign).Text.Text, StringComparison.Ordinal);
        Assert.StartsWith("Sudah ada 10 pengingat", Assert.Single(full).Text.Text, StringComparison.Ordinal);
        Assert.Equal([10], await chat.QueryAsync<long>("select count(*) from personal_reminder"));
    }

    private static ValueContext Context => new(PrivacyChat.Start, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"), "id");

    private static Task<IReadOnlyList<OutgoingMessage>> FireAsync(PrivacyChat chat, DateTimeOffset now, int limit) => chat.Database.WriteAsync(
        session => PersonalReminders.FireDueAsync(session, chat.Bot.Of<DialogCatalog>().Current, now, limit), TestContext.Current.CancellationToken);
}
