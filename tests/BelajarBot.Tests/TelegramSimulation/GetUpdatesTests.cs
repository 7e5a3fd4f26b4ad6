using TelegramSimulator;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class GetUpdatesTests
{
    [Fact]
    public async Task T17_An_update_is_acknowledged_only_by_a_higher_offset()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        int[] ids = [sari.Says("satu")!.Value, sari.Says("dua")!.Value];

        var first = await bot.CallAsync("getUpdates");
        var again = await bot.CallAsync("getUpdates", new { offset = ids[0] });
        var after = await bot.CallAsync("getUpdates", new { offset = ids[0] + 1 });
        var rest = await bot.CallAsync("getUpdates");

        Assert.Equal(ids, first.UpdateIds);
        Assert.Equal(ids, again.UpdateIds);
        Assert.Equal([ids[1]], after.UpdateIds);
        Assert.Equal([ids[1]], rest.UpdateIds);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(1_000_000)]
    public async Task T19_An_offset_far_out_of_range_is_ignored(int beyondNewest)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var id = telegram.Person().Says("halo")!.Value;

        var beyond = await bot.CallAsync("getUpdates", new { offset = id + beyondNewest });
        var before = await bot.CallAsync("getUpdates", new { offset = id - 100_001 });

        Assert.Equal([id], beyond.UpdateIds);
        Assert.Equal([id], before.UpdateIds);
    }

    [Fact]
    public async Task T19_An_offset_a_little_beyond_the_newest_acknowledges_all()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var id = telegram.Person().Says("halo")!.Value;

        var answer = await bot.CallAsync("getUpdates", new { offset = id + 10 });

        Assert.Empty(answer.UpdateIds);
        Assert.Equal(0, telegram.PendingUpdates);
    }

    [Fact]
    public async Task T20_A_negative_offset_forgets_all_but_the_newest()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        sari.Says("satu");
        var newest = sari.Says("dua")!.Value;

        var answer = await bot.CallAsync("getUpdates", new { offset = -1 });

        Assert.Equal([newest], answer.UpdateIds);
        Assert.Equal(1, telegram.PendingUpdates);
    }

    [Fact]
    public async Task T21_A_batch_holds_at_most_a_hundred()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        for (var i = 0; i < 120; i++)
        {
            sari.Says("halo");
        }

        var all = await bot.CallAsync("getUpdates", new { limit = 500 });
        var some = await bot.CallAsync("getUpdates", new { limit = 7, offset = all.UpdateIds[0] });

        Assert.Equal((100, 7), (all.UpdateIds.Length, some.UpdateIds.Length));
    }

    [Fact]
    public async Task T21_A_poll_is_held_for_at_most_fifty_seconds()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var poll = bot.CallAsync("getUpdates", new { timeout = 600 });
        await Eventually.TrueAsync(() => clock.PendingTimers > 0, "the poll is held");
        clock.Advance(TimeSpan.FromSeconds(49));
        var early = poll.IsCompleted;
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty((await poll).UpdateIds);
        Assert.False(early);
    }

    [Fact]
    public async Task T21_A_held_poll_ends_with_the_first_update()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var poll = bot.CallAsync("getUpdates", new { timeout = 50 });
        await Eventually.TrueAsync(() => telegram.RequestsTo("getUpdates").Count == 1, "the poll arrived");
        var id = telegram.Person().Says("halo")!.Value;

        Assert.Equal([id], (await poll).UpdateIds);
    }

    [Fact]
    public async Task T22_The_same_offset_within_half_a_second_gets_one_update_only()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        sari.Says("satu");
        sari.Says("dua");

        var first = await bot.CallAsync("getUpdates");
        var hammered = await bot.CallAsync("getUpdates");
        clock.Advance(TimeSpan.FromSeconds(0.6));
        var patient = await bot.CallAsync("getUpdates");

        Assert.Equal((2, 1, 2), (first.UpdateIds.Length, hammered.UpdateIds.Length, patient.UpdateIds.Length));
    }

    [Fact]
    public async Task T22_An_empty_queue_asked_again_within_three_seconds_is_held_for_three()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        await bot.CallAsync("getUpdates");

        var hammered = bot.CallAsync("getUpdates");
        await Eventually.TrueAsync(() => clock.PendingTimers > 0, "the poll is held");
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Empty((await hammered).UpdateIds);
    }

    [Fact]
    public async Task T23_After_three_minutes_a_press_is_gone_and_a_message_is_not()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        var said = sari.Says("halo")!.Value;
        sari.PressesData("lama");

        clock.Advance(TimeSpan.FromMinutes(3));
        var later = await bot.CallAsync("getUpdates");
        clock.Advance(TimeSpan.FromHours(24));
        var nextDay = await bot.CallAsync("getUpdates");

        Assert.Equal([said], later.UpdateIds);
        Assert.Empty(nextDay.UpdateIds);
    }

    [Fact]
    public async Task T25_Polling_is_a_conflict_while_a_webhook_is_set_and_deleting_it_keeps_what_waits()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        await bot.CallAsync("setWebhook", new { url = "https://bot.example.org/hook" });
        var id = telegram.Person().Says("halo")!.Value;

        var conflict = await bot.CallAsync("getUpdates");
        await bot.CallAsync("deleteWebhook");
        var updates = await bot.CallAsync("getUpdates");

        Assert.Equal(409, conflict.Status);
        Assert.StartsWith("Conflict: can't use getUpdates method while webhook is active", conflict.Description, StringComparison.Ordinal);
        Assert.Equal([id], updates.UpdateIds);
    }

    [Fact]
    public async Task T26_A_second_poller_ends_the_first()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var first = bot.CallAsync("getUpdates", new { timeout = 50 });
        await Eventually.TrueAsync(() => telegram.RequestsTo("getUpdates").Count == 1, "the first poll arrived");

        var second = bot.CallAsync("getUpdates", new { timeout = 50 });
        var ended = await first;
        telegram.Person().Says("halo");

        Assert.Equal(409, ended.Status);
        Assert.StartsWith("Conflict: terminated by other getUpdates request", ended.Description, StringComparison.Ordinal);
        Assert.Single((await second).UpdateIds);
    }

    [Fact]
    public async Task T12_The_kinds_asked_for_last_are_kept_and_others_never_arrive()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();

        await bot.CallAsync("getUpdates", new { allowed_updates = new[] { "callback_query" } });
        var said = sari.Says("halo");
        await bot.CallAsync("getUpdates", new { allowed_updates = Array.Empty<string>(), offset = 1 });
        var heard = sari.Says("halo");

        Assert.Null(said);
        Assert.NotNull(heard);
    }

    [Fact]
    public async Task T12_A_kind_that_does_not_exist_fails_loudly()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await bot.CallAsync("getUpdates", new { allowed_updates = new[] { "mesage" } });

        Assert.Equal(400, answer.Status);
    }
}
