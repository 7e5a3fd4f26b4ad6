using System.Collections.Frozen;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>Who takes part in which cycle of a programme: each once, whatever happens.</summary>
internal sealed class Enrolments : EffectHandler<Enrol>
{
    /// <summary>The programmes whose present cycle the person is enrolled in.</summary>
    internal static async Task<IReadOnlySet<string>> OfPersonAsync(Session session, long personId, DialogLibrary library) =>
        Among(await CountedFact.OfPersonAsync(session, personId), library);

    /// <summary>The programmes whose present cycle somebody is enrolled in, among what is known of them.</summary>
    internal static IReadOnlySet<string> Among(IReadOnlyList<CountedFact> facts, DialogLibrary library)
    {
        HashSet<string>? programmes = null;
        foreach (var fact in facts)
        {
            if (fact.Kind == CountedFact.Enrolled && fact.Cycle == library.CycleOf(fact.Scope))
            {
                (programmes ??= []).Add(fact.Scope);
            }
        }

        return programmes ?? None;
    }

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

    protected override Task HandleAsync(Enrol effect, TurnScope turn)
    {
        var enrolment = new CountedFact(CountedFact.Enrolled, effect.Program, effect.Cycle, "", turn.Now);
        if (!turn.Counters.Has(enrolment))
        {
            turn.Session.Later(
                "insert into enrolment (person_id, program, cycle, enrolled_at, due_at) values (@Id, @Program, @Cycle, @Now, @due)",
                new
                {
                    turn.Person.Id, effect.Program, effect.Cycle, turn.Now,
                    due = EnrolmentStore.FirstDue(turn.Library, turn.Person, effect.Program, effect.Cycle, turn.Now),
                });
            turn.Counters.Note(enrolment);
        }

        return Task.CompletedTask;
    }

    /// <summary>What somebody is enrolled in of whom nobody asks.</summary>
    internal static readonly IReadOnlySet<string> None = FrozenSet<string>.Empty;

}
