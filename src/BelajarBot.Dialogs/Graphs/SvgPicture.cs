using System.Globalization;
using System.Net;
using System.Text;

namespace BelajarBot.Dialogs.Graphs;

/// <summary>A dialog as an SVG picture that any browser opens: questions blue, ends green, exceptions dashed, ways back in brown.</summary>
public static class SvgPicture
{
    private const int LettersInLine = 34;
    private const int MostLines = 3;
    private const int LettersInLabel = 26;
    private const double LetterWidth = 6.7;
    private const double LineHeight = 16;
    private const double BoxWidth = 246;
    private const double TitleHeight = 34;

    /// <summary>Draws the picture.</summary>
    /// <param name="graph">The dialog.</param>
    public static string Draw(DialogGraph graph)
    {
        var lines = graph.Steps.Select(LinesOf).ToList();
        var layout = LayeredLayout.Of(graph, at => (BoxWidth, 14 + (lines[at].Count * LineHeight)), LabelSize);
        var (width, height) = (Math.Max(layout.Width, 40 + (graph.Title.Length * 10)), layout.Height + TitleHeight);
        var svg = new StringBuilder();
        svg.Append(Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0} {height:0}" width="{width:0}" height="{height:0}" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif" font-size="12">
            <title>{Escaped(graph.Title)}</title>
            <defs>
            <marker id="to" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8Z" fill="#445"/></marker>
            <marker id="back" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8Z" fill="#a4621c"/></marker>
            </defs>
            <rect width="100%" height="100%" fill="#fff"/>
            <text x="30" y="28" font-size="18" font-weight="600" fill="#223">{Escaped(graph.Title)}</text>
            <g transform="translate(0 {TitleHeight})">

            """));
        foreach (var route in layout.Routes)
        {
            DrawWay(svg, route);
        }

        foreach (var way in graph.Ways.Where(way => way.From == way.To))
        {
            DrawCircle(svg, layout.Boxes[way.From], way);
        }

        for (var at = 0; at < graph.Steps.Length; at++)
        {
            DrawStep(svg, graph.Steps[at], lines[at], layout.Boxes[at], isFirst: at == 0);
        }

        // Labels come last, so that no line crosses them.
        foreach (var route in layout.Routes.Where(route => route.Label is not null))
        {
            DrawLabel(svg, route.Way.Label, route.Label!);
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void DrawStep(StringBuilder svg, GraphStep step, List<string> lines, Placed box, bool isFirst)
    {
        var (fill, line) = step.End is not null ? ("#e6f4e6", "#3c7d3c") : step.Waits ? ("#e6f0fb", "#3a6ea5") : ("#f6f6f6", "#888");
        var left = box.X - (box.Width / 2);
        var corner = step.End is not null ? box.Height / 2 > 18 ? 18 : box.Height / 2 : 5;
        svg.Append(Invariant($"<rect x=\"{left:0.#}\" y=\"{box.Y:0.#}\" width=\"{box.Width:0.#}\" height=\"{box.Height:0.#}\" rx=\"{corner:0.#}\" fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"{(isFirst ? 3 : 1.2)}\"/>\n"));
        for (var i = 0; i < lines.Count; i++)
        {
            var style = i == 0 ? "font-weight=\"700\" fill=\"#223\"" : i == lines.Count - 1 && step.End is not null ? "font-weight=\"600\" fill=\"#2b652b\"" : "fill=\"#333\"";
            svg.Append(Invariant($"<text x=\"{left + 10:0.#}\" y=\"{box.Y + 19 + (i * LineHeight):0.#}\" {style}>{Escaped(lines[i])}</text>\n"));
        }
    }

    private static void DrawWay(StringBuilder svg, Route route)
    {
        var points = route.Points;
        var path = new StringBuilder(Invariant($"M{points[0].X:0.#} {points[0].Y:0.#}"));
        for (var i = 1; i < points.Length; i++)
        {
            var ((fromX, fromY), (toX, toY)) = (points[i - 1], points[i]);
            var middle = (fromY + toY) / 2;
            path.Append(Math.Abs(fromX - toX) < 0.5
                ? Invariant($"L{toX:0.#} {toY:0.#}")
                : Invariant($"C{fromX:0.#} {middle:0.#} {toX:0.#} {middle:0.#} {toX:0.#} {toY:0.#}"));
        }

        svg.Append($"<path d=\"{path}\" fill=\"none\" {Stroke(route.Way)}/>\n");
    }

    /// <summary>A step that leads to itself.</summary>
    private static void DrawCircle(StringBuilder svg, Placed box, GraphWay way)
    {
        var (right, middle) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        svg.Append(Invariant($"<path d=\"M{right:0.#} {middle - 8:0.#}c22 -14 22 30 0 16\" fill=\"none\" {Stroke(way)}><title>{Escaped(way.Label)}</title></path>\n"));
    }

    private static void DrawLabel(StringBuilder svg, string label, Placed place)
    {
        var lines = Wrap(label, LettersInLabel);
        svg.Append(Invariant($"<rect x=\"{place.X - (place.Width / 2):0.#}\" y=\"{place.Y:0.#}\" width=\"{place.Width:0.#}\" height=\"{place.Height:0.#}\" rx=\"3\" fill=\"#fff\" fill-opacity=\"0.92\"/>\n"));
        for (var i = 0; i < lines.Count; i++)
        {
            svg.Append(Invariant($"<text x=\"{place.X:0.#}\" y=\"{place.Y + 13 + (i * LineHeight):0.#}\" text-anchor=\"middle\" fill=\"#553\">{Escaped(lines[i])}</text>\n"));
        }
    }

    private static string Stroke(GraphWay way)
    {
        var (color, marker) = way.To <= way.From ? ("#a4621c", "back") : ("#445", "to");
        return $"stroke=\"{color}\" stroke-width=\"1.3\"{(way.IsExceptional ? " stroke-dasharray=\"5 4\"" : "")} marker-end=\"url(#{marker})\"";
    }

    private static List<string> LinesOf(GraphStep step)
    {
        var words = Wrap(step.Words, LettersInLine);
        if (words.Count > MostLines)
        {
            words = [.. words.Take(MostLines - 1), $"{words[MostLines - 1]} …"];
        }

        return [step.Id, .. words, .. step.End is null ? Array.Empty<string>() : [$"■ {step.End}"]];
    }

    private static (double Width, double Height) LabelSize(GraphWay way)
    {
        var lines = Wrap(way.Label, LettersInLabel);
        return ((lines.Max(line => line.Length) * LetterWidth) + 8, (lines.Count * LineHeight) + 3);
    }

    /// <summary>Lines of whole words; a word longer than a line is cut between letters.</summary>
    private static List<string> Wrap(string text, int letters)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            if (line.Length > 0 && line.Length + 1 + rest.Length > letters)
            {
                lines.Add(line);
                line = "";
            }

            while (rest.Length > letters)
            {
                var cut = char.IsHighSurrogate(rest[letters - 1]) ? letters - 1 : letters;
                lines.Add(rest[..cut]);
                rest = rest[cut..];
            }

            line = line.Length == 0 ? rest : $"{line} {rest}";
        }

        return line.Length == 0 ? lines : [.. lines, line];
    }

    /// <summary>Safe between tags and in attributes; what XML cannot hold is left out.</summary>
    private static string Escaped(string text) => WebUtility.HtmlEncode(new string([.. text.Where(c => c >= ' ' && c is not ('\uFFFE' or '\uFFFF'))]));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
