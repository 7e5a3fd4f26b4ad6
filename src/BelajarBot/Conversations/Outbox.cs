using System.Collections.Immutable;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Messages that are committed and not yet sent. The row is the truth: the sender is told of it in memory for speed, and
/// finds it in the table after a crash. A row is deleted once its message has arrived; one of a campaign stays, and its state
/// tells what became of it.
/// </summary>
internal sealed class Outbox : EffectHandler<Say>
{
    private const string Forsaken = "the bot ended while it was being sent";

    /// <summary>How many rows are deleted at a time: turns go on in between.</summary>
    private const int AtOnce = 1000;

    private const string Columns =
        "o.id, o.channel, o.address, o.class, o.attempts, o.not_before, o.created_at, o.parts_sent, o.campaign_id";

    private const string IsUnwanted =
        $"exists (select 1 from person p where p.id = outbox.person_id and (p.status = '{Person.Stopped}' or p.unreachable_since is not null))";

    /// <summary>
    /// A reminder sleeps in the table alone: in memory its moment would be that of its chat, and replies would wait for it too.
    /// </summary>
    private const string IsAwake = "(valid_until is null or not_before <= @now)";

    protected override Task HandleAsync(Say effect, TurnScope turn) => turn.SayAsync(effect.Text, effect.Buttons, effect.File, effect.IsProtected);

    internal static Task<OutgoingMessage> AddAsync(
        Session session, long? personId, string channel, string address, MessageClass messageClass,
        RichText text, ImmutableArray<ImmutableArray<Button>> buttons, DateTimeOffset now) =>
        AddAsync(session, personId, channel, address, messageClass, Body.Of(text, buttons), now);

    internal static Task<OutgoingMessage> AddAsync(
        Session session, long? personId, string channel, string address, MessageClass messageClass, Body body, DateTimeOffset now,
        DateTimeOffset? validUntil = null) =>
        AddLater(session, personId, channel, address, messageClass, body, now, validUntil).GetAsync();

    internal static Answer<OutgoingMessage> AddLater(
        Session session, long? personId, string channel, string address, MessageClass messageClass, Body body, DateTimeOffset now,
        DateTimeOffset? validUntil = null) =>

        // It may go at once, whatever the clock says by then: only a wait that a channel asked for has a moment.
        session.ScalarLater<long>(
            """
            insert into outbox (channel, address, person_id, class, body, not_before, created_at, valid_until)
            values (@channel, @address, @personId, @messageClass, @body, 0, @now, @validUntil)
            returning id
            """,
            new { channel, address, personId, messageClass, body = body.ToJson(), now, validUntil })
            .As(id => ToMessage(id, channel, address, messageClass, body));

    /// <summary>
    /// Tells somebody what others did that concerns them, in their language, without a sound at their night. Null when they asked
    /// for silence or cannot be reached.
    /// </summary>
    internal static async Task<OutgoingMessage?> TellAsync(
        Session session, long personId, Func<string, RichText> words, QuietHours quiet, DateTimeOffset now) =>
        await session.FirstOrDefaultAsync<Recipient>(
            "select channel, address, language, zone from person where id = @personId and status = 'active' and unreachable_since is null", new { personId }) is { } to
            ? await AddAsync(
                session, personId, to.Channel, to.Address, MessageClass.Reply,
                Body.Of(words(to.Language), []) with { IsSilent = quiet.After(now, Person.ClockOf(to.Zone)) != now }, now)
            : null;

    /// <summary>
    /// The numbers of what waits to be sent from a number on, campaigns left aside, oldest first; reminders that wait for the
    /// morning only when it has come.
    /// </summary>
    internal static Task<List<long>> QueuedIdsAsync(Session session, long from, DateTimeOffset now) =>
        session.QueryAsync<long>(
            $"select id from outbox where state = 'queued' and campaign_id is null and id >= @from and {IsAwake} order by id", new { from, now });

    /// <summary>The numbers of what is being sent according to the table.</summary>
    internal static Task<List<long>> SendingIdsAsync(Session session) =>
        session.QueryAsync<long>("select id from outbox where state = 'sending' order by id");

    /// <summary>Those of these that still wait to be sent.</summary>
    internal static async Task<IReadOnlyList<QueuedMessage>> QueuedAsync(Session session, long[] ids, DateTimeOffset now)
    {
        var rows = await session.QueryAsync<Row>(
            $"select {Columns}, o.body from outbox o where {session.Dialect.IsAnyOf("o.id", "@ids")} and o.state = 'queued' and {IsAwake} order by o.id",
            new { ids, now });
        return rows.ConvertAll(row => row.ToQueued());
    }

