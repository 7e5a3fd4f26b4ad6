namespace BelajarBot.Progress;

/// <summary>How far somebody has come with one mark.</summary>
internal enum MarkState
{
    /// <summary>It is reached.</summary>
    Reached,

    /// <summary>It is the one that comes next.</summary>
    Next,

    /// <summary>It comes later, or was passed by on another way.</summary>
    Open,
}

/// <summary>A mark on the way as people read it.</summary>
/// <param name="Words">What it is called.</param>
/// <param name="Note">The day on which it was reached, or that it is next; empty for none.</param>
/// <param name="State">How far it is.</param>
internal sealed record MarkInWords(string Words, string Note, MarkState State);

/// <summary>What the picture says.</summary>
/// <param name="Title">The programme.</param>
/// <param name="Subtitle">Whose it is, and of when.</param>
/// <param name="Count">How many marks are reached of how many.</param>
/// <param name="Footer">Who made it.</param>
/// <param name="Marks">The marks, in order.</param>
internal sealed record ProgressPage(string Title, string Subtitle, string Count, string Footer, IReadOnlyList<MarkInWords> Marks);

/// <summary>A person's way through a programme as a picture to share, made for the width of a phone.</summary>
internal static class ProgressPicture
{
    private const int Width = 800;
    private const int Margin = 36;
    private const int Header = 190;
    private const int Row = 92;
    private const int Footer = 84;
    private const float Left = Margin + 34;
    private const float Right = Width - Margin - 34;

    private static readonly Ink Desk = new(0xE3, 0xEB, 0xF7);
    private static readonly Ink Paper = new(0xFF, 0xFF, 0xFF);
    private static readonly Ink Blue = new(0x1D, 0x4E, 0xD8);
    private static readonly Ink PaleBlue = new(0xC7, 0xD7, 0xFA);
    private static readonly Ink Track = new(0x3B, 0x68, 0xE2);
    private static readonly Ink Green = new(0x16, 0x9A, 0x4C);
    private static readonly Ink Mint = new(0x6E, 0xE7, 0xA0);
    private static readonly Ink Amber = new(0xE8, 0x8A, 0x05);
    private static readonly Ink Cream = new(0xFF, 0xF6, 0xE3);
    private static readonly Ink Grey = new(0xC3, 0xCE, 0xDC);
    private static readonly Ink Words = new(0x14, 0x20, 0x2E);
    private static readonly Ink Faint = new(0x5A, 0x6A, 0x7C);

    /// <summary>Draws it.</summary>
    internal static byte[] Draw(ProgressPage page)
    {
        var bottom = Margin + Header + 24 + (page.Marks.Count * Row);
        var canvas = new Canvas(Width, bottom + Footer, Desk);
        canvas.Box(Margin, Margin, Width - (2 * Margin), bottom - Margin, 28, Paper);
        DrawHeader(canvas, page);
        for (var i = 0; i < page.Marks.Count; i++)
        {
            DrawMark(canvas, page.Marks[i], Margin + Header + 12 + (i * Row), i == page.Marks.Count - 1);
        }

        StrokeFont.Write(canvas, page.Footer, new Spot((Width - StrokeFont.WidthOf(page.Footer, 17)) / 2, bottom + 30), 17, Faint);
        return canvas.ToPng();
    }

    private static void DrawHeader(Canvas canvas, ProgressPage page)
    {
        const float barHeight = 18;
        const float barTop = Margin + 140;
        canvas.Box(Margin, Margin, Width - (2 * Margin), Header, 28, Blue);
        canvas.Box(Margin, Margin + Header - 28, Width - (2 * Margin), 28, 0, Blue);

        var countWidth = StrokeFont.WidthOf(page.Count, 26);
        StrokeFont.Write(canvas, StrokeFont.Fit(page.Title, 34, Right - Left - countWidth - 24), new Spot(Left, Margin + 34), 34, Paper, isBold: true);
        StrokeFont.Write(canvas, StrokeFont.Fit(page.Subtitle, 19, Right - Left), new Spot(Left, Margin + 96), 19, PaleBlue);
        StrokeFont.Write(canvas, page.Count, new Spot(Right - countWidth, Margin + 40), 26, Paper, isBold: true);

        var share = page.Marks.Count == 0 ? 0 : (float)page.Marks.Count(mark => mark.State == MarkState.Reached) / page.Marks.Count;
        canvas.Box(Left, barTop, Right - Left, barHeight, barHeight / 2, Track);
        if (share > 0)
        {
            canvas.Box(Left, barTop, MathF.Max(barHeight, (Right - Left) * share), barHeight, barHeight / 2, Mint);
        }
    }

    private static void DrawMark(Canvas canvas, MarkInWords mark, float top, bool isLast)
    {
        const float radius = 21;
        var middle = new Spot(Left + radius, top + (Row / 2f));
        if (mark.State == MarkState.Next)
        {
            canvas.Box(Left - 16, top + 5, Right - Left + 32, Row - 10, 18, Cream);
        }

        if (!isLast)
        {
            canvas.Stroke([[new Spot(middle.X, middle.Y + radius + 9), new Spot(middle.X, middle.Y + Row - radius - 9)]], 4, mark.State == MarkState.Reached ? Green : Grey);
        }

        switch (mark.State)
        {
            case MarkState.Reached:
                canvas.Disc(middle, radius, Green);
                canvas.Stroke([[new Spot(middle.X - 9, middle.Y + 0.5f), new Spot(middle.X - 2.5f, middle.Y + 7.5f), new Spot(middle.X + 10, middle.Y - 7)]], 5, Paper);
                break;
            case MarkState.Next:
                canvas.Disc(middle, radius, Amber);
                canvas.Disc(middle, radius - 5, Cream);
                canvas.Disc(middle, radius - 12, Amber);
                break;
            default:
                canvas.Disc(middle, radius, Grey);
                canvas.Disc(middle, radius - 4, Paper);
                break;
        }

        const float wordsLeft = Left + (radius * 2) + 24;
        var hasNote = mark.Note.Length > 0;
        StrokeFont.Write(
            canvas, StrokeFont.Fit(mark.Words, 23, Right - wordsLeft), new Spot(wordsLeft, middle.Y - (hasNote ? 26 : 12)), 23,
            mark.State == MarkState.Open ? Faint : Words, isBold: mark.State == MarkState.Next);
        if (hasNote)
        {
            StrokeFont.Write(canvas, StrokeFont.Fit(mark.Note, 17, Right - wordsLeft), new Spot(wordsLeft, middle.Y + 12), 17, mark.State == MarkState.Next ? Amber : Faint);
        }
    }
}
