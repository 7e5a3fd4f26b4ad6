using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Submissions;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Tests.Submissions;

/// <summary>What transcripts cannot show of submissions: forged buttons, several at once, repeated updates, what stays in the tables.</summary>
public sealed class SubmissionTests
{
    [Theory, BothDatabases]
    public async Task Of_two_officers_at_once_one_takes_it_and_one_of_another_area_gets_nowhere(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync(chat, ("rina", "reviewer 32"), ("tono", "reviewer 32.73"), ("adi", "reviewer 33"));
        var id = await SubmitAsync(chat);

        var forged = await Task.WhenAll(new[] { "v", "c", "a", "d", "r", "q", "t", "h" }.Select(act => chat.PressesAsync($"k.usulan.{act}.{id}.0", "adi")));
        var taken = await Task.WhenAll(chat.PressesAsync($"k.usulan.c.{id}", "rina"), chat.PressesAsync($"k.usulan.c.{id}", "tono"));

        // Pressed at once, it is chance which call hears which answer.
        Assert.Equal(8, forged.Sum(said => said.Count));
        Assert.All(forged.SelectMany(said => said), said => Assert.StartsWith("Kiriman itu tidak ada", said.Text.Text, StringComparison.Ordinal));
        Assert.Single(taken, said => Words(said).Contains("baru saja diambil pemeriksa lain", StringComparison.Ordinal));
        Assert.Equal(["in_review"], await chat.QueryAsync<string>("select state from submission"));
        Assert.Equal(["in_review", "submitted"], await chat.QueryAsync<string>("select act from submission_event order by act"));
    }

    [Theory, BothDatabases]
    public async Task Sent_twice_it_is_one_and_what_an_officer_left_is_taken_by_the_next(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync(chat, ("rina", "reviewer 32"), ("tono", "reviewer 32"));
        var summary = await AnswerAsync(chat);
        var send = new PressInput(PrivacyChat.DataOf(summary, "📨 Kirim"));

        await chat.SendsAsync(send);
        var again = await chat.RepeatsAsync(send);
        var anew = await chat.SendsAsync(send);

        Assert.Empty(again);
        Assert.Empty(anew);
        var id = Assert.Single(await chat.QueryAsync<long>("select id from submission"));

        await chat.PressesAsync($"k.usulan.c.{id}", "rina");
        Assert.Contains("Tidak ada yang menunggu", Words(await chat.SaysAsync("/usulan", "tono")), StringComparison.Ordinal);
        await chat.ExecuteAsync("update role_grant set revoked_at = 1 where person_id = (select id from person where address = 'rina')");
        await chat.PressesAsync($"k.usulan.c.{id}", "tono");

        Assert.Equal(["tono"], await chat.QueryAsync<string>("select p.address from submission s join person p on p.id = s.reviewer_id"));
    }

    [Theory, BothDatabases]
    public async Task What_a_former_reviewer_had_taken_is_anybodys_and_they_hear_no_more_of_it_though_they_hold_another_role(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync(chat, ("rina", "reviewer 32"), ("rina", "kapten 32.73"), ("tono", "reviewer 32"));
        var id = await SubmitAsync(chat);
        await chat.PressesAsync($"k.usulan.c.{id}", "rina");
        await chat.ExecuteAsync("update role_grant set revoked_at = 1 where role = 3 and person_id = (select id from person where address = 'rina')");
        await HeardAsync(chat, "rina");
        await HeardAsync(chat, "tono");

        await chat.Bot.MoveToAsync(PrivacyChat.Start.AddDays(3), "sari", TestContext.Current.CancellationToken);

        Assert.Empty(await HeardAsync(chat, "rina"));
        Assert.Contains("masih menunggu pemeriksaan", await HeardAsync(chat, "tono"), StringComparison.Ordinal);
        await chat.PressesAsync($"k.usulan.c.{id}", "tono");
        Assert.Equal(["tono"], await chat.QueryAsync<string>("select p.address from submission s join person p on p.id = s.reviewer_id"));

        // What only administrators decide on is no longer theirs either who are only reviewers now; of a withdrawal they hear nothing.
        await chat.ExecuteAsync("update submission set review_by = 'admin'");
        await chat.PressesAsync($"k.usulan.w.{id}@{chat.Bot.Clock.GetUtcNow().ToUnixTimeSeconds()}");
        Assert.Equal(["withdrawn"], await chat.QueryAsync<string>("select state from submission"));
        Assert.Empty(await HeardAsync(chat, "tono"));
    }

    [Theory, BothDatabases]
    public async Task What_a_superadmin_of_the_settings_has_taken_stays_theirs(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync(chat, ("rina", "reviewer 32"));
        var id = await SubmitAsync(chat);
        var person = await AddSuperadminAsync(chat);

        await chat.Database.WriteAsync(
            async session =>
            {
                Assert.True(await SubmissionStore.ClaimAsync(session, BySettings, id, person, PrivacyChat.Start, PrivacyChat.Start));
                Assert.False(await SubmissionStore.IsFreeAsync(session, BySettings, id, PrivacyChat.Start));
                Assert.Equal(person, await SubmissionStore.ReviewerAsync(session, BySettings, id, PrivacyChat.Start));
            },
            TestContext.Current.CancellationToken);
    }

