using BelajarBot.Dialogs.Expressions;
using BelajarBot.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BelajarBot.Tests.Expressions;

public sealed class SqlMeaningTests
{
    [Fact]
    public void An_audience_is_the_same_people_in_memory_and_in_sqlite()
    {
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        var table = new PeopleTable(sqlite, PeopleTable.NamesFor("lower({0})"));
        table.Create(code: "text");

        AudiencesAreTheSameIn(table);
    }

    [Fact]
    public async Task An_audience_is_the_same_people_in_memory_and_in_postgres()
    {
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var postgres = new NpgsqlConnection(store.Options.ConnectionString);
        await postgres.OpenAsync(TestContext.Current.CancellationToken);
        var table = new PeopleTable(postgres, PeopleTable.NamesFor("lower({0} collate \"C\")"));
        table.Create(code: "text collate \"C\"");

        AudiencesAreTheSameIn(table);
    }

    /// <summary>A hundred crowds of forty people, and of each crowd twenty audiences.</summary>
    internal static void AudiencesAreTheSameIn(PeopleTable table)
    {
        var crowds =
            from seed in Gen.Choose(0, int.MaxValue)
            from sources in Audience.Sources(3).ArrayOf(20)
            select (seed, sources);

        Prop.ForAll(crowds.ToArbitrary(), crowd =>
        {
            var random = new Random(crowd.seed);
            var people = Enumerable.Range(1, 40).Select(id => TestPerson.Random(id, random)).ToList();
            table.Fill(people);

            foreach (var source in crowd.sources)
            {
                var expression = Compile(source);

                var inMemory = people.Where(expression.Evaluate).Select(person => person.Id);

                Assert.True(inMemory.SequenceEqual(table.Select(expression, people[0])), $"seed {crowd.seed}: {source}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void What_is_always_or_never_true_is_so_of_everybody()
    {
        var random = new Random(2026);
        var people = Enumerable.Range(1, 200).Select(id => TestPerson.Random(id, random)).ToList();

        Prop.ForAll(Audience.Sources(3).ToArbitrary(), source =>
        {
            var expression = Compile(source);

            return expression.FindTruth() switch
            {
                Truth.Always => people.All(expression.Evaluate),
                Truth.Never => !people.Any(expression.Evaluate),
                _ => true,
            };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestRun.IsLong ? 1_000 : 200));
    }

    [Fact]
    public void The_usual_form_of_an_audience_selects_the_same_people()
    {
        var random = new Random(2026);
        var people = Enumerable.Range(1, 40).Select(id => TestPerson.Random(id, random)).ToList();

        Prop.ForAll(Audience.Sources(3).ToArbitrary(), source =>
        {
            var expression = Compile(source);
            var usual = Compile(expression.ToString());

            return people.TrueForAll(person => expression.Evaluate(person) == usual.Evaluate(person))
                && usual.ToString() == expression.ToString();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestRun.IsLong ? 1_000 : 200));
    }

    private static Expression Compile(string source)
    {
        var result = Expression.Compile(source, Audience.Schema);
        Assert.True(result.Succeeded, $"{source}\n{string.Join('\n', result.Errors)}");
        return result.Expression;
    }
}
