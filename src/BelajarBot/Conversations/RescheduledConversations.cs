using System.Globalization;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Lets due moments follow the dates of programmes and the rules of reminders. The moment is part of each conversation, so when
/// a publish or an administrator changes one, the conversations whose reminders go by it are given their new ones.
/// </summary>
internal static class RescheduledConversations
{
    /// <summary>How many people are locked at a time: turns of others go on in between.</summary>
    private const int BatchSize = 200;

    /// <summary>What stands in place of a programme before the rules of a dialog's reminders.</summary>
    private const string Rules = "";

    /// <summary>
    /// Gives new moments to everybody who waits for a date or by a rule that has changed. What has changed is seen against what the
    /// database was worked out with (another version, another process) and against what this process used until now: one of
    /// its turns may have written an old moment after another process was done.
    /// </summary>
    /// <returns>How many conversations were given another moment.</returns>
    internal static async Task<int> FollowAsync(
        Database database, DialogLibrary? before, DialogLibrary library, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var dates = WhatCounts(library, now);
        var used = before is null ? dates : WhatCounts(before, now);
        var stored = (await database.ReadAsync(session => session.QueryAsync<Row>("select program, name, day from programme_date"), cancel))
            .ToDictionary(row => (row.Program, row.Name), row => row.Day);
        var changed = dates.Keys.Union(stored.Keys).Union(used.Keys)
            .Where(name => dates.GetValueOrDefault(name) is var day && (day != stored.GetValueOrDefault(name) || day != used.GetValueOrDefault(name)))
            .ToHashSet();
        if (changed.Count == 0)
        {
            return 0;
        }

        var moved = 0;
        foreach (var dialog in DialogsBy(library, changed).Union(changed.Where(name => name.Program == Rules).Select(name => name.Name)))
        {
            if (library.Programmes.Reminding.FirstOrDefault(reminding => reminding.Id == dialog)?.Program is { } program)
            {
                moved += await RescheduledEnrolments.FollowAsync(database, library, program, time, cancel);
            }

            for (var after = 0L; await database.ReadAsync(session => EndOfBatchAsync(session, dialog, after), cancel) is { } last; after = last)
            {
                var first = after;
                moved += await database.WriteAsync(session => RescheduleAsync(session, library, dialog, first, last, time.GetUtcNow()), cancel);
            }
        }

        // Last: whoever is stopped in the middle begins again at the next start.
        await database.WriteAsync(session => KeepAsync(session, dates), cancel);
        return moved;
    }

    /// <summary>The dialogs of which any revision at hand has a reminder that goes by one of these dates.</summary>
    internal static IReadOnlyList<string> DialogsBy(DialogLibrary library, IReadOnlySet<(string Program, string Name)> dates) =>
    [
        .. library.Revisions.Concat(library.Programmes.Reminding).Where(dialog => dialog.Reminders.Any(rule => DateOf(rule, dialog, library) is { } date && dates.Contains(date)))
            .Select(dialog => dialog.Id).Distinct(),
    ];

    private static (string Program, string Name)? DateOf(ReminderRule rule, Dialog dialog, DialogLibrary library) =>
        rule.When is ReminderTime.ByDate { Date: var name } && name.StartsWith("program.", StringComparison.Ordinal)
        && library.Programmes.Resolve(dialog.Program, name["program.".Length..]) is ({ } programme, var key)
            ? (programme.Id, key) : null;

    /// <summary>The dates of all programmes, and when the reminders of each dialog are due.</summary>
    private static Dictionary<(string Program, string Name), string> WhatCounts(DialogLibrary library, DateTimeOffset now) => (
        from programme in library.Programmes.All
        from name in programme.Kinds.Keys
        let date = programme.FindCertain(name, now)?.Date
        where date is not null
        select ((programme.Id, name), $"{date:yyyy-MM-dd}"))
        .Concat(
            from dialog in library.Dialogs.Concat(library.Programmes.Reminding)
            where !dialog.Reminders.IsEmpty
            select ((Rules, dialog.Id), $"{(dialog.IsOfProgramme ? CycleInWords(library.Programmes.Find(dialog.Program)!) : "")}{string.Join("; ", dialog.Reminders.Select(InWords))}"))
        .ToDictionary();

    /// <summary>Who takes part in another cycle is reminded of nothing, nor is anybody when it is over.</summary>
    private static string CycleInWords(Programme programme) => $"{programme.CycleId} {Cycle.NameOf(programme.State)}; ";

    private static string InWords(ReminderRule rule) => rule.When switch
    {
        ReminderTime.Idle idle => string.Create(CultureInfo.InvariantCulture, $"{rule.Id} idle {idle.Silence:c}"),
        ReminderTime.ByDate date => string.Create(CultureInfo.InvariantCulture, $"{rule.Id} {date.Offset} {date.Date} {date.At:HH\\:mm}"),
        _ => rule.Id,
    };

    private static Task<long?> EndOfBatchAsync(Session session, string dialog, long after) =>
        session.FirstOrDefaultAsync<long?>(
            $"""
            select max(person_id) from (
                select person_id from conversation where person_id > @after and dialog = @dialog and status in ('open', 'calling')
                order by person_id limit {BatchSize}) batch
            """,
            new { after, dialog });

    private static async Task<int> RescheduleAsync(Session session, DialogLibrary library, string dialog, long after, long last, DateTimeOffset now)
    {
        // A turn locks its person first and then looks at the conversations; so does this, or they might wait for each other.
        // Whoever cannot be reached is woken by nothing; their next message sets the clock again.
        var people = await session.QueryAsync<(long Id, string? Zone)>(
            $"""
            select id, zone from person where unreachable_since is null and id in (
                select person_id from conversation where person_id > @after and person_id <= @last and dialog = @dialog and status in ('open', 'calling'))
            order by id{session.Dialect.ForUpdate}
            """,
            new { after, last, dialog });
        var zones = people.ToDictionary(person => person.Id, person => person.Zone);
        var moved = 0;
        foreach (var (personId, conversation) in await ConversationStore.RemindedInAsync(session, dialog, after, last))
        {
            if (zones.TryGetValue(personId, out var zone) && library.Find(dialog, conversation.Revision) is { } revision)
            {
                var contact = new Contact("", Person.ClockOf(zone), ValueSet.Empty);
                var next = DialogEngine.Reschedule(revision, conversation, library.ContextFor(contact, now));
                if (next.DueAt != conversation.DueAt)
                {
                    await session.ExecuteAsync(
                        "update conversation set due_at = @DueAt where person_id = @personId and dialog = @dialog", new { next.DueAt, personId, dialog });
                    moved++;
                }
            }
        }

        return moved;
    }

    private static async Task KeepAsync(Session session, Dictionary<(string Program, string Name), string> dates)
    {
        await session.ExecuteAsync("delete from programme_date");
        foreach (var ((program, name), day) in dates)
        {
            await session.ExecuteAsync(
                """
                insert into programme_date (program, name, day) values (@program, @name, @day)
                on conflict (program, name) do update set day = excluded.day
                """,
                new { program, name, day });
        }
    }

    private sealed record Row(string Program, string Name, string Day);
}
