namespace BelajarBot.Storage;

/// <summary>
/// What only one process of many may do at a time: it holds the row of this name, renews it, and lets it go when it stops;
/// a process that dies loses it when the time is up. The database's clock decides, so the clocks of the processes may differ;
/// a process itself stops believing in its lease a margin before the database does. Where there is one process it is always
/// held.
/// </summary>
internal sealed partial class Lease : BackgroundService
{
    private readonly Database? database;
    private readonly string name;
    private readonly TimeSpan duration;
    private readonly TimeProvider time;
    private readonly ILogger<Lease> logger;
    private readonly string holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly Lock gate = new();
    private TaskCompletionSource<Term> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Term? term;

    /// <summary>A lease that processes on the same database share.</summary>
    /// <param name="database">Where it stands.</param>
    /// <param name="name">What it is for; null when there is nothing to share.</param>
    /// <param name="duration">How long it lasts without being renewed.</param>
    /// <param name="time">Measures how long it is still ours; its idea of the date does not matter.</param>
    /// <param name="logger">Hears of each change of hands.</param>
    public Lease(Database database, string? name, TimeSpan duration, TimeProvider time, ILogger<Lease> logger)
    {
        (this.name, this.duration, this.time, this.logger) = (name ?? "", duration, time, logger);
        if (name is not null && database.Dialect.Clock is not null)
        {
            this.database = database;
            return;
        }

        term = new Term();
        begun.SetResult(term);
    }

    /// <summary>Whether it is ours now and stays so for the margin at least.</summary>
    public bool IsHeld
    {
        get
        {
            lock (gate)
            {
                return term is { } held && (database is null || time.GetTimestamp() < held.Deadline);
            }
        }
    }

    private TimeSpan Margin => duration / 5;

    private TimeSpan RenewEvery => duration / 5;

    private TimeSpan LookEvery => duration / 15;

    /// <summary>
    /// Does the work whenever the lease is held, each time from the beginning; its token ends when the lease does. Ends when
    /// stopped.
    /// </summary>
    public async Task WhileHeldAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Task<Term> next;
            lock (gate)
            {
                next = begun.Task;
            }

            await ((Task)next.WaitAsync(stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            var held = await next;
            if (held.Ended.IsCancellationRequested)
            {
                continue;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Ended.Token);
            await work(either.Token);

            // Work that gave up by itself is not begun again before the lease has been in other hands.
            await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whoever stops lets the others have it at once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (database is null || !IsHeld)
        {
            return;
        }

        Lose(term);
        try
        {
            await database.WriteAsync(
                session => session.ExecuteAsync("delete from lease where name = @name and holder = @holder", new { name, holder }),
                cancellationToken);
        }
        catch (Exception trouble) when (trouble is StorageException or OperationCanceledException)
        {
            LogNotReleased(duration.TotalSeconds, trouble);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (database is not null && !stoppingToken.IsCancellationRequested)
        {
            // Counted from before the question, so it ends here before it ends in the database.
            var asked = time.GetTimestamp();
            var wait = LookEvery;
            try
            {
                var (isOurs, left) = await database.WriteAsync(TakeAsync, stoppingToken);
                if (isOurs)
                {
                    Extend(asked);
                    wait = RenewEvery;
                }
                else
                {
                    Lose(term);
                    wait = left < LookEvery ? left : LookEvery;
                }
            }
            catch (StorageException trouble)
            {
                // Whether it was renewed is not known; what is held ends by itself.
                LogNotAsked(trouble);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(bool IsOurs, TimeSpan Left)> TakeAsync(Session session)
    {
        var clock = session.Dialect.Clock;
        var taken = await session.ExecuteAsync(
            $"""
            insert into lease (name, holder, until) values (@name, @holder, {clock} + @milliseconds)
            on conflict (name) do update set holder = excluded.holder, until = excluded.until
            where lease.holder = excluded.holder or lease.until <= {clock}
            """,
            new { name, holder, milliseconds = (long)duration.TotalMilliseconds });
        if (taken > 0)
        {
            return (true, duration);
        }

        var left = await session.FirstOrDefaultAsync<long>($"select until - {clock} from lease where name = @name", new { name });
        return (false, TimeSpan.FromMilliseconds(Math.Max(1, left + 1)));
    }

    private void Extend(long asked)
    {
        var deadline = asked + (long)((duration - Margin).TotalSeconds * time.TimestampFrequency);
        var left = time.GetElapsedTime(time.GetTimestamp(), deadline);
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        lock (gate)
        {
            if (term is { } held)
            {
                held.Deadline = deadline;
                held.Alarm!.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            var mine = new Term { Deadline = deadline };
            mine.Alarm = time.CreateTimer(_ => LoseWhenOver(mine), null, left, Timeout.InfiniteTimeSpan);
            term = mine;
            begun.SetResult(mine);
        }

        LogTaken(name);
    }

    /// <summary>Its time is up, unless it was renewed meanwhile or the alarm came a little early.</summary>
    private void LoseWhenOver(Term mine)
    {
        lock (gate)
        {
            if (time.GetElapsedTime(time.GetTimestamp(), mine.Deadline) is var left && left > TimeSpan.Zero)
            {
                mine.Alarm!.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Lose(mine);
    }

    private void Lose(Term? mine)
    {
        lock (gate)
        {
            if (mine is null || term != mine)
            {
                return;
            }

            // Work that ends looks at once for the next time, and must not find this one.
            term = null;
            begun = new TaskCompletionSource<Term>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        mine.Alarm!.Dispose();
        mine.Ended.Cancel();
        LogEnded(name);
    }

    /// <summary>The time from taking it to losing it.</summary>
    private sealed class Term
    {
        internal CancellationTokenSource Ended { get; } = new();

        /// <summary>The time stamp from which it counts as lost.</summary>
        internal long Deadline { get; set; }

        /// <summary>Goes off at the deadline; null for one that lasts for ever.</summary>
        internal ITimer? Alarm { get; set; }
    }

    [LoggerMessage(1201, LogLevel.Information, "This process leads now ({Lease})")]
    private partial void LogTaken(string lease);

    [LoggerMessage(1202, LogLevel.Information, "This process leads no more ({Lease})")]
    private partial void LogEnded(string lease);

    [LoggerMessage(1203, LogLevel.Warning, "Who leads could not be asked; what is held ends by itself")]
    private partial void LogNotAsked(Exception trouble);

    [LoggerMessage(1204, LogLevel.Warning, "The lease could not be released; others wait up to {Seconds} s for it")]
    private partial void LogNotReleased(double seconds, Exception trouble);
}
