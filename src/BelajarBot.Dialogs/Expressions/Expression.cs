using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>A place where an expression reads a name.</summary>
/// <param name="Variable">The name.</param>
/// <param name="Column">Where, from 1.</param>
/// <param name="OnlyWhetherKnown">Whether it asks only if there is a value, which is fine before the question was asked.</param>
public sealed record Reading(Variable Variable, int Column, bool OnlyWhetherKnown);

/// <summary>
/// A condition on what is known about a person, compiled and checked: it always gives an answer, in bounded time, and a
/// missing value is never an error. Immutable and safe to share between threads. The language is in docs/expressions.md.
/// </summary>
public sealed class Expression
{
    private readonly Condition _condition;
    private readonly Syntax _syntax;
    private readonly ExpressionUse _use;

    private Expression(string source, ExpressionUse use, Syntax syntax, Condition condition, Binder binder)
    {
        Source = source;
        _use = use;
        _syntax = syntax;
        _condition = condition;
        Readings = [.. binder.Readings];
        Milestones = [.. binder.Milestones.Distinct()];
        Enrolments = [.. binder.Enrolments.Distinct()];
    }

    /// <summary>The text, as its author wrote it.</summary>
    public string Source { get; }

    /// <summary>Every place where it reads a name, in the order of writing.</summary>
    public ImmutableArray<Reading> Readings { get; }

    /// <summary>The milestones that it asks about.</summary>
    public ImmutableArray<MilestoneName> Milestones { get; }

    /// <summary>The programmes of which it asks whether the person is enrolled.</summary>
    public ImmutableArray<string> Enrolments { get; }

    /// <summary>Roughly how much work one evaluation is, in units of one comparison; a look-up in a table counts ten.</summary>
    public int Cost => _condition.Cost;

    /// <summary>Compiles a text; gives every mistake in it rather than throwing.</summary>
    /// <param name="source">The text.</param>
    /// <param name="schema">The names that it may use.</param>
    public static ExpressionResult Compile(string source, ExpressionSchema schema)
    {
        if (Parser.Parse(source, out var error) is not { } syntax)
        {
            return new([error!]);
        }

        var binder = new Binder(schema);
        var condition = binder.Bind(syntax);
        return binder.Errors.Count == 0
            ? new(new Expression(source, schema.Use, syntax, condition, binder))
            : new([.. binder.Errors.OrderBy(mistake => mistake.Column)]);
    }

    /// <summary>Whether the condition holds.</summary>
    /// <param name="facts">What is known about the person.</param>
    public bool Evaluate(IFacts facts) => _condition.Test(facts);

    /// <summary>Whether it always or never holds, which is hardly what its author meant. Takes some tens of milliseconds at most.</summary>
    public Truth FindTruth() => TruthTable.Of(_condition);

    /// <summary>The names that surely have a value whenever the condition says this; may miss some, never names one too many.</summary>
    /// <param name="truth">What it says.</param>
    public IReadOnlyCollection<Variable> KnownWhen(bool truth) => TruthTable.KnownWhen(_condition, truth);

    /// <summary>The same condition in SQL: it selects exactly the people for whom <see cref="Evaluate"/> is true.</summary>
    /// <param name="names">How things are called in the database.</param>
    /// <param name="shared">What is the same for everybody: now, and the properties of programmes.</param>
    /// <param name="prefix">What parameter names begin with, so that conditions can be combined.</param>
    /// <exception cref="InvalidOperationException">It was compiled for a dialog, or the names lack something in the schema.</exception>
    public SqlCondition ToSql(SqlNames names, IFacts shared, string prefix = "p")
    {
        if (_use is not ExpressionUse.Audience)
        {
            throw new InvalidOperationException("Only an audience has an SQL form; compile it with an audience schema.");
        }

        var sql = new SqlWriter(names, shared, prefix);
        _condition.WriteSql(sql);
        return sql.Condition;
    }

    /// <summary>The expression in its usual form: English words, one space, no needless parentheses.</summary>
    public override string ToString() => _syntax.ToString();
}
