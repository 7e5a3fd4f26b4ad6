using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>
/// Reads the source into syntax by recursive descent. The limits come first, so that no source, however hostile, costs
/// more than a fixed amount of time and stack. A method that fails leaves the reason in the error and gives null.
/// </summary>
internal sealed class Parser
{
    public const int MaxLength = 2_000;
    public const int MaxDepth = 32;
    public const int MaxParts = 300;

    // A century: nobody waits longer, and sums of moments and durations stay far from overflow.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(36_525);

    private static readonly string[] _and = ["and", "dan"];
    private static readonly string[] _or = ["or", "atau"];
    private static readonly string[] _not = ["not", "bukan", "tidak"];

    private static readonly Dictionary<string, DurationUnit> _units = new()
    {
        ["minute"] = DurationUnit.Minute, ["minutes"] = DurationUnit.Minute, ["menit"] = DurationUnit.Minute,
        ["hour"] = DurationUnit.Hour, ["hours"] = DurationUnit.Hour, ["jam"] = DurationUnit.Hour,
        ["day"] = DurationUnit.Day, ["days"] = DurationUnit.Day, ["hari"] = DurationUnit.Day,
        ["week"] = DurationUnit.Week, ["weeks"] = DurationUnit.Week, ["minggu"] = DurationUnit.Week,
    };

    private readonly List<Token> _tokens;
    private int _next;
    private int _depth;
    private int _parts;
    private ExpressionError? _error;

    private Parser(List<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_next];

    public static Syntax? Parse(string source, out ExpressionError? error)
    {
        if (source.Length > MaxLength)
        {
            error = Trouble.TooLong(MaxLength);
            return null;
        }

        if (string.IsNullOrWhiteSpace(source))
        {
            error = Trouble.Empty();
            return null;
        }

        var lexer = new Lexer(source);
        var tokens = lexer.Read();
        if (lexer.Error is not null)
        {
            error = lexer.Error;
            return null;
        }

        var parser = new Parser(tokens);
        var syntax = parser.ParseOr();
        if (syntax is not null && parser.Current.Kind is not TokenKind.End)
        {
            syntax = parser.Fail(Trouble.Unexpected(parser.Current, Expectation.Operator));
        }

        error = parser._error;
        return syntax;
    }

    private Syntax? ParseOr() => ParseJunction(_or, isAnd: false);

