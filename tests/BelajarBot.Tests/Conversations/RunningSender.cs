using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Storage;
using BelajarBot.Tests.Channels.TelegramApi;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramSimulator;

namespace BelajarBot.Tests.Conversations;

/// <summary>A sender of a test's own, which always leads.</summary>
internal sealed class RunningSender(Sender sender, Lease lease, LogLines<Sender> log) : IAsyncDisposable
{
    public Sender Sender => sender;

    public LogLines<Sender> Log => log;

    public static async Task<RunningSender> StartAsync(
        TestDatabase store, IChannel channel, Action<SendingOptions>? change = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var options = new SendingOptions { PerSecond = 1000, BurstToOnePerson = 100, BetweenToOnePerson = TimeSpan.Zero };
        if (time is VirtualClock)
        {
            // It moves by hours at a time, and every look on the way would be made.
            options.LookEvery = TimeSpan.FromMinutes(1);
        }

        change?.Invoke(options);
        var log = new LogLines<Sender>();
        var lease = new Lease(store.Database, null, options.Lease, time, NullLogger<Lease>.Instance);
        var sender = new Sender(
            store.Database, lease, [channel], new CallPace(options.PerSecond, time), Options.Create(options),
            Options.Create(new RemindersOptions()), time, log);
        await sender.StartAsync(TestContext.Current.CancellationToken);
        return new RunningSender(sender, lease, log);
    }

    public async ValueTask DisposeAsync()
    {
        await sender.StopAsync(CancellationToken.None);
        sender.Dispose();
        lease.Dispose();
    }
}
