using System.Collections.Immutable;
using System.Text;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>Where something stands in the source, from 0.</summary>
internal readonly record struct Place(int Start, int Length)
{
    public Place To(Place end) => new(Start, end.Start + end.Length - Start);
}

internal enum DurationUnit
{
    Minute,
    Hour,
    Day,
    Week,
}

/// <summary>An expression as written, before any name has a meaning. Printing it gives text that reads back the same.</summary>
internal abstract record Syntax(Place Place)
{
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Print(text);
        return text.ToString();
    }

    public abstract void Print(StringBuilder text);

    protected static void PrintList(StringBuilder text, ImmutableArray<Syntax> items)
    {
        text.Append('(');
        for (var i = 0; i < items.Length; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            items[i].Print(text);
        }

        text.Append(')');
    }
}

/// <summary><c>a and b and c</c>, or the same with <c>or</c>; at least two parts.</summary>
internal sealed record JunctionSyntax(bool IsAnd, ImmutableArray<Syntax> Parts, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text)
    {
        for (var i = 0; i < Parts.Length; i++)
        {
            text.Append(i == 0 ? string.Empty : IsAnd ? " and " : " or ");
            var inside = Parts[i] is JunctionSyntax junction && (IsAnd || !junction.IsAnd);
            text.Append(inside ? "(" : string.Empty);
            Parts[i].Print(text);
            text.Append(inside ? ")" : string.Empty);
        }
    }
}

internal sealed record NotSyntax(Syntax Inner, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text)
    {
        text.Append("not ");
        var inside = Inner is JunctionSyntax;
        text.Append(inside ? "(" : string.Empty);
        Inner.Print(text);
        text.Append(inside ? ")" : string.Empty);
    }
}

internal sealed record CompareSyntax(Syntax Left, Comparison Comparison, Syntax Right, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text)
    {
        Left.Print(text);
        text.Append(Comparison switch
        {
            Comparison.Equal => " = ",
            Comparison.NotEqual => " != ",
            Comparison.Less => " < ",
            Comparison.AtMost => " <= ",
            Comparison.More => " > ",
            _ => " >= ",
        });
        Right.Print(text);
    }
}

internal sealed record InSyntax(Syntax Left, bool Negated, ImmutableArray<Syntax> Values, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text)
    {
        Left.Print(text);
        text.Append(Negated ? " not in " : " in ");
        PrintList(text, Values);
    }
}

/// <summary><c>reached(x) within 7 days</c>.</summary>
internal sealed record WithinSyntax(Syntax Left, Syntax Duration, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text)
    {
        Left.Print(text);
        text.Append(" within ");
        Duration.Print(text);
    }
}

internal sealed record CallSyntax(string Function, ImmutableArray<Syntax> Arguments, Place Place, Place NamePlace)
    : Syntax(Place)
{
    public override void Print(StringBuilder text)
    {
        text.Append(Function);
        PrintList(text, Arguments);
    }
}

/// <summary>A bare word: the name of something or one of its ids, which only its surroundings tell.</summary>
internal sealed record NameSyntax(string Name, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text) => text.Append(Name);
}

internal sealed record TextSyntax(string Text, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text)
    {
        text.Append('"');
        foreach (var c in Text)
        {
            text.Append(c is '"' or '\\' ? "\\" : string.Empty).Append(c);
        }

        text.Append('"');
    }
}

/// <summary>Digits, perhaps with dots: a number, or a region code.</summary>
internal sealed record NumberSyntax(string Digits, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text) => text.Append(Digits);
}

internal sealed record DateSyntax(string Day, Place Place) : Syntax(Place)
{
    public override void Print(StringBuilder text) => text.Append(Day);
}

internal sealed record DurationSyntax(int Count, DurationUnit Unit, Place Place) : Syntax(Place)
{
    public TimeSpan Duration => Count * LengthOf(Unit);

    public static TimeSpan LengthOf(DurationUnit unit) => unit switch
    {
        DurationUnit.Minute => TimeSpan.FromMinutes(1),
        DurationUnit.Hour => TimeSpan.FromHours(1),
        DurationUnit.Day => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7),
    };

    public override void Print(StringBuilder text) =>
        text.Append(Count).Append(' ').Append(Unit.ToString().ToLowerInvariant()).Append(Count == 1 ? string.Empty : "s");
}
