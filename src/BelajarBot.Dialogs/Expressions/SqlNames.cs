namespace BelajarBot.Dialogs.Expressions;

/// <summary>
/// How the things that expressions mention are called in the database. The defaults fit the tables <c>person</c>,
/// <c>milestone</c>, <c>conversation</c> and <c>enrolment</c>; the query around the condition selects from <c>person</c>.
/// </summary>
public sealed record SqlNames
{
    /// <summary>
    /// The SQL expression for each contact field, by its full name: <c>contact.role</c> is <c>person.role</c>. Dates are
    /// Unix milliseconds, flags 0 or 1, and region codes are compared as ranges, so on PostgreSQL they need the C collation.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>The SQL expression for the id of the person.</summary>
    public string PersonId { get; init; } = "person.id";

    /// <summary>The condition that a row <c>c</c> of <c>conversation</c> is unfinished.</summary>
    public string Unfinished { get; init; } = "c.status = 'open'";

    /// <summary>
    /// The condition that the person has given the consent <c>{0}</c> (a parameter). Default: the column
    /// <c>person.consents</c> names it, as <c>" data_program:1 foto:2 "</c>.
    /// </summary>
    public string Consented { get; init; } = "replace(person.consents, ' ' || {0} || ':', '') <> person.consents";

    /// <summary>
    /// How words are folded: <c>{0}</c> with A to Z, and no other letter, in lower case. SQLite's <c>lower</c> does just
    /// that; on PostgreSQL it needs <c>lower({0} collate "C")</c>.
    /// </summary>
    public string Folded { get; init; } = "lower({0})";

    /// <summary>What a dialog's milestones belong to, as <c>milestone.scope</c> has it: its programme, or itself. Default: itself.</summary>
    public Func<string, string> ScopeOf { get; init; } = dialog => dialog;

    /// <summary>The present cycle of a dialog or programme, as <c>milestone.cycle</c> and <c>enrolment.cycle</c> have it. Default: no cycles.</summary>
    public Func<string, string> CycleOf { get; init; } = _ => string.Empty;
}

/// <summary>A condition in SQL that SQLite and PostgreSQL understand alike.</summary>
/// <param name="Text">What follows <c>where</c>; safe to combine with <c>and</c>. Contains no value, only parameters.</param>
/// <param name="Parameters">The values by parameter name, without the <c>@</c>.</param>
public sealed record SqlCondition(string Text, IReadOnlyDictionary<string, object> Parameters);
