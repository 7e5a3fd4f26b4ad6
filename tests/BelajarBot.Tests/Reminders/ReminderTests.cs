using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Reminders;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Reminders;

/// <summary>Reminders through the bot itself, with a clock that the test moves: what is sent, what is not, and what it says of that.</summary>
public sealed class ReminderTests : IDisposable
{
    /// <summary>A Monday, ten in the morning in Jakarta.</summary>
    private static readonly DateTimeOffset Start = new(2026, 8, 3, 3, 0, 0, TimeSpan.Zero);

    private readonly ReminderFolder folder = new();
    private long updates;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory, BothDatabases]
    public async Task What_is_sent_and_what_is_not_is_written_down_with_its_reason(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using (var bot = await StartAsync(storage))
        {
            await SaysAsync(bot, "sari", "/uji");
            await SaysAsync(bot, "adi", "/uji");
            await SaysAsync(bot, "adi", "berhenti");

            Assert.Equal(["Pengingat sehari.", "Pengingat tiga hari."], await MoveAsync(bot, Start.AddDays(5)));
            await SaysAsync(bot, "sari", "halo");
            var more = await MoveAsync(bot, Start.AddDays(6.5));
            var sari = await WhyAsync(bot, "sari");
            var adi = await WhyAsync(bot, "adi");

            // The third of the week is allowed, a fourth is not.
            Assert.Equal(["Pengingat sehari."], more);
            Assert.Equal(["sehari sent", "tiga_hari sent", "sehari sent"], sari.Decided.Select(each => $"{each.Reminder} {each.Decision}"));
            Assert.Equal(["tiga_hari stopped", "sehari stopped"], adi.Decided.Select(each => $"{each.Reminder} {each.Reason}"));
            Assert.True(adi.IsStopped);
            Assert.Equal(["tiga_hari", "tenggat"], sari.Coming.Select(each => each.Reminder));
            var words = string.Join('\n', new WhyReport(isEnglish: false).Of(adi));
            Assert.Contains("/berhenti", words, StringComparison.Ordinal);
            Assert.Contains("pengingat sehari dari uji", words, StringComparison.Ordinal);
            Assert.Contains("dijadwalkan 2026-08-04 10:00: tidak dikirim: ia meminta berhenti.", words, StringComparison.Ordinal);
            Assert.Contains("pengingat sehari dari uji", string.Join('\n', new WhyReport(isEnglish: false).Of(sari)), StringComparison.Ordinal);

            await SaysAsync(bot, "sari", "halo");
            Assert.Empty(await MoveAsync(bot, Start.AddDays(7.9)));
            Assert.Equal("weekly_cap", (await WhyAsync(bot, "sari")).Decided[0].Reason);
        }

        await remove();
    }

    [Fact]
    public async Task A_date_that_moves_takes_its_reminders_along_also_one_that_was_put_off_and_over_a_restart()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");
        Assert.Contains("tenggat 08-26 09:00", await ComingAsync(bot));

        folder.Close("2026-08-20");
        await bot.ReloadAsync(Cancel);
        await bot.RestartAsync(Cancel);

        Assert.Contains("tenggat 08-18 09:00", await ComingAsync(bot));
        var said = await MoveAsync(bot, new DateTimeOffset(2026, 8, 18, 2, 30, 0, TimeSpan.Zero));
        Assert.Equal("Pengingat tenggat Kamis, 20 Agustus 2026.", said[^1]);

        folder.Close("2026-08-30");
        await bot.ReloadAsync(Cancel);

        Assert.Equal(["Pengingat tenggat Minggu, 30 Agustus 2026."], await MoveAsync(bot, Start.AddDays(60)));
    }

    [Theory]
    [InlineData("when: idle 1 day", "when: idle 2 days", "sehari 08-05 10:00")]
    [InlineData("  - id: sehari\n    when: idle 1 day\n    say: Pengingat sehari.\n", "", "tiga_hari 08-06 10:00")]
    [InlineData("when: idle 1 day", "when: idle 2 hours", "sehari 08-03 12:00")]
    public async Task A_rule_that_is_changed_or_taken_away_reminds_nobody_as_it_was(string rule, string by, string next)
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");

        folder.Write("uji.yaml", ReminderFolder.Dialog.ReplaceLineEndings("\n").Replace(rule, by, StringComparison.Ordinal));
        await bot.ReloadAsync(Cancel);

        var coming = await ComingAsync(bot);
        Assert.Equal(next, coming[0]);
        var due = await bot.Database.ReadAsync(session => session.ScalarAsync<DateTimeOffset>("select due_at from conversation"), Cancel);
        Assert.Equal(coming[0][^5..], due.ToOffset(TimeSpan.FromHours(7)).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Whoever_moves_to_another_zone_is_reminded_by_the_clock_there()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");
        await MoveAsync(bot, Start.AddDays(4));

        await bot.Of<Turns>().ActAsync(
            ScriptChannel.ChannelName, "sari",
            (_, _) => Task.FromResult<Func<DialogLibrary, Visitor, Reply>?>((_, visitor) => new Reply([], visitor.Active, visitor.ConversationCount, [new SaveField("region", "91.71")])),
            Cancel);

        // Nine in Jayapura is seven in Jakarta.
        Assert.Equal(["tenggat 08-26 07:00"], await ComingAsync(bot, Start.AddDays(4)));
        var due = await bot.Database.ReadAsync(session => session.ScalarAsync<DateTimeOffset>("select due_at from conversation"), Cancel);
        Assert.Equal(new DateTimeOffset(2026, 8, 26, 0, 0, 0, TimeSpan.Zero), due);
    }

    [Theory, BothDatabases]
    public async Task Whoever_closes_the_chat_and_opens_it_again_is_reminded_without_having_to_write(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        await using (var bot = await StartAsync(storage))
        {
            await SaysAsync(bot, "sari", "/uji");

            await ReachAsync(bot, isReachable: false);
            Assert.Empty(await ComingAsync(bot));
            Assert.Empty(await MoveAsync(bot, Start.AddDays(1.5)));
            await ReachAsync(bot, isReachable: true);

            // What came to nothing meanwhile is too late, and says so.
            Assert.Equal(["Pengingat tiga hari."], await MoveAsync(bot, Start.AddDays(3.1)));
            Assert.Equal(["tiga_hari sent", "sehari dropped"], (await WhyAsync(bot, "sari")).Decided.Select(each => $"{each.Reminder} {each.Decision}"));
        }

        await remove();
    }

    [Fact]
    public async Task Whoever_comes_back_in_another_dialog_is_reminded_of_all_of_them()
    {
        folder.Write("lain.yaml", "dialog: lain\ntitle: Lain\nstart: {commands: [lain]}\nsteps:\n  - id: selesai\n    say: Halo.\n    end: done\n");
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");
        await ReachAsync(bot, isReachable: false);

        await SaysAsync(bot, "sari", "/lain");

        Assert.Equal(["Pengingat sehari."], await MoveAsync(bot, Start.AddDays(1).AddMinutes(5)));
    }

    [Fact]
    public async Task A_restart_and_a_clock_that_goes_back_an_hour_remind_nobody_twice()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");

        Assert.Equal(["Pengingat sehari."], await MoveAsync(bot, Start.AddDays(1).AddMinutes(5)));
        await bot.RestartAsync(Cancel);
        bot.Clock.MoveTo(Start.AddDays(1).AddMinutes(-55));

        Assert.Empty(await MoveAsync(bot, Start.AddDays(1).AddHours(3)));
    }

    [Fact]
    public async Task A_clock_that_goes_a_day_ahead_drops_what_is_late_by_then_and_says_nothing_twice_when_it_comes_back()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");

        // Half a day before the first is due the clock jumps over it; the minute after, it is right again.
        bot.Clock.MoveTo(Start.AddDays(1.5));
        Assert.Empty(await MoveAsync(bot, Start.AddDays(1.5).AddMinutes(1)));
        bot.Clock.MoveTo(Start.AddDays(0.5));
        Assert.Empty(await MoveAsync(bot, Start.AddDays(2)));

        Assert.Equal(["sehari late"], (await WhyAsync(bot, "sari")).Decided.Select(each => $"{each.Reminder} {each.Reason}"));
        Assert.Equal(["Pengingat tiga hari."], await MoveAsync(bot, Start.AddDays(3.1)));
    }

    [Fact]
    public async Task A_moment_of_an_earlier_turn_does_nothing()
    {
        using var storage = new ScriptStorage();
        await using var bot = await StartAsync(storage.Options);
        await SaysAsync(bot, "sari", "/uji");
        bot.Clock.Advance(TimeSpan.FromHours(23));
        var sari = await bot.Database.ReadAsync(session => session.ScalarAsync<long>("select id from person"), Cancel);
        var stale = new DueConversation(sari, ScriptChannel.ChannelName, "sari", "uji", null);
        await SaysAsync(bot, "sari", "halo");
        bot.Clock.Advance(TimeSpan.FromHours(1));

        await bot.Of<Turns>().WakeAsync([stale], Cancel);

        Assert.Empty((await WhyAsync(bot, "sari")).Decided);
    }

    [Theory, BothDatabases]
    public async Task Officers_see_how_many_are_spoken_to_next_in_their_own_area_and_nobody_else_does(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        folder.Write("tunggu.yaml", "dialog: tunggu\ntitle: Tunggu\nstart: {commands: [jeda_uji]}\nsteps:\n  - {id: jeda, wait: 2 days, say: Sebentar.}\n  - {id: selesai, say: Halo., end: done}\n");
        await using var bot = await StartAsync(storage);
        foreach (var (person, region) in new[] { ("a", "32.73"), ("b", "32.04"), ("c", "33.74"), ("duta", "32.73") })
        {
            await bot.IntroduceAsync(person, "id", TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"), [new("region", region)], Cancel);
            _ = person == "duta" || (await SaysAsync(bot, person, "/uji")).Count > 0;
        }

        Assert.DoesNotContain("Uji", (await SaysAsync(bot, "a", "/jadwal"))[0], StringComparison.Ordinal);
        await bot.Database.WriteAsync(
            session => session.ExecuteAsync(
                "insert into role_grant (person_id, role, area, granted_at) select id, 2, '32', 1 from person where address = 'duta'"),
            Cancel);

        // What others do there belongs to it too; what only waits, and what is elsewhere, does not.
        await SaysAsync(bot, "a", "/jeda_uji");
        await bot.Database.WriteAsync(
            async session =>
            {
                var (friday, sunday) = (Start.AddDays(4).AddHours(-2), Start.AddDays(6));
                await session.ExecuteAsync("update conversation set due_at = due_at + 5400000 where dialog = 'uji' and person_id = (select id from person where address = 'b')");
                foreach (var (id, area) in new[] { (1, "32.73"), (2, "33.74") })
                {
                    await session.ExecuteAsync("insert into broadcast (channel, state, starts_at, counted, created_at, changed_at) values ('script', 'scheduled', @friday, 120, 1, 1)", new { friday });
                    await session.ExecuteAsync("insert into broadcast_area (broadcast_id, area) values (@id, @area)", new { id, area });
                    await session.ExecuteAsync(
                        "insert into event (channel, state, kind, title, area, starts_at, link_code, attendance_code, created_at) values ('script', 'open', 'klinik', @title, @area, @sunday, @area, @area, 1)",
                        new { title = $"Klinik {area}", area, sunday });
                }
            },
            Cancel);

        var said = Assert.Single(await SaysAsync(bot, "duta", "/jadwal"));

        Assert.Equal(
            [
                "⏰ Selasa, 4 Agustus 2026, pukul 10.00–11.30 WIB: Uji, 2 orang", "✉️ Jumat, 7 Agustus 2026, pukul 08.00 WIB: siaran 1, 120 orang",
                "🗓 Minggu, 9 Agustus 2026, pukul 10.00 WIB: kegiatan Klinik 32.73",
            ],
            said.Split('\n')[1..^1]);
        await bot.Database.WriteAsync(
            async session =>
            {
                for (var number = 3; number < 45; number++)
                {
                    await session.ExecuteAsync("insert into broadcast (officer_id, channel, state, starts_at, counted, created_at, changed_at) select id, 'script', 'scheduled', @at, 1, 1, 1 from person where address = 'duta'", new { at = Start.AddDays(1) });
                }
            },
            Cancel);
        Assert.Equal("dan 5 lainnya", Assert.Single(await SaysAsync(bot, "duta", "/jadwal")).Split('\n')[^2]);
        await remove();
    }

    private async Task<ScriptBot> StartAsync(StorageOptions storage) =>
        await ScriptBot.StartAsync(storage, folder.Path, new ScriptClock(Start), Cancel);

    private async Task<IReadOnlyList<string>> SaysAsync(ScriptBot bot, string person, string text) =>
        [.. (await bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, person, ++updates, new TextInput(text)), Cancel)).Select(message => message.Text.Text)];

    private Task ReachAsync(ScriptBot bot, bool isReachable) =>
        bot.Of<Turns>().NoteReachabilityAsync(new ReachabilityChange(ScriptChannel.ChannelName, "sari", ++updates, isReachable), Cancel);

    private static async Task<IReadOnlyList<string>> MoveAsync(ScriptBot bot, DateTimeOffset moment, string person = "sari") =>
        [.. (await bot.MoveToAsync(moment, person, Cancel)).Select(message => message.Text.Text)];

    private static Task<Why> WhyAsync(ScriptBot bot, string person, DateTimeOffset? now = null) => bot.Database.ReadAsync(
        async session => (await Why.ReadAsync(
            session, bot.Library, await session.ScalarAsync<long>("select id from person where address = @person", new { person }),
            DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, now ?? bot.Clock.GetUtcNow()))!,
        Cancel);

    /// <summary>What is to come for Sari, with the moments on the clocks of Jakarta.</summary>
    private static async Task<List<string>> ComingAsync(ScriptBot bot, DateTimeOffset? now = null) =>
        [.. (await WhyAsync(bot, "sari", now)).Coming.Select(each => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{each.Reminder} {each.At.ToOffset(TimeSpan.FromHours(7)):MM-dd HH:mm}"))];
}
