using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>What people are reminded of who take part in a programme, kept with their enrolments.</summary>
internal static class EnrolmentStore
{
    private const string Prefix = "program.";
    private const string Columns = "person_id, program, cycle, enrolled_at, due_at, state";

    /// <summary>Enrolments whose moment has come, longest due first.</summary>
    internal static Task<List<DueConversation>> DueAsync(Session session, DateTimeOffset now, int most) =>
        session.QueryAsync<DueConversation>(
            $"""
            select p.id as person_id, p.channel, p.address, '{Prefix}' || e.program as dialog, e.cycle from enrolment e join person p on p.id = e.person_id
            where e.due_at <= @now order by e.due_at limit @most
            """,
            new { now, most });

    /// <summary>The earliest moment, up to the one given, at which any enrolment is due; null when none is.</summary>
    internal static Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(due_at) from enrolment where due_at <= @until", new { until });

    /// <summary>The enrolments of some people, whose rows the unit has locked by then.</summary>
    internal static async Task<ILookup<long, Conversation>> OfPeopleAsync(Session session, long[] people) =>
        (await session.QueryAsync<Row>($"select {Columns} from enrolment where {session.Dialect.IsAnyOf("person_id", "@people")}", new { people }))
            .ToLookup(row => row.PersonId, FromRow);

    /// <summary>Keeps what a turn left of it.</summary>
    internal static Task SaveAsync(Session session, long personId, Conversation enrolment) => session.ExecuteAsync(
        "update enrolment set due_at = @DueAt, state = @state where person_id = @personId and program = @program and cycle = @Cycle",
        new { enrolment.DueAt, state = ConversationState.Write(enrolment), personId, program = ProgramOf(enrolment), enrolment.Cycle });

    /// <summary>Leaves an enrolment alone until something changes.</summary>
    internal static Task LetSleepAsync(Session session, DueConversation due) => session.ExecuteAsync(
        "update enrolment set due_at = null where person_id = @PersonId and program = @program and cycle = @Cycle",
        new { due.PersonId, program = due.Dialog[Prefix.Length..], due.Cycle });

    /// <summary>When the clock should look at somebody who enrols now; null for never.</summary>
    internal static DateTimeOffset? FirstDue(DialogLibrary library, Person person, string program, string cycle, DateTimeOffset now) =>
        library.Programmes.Find(program)?.Reminding is null ? null
        : EnrolmentReminders.DueAt(library, EnrolmentReminders.New(program, cycle, now), ContextOf(library, person.Zone, now));

    /// <summary>Gives the enrolments of people the moments at which the clock looks at them next; returns how many have another one.</summary>
    internal static async Task<int> RescheduleAsync(
        Session session, DialogLibrary library, IReadOnlyCollection<(long Id, string? Zone)> people, string? program, DateTimeOffset now)
    {
        var moved = 0;
        var enrolments = await OfPeopleAsync(session, [.. people.Select(person => person.Id)]);
        foreach (var (id, zone) in people)
        {
            foreach (var enrolment in enrolments[id].Where(enrolment => program is null || ProgramOf(enrolment) == program))
            {
                var due = EnrolmentReminders.DueAt(library, enrolment, ContextOf(library, zone, now));
                if (due != enrolment.DueAt)
                {
                    await session.ExecuteAsync(
                        "update enrolment set due_at = @due where person_id = @id and program = @program and cycle = @Cycle",
                        new { due, id, program = ProgramOf(enrolment), enrolment.Cycle });
                    moved++;
                }
            }
        }

        return moved;
    }

    private static TurnContext ContextOf(DialogLibrary library, string? zone, DateTimeOffset now) =>
        library.ContextFor(new Contact("", Person.ClockOf(zone), Dialogs.Definition.ValueSet.Empty), now);

    private static string ProgramOf(Conversation enrolment) => enrolment.Dialog[Prefix.Length..];

    private static Conversation FromRow(Row row)
    {
        var bare = EnrolmentReminders.New(row.Program, row.Cycle, row.EnrolledAt) with { DueAt = row.DueAt };
        return row.State is { } state ? ConversationState.Read(bare, state) with { Cycle = row.Cycle } : bare;
    }

    private sealed record Row(long PersonId, string Program, string Cycle, DateTimeOffset EnrolledAt, DateTimeOffset? DueAt, string? State);
}
