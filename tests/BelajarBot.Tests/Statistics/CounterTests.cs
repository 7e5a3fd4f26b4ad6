using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Statistics;

/// <summary>Counters say what the facts say, whatever people do.</summary>
public sealed class CounterTests
{
    private static readonly string[] Words =
    [
        "/aktivasi", "/aktivasi", "aktivasi", "sudah", "belum", "Sudah tahu", "sari12@guru.sd.belajar.id", "ya", "tidak", "/profil", "/koreksi",
        "/hapusdata", "/privasi", "batal", "Kota Bandung", "Kabupaten Sleman", "guru", "SD", "SMP", "kepala sekolah",
    ];

    [Theory, BothDatabases]
    public async Task After_random_histories_every_counter_says_what_the_facts_say(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var random = new Random(20260302);
        var buttons = new Dictionary<string, List<string>>();
        var reached = 0L;

        for (var turn = 0; turn < 240; turn++)
        {
            var address = $"orang{random.Next(3)}";
            var offered = buttons.GetValueOrDefault(address, []);
            var said = offered.Count > 0 && random.Next(4) > 0
                ? await chat.PressesAsync(offered[random.Next(offered.Count)], address)
                : await chat.SaysAsync(Words[random.Next(Words.Length)], address);
            if (said.SelectMany(message => message.Buttons).SelectMany(row => row).Where(button => button.Kind == ButtonKind.Press)
                .Select(button => button.Data).ToList() is { Count: > 0 } fresh)
            {
                buttons[address] = fresh;
            }

            if (random.Next(10) == 0)
            {
                await chat.Bot.MoveToAsync(chat.Bot.Clock.GetUtcNow().AddHours(random.Next(30)), address, TestContext.Current.CancellationToken);
                reached += (await chat.QueryAsync<long>("select count(*) from milestone"))[0];
            }
        }

        Assert.True(reached > 0, "Nobody reached anything, so nothing was tested.");
        Assert.Empty(await chat.Database.ReadAsync(session => CounterCheck.DifferencesAsync(session, 10), TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task Who_moves_or_goes_takes_along_what_they_reached(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var now = new DateTimeOffset(2026, 3, 1, 18, 0, 0, TimeSpan.Zero);
        var (sari, moved) = await store.Database.WriteAsync(
            async session =>
            {
                var stranger = await PersonStore.FindOrAddAsync(session, "uji", "sari", "id", null, now);
                var counters = new Counters(await CountedFact.OfPersonAsync(session, stranger.Id));
                await session.ExecuteAsync("insert into milestone (person_id, scope, milestone, reached_at) values (@Id, 'belajar_id', 'aktif', @now)", new { stranger.Id, now });
                counters.Note(new CountedFact(CountedFact.Reached, "belajar_id", "", "aktif", now));
                var teacher = stranger with { Region = "32.73", Level = "sd", Role = "guru" };
                PersonStore.Save(session, teacher, isPresent: true, now);
                counters.Write(session, stranger, teacher);
                return (teacher, teacher with { Region = "32.04" });
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            [("milestone", 0, 0, "32.73", 1), ("milestone", 1, 20514, "32.73", 1), ("milestone", 2, 20514, "32", 1),
                ("person", 0, 0, "32.73", 1), ("person", 1, 20514, "32.73", 1), ("person", 2, 20514, "32", 1)],
            await RowsAsync(store.Database));

        await store.Database.WriteAsync(
            async session =>
            {
                PersonStore.Save(session, moved, isPresent: true, now);
                new Counters(await CountedFact.OfPersonAsync(session, sari.Id)).Write(session, sari, moved);
            },
            TestContext.Current.CancellationToken);

        // In the middle of it all the changes so far are added to the counters, which changes no figure.
        Assert.True(await new CounterFold(store.Database).RunDueAsync(TestContext.Current.CancellationToken) > 0);
        Assert.Empty(await store.Database.ReadAsync(session => session.QueryAsync<long>("select id from counter_change"), TestContext.Current.CancellationToken));

        Assert.All(await RowsAsync(store.Database), row => Assert.StartsWith("32", row.Area, StringComparison.Ordinal));
        Assert.DoesNotContain(await RowsAsync(store.Database), row => row.Area == "32.73");
        Assert.Empty(await DifferencesAsync(store.Database));

        await store.Database.WriteAsync(
            session => BelajarBot.Privacy.Erasure.EraseAsync(session, new BelajarBot.Privacy.ErasedPerson(sari.Id, "uji", "sari")),
            TestContext.Current.CancellationToken);

        Assert.Empty(await RowsAsync(store.Database));
        Assert.Empty(await DifferencesAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_wrong_counter_is_told_and_counted_anew(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        await store.Database.WriteAsync(
            async session =>
            {
                await PersonStore.FindOrAddAsync(session, "uji", "sari", "id", null, DateTimeOffset.UnixEpoch.AddHours(16));
            },
            TestContext.Current.CancellationToken);
        await new CounterFold(store.Database).RunDueAsync(TestContext.Current.CancellationToken);
        await store.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("update counter set people = 7 where grain = 0");
                await session.ExecuteAsync("delete from counter where grain = 1");
            },
            TestContext.Current.CancellationToken);

        var told = await DifferencesAsync(store.Database);
        await store.Database.WriteAsync(CounterCheck.RepairAsync, TestContext.Current.CancellationToken);

        Assert.Equal([(0, 7, 1), (1, 0, 1)], told.Select(one => ((int)one.Grain, (int)one.Counted, (int)one.Facts)));
        Assert.Empty(await DifferencesAsync(store.Database));
        Assert.Equal(3, (await RowsAsync(store.Database)).Count);
    }

    private static Task<List<CounterDifference>> DifferencesAsync(Database database) =>
        database.ReadAsync(session => CounterCheck.DifferencesAsync(session, 10), TestContext.Current.CancellationToken);

    private static Task<List<(string Kind, int Grain, int Day, string Area, int People)>> RowsAsync(Database database) => database.ReadAsync(
        session => session.QueryAsync<(string, int, int, string, int)>(
            """
            select kind, grain, day, area, cast(sum(people) as bigint) from counted
            group by kind, grain, day, area having sum(people) <> 0 order by kind, grain, day, area
            """),
        TestContext.Current.CancellationToken);
}
