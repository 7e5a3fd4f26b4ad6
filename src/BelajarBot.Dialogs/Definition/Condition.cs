using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Expressions;
using Place = BelajarBot.Dialogs.Checks.Place;

namespace BelajarBot.Dialogs.Definition;

/// <summary>
/// A condition as an author wrote it. It is compiled once all dialogs are read, because it may mention what other
/// dialogs declare.
/// </summary>
/// <param name="source">The expression.</param>
/// <param name="place">Where it stands.</param>
/// <param name="ofAnswer">The answer that the word <c>answer</c> stands for in it, or null when there is none.</param>
public sealed class Condition(string source, Place place, string? ofAnswer)
{
    /// <summary>The expression.</summary>
    public string Source => source;

    /// <summary>Where it stands.</summary>
    public Place Place => place;

    /// <summary>The answer that the word <c>answer</c> stands for in it, or null.</summary>
    public string? OfAnswer => ofAnswer;

    /// <summary>The compiled expression; null until then, and when it has mistakes.</summary>
    public Expression? Expression { get; private set; }

    /// <summary>Compiles it and reports its mistakes at their columns.</summary>
    internal void Compile(ExpressionSchema schema, ProblemList problems)
    {
        var result = Expression.Compile(source, schema);
        Expression = result.Expression;
        foreach (var error in result.Errors)
        {
            var code = error.Kind == ExpressionErrorKind.UnknownMilestone ? "D052"
                : error.Kind == ExpressionErrorKind.UnknownName ? "D023"
                : error.Kind == ExpressionErrorKind.NotAChoice ? "D026" : "D025";
            problems.Error(place with { Column = place.Column + error.Column - 1 }, code,
                $"syarat \"{source}\": {error.Message.Indonesian} {error.Remedy.Indonesian}",
                $"condition \"{source}\": {error.Message.English} {error.Remedy.English}");
        }
    }
}
