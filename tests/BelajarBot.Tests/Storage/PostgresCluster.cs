using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresForTheRun))]

namespace BelajarBot.Tests.Storage;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free port of this machine, that is gone afterwards. It lives as long as its
/// standard input stays open, so it also ends when the process that started it is killed.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string Template = "belajarbot_template";

    private const string Script =
        """
        set -e
        bin=$1 folder=$2 port=$3 fsync=$4
        "$bin/initdb" -D "$folder" -U belajarbot -A trust -E UTF8 --locale=C --no-sync >/dev/null
        "$bin/postgres" -D "$folder" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
            -c fsync="$fsync" -c max_connections=300 -c logging_collector=off -c jit=off </dev/null >/dev/null &
        server=$!
        trap '' INT TERM HUP
        cat >/dev/null || true
        while kill -INT $server 2>/dev/null; do sleep 0.1; done
        rm -rf "$folder"
        """;

    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static PostgresCluster? _shared;

    private readonly Process _process;
    private readonly Task<string> _complaints;
    private readonly int _port;

    private PostgresCluster(Process process, int port)
    {
        _process = process;
        _port = port;
        _complaints = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The server that all tests of a run share, started when the first one asks for it.</summary>
    public static async Task<PostgresCluster> SharedAsync()
    {
        await OneAtATime.WaitAsync();
        try
        {
            return _shared ??= await StartAsync();
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Stops the shared server if it was ever started.</summary>
    public static ValueTask StopSharedAsync() => _shared is { } cluster ? cluster.DisposeAsync() : default;

    /// <summary>Starts a server with a migrated template database.</summary>
    public static async Task<PostgresCluster> StartAsync(bool fsync = true)
    {
        var port = FreePort();
        var folder = Path.Combine(Path.GetTempPath(), $"belajarbot-postgres-{Environment.ProcessId}-{port}");

        // PostgreSQL refuses to run as root; its package brings a user for it.
        string[] command = ["sh", "-c", Script, "postgres-for-tests", Binaries(), folder, $"{port}", fsync ? "on" : "off"];
        if (string.Equals(Environment.UserName, "root", StringComparison.Ordinal))
        {
            command = ["runuser", "-u", "postgres", "--", .. command];
        }

        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var cluster = new PostgresCluster(process, port);
        await cluster.WaitUntilReadyAsync();
        await cluster.CreateDatabaseAsync(Template, "template0");
        await using (await Database.OpenAsync(cluster.OptionsFor(Template), TimeProvider.System, CancellationToken.None))
        {
        }

        NpgsqlConnection.ClearAllPools();
        return cluster;
    }

    /// <summary>Makes a database with all migrations applied (or an empty one) and tells how to reach it.</summary>
    public async Task<StorageOptions> NewDatabaseAsync(bool migrated = true)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await CreateDatabaseAsync(name, migrated ? Template : "template0");
        return OptionsFor(name);
    }

    /// <summary>Removes a database, whoever is still connected to it.</summary>
    public Task DropDatabaseAsync(string name) => ExecuteAsync($"drop database if exists \"{name}\" with (force)");

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How to reach a database of this server.</summary>
    public StorageOptions OptionsFor(string database) =>
        new() { Provider = Provider.Postgres, ConnectionString = ConnectionString(database) };

    /// <summary>Stops the server and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        _process.Dispose();
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username=belajarbot";

    private async Task CreateDatabaseAsync(string name, string template) =>
        await ExecuteAsync($"create database \"{name}\" template \"{template}\"");

    private async Task WaitUntilReadyAsync()
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            if (_process.HasExited)
            {
                break;
            }

            try
            {
                await ExecuteAsync("select 1");
                return;
            }
            catch (NpgsqlException)
            {
                // Not yet.
            }
        }

        _process.StandardInput.Close();
        throw new InvalidOperationException($"PostgreSQL did not start: {await _complaints}");
    }

    private static string Binaries()
    {
        const string Root = "/usr/lib/postgresql";
        var found = Directory.Exists(Root)
            ? Directory.GetDirectories(Root).Select(version => Path.Combine(version, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Max(StringComparer.Ordinal)
            : null;
        return found ?? throw new InvalidOperationException(
            "These tests need PostgreSQL (15 or later). Run ./test, which installs it, or: apt-get install postgresql");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Ends the shared server with the run.</summary>
public sealed class PostgresForTheRun : IAsyncDisposable
{
    public ValueTask DisposeAsync() => PostgresCluster.StopSharedAsync();
}
