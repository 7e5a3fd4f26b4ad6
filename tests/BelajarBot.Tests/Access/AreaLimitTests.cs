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

    /// <summary>The folders in which no officer asks: the bot's own work, the person's own rights, and what the operator does on the machine.</summary>
    private static readonly string[] NotForOfficers = ["Conversations", "Hosting", "People", "Privacy", "Storage", "Transcripts"];

    /// <summary>Files with statements on people or what is theirs that name no area, with the reason.</summary>
    private static readonly Dictionary<string, string> WithoutLimit = new()
    {
        ["Access/AreaLimit.cs"] = "makes the limit",
        ["Access/Officers.cs"] = "officers themselves: what somebody may do, and who is asked next",
        ["Access/RolesCommand.Below.cs"] = "officers whom one may make or unmake: Officer.GrantableSql is the limit",
        ["Access/RolesCommand.Taking.cs"] = "the name of whoever invited, or accepted, for the other one",
        ["Broadcasts/Recipients.cs"] = "what one person of the limited query got",
        ["Events/Agenda.cs"] = "what was put on the agenda of a meeting that its officer runs",
        ["Events/AttendCommand.cs"] = "the person's own answer",
        ["Events/EventCommand.Coming.cs"] = "the person's own answer",
        ["Events/EventCommand.Running.cs"] = "how many answered to a meeting that the officer runs; their names are limited",
        ["Events/EventStore.cs"] = "the person's own answers, and how many answered to a meeting",
        ["Events/Events.cs"] = "the clock of meetings, which no officer asks",
        ["Helpdesk/Escalation.cs"] = "the clock of tickets, which no officer asks",
        ["Helpdesk/TicketNotices.cs"] = "where the officer is who is told, and which of their tickets wait: each is looked at with its area",
        ["Helpdesk/TicketStore.cs"] = "one ticket that TicketsCommand found within the area, or the person's own, or the clock's",
        ["Helpdesk/TicketsCommand.cs"] = "the area of a ticket that was refused, for the record; what is shown is limited a line below",
        ["Programs/ProgrammeChanges.cs"] = "how many a change of dates concerns, for who may change them everywhere",
        ["Reminders/PersonalReminders.cs"] = "where to send what the person themselves asked for",
        ["Reminders/Why.cs"] = "the verb why, which the operator asks on the machine itself",
        ["Statistics/PeopleQuery.cs"] = "marks of people whom the limited query has found",
        ["Submissions/Notices.cs"] = "where to tell people what became of what they sent, and officers what waits for them",
        ["Submissions/ReviewDesk.cs"] = "who sent what the officer has been let see",
        ["Submissions/SubmissionStore.cs"] = "its own Limit is the condition, by kind and area; or the person's own, or the clock's",
    };

    /// <summary>Where a query is asked of everybody, how often at most, and why that tells nobody anything.</summary>
    private static readonly Dictionary<string, (int Most, string Reason)> Everywhere = new()
    {
        ["Broadcasts/BroadcastCommand.cs"] = (1, "the last number, to see whether counting takes long"),
        ["Broadcasts/BroadcastStore.cs"] = (1, "whether the officer of a broadcast still has a role, for the clock"),
        ["Broadcasts/Broadcasts.Planning.cs"] = (1, "the last number, up to which recipients are looked for"),
        ["Broadcasts/Recipients.cs"] = (2, "of those who got a broadcast, who has moved on: they were chosen within the area"),
        ["Broadcasts/StuckLook.cs"] = (1, "the last number, from which it looks downwards"),
        ["Imports/ImportedLists.cs"] = (1, "what the operator brings in on the machine itself"),
        ["Events/EventCommand.cs"] = (2, "whether a meeting is for the person who asks"),
        ["Events/Invitees.cs"] = (3, "its condition holds the limit already; and the last number"),
    };

    [Fact]
    public void Every_statement_on_people_or_what_is_theirs_goes_through_the_limit_or_says_why_not()
    {
        var found = Sources()
            .Where(source => Literal().Matches(source.Text).Any(literal => OnPeople().IsMatch(literal.Value)
                && !literal.Value.Contains("{people}", StringComparison.Ordinal) && !literal.Value.Contains("{within ", StringComparison.Ordinal)))
            .Select(source => source.File)
            .ToList();

        Assert.Empty(found.Except(WithoutLimit.Keys));
        Assert.Contains("Helpdesk/TicketStore.cs", found);
    }

    [Fact]
    public void Whoever_asks_of_everybody_says_why()
    {
        var unexplained = Sources()
            .Where(source => source.File != "Access/AreaLimit.cs" && source.Text.Split("AreaLimit.Everywhere").Length - 1 > Everywhere.GetValueOrDefault(source.File).Most)
            .Select(source => source.File)
            .ToList();

        Assert.Empty(unexplained);
    }

    private static IEnumerable<(string File, string Text)> Sources()
    {
        var root = Path.Combine(EndToEnd.RepositoryRoot.Path, "src", "BelajarBot");
        return Directory.EnumerateDirectories(root)
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj") && !NotForOfficers.Contains(Path.GetFileName(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file)));
    }

    [GeneratedRegex(""""
        """[\s\S]*?"""|"([^"\\\n]|\\.)*"
        """", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    [GeneratedRegex(
        @"\b(from|join|update)\s+(person|milestone|enrolment|ticket|submission|event_answer|conversation|reminder_log)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OnPeople();
}
