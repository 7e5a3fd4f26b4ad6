using System.Collections.Frozen;
using System.Globalization;

namespace BelajarBot.Progress;

/// <summary>
/// Letters for pictures, drawn for this bot as a pen would: capitals stand between 0 and 14, small letters begin at 5, and
/// tails reach 18.5. A pen stroke is a row of points <c>x,y</c>; <c>~cx,cy,x,y</c> bends to a point, <c>@x,y,rx,ry,a,b</c>
/// goes round a middle from one angle to another, clockwise from the right when they grow; <c>;</c> lifts the pen.
/// </summary>
internal static class StrokeFont
{
    /// <summary>How high a capital is, in the font's own units.</summary>
    private const float CapHeight = 14;

    /// <summary>What stands between two letters.</summary>
    private const float Gap = 4.4f;

    /// <summary>Letters as in names from elsewhere, and what is written instead: the base library knows none here (no ICU).</summary>
    private const string Accented = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöøùúûüýÿ’‘“”—";
    private const string Bare = "AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyy''\"\"–";

    private const float SpaceWidth = 2.6f;

    /// <summary>How thick the pen is in units: plain, and bold.</summary>
    private const float Plain = 1.75f;
    private const float Bold = 2.6f;

    private static readonly FrozenDictionary<char, Glyph> Glyphs = new Dictionary<char, string>
    {
        ['a'] = "@4,9.5,4,4.5,0,360;8,5 8,14", ['b'] = "0,0 0,14;@4,9.5,4,4.5,0,360", ['c'] = "@4,9.5,4,4.5,-48,-312",
        ['d'] = "8,0 8,14;@4,9.5,4,4.5,0,360", ['e'] = "0.2,9.5 8,9.5 @4,9.5,4,4.5,0,-312", ['f'] = "2,14 2,3.5 ~2,0,5.5,0;0,5 5,5",
        ['g'] = "@4,9.5,4,4.5,0,360;8,5 8,14.6 @4,14.6,4,3.9,0,150", ['h'] = "0,0 0,14;0,9 @4,9,4,4,-180,0 8,14", ['i'] = "0,5 0,14;0,1 0,1",
        ['j'] = "3,5 3,15.5 ~3,18.5,0,18.5;3,1 3,1", ['k'] = "0,0 0,14;7,5 0,10.6;2.8,8.4 7.5,14", ['l'] = "0,0 0,14",
        ['m'] = "0,5 0,14;0,8.5 @3.25,8.5,3.25,3.5,-180,0 6.5,14;6.5,8.5 @9.75,8.5,3.25,3.5,-180,0 13,14", ['n'] = "0,5 0,14;0,9 @4,9,4,4,-180,0 8,14",
        ['o'] = "@4,9.5,4,4.5,0,360", ['p'] = "0,5 0,18.5;@4,9.5,4,4.5,0,360", ['q'] = "8,5 8,18.5;@4,9.5,4,4.5,0,360", ['r'] = "0,5 0,14;0,9.5 ~0.4,5,4.6,5",
        ['s'] = "6.9,6.7 ~6.3,5,3.6,5 ~0.5,5,0.5,7.2 ~0.5,9,3.7,9.5 ~7.2,10,7.2,11.7 ~7.2,14,3.7,14 ~0.6,14,0,12.2", ['t'] = "2.2,1.5 2.2,11.5 ~2.2,14,5,14;0,5 5,5",
        ['u'] = "0,5 0,10 @4,10,4,4,180,0;8,5 8,14", ['v'] = "0,5 4,14 8,5", ['w'] = "0,5 3,14 6,5 9,14 12,5", ['x'] = "0,5 7.5,14;7.5,5 0,14",
        ['y'] = "0,5 4,14;8,5 3.2,16 ~2.2,18.5,0,18.5", ['z'] = "0,5 7,5 0,14 7,14",
        ['A'] = "0,14 5,0 10,14;1.8,9.4 8.2,9.4", ['B'] = "0,0 0,14;0,0 4.5,0 @4.5,3.4,3.4,3.4,-90,90 0,6.8;4.5,6.8 @4.8,10.4,3.8,3.6,-90,90 0,14", ['C'] = "@6,7,6,7,-45,-315",
        ['D'] = "0,0 0,14;0,0 3.5,0 @3.5,7,6.5,7,-90,90 0,14", ['E'] = "8,0 0,0 0,14 8,14;0,6.8 7,6.8", ['F'] = "8,0 0,0 0,14;0,6.8 7,6.8", ['G'] = "@6,7,6,7,-45,-360 7.4,7",
        ['H'] = "0,0 0,14;9,0 9,14;0,6.8 9,6.8", ['I'] = "0,0 0,14", ['J'] = "6,0 6,10 @3,10,3,4,0,160", ['K'] = "0,0 0,14;8.5,0 0,8.6;3.4,5.4 9,14", ['L'] = "0,0 0,14 7.5,14",
        ['M'] = "0,14 0,0 6,9 12,0 12,14", ['N'] = "0,14 0,0 9,14 9,0", ['O'] = "@6.5,7,6.5,7,0,360", ['P'] = "0,14 0,0 4.8,0 @4.8,3.9,3.9,3.9,-90,90 0,7.8",
        ['Q'] = "@6.5,7,6.5,7,0,360;8,10 13,15", ['R'] = "0,14 0,0 4.8,0 @4.8,3.9,3.9,3.9,-90,90 0,7.8;4.6,7.8 9,14",
        ['S'] = "8.4,2.2 ~7.4,0,4.4,0 ~0.4,0,0.4,3.4 ~0.4,6.2,4.6,6.8 ~9,7.4,9,10.4 ~9,14,4.6,14 ~0.8,14,0,11.4", ['T'] = "0,0 10,0;5,0 5,14",
        ['U'] = "0,0 0,9.5 @4.5,9.5,4.5,4.5,180,0 9,0", ['V'] = "0,0 5,14 10,0", ['W'] = "0,0 3.5,14 7.5,0 11.5,14 15,0", ['X'] = "0,0 9,14;9,0 0,14",
        ['Y'] = "0,0 4.7,7 9.4,0;4.7,7 4.7,14", ['Z'] = "0,0 8.5,0 0,14 8.5,14",
        ['0'] = "@4,7,4,7,0,360", ['1'] = "0.6,3 4,0 4,14", ['2'] = "@4,3.9,3.7,3.9,-170,35 0,14 8,14", ['3'] = "@3.8,3.4,3.6,3.4,-150,90 @3.8,10.4,4.2,3.6,-90,155",
        ['4'] = "6.2,14 6.2,0 0,9.8 8.4,9.8", ['5'] = "7.4,0 1.2,0 0.7,6.3 @3.8,9.4,4.2,4.6,-135,145", ['6'] = "@4,9.8,4,4.2,0,360;0,9.8 ~0.2,2.4,6.2,0", ['7'] = "0,0 8,0 2.6,14",
        ['8'] = "@4,3.5,3.5,3.5,0,360;@4,10.4,4,3.6,0,360", ['9'] = "@4,4.2,4,4.2,0,360;8,4.2 ~7.8,11.6,1.8,14",
        ['.'] = "0,14 0,14", [','] = "0.8,13.8 0,16.4", [':'] = "0,7 0,7;0,13.4 0,13.4", [';'] = "0.8,7 0.8,7;0.8,13.6 0,16.2", ['-'] = "0,9 4.5,9", ['–'] = "0,9 8,9",
        ['/'] = "0,15.5 6,-1.5", ['('] = "3.4,-1.5 ~-0.8,7,3.4,15.5", [')'] = "0,-1.5 ~4.2,7,0,15.5", ['%'] = "@2.4,3.2,2.4,3.2,0,360;@9.6,10.8,2.4,3.2,0,360;9.6,0 2.4,14",
        ['\''] = "0,0 0,3.8", ['"'] = "0,0 0,3.8;3,0 3,3.8", ['!'] = "0,0 0,9;0,14 0,14", ['?'] = "@3.6,3.6,3.6,3.6,-170,60 ~3.6,7.6,3.6,10;3.6,14 3.6,14",
        ['+'] = "4,5 4,13;0,9 8,9", ['&'] = "9.4,14 1.8,4.2 ~0.6,0,4,0 ~7.2,0,6.6,3.4 ~6,5.4,2.6,7.4 ~0,9,0,10.8 ~0,14,3.8,14 ~8,14,9,8.4", ['_'] = "0,16 8,16", ['×'] = "0,6 6,12;6,6 0,12", ['·'] = "0,8 0,8",
    }.ToFrozenDictionary(entry => entry.Key, entry => Read(entry.Value));

