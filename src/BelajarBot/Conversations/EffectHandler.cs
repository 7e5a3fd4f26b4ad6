using System.Collections.Immutable;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>A turn inside its transaction: what handlers read and change.</summary>
internal sealed class TurnScope(Session session, Person person, Counters counters, DialogLibrary library, DateTimeOffset now, bool isPresent)
{
    private readonly List<Answer<OutgoingMessage>> said = [];

    internal Session Session => session;

    internal DateTimeOffset Now => now;

    /// <summary>The dialogs and texts of this turn.</summary>
    internal DialogLibrary Library => library;

    /// <summary>The person; what handlers change here is written when the turn ends.</summary>
    internal Person Person { get; set; } = person;

    /// <summary>What this turn changes about figures: every handler that adds or takes back what is counted notes it here.</summary>
    internal Counters Counters => counters;

    /// <summary>The topic of the chat that answers go to, or null.</summary>
    internal long? Thread { get; init; }

    /// <summary>Whether the person was erased in this turn: what is said now is the last, and nothing more is written about them.</summary>
    internal bool IsErased { get; set; }

    /// <summary>Puts an answer into the outbox. Who did not just write is not woken by it at night (T96).</summary>
    internal Task SayAsync(
        RichText text, ImmutableArray<ImmutableArray<Button>> buttons, FileToSend? file = null, bool isProtected = false)
    {
        said.Add(Outbox.AddLater(
            session, IsErased ? null : Person.Id, Person.Channel, Person.Address, MessageClass.Reply,
            Body.Of(text, buttons) with { File = file, IsProtected = isProtected, Thread = Thread, IsSilent = !isPresent && IsNight() }, now));
        return Task.CompletedTask;
    }

    /// <summary>Shows a place on the map; where the channel has no maps, the words with their link say it.</summary>
    internal async Task ShowPlaceAsync(PlaceToSend place, RichText text, ImmutableArray<ImmutableArray<Button>> buttons) =>
        Outgoing.Add(await Outbox.AddAsync(
            session, Person.Id, Person.Channel, Person.Address, MessageClass.Reply,
            Body.Of(text, buttons) with { Place = place, Thread = Thread }, now));

    private bool IsNight() => library.Policy.Quiet.After(now, People.Person.ClockOf(Person.Zone)) != now;

    /// <summary>
    /// Puts a reminder into the outbox: it goes after replies and before broadcasts, and not after this moment, nor while its
    /// person rests. Returns the number of its row.
    /// </summary>
    internal async Task<long> QueueReminderAsync(RichText text, ImmutableArray<ImmutableArray<Button>> buttons, DateTimeOffset validUntil)
    {
        var message = await Outbox.AddAsync(
            session, Person.Id, Person.Channel, Person.Address, MessageClass.Reminder, Body.Of(text, buttons), now, validUntil);
        Outgoing.Add(message);
        return message.OutboxId;
    }

    /// <summary>The people whose menu of commands is another one after this turn.</summary>
    internal HashSet<long> Menus { get; } = [];

    /// <summary>What is set off once the turn is committed: hints to work that goes on beside turns, never the only way to it.</summary>
    internal List<Action> Afterwards { get; } = [];

    /// <summary>Messages that this turn has put into the outbox besides what it says.</summary>
    internal List<OutgoingMessage> Outgoing { get; } = [];

    /// <summary>Everything that this turn puts into the outbox, in the order of the rows.</summary>
    internal async Task<IReadOnlyList<OutgoingMessage>> WrittenAsync()
    {
        var written = new List<OutgoingMessage>(Outgoing);
        foreach (var message in said)
        {
            written.Add(await message);
        }

        written.Sort(static (one, other) => one.OutboxId.CompareTo(other.OutboxId));
        return written;
    }
}

/// <summary>Does what one kind of effect means, inside the turn's transaction. Capabilities meet turns only here.</summary>
internal interface IEffectHandler
{
    /// <summary>The kind of effect.</summary>
    Type Effect { get; }

    /// <summary>Writes what the effect means.</summary>
    Task HandleAsync(Effect effect, TurnScope turn);
}

/// <summary>A handler of one kind of effect.</summary>
internal abstract class EffectHandler<TEffect> : IEffectHandler
    where TEffect : Effect
{
    public Type Effect => typeof(TEffect);

    public Task HandleAsync(Effect effect, TurnScope turn) => HandleAsync((TEffect)effect, turn);

    protected abstract Task HandleAsync(TEffect effect, TurnScope turn);
}
