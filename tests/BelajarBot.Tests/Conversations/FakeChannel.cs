using System.Collections.Concurrent;
using BelajarBot.Channels;

namespace BelajarBot.Tests.Conversations;

/// <summary>A channel that keeps what it is given and answers as it is told.</summary>
internal sealed class FakeChannel(Func<OutgoingMessage, int, SendResult>? answer = null) : IChannel
{
    private readonly ConcurrentDictionary<long, int> attempts = new();
    private int underWay;

    public string Name => "fake";

    public ConcurrentQueue<OutgoingMessage> Calls { get; } = new();

    public TimeSpan Takes { get; init; }

    public int MostUnderWay { get; private set; }

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        var now = Interlocked.Increment(ref underWay);
        lock (attempts)
        {
            MostUnderWay = Math.Max(MostUnderWay, now);
        }

        await Task.Delay(Takes, cancel);
        Interlocked.Decrement(ref underWay);
        Calls.Enqueue(message);
        var attempt = attempts.AddOrUpdate(message.OutboxId, 1, (_, before) => before + 1);
        return answer?.Invoke(message, attempt) ?? new SendResult.Sent(message.OutboxId);
    }
}
