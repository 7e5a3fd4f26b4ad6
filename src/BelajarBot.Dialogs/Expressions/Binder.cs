using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>
/// Gives every word of the syntax its meaning: names from the schema, ids from what they are compared with, types.
/// Collects all mistakes; where there is one, it goes on with something harmless.
/// </summary>
internal sealed partial class Binder(ExpressionSchema schema)
{
    // More help nobody. The search for what was meant is the costliest part, and a hostile source has many words.
    private const int MaxErrors = 8;

    private static readonly Condition _nothing = new Constant(Value: false);

    public List<ExpressionError> Errors { get; } = [];

    public List<Reading> Readings { get; } = [];

    public List<MilestoneName> Milestones { get; } = [];

    public List<string> Enrolments { get; } = [];

    public Condition Bind(Syntax syntax) => Errors.Count >= MaxErrors ? _nothing : syntax switch
    {
        JunctionSyntax junction => new Junction(junction.IsAnd, [.. junction.Parts.Select(Bind)]),
        NotSyntax not => new Not(Bind(not.Inner)),
        CompareSyntax compare => BindCompare(compare),
        InSyntax oneOf => BindIn(oneOf),
        WithinSyntax within => BindWithin(within),
        CallSyntax call => BindCall(call),
        NameSyntax name => BindName(name),
        _ => Fail(Trouble.NotACondition(syntax.Place, syntax.ToString())),
    };

    private Condition BindName(NameSyntax name)
    {
        switch (name.Name)
        {
            case "true":
                return new Constant(Value: true);
            case "false":
                return new Constant(Value: false);
            case "now" or "silent":
                return Fail(Trouble.NotACondition(name.Place, name.Name));
        }

        if (BindVariable(name) is not { } variable)
        {
            return _nothing;
        }

        var isFlag = variable.Kind is ValueKind.Flag;
        Readings.Add(new(variable, name.Place.Start + 1, OnlyWhetherKnown: !isFlag));
        return isFlag ? new IsTrue(new Known(variable)) : new HasValue(new Known(variable));
    }

    private Condition BindCompare(CompareSyntax compare)
    {
        var (left, comparison, right) = (compare.Left, compare.Comparison, compare.Right);
        if (IsLiteral(left) && !IsLiteral(right))
        {
            (left, comparison, right) = (right, comparison.Mirrored(), left);
        }

        if (BindOperand(left) is not { } subject)
        {
            return _nothing;
        }

        var negated = comparison is Comparison.NotEqual;
        switch (subject.Kind)
        {
            case ValueKind.Flag:
                return Fail(Trouble.FlagCompared(left.Place, left.ToString()));
            case ValueKind.Choice or ValueKind.Area or ValueKind.Text when comparison is not (Comparison.Equal or Comparison.NotEqual):
                return Fail(Trouble.NoOrder(compare.Place, subject.Kind));
            case ValueKind.Choice or ValueKind.Area:
                return BindMembership(subject, [right], negated);
            case ValueKind.Text when right is TextSyntax or NumberSyntax:
                return BindMembership(subject, [right], negated);
        }

        if (BindOperand(right, subject.Kind) is not { } other)
        {
            return _nothing;
        }

        return other is Literal literal
            ? Settle(new Compared(subject, comparison, literal.Value.Number))
            : new ComparedPair(subject, comparison, other);
    }

    private Condition BindIn(InSyntax oneOf)
    {
        if (BindOperand(oneOf.Left) is not { } subject)
        {
            return _nothing;
        }

        if (subject.Kind is ValueKind.Flag)
        {
            return Fail(Trouble.FlagCompared(oneOf.Left.Place, oneOf.Left.ToString()));
        }

        return BindMembership(subject, oneOf.Values, oneOf.Negated);
    }

    /// <summary>Equal to one of the values; or, negated, with a value that is none of them.</summary>
    private Condition BindMembership(Operand subject, ImmutableArray<Syntax> values, bool negated)
    {
        switch (subject)
        {
            case Known { Kind: ValueKind.Choice, Variable: var variable }:
                return new OneOf(subject, [.. values.Select(value => BindChoice(value, variable)).Distinct()], negated);
            case { Kind: ValueKind.Area }:
                return new InArea(subject, [.. values.Select(BindArea).Distinct()], negated);
            case { Kind: ValueKind.Text }:
                return Combine([.. values.Select(value => Settle(new TextMatch(subject, TextTest.Equals, BindText(value), negated)))], negated);
        }

        var comparison = negated ? Comparison.NotEqual : Comparison.Equal;
        var numbers = values.Select(value => BindOperand(value, subject.Kind)).OfType<Operand>();
        return Combine(
            [.. numbers.Select(other => other is Literal literal
                ? Settle(new Compared(subject, comparison, literal.Value.Number))
                : new ComparedPair(subject, comparison, other))],
            negated);
    }

