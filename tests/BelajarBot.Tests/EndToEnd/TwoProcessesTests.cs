using System.Collections.Concurrent;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Tests.Conversations;
using BelajarBot.Tests.Storage;
using TelegramSimulator;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>Two real processes of the bot on one PostgreSQL: one leads, and the other is there when it dies.</summary>
public sealed class TwoProcessesTests : IAsyncLifetime
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<(long Person, string Text)> delivered = new();
    private Simulator telegram = null!;
    private BotStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        telegram = await Simulator.StartAsync(new SimulatorOptions { Limits = new RateLimits(BurstPerChat: 4) }, Cancel);
        telegram.OnDelivered = (person, message) => delivered.Enqueue((person.Id, message.Text));
        store = await BotStore.CreateAsync(DatabaseKind.Postgres);
    }

    public async ValueTask DisposeAsync()
    {
        await telegram.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task T26_T70_Exactly_one_polls_and_sends_what_the_other_commits_and_together_they_keep_the_pace()
    {
        await using var one = Start();
        await one.ReadyAsync();
        await Until.TrueAsync(() => telegram.RequestsTo("getUpdates").Count > 0, "the first polls");
        await using var two = Start();
        await two.ReadyAsync();
        await using var database = Database.Connect(store.Options);
        var people = await KnownPeople.ArriveAsync(telegram, database, 60);

        var latencies = await CommitRepliesAsync(database, people[0], 10);
        var campaign = await StartCampaignAsync(database, people);
        var answered = people[1..4].Select(async person =>
        {
            person.Says("/satu");
            await Until.TrueAsync(() => person.Inbox.Any(message => message.Text.Contains("/satu")), "an answer among the broadcast");
        });
        await Task.WhenAll(answered);
        await Until.TrueAsync(async () => (await StandingAsync(database, campaign)).State == Campaigns.Finished, "the campaign ended");

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"from the commit of another process to Telegram: median {latencies[latencies.Count / 2]:F0} ms, longest {latencies[^1]:F0} ms");
        Assert.Equal(60, delivered.Count(message => message.Text == "Siaran"));
        Assert.Equal(60, delivered.Where(message => message.Text == "Siaran").Select(message => message.Person).Distinct().Count());
        Assert.Equal(0, telegram.Sent.Refused);
        Assert.InRange(telegram.Sent.MostInOneSecond, 20, 30);
        Assert.DoesNotContain("Conflict", one.Errors + two.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.Single(new[] { one, two }, bot => bot.Errors.Contains("This process leads now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T26_T128_When_the_leader_is_killed_the_other_takes_over_in_time_and_no_broadcast_goes_twice()
    {
        await using var one = Start();
        await one.ReadyAsync();
        await Until.TrueAsync(() => one.Errors.Contains("This process leads now", StringComparison.Ordinal), "the first leads");
        await using var two = Start();
        await two.ReadyAsync();
        await using var database = Database.Connect(store.Options);
        var people = await KnownPeople.ArriveAsync(telegram, database, 80);
        var campaign = await StartCampaignAsync(database, people);
        await Until.TrueAsync(() => delivered.Count(message => message.Text == "Siaran") >= 25, "a part is sent");

        await one.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();
        var before = delivered.Count;
        people[0].Says("/sesudah");
        await Until.TrueAsync(() => delivered.Count > before, "the other sends");
        var silence = TimeProvider.System.GetElapsedTime(killed);
        await Until.TrueAsync(() => people[0].Inbox.Any(message => message.Text.Contains("/sesudah")), "the other answers");
        await Until.TrueAsync(async () => (await StandingAsync(database, campaign)).State == Campaigns.Finished, "the campaign ended");

        TestContext.Current.TestOutputHelper!.WriteLine($"nothing was sent for {silence.TotalMilliseconds:F0} ms after the kill; the lease lasts {LeaseTime.TotalMilliseconds:F0} ms");
        var standing = await StandingAsync(database, campaign);
        var broadcasts = delivered.Where(message => message.Text == "Siaran").Select(message => message.Person).ToList();
        Assert.Equal(broadcasts.Distinct().Count(), broadcasts.Count);
        Assert.Equal(80, standing.Of(Outcome.Sent) + standing.Of(Outcome.Unknown));
        Assert.InRange(broadcasts.Count, standing.Of(Outcome.Sent), 80);
        Assert.InRange(silence, TimeSpan.Zero, LeaseTime + TimeSpan.FromSeconds(1));
    }

    private BotProcess Start() => BotProcess.Run(BotSettings.For(
        telegram, store.Options, $"Sending:Lease={LeaseTime}", "Sending:PerSecond=30", "Sending:BurstToOnePerson=4", "Sending:BetweenToOnePerson=00:00:01"));

    /// <summary>What a process that does not lead commits, and how many milliseconds it takes to arrive.</summary>
    private async Task<List<double>> CommitRepliesAsync(Database database, SimulatedPerson person, int count)
    {
        var milliseconds = new List<double>();
        for (var i = 0; i < count; i++)
        {
            await Task.Delay(1050, Cancel);
            var text = $"dari proses lain {i}";
            var arrived = new TaskCompletionSource();
            telegram.OnDelivered = (to, message) =>
            {
                delivered.Enqueue((to.Id, message.Text));
                _ = message.Text == text && arrived.TrySetResult();
            };
            var committed = TimeProvider.System.GetTimestamp();
            await database.WriteAsync(
                session => Outbox.AddAsync(session, null, "telegram", $"{person.Id}", MessageClass.Reply, RichText.Plain(text), [], DateTimeOffset.UtcNow),
                Cancel);
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            milliseconds.Add(TimeProvider.System.GetElapsedTime(committed).TotalMilliseconds);
        }

        milliseconds.Sort();
        return milliseconds;
    }

    private static async Task<long> StartCampaignAsync(Database database, List<SimulatedPerson> people)
    {
        var now = DateTimeOffset.UtcNow;
        return await database.WriteAsync(
            async session =>
            {
                var campaign = await Campaigns.AddAsync(
                    session, new Dictionary<string, Body> { ["id"] = Body.Of(RichText.Plain("Siaran"), []) }, now);
                Assert.Equal(people.Count, await Campaigns.AddRecipientsAsync(session, campaign, "1 = 1", new Dictionary<string, object?>(), now));
                await SeenPreview.OfAsync(session, campaign, (await PersonStore.FindAsync(session, "telegram", $"{people[0].Id}"))!, now);
                Assert.True(await Campaigns.StartAsync(session, campaign, now));
                return campaign;
            },
            Cancel);
    }

    private static async Task<CampaignStanding> StandingAsync(Database database, long campaign) =>
        (await database.ReadAsync(session => Campaigns.StandingAsync(session, campaign), Cancel))!;
}
