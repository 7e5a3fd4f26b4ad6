namespace TelegramSimulator.Faults;

/// <summary>The official figures (T63), counted in sliding windows; more than that is answered with 429.</summary>
/// <param name="PerSecond">Messages a second over all chats.</param>
/// <param name="PerChatPerSecond">Messages a second to one private chat.</param>
/// <param name="PerGroupPerMinute">Messages a minute to one group.</param>
public sealed record RateLimits(int PerSecond = 30, int PerChatPerSecond = 1, int PerGroupPerMinute = 20);

internal sealed class RateMeter(RateLimits limits, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> all = new();
    private readonly Dictionary<long, Queue<DateTimeOffset>> byChat = [];

    /// <summary>The whole seconds to wait, or 0 when the message may go; only a message that may go is counted.</summary>
    public int SecondsToWait(long chatId)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!byChat.TryGetValue(chatId, out var chat))
            {
                byChat[chatId] = chat = new Queue<DateTimeOffset>();
            }

            var (chatWindow, chatLimit) = chatId < 0
                ? (TimeSpan.FromMinutes(1), limits.PerGroupPerMinute)
                : (TimeSpan.FromSeconds(1), limits.PerChatPerSecond);
            var wait = TimeSpan.FromTicks(Math.Max(
                Wait(all, TimeSpan.FromSeconds(1), limits.PerSecond, now).Ticks,
                Wait(chat, chatWindow, chatLimit, now).Ticks));
            if (wait > TimeSpan.Zero)
            {
                return (int)Math.Ceiling(wait.TotalSeconds);
            }

            all.Enqueue(now);
            chat.Enqueue(now);
            return 0;
        }
    }

    private static TimeSpan Wait(Queue<DateTimeOffset> sent, TimeSpan window, int limit, DateTimeOffset now)
    {
        while (sent.TryPeek(out var oldest) && oldest <= now - window)
        {
            sent.Dequeue();
        }

        return sent.Count < limit ? TimeSpan.Zero : sent.Peek() + window - now;
    }
}
