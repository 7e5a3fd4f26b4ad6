using BelajarBot.Access;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>The people whom a figure counts, with when each reached which mark.</summary>
internal sealed class PeopleQuery(DialogLibrary library, Question question, AreaLimit limit)
{
    private Dictionary<(long, string), DateTimeOffset> reached = [];

    /// <summary>The marks that have columns of their own.</summary>
    internal IReadOnlyList<string> Milestones { get; } =
        question.Scope is { } scope ? [.. Funnel.AllOf(library).First(funnel => funnel.Scope == scope).Milestones] : [];

    /// <summary>The next people after one, in order of their numbers.</summary>
    internal async Task<List<KnownPerson>> PageAsync(Session session, long after, int most)
    {
        var values = new Dictionary<string, object?>
        {
            ["@after"] = after, ["@most"] = most, ["@level"] = question.Level, ["@scope"] = question.Scope, ["@mark"] = question.Milestone,
            ["@cycle"] = question.CycleIn(library),
        };
        if (question.Period is { } period)
        {
            values["@from"] = period.Start;
            values["@until"] = period.End;
        }

        var page = await session.QueryAsync<KnownPerson>(
            limit.Sql(
                $"""
                select p.id, p.name, p.role, p.level, p.region, p.npsn from {"{people}"} p
                where p.id > @after{(question.Level is null ? "" : " and p.level = @level")}{Counted}
                order by p.id limit @most
                """),
            values);
        reached = question.Scope is null || page.Count == 0 ? [] : (await session.QueryAsync<(long Person, string Name, DateTimeOffset At)>(
            // Of these people only: those between them live anywhere.
            $"select person_id, milestone, reached_at from milestone where {session.Dialect.IsAnyOf("person_id", "@people")} and scope = @scope and cycle = @cycle",
            new { people = page.Select(person => person.Id).ToArray(), scope = question.Scope, cycle = (string)values["@cycle"]! })).ToDictionary(mark => (mark.Person, mark.Name), mark => mark.At);
        return page;
    }

    /// <summary>One person as a row.</summary>
    internal IReadOnlyList<object?> RowOf(KnownPerson person) =>
    [
        person.Name, person.Role, person.Level, person.Region, person.Region is null ? null : library.Texts.Data.Types.Regions.Find(person.Region)?.Name, person.Npsn,
        .. Milestones.Select(mark => reached.TryGetValue((person.Id, mark), out var at) ? (object?)CountedFact.DateOf(CountedFact.DayOf(at)) : null),
    ];

    /// <summary>Where no mark is named, whoever joined or reached any: dialogs without a programme are joined by nobody.</summary>
    private string Counted => question switch
    {
        { Scope: null, Period: null } => "",
        { Scope: null } => " and p.created_at >= @from and p.created_at < @until",
        { Milestone: not null } => $" and {Reached(" and m.milestone = @mark")}",
        _ => $" and (exists (select 1 from enrolment e where e.person_id = p.id and e.program = @scope and e.cycle = @cycle{Within("e.enrolled_at")}) or {Reached("")})",
    };

    private string Reached(string mark) =>
        $"exists (select 1 from milestone m where m.person_id = p.id and m.scope = @scope and m.cycle = @cycle{mark}{Within("m.reached_at")})";

    private string Within(string column) => question.Period is null ? "" : $" and {column} >= @from and {column} < @until";
}

/// <summary>What an export says about somebody.</summary>
internal sealed record KnownPerson(long Id, string? Name, string? Role, string? Level, string? Region, string? Npsn);
