using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Tests.EndToEnd;

namespace BelajarBot.Tests.Channels.TelegramApi;

/// <summary>The table at the end of <c>docs/telegram.md</c>: what it promises must be true.</summary>
public sealed partial class ConformanceTableTests
{
    private const string Open = "(open)";

    /// <summary>How many points may still be open; only ever lowered, to 0 in the end.</summary>
    private const int MostOpen = 31;

    private static readonly IReadOnlyList<(int Point, string KeptBy)> Rows = Read();

    [Fact]
    public void Every_point_stands_in_the_table_once() => Assert.Equal(Enumerable.Range(1, 168), Rows.Select(row => row.Point));

    [Fact]
    public void Every_point_names_tests_that_exist_or_a_reason()
    {
        var tests = typeof(ConformanceTableTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0)
            .Select(method => method.Name)
            .ToHashSet();

        Assert.All(Rows.Where(row => row.KeptBy != Open && !row.KeptBy.StartsWith("n/a: ", StringComparison.Ordinal)), row =>
        {
            var named = TestName().Matches(row.KeptBy).Select(match => match.Groups["name"].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.True(tests.Contains(name), $"T{row.Point} names {name}, which is no test."));
        });
    }

    [Fact]
    public void No_more_points_are_open_than_before() =>
        Assert.InRange(Rows.Count(row => row.KeptBy == Open), 0, MostOpen);

    [Fact]
    public void A_reason_says_something() => Assert.All(
        Rows.Where(row => row.KeptBy.StartsWith("n/a: ", StringComparison.Ordinal)),
        row => Assert.True(row.KeptBy.Length > 20, $"T{row.Point}"));

    private static IReadOnlyList<(int, string)> Read() =>
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "telegram.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => (int.Parse(match.Groups["point"].Value, CultureInfo.InvariantCulture), match.Groups["kept"].Value)),
    ];

    [GeneratedRegex(@"^\| T(?<point>\d+) \| [^|]+ \| (?<kept>[^|]+) \|$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[A-Za-z0-9_]+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestName();
}
