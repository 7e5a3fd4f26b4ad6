using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Helpdesk;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Hosting;
using BelajarBot.People;
using BelajarBot.Privacy;
using BelajarBot.Storage;
using BelajarBot.Submissions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BelajarBot.Transcripts;

/// <summary>
/// The bot itself, put together as <c>run</c> does it, with a clock that a script moves and a channel that keeps what is
/// sent. It can be stopped and started again as often as a script likes; what it knows is then only what it stored.
/// </summary>
internal sealed class ScriptBot : IAsyncDisposable
{
    /// <summary>More rounds at one moment are a mistake of the bot's, not much work.</summary>
    private const int MostRounds = 100;

    /// <summary>How long the sender may take for what is to be sent at one moment.</summary>
    private static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(20);

    /// <summary>Many bots are started on the same dialogs, and on a few changed ones beside them.</summary>
    private static readonly DialogLoads Loads = new(most: 8);

    private readonly StorageOptions storage;
    private readonly string dialogs;
    private readonly ScriptChannel channel = new();
    private readonly TroubleLog log = new();
    private ServiceProvider? services;
    private (long Moment, int Number) lastLetters;

    private ScriptBot(StorageOptions storage, string dialogs, ScriptClock clock) =>
        (this.storage, this.dialogs, Clock) = (storage, dialogs, clock);

    internal ScriptClock Clock { get; }

    internal DialogLibrary Library => Of<DialogCatalog>().Current;

    internal Database Database => Of<Database>();

    /// <summary>Takes changed files and what administrators changed, as the running bot does every few seconds.</summary>
    internal async Task ReloadAsync(CancellationToken cancel)
    {
        await Of<DialogCatalog>().ReloadAsync(cancel);
        await Of<DialogCatalog>().TakeOverridesAsync(cancel);
    }

    /// <summary>Starts the bot on a database with the dialogs of a folder.</summary>
    /// <exception cref="DialogsException">The dialogs have errors.</exception>
    internal static async Task<ScriptBot> StartAsync(StorageOptions storage, string dialogs, ScriptClock clock, CancellationToken cancel)
    {
        var bot = new ScriptBot(storage, dialogs, clock);
        await bot.StartAsync(cancel);
        return bot;
    }

    /// <summary>Stops the bot and starts it again, as a new version or a power cut does.</summary>
    internal async Task RestartAsync(CancellationToken cancel)
    {
        await StopAsync();
        await StartAsync(cancel);
    }

    /// <summary>Delivers a message; returns everything that the bot sends for it.</summary>
    internal async Task<IReadOnlyList<OutgoingMessage>> ReceiveAsync(IncomingMessage message, CancellationToken cancel)
    {
        await Of<Turns>().ReceiveAsync(message, cancel);
        await Of<Sender>().WhenQuietAsync(message.Channel, message.Address, cancel);
        var sent = channel.TakeSent(message.Address);
        if (sent.Any(each => each.IsPreview))
        {
            // That a preview has arrived is written down a moment later; nobody presses anything so soon.
            await AllSentAsync(cancel);
        }

        return sent;
    }

    /// <summary>Everything that the bot has sent to this person since they were last asked about.</summary>
    internal async Task<IReadOnlyList<OutgoingMessage>> TakeSentAsync(string address, CancellationToken cancel)
    {
        await Of<Sender>().WhenQuietAsync(channel.Name, address, cancel);
        return channel.TakeSent(address);
    }

    /// <summary>Moves the clock; what is due on the way happens at its own moment. Returns everything that the bot sends.</summary>
    internal async Task<IReadOnlyList<OutgoingMessage>> MoveToAsync(DateTimeOffset moment, string address, CancellationToken cancel)
    {
        var nothingComesOfIt = new HashSet<IDueWork>();
        while (await NextDueAsync(moment, nothingComesOfIt, cancel) is { } due)
        {
            Clock.MoveTo(due > Clock.GetUtcNow() ? due : Clock.GetUtcNow());
            nothingComesOfIt.UnionWith(await DoDueAsync(cancel));

            // What is said at one moment arrives then: the sender would find it late at the next.
            await SentAsync(Of<Sender>().WhenEmptyAsync, cancel);
        }

        Clock.MoveTo(moment);
        await DoDueAsync(cancel);
        if ((await Of<Database>().ReadAsync(Campaigns.RunningAsync, cancel)).Count > 0)
        {
            await AllSentAsync(cancel);
        }

        await Of<Sender>().WhenQuietAsync(channel.Name, address, cancel);
        return channel.TakeSent(address);
    }

