using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Tests.Checks;

public sealed partial class CheckCaseTests
{
    /// <summary>What only played transcripts can tell has tests of its own: no load reports it.</summary>
    private const string Played = "D091";

    public static TheoryData<string, string> Cases => [.. CheckCase.All.Select(each => (each.Code, each.Title))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_case_gives_exactly_the_problems_that_it_names_at_their_lines(string code, string title)
    {
        var each = CheckCase.All.Single(other => other.Code == code && other.Title == title);

        var problems = each.Problems();

        Assert.Equal(each.Expected, problems.Select(p => $"{p.Place.File}:{p.Place.Line} {p.Code}").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(each.Triggers, each.Expected.Any(line => line.EndsWith(code, StringComparison.Ordinal)));
        Assert.All(problems, IsWellSaid);
    }

    [Fact]
    public void Every_code_that_the_source_reports_has_a_case_that_triggers_it_one_that_does_not_and_a_row_in_the_documentation()
    {
        var source = DialogFiles.SourceFiles().SelectMany(text => Code().Matches(text)).Select(match => match.Value.Trim('"')).Where(code => code != Played).Distinct().Order(StringComparer.Ordinal);

        var documented = DocumentedCode().Matches(File.ReadAllText(DialogFiles.InRepository("docs/checks.md"))).Select(match => match.Groups["code"].Value).ToList();
        var triggered = CheckCase.All.Where(each => each.Triggers).Select(each => each.Code).ToHashSet();
        var clean = CheckCase.All.Where(each => !each.Triggers).Select(each => each.Code).ToHashSet();

        Assert.Equal(documented.Distinct(), documented);
        Assert.All(source, code => Assert.Contains(code, documented));
        Assert.All(source, code => Assert.Contains(code, triggered));
        Assert.All(source, code => Assert.Contains(code, clean));
    }

    /// <summary>A message names the thing and ends like a sentence, in both languages.</summary>
    private static void IsWellSaid(Problem problem)
    {
        Assert.InRange(problem.Place.Column, 1, int.MaxValue);
        Assert.Matches(@"^[\p{Lu}""a-z\p{S}].{15,}[.?…)]$", problem.Message);
        Assert.Matches(@"^[\p{Lu}""a-z\p{S}].{15,}[.?…)]$", problem.English);
        Assert.NotEqual(problem.Message, problem.English);
    }

    [GeneratedRegex("\"D[01][0-9]{2}\"", RegexOptions.None, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| (?<code>D[0-9]{3}) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex DocumentedCode();
}
