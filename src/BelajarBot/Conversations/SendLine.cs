using BelajarBot.Channels;

namespace BelajarBot.Conversations;

/// <summary>The messages for one address, in the order in which they go. Not safe for several callers at once.</summary>
/// <param name="person">The address.</param>
/// <param name="allowance">How much may go there.</param>
internal sealed class SendLine((string Channel, string Address) person, Allowance allowance)
{
    private readonly LinkedList<QueuedMessage> messages = [];

    internal (string Channel, string Address) Person => person;

    internal Allowance Allowance => allowance;

    internal IReadOnlyCollection<QueuedMessage> Messages => messages;

    /// <summary>The one that goes next.</summary>
    internal OutgoingMessage First => messages.First!.Value.Message;

    /// <summary>The number of the one that is being sent, or null.</summary>
    internal long? UnderWay { get; set; }

    /// <summary>Nothing goes before: this chat was told to wait.</summary>
    internal DateTimeOffset NotBefore { get; private set; }

    /// <summary>The number of the place that it has among the ready or the resting, or null.</summary>
    internal long? Listed { get; set; }

    /// <summary>Whether it stands among those that are to be forgotten.</summary>
    internal bool IsIdle { get; set; }

    /// <summary>Whether nothing waits or is under way.</summary>
    internal bool IsEmpty => UnderWay is null && messages.Count == 0;

    /// <summary>When nothing need be remembered about it any more.</summary>
    internal DateTimeOffset ForgottenAt => allowance.ForgottenAt is var whole && whole > NotBefore ? whole : NotBefore;

    /// <summary>How long the next one has to wait; zero or less when it may go.</summary>
    internal TimeSpan RestAt(DateTimeOffset now)
    {
        var (told, own) = (NotBefore - now, allowance.WaitAt(now, First.Class == MessageClass.Reply));
        return told > own ? told : own;
    }

    /// <summary>Takes one: replies first, and within a class in the order of the numbers. True when it is the next now.</summary>
    internal bool Insert(QueuedMessage message)
    {
        NotBefore = message.NotBefore > NotBefore ? message.NotBefore : NotBefore;
        var before = messages.Last;
        while (before is not null && IsBefore(message.Message, before.Value.Message))
        {
            before = before.Previous;
        }

        if (before is null)
        {
            messages.AddFirst(message);
            return true;
        }

        messages.AddAfter(before, message);
        return false;
    }

    /// <summary>The next one is on its way.</summary>
    internal QueuedMessage Take()
    {
        var message = messages.First!.Value;
        messages.RemoveFirst();
        (Listed, UnderWay) = (null, message.Message.OutboxId);
        return message;
    }

    /// <summary>Nothing waits here any more.</summary>
    internal void Clear()
    {
        messages.Clear();
        Listed = null;
    }

    private static bool IsBefore(OutgoingMessage a, OutgoingMessage b) =>
        a.Class < b.Class || (a.Class == b.Class && a.OutboxId < b.OutboxId);
}
