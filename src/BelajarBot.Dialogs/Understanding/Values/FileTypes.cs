using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A file as an answer: how its channel finds it again, and whether it was sent as a picture.</summary>
public static class FileAnswer
{
    /// <summary>What Telegram gives out at most; a larger file nobody could look at.</summary>
    internal const long MostBytes = 20L << 20;

    private const string AsDocument = "document:";

    /// <summary>The stored value of an answer, read.</summary>
    /// <param name="value">The value.</param>
    public static (FileKind Kind, string Reference) Read(string value) => value.StartsWith(AsDocument, StringComparison.Ordinal)
        ? (FileKind.Document, value[AsDocument.Length..])
        : (FileKind.Photo, value);

    /// <summary>Takes a file that somebody will be able to look at: not gone, not too large, and what its name says.</summary>
    internal static ValueResult Accept(FileInput file, string shown) =>
        file.IsGone ? new ValueResult.Refused("gone")
        : file.Bytes > MostBytes ? new ValueResult.Refused("too_large")
        : file.Format is { } format && !FileFormats.Fits(format, file.Name) ? new ValueResult.Refused("not_what_it_says")
        : new ValueResult.Accepted(file.Kind == FileKind.Photo ? file.Reference : AsDocument + file.Reference, shown);
}

/// <summary>A picture; one sent as a file is a picture too.</summary>
internal sealed class PhotoType : IValueType
{
    public const string Word = "photo";

    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".heic"];

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context) => input switch
    {
        FileInput { Kind: FileKind.Photo } photo => FileAnswer.Accept(photo, photo.Name ?? "🖼"),
        FileInput { Format: FileFormat.Jpeg or FileFormat.Png } picture => FileAnswer.Accept(picture, picture.Name ?? "🖼"),
        FileInput { Format: null or FileFormat.Other, Name: { } name } file when Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) =>
            FileAnswer.Accept(file, name),
        FileInput => new ValueResult.Refused("not_a_picture"),
        _ => new ValueResult.Refused(ValueTexts.Invalid),
    };

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        new(new FileInput(FileKind.Photo, $"foto-{random.Next(1000)}", null, random.Next(1, 5_000_000), null), SampleKind.Valid),
        new(new FileInput(FileKind.Document, $"berkas-{random.Next(1000)}", "layar.PNG", null, null), SampleKind.Valid),
        new(new FileInput(FileKind.Document, $"berkas-{random.Next(1000)}", "surat.pdf", null, null), SampleKind.Invalid),
        new(new FileInput(FileKind.Document, $"berkas-{random.Next(1000)}", "poster.png", FileAnswer.MostBytes + 1, null), SampleKind.Invalid),
        ValueSample.Typed("nanti saya kirim", SampleKind.Invalid),
    ];
}

/// <summary>A file, pictures included.</summary>
internal sealed class DocumentType : IValueType
{
    public const string Word = "document";

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context) => input is FileInput file
        ? FileAnswer.Accept(file, file.Name ?? "📄")
        : new ValueResult.Refused(ValueTexts.Invalid);

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        new(new FileInput(FileKind.Document, $"berkas-{random.Next(1000)}", "rtl.docx", random.Next(1, 5_000_000), null), SampleKind.Valid),
        new(new FileInput(FileKind.Photo, $"foto-{random.Next(1000)}", null, null, null), SampleKind.Valid),
        ValueSample.Typed("sudah saya kirim", SampleKind.Invalid),
        new(new UnsupportedInput("voice"), SampleKind.Invalid),
    ];
}
