using System.Collections.Frozen;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>Who takes part in which cycle of a programme: each once, whatever happens.</summary>
internal sealed class Enrolments : EffectHandler<Enrol>
{
    /// <summary>The programmes whose present cycle the person is enrolled in.</summary>
    internal static async Task<IReadOnlySet<string>> OfPersonAsync(Session session, long personId, DialogLibrary library)
    {
        var rows = await session.QueryAsync<Place>("select person_id, program, cycle from enrolment where person_id = @personId", new { personId });
        return InPresentCycles(rows, library);
    }

    /// <summary>What several people are enrolled in, in whichever cycles.</summary>
    internal static async Task<ILookup<long, Place>> OfPeopleAsync(Session session, IReadOnlyList<long> people) =>
        (await session.QueryAsync<Place>($"select person_id, program, cycle from enrolment where person_id in {IdList.People.Sql}", IdList.People.Values(people)))
            .ToLookup(place => place.PersonId);

    /// <summary>The programmes of one person's enrolments that count today.</summary>
    internal static IReadOnlySet<string> InPresentCycles(IReadOnlyCollection<Place> places, DialogLibrary library) => places.Count == 0
        ? None
        : places.Where(place => place.Cycle == library.CycleOf(place.Program)).Select(place => place.Program).ToFrozenSet();

    /// <summary>Takes the person out of every cycle of a programme.</summary>
    internal static async Task TakeBackAsync(TurnScope turn, string program)
    {
        var taken = await turn.Session.QueryAsync<(string Cycle, DateTimeOffset EnrolledAt)>(
            "delete from enrolment where person_id = @Id and program = @program returning cycle, enrolled_at", new { turn.Person.Id, program });
        foreach (var enrolment in taken)
        {
            turn.Counters.Note(new CountedFact(CountedFact.Enrolled, program, enrolment.Cycle, "", enrolment.EnrolledAt), -1);
        }
    }

    protected override async Task HandleAsync(Enrol effect, TurnScope turn)
    {
        var isNew = await turn.Session.ExecuteAsync(
            """
            insert into enrolment (person_id, program, cycle, enrolled_at) values (@Id, @Program, @Cycle, @Now)
            on conflict (person_id, program, cycle) do nothing
            """,
            new { turn.Person.Id, effect.Program, effect.Cycle, turn.Now }) == 1;
        if (isNew)
        {
            turn.Counters.Note(new CountedFact(CountedFact.Enrolled, effect.Program, effect.Cycle, "", turn.Now));
        }
    }

    /// <summary>What somebody is enrolled in of whom nobody asks.</summary>
    internal static readonly IReadOnlySet<string> None = FrozenSet<string>.Empty;

    /// <summary>A place in a cycle of a programme.</summary>
    internal sealed record Place(long PersonId, string Program, string Cycle);
}
