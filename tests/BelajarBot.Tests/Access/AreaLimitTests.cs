using System.Text.RegularExpressions;
using BelajarBot.Access;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Access;

/// <summary>What an officer may see ends at the border of their area, in the query itself.</summary>
public sealed partial class AreaLimitTests
{
    [Theory]
    [InlineData("32", "32", true)]
    [InlineData("32", "32.73", true)]
    [InlineData("32.73", "32", false)]
    [InlineData("32.73", "32.74", false)]
    [InlineData("3", "32", false)]
    [InlineData("", "32.73", true)]
    [InlineData("", "", true)]
    [InlineData("32", "", false)]
    public void An_area_holds_itself_and_what_lies_in_it(string outer, string inner, bool isHeld) =>
        Assert.Equal(isHeld, AreaLimit.Holds(outer, inner));

    [Fact]
    public void Areas_within_others_add_nothing() =>
        Assert.Equal(["11", "32"], AreaLimit.To(["32.73", "32", "11", "32"]).Areas);

    [Fact]
    public void Whoever_asks_for_a_part_of_their_area_gets_that_part_and_of_a_larger_one_only_their_own()
    {
        var limit = AreaLimit.To(["32.73", "33"]);

        Assert.Equal(["33.01"], limit.Within("33.01").Areas);
        Assert.Equal(["32.73"], limit.Within("32").Areas);
        Assert.Equal(["32.73", "33"], limit.Within(AreaLimit.WholeCountry).Areas);
        Assert.True(limit.Within("11").IsEmpty);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("32'")]
    [InlineData("32.7")]
    [InlineData("32.73.01")]
    [InlineData("jabar")]
    public void What_is_no_area_code_never_reaches_a_query(string area) =>
        Assert.Throws<ArgumentException>(() => AreaLimit.To([area]));

    [Fact]
    public void A_query_without_a_limit_is_refused() =>
        Assert.Throws<ArgumentException>(() => AreaLimit.To(["32"]).Sql("select count(*) from person"));

    [Theory, BothDatabases]
    public async Task Only_people_of_the_areas_come_back(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        string?[] regions = ["11", "31.71", "32", "32.01", "32.73", "33.01", "3", null];
        foreach (var (region, i) in regions.Select((region, i) => (region, i)))
        {
            await database.Database.WriteAsync(
                session => session.ExecuteAsync(
                    "insert into person (channel, address, language, region, created_at, seen_at) values ('uji', @address, 'id', @region, 1, 1)",
                    new { address = $"a{i}", region }),
                TestContext.Current.CancellationToken);
        }

        Assert.Equal(["32", "32.01", "32.73"], await RegionsAsync(AreaLimit.To(["32"])));
        Assert.Equal(["11", "32.73"], await RegionsAsync(AreaLimit.To(["32.73", "11"])));
        Assert.Empty(await RegionsAsync(AreaLimit.Nowhere));
        Assert.Equal(regions.Length, (await RegionsAsync(AreaLimit.Everywhere)).Count);

        async Task<List<string?>> RegionsAsync(AreaLimit limit)
        {
            var people = await database.Database.ReadAsync(
                session => session.QueryAsync<string?>(limit.Sql("select region from {people} p order by region")), TestContext.Current.CancellationToken);
            var within = await database.Database.ReadAsync(
                session => session.QueryAsync<string?>(limit.Sql("select p.region from person p where {within p.region} order by region")),
                TestContext.Current.CancellationToken);
            Assert.Equal(people, within);
            return people;
        }
    }

    /// <summary>The folders whose queries are asked by officers: there, the table of people is written <c>{people}</c>.</summary>
    private static readonly string[] ForOfficers = ["Broadcasts", "Events", "Helpdesk", "Imports", "Reminders", "Statistics", "Submissions"];

    /// <summary>Files that look up people without an officer asking, with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Reminders/PersonalReminders.cs"] = "where to send what the person themselves asked for",
        ["Helpdesk/TicketNotices.cs"] = "where the officer is who is told, not whom they look after",
        ["Helpdesk/TicketStore.cs"] = "the address of the person whose ticket it is, for a turn of theirs",
        ["Submissions/Notices.cs"] = "where to tell people what became of what they sent, and officers what waits for them",
        ["Submissions/ReviewDesk.cs"] = "who sent what the officer has been let see",
        ["Reminders/Why.cs"] = "the verb why, which the operator asks on the machine itself",
    };

    [Fact]
    public void Every_query_of_officers_on_people_goes_through_the_limit()
    {
        var source = Path.Combine(EndToEnd.RepositoryRoot.Path, "src", "BelajarBot");
        var stray = ForOfficers
            .Select(folder => Path.Combine(source, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => OnPeople().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(source, file).Replace('\\', '/'))
            .Except(Exceptions.Keys);

        Assert.Empty(stray);
    }

    [GeneratedRegex(@"\b(from|join|update)\s+person\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OnPeople();
}