    /// <summary>How wide a text is.</summary>
    /// <param name="text">The text, on one line.</param>
    /// <param name="capHeight">How high its capitals are, in pixels.</param>
    internal static float WidthOf(string text, float capHeight) =>
        Math.Max(0, Drawable(text).Sum(Advance) - Gap) * capHeight / CapHeight;

    /// <summary>Writes a text.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">The text, on one line; letters that the font has not are written without what is on or below them, or left out.</param>
    /// <param name="at">The upper left corner of its first capital.</param>
    /// <param name="capHeight">How high its capitals are, in pixels.</param>
    /// <param name="ink">The colour.</param>
    /// <param name="isBold">Whether the pen is thick.</param>
    internal static void Write(Canvas canvas, string text, Spot at, float capHeight, Ink ink, bool isBold = false)
    {
        var scale = capHeight / CapHeight;
        var x = at.X;
        foreach (var letter in Drawable(text))
        {
            if (Glyphs.TryGetValue(letter, out var glyph))
            {
                var left = x;
                canvas.Stroke(
                    [.. glyph.Lines.Select(line => line.Select(spot => new Spot(left + (spot.X * scale), at.Y + (spot.Y * scale))).ToArray())],
                    (isBold ? Bold : Plain) * scale, ink);
            }

            x += Advance(letter) * scale;
        }
    }