    /// <summary>Everything that may be sent to one address now, campaigns left aside. It looks through all that waits.</summary>
    internal static async Task<IReadOnlyList<OutgoingMessage>> QueuedForAsync(Session session, string channel, string address, DateTimeOffset now)
    {
        var rows = await session.QueryAsync<Row>(
            $"""
            select {Columns}, o.body from outbox o
            where o.state = 'queued' and o.campaign_id is null and o.channel = @channel and o.address = @address and o.not_before <= @now
            order by o.id
            """,
            new { channel, address, now });
        return rows.ConvertAll(row => row.ToQueued().Message);
    }

    /// <summary>
    /// The next rows of a campaign that may go now, each in the language of its person where there is a text in it, and without a sound
    /// in the quiet hours of their clock.
    /// </summary>
    internal static async Task<IReadOnlyList<QueuedMessage>> OfCampaignAsync(Session session, long campaign, int most, QuietHours quiet, DateTimeOffset now)
    {
        var rows = await session.QueryAsync<Row>(
            $"""
            select {Columns}, coalesce(t.body, u.body, o.body) as body, p.name, p.zone
            from outbox o
            left join person p on p.id = o.person_id
            left join campaign_text t on t.campaign_id = o.campaign_id and t.language = o.body
            left join campaign_text u on u.campaign_id = o.campaign_id and u.language = '{Campaigns.UsualLanguage}'
            where o.campaign_id = @campaign and o.state = 'queued' and o.not_before <= @now
            order by o.id limit @most
            """,
            new { campaign, most, now });
        return rows.ConvertAll(row => row.ToQueued(isNight: quiet.After(now, Person.ClockOf(row.Zone)) != now));
    }

    /// <summary>These have arrived.</summary>
    internal static async Task SettleSentAsync(Session session, IReadOnlyList<SentMessage> sent)
    {
        foreach (var (id, _, messageId) in sent.Where(message => message.IsKept))
        {
            session.Later($"update outbox set state = '{Outcome.Sent}', message_id = @messageId, reason = null where id = @id", new { id, messageId });
        }

        long[] gone = [.. sent.Where(message => !message.IsKept).Select(message => message.Id)];
        if (gone.Length > 0)
        {
            await session.ExecuteAsync($"delete from outbox where {session.Dialect.IsAnyOf("id", "@gone")}", new { gone });
        }
    }

    /// <summary>
    /// Notes that this one is about to be sent, before it is: after a crash nobody will send it again. False when it is not
    /// to be sent (any more): its campaign does not run, or its person wants nothing from the bot.
    /// </summary>
    internal static async Task<bool> BeginAsync(Session session, long id, DateTimeOffset now)
    {
        var begun = await session.ExecuteAsync(
            $"""
            update outbox set state = 'sending', attempts = attempts + 1, sent_at = @now
            where id = @id and state = 'queued' and not {IsUnwanted}
            and (campaign_id is null or exists (select 1 from campaign c where c.id = outbox.campaign_id and c.state = '{Campaigns.Running}'))
            """,
            new { id, now });
        if (begun == 0)
        {
            await SkipAsync(session, id);
        }

        return begun > 0;
    }

    /// <summary>This one is not to be sent if its person wants nothing from the bot, or cannot be reached.</summary>
    internal static Task SkipAsync(Session session, long id) => session.ExecuteAsync(
        $"update outbox set state = '{Outcome.Skipped}' where id = @id and state = 'queued' and {IsUnwanted}", new { id });

    /// <summary>This reminder waits until its person no longer rests.</summary>
    internal static Task SleepAsync(Session session, long id, DateTimeOffset until) => session.ExecuteAsync(
        "update outbox set not_before = @until, reason = 'quiet hours' where id = @id and state = 'queued'", new { id, until });

    /// <summary>So many parts of this one have arrived.</summary>
    internal static Task NotePartsAsync(Session session, long id, int partsSent) =>
        session.ExecuteAsync("update outbox set parts_sent = @partsSent where id = @id", new { id, partsSent });

    /// <summary>This one is to be tried again, not before the moment given; the wait outlives a restart.</summary>
    internal static Task PostponeAsync(Session session, QueuedMessage message, string reason) =>
        session.ExecuteAsync(
            "update outbox set state = 'queued', attempts = @Attempts, not_before = @NotBefore, reason = @reason where id = @OutboxId",
            new { message.Message.OutboxId, message.Attempts, message.NotBefore, reason });

    /// <summary>This is what became of it, and it will not be sent again; it stays for somebody to see why.</summary>
    internal static Task EndAsync(Session session, long id, string outcome, string reason) =>
        session.ExecuteAsync("update outbox set state = @outcome, reason = @reason where id = @id", new { id, outcome, reason });

