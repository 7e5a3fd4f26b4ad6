using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>The people that the bot knows.</summary>
internal static class PersonStore
{
    private const string Columns =
        """
        id, channel, address, language, name, role, level, region, npsn, email_belajar, zone, status, conversation_count, active_dialog, seen_at,
        unreachable_since, consents, source, awaiting, announced, told, created_at,
        (select school.name from school where school.npsn = person.npsn) as school_name,
        (select school.area from school where school.npsn = person.npsn) as school_area,
        (select max(m.at) from ticket t join ticket_message m on m.ticket_id = t.id
            where t.person_id = person.id and t.closed_at is null and m.author = 'staff') as officer_said_at,
        (select count(*) from role_grant where role_grant.person_id = person.id and role_grant.revoked_at is null) as has_role
        """;

    /// <summary>The person at an address, made known if they are new; their row is locked until the unit ends.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="channel">Their channel.</param>
    /// <param name="address">Where they are on it.</param>
    /// <param name="language">The language that somebody new is spoken to in.</param>
    /// <param name="displayName">What the channel calls them, or null.</param>
    /// <param name="now">When somebody new is known from.</param>
    internal static async Task<Person> FindOrAddAsync(
        Session session, string channel, string address, string language, string? displayName, DateTimeOffset now)
    {
        if (await FindAsync(session, channel, address) is { } known)
        {
            return known;
        }

        if (await AddLater(session, channel, address, language, displayName, now))
        {
            Counters.Welcome(session, now);
        }

        return (await FindAsync(session, channel, address))!;
    }

    /// <summary>Makes somebody known; tells whether they were not.</summary>
    internal static Answer<bool> AddLater(
        Session session, string channel, string address, string language, string? displayName, DateTimeOffset now) =>
        session.ExecuteLater(
            """
            insert into person (channel, address, language, display_name, created_at, seen_at)
            values (@channel, @address, @language, @displayName, @now, @now)
            on conflict (channel, address) do nothing
            """,
            new { channel, address, language, displayName, now }).As(changed => changed == 1);

    /// <summary>The person at an address, or null; their row is locked until the unit ends.</summary>
    internal static Task<Person?> FindAsync(Session session, string channel, string address) => FindLater(session, channel, address).GetAsync();

    /// <inheritdoc cref="FindAsync(Session, string, string)"/>
    internal static Answer<Person?> FindLater(Session session, string channel, string address) =>
        session.FirstOrDefaultLater<Person>(
            $"select {Columns} from person where channel = @channel and address = @address{session.Dialect.ForUpdate}",
            new { channel, address });

    /// <summary>The person of this number, or null; nothing is locked.</summary>
    internal static Task<Person?> FindAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<Person>($"select {Columns} from person where id = @id", new { id });

    /// <summary>Whether a command awaits words or a file of whoever is at an address; nothing is locked.</summary>
    internal static async Task<bool> IsAwaitedAsync(Session session, string channel, string address) =>
        await session.FirstOrDefaultAsync<string?>("select awaiting from person where channel = @channel and address = @address", new { channel, address }) is not null;

    /// <summary>Several people by their numbers; their rows are locked, in this order, until the unit ends.</summary>
    internal static Answer<List<Person>> LockLater(Session session, long[] ids) =>
        session.QueryLater<Person>($"select {Columns} from person where {session.Dialect.IsAnyOf("id", "@ids")} order by id{session.Dialect.ForUpdate}", new { ids });

    /// <summary>The bot may write to the person at an address again; somebody unknown stays so.</summary>
    internal static Task SetReachableAsync(Session session, string channel, string address) =>
        session.ExecuteAsync(
            "update person set unreachable_since = null, unreachable_reason = null where channel = @channel and address = @address",
            new { channel, address });

    /// <summary>The bot cannot write to the person at an address, since now and for this reason; somebody unknown stays so.</summary>
    internal static async Task SetUnreachableAsync(Session session, string channel, string address, string reason, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            update person set unreachable_since = coalesce(unreachable_since, @now), unreachable_reason = @reason
            where channel = @channel and address = @address
            """,
            new { channel, address, reason, now });

        // Nobody is woken who cannot hear; whoever comes back has their clocks set again. Of what a human is at the host says when they are done.
        await session.ExecuteAsync(
            """
            update conversation set due_at = null
            where due_at is not null and status <> 'handed_over' and person_id = (select id from person where channel = @channel and address = @address)
            """,
            new { channel, address });
        await session.ExecuteAsync(
            "update enrolment set due_at = null where due_at is not null and person_id = (select id from person where channel = @channel and address = @address)",
            new { channel, address });
    }

    /// <summary>A chat has another address now; if somebody is known there already, they stay who they are.</summary>
    internal static Task MoveAsync(Session session, string channel, string address, string newAddress) =>
        session.ExecuteAsync(
            """
            update person set address = @newAddress where channel = @channel and address = @address
            and not exists (select 1 from person where channel = @channel and address = @newAddress)
            """,
            new { channel, address, newAddress });

    /// <summary>Writes what a turn can change about a person; whether they took part themselves shows when they were last seen.</summary>
    internal static void Save(Session session, Person person, bool isPresent, DateTimeOffset now) =>
        session.Later(
            """
            update person set language = @Language, name = @Name, role = @Role, level = @Level, region = @Region, npsn = @Npsn,
                email_belajar = @EmailBelajar, status = @Status, conversation_count = @ConversationCount,
                active_dialog = @ActiveDialog, zone = @Zone, consents = @Consents, source = @Source, awaiting = @Awaiting, announced = @Announced, told = @Told,
                unreachable_since = case when @isPresent = 1 then null else unreachable_since end,
                unreachable_reason = case when @isPresent = 1 then null else unreachable_reason end,
                seen_at = case when @isPresent = 1 then @now else seen_at end
            where id = @Id
            """,
            new
            {
                person.Id,
                person.Language,
                person.Name,
                person.Role,
                person.Level,
                person.Region,
                person.Npsn,
                person.EmailBelajar,
                person.Status,
                person.ConversationCount,
                person.ActiveDialog,
                person.Zone,
                person.Consents,
                person.Source,
                person.Awaiting,
                person.Announced,
                person.Told,
                isPresent,
                now,
            });
}
