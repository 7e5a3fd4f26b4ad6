using BelajarBot.Channels;
using Microsoft.Extensions.Options;

namespace BelajarBot.Conversations;

/// <summary>What becomes of a message that just came in.</summary>
internal enum Admission
{
    /// <summary>It has its turn.</summary>
    Take,

    /// <summary>It is over the limit, and the person has not been told yet.</summary>
    TurnAwayWithNotice,

    /// <summary>It is over the limit, as the person knows.</summary>
    TurnAway,
}

/// <summary>
/// How fast one person may write: as fast as answers may go to them. Beyond that the answers would only pile up, and a flood
/// of one person would take the time of all (T168; docs/decisions/floods-are-turned-away.md). What counts is when they
/// wrote, so that nobody pays for a time in which the bot was down. Kept in memory: a restart forgives.
/// </summary>
internal sealed class InboundLimit(IOptions<SendingOptions> options, TimeProvider time)
{
    /// <summary>How many messages may come at once: more than anybody types, and a minute's worth of answers by default.</summary>
    internal const int Burst = 60;

    /// <summary>From so many people on, those whose burst is whole again are forgotten.</summary>
    private const int ManyPeople = 10_000;

    private readonly TimeSpan interval = options.Value.BetweenToOnePerson;
    private readonly Lock gate = new();
    private readonly Dictionary<(string Channel, string Address), Writer> writers = [];
    private int forgetAt = ManyPeople;

    /// <summary>Counts a message and says what becomes of it.</summary>
    internal Admission Admit(IncomingMessage message)
    {
        if (interval == TimeSpan.Zero)
        {
            return Admission.Take;
        }

        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!writers.TryGetValue((message.Channel, message.Address), out var writer))
            {
                Forget(now);
                writers[(message.Channel, message.Address)] = writer = new Writer(interval);
            }

            return writer.Admit(message.SentAt < now ? message.SentAt.Value : now);
        }
    }

    /// <summary>The message could not be stored and will be offered again: it does not count yet, nor is the person told.</summary>
    internal void TakeBack(IncomingMessage message, Admission admission)
    {
        lock (gate)
        {
            if (writers.TryGetValue((message.Channel, message.Address), out var writer))
            {
                writer.TakeBack(admission);
            }
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (writers.Count < forgetAt)
        {
            return;
        }

        foreach (var (person, writer) in writers)
        {
            if (writer.WholeAt <= now)
            {
                writers.Remove(person);
            }
        }

        forgetAt = Math.Max(ManyPeople, 2 * writers.Count);
    }

    private sealed class Writer(TimeSpan interval)
    {
        private DateTimeOffset last;
        private bool isTold;

        /// <summary>When the whole burst is there again if nothing more comes.</summary>
        internal DateTimeOffset WholeAt { get; private set; }

        internal Admission Admit(DateTimeOffset sentAt)
        {
            // A press has no time of its own, so times may seem to go back.
            last = sentAt > last ? sentAt : last;
            var used = WholeAt > last ? WholeAt - last : TimeSpan.Zero;
            if (used > interval * (Burst - 1))
            {
                var admission = isTold ? Admission.TurnAway : Admission.TurnAwayWithNotice;
                isTold = true;
                return admission;
            }

            // One flood is one notice: another is due only after the person has been quiet for half a burst.
            isTold &= used > interval * (Burst / 2);
            WholeAt = last + used + interval;
            return Admission.Take;
        }

        internal void TakeBack(Admission admission)
        {
            if (admission == Admission.Take)
            {
                WholeAt -= interval;
            }
            else if (admission == Admission.TurnAwayWithNotice)
            {
                isTold = false;
            }
        }
    }
}