    /// <summary>
    /// Deletes some of what ended long ago and belongs to no campaign: what did not arrive, and previews whose campaign waits for
    /// its start no more. Returns how much.
    /// </summary>
    internal static Task<int> ForgetEndedAsync(Session session, DateTimeOffset now) => session.ExecuteAsync(
        $"""
        delete from outbox where id in (
            select id from outbox where campaign_id is null and state not in ('queued', 'sending') and created_at < @before
                and not exists (
                    select 1 from campaign_preview v join campaign c on c.id = v.campaign_id where v.outbox_id = outbox.id and c.state = '{Campaigns.Planned}')
            limit @AtOnce)
        """,
        new { before = now - ReminderLog.Kept, AtOnce });

    /// <summary>What a process left in the middle of being sent when it died: nobody can know whether it arrived (T128).</summary>
    internal static Task<int> ForsakeAsync(Session session) =>
        session.ExecuteAsync(
            $"update outbox set state = '{Outcome.Unknown}', reason = '{Forsaken}' where state = 'sending'");

    /// <summary>How many messages of a campaign nobody knows about because the bot ended, and not because sending them went wrong.</summary>
    internal static Task<long> ForsakenAsync(Session session, long campaign) =>
        session.ScalarAsync<long>(
            $"select count(*) from outbox where campaign_id = @campaign and state = '{Outcome.Unknown}' and reason = '{Forsaken}'", new { campaign });

    /// <summary>A chat has another address now: what waits for it goes there.</summary>
    internal static async Task MoveAsync(Session session, string channel, string address, string newAddress)
    {
        await PersonStore.MoveAsync(session, channel, address, newAddress);
        await session.ExecuteAsync(
            """
            update outbox set address = @newAddress
            where channel = @channel and address = @address and state in ('queued', 'sending')
            """,
            new { channel, address, newAddress });
    }

    private static OutgoingMessage ToMessage(long id, string channel, string address, MessageClass messageClass, Body body) =>
        new(id, channel, address, messageClass, body.ToText(), body.Rows())
        {
            IsPreview = body.IsPreview,
            File = body.File,
            Place = body.Place,
            IsSilent = body.IsSilent,
            IsProtected = body.IsProtected,
            Thread = body.Thread,
        };

    private sealed record Recipient(string Channel, string Address, string Language, string? Zone);

    private sealed record Row(
        long Id, string Channel, string Address, MessageClass Class, int Attempts, DateTimeOffset NotBefore, DateTimeOffset CreatedAt, int PartsSent, long? CampaignId, string Body)
    {
        /// <summary>What the person of a campaign's row is called, where that is read.</summary>
        public string? Name { get; init; }

        /// <summary>Their zone, likewise.</summary>
        public string? Zone { get; init; }

        internal QueuedMessage ToQueued(bool isNight = false)
        {
            var message = ToMessage(Id, Channel, Address, Class, Conversations.Body.Read(Body).For(Name)) with { CampaignId = CampaignId, PartsSent = PartsSent };
            return new(isNight ? message with { IsSilent = true } : message, Attempts, NotBefore, CreatedAt);
        }
    }
}

/// <summary>A message that waits in the outbox.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NotBefore">When it may be tried next.</param>
/// <param name="CreatedAt">Since when it waits.</param>
internal sealed record QueuedMessage(OutgoingMessage Message, int Attempts, DateTimeOffset NotBefore, DateTimeOffset CreatedAt)
{
    /// <summary>How often nobody knew what became of it though others arrived; forgotten with the process.</summary>
    public int Doubts { get; init; }
}

/// <summary>A message that has arrived, before this is written down.</summary>
/// <param name="Id">Its row.</param>
/// <param name="IsKept">Whether the row stays, as those of campaigns and their previews do.</param>
/// <param name="MessageId">The channel's number for it, or null when it has none.</param>
internal readonly record struct SentMessage(long Id, bool IsKept, long? MessageId);

/// <summary>How a message that is not sent (any more) ended: the words of the column <c>state</c>.</summary>
internal static class Outcome
{
    internal const string Sent = "sent";
    internal const string Blocked = "blocked";
    internal const string Deactivated = "deactivated";
    internal const string NeverStarted = "never_started";
    internal const string Failed = "failed";
    internal const string Unknown = "unknown";

    /// <summary>Its person said stop, or was found unreachable, after it was planned.</summary>
    internal const string Skipped = "skipped";

    internal static string Of(UnreachableCause cause) => cause switch
    {
        UnreachableCause.Deactivated => Deactivated,
        UnreachableCause.NeverStarted => NeverStarted,
        _ => Blocked,
    };
}
