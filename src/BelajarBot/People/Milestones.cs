using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>The marks that people reached: each once per programme cycle, whatever happens.</summary>
internal sealed class Milestones : EffectHandler<ReachMilestone>
{
    /// <summary>What somebody has reached in the present cycles.</summary>
    internal static async Task<IReadOnlyDictionary<(string, string), DateTimeOffset>> OfPersonAsync(Session session, long personId, DialogLibrary library)
    {
        var rows = await session.QueryAsync<Mark>("select person_id, scope, cycle, milestone, reached_at from milestone where person_id = @personId", new { personId });
        return InPresentCycles(rows, library);
    }

    /// <summary>What several people have reached, in whichever cycles.</summary>
    internal static async Task<ILookup<long, Mark>> OfPeopleAsync(Session session, IReadOnlyList<long> people) =>
        (await session.QueryAsync<Mark>($"select person_id, scope, cycle, milestone, reached_at from milestone where person_id in {IdList.People.Sql}", IdList.People.Values(people)))
            .ToLookup(mark => mark.PersonId);

    /// <summary>Those of one person's marks that count today.</summary>
    internal static IReadOnlyDictionary<(string, string), DateTimeOffset> InPresentCycles(IReadOnlyCollection<Mark> marks, DialogLibrary library) => marks.Count == 0
        ? None
        : marks.Where(mark => mark.Cycle == library.CycleOf(mark.Scope)).ToDictionary(mark => (mark.Scope, mark.Milestone), mark => mark.ReachedAt);

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

    protected override async Task HandleAsync(ReachMilestone effect, TurnScope turn)
    {
        var isNew = await turn.Session.ExecuteAsync(
            """
            insert into milestone (person_id, scope, cycle, milestone, reached_at) values (@Id, @Scope, @Cycle, @Name, @Now)
            on conflict (person_id, scope, cycle, milestone) do nothing
            """,
            new { turn.Person.Id, effect.Scope, effect.Cycle, effect.Name, turn.Now }) == 1;
        if (isNew)
        {
            turn.Counters.Note(new CountedFact(CountedFact.Reached, effect.Scope, effect.Cycle, effect.Name, turn.Now));
        }
    }

    /// <summary>What somebody has reached who has reached nothing, or whom nobody asks.</summary>
    internal static readonly IReadOnlyDictionary<(string, string), DateTimeOffset> None = new Dictionary<(string, string), DateTimeOffset>();

    /// <summary>A mark as it is kept.</summary>
    internal sealed record Mark(long PersonId, string Scope, string Cycle, string Milestone, DateTimeOffset ReachedAt);
}
