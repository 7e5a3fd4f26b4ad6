using BelajarBot.Conversations;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BelajarBot.Tests.Conversations;

/// <summary>What every kind of work that the clock brings about may rely on.</summary>
public sealed class DueLookTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_is_done_where_some_is_due_and_its_failure_is_told_and_is_its_own()
    {
        await using var stage = await Stage.StartAsync();
        var (idle, due, failing) = (new Work(null), new Work(TimeSpan.Zero), new Work(TimeSpan.Zero) { Failure = new InvalidOperationException("It broke.") });

        var done = new[] { await stage.Look.LookAsync(idle, Cancel), await stage.Look.LookAsync(failing, Cancel), await stage.Look.LookAsync(due, Cancel) };

        Assert.Equal([0, 0, 1], done);
        Assert.Equal((0, 1, 1), (idle.Runs, due.Runs, failing.Runs));
        Assert.Contains("What is due of Work failed", Assert.Single(stage.Troubles.Take()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_store_or_the_disk_refuses_is_no_error_and_left_for_the_next_look()
    {
        await using var stage = await Stage.StartAsync();
        Exception[] refusals = [new StorageException(StorageTrouble.NotWritable, "Not now."), new IOException("The disk is full.")];

        foreach (var refusal in refusals)
        {
            Assert.Equal(0, await stage.Look.LookAsync(new Work(TimeSpan.Zero) { Failure = refusal }, Cancel));
        }

        Assert.Empty(stage.Troubles.Take());
    }

    [Fact]
    public async Task Whoever_stops_the_bot_stops_the_work()
    {
        await using var stage = await Stage.StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => stage.Look.LookAsync(new Work(TimeSpan.Zero) { Failure = new OperationCanceledException() }, Cancel));
    }

    private sealed class Stage(Database database, Func<Task> remove) : IAsyncDisposable
    {
        private readonly ILoggerFactory loggers = LoggerFactory.Create(_ => { });

        internal TroubleLog Troubles { get; } = new();

        internal DueLook Look { get; private set; } = null!;

        internal static async Task<Stage> StartAsync()
        {
            var (options, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite);
            var stage = new Stage(Database.Connect(options), remove);
            stage.loggers.AddProvider(stage.Troubles);
            stage.Look = new DueLook(stage.database, TimeProvider.System, stage.loggers.CreateLogger<DueLook>());
            return stage;
        }

        private readonly Database database = database;

        public async ValueTask DisposeAsync()
        {
            loggers.Dispose();
            await database.DisposeAsync();
            await remove();
        }
    }

    private sealed class Work(TimeSpan? dueIn) : IDueWork
    {
        internal int Runs { get; private set; }

        internal Exception? Failure { get; init; }

        public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) => Task.FromResult(until + dueIn);

        public Task<int> RunDueAsync(CancellationToken cancel)
        {
            Runs++;
            return Failure is null ? Task.FromResult(1) : Task.FromException<int>(Failure);
        }
    }
}
