using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Hosting;

/// <summary>A problem as a workflow command of GitHub Actions, which shows it at its line of a changed file.</summary>
internal static class GitHubAnnotation
{
    /// <summary><c>::error file=…,line=…,col=…,title=…::message</c>, with what would end a part of it escaped.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="folder">The folder of the dialogs, from the root of the repository.</param>
    internal static string Of(Problem problem, string folder)
    {
        var command = problem.Level switch { ProblemLevel.Error => "error", ProblemLevel.Warning => "warning", _ => "notice" };
        var file = Path.Combine(folder, problem.Place.File).Replace('\\', '/');
        return $"::{command} file={Property(file)},line={problem.Place.Line},col={problem.Place.Column},title={Property(problem.Code)}::{Data(problem.Message)}";
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