    [Theory, BothDatabases]
    public async Task What_is_withdrawn_after_the_clock_has_read_it_is_reminded_of_no_more_and_nothing_is_twice(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var id = await SubmitAsync(chat);
        var now = PrivacyChat.Start.AddDays(7);

        await chat.Database.WriteAsync(
            async session =>
            {
                var due = Assert.Single(await SubmissionStore.DueAsync(session, now, 10));
                Assert.Equal(id, (await SubmissionStore.TakeReminderAsync(session, due, now.AddDays(3)))?.Id);
                Assert.Null(await SubmissionStore.TakeReminderAsync(session, due, now.AddDays(3)));

                var again = Assert.Single(await SubmissionStore.DueAsync(session, now.AddDays(3), 10));
                Assert.True(await SubmissionStore.WithdrawAsync(session, id, await session.ScalarAsync<long>("select person_id from submission"), now));
                Assert.Null(await SubmissionStore.TakeReminderAsync(session, again, now.AddDays(6)));
            },
            TestContext.Current.CancellationToken);

        Assert.Equal([1], await chat.QueryAsync<long>("select reminders from submission where remind_at is null"));
    }

    [Theory, BothDatabases]
    public async Task Where_no_reviewer_can_be_told_an_administrator_is_and_last_whoever_stands_in_the_settings(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync(chat, ("rina", "reviewer 32.73"), ("tono", "reviewer 32"), ("adi", "admin 32"), ("budi", "admin 33"));
        await chat.ExecuteAsync("update person set unreachable_since = 1 where address = 'rina'");
        await chat.ExecuteAsync("update person set status = 'stopped' where address = 'tono'");

        var id = await SubmitAsync(chat);

        Assert.Contains("Kiriman baru", await HeardAsync(chat, "adi"), StringComparison.Ordinal);
        Assert.Empty(await HeardAsync(chat, "rina") + await HeardAsync(chat, "tono") + await HeardAsync(chat, "budi"));

        await chat.ExecuteAsync("update person set unreachable_since = 1 where address = 'adi'");
        var superadmin = await AddSuperadminAsync(chat);
        var told = await chat.Database.WriteAsync(
            async session =>
            {
                var submission = (await SubmissionStore.FindOwnAsync(session, id, await session.ScalarAsync<long>("select person_id from submission")))!;
                var notices = new Notices(session, chat.Bot.Library, PrivacyChat.Start);
                await notices.TellReviewersAsync(BySettings, submission, "reviewer", "remind_waiting", MessageClass.Reminder);
                return await session.QueryAsync<long>("select person_id from outbox where channel = 'telegram'");
            },
            TestContext.Current.CancellationToken);

        Assert.Equal([superadmin], told);
    }

    [Fact]
    public async Task The_table_for_officers_holds_answers_as_words_and_nobody_reviews_their_own()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await AppointAsync(chat, ("sari", "reviewer 32"), ("rina", "reviewer 32"));
        var id = await SubmitAsync(chat, "=HYPERLINK(\"x\")");

        var own = await chat.PressesAsync($"k.usulan.c.{id}");
        var export = await chat.PressesAsync("k.usulan.csv", "rina");

        Assert.StartsWith("Kiriman itu tidak ada", Words(own), StringComparison.Ordinal);
        var file = export[^1].File!;
        using var reader = new StreamReader(chat.Bot.Of<FileFolder>().Open(file.Path)!);
        var rows = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("nomor,jenis,judul,wilayah,status,dikirim,berubah,Kategori,Sekolah,Karya,Wilayah", rows[0]);
        Assert.StartsWith($"U-{id},atikan,Nominasi ATIKAN,Kota Bandung,submitted,2026-03-02 01:00Z,", rows[1], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", rows[1], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Taking_the_consent_back_does_away_with_what_was_sent_because_of_it(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync(chat, ("rina", "reviewer 32"));
        await SubmitAsync(chat);

        await chat.PressesAsync($"k.privasi.ya.data_kiriman@{PrivacyChat.Start.ToUnixTimeSeconds()}");

        Assert.Empty(await chat.QueryAsync<long>("select id from submission"));
        Assert.Empty(await chat.QueryAsync<long>("select id from submission_event"));
    }

    private static async Task AppointAsync(PrivacyChat chat, params (string Address, string Role)[] officers)
    {
        foreach (var (address, role) in officers)
        {
            await chat.SaysAsync("/menu", address);
            Assert.True(await chat.Bot.AppointAsync(address, role, TestContext.Current.CancellationToken));
        }
    }

    private static async Task<long> SubmitAsync(PrivacyChat chat, string work = "Video buatan sendiri.")
    {
        await chat.PressesAsync(PrivacyChat.DataOf(await AnswerAsync(chat, work), "📨 Kirim"));
        return Assert.Single(await chat.QueryAsync<long>("select id from submission"));
    }

    private static Officers BySettings => new(Options.Create(new AccessOptions { Superadmins = { 4711 } }));

    private static async Task<long> AddSuperadminAsync(PrivacyChat chat) => (await chat.Database.WriteAsync(
        session => PersonStore.FindOrAddAsync(session, "telegram", "4711", "id", null, PrivacyChat.Start), TestContext.Current.CancellationToken)).Id;

    /// <summary>What they were told since they were last asked about.</summary>
    private static async Task<string> HeardAsync(PrivacyChat chat, string address) =>
        Words(await chat.Bot.TakeSentAsync(address, TestContext.Current.CancellationToken));

    /// <summary>Comes to the summary.</summary>
    private static async Task<IReadOnlyList<OutgoingMessage>> AnswerAsync(PrivacyChat chat, string work = "Video buatan sendiri.")
    {
        var consent = await chat.SaysAsync("/atikan_nominasi");
        await chat.PressesAsync(PrivacyChat.DataOf(consent, "Saya setuju"));
        await chat.SaysAsync("guru");
        await chat.SaysAsync("SDN 1 Bandung");
        await chat.SaysAsync(work);
        return await chat.SaysAsync("Kota Bandung");
    }

    private static string Words(IEnumerable<OutgoingMessage> said) => string.Join('\n', said.Select(message => message.Text.Text));
}
