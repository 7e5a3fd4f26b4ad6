using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>The marks that people reached: each once per programme cycle, whatever happens.</summary>
internal sealed class Milestones : EffectHandler<ReachMilestone>
{
    /// <summary>What somebody has reached in the present cycles.</summary>
    internal static async Task<IReadOnlyDictionary<(string, string), DateTimeOffset>> OfPersonAsync(Session session, long personId, DialogLibrary library) =>
        Among(await CountedFact.OfPersonAsync(session, personId), library);

    /// <summary>What was reached in the present cycles among what is known of somebody.</summary>
    internal static IReadOnlyDictionary<(string, string), DateTimeOffset> Among(IReadOnlyList<CountedFact> facts, DialogLibrary library)
    {
        Dictionary<(string, string), DateTimeOffset>? reached = null;
        foreach (var fact in facts)
        {
            if (fact.Kind == CountedFact.Reached && fact.Cycle == library.CycleOf(fact.Scope))
            {
                (reached ??= []).Add((fact.Scope, fact.Name), fact.At);
            }
        }

        return reached ?? None;
    }

    /// <summary>Takes a mark back: of one cycle, so that what was reached in earlier years stays, or of all where none is given.</summary>
    internal static async Task TakeBackAsync(TurnScope turn, string scope, string milestone, string? cycle = null)
    {
        var taken = await turn.Session.QueryAsync<(string Cycle, DateTimeOffset ReachedAt)>(
            """
            delete from milestone
            where person_id = @Id and scope = @scope and milestone = @milestone and cycle = coalesce(@cycle, cycle)
            returning cycle, reached_at
            """,
            new { turn.Person.Id, scope, cycle, milestone });
        foreach (var mark in taken)
        {
            turn.Counters.Note(new CountedFact(CountedFact.Reached, scope, mark.Cycle, milestone, mark.ReachedAt), -1);
        }
    }

    protected override Task HandleAsync(ReachMilestone effect, TurnScope turn)
    {
        var mark = new CountedFact(CountedFact.Reached, effect.Scope, effect.Cycle, effect.Name, turn.Now);
        if (!turn.Counters.Has(mark))
        {
            turn.Session.Later(
                "insert into milestone (person_id, scope, cycle, milestone, reached_at) values (@Id, @Scope, @Cycle, @Name, @Now)",
                new { turn.Person.Id, effect.Scope, effect.Cycle, effect.Name, turn.Now });
            turn.Counters.Note(mark);
        }

        return Task.CompletedTask;
    }

    /// <summary>What somebody has reached who has reached nothing, or whom nobody asks.</summary>
    internal static readonly IReadOnlyDictionary<(string, string), DateTimeOffset> None = new Dictionary<(string, string), DateTimeOffset>();

}
