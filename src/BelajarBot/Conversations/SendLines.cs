using BelajarBot.Channels;

namespace BelajarBot.Conversations;

/// <summary>
/// The lines of all addresses: which are ready, which rest until they may go, and about which nothing need be remembered. Not
/// safe for several callers at once.
/// </summary>
/// <param name="begin">Begins a line for the address of a message.</param>
internal sealed class SendLines(Func<OutgoingMessage, SendLine> begin)
{
    private readonly Dictionary<(string Channel, string Address), SendLine> lines = [];
    private readonly Queue<Listing>[] ready = [new(), new(), new()];
    private readonly PriorityQueue<Listing, DateTimeOffset> resting = new();
    private readonly PriorityQueue<SendLine, DateTimeOffset> idle = new();
    private long lastListing;

    internal int Count => lines.Count;

    internal IEnumerable<SendLine> All => lines.Values;

    /// <summary>The line of this address, or null while nothing is known of it.</summary>
    internal SendLine? Find(string channel, string address) => lines.GetValueOrDefault((channel, address));

    /// <summary>The line that a message belongs to.</summary>
    internal SendLine Of(OutgoingMessage message)
    {
        if (Find(message.Channel, message.Address) is not { } line)
        {
            line = begin(message);
            lines[line.Person] = line;
        }

        return line;
    }

    /// <summary>Puts it among the ready, by what is first in it now; where it stood before counts no more.</summary>
    internal void List(SendLine line)
    {
        line.Listed = ++lastListing;
        ready[(int)line.First.Class].Enqueue(new Listing(line, lastListing));
    }

    /// <summary>Nothing waits in it, so it is forgotten in time.</summary>
    internal void Idle(SendLine line)
    {
        if (!line.IsIdle)
        {
            line.IsIdle = true;
            idle.Enqueue(line, line.ForgottenAt);
        }
    }

    /// <summary>Those whose rest is over are ready again; those about whom nothing need be remembered are forgotten.</summary>
    internal void Awaken(DateTimeOffset now)
    {
        while (resting.TryPeek(out var rested, out var until) && until <= now)
        {
            resting.Dequeue();
            if (rested.IsInForce)
            {
                List(rested.Line);
            }
        }

        while (idle.TryPeek(out var line, out var until) && until <= now)
        {
            idle.Dequeue();
            line.IsIdle = false;
            if (!line.IsEmpty)
            {
                continue;
            }

            if (line.ForgottenAt <= now)
            {
                lines.Remove(line.Person);
            }
            else
            {
                Idle(line);
            }
        }
    }

    /// <summary>The line whose next message is of this class and may go now, or null; those that may not yet rest.</summary>
    internal SendLine? FindReady(MessageClass messageClass, DateTimeOffset now)
    {
        var queue = ready[(int)messageClass];
        while (queue.TryPeek(out var listing))
        {
            if (!listing.IsInForce)
            {
                queue.Dequeue();
            }
            else if (listing.Line.RestAt(now) is var rest && rest > TimeSpan.Zero)
            {
                resting.Enqueue(queue.Dequeue(), now + rest);
            }
            else
            {
                return listing.Line;
            }
        }

        return null;
    }

    /// <summary>Until the first of those that rest is ready; infinite when none does.</summary>
    internal TimeSpan NextAfter(DateTimeOffset now) => resting.TryPeek(out _, out var next) ? next - now : Timeout.InfiniteTimeSpan;

    /// <summary>A place among the ready or the resting, void when the line has another by now.</summary>
    private readonly record struct Listing(SendLine Line, long Number)
    {
        internal bool IsInForce => Line.Listed == Number;
    }
}
