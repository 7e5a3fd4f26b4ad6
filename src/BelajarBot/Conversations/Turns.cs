using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Telemetry;

namespace BelajarBot.Conversations;

/// <summary>
/// Takes messages into turns: load, decide, commit, send. A turn is one unit of the store, so it happens wholly or not at
/// all, and a message that comes twice finds its number already there.
/// </summary>
internal sealed partial class Turns
{
    private readonly Database database;
    private readonly DialogCatalog catalog;
    private readonly Sender sender;
    private readonly ChangedMenus changedMenus;
    private readonly FrozenDictionary<string, IChannel> channels;
    private readonly Officers officers;
    private readonly TimeProvider time;
    private readonly ILogger<Turns> logger;
    private readonly FrozenDictionary<Type, IEffectHandler> handlers;
    private readonly PersonLanes lanes = new();

    /// <summary>Albums of which one part is being looked into: it has the turn of them all.</summary>
    private readonly ConcurrentDictionary<(string Channel, long Album), bool> lookedInto = new();

    public Turns(
        Database database, DialogCatalog catalog, Sender sender, IEnumerable<IEffectHandler> handlers, ChangedMenus changedMenus,
        Officers officers, IEnumerable<IChannel> channels, TimeProvider time, ILogger<Turns> logger)
    {
        (this.database, this.catalog, this.sender, this.time, this.logger) = (database, catalog, sender, time, logger);
        (this.changedMenus, this.officers) = (changedMenus, officers);
        this.channels = channels.ToFrozenDictionary(channel => channel.Name);
        this.handlers = handlers.ToFrozenDictionary(handler => handler.Effect);
    }

    /// <summary>
    /// Takes one message into its turn; ends when the turn is committed, the message was seen before, or it is parked.
    /// Messages of one person are taken in the order of the calls.
    /// </summary>
    /// <exception cref="StorageException">The store is out of order; the channel keeps the message and offers it again.</exception>
    public Task ReceiveAsync(IncomingMessage message, CancellationToken cancel) => message switch
    {
        { Group: { } group } => lanes.RunAsync((message.Channel, message.Address), () => GreetAsync(message, group, cancel), message.Begin),
        { Input: FileInput { Kind: FileKind.Document } file } => TakeDocumentAsync(ArrivedText.Clean(message), file, cancel),
        _ => lanes.RunAsync((message.Channel, message.Address), () => TakeAsync(ArrivedText.Clean(message), cancel), message.Begin),
    };

    /// <summary>
    /// Tells a person, in their turn, that their messages come too fast to be taken; the message itself has no turn.
    /// </summary>
    /// <exception cref="StorageException">The store is out of order; the channel keeps the message and offers it again.</exception>
    public Task TurnAwayAsync(IncomingMessage message, CancellationToken cancel) => message.Group is not null
        ? Task.CompletedTask
        : lanes.RunAsync((message.Channel, message.Address), async () =>
            sender.Enqueue(await database.WriteAsync(session => TurnAwayAsync(session, ArrivedText.Clean(message)), cancel)), message.Begin);

    /// <summary>Keeps an update that could not be read, for somebody to look at.</summary>
    public Task ParkAsync(string channel, long updateId, string reason, string raw, CancellationToken cancel) =>
        database.WriteAsync(session => ParkedUpdates.AddAsync(session, channel, updateId, reason, raw, address: null, time.GetUtcNow()), cancel);

    /// <summary>
    /// Gives a message that was parked the turn that it did not get, as if it came now. When the turn fails again nothing has
    /// happened, and it stays parked.
    /// </summary>
    public Task ReplayAsync(ParkedUpdate parked, IncomingMessage message, CancellationToken cancel) =>
        lanes.RunAsync((message.Channel, message.Address), async () => Finish(await database.WriteAsync(
            async session =>
            {
                if (!await ParkedUpdates.DropAsync(session, parked.Id))
                {
                    return Taken.Nothing;
                }

                await SeenUpdates.ForgetAsync(session, message.Channel, message.UpdateId);
                return await RunAsync(session, ArrivedText.Clean(message));
            },
            cancel)));