    private static Condition Combine(ImmutableArray<Condition> parts, bool isAnd) =>
        parts.Length == 1 ? parts[0] : new Junction(isAnd, parts);

    private Condition BindWithin(WithinSyntax within)
    {
        if (within.Left is not CallSyntax { Function: "reached" } call)
        {
            return Fail(Trouble.NotReachedWithin(within.Place));
        }

        return BindArgument(call) is { } argument
            && BindMilestone(argument) is { } milestone
            && BindOperand(within.Duration, ValueKind.Duration) is { } duration
            ? duration is Literal literal
                ? new Compared(new Distance(new ReachedAt(milestone), Ahead: false), Comparison.AtMost, literal.Value.Number)
                : new ComparedPair(new Distance(new ReachedAt(milestone), Ahead: false), Comparison.AtMost, duration)
            : _nothing;
    }

    private Condition BindCall(CallSyntax call)
    {
        if (BindArgument(call) is not { } argument)
        {
            return _nothing;
        }

        switch (call.Function)
        {
            case "reached":
                return BindMilestone(argument) is { } milestone ? new HasValue(new ReachedAt(milestone)) : _nothing;
            case "stuck":
                return BindStuck(argument);
            case "enrolled":
                return schema.Programs.Contains(argument.ToString())
                    ? BindEnrolled(argument.ToString())
                    : Fail(Trouble.UnknownProgram(argument.Place, argument.ToString(), DidYouMean.Of(argument.ToString(), schema.Programs)));
            case "consented":
                return schema.Consents.Contains(argument.ToString())
                    ? new Consented(argument.ToString())
                    : Fail(Trouble.UnknownConsent(argument.Place, argument.ToString(), DidYouMean.Of(argument.ToString(), schema.Consents)));
            case "answered":
                return BindAnswered(argument);
            case "starts_with":
                return BindMatch(call, TextTest.StartsWith);
            case "ends_with":
                return BindMatch(call, TextTest.EndsWith);
            case "contains":
                return BindMatch(call, TextTest.Contains);
            default:
                return Fail(Trouble.NotACondition(call.Place, call.ToString()));
        }
    }

    private Enrolled BindEnrolled(string program)
    {
        Enrolments.Add(program);
        return new Enrolled(program);
    }

    private Condition BindMatch(CallSyntax call, TextTest test)
    {
        if (call.Arguments[1] is not TextSyntax words)
        {
            return Fail(Trouble.WrongType(call.Arguments[1].Place, call.Arguments[1].ToString(), ValueKind.Text));
        }

        return BindOperand(call.Arguments[0], ValueKind.Text) is { } subject
            ? Settle(new TextMatch(subject, test, BindText(words)))
            : _nothing;
    }

    private Condition BindAnswered(Syntax argument)
    {
        var variable = schema.Find(argument.ToString());
        if (variable is null or not { Source: VariableSource.Answer })
        {
            var answers = schema.Variables.Where(each => each.Source is VariableSource.Answer).Select(each => each.Key);
            return Fail(Trouble.NotAnAnswer(argument.Place, argument.ToString(), DidYouMean.Of(argument.ToString(), answers)));
        }

        if (schema.Use is ExpressionUse.Audience)
        {
            return Fail(Trouble.NotInAudience(argument.Place, argument.ToString()));
        }

        Readings.Add(new(variable, argument.Place.Start + 1, OnlyWhetherKnown: true));
        return new HasValue(new Known(variable));
    }

    /// <summary>The first argument of a call to a known function with the right number of them.</summary>
    private Syntax? BindArgument(CallSyntax call)
    {
        if (!Function.All.TryGetValue(call.Function, out var function))
        {
            Fail(Trouble.UnknownFunction(call.NamePlace, call.Function, DidYouMean.Of(call.Function, Function.All.Keys)));
            return null;
        }

        if (call.Arguments.Length != function.Arity || (function.TakesName && call.Arguments[0] is not NameSyntax))
        {
            Fail(Trouble.BadCall(call.Place, function));
            return null;
        }

        return call.Arguments[0];
    }

    private static bool IsLiteral(Syntax syntax) => syntax is TextSyntax or NumberSyntax or DateSyntax or DurationSyntax;

    private static Condition Settle(About about) =>
        about.Subject is Literal { Value: var value } ? new Constant(value.Exists && about.Holds(value)) : about;

    private Constant Fail(ExpressionError error)
    {
        if (Errors.Count < MaxErrors)
        {
            Errors.Add(error);
        }

        return new(Value: false);
    }
}
