using System.Globalization;

namespace BelajarBot.Dialogs.Expressions;

/// <content>Things with a value.</content>
internal sealed partial class Binder
{
    private Operand? BindOperand(Syntax syntax, ValueKind expected)
    {
        var bare = syntax is NameSyntax name && schema.Find(name.Name) is null && name.Name is not ("now" or "silent");
        if (expected is ValueKind.Text && (syntax is NumberSyntax || (bare && !syntax.ToString().Contains('.'))))
        {
            Fail(Trouble.NeedsQuotes(syntax.Place, syntax.ToString()));
            return null;
        }

        if (BindOperand(syntax) is not { } operand)
        {
            return null;
        }

        if (operand.Kind != expected)
        {
            Fail(Trouble.WrongType(syntax.Place, syntax.ToString(), expected));
            return null;
        }

        return operand;
    }

    private Operand? BindOperand(Syntax syntax)
    {
        switch (syntax)
        {
            case TextSyntax text:
                return new Literal(ValueKind.Text, Value.Of(BindText(text)));
            case NumberSyntax number:
                return BindNumber(number);
            case DateSyntax date:
                return BindDate(date);
            case DurationSyntax duration:
                return new Literal(ValueKind.Duration, Value.Of(duration.Duration));
            case NameSyntax { Name: "now" }:
                return new Now();
            case NameSyntax { Name: "silent" } when schema.Find("contact.seen") is { Kind: ValueKind.Date } seen:
                return new Distance(new Known(seen), Ahead: false);
            case NameSyntax name:
                if (BindVariable(name) is not { } variable)
                {
                    return null;
                }

                Readings.Add(new(variable, name.Place.Start + 1, OnlyWhetherKnown: false));
                return new Known(variable);
            case CallSyntax call:
                return BindValueCall(call);
            default:
                Fail(Trouble.NotAValue(syntax.Place, syntax.ToString()));
                return null;
        }
    }

    private Operand? BindValueCall(CallSyntax call)
    {
        if (BindArgument(call) is not { } argument)
        {
            return null;
        }

        switch (call.Function)
        {
            case "reached_at":
                return BindMilestone(argument) is { } milestone ? new ReachedAt(milestone) : null;
            case "since" or "until":
                return BindOperand(argument, ValueKind.Date) is { } date ? new Distance(date, call.Function == "until") : null;
            case "length":
                return BindOperand(argument, ValueKind.Text) is { } text ? new Length(text) : null;
            default:
                Fail(Trouble.NotAValue(call.Place, call.ToString()));
                return null;
        }
    }

    private Literal? BindNumber(NumberSyntax number)
    {
        // Fifteen digits are what a double holds exactly, in memory as in both databases.
        if (number.Digits.Length <= 15
            && double.TryParse(number.Digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return new(ValueKind.Number, Value.Of(value));
        }

        Fail(Trouble.WrongType(number.Place, number.Digits, ValueKind.Number));
        return null;
    }

    private Literal? BindDate(DateSyntax date)
    {
        if (DateOnly.TryParseExact(date.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && Value.StartOf(day, schema.DayOffset) is { } start)
        {
            return new(ValueKind.Date, Value.Of(start));
        }

        Fail(Trouble.WrongType(date.Place, date.Day, ValueKind.Date));
        return null;
    }
}
