namespace BelajarBot.Progress;

/// <summary>A colour.</summary>
internal readonly record struct Ink(byte Red, byte Green, byte Blue);

/// <summary>A point on a canvas, in pixels from its upper left corner.</summary>
internal readonly record struct Spot(float X, float Y);

/// <summary>
/// A picture in memory. Everything is drawn by how far each pixel is from the shape, so that edges are soft and text reads
/// well at any size.
/// </summary>
internal sealed class Canvas
{
    private readonly byte[] pixels;

    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="paper">The colour that it begins with.</param>
    internal Canvas(int width, int height, Ink paper)
    {
        (Width, Height) = (width, height);
        pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (paper.Red, paper.Green, paper.Blue);
        }
    }

    internal int Width { get; }

    internal int Height { get; }

    internal byte[] ToPng() => PngFile.Write(Width, Height, pixels);

    /// <summary>A filled box with round corners; with corners as large as half of it, a disc or a bar with round ends.</summary>
    internal void Box(float x, float y, float width, float height, float corner, Ink ink)
    {
        var (middleX, middleY) = (x + (width / 2), y + (height / 2));
        Paint(x, y, x + width, y + height, ink, at =>
        {
            var dx = MathF.Abs(at.X - middleX) - (width / 2) + corner;
            var dy = MathF.Abs(at.Y - middleY) - (height / 2) + corner;
            var outside = MathF.Sqrt((MathF.Max(dx, 0) * MathF.Max(dx, 0)) + (MathF.Max(dy, 0) * MathF.Max(dy, 0)));
            return corner - outside - MathF.Min(MathF.Max(dx, dy), 0);
        });
    }

    /// <summary>A disc.</summary>
    internal void Disc(Spot middle, float radius, Ink ink) =>
        Box(middle.X - radius, middle.Y - radius, radius * 2, radius * 2, radius, ink);

    /// <summary>Lines with round ends, drawn together, so that nothing shows where they meet.</summary>
    /// <param name="lines">Each a row of points.</param>
    /// <param name="thickness">How thick.</param>
    /// <param name="ink">The colour.</param>
    internal void Stroke(IReadOnlyList<Spot[]> lines, float thickness, Ink ink)
    {
        var spots = lines.SelectMany(line => line).ToList();
        if (spots.Count == 0)
        {
            return;
        }

        var half = thickness / 2;
        Paint(
            spots.Min(spot => spot.X) - half, spots.Min(spot => spot.Y) - half,
            spots.Max(spot => spot.X) + half, spots.Max(spot => spot.Y) + half,
            ink,
            at =>
            {
                var nearest = float.MaxValue;
                foreach (var line in lines)
                {
                    for (var i = 1; i < line.Length; i++)
                    {
                        nearest = MathF.Min(nearest, DistanceSquared(at, line[i - 1], line[i]));
                    }
                }

                return half - MathF.Sqrt(nearest);
            });
    }

    /// <summary>Paints whatever is inside: where the function is positive, and half-way over its edge.</summary>
    private void Paint(float left, float top, float right, float bottom, Ink ink, Func<Spot, float> inside)
    {
        for (var y = Math.Max(0, (int)top - 1); y < Math.Min(Height, (int)bottom + 2); y++)
        {
            for (var x = Math.Max(0, (int)left - 1); x < Math.Min(Width, (int)right + 2); x++)
            {
                var cover = Math.Clamp(inside(new Spot(x + 0.5f, y + 0.5f)) + 0.5f, 0, 1);
                if (cover > 0)
                {
                    var at = ((y * Width) + x) * 3;
                    pixels[at] = Mix(pixels[at], ink.Red, cover);
                    pixels[at + 1] = Mix(pixels[at + 1], ink.Green, cover);
                    pixels[at + 2] = Mix(pixels[at + 2], ink.Blue, cover);
                }
            }
        }
    }

    private static byte Mix(byte under, byte over, float cover) => (byte)MathF.Round(under + ((over - under) * cover));

    private static float DistanceSquared(Spot at, Spot from, Spot to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp((((at.X - from.X) * dx) + ((at.Y - from.Y) * dy)) / length, 0, 1);
        var (offX, offY) = (at.X - from.X - (along * dx), at.Y - from.Y - (along * dy));
        return (offX * offX) + (offY * offY);
    }
}