    /// <summary>
    /// Does what is due at this moment, and what becomes due by that, until nothing is. Work may wait for what is being sent, so
    /// that is awaited before the next round. Returns the work that is still due, though nothing comes of it.
    /// </summary>
    private async Task<IReadOnlyList<IDueWork>> DoDueAsync(CancellationToken cancel)
    {
        var due = await DueAsync(cancel);
        var idle = 0;
        for (var round = 0; due.Count > 0 && idle < 2; round++)
        {
            if (round == MostRounds)
            {
                throw new InvalidOperationException($"Still due after {MostRounds} rounds: {string.Join(", ", due.Select(work => work.GetType().Name))}.");
            }

            var done = 0;
            foreach (var work in due)
            {
                done += await Of<DueLook>().LookAsync(work, cancel);
            }

            idle = done > 0 ? 0 : idle + 1;
            due = await DueAsync(cancel);
            if (due.Count > 0)
            {
                await AllSentAsync(cancel);
                due = await DueAsync(cancel);
            }
        }

        return due;
    }

    private async Task<List<IDueWork>> DueAsync(CancellationToken cancel) =>
        [.. (await MomentsAsync(Clock.GetUtcNow(), cancel)).Select(each => each.Work)];

    /// <summary>The earliest moment at which anything is due.</summary>
    private async Task<DateTimeOffset?> NextDueAsync(DateTimeOffset until, HashSet<IDueWork> except, CancellationToken cancel) =>
        (await MomentsAsync(until, cancel)).Where(each => !except.Contains(each.Work)).Min(each => (DateTimeOffset?)each.Due);

    /// <summary>When what is due next of each kind of work. What failed is still due; the script says why, rather than trying for ever.</summary>
    private async Task<List<(IDueWork Work, DateTimeOffset Due)>> MomentsAsync(DateTimeOffset until, CancellationToken cancel) => !log.IsEmpty ? []
        : await Of<Database>().ReadAsync(
            async session =>
            {
                var moments = new List<(IDueWork, DateTimeOffset)>();
                foreach (var work in Of<IEnumerable<IDueWork>>())
                {
                    if (await work.NextDueAsync(session, until) is { } due)
                    {
                        moments.Add((work, due));
                    }
                }

                return moments;
            },
            cancel);

    private Task AllSentAsync(CancellationToken cancel) => SentAsync(Of<Sender>().WhenDoneAsync, cancel);

