using System.Collections.Immutable;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Storage;

namespace BelajarBot.Transcripts;

/// <summary>A walk that broke a promise.</summary>
/// <param name="Reason">Which promise.</param>
/// <param name="Conversation">How it came to that, as a transcript.</param>
internal sealed record Stranded(string Reason, string Conversation);

/// <summary>
/// Lets random people talk with the bot, several at a time, and holds every turn against what the bot promises: no
/// failure, no message over the limits, always a way on, a mark once reached stays as it is, and a state that the store
/// gives back exactly as the engine made it. The same seed gives the same walk.
/// </summary>
internal sealed class Walker : IAsyncDisposable
{
    private const int TurnsEach = 30;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    private readonly ScriptBot bot;
    private long updateId;

    private Walker(ScriptBot bot) => this.bot = bot;

    internal DialogLibrary Library => bot.Library;

    /// <summary>How many turns there were so far.</summary>
    internal int Turns { get; private set; }

    internal static async Task<Walker> StartAsync(StorageOptions storage, string dialogs, CancellationToken cancel) =>
        new(await ScriptBot.StartAsync(storage, dialogs, new ScriptClock(Start), cancel));

    /// <summary>One walk of several people; null when every promise was kept.</summary>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="people">How many walk at the same time.</param>
    /// <param name="dialog">The dialog that they begin with, or null for any.</param>
    /// <param name="cancel">Stops the walk.</param>
    internal async Task<Stranded?> WalkAsync(int seed, int people, string? dialog, CancellationToken cancel)
    {
        // Each walk begins at the same moment with a fresh bot, so that its seed alone says how it goes.
        bot.Clock.MoveTo(Start);
        await bot.RestartAsync(cancel);
        var random = new Random(seed);
        var walkers = Enumerable.Range(1, people).Select(n => new Person(this, $"seed {seed}, person {n}", random, dialog)).ToList();
        for (var turn = 0; turn < TurnsEach * people; turn++)
        {
            if (random.Next(100) == 0)
            {
                await bot.RestartAsync(cancel);
                walkers.ForEach(walker => walker.Record.Restarted());
            }

            var person = walkers[random.Next(people)];
            Turns++;
            if (await person.StepAsync(cancel) is { } reason)
            {
                return new Stranded(reason, person.Record.ToString());
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    /// <summary>One random person.</summary>
    private sealed class Person
    {
        private readonly Walker walker;
        private readonly RandomPerson chance;
        private readonly string address = Guid.NewGuid().ToString("N");
        private readonly string language;
        private readonly List<Button> buttons = [];
        private Visitor visitor;
        private bool hasButtons;

        internal Person(Walker walker, string title, Random random, string? dialog)
        {
            this.walker = walker;
            language = walker.Library.Texts.Languages[random.Next(walker.Library.Texts.Languages.Length)];
            chance = new RandomPerson(random, walker.Library, dialog);
            visitor = Nobody;
            Record = new ChatRecord(title, language, Zone);
        }

        internal ChatRecord Record { get; }

        private Visitor Nobody => new(new Contact(language, Zone, ValueSet.Empty), [], null, 0);

        /// <summary>Does something; returns the promise that was broken, or null.</summary>
        internal async Task<string?> StepAsync(CancellationToken cancel)
        {
            var bot = walker.bot;
            bot.Clock.Advance(chance.Pause());
            var input = chance.Next(visitor, buttons);
            var now = bot.Clock.GetUtcNow();
            Record.Did(input, now);

            var expected = FrontDesk.Respond(walker.Library, visitor, input, now);
            var message = new IncomingMessage(ScriptChannel.ChannelName, address, ++walker.updateId, input, language);
            var sent = await bot.ReceiveAsync(message, cancel);
            foreach (var answer in sent)
            {
                var offered = answer.Buttons.SelectMany(row => row).ToImmutableArray();
                Record.Said(answer.Text.Text, offered);
                buttons.AddRange(offered);
                hasButtons = offered.Length > 0;
            }

            if (chance.Repeats() && (await bot.ReceiveAsync(message, cancel)).Count > 0)
            {
                Record.DidAgain();
                return "an update that arrived twice was answered twice";
            }

            var before = visitor;
            var found = await bot.FindAsync(address, cancel);
            visitor = found ?? Nobody;
            if (bot.TakeTroubles() is [var trouble, ..])
            {
                return trouble;
            }

            // What a capability did to the store the engine cannot foresee: it may take a mark back, or erase the person, who
            // is told that /start begins anew.
            var isCapabilitys = expected.Effects.Any(effect => effect is AskCapability);
            return isCapabilitys ? found is null ? null : NoWayOn()
                : LostInStore(before, expected) ?? LostMark(before) ?? NoWayOn();
        }

        /// <summary>What the store holds is what the engine decided.</summary>
        private string? LostInStore(Visitor before, Reply expected)
        {
            var meant = before.Conversations.Where(c => expected.Changed.All(changed => changed.Dialog != c.Dialog))
                .Concat(expected.Changed.GroupBy(c => c.Dialog).Select(group => group.Last()));
            var should = VisitorText.Of(visitor with { Conversations = [.. meant], Active = expected.Active, ConversationCount = expected.ConversationCount });
            var did = VisitorText.Of(visitor);
            return should == did ? null : $"the store changed the state:\n{should}\nbecame\n{did}";
        }

        private string? LostMark(Visitor before) => before.Contact.Milestones
            .Where(mark => !visitor.Contact.Milestones.TryGetValue(mark.Key, out var at) || at != mark.Value)
            .Select(mark => $"the milestone {mark.Key.Milestone} was reached again or lost").FirstOrDefault();

        /// <summary>An open question, words that a command asked for, a human who is at it, or buttons to choose from, or the person wants silence.</summary>
        private string? NoWayOn()
        {
            var open = visitor.Conversations.FirstOrDefault(c => c.Dialog == visitor.Active && c.Status == ConversationStatus.Open);
            var isWithHuman = visitor.Conversations.Any(c => c.Dialog == visitor.Active && c.Status == ConversationStatus.HandedOver);
            var waits = open is not null && walker.Library.Find(open.Dialog, open.Revision)?.Find(open.Step) is { Waits: true };
            return waits || visitor.Awaiting is not null || isWithHuman || hasButtons || visitor.Contact.IsStopped ? null : "there is no way on: no open question and no button";
        }
    }
}
