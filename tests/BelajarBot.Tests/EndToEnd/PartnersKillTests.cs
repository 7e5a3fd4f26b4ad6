using System.Text.Json;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// People send something in and answer an invitation while the bot is killed again and again. After every kill and at the end
/// the tables are held against what people wrote and were told. BELAJARBOT_LONG=1 asks for the long form.
/// </summary>
public sealed class PartnersKillTests
{
    private const string Link = "bcdfghjkmn";

    /// <summary>Long enough that they are still busy at the last kill.</summary>
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(TestRun.IsLong ? 15 : 0.5);
    private static readonly (int People, int Seats, int Kills) Size = TestRun.IsLong ? (100, 30, 40) : (8, 3, 2);

    [Theory, BothDatabases]
    public async Task Killed_at_any_moment_the_bot_takes_each_submission_once_and_never_gives_a_seat_twice(DatabaseKind kind)
    {
        var seed = KillTests.Seed();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Record = false }, TestContext.Current.CancellationToken);
        var (storage, remove) = await TestDatabase.PlaceAsync(kind, migrated: true);
        await InviteAsync(storage);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(TestRun.IsLong ? 15 : 2));
        var delivered = 0;
        telegram.OnDelivered = (_, _) => Interlocked.Increment(ref delivered);

        var people = Enumerable.Range(0, Size.People).Select(i => new ApplyingPartner(telegram.Person(), Link, new Random(seed + 1 + i))).ToList();
        var settings = BotSettings.For(telegram, storage, "Reminders:TickEvery=00:00:01");
        var applications = people.ConvertAll(person => person.ApplyAsync(TimeSpan.FromSeconds(4), Thinking, limit.Token));
        var bot = BotProcess.Run(settings);
        try
        {
            var kills = 0;
            for (var chance = new Random(seed); kills < Size.Kills && applications.Exists(application => !application.IsCompleted); kills++)
            {
                // When all are done nothing is delivered any more, and there is nothing to wait for.
                await KillTests.AwaitMomentAsync(
                    Size.People * 5 / Size.Kills, chance,
                    () => applications.TrueForAll(application => application.IsCompleted) ? int.MaxValue : Volatile.Read(ref delivered), limit.Token);
                Assert.False(bot.HasExited, bot.Errors);
                await bot.KillAsync();
                await bot.DisposeAsync();
                await AssertNoSeatIsTwiceGivenAsync(storage);
                bot = BotProcess.Run(settings);
            }

            await Task.WhenAll(applications);

            // Everybody may be done before the last.
            Assert.InRange(kills, Size.Kills / 2, Size.Kills);
            await Until.TrueAsync(() => telegram.PendingUpdates == 0, "every update was acknowledged");
            var comers = people.Count(person => !person.ChangesTheirMind);
            await Until.TrueAsync(
                () => people.Count(person => person.Seat is "yes" or "offered") == Math.Min(Size.Seats, comers), "every seat that was given up was offered to the next");
            await bot.InterruptAsync();
            Assert.Equal(0, await bot.ExitCodeAsync());
            TestContext.Current.TestOutputHelper!.WriteLine($"{kills} kills; {delivered} messages delivered; {comers} of {people.Count} want one of {Size.Seats} seats");
            await AssertKeptAsItWasSaidAsync(storage, people);
        }
        finally
        {
            await bot.DisposeAsync();
            await remove();
        }
    }

    /// <summary>A meeting in a week for everybody who has the link, with fewer seats than people.</summary>
    private static async Task InviteAsync(StorageOptions storage)
    {
        await using var database = await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                insert into event (channel, state, kind, title, area, audience, starts_at, zone, length_minutes, place, capacity, materials,
                    gives_certificate, repeats, link_code, attendance_code, created_at)
                values ('telegram', 'open', 'bimtek', 'Bimtek Koding', '', 'true', @start, 'Asia/Jakarta', 60, 'Aula', @Seats, '', 0, 'once', @Link, 'zxwvts', @now)
                """,
                new { start = now.AddDays(7), Size.Seats, Link, now }),
            TestContext.Current.CancellationToken);
    }

    private static async Task AssertNoSeatIsTwiceGivenAsync(StorageOptions storage)
    {
        await using var database = await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken);
        var (taken, twice) = await database.ReadAsync(
            async session => (
                await session.ScalarAsync<long>("select count(*) from event_answer where state in ('yes', 'offered')"),
                await session.QueryAsync<long>("select person_id from submission group by person_id having count(*) > 1")),
            TestContext.Current.CancellationToken);
        Assert.InRange(taken, 0, Size.Seats);
        Assert.Empty(twice);
    }

    private static async Task AssertKeptAsItWasSaidAsync(StorageOptions storage, List<ApplyingPartner> people)
    {
        await AssertNoSeatIsTwiceGivenAsync(storage);
        await using var database = await Database.OpenAsync(storage, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Distinct(people.Select(person => person.Number));
        foreach (var person in people)
        {
            var address = $"{person.Phone.Id}";
            var (submissions, acts, seats) = await database.ReadAsync(
                async session => (
                    await session.QueryAsync<(long Id, string Answers, string State)>(
                        "select s.id, s.answers, s.state from submission s join person p on p.id = s.person_id where p.address = @address", new { address }),
                    await session.QueryAsync<string>(
                        "select e.act from submission_event e join submission s on s.id = e.submission_id join person p on p.id = s.person_id where p.address = @address",
                        new { address }),
                    await session.QueryAsync<string>(
                        "select a.state from event_answer a join person p on p.id = a.person_id where p.address = @address", new { address })),
                TestContext.Current.CancellationToken);

            var (id, answers, state) = Assert.Single(submissions);
            var kept = JsonSerializer.Deserialize<Dictionary<string, string>>(answers)!;
            Assert.Equal(person.Answers, (kept["topik"], kept["wilayah"], kept["isu"]));
            Assert.Equal(($"U-{id}", "submitted"), (person.Number, state));
            Assert.Equal(["submitted"], acts);
            Assert.Equal(person.Seat, Assert.Single(seats));
        }
    }
}
