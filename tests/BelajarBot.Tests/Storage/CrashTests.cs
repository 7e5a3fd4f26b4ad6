using System.Diagnostics;
using BelajarBot.Storage;

namespace BelajarBot.Tests.Storage;

/// <summary>
/// A process that writes is killed in the middle of it (kill -9), again and again. The process is this test program,
/// told by its environment to run nothing but the writer.
/// </summary>
public class CrashTests
{
    private const string TargetVariable = "BELAJARBOT_CRASH_TARGET";
    private const string LogVariable = "BELAJARBOT_CRASH_LOG";
    private const int Writers = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_was_acknowledged_survives_a_kill_and_no_unit_is_half_done(DatabaseKind kind)
    {
        var (options, remove) = await TestDatabase.PlaceAsync(kind, migrated: true);
        var folder = Directory.CreateTempSubdirectory("belajarbot-crash-");
        var acknowledged = new HashSet<long>();

        for (var round = 1; round <= 3; round++)
        {
            var log = Path.Combine(folder.FullName, $"round-{round}");
            await RunUntilKilledAsync(options, log, Random.Shared.Next(20, 400));
            acknowledged.UnionWith((await File.ReadAllLinesAsync(log, Cancel)).Select(long.Parse));

            // Opening it is a test too: the lock of the dead process must be gone.
            await using var database = await Database.OpenAsync(options, TimeProvider.System, Cancel);
            var kept = (await Notes.AllAsync(database)).ToHashSet();
            Assert.Subset(kept, acknowledged);
            Assert.All(kept, number => Assert.Contains(-number, kept));
        }

        Assert.InRange(acknowledged.Count, 60, int.MaxValue);
        folder.Delete(recursive: true);
        await remove();
    }

    /// <summary>The writer itself. On its own it writes a little; in the process that is to be killed, without end.</summary>
    [Fact]
    public async Task The_writer_notes_a_number_only_after_its_unit_is_kept()
    {
        if (Environment.GetEnvironmentVariable(TargetVariable) is [var kind, ':', .. var connectionString])
        {
            var target = new StorageOptions
            {
                Provider = kind == 'P' ? Provider.Postgres : Provider.Sqlite,
                ConnectionString = connectionString,
            };
            var parentIsGone = Console.OpenStandardInput().CopyToAsync(Stream.Null, Cancel);
            _ = parentIsGone.ContinueWith(_ => Environment.Exit(1), TaskScheduler.Default);
            await using var database = await Database.OpenAsync(target, TimeProvider.System, Cancel);
            await WriteAsync(database, Environment.GetEnvironmentVariable(LogVariable)!, unitsEach: int.MaxValue);
        }

        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var log = Path.GetTempFileName();
        await WriteAsync(store.Database, log, unitsEach: 5);

        var noted = (await File.ReadAllLinesAsync(log, Cancel)).Select(long.Parse).ToList();
        File.Delete(log);
        Assert.Equal(5 * Writers, noted.Count);
        Assert.Equal(noted.Order(), (await Notes.AllAsync(store.Database)).Where(number => number > 0).Order());
    }

    /// <summary>Writes pairs of notes, n and -n, and adds n to the log when the unit is acknowledged.</summary>
    private static async Task WriteAsync(Database database, string log, int unitsEach)
    {
        await using var acknowledged = new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var last = (await Notes.AllAsync(database)).DefaultIfEmpty().Max();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < unitsEach; i++)
            {
                var number = Interlocked.Increment(ref last);
                await database.WriteAsync(
                    async session =>
                    {
                        await Notes.AddAsync(session, number, "first half");
                        await Notes.AddAsync(session, -number, "second half");
                    },
                    CancellationToken.None);
                lock (acknowledged)
                {
                    acknowledged.Write([.. $"{number}\n".Select(letter => (byte)letter)]);
                }
            }
        })));
    }

    private static async Task RunUntilKilledAsync(StorageOptions target, string log, int afterUnits)
    {
        var program = Path.ChangeExtension(typeof(CrashTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(program, ["-method", $"{typeof(CrashTests)}.{nameof(The_writer_notes_a_number_only_after_its_unit_is_kept)}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[TargetVariable] = $"{target.Provider.ToString()[0]}:{target.ConnectionString}";
        start.Environment[LogVariable] = log;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var patience = Stopwatch.StartNew();
        while (!File.Exists(log) || (await File.ReadAllLinesAsync(log, Cancel)).Length < afterUnits)
        {
            if (process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60))
            {
                process.Kill();
                Assert.Fail("The writer stopped by itself or is stuck: " + await output + await errors);
            }

            await Task.Delay(1, Cancel);
        }

        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }
}
