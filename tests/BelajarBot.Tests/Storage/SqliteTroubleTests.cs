using System.Diagnostics;
using BelajarBot.Storage;
using Microsoft.Data.Sqlite;

namespace BelajarBot.Tests.Storage;

public class SqliteTroubleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_bot_on_the_same_file_is_refused_and_let_in_after_the_first()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => OpenAsync(store.Options));
        await store.Database.DisposeAsync();
        await using var second = await OpenAsync(store.Options);

        Assert.Equal(StorageTrouble.InUse, refusal.Trouble);
        Assert.Contains("Another bot is running", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_bots_that_start_together_one_gets_the_file()
    {
        var (options, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite);

        var opened = new List<Database>();
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    var database = await OpenAsync(options);
                    lock (opened)
                    {
                        opened.Add(database);
                    }
                }
                catch (StorageException refusal) when (refusal.Trouble == StorageTrouble.InUse)
                {
                    Interlocked.Increment(ref refused);
                }
            },
            Cancel)));

        Assert.Single(opened);
        Assert.Equal(3, refused);
        await opened[0].DisposeAsync();
        await remove();
    }

    [Fact]
    public async Task A_file_that_another_program_has_locked_is_reported_and_usable_once_it_is_free()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var browser = new SqliteConnection(store.Options.ConnectionString + ";Pooling=false");
        await browser.OpenAsync(Cancel);
        await ExecuteAsync(browser, "begin immediate");

        var trouble = await Assert.ThrowsAsync<StorageException>(
            () => store.Database.WriteAsync(session => Notes.AddAsync(session, 1), Cancel));
        await ExecuteAsync(browser, "rollback");
        await store.Database.WriteAsync(session => Notes.AddAsync(session, 2), Cancel);

        Assert.Equal(StorageTrouble.InUse, trouble.Trouble);
        Assert.Equal([2], await Notes.AllAsync(store.Database));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "holiday.jpg");
        var content = Enumerable.Range(0, 5000).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(file, content, Cancel);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => OpenAsync(At(file)));

        Assert.Equal(StorageTrouble.Damaged, refusal.Trouble);
        Assert.Contains("holiday.jpg", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(file, Cancel));
    }

    [Theory]
    [InlineData("/proc/belajarbot.db")]
    [InlineData("/proc/belajarbot/belajarbot.db")]
    [InlineData("/dev/null/belajarbot.db")]
    public async Task A_place_where_nobody_can_write_is_refused_by_name(string file)
    {
        var refusal = await Assert.ThrowsAsync<StorageException>(() => OpenAsync(At(file)));

        Assert.Equal(StorageTrouble.NotWritable, refusal.Trouble);
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = Directory.CreateDirectory(Path.Combine(folder.Path, "belajarbot.db")).FullName;

        var refusal = await Assert.ThrowsAsync<StorageException>(() => OpenAsync(At(file)));

        Assert.Equal(StorageTrouble.NotWritable, refusal.Trouble);
    }

    [Fact]
    public async Task A_file_that_became_read_only_is_refused()
    {
        using var disk = SmallDisk.Create();
        await (await OpenAsync(disk.Options)).DisposeAsync();
        disk.MakeReadOnly();

        var refusal = await Assert.ThrowsAsync<StorageException>(() => OpenAsync(disk.Options));

        Assert.Equal(StorageTrouble.NotWritable, refusal.Trouble);
    }

    [Fact]
    public async Task A_full_disk_fails_its_units_in_words_and_the_store_goes_on_when_space_is_freed()
    {
        using var disk = SmallDisk.Create();
        await using var database = await OpenAsync(disk.Options);
        await disk.FillAsync(database);

        var kept = await WriteUntilFullAsync(database);
        await disk.FreeAsync(database);
        await database.WriteAsync(session => Notes.AddAsync(session, -1), Cancel);

        Assert.Equal([.. kept, -1], await Notes.AllAsync(database));
        Assert.Equal("ok", await database.ReadAsync(session => session.ScalarAsync<string>("pragma integrity_check"), Cancel));
    }

    /// <summary>Writes, several at a time, until nothing fits any more; returns what was acknowledged, in order.</summary>
    private static async Task<List<long>> WriteUntilFullAsync(Database database)
    {
        var kept = new List<long>();
        var full = 0;
        for (var number = 1; full == 0; number += 8)
        {
            var units = Enumerable.Range(number, 8).Select(i => (Number: i, Task: database.WriteAsync(
                session => Notes.AddAsync(session, i, new string('x', 3000)), Cancel))).ToList();
            foreach (var (i, task) in units)
            {
                if (await Record.ExceptionAsync(() => task) is not { } failure)
                {
                    kept.Add(i);
                    continue;
                }

                var trouble = Assert.IsType<StorageException>(failure);
                Assert.Equal(StorageTrouble.DiskFull, trouble.Trouble);
                Assert.Contains("free some space", trouble.Message, StringComparison.Ordinal);
                full++;
            }
        }

        Assert.NotEmpty(kept);
        return kept;
    }

    private static Task<Database> OpenAsync(StorageOptions options) => Database.OpenAsync(options, TimeProvider.System, Cancel);

    private static StorageOptions At(string file) => new() { ConnectionString = $"Data Source={file}" };

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("belajarbot-test-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    /// <summary>
    /// A disk of two megabytes that can become full and read-only. Where mounting one is not permitted (not root, or a
    /// container without the right), SQLite's own limit of pages and the file's mode stand in for it.
    /// </summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly bool _mounted;

        private SmallDisk() => _mounted = TryRun("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder.Path);

        public StorageOptions Options => At(DatabaseFile);

        private string DatabaseFile => Path.Combine(_folder.Path, "belajarbot.db");

        private string Filler => Path.Combine(_folder.Path, "filler");

        public static SmallDisk Create() => new();

        /// <summary>Leaves half a megabyte.</summary>
        public Task FillAsync(Database database) => _mounted
            ? File.WriteAllBytesAsync(Filler, new byte[new DriveInfo(_folder.Path).AvailableFreeSpace - (512 << 10)], Cancel)
            : LimitPagesAsync(database, 100);

        public async Task FreeAsync(Database database)
        {
            File.Delete(Filler);
            if (!_mounted)
            {
                await LimitPagesAsync(database, 1_000_000);
            }
        }

        public void MakeReadOnly()
        {
            if (_mounted)
            {
                Assert.True(TryRun("mount", "-o", "remount,ro", _folder.Path));
            }
            else if (string.Equals(Environment.UserName, "root", StringComparison.Ordinal))
            {
                // Root may write every file but not a folder in its place.
                File.Delete(DatabaseFile);
                Directory.CreateDirectory(DatabaseFile);
            }
            else
            {
                File.SetAttributes(DatabaseFile, FileAttributes.ReadOnly);
            }
        }

        public void Dispose()
        {
            if (_mounted)
            {
                Assert.True(TryRun("umount", _folder.Path));
            }

            _folder.Dispose();
        }

        private static Task<int> LimitPagesAsync(Database database, int pages) =>
            database.WriteAsync(session => session.ExecuteAsync($"pragma max_page_count = {pages}"), Cancel);

        private static bool TryRun(string program, params string[] args)
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
