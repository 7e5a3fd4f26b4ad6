using System.Collections.Immutable;
using System.Text;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Definition;

/// <summary>A variable inside a text: <c>{contact.name|Bapak/Ibu}</c>, <c>{program.tenggat|date}</c>.</summary>
/// <param name="Name">The variable's full name.</param>
/// <param name="Format">How to write the value (<c>date</c>, <c>time</c>, <c>number</c>), or null for as it is.</param>
/// <param name="Fallback">The words when there is no value, or null when the author gave none.</param>
public sealed record TemplateVariable(string Name, string? Format, string? Fallback);

/// <summary>Gives the words for a variable when a text is filled in.</summary>
public interface ITemplateValues
{
    /// <summary>The words for this variable, or null when it has no value.</summary>
    /// <param name="variable">The variable as the author wrote it.</param>
    string? WordsFor(TemplateVariable variable);
}

/// <summary>
/// A text as its author wrote it, taken apart once at load: words, styles and variables. What fills a variable is
/// always plain words, never markup.
/// </summary>
public sealed class Template
{
    /// <summary>The formats that may stand behind a variable's name.</summary>
    public static ImmutableArray<string> Formats { get; } = ["date", "time", "number"];

    private readonly ImmutableArray<Piece> pieces;
    private readonly RichText? constant;

    private Template(string source, ImmutableArray<Piece> pieces)
    {
        Source = source;
        this.pieces = pieces;
        Variables = [.. pieces.Select(p => p.Variable).OfType<TemplateVariable>()];
        RestsOn = [.. Variables.Where(v => v.Fallback is null && v.Name.StartsWith(Programs.Programmes.Prefix, StringComparison.Ordinal))];
        constant = Variables.IsEmpty ? Fill(null) : null;
    }

    /// <summary>The text as written, trimmed at both ends.</summary>
    public string Source { get; }

    /// <summary>The variables in it, in order, repeated ones repeated.</summary>
    public ImmutableArray<TemplateVariable> Variables { get; }

    /// <summary>The values of programmes without which the whole text would be untrue: those for which the author gave no other words.</summary>
    public ImmutableArray<TemplateVariable> RestsOn { get; }

    /// <summary>Takes a text apart.</summary>
    /// <param name="source">The text as written.</param>
    /// <param name="mistakes">What is wrong with it: an open brace, an open style; empty when all is well.</param>
    public static Template Parse(string source, out ImmutableArray<TemplateMistake> mistakes)
    {
        var reader = new Reader(source.Trim());
        var template = new Template(source.Trim(), reader.Read());
        mistakes = [.. reader.Mistakes];
        return template;
    }

    /// <summary>The text with its variables filled in.</summary>
    /// <param name="values">Where the words come from.</param>
    public RichText Render(ITemplateValues values) => constant ?? Fill(values);

    /// <summary>The longest text this can become, in UTF-16 units.</summary>
    /// <param name="longest">The most units that a variable's words can have.</param>
    public int WorstLength(Func<TemplateVariable, int> longest) =>
        pieces.Sum(p => p.Variable is { } variable ? Math.Max(longest(variable), variable.Fallback?.Length ?? 0) : p.Words?.Length ?? 0);

    /// <summary>Whether nothing may be left to read when variables have no value: their words instead count, where there are any.</summary>
    /// <param name="isPerhapsMissing">Whether a variable without words instead may have no value; one with empty words instead may.</param>
    public bool CanBeBlank(Func<string, bool> isPerhapsMissing) => pieces.All(piece =>
        piece.Variable is { } variable ? variable.Fallback is { } instead ? string.IsNullOrWhiteSpace(instead) : isPerhapsMissing(variable.Name)
        : string.IsNullOrWhiteSpace(piece.Words));

    private RichText Fill(ITemplateValues? values)
    {
        var text = new StringBuilder(Source.Length + 16);
        ImmutableArray<TextSpan>.Builder? spans = null;
        var (bold, italic) = (-1, -1);
        foreach (var piece in pieces)
        {
            if (piece.Words is not null)
            {
                text.Append(piece.Words);
            }
            else if (piece.Variable is not null)
            {
                text.Append(values?.WordsFor(piece.Variable) ?? piece.Variable.Fallback ?? "");
            }
            else
            {
                ref var open = ref piece.Style == SpanKind.Bold ? ref bold : ref italic;
                if (open < 0)
                {
                    open = text.Length;
                }
                else
                {
                    if (text.Length > open)
                    {
                        (spans ??= ImmutableArray.CreateBuilder<TextSpan>()).Add(new TextSpan(open, text.Length - open, piece.Style!.Value));
                    }

                    open = -1;
                }
            }
        }

        return new RichText(text.ToString(), spans?.ToImmutable() ?? []);
    }

