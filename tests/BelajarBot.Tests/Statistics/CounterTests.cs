using System.Collections.Concurrent;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Statistics;
using BelajarBot.Storage;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Statistics;

/// <summary>Counters say what the facts say, whatever people do.</summary>
public sealed class CounterTests
{
    private const int People = 3;

    private static readonly string[] Words =
        ["/aktivasi", "aktivasi", "sudah", "belum", "Sudah tahu", "ya", "tidak", "/profil", "/koreksi", "/hapusdata", "/privasi", "batal", "Kota Bandung", "SD", "kepala sekolah"];

    /// <summary>What people do, word by word; what stands in brackets is a button, which is pressed where it is offered.</summary>
    private static readonly string[][] Ways =
    [
        ["/kenalan", "[Saya setuju]", "Orang", "guru", "Kota Bandung", "SD", "lewati"],
        ["/profil", "[✏️ Wilayah]", "[Saya setuju]", "Kabupaten Sleman"],
        ["/profil", "[✏️ Wilayah]", "[Saya setuju]", "Kota Bandung"],
        ["/profil", "[✏️ Jenjang]", "[Saya setuju]", "SMP"],
        ["/profil", "[✏️ Jenjang]", "[Saya setuju]", "SD"],
        ["/aktivasi", "[Sudah tahu]", "sari12@guru.sd.belajar.id", "[Sudah punya]"],
        ["/koreksi", "[↩️]"],
        ["/hapusdata", "[Ya, hapus semua data saya]"],
    ];

    [Theory]
    [BothDatabases(20260302)]
    [BothDatabases(17)]
    public async Task After_random_histories_every_counter_says_what_the_facts_say(DatabaseKind kind, int seed)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var random = new Random(seed);
        var told = new ConcurrentBag<string>();
        var walkers = Enumerable.Range(0, People).Select(i => new Walker(chat, $"orang{i}", new Random(seed + i), 100_000 * (i + 1), told)).ToList();
        var places = new HashSet<(string Address, string? Region, string? Level)>();

        for (var round = 0; round < 10; round++)
        {
            // About twenty turns; of several people at once where the database has several writers.
            await (kind == DatabaseKind.Postgres ? Task.WhenAll(walkers.Select(walker => walker.GoAsync())) : OneByOneAsync(walkers));
            Assert.Empty(await DifferencesAsync(chat.Database));
            places.UnionWith(await chat.QueryAsync<(string, string?, string?)>("select address, region, level from person where region is not null and level is not null"));
            if (random.Next(2) == 0)
            {
                await new CounterFold(chat.Database).RunDueAsync(TestContext.Current.CancellationToken);
                Assert.Empty(await DifferencesAsync(chat.Database));
            }

            chat.Bot.Clock.MoveTo(chat.Bot.Clock.GetUtcNow().AddHours(random.Next(30)));
        }

        // Otherwise nothing was tested: somebody moved, taught at another level, took a mark back, and was erased.
        Assert.Contains(places, place => places.Any(other => other.Address == place.Address && other.Region != place.Region));
        Assert.Contains(places, place => places.Any(other => other.Address == place.Address && other.Level != place.Level));
        Assert.Contains(told, text => text.StartsWith("Dibatalkan", StringComparison.Ordinal));
        Assert.Contains(told, text => text.StartsWith("Semua data Anda sudah dihapus", StringComparison.Ordinal));

        static async Task OneByOneAsync(List<Walker> walkers)
        {
            foreach (var walker in walkers)
            {
                await walker.GoAsync();
            }
        }
    }

    /// <summary>Somebody who goes their ways, and now and then says or presses anything.</summary>
    private sealed class Walker(PrivacyChat chat, string address, Random random, long firstUpdate, ConcurrentBag<string> told)
    {
        private IReadOnlyList<Button> offered = [];
        private long update = firstUpdate;

        internal async Task GoAsync()
        {
            foreach (var way in new[] { Ways[random.Next(Ways.Length)], Ways[random.Next(Ways.Length)] })
            {
                foreach (var words in way)
                {
                    await DoAsync(words);
                }
            }

            await DoAsync(offered.Count > 0 && random.Next(2) > 0 ? $"[{offered[random.Next(offered.Count)].Label}" : Words[random.Next(Words.Length)]);
        }

        private async Task DoAsync(string words)
        {
            var button = words[0] == '[' ? offered.FirstOrDefault(button => button.Label.StartsWith(words.Trim('[', ']'), StringComparison.Ordinal)) : null;
            if (words[0] == '[' && button is null)
            {
                return;
            }

            var said = await chat.Bot.ReceiveAsync(
                new IncomingMessage(ScriptChannel.ChannelName, address, ++update, button is null ? new TextInput(words) : new PressInput(button.Data), "id", "Orang"),
                TestContext.Current.CancellationToken);
            foreach (var message in said)
            {
                told.Add(message.Text.Text);
            }

            offered = [.. said.SelectMany(message => message.Buttons).SelectMany(row => row).Where(button => button.Kind == ButtonKind.Press)];
        }
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
            [("milestone", 0, 0, "32.73", 1), ("milestone", 1, 20514, "32.73", 1), ("milestone", 2, 20514, "32", 1), ("milestone", 3, 20493, "32", 1),
                ("person", 0, 0, "32.73", 1), ("person", 1, 20514, "32.73", 1), ("person", 2, 20514, "32", 1), ("person", 3, 20493, "32", 1)],
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
    public async Task Any_days_of_the_country_add_up_whatever_they_are_added_from(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);
        var random = new Random(28);
        var first = new DateOnly(2025, 1, 1);
        var came = Enumerable.Range(0, 60).Select(_ => first.AddDays(random.Next(400))).ToList();
        for (var half = 0; half < 2; half++)
        {
            await store.Database.WriteAsync(
                async session =>
                {
                    foreach (var (i, day) in came.Index().Where(person => person.Index % 2 == half))
                    {
                        await PersonStore.FindOrAddAsync(session, "uji", $"orang{i}", "id", null, CountedFact.StartOf(day));
                    }
                },
                TestContext.Current.CancellationToken);

            // One half is in the counters by then, the other waits to be added.
            await (half == 0 ? new CounterFold(store.Database).RunDueAsync(TestContext.Current.CancellationToken) : Task.FromResult(0));
        }

        await store.Database.ReadAsync(
            async session =>
            {
                for (var i = 0; i < 20; i++)
                {
                    var from = first.AddDays(random.Next(200));
                    var period = new Period(from, from.AddDays(random.Next(200)));
                    var told = await Figures.SumAsync(session, Series.People, AreaLimit.Everywhere, level: null, period);
                    Assert.Equal(came.Count(day => day >= period.From && day <= period.To), told.Sum(figure => figure.People));
                }

                return true;
            },
            TestContext.Current.CancellationToken);
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
        Assert.Equal(4, (await RowsAsync(store.Database)).Count);
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
