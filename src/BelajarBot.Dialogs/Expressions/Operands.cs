namespace BelajarBot.Dialogs.Expressions;

/// <summary>Something with a value, its names resolved and its type known. Equal operands have equal values.</summary>
internal abstract record Operand(ValueKind Kind)
{
    public abstract Value Read(IFacts facts);

    /// <summary>Writes an SQL expression; NULL (or for words also empty text) where the value is missing.</summary>
    public abstract void WriteSql(SqlWriter sql);

    /// <summary>Writes an SQL condition which is true where there is a value.</summary>
    public virtual void WriteExists(SqlWriter sql)
    {
        WriteSql(sql);
        sql.Write(Kind is ValueKind.Text or ValueKind.Choice or ValueKind.Area ? " <> ''" : " is not null");
    }
}

internal sealed record Literal(ValueKind Kind, Value Value) : Operand(Kind)
{
    public override Value Read(IFacts facts) => Value;

    public override void WriteSql(SqlWriter sql) => sql.WriteParameter(Kind, Value);
}

internal sealed record Known(Variable Variable) : Operand(Variable.Kind)
{
    public override Value Read(IFacts facts) => facts.Read(Variable);

    public override void WriteSql(SqlWriter sql) => sql.WriteVariable(Variable);
}

internal sealed record Now() : Operand(ValueKind.Date)
{
    public override Value Read(IFacts facts) => Value.Of(facts.Now);

    public override void WriteSql(SqlWriter sql) => sql.WriteNow();
}

/// <summary>The time from a date to now, or with <paramref name="Ahead"/> from now to the date.</summary>
internal sealed record Distance(Operand Date, bool Ahead) : Operand(ValueKind.Duration)
{
    public override Value Read(IFacts facts)
    {
        var date = Date.Read(facts);
        var past = facts.Now.ToUnixTimeMilliseconds() - date.Number;
        return date.Exists ? Value.Of(Ahead ? -past : past) : Value.Missing;
    }

    public override void WriteSql(SqlWriter sql)
    {
        sql.Write("(");
        WriteSide(sql, Ahead);
        sql.Write(" - ");
        WriteSide(sql, !Ahead);
        sql.Write(")");
    }

    private void WriteSide(SqlWriter sql, bool date)
    {
        if (date)
        {
            Date.WriteSql(sql);
        }
        else
        {
            sql.WriteNow();
        }
    }
}

/// <summary>The number of characters, counted as databases do: by code point.</summary>
internal sealed record Length(Operand Text) : Operand(ValueKind.Number)
{
    public override Value Read(IFacts facts)
    {
        var text = Text.Read(facts);
        if (!text.Exists)
        {
            return Value.Missing;
        }

        var count = 0;
        foreach (var _ in text.Text.EnumerateRunes())
        {
            count++;
        }

        return Value.Of((double)count);
    }

    public override void WriteSql(SqlWriter sql)
    {
        sql.Write("length(nullif(");
        Text.WriteSql(sql);
        sql.Write(", ''))");
    }
}

internal sealed record ReachedAt(MilestoneName Milestone) : Operand(ValueKind.Date)
{
    public override Value Read(IFacts facts) => Value.Of(facts.ReachedAt(Milestone));

    public override void WriteSql(SqlWriter sql) => sql.WriteMilestone(Milestone, "(select max(m.reached_at)");

    public override void WriteExists(SqlWriter sql) => sql.WriteMilestone(Milestone, "exists (select 1");
}
