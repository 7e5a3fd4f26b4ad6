namespace TelegramSimulator.Faults;

/// <summary>
/// What the bot sent, counted at the wire in sliding windows, and whether more is let through (F10). Edits and deletions
/// count like messages (T68).
/// </summary>
public sealed class SendMeter
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly RateLimits? limits;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> all = new();
    private readonly Dictionary<long, Pace> byChat = [];
    private int inFlight;
    private int undeliverable;
    private int mostInFlight;

    internal SendMeter(RateLimits? limits, TimeProvider time) => (this.limits, this.time) = (limits, time);

    private sealed class Pace
    {
        public Queue<DateTimeOffset> Sent { get; } = new();

        /// <summary>When a private chat would be at rest again: each message moves it on by its share of a second.</summary>
        public DateTimeOffset RestAt { get; set; } = DateTimeOffset.UnixEpoch;
    }

    /// <summary>How many messages and changes went through.</summary>
    public int Total { get; private set; }

    /// <summary>How many were answered with 429 by the limits.</summary>
    public int Refused { get; private set; }

    /// <summary>How many were for somebody who cannot be written to.</summary>
    public int Undeliverable => Volatile.Read(ref undeliverable);

    /// <summary>How many calls, without polls, are under way now.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>The most that went through in any one second, over all chats.</summary>
    public int MostInOneSecond { get; private set; }

    /// <summary>The most that went to one private chat in any one second.</summary>
    public int MostToOneChatInOneSecond { get; private set; }

    /// <summary>The most that went to one group in any one minute.</summary>
    public int MostToOneGroupInOneMinute { get; private set; }

    /// <summary>The most calls, without polls, that were under way together.</summary>
    public int MostInFlight => Volatile.Read(ref mostInFlight);

    /// <summary>Begins to count anew.</summary>
    public void Reset()
    {
        lock (gate)
        {
            (Total, Refused, MostInOneSecond, MostToOneChatInOneSecond, MostToOneGroupInOneMinute) = (0, 0, 0, 0, 0);
        }

        Volatile.Write(ref mostInFlight, 0);
    }

    /// <summary>The whole seconds to wait, or 0 when the message may go; only a message that may go is counted.</summary>
    internal int SecondsToWait(long chatId)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!byChat.TryGetValue(chatId, out var chat))
            {
                byChat[chatId] = chat = new Pace();
            }

            var isGroup = chatId < 0;
            Forget(all, now - Second);
            Forget(chat.Sent, now - (isGroup ? Minute : Second));
            if (limits is not null && WaitFor(chat, isGroup, now) is { Ticks: > 0 } wait)
            {
                Refused++;
                return (int)Math.Ceiling(wait.TotalSeconds);
            }

            all.Enqueue(now);
            chat.Sent.Enqueue(now);
            Total++;
            MostInOneSecond = Math.Max(MostInOneSecond, all.Count);
            if (isGroup)
            {
                MostToOneGroupInOneMinute = Math.Max(MostToOneGroupInOneMinute, chat.Sent.Count);
            }
            else
            {
                MostToOneChatInOneSecond = Math.Max(MostToOneChatInOneSecond, chat.Sent.Count);
                chat.RestAt = (chat.RestAt > now ? chat.RestAt : now) + (Second / (limits?.PerChatPerSecond ?? 1));
            }

            return 0;
        }
    }

    /// <summary>A call begins; false when too many are under way.</summary>
    internal bool TryBegin()
    {
        var now = Interlocked.Increment(ref inFlight);
        for (var most = mostInFlight; now > most; most = mostInFlight)
        {
            Interlocked.CompareExchange(ref mostInFlight, now, most);
        }

        return limits is null || now <= limits.InFlight;
    }

    internal void CountUndeliverable() => Interlocked.Increment(ref undeliverable);

    internal void End() => Interlocked.Decrement(ref inFlight);

    private TimeSpan WaitFor(Pace chat, bool isGroup, DateTimeOffset now)
    {
        var overall = all.Count < limits!.PerSecond ? TimeSpan.Zero : all.Peek() + Second - now;
        var own = isGroup
            ? chat.Sent.Count < limits.PerGroupPerMinute ? TimeSpan.Zero : chat.Sent.Peek() + Minute - now
            : chat.RestAt - (Second / limits.PerChatPerSecond * (limits.BurstPerChat - 1)) - now;
        return overall > own ? overall : own;
    }

    private static void Forget(Queue<DateTimeOffset> sent, DateTimeOffset until)
    {
        while (sent.TryPeek(out var oldest) && oldest <= until)
        {
            sent.Dequeue();
        }
    }
}
