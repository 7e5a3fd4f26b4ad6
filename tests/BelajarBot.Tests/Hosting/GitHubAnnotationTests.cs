using BelajarBot.Dialogs.Checks;
using BelajarBot.Hosting;

namespace BelajarBot.Tests.Hosting;

public sealed class GitHubAnnotationTests
{
    [Theory]
    [InlineData(ProblemLevel.Error, "error")]
    [InlineData(ProblemLevel.Warning, "warning")]
    [InlineData(ProblemLevel.Advice, "notice")]
    public void A_level_is_one_of_GitHubs(ProblemLevel level, string command) => Assert.StartsWith(
        $"::{command} file=dialogs/a.yaml,line=3,col=7,title=D010::", GitHubAnnotation.Of(new Problem(new Place("a.yaml", 3, 7), "D010", level, "Halo.", "Hello."), "dialogs"));

    [Fact]
    public void What_would_end_a_part_of_the_command_is_escaped() => Assert.Equal(
        "::error file=a%2Cb/c%3Ad%25.yaml,line=1,col=1,title=D010::100% x: a, b%0Ac%0Dd".Replace("100%", "100%25", StringComparison.Ordinal),
        GitHubAnnotation.Of(new Problem(new Place("c:d%.yaml", 1, 1), "D010", ProblemLevel.Error, "100% x: a, b\nc\rd", ""), "a,b"));
}
