using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Benchmarks;

/// <summary>A PostgreSQL server with full durability and an empty database, gone when this process ends.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Script =
        """
        set -e
        cd /tmp
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
        folder=$(mktemp -d /tmp/belajarbot-bench-postgres-XXXXXX)
        "$bin/initdb" -D "$folder/data" -U belajarbot -A trust -E UTF8 --locale=C >/dev/null
        "$bin/postgres" -D "$folder/data" -p "$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories= </dev/null >/dev/null 2>&1 &
        server=$!
        trap '' INT TERM HUP
        cat >/dev/null || true
        kill -INT $server
        wait $server || true
        rm -rf "$folder"
        """;

    private readonly Process process;

    private PostgresServer(Process process, int port)
    {
        this.process = process;
        ConnectionString = $"Host=127.0.0.1;Port={port};Database=postgres;Username=belajarbot";
    }

    public string ConnectionString { get; }

    public static async Task<PostgresServer> StartAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        // PostgreSQL refuses to run as root; its package brings a user for it.
        string[] command = ["sh", "-c", Script, "postgres-for-benchmarks", $"{port}"];
        command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. command] : command;
        var server = new PostgresServer(
            Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true })!, port);
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
                await connection.OpenAsync();
                return server;
            }
            catch (NpgsqlException) when (patience.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Not yet.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