    /// <summary>As many words of a text as fit into a width, with three points when some are left out.</summary>
    internal static string Fit(string text, float capHeight, float width)
    {
        if (WidthOf(text, capHeight) <= width)
        {
            return text;
        }

        var kept = text.Length;
        while (kept > 0 && WidthOf($"{text[..kept].TrimEnd()}...", capHeight) > width)
        {
            kept--;
        }

        return $"{text[..kept].TrimEnd()}...";
    }

    private static float Advance(char letter) => letter == ' ' ? SpaceWidth + Gap : Glyphs[letter].Width + Gap;

    private static IEnumerable<char> Drawable(string text) => text
        .Select(letter => char.IsWhiteSpace(letter) ? ' ' : Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var index ? Bare[index] : letter)
        .Where(letter => letter == ' ' || Glyphs.ContainsKey(letter));

    private static Glyph Read(string strokes)
    {
        var lines = strokes.Split(';').Select(Line).ToArray();
        return new Glyph(lines, lines.SelectMany(line => line).Max(spot => spot.X));
    }

    private static Spot[] Line(string stroke)
    {
        var spots = new List<Spot>();
        foreach (var part in stroke.Split(' '))
        {
            var n = part.TrimStart('~', '@').Split(',').Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            spots.AddRange(part[0] switch { '~' => Bend(spots[^1], new Spot(n[0], n[1]), new Spot(n[2], n[3])), '@' => Round(n), _ => [new Spot(n[0], n[1])] });
        }

        return [.. spots];
    }

    private static IEnumerable<Spot> Bend(Spot from, Spot towards, Spot to)
    {
        const int steps = 10;
        for (var i = 1; i <= steps; i++)
        {
            var t = (float)i / steps;
            var (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t);
            yield return new Spot((a * from.X) + (b * towards.X) + (c * to.X), (a * from.Y) + (b * towards.Y) + (c * to.Y));
        }
    }

    private static IEnumerable<Spot> Round(float[] n)
    {
        const int steps = 28;
        for (var i = 0; i <= steps; i++)
        {
            var angle = (n[4] + ((n[5] - n[4]) * i / steps)) * MathF.PI / 180;
            yield return new Spot(n[0] + (n[2] * MathF.Cos(angle)), n[1] + (n[3] * MathF.Sin(angle)));
        }
    }

    /// <summary>A letter: its pen strokes, and how far right they reach.</summary>
    private sealed record Glyph(Spot[][] Lines, float Width);
}
