using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using BelajarBot.Dialogs.Expressions;
using FsCheck;
using FsCheck.Fluent;

namespace BelajarBot.Dialogs.Tests.Expressions;

public sealed class PropertyTests
{
    private static readonly string[] _words =
    [
        "role", "guru", "=", "!=", "<", ">=", "in", "within", "and", "or", "not", "dan", "bukan", "(", ")", ",", "\"", "\\",
        "reached", "aktif", "aktivasi.aktif", "since", "length", "stuck", "enrolled", "consented", "answered", "ends_with", "milestone",
        "answer", "silent", "now", "true", "3", "32.73", "2026-06-30", "2026-02-31", "days", "hari", "contact.npsn", ".", "é", "😀",
        "\u0000", "\n", "99999999999999999999", "{", "-",
    ];

    [Fact]
    public void What_is_printed_reads_back_the_same()
    {
        Prop.ForAll(Condition(4).ToArbitrary(), syntax =>
        {
            var printed = syntax.ToString();

            var again = Parser.Parse(printed, out var error);

            return (again is not null && Shape(again) == Shape(syntax) && again.ToString() == printed)
                .Label($"{printed}\n{error}\n{Shape(syntax)}\n{(again is null ? null : Shape(again))}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void Any_words_in_any_order_give_an_expression_or_errors_that_stand_inside_the_text()
    {
        var sources = Gen.Elements(_words).ArrayOf().Select(words => string.Join(' ', words));

        Prop.ForAll(sources.ToArbitrary(), IsExpressionOrErrorsInside).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void Any_characters_give_an_expression_or_errors_that_stand_inside_the_text()
    {
        var sources = Gen.Choose(0, char.MaxValue).Or(Gen.Choose(0, 127)).ArrayOf()
            .Select(codes => new string([.. codes.Select(code => (char)code)]));

        Prop.ForAll(sources.ToArbitrary(), IsExpressionOrErrorsInside).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void A_compiled_expression_in_its_usual_form_means_the_same()
    {
        var sources = Gen.Elements(_words).ArrayOf(7).Select(words => string.Join(' ', words))
            .Or(Condition(3).Select(syntax => syntax.ToString()));

        Prop.ForAll(sources.ToArbitrary(), source =>
        {
            if (Expression.Compile(source, Sari.Dialog) is not { Succeeded: true, Expression: var expression })
            {
                return true;
            }

            var usual = Compiled.In(Sari.Dialog, expression.ToString());
            return usual.Evaluate(new Sari()) == expression.Evaluate(new Sari()) && usual.FindTruth() == expression.FindTruth();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("((role = guru)")]
    [InlineData("not ")]
    [InlineData("length(")]
    [InlineData("npsn and ")]
    [InlineData("\"")]
    [InlineData("1.")]
    [InlineData("a")]
    [InlineData("since(reached_at(x)) > ")]
    public void A_monster_of_a_megabyte_is_refused_with_a_place_and_at_once(string part)
    {
        var source = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        var watch = Stopwatch.StartNew();

        var result = Expression.Compile(source, Sari.Dialog);

        var error = Assert.Single(result.Errors);
        Assert.Equal((2_001, ExpressionErrorKind.TooComplex), (error.Column, error.Kind));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("(", ")", 33)]
    [InlineData("not ", "", 129)]
    [InlineData("not (", ")", 81)]
    public void Nesting_deeper_than_32_levels_is_refused_where_it_begins(string open, string close, int column)
    {
        var depth = open == "not (" ? 16 : 32;
        string Nested(int levels) =>
            string.Concat(Enumerable.Repeat(open, levels)) + "npsn" + string.Concat(Enumerable.Repeat(close, levels));

        Compiled.In(Sari.Dialog, Nested(depth));
        var error = Assert.Single(Expression.Compile(Nested(depth + 1), Sari.Dialog).Errors);

        Assert.Equal((column, ExpressionErrorKind.TooComplex), (error.Column, error.Kind));
    }

    [Fact]
    public void More_than_300_names_and_values_are_refused()
    {
        var area = string.Join(',', Enumerable.Repeat("32", 299));

        Compiled.In(Sari.Dialog, $"area in ({area})");
        var error = Assert.Single(Expression.Compile($"area in ({area},33)", Sari.Dialog).Errors);

        Assert.Equal(ExpressionErrorKind.TooComplex, error.Kind);
    }

    private static bool IsExpressionOrErrorsInside(string source)
    {
        var result = Expression.Compile(source, Sari.Dialog);
        if (result.Succeeded)
        {
            result.Expression.Evaluate(new Sari());
            result.Expression.FindTruth();
            return result.Errors.IsEmpty;
        }

        return !result.Errors.IsEmpty && result.Errors.All(error =>
            error.Column >= 1
            && error.Length >= 1
            && error.Column - 1 + error.Length <= Math.Max(1, source.Length)
            && error.Message is { Indonesian.Length: > 0, English.Length: > 0 }
            && error.Remedy is { Indonesian.Length: > 0, English.Length: > 0 });
    }

    private static Gen<Syntax> Condition(int depth)
    {
        var leaf = Gen.OneOf(
            Name().Select(name => name as Syntax),
            Call(),
            from left in Term()
            from comparison in Gen.Elements(Enum.GetValues<Comparison>())
            from right in Term()
            select new CompareSyntax(left, comparison, right, default) as Syntax,
            from left in Term()
            from negated in Gen.Elements(true, false)
            from values in Term().NonEmptyListOf()
            select new InSyntax(left, negated, [.. values.Take(4)], default) as Syntax,
            from left in Term()
            from duration in Duration()
            select new WithinSyntax(left, duration, default) as Syntax);
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Condition(depth - 1).Select(inner => new NotSyntax(inner, default) as Syntax),
            from isAnd in Gen.Elements(true, false)
            from count in Gen.Choose(2, 3)
            from parts in Condition(depth - 1).ArrayOf(count)
            select new JunctionSyntax(isAnd, [.. parts], default) as Syntax);
    }

    private static Gen<Syntax> Term() => Gen.OneOf(
        Name().Select(name => name as Syntax),
        Call(),
        Duration(),
        Gen.Elements("3", "32.73", "007", "1.2.3").Select(digits => new NumberSyntax(digits, default) as Syntax),
        Gen.Elements("2026-06-30", "9999-99-99").Select(day => new DateSyntax(day, default) as Syntax),
        Gen.Elements("", "belajar.id", "\"", "\\", "a\\\"b", "é 😀").Select(text => new TextSyntax(text, default) as Syntax));

    private static Gen<NameSyntax> Name() =>
        Gen.Elements("role", "guru", "contact.npsn", "benar", "now", "silent", "true", "_x1", "milestone", "hari", "reached")
            .Select(name => new NameSyntax(name, default));

    private static Gen<Syntax> Duration() =>
        from count in Gen.Choose(0, 500)
        from unit in Gen.Elements(Enum.GetValues<DurationUnit>())
        select new DurationSyntax(count, unit, default) as Syntax;

    private static Gen<Syntax> Call() =>
        from function in Gen.Elements("reached", "since", "length", "contains", "unknown")
        from count in Gen.Choose(1, 3)
        from arguments in Term().ArrayOf(count)
        select new CallSyntax(function, [.. arguments], default, default) as Syntax;

    /// <summary>The tree in words, without places: equal for equal syntax.</summary>
    private static string Shape(Syntax syntax) => syntax switch
    {
        JunctionSyntax junction => $"{(junction.IsAnd ? "and" : "or")}[{Shapes(junction.Parts)}]",
        NotSyntax not => $"not[{Shape(not.Inner)}]",
        CompareSyntax compare => $"{compare.Comparison}[{Shape(compare.Left)}; {Shape(compare.Right)}]",
        InSyntax oneOf => $"in{oneOf.Negated}[{Shape(oneOf.Left)}; {Shapes(oneOf.Values)}]",
        WithinSyntax within => $"within[{Shape(within.Left)}; {Shape(within.Duration)}]",
        CallSyntax call => $"call {call.Function}[{Shapes(call.Arguments)}]",
        NameSyntax name => $"name {name.Name}",
        TextSyntax text => $"text {Convert.ToHexString(Encoding.Unicode.GetBytes(text.Text))}",
        NumberSyntax number => $"number {number.Digits}",
        DateSyntax date => $"date {date.Day}",
        DurationSyntax duration => $"duration {duration.Duration.Ticks}",
        _ => throw new UnreachableException(),
    };

    private static string Shapes(ImmutableArray<Syntax> parts) => string.Join("; ", parts.Select(Shape));
}
