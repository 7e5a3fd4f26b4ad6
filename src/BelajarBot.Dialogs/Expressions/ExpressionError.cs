using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>What is wrong with an expression.</summary>
public enum ExpressionErrorKind
{
    /// <summary>Nothing is written.</summary>
    Empty,

    /// <summary>It is too long, too deep or has too many parts.</summary>
    TooComplex,

    /// <summary>It cannot be read.</summary>
    Syntax,

    /// <summary>A name that the schema does not have.</summary>
    UnknownName,

    /// <summary>A function that does not exist.</summary>
    UnknownFunction,

    /// <summary>A milestone that no dialog declares.</summary>
    UnknownMilestone,

    /// <summary>A dialog or a step that does not exist.</summary>
    UnknownStep,

    /// <summary>A programme that does not exist.</summary>
    UnknownProgram,

    /// <summary>A consent that does not exist.</summary>
    UnknownConsent,

    /// <summary>A word or code that is no region.</summary>
    UnknownArea,

    /// <summary>A value that is not among the choices of what it is compared with.</summary>
    NotAChoice,

    /// <summary>Things of different or unfit types.</summary>
    WrongType,

    /// <summary>Something that only a dialog knows, used in an audience.</summary>
    NotInAudience,
}

/// <summary>A sentence in both languages of the project.</summary>
/// <param name="Indonesian">For authors.</param>
/// <param name="English">For developers.</param>
public sealed record Wording(string Indonesian, string English);

/// <summary>A mistake in an expression: where, what, and the way out.</summary>
/// <param name="Column">The first character concerned, from 1; always inside the text (1 when the text is empty).</param>
/// <param name="Length">How many characters are concerned, at least 1.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">What is wrong, in words.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ExpressionError(int Column, int Length, ExpressionErrorKind Kind, Wording Message, Wording Remedy)
{
    /// <inheritdoc />
    public override string ToString() => $"{Column}: {Message.Indonesian} {Remedy.Indonesian}";
}

/// <summary>What became of a text: an expression, or the reasons why not.</summary>
public sealed class ExpressionResult
{
    internal ExpressionResult(Expression expression) => (Expression, Errors) = (expression, []);

    internal ExpressionResult(ImmutableArray<ExpressionError> errors) => Errors = errors;

    /// <summary>Whether there is an expression.</summary>
    [MemberNotNullWhen(true, nameof(Expression))]
    public bool Succeeded => Expression is not null;

    /// <summary>The expression, ready to evaluate; null when there are errors.</summary>
    public Expression? Expression { get; }

    /// <summary>The mistakes, in the order of their columns; empty when there is an expression.</summary>
    public ImmutableArray<ExpressionError> Errors { get; }
}