    /// <summary>Writes down that a person closed the chat to the bot or opened it again, or that the chat moved.</summary>
    public Task NoteReachabilityAsync(ReachabilityChange change, CancellationToken cancel) =>
        database.WriteAsync(
            async session =>
            {
                if (await SeenUpdates.AddAsync(session, change.Channel, change.UpdateId, time.GetUtcNow()))
                {
                    await (change switch
                    {
                        { MovedTo: { } newAddress } => Outbox.MoveAsync(session, change.Channel, change.Address, newAddress),
                        { IsReachable: true } => WelcomeBackAsync(session, change.Channel, change.Address),
                        _ => PersonStore.SetUnreachableAsync(session, change.Channel, change.Address, Outcome.Blocked, time.GetUtcNow()),
                    });
                }
            },
            cancel);

    /// <summary>The chat is open again: what was to come while nobody could be reached is to come again, in every dialog.</summary>
    private async Task WelcomeBackAsync(Session session, string channel, string address)
    {
        await PersonStore.SetReachableAsync(session, channel, address);
        if (await Whereabouts.FindAsync(session, channel, address) is var (person, conversations, _))
        {
            var library = await catalog.WithRevisionsOfAsync(session, conversations);
            foreach (var conversation in Rescheduled(conversations, person, library, time.GetUtcNow()))
            {
                ConversationStore.Save(session, person.Id, conversation);
            }

            await EnrolmentStore.RescheduleAsync(session, library, [(person.Id, person.Zone)], program: null, time.GetUtcNow());
        }
    }

    private async Task TakeAsync(IncomingMessage message, CancellationToken cancel)
    {
        Taken taken;
        try
        {
            taken = await database.WriteAsync(session => RunAsync(session, message), cancel);
        }
        catch (Exception failure) when (failure is not (StorageException or OperationCanceledException))
        {
            LogFailed(message.Channel, message.UpdateId, failure);
            BotTelemetry.UpdatesFailed.Add(1, new KeyValuePair<string, object?>("why", "turn"));
            taken = new Taken(await database.WriteAsync(session => ApologiseAsync(session, message, failure), cancel));
        }

        Finish(taken);
        if (taken.IsAnswer)
        {
            sender.NoteAnswered(message);
        }
    }

    /// <summary>What is left to do once a turn is committed.</summary>
    private void Finish(Taken taken)
    {
        sender.Enqueue(taken.Outgoing);
        foreach (var personId in taken.Turn?.Menus ?? [])
        {
            changedMenus.Add(personId);
        }

        foreach (var setOff in taken.Turn?.Afterwards ?? [])
        {
            setOff();
        }
    }

