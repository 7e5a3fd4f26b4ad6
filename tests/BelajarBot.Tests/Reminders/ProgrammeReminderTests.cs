using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Reminders;
using BelajarBot.Storage;
using BelajarBot.Tests.Conversations;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Reminders;

/// <summary>Reminders of those who take part in a programme, whatever dialog they are in: who gets them, when, and who does not.</summary>
public sealed class ProgrammeReminderTests : IDisposable
{
    /// <summary>A Monday, midnight in UTC.</summary>
    private static readonly DateTimeOffset Start = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, int Hours)[] Zones = [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)];

    private const string Rule = "when: 3 days before program.tutup at 09:00";

    private readonly ScratchDialogs folder = new("commands/jadwal.yaml", "commands/jadwal.en.yaml");
    private long updates;

    public ProgrammeReminderTests()
    {
        folder.Write("uji.yaml", """
            dialog: uji
            title: Uji
            program: lomba
            start: {commands: [uji]}
            milestones: [beres]
            answers:
              hasil: {type: choice}
            steps:
              - id: tanya
                ask: hasil
                say: Sudah?
                choices: [{id: sudah, label: Sudah, milestone: beres}]
              - id: selesai
                say: Bagus.
                end: done
            """);
        Close("2026-08-20");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory, BothDatabases]
    public async Task Everybody_who_takes_part_is_reminded_once_for_each_date_by_their_own_clock_and_nobody_else_is(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        Close("2026-08-20", rules: "");
        await using (var bot = await StartAsync(storage))
        {
            // One in seven of each: may have it, stopped, cannot be reached, is done, was told enough, is of another cycle, came too late.
            const int People = 210;
            await bot.Database.WriteAsync(
                async session =>
                {
                    for (var number = 0; number < People; number++)
                    {
                        var (address, zone, sort) = ($"p{number}", Zones[number % 3].Name, number % 7);
                        var id = await session.ScalarAsync<long>(
                            """
                            insert into person (channel, address, language, zone, status, unreachable_since, created_at, seen_at)
                            values ('script', @address, 'id', @zone, @status, @unreachable, 1, 1) returning id
                            """,
                            new { address, zone, status = sort == 1 ? "stopped" : "active", unreachable = sort == 2 ? Start : (DateTimeOffset?)null });
                        await session.ExecuteAsync(
                            "insert into enrolment (person_id, program, cycle, enrolled_at) values (@id, 'lomba', @cycle, @at)",
                            new { id, cycle = sort == 5 ? "2025" : "2026", at = sort == 6 ? Start.AddDays(15) : Start });
                        if (sort == 3)
                        {
                            await session.ExecuteAsync("insert into milestone (person_id, scope, cycle, milestone, reached_at) values (@id, 'lomba', '2026', 'beres', @Start)", new { id, Start });
                        }

                        for (var times = 0; sort == 4 && times < 3; times++)
                        {
                            await session.ExecuteAsync(
                                "insert into reminder_log (person_id, dialog, reminder, revision, planned_for, decided_at, decision) values (@id, 'x', 'x', '', @at, @at, 'sent')", new { id, at = Start.AddDays(12) });
                        }
                    }
                },
                Cancel);

            // The rule comes later than the people; the date moves once before anybody was told, and once after.
            Close("2026-08-25");
            await bot.ReloadAsync(Cancel);
            Close("2026-08-20");
            await bot.ReloadAsync(Cancel);
            await LiveAsync(bot, day: 14);
            var first = await LogAsync(bot);
            Close("2026-08-27");
            await bot.ReloadAsync(Cancel);
            await LiveAsync(bot, day: 21);
            var second = (await LogAsync(bot)).Except(first).ToList();

            Assert.Equal(Expected(day: 14, sort => sort switch { 0 => "sent", 1 => "stopped", 3 => "unless", 4 => "weekly_cap", _ => null }), first);
            Assert.Equal(Expected(day: 21, sort => sort switch { 0 or 4 or 6 => "sent", 3 => "unless", 1 => "stopped", _ => null }), second);
            Assert.Empty(bot.TakeTroubles());
            Assert.Equal(0, await bot.Database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from enrolment where due_at is not null"), Cancel));

            static List<string> Expected(int day, Func<int, string?> fate) =>
            [
                .. Enumerable.Range(0, People).Where(number => fate(number % 7) is not null)
                    .Select(number => $"p{number} {Start.AddDays(day).AddHours(9 - Zones[number % 3].Hours):MM-dd HH:mm} {fate(number % 7)}").Order(StringComparer.Ordinal),
            ];
        }

        await remove();
    }

    [Fact]
    public async Task Whoever_takes_part_has_it_scheduled_from_then_on_and_why_and_the_schedule_tell_of_it()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");
        await SaysAsync(bot, "sari", "batal");

        var why = await WhyAsync(bot, "sari");
        bot.Clock.MoveTo(Start.AddDays(9));
        await bot.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("update person set region = '32.73'");
                await session.ExecuteAsync("insert into role_grant (person_id, role, area, granted_at) select id, 2, '32', 1 from person");
            },
            Cancel);
        var schedule = Assert.Single(await SaysAsync(bot, "sari", "/jadwal"));
        await MoveAsync(bot, Start.AddDays(14.5));

        Assert.Contains("2026-08-17 09:00  pengingat tutup dari program.lomba.", string.Join('\n', new WhyReport(isEnglish: false).Of(why)), StringComparison.Ordinal);
        Assert.Contains("Senin, 17 Agustus 2026, pukul 09.00 WIB: Lomba, 1 orang", schedule, StringComparison.Ordinal);
        Assert.Contains(
            "pengingat tutup dari program.lomba, dijadwalkan 2026-08-17 09:00: dikirim", string.Join('\n', new WhyReport(isEnglish: false).Of(await WhyAsync(bot, "sari"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_changed_or_taken_away_and_a_cycle_that_is_over_remind_nobody_as_it_was()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");
        await SaysAsync(bot, "sari", "batal");

        Close("2026-08-20", Rule.Replace("3 days", "2 days", StringComparison.Ordinal));
        await bot.ReloadAsync(Cancel);
        Assert.Equal("08-18 02:00", await NextAsync(bot));
        Close("2026-08-20", state: "closed");
        await bot.ReloadAsync(Cancel);
        Assert.Null(await NextAsync(bot));
        Close("2026-08-20", rules: "");
        await bot.ReloadAsync(Cancel);

        Assert.Empty(await MoveAsync(bot, Start.AddDays(30)));
    }

    [Fact]
    public async Task It_follows_the_person_to_another_zone_and_out_of_a_chat_and_back()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");
        await SaysAsync(bot, "sari", "batal");
        Assert.Equal("08-17 02:00", await NextAsync(bot));

        await bot.Of<Turns>().ActAsync(
            ScriptChannel.ChannelName, "sari",
            (_, _) => Task.FromResult<Func<DialogLibrary, Visitor, Reply>?>((_, visitor) => new Reply([], visitor.Active, visitor.ConversationCount, [new SaveField("region", "91.71")])),
            Cancel);
        Assert.Equal("08-17 00:00", await NextAsync(bot));
        await ReachAsync(bot, isReachable: false);
        Assert.Null(await NextAsync(bot));
        await ReachAsync(bot, isReachable: true);

        Assert.Equal("08-17 00:00", await NextAsync(bot));
    }

    [Fact]
    public async Task A_dialog_and_its_programme_never_speak_of_the_same_date_within_a_day()
    {
        folder.Write("uji.yaml", File.ReadAllText(Path.Combine(folder.Path, "uji.yaml")).ReplaceLineEndings("\n").TrimEnd()
            + "\nreminders:\n  - {id: tenggat, when: 3 days before program.tutup at 15:00, say: Dari dialog.}\n");
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");
        await SaysAsync(bot, "adi", "/uji");
        await SaysAsync(bot, "adi", "batal");

        // Sari's dialog is open and will say it; Adi hears it of the programme and only then comes back to the dialog.
        Assert.Equal(["Lomba ditutup Kamis, 20 Agustus 2026."], await MoveAsync(bot, Start.AddDays(14.2), "adi"));
        await SaysAsync(bot, "adi", "/uji");
        Assert.Empty(await MoveAsync(bot, Start.AddDays(15), "adi"));

        Assert.Equal(["Dari dialog."], [.. (await bot.TakeSentAsync("sari", Cancel)).Select(message => message.Text.Text)]);
        Assert.Equal(["tenggat superseded", "tutup "], (await WhyAsync(bot, "adi")).Decided.Select(each => $"{each.Reminder} {each.Reason}"));
        Assert.Equal(["tenggat ", "tutup superseded"], (await WhyAsync(bot, "sari")).Decided.Select(each => $"{each.Reminder} {each.Reason}"));
    }

    [Fact]
    public async Task Its_buttons_are_answered_kindly_when_there_is_nothing_to_put_off_any_more_or_never_was()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/bantuan");

        var over = bot.Library.Texts["reminder_over"].Source.Source;
        foreach (var data in new[] { "p.lomba.1.tutup", "p.lain.1.tutup", "n.lomba" })
        {
            Assert.Equal([over], await DoesAsync(bot, "sari", new PressInput(data)));
        }

        await SaysAsync(bot, "sari", "/uji");
        Assert.Equal([over], await DoesAsync(bot, "sari", new PressInput("p.lomba.1.hilang")));
        Assert.Contains("saya ingatkan lagi", Assert.Single(await DoesAsync(bot, "sari", new PressInput("p.lomba.3.tutup"))), StringComparison.Ordinal);
        await DoesAsync(bot, "sari", new PressInput("n.lomba"));

        Assert.Null(await NextAsync(bot));
        Assert.Equal([over], await DoesAsync(bot, "sari", new PressInput("p.lomba.1.tutup")));
        Assert.Equal(["program.lomba"], (await WhyAsync(bot, "sari")).Silenced);
    }

    private void Close(string day, string rules = Rule, string state = "open")
    {
        var reminders = rules.Length == 0 ? "" : $$"""reminders: [{id: tutup, {{rules}}, unless: reached(beres), say: "Lomba ditutup {program.tutup|date}.", opens: uji}]""";
        folder.Write("programs/lomba.yaml", $$$"""
            program: lomba
            title: Lomba
            links: {situs: {title: Situs, value: lomba.example, source: uji, last_checked: 2026-01-31, confidence: V}}
            {{{reminders}}}
            cycles:
              - cycle: 2026
                state: {{{state}}}
                source: uji
                last_checked: 2026-01-31
                confidence: V
                dates:
                  tutup: {value: {{{day}}}, source: uji, last_checked: 2026-01-31, confidence: V}
            """);
    }

    /// <summary>The hours around nine in the morning of a day, on all clocks.</summary>
    private static async Task LiveAsync(ScriptBot bot, int day)
    {
        for (var hour = (day * 24) - 2; hour < (day * 24) + 6; hour++)
        {
            bot.Clock.MoveTo(Start.AddHours(hour));
            await bot.Of<DueEnrolments>().RunDueAsync(Cancel);

            // What is said at one moment arrives then: the sender would find it late some hours on.
            await bot.Of<Sender>().WhenEmptyAsync(Cancel);
        }
    }

    /// <summary>What was decided, by person and moment.</summary>
    private static async Task<List<string>> LogAsync(ScriptBot bot) =>
    [
        .. (await bot.Database.ReadAsync(
            session => session.QueryAsync<(string Address, DateTimeOffset At, string Decision, string? Reason)>(
                "select p.address, r.decided_at, r.decision, r.reason from reminder_log r join person p on p.id = r.person_id where r.dialog = 'program.lomba'"),
            Cancel)).Select(row => $"{row.Address} {row.At:MM-dd HH:mm} {row.Reason ?? row.Decision}").Order(StringComparer.Ordinal),
    ];

    private static async Task<string?> NextAsync(ScriptBot bot) => await bot.Database.ReadAsync(
        session => session.FirstOrDefaultAsync<DateTimeOffset?>("select due_at from enrolment"), Cancel) is { } due ? $"{due.UtcDateTime:MM-dd HH:mm}" : null;

    private async Task<ScriptBot> StartAsync(StorageOptions storage) => await ScriptBot.StartAsync(storage, folder.Path, new ScriptClock(Start), Cancel);

    private Task<IReadOnlyList<string>> SaysAsync(ScriptBot bot, string person, string text) => DoesAsync(bot, person, new TextInput(text));

    private async Task<IReadOnlyList<string>> DoesAsync(ScriptBot bot, string person, Input input) =>
        [.. (await bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, person, ++updates, input), Cancel)).Select(message => message.Text.Text)];

    private Task ReachAsync(ScriptBot bot, bool isReachable) =>
        bot.Of<Turns>().NoteReachabilityAsync(new ReachabilityChange(ScriptChannel.ChannelName, "sari", ++updates, isReachable), Cancel);

    private static async Task<IReadOnlyList<string>> MoveAsync(ScriptBot bot, DateTimeOffset moment, string person = "sari") =>
        [.. (await bot.MoveToAsync(moment, person, Cancel)).Select(message => message.Text.Text)];

    private static Task<Why> WhyAsync(ScriptBot bot, string person) => bot.Database.ReadAsync(
        async session => (await Why.ReadAsync(
            session, bot.Library, await session.ScalarAsync<long>("select id from person where address = @person", new { person }),
            DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, bot.Clock.GetUtcNow()))!,
        Cancel);
}
