using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>Something about one person that is counted: that they are known, that they reached a mark, that they take part.</summary>
/// <param name="Kind">One of <see cref="Known"/>, <see cref="Reached"/> and <see cref="Enrolled"/>.</param>
/// <param name="Scope">The programme, or the dialog where there is none; empty for people.</param>
/// <param name="Cycle">The programme's cycle, or empty.</param>
/// <param name="Name">The milestone; of people their role; or empty.</param>
/// <param name="At">When it happened.</param>
internal sealed record CountedFact(string Kind, string Scope, string Cycle, string Name, DateTimeOffset At)
{
    internal const string Known = "person";
    internal const string Reached = "milestone";
    internal const string Enrolled = "enrolment";

    /// <summary>Days are counted on the clock of Jakarta, which has no summer time.</summary>
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    /// <summary>Whether it is the same, whenever it happened: it counts once.</summary>
    internal bool IsSameAs(CountedFact other) => Kind == other.Kind && Scope == other.Scope && Cycle == other.Cycle && Name == other.Name;

    /// <summary>The day on which it happened, as counters number it.</summary>
    internal long Day => DayOf(At);

    /// <summary>The number of the day at a moment: days since 1970 on the clock of Jakarta.</summary>
    internal static long DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Jakarta).DateTime).DayNumber - Epoch;

    /// <summary>The day with a number.</summary>
    internal static DateOnly DateOf(long day) => DateOnly.FromDayNumber((int)day + Epoch);

    /// <summary>The number of a day.</summary>
    internal static long DayOf(DateOnly date) => date.DayNumber - Epoch;

    /// <summary>The moment at which a day begins.</summary>
    internal static DateTimeOffset StartOf(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), Jakarta);

    /// <summary>Everything about a person that is counted.</summary>
    internal static Task<List<CountedFact>> OfPersonAsync(Session session, long personId) =>
        session.QueryAsync<CountedFact>(
            $"""
            {Select("person_id = @personId")}
            union all select '{Known}', '', '', coalesce(role, ''), created_at from person where id = @personId
            """,
            new { personId });

    /// <summary>What whoever is at an address has reached and takes part in.</summary>
    internal static Answer<List<CountedFact>> OfPersonLater(Session session, string channel, string address) =>
        session.QueryLater<CountedFact>(SelectAtAddress, new { channel, address });

    /// <summary>What several people have reached and take part in.</summary>
    internal static Answer<ILookup<long, CountedFact>> OfPeopleLater(Session session, long[] people) =>
        session.QueryLater<Persons>(Select(session.Dialect.IsAnyOf("person_id", "@people"), "person_id, "), new { people })
            .As(rows => rows.ToLookup(row => row.PersonId, row => new CountedFact(row.Kind, row.Scope, row.Cycle, row.Name, row.At)));

    /// <summary>That a person is known, which a turn need not ask for: it has them.</summary>
    internal static CountedFact OfPerson(Person person) => new(Known, "", "", person.Role ?? "", person.CreatedAt);

    private static string Select(string isTheirs, string first = "") =>
        $"""
        select {first}'{Reached}' as kind, scope, cycle, milestone as name, reached_at as at from milestone where {isTheirs}
        union all select {first}'{Enrolled}', program, cycle, '', enrolled_at from enrolment where {isTheirs}
        """;

    private static readonly string SelectAtAddress = Select("person_id = (select id from person where channel = @channel and address = @address)");

    private sealed record Persons(long PersonId, string Kind, string Scope, string Cycle, string Name, DateTimeOffset At);

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;
}

/// <summary>Where a person counts: what is known of them now, so that who moves takes along what they have reached.</summary>
/// <param name="Area">The code of their region, or empty.</param>
/// <param name="Level">The level that they teach at, or empty.</param>
internal sealed record CountedPlace(string Area, string Level)
{
    /// <summary>Somebody of whom neither is known.</summary>
    internal static readonly CountedPlace Unknown = new("", "");

    /// <summary>The place of a person.</summary>
    internal static CountedPlace Of(Person person) => new(person.Region ?? "", person.Level ?? "");
}
