using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BelajarBot.Storage;
using Npgsql;

namespace BelajarBot.Tests.Storage;

/// <summary>A transaction as it passed by.</summary>
/// <param name="Said">What was sent to the server, as text where it is text.</param>
/// <param name="Trips">How often its sender waited for the server.</param>
internal sealed record PassedTransaction(string Said, int Trips);

/// <summary>Stands between the bot and PostgreSQL and counts how often each committed transaction goes there and back.</summary>
internal sealed class TripCounter : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly (string Host, int Port) server;
    private readonly Task accepting;

    private TripCounter(string host, int port)
    {
        server = (host, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>What was committed, in the order of the commits.</summary>
    internal ConcurrentQueue<PassedTransaction> Committed { get; } = new();

    /// <summary>Stands before the server of these options, and how to reach it then. Texts are never shortened to the name of something prepared.</summary>
    internal static (TripCounter Counter, StorageOptions Options) Before(StorageOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var counter = new TripCounter(settings.Host!, settings.Port);
        (settings.Host, settings.Port, settings.MaxAutoPrepare) = ("127.0.0.1", ((IPEndPoint)counter.listener.LocalEndpoint).Port, 0);
        return (counter, new StorageOptions { Provider = Provider.Postgres, ConnectionString = settings.ConnectionString, Files = options.Files });
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(PassOnAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PassOnAsync(TcpClient accepted)
    {
        using var client = accepted;
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(server.Host, server.Port, stop.Token);
        client.NoDelay = upstream.NoDelay = true;
        var passing = new Passing(Committed);
        await Task.WhenAny(
            PumpAsync(client.GetStream(), upstream.GetStream(), passing.ToServer),
            PumpAsync(upstream.GetStream(), client.GetStream(), _ => passing.FromServer())).Unwrap().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Action<ReadOnlySpan<byte>> look)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReadAsync(buffer, stop.Token) is > 0 and var read)
        {
            look(buffer.AsSpan(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), stop.Token);
        }
    }

    /// <summary>One connection; its two directions are looked at by turns, because each side waits for the other.</summary>
    private sealed class Passing(ConcurrentQueue<PassedTransaction> committed)
    {
        private readonly Lock both = new();
        private readonly StringBuilder said = new();
        private bool isServersTurn;
        private int trips;

        internal void ToServer(ReadOnlySpan<byte> bytes)
        {
            var text = Encoding.Latin1.GetString(bytes);
            lock (both)
            {
                if (text.Contains("BEGIN", StringComparison.Ordinal))
                {
                    said.Clear();
                    trips = 0;
                }

                said.Append(text);
                trips += isServersTurn ? 0 : 1;
                isServersTurn = true;
                if (text.Contains("COMMIT\0", StringComparison.Ordinal))
                {
                    committed.Enqueue(new PassedTransaction(said.ToString(), trips));
                }
            }
        }

        internal void FromServer()
        {
            lock (both)
            {
                isServersTurn = false;
            }
        }
    }
}
