using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>An audience as a condition on the table of people; the query around it calls a row <c>person</c>.</summary>
internal static class AudienceSql
{
    private static readonly Dictionary<string, string> Columns = new(
        ContactFields.Names.Select(field => KeyValuePair.Create($"contact.{field}", $"person.{field}")))
    {
        ["contact.area"] = "person.region",
        ["contact.seen"] = "person.seen_at",
    };

    /// <summary>The condition; its parameters are called <c>p0</c> and so on.</summary>
    internal static SqlCondition Of(Expression audience, DialogLibrary library, Dialect dialect, DateTimeOffset now) => audience.ToSql(
        new SqlNames
        {
            Columns = Columns,
            Unfinished = "c.status <> 'ended'",
            Folded = dialect == Dialect.Postgres ? "lower({0} collate \"C\")" : "lower({0})",
            ScopeOf = dialog => library.MilestoneScopes.GetValueOrDefault(dialog, dialog),
            CycleOf = library.CycleOf,
        },
        new SharedFacts(library.Programmes, now));

    /// <summary>What is the same for everybody; the rest is asked of the rows.</summary>
    private sealed class SharedFacts(Programmes programmes, DateTimeOffset now) : IFacts
    {
        public DateTimeOffset Now => now;

        public Value Read(Variable variable) =>
            variable.Source is VariableSource.Program ? programmes.Read(own: null, variable.Key, now) : Value.Missing;

        public DateTimeOffset? ReachedAt(MilestoneName milestone) => null;

        public bool StandsAt(string dialog, string? step) => false;

        public bool HasConsented(string consent) => false;

        public bool IsEnrolled(string program) => false;
    }
}