    private static async Task SentAsync(Func<CancellationToken, Task> when, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(LongestSending);
        try
        {
            await when(limit.Token);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"What is to be sent was not sent within {LongestSending.TotalSeconds} s.", late);
        }
    }

    /// <summary>What was made of messages that were sent before, since the last call.</summary>
    internal void Lay(string reference, Download file) => channel.Lay(reference, file);

    internal IReadOnlyList<(long MessageId, string Text)> TakeEdited() => channel.TakeEdited();

    /// <summary>Staff write to the person or, without words, are done; null when no human is asked about the person.</summary>
    internal async Task<IReadOnlyList<OutgoingMessage>?> StaffActAsync(string address, string? words, CancellationToken cancel)
    {
        if ((await TicketsAsync(address, cancel)).LastOrDefault() is not { } ticket)
        {
            return null;
        }

        var desk = Of<TicketDesk>();
        _ = words is null ? await desk.CloseAsync(ticket.Id, cancel) : await desk.SayAsync(ticket.Id, words, cancel);
        await Of<Sender>().WhenQuietAsync(channel.Name, address, cancel);
        return channel.TakeSent(address);
    }

    /// <summary>What humans are asked about the person, oldest first.</summary>
    internal Task<List<Ticket>> TicketsAsync(string address, CancellationToken cancel) =>
        Of<Database>().ReadAsync(
            async session => await IdOfAsync(session, address) is { } id ? await TicketStore.OpenOfPersonAsync(session, id) : [], cancel);

    /// <summary>What the person has sent in.</summary>
    internal Task<List<Submission>> SubmissionsAsync(string address, CancellationToken cancel) =>
        Of<Database>().ReadAsync(
            async session => await IdOfAsync(session, address) is { } id ? await SubmissionStore.OwnAsync(session, id) : [], cancel);

    /// <summary>What went wrong since the last call: failed turns, and messages that Telegram would refuse.</summary>
    internal IReadOnlyList<string> TakeTroubles() => [.. channel.TakeRefused(), .. log.Take()];

    /// <summary>Makes a person known beforehand.</summary>
    internal Task IntroduceAsync(string address, string language, TimeZoneInfo zone, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancel) =>
        Of<Database>().WriteAsync(
            async session =>
            {
                var stranger = await PersonStore.FindOrAddAsync(session, channel.Name, address, language, null, Clock.GetUtcNow());
                var person = fields.Aggregate(stranger with { Zone = zone.Id }, With);
                new Counters(await CountedFact.OfPersonAsync(session, stranger.Id)).Write(session, stranger, person);
                PersonStore.Save(session, person, isPresent: false, Clock.GetUtcNow());
            },
            cancel);

    /// <summary>Puts a school into the list: <c>69990001 32.04 SDN 1 Cibadak</c>.</summary>
    internal Task AddSchoolAsync(string school, CancellationToken cancel) =>
        Of<Database>().WriteAsync(
            session =>
            {
                var parts = school.Split(' ', 3);
                return session.ExecuteAsync(
                    "insert into school (npsn, name, area) values (@npsn, @name, @area) on conflict (npsn) do update set name = excluded.name",
                    new { npsn = parts[0], area = parts[1], name = parts[2] });
            },
            cancel);

    /// <summary>Makes a person known beforehand an officer: <c>duta 32</c>, <c>admin nasional</c>. False when there is no such area.</summary>
    internal async Task<bool> AppointAsync(string address, string roleAndArea, CancellationToken cancel)
    {
        var words = roleAndArea.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var role = Roles.Find(words[0]) ?? throw new ArgumentException($"\"{words[0]}\" is no role.", nameof(roleAndArea));
        if (AreaNames.Read(words[1], Library.Texts.Data.Types.Regions) is not { } area)
        {
            return false;
        }

        await Of<Database>().WriteAsync(
            async session => await Officers.GrantAsync(
                session, (await IdOfAsync(session, address))!.Value, role, area, grantedBy: null, until: null, Clock.GetUtcNow()),
            cancel);
        return true;
    }

    /// <summary>
    /// Their conversation is over: somebody is erased, with what they made as an officer. Whoever comes next on this database finds
    /// nobody, nothing that waits, and the same numbers.
    /// </summary>
    internal Task EraseAsync(string address, CancellationToken cancel) =>
        Of<Database>().WriteAsync(
            async session =>
            {
                if (await IdOfAsync(session, address) is not { } id)
                {
                    return;
                }

                await session.ExecuteAsync("update campaign set state = 'cancelled' where state not in ('finished', 'cancelled')");
                await session.ExecuteAsync("delete from audit where officer_id = @id", new { id });
                await session.ExecuteAsync("delete from broadcast where officer_id = @id", new { id });
                await session.ExecuteAsync("delete from event where officer_id = @id", new { id });
                await session.ExecuteAsync("delete from circular where officer_id = @id", new { id });

                await session.ExecuteAsync("delete from invitation where invited_by = @id", new { id });
                await Erasure.EraseAsync(session, new ErasedPerson(id, channel.Name, address));
            },
            cancel);

    private Person With(Person person, KeyValuePair<string, string> known) => known.Key != Given.Consent
        ? person.With(known.Key, known.Value)
        : person with
        {
            Consents = GivenConsents.Write(GivenConsents.Read(person.Consents).With(
                known.Value, Library.Consents.TryGetValue(known.Value, out var consent) ? consent.Version : "-")),
        };

    /// <summary>Writes over the programmes' files as an administrator does; the bot has taken it when this ends.</summary>
    internal async Task OverrideAsync(IReadOnlyList<ProgrammeOverride> changes, CancellationToken cancel)
    {
        await Of<Database>().WriteAsync(
            async session =>
            {
                foreach (var change in changes)
                {
                    await ProgrammeOverrides.AddAsync(session, change, reason: null);
                }
            },
            cancel);
        await Of<DialogCatalog>().TakeOverridesAsync(cancel);
    }

    /// <summary>The person as stored, or null while nobody is known at this address.</summary>
    internal Task<Visitor?> FindAsync(string address, CancellationToken cancel) =>
        Of<Database>().WriteAsync(
            async session =>
            {
                if (await IdOfAsync(session, address) is not { } id)
                {
                    return null;
                }

                var person = await PersonStore.FindOrAddAsync(session, channel.Name, address, "", null, Clock.GetUtcNow());
                return new Visitor(
                    person.ToContact(await Milestones.OfPersonAsync(session, id, Library), await Enrolments.OfPersonAsync(session, id, Library)),
                    await ConversationStore.OfPersonAsync(session, id), person.ActiveDialog, person.ConversationCount)
                {
                    Awaiting = person.Awaiting,
                    Announced = person.Announced,
                    OfficerSaidAt = person.OfficerSaidAt,
                    IsOfficer = person.HasRole,
                    Told = ToldAnswer.Read(person.Told),
                };
            },
            cancel);

    private Task<long?> IdOfAsync(Session session, string address) =>
        session.FirstOrDefaultAsync<long?>(
            "select id from person where channel = @Name and address = @address", new { channel.Name, address });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        log.Dispose();
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage:Provider"] = storage.Provider.ToString(),
            ["Storage:ConnectionString"] = storage.ConnectionString,
            ["Storage:Files"] = storage.Files,
            ["Dialogs:Folder"] = dialogs,
            // A clock that stands still would let nothing through at an ordinary pace.
            ["Sending:PerSecond"] = "10000",
            ["Sending:BetweenToOnePerson"] = "00:00:00",
            // A transcript has a handful of people, and one of them may have to approve.
            ["Broadcasts:ApprovalAbove"] = "3",
        };
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        collection.AddLogging(logging => logging.AddProvider(log));
        collection.AddSettings().AddBot();
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        collection.Replace(ServiceDescriptor.Singleton(Loads));
        collection.Replace(ServiceDescriptor.Singleton(new RandomLetters(LettersOfNow)));
        collection.AddSingleton<IChannel>(channel);
        services = collection.BuildServiceProvider();
        try
        {
            await BotHost.PrepareAsync(services, cancel);
            await Of<Sender>().StartAsync(cancel);
        }
        catch
        {
            await services.DisposeAsync();
            services = null;
            throw;
        }
    }

    /// <summary>What is random elsewhere follows from the clock: a conversation that is played again has the same codes.</summary>
    private string LettersOfNow(ReadOnlySpan<char> letters, int length)
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        lastLetters = lastLetters.Moment == now ? (now, lastLetters.Number + 1) : (now, 0);
        return new string(new Random(unchecked((int)now + (lastLetters.Number * 1_000_003))).GetItems(letters, length));
    }

    private async Task StopAsync()
    {
        if (services is { } running)
        {
            services = null;
            await running.GetRequiredService<Sender>().StopAsync(CancellationToken.None);
            await running.DisposeAsync();
        }
    }

    /// <summary>A part of the bot, while it runs.</summary>
    internal T Of<T>()
        where T : notnull => (services ?? throw new InvalidOperationException("The bot is stopped.")).GetRequiredService<T>();
}
