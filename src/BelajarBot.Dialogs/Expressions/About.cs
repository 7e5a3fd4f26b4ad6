using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>A condition on the value of one thing; false when it is missing.</summary>
internal abstract record About(Operand Subject) : Condition
{
    public override int Cost => Subject is ReachedAt or Distance { Date: ReachedAt } ? 10 : 1;

    /// <summary>Values at which its truth can change.</summary>
    public virtual IEnumerable<Value> Edges => [];

    public sealed override bool Test(IFacts facts) => Subject.Read(facts) is { Exists: true } value && Holds(value);

    public override bool Test(World world) => world[Subject] is { Exists: true } value && Holds(value);

    /// <summary>Whether it holds for a value that is not missing.</summary>
    public abstract bool Holds(Value value);
}

internal sealed record HasValue(Operand Subject) : About(Subject)
{
    public override bool Holds(Value value) => true;

    public override void WriteSql(SqlWriter sql) => Subject.WriteExists(sql);
}

internal sealed record IsTrue(Operand Subject) : About(Subject)
{
    public override IEnumerable<Value> Edges => [Value.Of(true), Value.Of(false)];

    public override bool Holds(Value value) => value.Number != 0;

    public override void WriteSql(SqlWriter sql)
    {
        Subject.WriteSql(sql);
        sql.Write(" <> 0");
    }
}

/// <summary>A choice with one of some ids, or (negated) with another one.</summary>
internal sealed record OneOf(Operand Subject, ImmutableArray<string> Ids, bool Negated) : About(Subject)
{
    public override IEnumerable<Value> Edges => Ids.Select(id => Value.Of(id));

    public override bool Holds(Value value)
    {
        foreach (var id in Ids)
        {
            if (id == value.Text)
            {
                return !Negated;
            }
        }

        return Negated;
    }

    public override void WriteSql(SqlWriter sql) => sql.WriteOneOf(Subject, Ids, Negated);
}

/// <summary>A region that lies in one of some areas, or (negated) in none of them.</summary>
internal sealed record InArea(Operand Subject, ImmutableArray<string> Codes, bool Negated) : About(Subject)
{
    // The code itself, and a region inside it that no other code covers.
    public override IEnumerable<Value> Edges => Codes.SelectMany(code => new[] { Value.Of(code), Value.Of(code + ".?") });

    public override bool Holds(Value value)
    {
        foreach (var code in Codes)
        {
            if (Covers(code, value.Text))
            {
                return !Negated;
            }
        }

        return Negated;
    }

    private static bool Covers(string area, string region) =>
        region.StartsWith(area, StringComparison.Ordinal) && (region.Length == area.Length || region[area.Length] == '.');

    public override void WriteSql(SqlWriter sql)
    {
        sql.Write("(");
        if (Negated)
        {
            Subject.WriteExists(sql);
            sql.Write(" and not (");
        }

        for (var i = 0; i < Codes.Length; i++)
        {
            sql.Write(i == 0 ? string.Empty : " or ");
            sql.WriteInArea(Subject, Codes[i]);
        }

        sql.Write(Negated ? "))" : ")");
    }
}

internal enum TextTest
{
    Equals,
    StartsWith,
    EndsWith,
    Contains,
}

/// <summary>Words compared with given words, without regard to the case of A to Z (which every database agrees on).</summary>
internal sealed record TextMatch(Operand Subject, TextTest How, string Words, bool Negated = false) : About(Subject)
{
    public override int Cost => 2;

    public override IEnumerable<Value> Edges => How is TextTest.Equals ? [Value.Of(AsciiFold.Lower(Words))] : [];

    public override bool Holds(Value value) => Negated != How switch
    {
        TextTest.Equals => AsciiFold.Equal(value.Text, Words),
        TextTest.StartsWith => value.Text.Length >= Words.Length && AsciiFold.Equal(value.Text.AsSpan(0, Words.Length), Words),
        TextTest.EndsWith => value.Text.Length >= Words.Length && AsciiFold.Equal(value.Text.AsSpan(^Words.Length), Words),
        _ => AsciiFold.Contains(value.Text, Words),
    };

    // Only equality depends on nothing but the sampled value; the others count as facts of their own.
    public override bool Test(World world) =>
        How is TextTest.Equals ? base.Test(world) : world[Subject].Exists && world[this];

    public override void WriteSql(SqlWriter sql)
    {
        if (How is not TextTest.Equals)
        {
            sql.WriteFolded(Subject);
            sql.WriteLike(AsciiFold.Lower(Words), before: How is not TextTest.StartsWith, after: How is not TextTest.EndsWith);
            return;
        }

        sql.Write(Negated ? "(" : string.Empty);
        sql.WriteFolded(Subject);
        sql.Write(Negated ? " <> " : " = ");
        sql.WriteParameter(AsciiFold.Lower(Words));
        if (Negated)
        {
            sql.Write(" and ");
            Subject.WriteExists(sql);
            sql.Write(")");
        }
    }
}

/// <summary>A number, date or duration compared with a given one.</summary>
internal sealed record Compared(Operand Subject, Comparison Comparison, double Number) : About(Subject)
{
    public override IEnumerable<Value> Edges => [Value.Of(Number)];

    public override bool Holds(Value value) => Comparison.Holds(value.Number.CompareTo(Number));

    public override void WriteSql(SqlWriter sql)
    {
        Subject.WriteSql(sql);
        sql.Write(Comparison.Sql());
        sql.WriteParameter(Subject.Kind, Value.Of(Number));
    }
}
