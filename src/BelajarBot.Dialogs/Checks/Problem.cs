namespace BelajarBot.Dialogs.Checks;

/// <summary>How much a problem matters.</summary>
public enum ProblemLevel
{
    /// <summary>The file cannot be used.</summary>
    Error,

    /// <summary>The file works, but somebody will be surprised.</summary>
    Warning,

    /// <summary>It could be said better.</summary>
    Advice,
}

/// <summary>Where something stands in a file that an author wrote.</summary>
/// <param name="File">The file, as the author knows it: relative to the folder that was loaded, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
public readonly record struct Place(string File, int Line, int Column);

/// <summary>An author's mistake: where, what, and the way out, in both languages.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Code">Its permanent number, for example <c>D010</c>; <c>docs/checks.md</c> explains each.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Message">What is wrong and what to do, in Indonesian.</param>
/// <param name="English">The same in English.</param>
public sealed record Problem(Place Place, string Code, ProblemLevel Level, string Message, string English)
{
    /// <summary>One line for people: <c>aktivasi.yaml:47:9 D010 langkah "status" …</c>.</summary>
    public override string ToString() => $"{Place.File}:{Place.Line}:{Place.Column} {Code} {Message}";
}

/// <summary>Collects every problem of a load, so that an author sees them all at once.</summary>
public sealed class ProblemList
{
    private readonly List<Problem> problems = [];

    /// <summary>Whether any of them makes the files unusable.</summary>
    public bool HasErrors => problems.Exists(p => p.Level == ProblemLevel.Error);

    /// <summary>All problems, by file, line and column.</summary>
    public IReadOnlyList<Problem> InOrder() =>
        [.. problems.Distinct().OrderBy(p => p.Place.File, StringComparer.Ordinal).ThenBy(p => p.Place.Line).ThenBy(p => p.Place.Column)];

    /// <summary>Adds a problem that makes the file unusable.</summary>
    /// <param name="place">Where.</param>
    /// <param name="code">Its number.</param>
    /// <param name="message">In Indonesian.</param>
    /// <param name="english">In English.</param>
    public void Error(Place place, string code, string message, string english) =>
        problems.Add(new Problem(place, code, ProblemLevel.Error, message, english));

    /// <summary>Adds a problem that is only reported.</summary>
    /// <param name="place">Where.</param>
    /// <param name="code">Its number.</param>
    /// <param name="message">In Indonesian.</param>
    /// <param name="english">In English.</param>
    public void Warn(Place place, string code, string message, string english) =>
        problems.Add(new Problem(place, code, ProblemLevel.Warning, message, english));

    /// <summary>Adds advice.</summary>
    /// <param name="place">Where.</param>
    /// <param name="code">Its number.</param>
    /// <param name="message">In Indonesian.</param>
    /// <param name="english">In English.</param>
    public void Advise(Place place, string code, string message, string english) =>
        problems.Add(new Problem(place, code, ProblemLevel.Advice, message, english));
}
