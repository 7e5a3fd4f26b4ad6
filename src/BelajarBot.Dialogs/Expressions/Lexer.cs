using System.Buffers;
using System.Text;

namespace BelajarBot.Dialogs.Expressions;

internal enum TokenKind
{
    Word,
    Number,
    Date,
    Text,
    Symbol,
    End,
}

/// <summary>A word of the source. Words are in lower case; a text is without its quotes and escapes.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, Place Place)
{
    public bool Is(string symbol) => Kind is TokenKind.Symbol && Text == symbol;
}

/// <summary>Cuts the source into tokens, or stops at the first character that cannot begin one.</summary>
internal sealed class Lexer(string source)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    private static readonly SearchValues<char> _inWord = SearchValues.Create(Letters + "0123456789.");
    private static readonly SearchValues<char> _inNumber = SearchValues.Create("0123456789.");

    private readonly List<Token> _tokens = [];

    public ExpressionError? Error { get; private set; }

    /// <summary>The tokens, the last of them the end; incomplete when there is an error.</summary>
    public List<Token> Read()
    {
        var at = 0;
        while (Error is null)
        {
            while (at < source.Length && char.IsWhiteSpace(source[at]))
            {
                at++;
            }

            if (at == source.Length)
            {
                break;
            }

            at += ReadAt(at);
        }

        // The end is shown at the last character, which is what a reader looks at when something is missing after it.
        _tokens.Add(new(TokenKind.End, string.Empty, new(Math.Max(0, source.TrimEnd().Length - 1), 1)));
        return _tokens;
    }

    private int ReadAt(int start)
    {
        var c = source[start];
        if (char.IsAsciiLetter(c) || c == '_')
        {
            return Add(TokenKind.Word, start, Run(start, _inWord));
        }

        if (char.IsAsciiDigit(c))
        {
            return IsDate(start) ? Add(TokenKind.Date, start, 10) : Add(TokenKind.Number, start, Run(start, _inNumber));
        }

        if (c == '"')
        {
            return ReadText(start);
        }

        var two = source.AsSpan(start, Math.Min(2, source.Length - start));
        if (two is "!=" or "<=" or ">=")
        {
            return Add(TokenKind.Symbol, start, 2);
        }

        if (two is not ("==" or "<>") && c is '=' or '<' or '>' or '(' or ')' or ',')
        {
            return Add(TokenKind.Symbol, start, 1);
        }

        Error = Trouble.BadCharacter(source, start);
        return 1;
    }

    private int Add(TokenKind kind, int start, int length)
    {
        var text = source.Substring(start, length);
        _tokens.Add(new(kind, kind is TokenKind.Word ? text.ToLowerInvariant() : text, new(start, length)));
        return length;
    }

    private int Run(int start, SearchValues<char> allowed)
    {
        var length = source.AsSpan(start).IndexOfAnyExcept(allowed);
        var run = source.AsSpan(start, length < 0 ? source.Length - start : length);
        if (run[^1] == '.' || run.Contains("..", StringComparison.Ordinal))
        {
            Error = Trouble.LooseDot(new(start, run.Length), run.ToString());
        }

        return run.Length;
    }

    private bool IsDate(int start)
    {
        if (source.Length - start < 10)
        {
            return false;
        }

        for (var i = 0; i < 10; i++)
        {
            if (i is 4 or 7 ? source[start + i] != '-' : !char.IsAsciiDigit(source[start + i]))
            {
                return false;
            }
        }

        return true;
    }

    private int ReadText(int start)
    {
        var text = new StringBuilder();
        for (var i = start + 1; i < source.Length; i++)
        {
            switch (source[i])
            {
                case '"':
                    _tokens.Add(new(TokenKind.Text, text.ToString(), new(start, i + 1 - start)));
                    return i + 1 - start;
                case '\\' when i + 1 < source.Length && source[i + 1] is '"' or '\\':
                    text.Append(source[++i]);
                    break;
                case var c when char.IsControl(c) || (char.IsSurrogate(c) && !IsInPair(i)):
                    // Databases refuse some of these, and no author means any of them.
                    Error = Trouble.BadCharacter(source, i);
                    return i + 1 - start;
                default:
                    text.Append(source[i]);
                    break;
            }
        }

        Error = Trouble.OpenText(new(start, source.Length - start));
        return source.Length - start;
    }

    private bool IsInPair(int at) =>
        char.IsSurrogatePair(source, at) || (at > 0 && char.IsSurrogatePair(source, at - 1));
}
