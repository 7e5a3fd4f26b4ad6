using System.Diagnostics;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using Npgsql;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

public sealed class StoreTroubleTests
{
    [Fact]
    public async Task While_PostgreSQL_is_down_messages_wait_and_once_it_is_back_they_are_answered()
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var cluster = await PostgresCluster.StartAsync();
        var storage = await cluster.NewDatabaseAsync();
        var server = new PostgresRestart(storage);
        var sari = telegram.Person();
        // The lease outlasts the outage: without the store nobody could renew it, and then the bot would not even poll.
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, storage, "Sending:Lease=00:01:00"));
        sari.Says("/satu");
        await sari.NextMessageAsync();

        await server.StopAsync();
        sari.Says("/dua");
        sari.Says("/tiga");
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 503, "the bot was unready");
        var unready = await bot.ReadyAsync();
        await server.StartAsync();

        Assert.Contains("/dua", (await sari.NextMessageAsync(TimeSpan.FromSeconds(60))).Text);
        Assert.Contains("/tiga", (await sari.NextMessageAsync(TimeSpan.FromSeconds(60))).Text);
        await Until.TrueAsync(async () => (await bot.ReadyAsync()).Status == 200, "the bot was ready again");
        Assert.Equal(3, sari.Inbox.Count);
        Assert.Contains("store: ", unready.Text);
        Assert.Equal(1, bot.Log.Count("Updates cannot be stored"));
    }

    [Fact]
    public async Task Connections_that_break_again_and_again_lose_nothing_and_keep_the_order()
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Postgres);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
        var words = Enumerable.Range(1, 200).Select(i => $"/perintah{i}").ToList();
        var people = Enumerable.Range(0, 8).Select(_ => telegram.Person()).ToList();

        foreach (var word in words)
        {
            people.ForEach(person => person.Says(word));
        }

        var expected = UndisturbedBot.After(await BotSettings.LoadDialogsAsync(), words.Select(text => new TextInput(text))).Said;
        for (var cuts = 0; cuts < 40; cuts++)
        {
            await CutConnectionsAsync(store.Options);
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        await Until.TrueAsync(
            () => people.TrueForAll(person => person.Inbox.Count >= expected.Count),
            "every answer arrived", TimeSpan.FromSeconds(90));
        Assert.All(people, person => Assert.Equal(expected, person.Inbox.Select(message => message.Text)));
    }

    [Fact]
    public async Task While_the_disk_of_SQLite_is_full_messages_wait_and_once_there_is_space_they_are_answered()
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var disk = await SmallDisk.MountAsync();
        var sari = telegram.Person();
        var storage = new StorageOptions { ConnectionString = $"Data Source={disk.Folder}/bot.db" };
        await using (var bot = await HostedBot.StartAsync(BotSettings.For(telegram, storage)))
        {
            sari.Says("/nol");
            await sari.NextMessageAsync();
            disk.Fill();
            var said = 0;
            await Until.TrueAsync(
                () =>
                {
                    // Pages that are free already take a few turns more.
                    sari.Says($"/kata{++said}");
                    return bot.Log.Count("Updates cannot be stored") > 0;
                },
                "the disk was full");

            disk.MakeRoom();

            await Until.TrueAsync(() => sari.Inbox.Count == said + 1, "every answer arrived");
            Assert.Equal(
                Enumerable.Range(1, said).Select(i => $"/kata{i}."),
                sari.Inbox.Skip(1).Select(message => message.Text.Split(' ').First(word => word.StartsWith('/'))));
            Assert.Equal(1, bot.Log.Count("Updates cannot be stored"));
        }
    }

    private static async Task CutConnectionsAsync(StorageOptions storage)
    {
        var settings = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
        await using var connection = new NpgsqlConnection(storage.ConnectionString + ";Pooling=false;Application Name=test");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var cut = new NpgsqlCommand(
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{settings.Database}' and pid <> pg_backend_pid()", connection);
        await cut.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops and starts the server of a test, by its process number as the server itself wrote it down.</summary>
    private sealed class PostgresRestart(StorageOptions storage)
    {
        private readonly int port = new NpgsqlConnectionStringBuilder(storage.ConnectionString).Port;
        private string folder = "";
        private string program = "";

        public async Task StopAsync()
        {
            folder = Path.Combine(Path.GetTempPath(), $"belajarbot-postgres-{Environment.ProcessId}-{port}");
            var process = int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid"), TestContext.Current.CancellationToken))[0]);
            program = File.ResolveLinkTarget($"/proc/{process}/exe", returnFinalTarget: true)!.FullName;
            await RunAsync("stop", "-m", "immediate");
        }

        public Task StartAsync() => RunAsync(
            "start", "-l", Path.Combine(folder, "restart.log"),
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off");

        private async Task RunAsync(params string[] what)
        {
            string[] command = [Path.Combine(Path.GetDirectoryName(program)!, "pg_ctl"), "-w", "-D", folder, .. what];
            command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. command] : command;
            using var control = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Path.GetTempPath() })!;
            await control.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, control.ExitCode);
        }
    }

    /// <summary>A disk of two megabytes in memory.</summary>
    private sealed class SmallDisk(string folder) : IAsyncDisposable
    {
        public string Folder => folder;

        private string Filler => Path.Combine(folder, "filler");

        public static async Task<SmallDisk> MountAsync()
        {
            var folder = Directory.CreateTempSubdirectory("belajarbot-disk-").FullName;
            Assert.SkipUnless(
                await RunAsync("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder), "This user may not mount a small disk to fill.");
            return new SmallDisk(folder);
        }

        public void Fill()
        {
            using var file = File.Create(Filler);
            try
            {
                for (var block = new byte[4096]; ;)
                {
                    file.Write(block);
                    file.Flush();
                }
            }
            catch (IOException)
            {
                // Full.
            }
        }

        public void MakeRoom() => File.Delete(Filler);

        public async ValueTask DisposeAsync()
        {
            await RunAsync("umount", folder);
            Directory.Delete(folder, recursive: true);
        }

        private static async Task<bool> RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
    }
}
