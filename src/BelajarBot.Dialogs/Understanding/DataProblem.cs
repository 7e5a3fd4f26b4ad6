namespace BelajarBot.Dialogs.Understanding;

/// <summary>A mistake in one of the language files, with its place and the way out.</summary>
/// <param name="File">The file, as the caller named it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record DataProblem(string File, int Line, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}({Line}): {Message}";
}
