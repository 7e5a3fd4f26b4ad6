using BelajarBot.Storage;
using BelajarBot.Tests.EndToEnd;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramSimulator;

namespace BelajarBot.Tests.Storage;

public sealed class LeaseTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_SQLite_the_only_process_holds_it_always()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);

        using var lease = NewLease(store.Database);

        Assert.True(lease.IsHeld);
    }

    [Fact]
    public async Task What_nobody_shares_is_held_always()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);

        using var lease = new Lease(store.Database, null, Duration, TimeProvider.System, NullLogger<Lease>.Instance);

        Assert.True(lease.IsHeld);
    }

    [Fact]
    public async Task T26_T70_Of_several_exactly_one_leads_and_when_it_stops_another_follows_at_once()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var all = Enumerable.Range(0, 3).Select(_ => NewLease(store.Database)).ToList();
        foreach (var lease in all)
        {
            await lease.StartAsync(Cancel);
        }

        await Until.TrueAsync(() => all.Exists(lease => lease.IsHeld), "one leads");
        var first = Assert.Single(all, lease => lease.IsHeld);
        await first.StopAsync(Cancel);

        await Until.TrueAsync(() => all.Exists(lease => lease.IsHeld), "another leads", TimeSpan.FromSeconds(2));
        Assert.False(first.IsHeld);
        Assert.Single(all, lease => lease.IsHeld);
        await StopAsync(all);
    }

    [Fact]
    public async Task T26_One_who_dies_is_followed_within_the_time_of_the_lease_whatever_the_clocks_say()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var ahead = new VirtualClock(DateTimeOffset.UtcNow + TimeSpan.FromHours(5));
        var dead = new Lease(store.Database, "telegram:1", Duration, ahead, NullLogger<Lease>.Instance);
        await dead.StartAsync(Cancel);
        await Until.TrueAsync(() => dead.IsHeld, "the first leads");
        var died = TimeProvider.System.GetTimestamp();

        using var other = NewLease(store.Database);
        await other.StartAsync(Cancel);
        await Until.TrueAsync(() => other.IsHeld, "the other leads");

        var elapsed = TimeProvider.System.GetElapsedTime(died);
        Assert.InRange(elapsed.TotalSeconds, 2, Duration.TotalSeconds + 0.5);
        await StopAsync([other]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_ends_with_the_lease_and_begins_again_with_the_next_and_only_then(bool endsWithinTheCancelling)
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        using var lease = NewLease(store.Database);
        using var stop = new CancellationTokenSource();
        var begun = 0;
        var working = lease.WhileHeldAsync(
            async held =>
            {
                Interlocked.Increment(ref begun);
                await (endsWithinTheCancelling ? new TaskCompletionSource().Task.WaitAsync(held) : Task.Delay(Timeout.InfiniteTimeSpan, held))
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            },
            stop.Token);
        await lease.StartAsync(Cancel);
        await Until.TrueAsync(() => begun > 0, "the work began");

        await store.Database.WriteAsync(
            session => session.ExecuteAsync($"update lease set holder = 'another', until = {session.Dialect.Clock} + 1500"), Cancel);
        await Until.TrueAsync(() => !lease.IsHeld, "the lease is lost");
        await Until.TrueAsync(() => lease.IsHeld && begun > 1, "the work began again");

        await stop.CancelAsync();
        await working;
        Assert.Equal(2, begun);
        await StopAsync([lease]);
    }

    private static Lease NewLease(Database database) => new(database, "telegram:1", Duration, TimeProvider.System, NullLogger<Lease>.Instance);

    private static async Task StopAsync(IEnumerable<Lease> leases)
    {
        foreach (var lease in leases)
        {
            await lease.StopAsync(CancellationToken.None);
        }
    }
}
