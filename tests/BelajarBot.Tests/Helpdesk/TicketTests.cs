using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Helpdesk;
using BelajarBot.Storage;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Tests.Helpdesk;

/// <summary>What officers do with questions and when they are told, where transcripts cannot look: races, restarts, clocks.</summary>
public sealed class TicketTests
{
    private const string Dialog = """
        dialog: tanya
        title: Bertanya
        start: {commands: [tanya]}
        answers:
          periksa: {type: choice}
        steps:
          - {id: serahkan, say: Saya teruskan., handover: {queue: duta, note: Tolong}, resume: periksa}
          - {id: periksa, say: Sudah beres?, choices: [{id: sudah, label: Sudah, go: selesai}, {id: belum, label: Belum, go: serahkan}]}
          - {id: selesai, say: Terima kasih., end: done}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Of_two_officers_who_tap_at_once_one_has_the_question_and_the_other_is_told(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("tini", "duta 32"), ("dewi", "duta 32"));
        await AskAsync(chat, "sari");

        var said = await Task.WhenAll(TapAsync(chat, "tini", "a.1"), TapAsync(chat, "dewi", "a.1"));

        var words = said.Select(messages => messages[0].Text.Text).ToList();
        Assert.Single(words, text => text.Contains("Anda tangani", StringComparison.Ordinal));
        Assert.Single(words, text => text.Contains("sudah diambil", StringComparison.Ordinal));
        Assert.Equal(1, (await chat.QueryAsync<long>("select count(*) from audit where act = 'tiket.claim'"))[0]);
        await LookAsync(chat);
        Assert.Empty(await chat.Bot.TakeSentAsync("dewi", Cancel));
    }

    [Theory, BothDatabases]
    public async Task Each_area_is_asked_in_turn_and_each_officer_told_once_whoever_looks_and_after_whatever_restart(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("kapten", "kapten 32.73"), ("tini", "duta 32"), ("pusat", "admin nasional"));
        await AskAsync(chat, "sari");

        Assert.Equal(["kapten"], await ToldAsync(chat));
        chat.Bot.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(["tini"], await ToldAsync(chat));
        chat.Bot.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(["pusat"], await ToldAsync(chat));

        // Nobody is above those; so they are reminded each day.
        chat.Bot.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Empty(await ToldAsync(chat));
        chat.Bot.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["pusat"], await ToldAsync(chat, "Masih ada 1 pertanyaan"));
        chat.Bot.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["pusat"], await ToldAsync(chat, "Masih ada 1 pertanyaan"));
    }

    [Theory, BothDatabases]
    public async Task Within_an_area_one_role_after_the_other_is_asked_from_that_of_the_queue_and_each_has_the_time_that_is_set(DatabaseKind kind)
    {
        using var dialogs = DialogsCopy.Make();
        await File.WriteAllTextAsync(Path.Combine(dialogs.Folder, "tanya.yaml"), Dialog, Cancel);
        await using var chat = await StartAsync(kind, dialogs.Folder, ("kapten", "kapten 32.73"), ("tini", "duta 32.73"), ("admin", "admin 32.73"), ("dewi", "duta 32"));
        SetTimes();

        // Without a dialog from the bottom up.
        await AskAsync(chat, "sari");
        Assert.Equal(["kapten"], await ToldAsync(chat));
        SetTimes();
        chat.Bot.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["tini"], await ToldAsync(chat));
        chat.Bot.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["admin"], await ToldAsync(chat));
        chat.Bot.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(["dewi"], await ToldAsync(chat));

        // This dialog's questions are for a Duta.
        await IntroduceAsync(chat, "tono");
        await chat.SaysAsync("/tanya", "tono");
        Assert.Equal(["tini"], await ToldAsync(chat));

        // A restart reads the settings anew.
        void SetTimes()
        {
            var options = chat.Bot.Of<IOptions<HelpdeskOptions>>().Value;
            (options.EscalateAfterKapten, options.EscalateAfterDuta) = (TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        }
    }

    [Theory, BothDatabases]
    public async Task Who_is_off_duty_is_not_asked_until_they_are_back_and_the_person_is_promised_nothing(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("kapten", "kapten 32.73"), ("tini", "duta 32"));
        await AskAsync(chat, "sari");
        await chat.SaysAsync("/tiket libur", "kapten");
        await AskAsync(chat, "tono");
        Assert.Equal(["tini"], await ToldAsync(chat));

        await chat.SaysAsync("/tiket libur", "tini");
        await IntroduceAsync(chat, "wati");
        await chat.SaysAsync("petugas", "wati");
        Assert.Contains("belum ada petugas yang bertugas", (await chat.SaysAsync("Akun saya terkunci", "wati"))[0].Text.Text, StringComparison.Ordinal);
        await chat.PressesAsync(PrivacyChat.DataOf(await chat.SaysAsync("/tiket", "tini"), "🔔 Bertugas lagi"), "tini");
        chat.Bot.Clock.Advance(TimeSpan.FromDays(1));
        await LookAsync(chat);

        // The first went up, the last waited for anybody; the second is no news to her.
        Assert.StartsWith("Ada 2 pertanyaan baru", Assert.Single(await SentAsync(chat, "tini")), StringComparison.Ordinal);
        Assert.Empty(await SentAsync(chat, "kapten"));
    }

    [Theory]
    [InlineData("libur", null)]
    [InlineData("Libur sampai senin", "2026-03-10")]
    [InlineData("libur s/d 9 maret", "2026-03-10")]
    [InlineData("cuti 3 hari", "2026-03-05")]
    [InlineData("saya libur selama seminggu", "2026-03-09")]
    [InlineData("libur besok", "2026-03-04")]
    public void The_day_of_coming_back_is_read(string words, string? back)
    {
        var wish = Assert.IsType<TicketWish.OffDuty>(TicketWish.Read(words, Types, Monday));

        Assert.Equal(back, wish.Back?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("libur sampai kapan-kapan")]
    [InlineData("libur sampai lebaran")]
    [InlineData("libur sampai 2030-01-01")]
    public void A_day_of_coming_back_that_is_not_understood_is_asked_for(string words) => Assert.IsType<TicketWish.OffDutyUntilWhen>(TicketWish.Read(words, Types, Monday));

    [Theory]
    [InlineData("bertugas")]
    [InlineData("Bertugas lagi")]
    [InlineData("saya sudah masuk lagi")]
    public void Who_is_back_says_so_in_many_words(string words) => Assert.IsType<TicketWish.OnDuty>(TicketWish.Read(words, Types, Monday));

    private static readonly ValueTypes Types = new(Regions.Parse("regions.csv", "code,name,kind,province_code,timezone", "aliases.csv", "code,aliases", []));
    private static readonly ValueContext Monday = new(PrivacyChat.Start, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"), "id");

    [Theory, BothDatabases]
    public async Task A_clock_that_was_put_back_silences_nobody(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("tini", "duta 32"));
        await AskAsync(chat, "sari");
        Assert.Equal(["tini"], await ToldAsync(chat));

        chat.Bot.Clock.Advance(TimeSpan.FromDays(-1));
        await AskAsync(chat, "tono");

        Assert.Equal(["tini"], await ToldAsync(chat));
    }

    [Theory, BothDatabases]
    public async Task Who_is_no_officer_any_more_or_wants_no_messages_is_not_told(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("tini", "duta 32"), ("dewi", "duta 32"), ("ani", "duta 32"));
        await AskAsync(chat, "sari");
        await chat.ExecuteAsync("update role_grant set revoked_at = 1 where person_id = (select id from person where address = 'tini')");
        await chat.ExecuteAsync("update person set status = 'stopped' where address = 'dewi'");

        Assert.Equal(["ani"], await ToldAsync(chat));
        Assert.Empty(await chat.QueryAsync<long>("select ticket_id from ticket_notice where due_at is not null"));
    }

    [Theory, BothDatabases]
    public async Task Whoever_lost_the_role_gets_nothing_more_of_a_question_and_others_are_asked(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("tini", "duta 32"), ("dewi", "duta 32"));
        await AskAsync(chat, "sari");
        await TapAsync(chat, "tini", "a.1");
        await LookAsync(chat);
        await chat.ExecuteAsync("update role_grant set revoked_at = @now where person_id = (select id from person where address = 'tini')", new { now = chat.Bot.Clock.GetUtcNow() });

        // Before anybody looked: what the person writes goes to nobody who may not read it.
        await chat.SaysAsync("petugas", "sari");
        await chat.SaysAsync("Ini rahasia", "sari");
        Assert.Empty(await SentAsync(chat, "tini"));
        await LookAsync(chat);

        Assert.StartsWith("Ada 1 pertanyaan", Assert.Single(await SentAsync(chat, "dewi")), StringComparison.Ordinal);
        Assert.Contains("Anda tangani", (await TapAsync(chat, "dewi", "a.1"))[0].Text.Text, StringComparison.Ordinal);
        Assert.Equal(["tiket.claim", "tiket.taken_back", "tiket.claim"], await chat.QueryAsync<string>("select act from audit where act in ('tiket.claim', 'tiket.taken_back') order by id"));
    }

    [Theory, BothDatabases]
    public async Task A_role_that_ends_gives_its_questions_back_at_its_moment(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("tini", "duta 32"), ("dewi", "duta 32"));
        await AskAsync(chat, "sari");
        await TapAsync(chat, "tini", "a.1");
        await chat.ExecuteAsync("update role_grant set until = @now where person_id = (select id from person where address = 'tini')", new { now = chat.Bot.Clock.GetUtcNow().AddHours(1) });

        await chat.Bot.MoveToAsync(chat.Bot.Clock.GetUtcNow().AddMinutes(59), "tini", Cancel);
        Assert.Equal([1], await chat.QueryAsync<long>("select count(*) from ticket where claimed_by is not null"));
        await chat.Bot.MoveToAsync(chat.Bot.Clock.GetUtcNow().AddMinutes(1), "tini", Cancel);

        Assert.Equal([0], await chat.QueryAsync<long>("select count(*) from ticket where claimed_by is not null"));
        Assert.NotEmpty(await SentAsync(chat, "dewi"));
        Assert.Empty(chat.Bot.TakeTroubles());
    }

    [Theory, BothDatabases]
    public async Task A_reply_to_an_answer_that_nobody_answers_goes_up_like_a_new_question(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("kapten", "kapten 32.73"), ("tini", "duta 32"));
        await AskAsync(chat, "sari");
        await TapAsync(chat, "kapten", "a.1");
        await TapAsync(chat, "kapten", "p.1.2");
        chat.Bot.Clock.Advance(TimeSpan.FromHours(5));
        await LookAsync(chat);
        Assert.Empty(await SentAsync(chat, "tini"));

        await chat.PressesAsync("k.tanyapetugas.balas.1", "sari");
        await chat.SaysAsync("Operatornya tidak ada", "sari");
        chat.Bot.Clock.Advance(TimeSpan.FromHours(4));
        await LookAsync(chat);

        Assert.StartsWith("Ada 1 pertanyaan", Assert.Single(await SentAsync(chat, "tini")), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Plain_words_after_an_answer_reach_its_question_thanks_wait_for_nobody_and_what_is_taken_back_lets_the_dialog_go_on(DatabaseKind kind)
    {
        using var dialogs = DialogsCopy.Make();
        await File.WriteAllTextAsync(Path.Combine(dialogs.Folder, "tanya.yaml"), Dialog, Cancel);
        await using var chat = await StartAsync(kind, dialogs.Folder, ("tini", "duta 32"));
        await AskAsync(chat, "sari");
        await chat.SaysAsync("/tanya");
        await TapAsync(chat, "tini", "a.1");
        await TapAsync(chat, "tini", "p.1.2");
        await chat.SaysAsync("batal");

        // Of two open questions it is the one that the officer wrote about.
        Assert.StartsWith("Saya teruskan ke petugas", Assert.Single(await chat.SaysAsync("terima kasih banyak pak")).Text.Text, StringComparison.Ordinal);
        Assert.Equal([1], await chat.QueryAsync<long>("select ticket_id from ticket_message where author = 'person' order by id desc limit 1"));
        Assert.Empty(await chat.QueryAsync<long>("select id from ticket where id = 1 and escalate_at is not null"));

        await chat.SaysAsync("tambahan pak, nama saya kurang satu huruf");
        Assert.Equal([1], await chat.QueryAsync<long>("select id from ticket where id = 1 and escalate_at is not null"));

        // Only one's own can be taken back; the dialog that waited goes on.
        await chat.PressesAsync("k.pertanyaan.tarik.2", "tini");
        Assert.Equal([2], await chat.QueryAsync<long>("select count(*) from ticket where closed_at is null"));
        await chat.PressesAsync("k.pertanyaan.tarik.1");
        await chat.PressesAsync("k.pertanyaan.tarik.2");
        await chat.PressesAsync("k.pertanyaan.tarik.2");

        Assert.Equal([2], await chat.QueryAsync<long>("select count(*) from ticket where reason = 'reason_withdrawn'"));
        Assert.Contains("membatalkan pertanyaan nomor 1", (await SentAsync(chat, "tini"))[^1], StringComparison.Ordinal);
        Assert.StartsWith("Sama-sama!", Assert.Single(await chat.SaysAsync("terima kasih banyak pak")).Text.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_question_is_answered_with_what_is_ready_given_back_closed_and_rated_once_and_the_dialog_goes_on_where_it_says(DatabaseKind kind)
    {
        using var dialogs = DialogsCopy.Make();
        await File.WriteAllTextAsync(Path.Combine(dialogs.Folder, "tanya.yaml"), Dialog, Cancel);
        await using var chat = await StartAsync(kind, dialogs.Folder, ("tini", "duta 32"), ("dewi", "duta 32"));
        await IntroduceAsync(chat, "sari");
        await chat.SaysAsync("/tanya");
        await TapAsync(chat, "tini", "a.1");

        await TapAsync(chat, "tini", "p.1.2");
        Assert.Contains("Mohon tanyakan dahulu", Assert.Single(await SentAsync(chat, "sari")), StringComparison.Ordinal);
        await TapAsync(chat, "tini", "r.1");
        Assert.Contains("[✋ Saya tangani]", Labels(await TapAsync(chat, "tini", "b.1")), StringComparison.Ordinal);
        await TapAsync(chat, "dewi", "a.1");
        await TapAsync(chat, "dewi", "t.1.1");
        await LookAsync(chat);

        var said = await SentAsync(chat, "sari");
        Assert.Equal(2, said.Count);
        Assert.Contains("ditutup petugas: Sudah terjawab", said[0], StringComparison.Ordinal);
        Assert.Contains("Sudah beres?", said[1], StringComparison.Ordinal);
        await chat.PressesAsync("k.tanyapetugas.nilai.1.3");
        await chat.PressesAsync("k.tanyapetugas.nilai.1.1");
        await chat.PressesAsync("k.tanyapetugas.nilai.1.2", "tini");
        Assert.Equal([3], await chat.QueryAsync<long>("select rating from ticket"));
        Assert.Contains("Terima kasih.", Assert.Single(await chat.SaysAsync("sudah")).Text.Text, StringComparison.Ordinal);
        Assert.Contains("Tidak ada pertanyaan terbuka nomor 1", (await TapAsync(chat, "tini", "a.1"))[0].Text.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Many_questions_go_up_a_few_in_each_unit_and_their_officer_is_told_once(DatabaseKind kind)
    {
        await using var chat = await StartAsync(kind, ("tini", "duta 32"));
        await IntroduceAsync(chat, "sari");
        await chat.Database.WriteAsync(
            async session =>
            {
                for (var each = 0; each < 45; each++)
                {
                    await session.ExecuteAsync(
                        """
                        insert into ticket (person_id, dialog, queue, area, opened_at, escalate_at)
                        select id, 'tanya', 'duta', '32', 1, 1 from person where address = 'sari'
                        """);
                }
            },
            Cancel);
        await using var units = new Units(chat.Database);
        var escalation = new Escalation(
            units, chat.Bot.Of<TicketRouting>(), chat.Bot.Of<TicketNotices>(), chat.Bot.Of<DialogCatalog>(), chat.Bot.Of<Sender>(), chat.Bot.Clock);

        await escalation.RunDueAsync(Cancel);

        Assert.Equal([20, 20, 5], units.Asked);
        Assert.StartsWith("Ada 45 pertanyaan baru", Assert.Single(await SentAsync(chat, "tini")), StringComparison.Ordinal);
    }

    /// <summary>Counts how many questions are asked about in each unit.</summary>
    private sealed class Units(Database inner) : Database
    {
        internal List<long> Asked { get; } = [];

        public override Dialect Dialect => inner.Dialect;

        public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel)
        {
            var (result, asked) = await inner.WriteAsync(
                async session =>
                {
                    var before = await session.ScalarAsync<long>("select count(*) from ticket_notice");
                    var result = await work(session);
                    return (result, await session.ScalarAsync<long>("select count(*) from ticket_notice") - before);
                },
                cancel);
            if (asked > 0)
            {
                Asked.Add(asked);
            }

            return result;
        }

        public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancel) => inner.ReadAsync(work, cancel);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private static Task<PrivacyChat> StartAsync(DatabaseKind kind, params (string Name, string Role)[] people) => StartAsync(kind, dialogs: null, people);

    private static async Task<PrivacyChat> StartAsync(DatabaseKind kind, string? dialogs, params (string Name, string Role)[] people)
    {
        var chat = await PrivacyChat.StartAsync(kind, dialogs);
        foreach (var (name, role) in people)
        {
            await IntroduceAsync(chat, name);
            Assert.True(await chat.Bot.AppointAsync(name, role, Cancel));
        }

        return chat;
    }

    private static Task IntroduceAsync(PrivacyChat chat, string name) => chat.Bot.IntroduceAsync(
        name, "id", TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"), [KeyValuePair.Create("region", "32.73")], Cancel);

    private static async Task AskAsync(PrivacyChat chat, string name)
    {
        await IntroduceAsync(chat, name);
        await chat.SaysAsync("petugas", name);
        await chat.SaysAsync("Sertifikat saya salah nama", name);
    }

    private static async Task LookAsync(PrivacyChat chat)
    {
        foreach (var work in chat.Bot.Of<IEnumerable<IDueWork>>())
        {
            await chat.Bot.Of<DueLook>().LookAsync(work, Cancel);
        }
    }

    private static Task<IReadOnlyList<OutgoingMessage>> TapAsync(PrivacyChat chat, string name, string act) => chat.PressesAsync($"k.tiket.{act}", name);

    private static async Task<List<string>> SentAsync(PrivacyChat chat, string name) =>
        [.. (await chat.Bot.TakeSentAsync(name, Cancel)).Select(message => message.Text.Text)];

    private static string Labels(IEnumerable<OutgoingMessage> said) =>
        string.Concat(said.SelectMany(message => message.Buttons).SelectMany(row => row).Select(button => $"[{button.Label}]"));

    /// <summary>Who is told when two look at once and a third after a restart, each as often as they are.</summary>
    private static async Task<List<string>> ToldAsync(PrivacyChat chat, string words = "Ada 1 pertanyaan baru")
    {
        var told = new List<string>();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => LookAsync(chat)));
        await CollectAsync();
        await chat.Bot.RestartAsync(Cancel);
        await LookAsync(chat);
        await CollectAsync();
        Assert.Empty(chat.Bot.TakeTroubles());
        return told;

        async Task CollectAsync()
        {
            foreach (var name in await chat.QueryAsync<string>("select p.address from person p join role_grant g on g.person_id = p.id order by p.address"))
            {
                told.AddRange((await SentAsync(chat, name)).Where(text => text.StartsWith(words, StringComparison.Ordinal)).Select(_ => name));
            }
        }
    }
}