    private Syntax? ParseJunction(string[] words, bool isAnd)
    {
        var first = isAnd ? ParseNot() : ParseJunction(_and, isAnd: true);
        if (first is null || !IsWord(words))
        {
            return first;
        }

        var parts = ImmutableArray.CreateBuilder<Syntax>();
        parts.Add(first);
        while (TakeWord(words))
        {
            if ((isAnd ? ParseNot() : ParseJunction(_and, isAnd: true)) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return new JunctionSyntax(isAnd, parts.DrainToImmutable(), first.Place.To(Last));
    }

    private Syntax? ParseNot()
    {
        var start = Current.Place;
        if (!TakeWord(_not))
        {
            return ParseTest();
        }

        return Deeper(start, () => ParseNot() is { } inner ? new NotSyntax(inner, start.To(inner.Place)) : null);
    }

    private Syntax? ParseTest()
    {
        var start = Current.Place;
        if (Current.Is("("))
        {
            _next++;
            return Deeper(start, () => ParseOr() is { } inner && Take(")") ? inner : null);
        }

        if (Current.Kind is TokenKind.Word && IsReserved(Current.Text))
        {
            return Fail(Trouble.Unexpected(Current, Expectation.Condition));
        }

        if (ParseTerm(Expectation.Condition) is not { } left)
        {
            return null;
        }

        if (ReadComparison() is { } comparison)
        {
            return ParseTerm(Expectation.Value) is { } right
                ? new CompareSyntax(left, comparison, right, start.To(right.Place))
                : null;
        }

        if (TakeWord("within"))
        {
            return ParseTerm(Expectation.Value) is { } duration
                ? new WithinSyntax(left, duration, start.To(duration.Place))
                : null;
        }

        var negated = IsWord("not") && _tokens[_next + 1] is { Kind: TokenKind.Word, Text: "in" };
        _next += negated ? 1 : 0;
        if (!TakeWord("in"))
        {
            return left;
        }

        return Take("(") && ParseList() is { } values
            ? new InSyntax(left, negated, values, start.To(Last))
            : null;
    }

    private Comparison? ReadComparison()
    {
        Comparison? comparison = Current.Kind is not TokenKind.Symbol ? null : Current.Text switch
        {
            "=" => Comparison.Equal,
            "!=" => Comparison.NotEqual,
            "<" => Comparison.Less,
            "<=" => Comparison.AtMost,
            ">" => Comparison.More,
            ">=" => Comparison.AtLeast,
            _ => null,
        };
        _next += comparison is null ? 0 : 1;
        return comparison;
    }

    private Syntax? ParseTerm(Expectation expected)
    {
        var token = Current;
        if (++_parts > MaxParts)
        {
            return Fail(Trouble.TooManyParts(token.Place, MaxParts));
        }

        if (token.Kind is TokenKind.End or TokenKind.Symbol)
        {
            return Fail(Trouble.Unexpected(token, expected));
        }

        _next++;
        return token.Kind switch
        {
            TokenKind.Text => new TextSyntax(token.Text, token.Place),
            TokenKind.Date => new DateSyntax(token.Text, token.Place),
            TokenKind.Number => ParseNumber(token),
            _ => ParseName(token),
        };
    }

    private Syntax? ParseNumber(Token number)
    {
        if (Current.Kind is not TokenKind.Word || !_units.TryGetValue(Current.Text, out var unit))
        {
            return new NumberSyntax(number.Text, number.Place);
        }

        var place = number.Place.To(Current.Place);
        _next++;

        return int.TryParse(number.Text, out var count) && count <= _longest / DurationSyntax.LengthOf(unit)
            ? new DurationSyntax(count, unit, place)
            : Fail(Trouble.BadDuration(place));
    }

    private Syntax? ParseName(Token name)
    {
        // `unless: milestone akun_aktif` is how reminders say reached(akun_aktif).
        if (name.Text == "milestone" && Current.Kind is TokenKind.Word && !IsReserved(Current.Text))
        {
            var milestone = Current;
            _next++;
            return new CallSyntax(
                "reached",
                [new NameSyntax(milestone.Text, milestone.Place)],
                name.Place.To(milestone.Place),
                name.Place);
        }

        if (!Current.Is("("))
        {
            return new NameSyntax(name.Text, name.Place);
        }

        _next++;
        return Deeper(name.Place, () => ParseList() is { } arguments
            ? new CallSyntax(name.Text, arguments, name.Place.To(Last), name.Place)
            : null);
    }

    /// <summary>Values between parentheses, of which the first is already taken; at least one.</summary>
    private ImmutableArray<Syntax>? ParseList()
    {
        var items = ImmutableArray.CreateBuilder<Syntax>();
        do
        {
            if (ParseTerm(Expectation.Value) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (TakeSymbol(","));

        return Take(")") ? items.DrainToImmutable() : null;
    }

    private Place Last => _tokens[_next - 1].Place;

    private Syntax? Deeper(Place place, Func<Syntax?> parse)
    {
        if (++_depth > MaxDepth)
        {
            return Fail(Trouble.TooDeep(place, MaxDepth));
        }

        var syntax = parse();
        _depth--;
        return syntax;
    }

    private static bool IsReserved(string word) =>
        _and.Contains(word) || _or.Contains(word) || _not.Contains(word) || word is "in" or "within";

    private bool IsWord(params ReadOnlySpan<string> words) =>
        Current.Kind is TokenKind.Word && words.Contains(Current.Text);

    private bool TakeWord(params ReadOnlySpan<string> words)
    {
        var found = IsWord(words);
        _next += found ? 1 : 0;
        return found;
    }

    private bool TakeSymbol(string symbol)
    {
        var found = Current.Is(symbol);
        _next += found ? 1 : 0;
        return found;
    }

    private bool Take(string symbol)
    {
        if (TakeSymbol(symbol))
        {
            return true;
        }

        Fail(Trouble.Unexpected(Current, symbol == ")" ? Expectation.Closing : Expectation.Opening));
        return false;
    }

    private Syntax? Fail(ExpressionError error)
    {
        _error ??= error;
        return null;
    }
}