    /// <summary>
    /// A document may not be what its name says. It is looked into before its turn, which waits for nothing outside, and beside
    /// the turns before it: many documents of one person take no longer than one, and so does the batch that they came in.
    /// </summary>
    private async Task TakeDocumentAsync(IncomingMessage message, FileInput file, CancellationToken cancel)
    {
        var album = (message.Channel, message.AlbumId ?? 0);
        var isFirst = message.AlbumId is null || lookedInto.TryAdd(album, true);
        var looking = isFirst ? LookIntoAsync(message, file, cancel) : Task.FromResult(file);
        try
        {
            await lanes.RunAsync(
                (message.Channel, message.Address), async () => await TakeAsync(message with { Input = await looking }, cancel), message.Begin);
        }
        finally
        {
            // The turn may have failed before it got to that; nothing goes on behind it.
            await ((Task)looking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (isFirst)
            {
                lookedInto.TryRemove(album, out _);
            }
        }
    }

    /// <summary>
    /// What nobody will ask about is passed on as it is: what a command awaits (words to an officer, a circular), what had its
    /// turn already, and the later parts of an album.
    /// </summary>
    private async Task<FileInput> LookIntoAsync(IncomingMessage message, FileInput file, CancellationToken cancel) =>
        channels.GetValueOrDefault(message.Channel) is { } channel
        && await database.ReadAsync(
            async session => !await PersonStore.IsAwaitedAsync(session, message.Channel, message.Address)
                && !await SeenUpdates.HasHadTurnAsync(session, message), cancel)
            ? await channel.LookIntoAsync(file, cancel)
            : file;

    /// <summary>One turn, inside its transaction.</summary>
    private async Task<Taken> RunAsync(Session session, IncomingMessage message)
    {
        var now = time.GetUtcNow();
        var isNew = SeenUpdates.AddLater(session, message.Channel, message.UpdateId, now);
        var isFirstOfAlbum = message.AlbumId is { } album ? SeenUpdates.IsFirstOfAlbum(session, message, album, now) : null;
        var known = await Whereabouts.FindAsync(session, message.Channel, message.Address);
        if (!await isNew)
        {
            // Its turn may have been committed without an answer, and then nobody has handed on what it said. That comes before
            // what the next turn says, so it is not left to the next look into the table.
            return new Taken(await Outbox.QueuedForAsync(session, message.Channel, message.Address, now));
        }

        if (PlaceInAlbum(message, isFirstOfAlbum is null || await isFirstOfAlbum) is not { } input)
        {
            return Taken.Nothing;
        }

        var whereabouts = known ?? await Whereabouts.WelcomeAsync(
            session, message.Channel, message.Address, catalog.Current.Texts.LanguageFor(message.LanguageCode), message.DisplayName, now);
        var isAnswer = false;
        var turn = await DecideAsync(
            session, whereabouts,
            (library, visitor) =>
            {
                var reply = FrontDesk.Respond(library, visitor, input, now);
                isAnswer = input is PressInput press && reply.IsAnsweredBy(press);
                return reply;
            },
            isPresent: true, now, message.Thread, input);
        return new Taken(await turn.WrittenAsync(), turn, isAnswer);
    }

    /// <summary>
    /// Of things that were sent together each part comes by itself, in any order (T57): the first has the turn, and of those
    /// that no question takes only the first is answered. Null when there is nothing to answer.
    /// </summary>
    private static Input? PlaceInAlbum(IncomingMessage message, bool isFirst) =>
        message.AlbumId is null ? message.Input
        : message.Input is FileInput file ? file with { Album = isFirst ? AlbumPlace.First : AlbumPlace.Later }
        : isFirst ? message.Input
        : null;

    /// <summary>Says in a group where the bot can be talked with: when it is let in, and whenever it is called.</summary>
    private async Task GreetAsync(IncomingMessage message, GroupVisit group, CancellationToken cancel) =>
        sender.Enqueue(await database.WriteAsync(session => GreetAsync(session, message, group), cancel));

    private async Task<IReadOnlyList<OutgoingMessage>> GreetAsync(Session session, IncomingMessage message, GroupVisit group)
    {
        var now = time.GetUtcNow();
        if (!await SeenUpdates.AddAsync(session, message.Channel, message.UpdateId, now)
            || !(await SeenUpdates.IsGroupNewAsync(session, message, now) || group.IsCalled))
        {
            return [];
        }

        var library = catalog.Current;
        var said = FrontDesk.InGroup(library, library.Texts.LanguageFor(message.LanguageCode), group.Link);
        return
        [
            await Outbox.AddAsync(
                session, personId: null, message.Channel, message.Address, MessageClass.Reply,
                Body.Of(said.Text, said.Buttons) with { Thread = group.Thread }, now),
        ];
    }

    /// <summary>Decides from where the person stands, and writes what was decided: with what comes next, or when the unit ends.</summary>
    private async Task<TurnScope> DecideAsync(
        Session session, Whereabouts whereabouts, Func<DialogLibrary, Visitor, Reply> decide, bool isPresent, DateTimeOffset now, long? thread = null, Input? said = null)
    {
        var (person, conversations, facts) = whereabouts;
        var library = await catalog.WithRevisionsOfAsync(session, conversations);
        var (milestones, enrolments) = (Milestones.Among(facts, library), Enrolments.Among(facts, library));
        var schools = await Schools.OfTurnAsync(session, library, person, said);
        var reply = decide(library, new Visitor(person.ToContact(milestones, enrolments) with { Schools = schools }, conversations, person.ActiveDialog, person.ConversationCount)
        {
            Awaiting = person.Awaiting,
            Announced = person.Announced,
            OfficerSaidAt = person.OfficerSaidAt,
            Told = ToldAnswer.Read(person.Told),
            IsOfficer = person.HasRole || officers.IsInSettings(person),
        });

        var after = person with { ActiveDialog = reply.Active, ConversationCount = reply.ConversationCount, Awaiting = reply.Awaiting, Announced = reply.Announced, Told = reply.Told?.ToString() };
        var turn = new TurnScope(session, after, new Counters(facts), library, now, isPresent) { Thread = thread };
        if (whereabouts.IsNew)
        {
            turn.Counters.Note(Counters.Arrival(now));
        }

        foreach (var effect in reply.Effects)
        {
            await handlers[effect.GetType()].HandleAsync(effect, turn);
        }

        if (turn.IsErased)
        {
            turn.Counters.Write(session, person, person);
            return turn;
        }

        // Who lives by another clock now is told at other moments, and whose chat was closed was to be told nothing: in every dialog.
        var isEverywhere = turn.Person.Zone != person.Zone || (isPresent && person.UnreachableSince is not null);
        var changed = !isEverywhere ? reply.Changed
            : Rescheduled(reply.Changed.Concat(conversations.Where(old => reply.Changed.All(one => one.Dialog != old.Dialog))), turn.Person, library, now);
        foreach (var conversation in changed)
        {
            ConversationStore.Save(session, person.Id, conversation);
        }

        if (isEverywhere && library.Programmes.Reminding.Any())
        {
            await EnrolmentStore.RescheduleAsync(session, library, [(person.Id, turn.Person.Zone)], program: null, now);
        }

        if (turn.Person != person || (isPresent && person.IsToBeSeen(now)))
        {
            PersonStore.Save(session, turn.Person, isPresent, now);
        }

        turn.Counters.Write(session, person, turn.Person);
        return turn;
    }

    /// <summary>Conversations as they are, each with the moment at which the clock looks at it next.</summary>
    private static IEnumerable<Conversation> Rescheduled(IEnumerable<Conversation> conversations, Person person, DialogLibrary library, DateTimeOffset now) =>
        from conversation in conversations
        let dialog = library.Find(conversation.Dialog, conversation.Revision)
        select dialog is null ? conversation
            : DialogEngine.Reschedule(dialog, conversation, library.ContextFor(person.ToContact(Milestones.None), now));

    /// <summary>The turn cannot be had: the message is kept for somebody to look at, and the person is told.</summary>
    private async Task<IReadOnlyList<OutgoingMessage>> ApologiseAsync(Session session, IncomingMessage message, Exception failure)
    {
        var now = time.GetUtcNow();
        if (!await SeenUpdates.AddAsync(session, message.Channel, message.UpdateId, now))
        {
            return [];
        }

        var library = catalog.Current;
        var person = await FindPersonAsync(session, message, library, now);
        await ParkedUpdates.AddAsync(
            session, message.Channel, message.UpdateId, failure.GetType().Name,
            JsonSerializer.Serialize(ArrivedText.Redact(message, person.Announced), IncomingJson.Default.IncomingMessage), message.Address, now);
        return
        [
            await Outbox.AddAsync(
                session, person.Id, message.Channel, message.Address, MessageClass.Reply,
                FrontDesk.Apology(library, person.Language), [], now),
        ];
    }

    private async Task<IReadOnlyList<OutgoingMessage>> TurnAwayAsync(Session session, IncomingMessage message)
    {
        var now = time.GetUtcNow();
        if (!await SeenUpdates.AddAsync(session, message.Channel, message.UpdateId, now))
        {
            return [];
        }

        var library = catalog.Current;
        var person = await FindPersonAsync(session, message, library, now);
        return
        [
            await Outbox.AddAsync(
                session, person.Id, message.Channel, message.Address, MessageClass.Reply,
                FrontDesk.TooFast(library, person.Language), [], now),
        ];
    }

    private static Task<Person> FindPersonAsync(Session session, IncomingMessage message, DialogLibrary library, DateTimeOffset now) =>
        PersonStore.FindOrAddAsync(
            session, message.Channel, message.Address, library.Texts.LanguageFor(message.LanguageCode), message.DisplayName, now);

    /// <summary>What came of a turn.</summary>
    /// <param name="Outgoing">What is to be sent.</param>
    /// <param name="Turn">The turn, or null where there was none.</param>
    /// <param name="IsAnswer">Whether a press answered its question in it.</param>
    private sealed record Taken(IReadOnlyList<OutgoingMessage> Outgoing, TurnScope? Turn = null, bool IsAnswer = false)
    {
        internal static readonly Taken Nothing = new([]);
    }

    [LoggerMessage(2001, LogLevel.Error, "The turn of update {UpdateId} on {Channel} failed; it is parked")]
    private partial void LogFailed(string channel, long updateId, Exception failure);
}

/// <summary>How a message is kept when its turn failed.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IncomingMessage))]
internal sealed partial class IncomingJson : JsonSerializerContext;
