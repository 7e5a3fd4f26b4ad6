using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace BelajarBot.Tests.Storage;

/// <summary>The databases that every store is tested on.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Runs a theory on SQLite and on PostgreSQL:
/// <code>
/// [Theory, BothDatabases]
/// public async Task Sentence(DatabaseKind kind)
/// {
///     await using var store = await TestDatabase.CreateAsync(kind);
///     await store.Database.WriteAsync(…);
/// </code>
/// Further values may be given; the rows are then every value on both databases.
/// </summary>
public sealed class BothDatabasesAttribute(params object[] values) : DataAttribute
{
    public object[] Values { get; } = values;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. from kind in Enum.GetValues<DatabaseKind>()
                from value in Values is [] ? [[]] : Values.Select(value => new[] { value })
                select new TheoryDataRow([kind, .. value])]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