    /// <summary>One of: words, a variable, or the place where a style begins or ends.</summary>
    private readonly record struct Piece(string? Words, TemplateVariable? Variable, SpanKind? Style);

    private sealed class Reader(string source)
    {
        private readonly StringBuilder words = new();
        private readonly ImmutableArray<Piece>.Builder pieces = ImmutableArray.CreateBuilder<Piece>();
        private int at;

        internal List<TemplateMistake> Mistakes { get; } = [];

        internal ImmutableArray<Piece> Read()
        {
            var open = new Dictionary<char, (int At, int Piece)>();
            while (at < source.Length)
            {
                var c = source[at];
                if (c == '\\' && at + 1 < source.Length && "*_{}\\".Contains(source[at + 1]))
                {
                    words.Append(source[at + 1]);
                    at += 2;
                }
                else if (c == '{')
                {
                    ReadVariable();
                }
                else if (c is '*' or '_' && (open.ContainsKey(c) ? Closes() : Opens()))
                {
                    Flush();
                    if (!open.Remove(c))
                    {
                        open[c] = (at, pieces.Count);
                    }

                    pieces.Add(new Piece(null, null, c == '*' ? SpanKind.Bold : SpanKind.Italic));
                    at++;
                }
                else
                {
                    words.Append(c);
                    at++;
                }
            }

            Flush();
            foreach (var (mark, (where, piece)) in open)
            {
                Mistakes.Add(new TemplateMistake(where, $"tanda {mark} dibuka tetapi tidak ditutup; tulis \\{mark} bila memang tanda biasa",
                    $"the mark {mark} is opened and not closed; write \\{mark} for a plain one", IsMarkup: true));
                pieces[piece] = new Piece(mark.ToString(), null, null);
            }

            return pieces.ToImmutable();
        }

        /// <summary>A mark opens a style only before a word and after a gap, so <c>3 * 4</c> and <c>a_b</c> stay as they are.</summary>
        private bool Opens() =>
            at + 1 < source.Length && !char.IsWhiteSpace(source[at + 1]) && (at == 0 || !char.IsLetterOrDigit(source[at - 1]));

        private bool Closes() =>
            at > 0 && !char.IsWhiteSpace(source[at - 1]) && (at + 1 == source.Length || !char.IsLetterOrDigit(source[at + 1]));

        private void ReadVariable()
        {
            var end = source.IndexOf('}', at);
            var inner = end < 0 ? "" : source[(at + 1)..end];
            var parts = inner.Split('|');
            if (end < 0 || !IsName(parts[0].Trim()))
            {
                Mistakes.Add(new TemplateMistake(at, "kurung { harus memuat nama seperti {contact.name|Bapak/Ibu}; tulis \\{ untuk kurung biasa",
                    "a { must hold a name, as in {contact.name|friend}; write \\{ for a plain one", IsMarkup: true));
                words.Append(source[at++]);
                return;
            }

            var format = parts.Length > 1 && Formats.Contains(parts[1].Trim()) ? parts[1].Trim() : null;
            var fallback = parts.Length > (format is null ? 1 : 2) ? string.Join('|', parts[(format is null ? 1 : 2)..]) : null;
            Flush();
            pieces.Add(new Piece(null, new TemplateVariable(parts[0].Trim(), format, fallback), null));
            at = end + 1;
        }

        private static bool IsName(string name) =>
            name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') && char.IsAsciiLetter(name[0]);

        private void Flush()
        {
            if (words.Length > 0)
            {
                pieces.Add(new Piece(words.ToString(), null, null));
                words.Clear();
            }
        }
    }
}

/// <summary>A mistake inside a text.</summary>
/// <param name="Offset">Where in the text, in characters from 0.</param>
/// <param name="Message">What and how to mend it, in Indonesian.</param>
/// <param name="English">The same in English.</param>
/// <param name="IsMarkup">Whether it concerns marks and braces.</param>
public sealed record TemplateMistake(int Offset, string Message, string English, bool IsMarkup);
