using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>
/// Something true or false, its names resolved and its types checked. A condition about a missing value is false, so
/// its negation is true; in SQL, where it would be NULL, <c>is not true</c> says the same.
/// </summary>
internal abstract record Condition
{
    /// <summary>Roughly how much work it is to decide, in units of one comparison.</summary>
    public virtual int Cost => 1;

    public abstract bool Test(IFacts facts);

    /// <summary>The same in an imagined world, where conditions on different things are independent.</summary>
    public abstract bool Test(World world);

    public abstract void WriteSql(SqlWriter sql);
}

internal sealed record Constant(bool Value) : Condition
{
    public override bool Test(IFacts facts) => Value;

    public override bool Test(World world) => Value;

    public override void WriteSql(SqlWriter sql) => sql.Write(Value ? "1 = 1" : "1 = 0");
}

internal sealed record Junction(bool IsAnd, ImmutableArray<Condition> Parts) : Condition
{
    public override int Cost => Parts.Sum(part => part.Cost);

    public override bool Test(IFacts facts)
    {
        foreach (var part in Parts)
        {
            if (part.Test(facts) != IsAnd)
            {
                return !IsAnd;
            }
        }

        return IsAnd;
    }

    public override bool Test(World world) =>
        IsAnd ? Parts.All(part => part.Test(world)) : Parts.Any(part => part.Test(world));

    public override void WriteSql(SqlWriter sql)
    {
        sql.Write("(");
        for (var i = 0; i < Parts.Length; i++)
        {
            sql.Write(i == 0 ? string.Empty : IsAnd ? " and " : " or ");
            Parts[i].WriteSql(sql);
        }

        sql.Write(")");
    }
}

internal sealed record Not(Condition Inner) : Condition
{
    public override int Cost => Inner.Cost;

    public override bool Test(IFacts facts) => !Inner.Test(facts);

    public override bool Test(World world) => !Inner.Test(world);

    public override void WriteSql(SqlWriter sql)
    {
        sql.Write("((");
        Inner.WriteSql(sql);
        sql.Write(") is not true)");
    }
}

/// <summary>Two things compared with each other; false when either is missing.</summary>
internal sealed record ComparedPair(Operand Left, Comparison Comparison, Operand Right) : Condition
{
    private bool IsText => Left.Kind is ValueKind.Text;

    public override bool Test(IFacts facts)
    {
        var left = Left.Read(facts);
        var right = Right.Read(facts);
        if (!left.Exists || !right.Exists)
        {
            return false;
        }

        return Comparison.Holds(IsText
            ? AsciiFold.Equal(left.Text, right.Text) ? 0 : 1
            : left.Number.CompareTo(right.Number));
    }

    public override bool Test(World world) => world[Left].Exists && world[Right].Exists && world[this];

    public override void WriteSql(SqlWriter sql)
    {
        WriteSide(sql, Left);
        sql.Write(Comparison.Sql());
        WriteSide(sql, Right);
    }

    private void WriteSide(SqlWriter sql, Operand operand)
    {
        if (!IsText)
        {
            operand.WriteSql(sql);
            return;
        }

        sql.Write("nullif(");
        sql.WriteFolded(operand);
        sql.Write(", '')");
    }
}

/// <summary>An unfinished conversation in a dialog, at a step if one is given.</summary>
internal sealed record Stuck(string Dialog, string? Step) : Condition
{
    public override int Cost => 10;

    public override bool Test(IFacts facts) => facts.StandsAt(Dialog, Step);

    public override bool Test(World world) => world[this];

    public override void WriteSql(SqlWriter sql) => sql.WriteConversation(Dialog, Step);
}

internal sealed record Enrolled(string Program) : Condition
{
    public override int Cost => 10;

    public override bool Test(IFacts facts) => facts.IsEnrolled(Program);

    public override bool Test(World world) => world[this];

    public override void WriteSql(SqlWriter sql) => sql.WriteEnrolled(Program);
}

internal sealed record Consented(string Consent) : Condition
{
    public override bool Test(IFacts facts) => facts.HasConsented(Consent);

    public override bool Test(World world) => world[this];

    public override void WriteSql(SqlWriter sql) => sql.WriteConsented(Consent);
}
